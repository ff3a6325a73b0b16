"""Making many reports: each is gathered here, printed by the press, and what says the same as last time is not printed."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from elections.documents.press import DIED, SLOW, Press, PrintingFailed, print_here
from elections.errors import Objection, refuse_if
from elections.faults import kind_and_place
from elections.reports.kept import Shelf
from elections.reports.keys import Key
from elections.reports.paper import html_of
from elections.reports.stamps import Stamp, stamp_of

FEW = 2
"""So many reports are printed sooner than processes for them would have begun."""
HERE_SECONDS = 45.0
"""A job is lost to its worker when it is not heard of for a minute."""
MOST_FAILURES = 5
_CODES = {SLOW: "report.slow", DIED: "report.died"}

log = structlog.get_logger()


@dataclass(frozen=True)
class Printed:
    """A report that was made: its key, the stamp that it bears, and its PDF (None where the last one says the same)."""

    key: Key
    stamp: Stamp
    pdf: bytes | None


class Run:
    """One go at making some reports; what fails is told when all others are made."""

    def __init__(self, shelf: Shelf, keys: Sequence[Key], tick: Callable[[], object]) -> None:
        self._shelf, self._keys, self._tick = shelf, keys, tick
        self._failures: list[Objection] = []
        self._same: list[Printed] = []

    def make(self) -> Generator[Printed, None, None]:
        """Yields the reports as they are made; what could not be made is left out until `complain`."""
        if len(self._keys) <= FEW:
            yield from self._taken(print_here(self._pages(), HERE_SECONDS))
        else:
            with Press(_processes()) as press:
                yield from self._taken(press.print_all(self._pages(), self._tick))

    def complain(self) -> None:
        """Raises Refused when reports could not be made, naming them."""
        refuse_if(self._failures)

    def _taken(self, coming: Iterator[tuple[Printed, bytes | PrintingFailed]]) -> Iterator[Printed]:
        for made, pdf in coming:
            yield from self._drain()
            if isinstance(pdf, PrintingFailed):
                self._fail(made.key, pdf.reason)
            else:
                yield Printed(made.key, made.stamp, pdf)
        yield from self._drain()

    def _drain(self) -> list[Printed]:
        same, self._same = self._same, []
        return same

    def _pages(self) -> Iterator[tuple[Printed, str]]:
        """Yields the pages of those reports that say something new; the others are noted."""
        for key in self._keys:
            self._tick()
            page = self._page(key)
            if page is not None:
                yield page

    def _page(self, key: Key) -> tuple[Printed, str] | None:
        kind, language = self._shelf.kind, self._shelf.language
        try:
            content: Any = kind.gather(key.key)
            made = Printed(key, stamp_of(kind, key.key, content), None)
            if not self._shelf.says(key, made.stamp.digest):
                return made, html_of(kind, key.key, language, content, made.stamp)
            self._same.append(made)
        except (OSError, SQLAlchemyError):  # the database or the disk, not this report
            raise
        except Exception as error:
            log.exception("report failed", kind=kind.name, key=key.key)
            self._fail(key, kind_and_place(error))
        return None

    def _fail(self, key: Key, reason: str) -> None:
        name = f"{key.name_ru or key.name_kk} ({self._shelf.name_of(key)})"
        params = {"name": name} if reason in _CODES else {"name": name, "reason": reason[:300]}
        code = _CODES.get(reason, "report.wrong")
        self._failures.append(Objection(code, params=params))
        if len(self._failures) >= MOST_FAILURES:
            self.complain()


def _processes() -> int:
    return max(1, int(current_app.config["SETTINGS"].report_processes))
