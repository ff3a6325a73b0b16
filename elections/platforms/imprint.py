"""What a platform must have before it is printed for voters, and when it may no longer be handed out (pure).

Source: CL 28(5) on printed matter, CL 27(2) on the end of campaigning, CL 29 on the programme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.errors import Objection
from elections.platforms.workflow import PlatformStatus


class Paper(StrEnum):
    """The languages in which a platform is printed, each a file of its own."""

    KAZAKH = "kk"
    RUSSIAN = "ru"


MISSING = {
    "issued_by": "imprint.issuer_missing",
    "printer": "imprint.printer_missing",
    "printer_address": "imprint.address_missing",
    "print_run": "imprint.print_run_missing",
    "ordered_by": "imprint.customer_missing",
    "paid_from": "imprint.money_missing",
}
"""What the law wants printed (who issued it, where it was printed, how many, who ordered it, from what money), and what
is said where it is missing."""
IMPRINT_FIELDS = tuple(MISSING)


@dataclass(frozen=True)
class Written:
    """What of a platform is written in one language."""

    has_title: bool
    has_text: bool
    pledges: int
    without_words: int
    """How many of the pledges do not say in this language what is promised."""

    @property
    def is_complete(self) -> bool:
        """Returns whether nothing of it would have to be taken from the other language."""
        return self.has_title and self.has_text and not self.without_words


def written_in(title: str, text: str, pledges: Sequence[str]) -> Written:
    """Returns what is written, out of the texts of one language: title, programme, and each pledge's words."""
    return Written(
        bool(title.strip()), bool(text.strip()), len(pledges), sum(not one.strip() for one in pledges)
    )


def objections_to_print(
    status: PlatformStatus, written: Written, imprint: Mapping[str, object]
) -> list[Objection]:
    """Returns all that speaks against printing a platform for voters: not published, not in the language, no imprint."""
    objections = []
    if status is not PlatformStatus.PUBLISHED:
        objections.append(Objection("leaflet.not_published"))
    if not written.has_title:
        objections.append(Objection("leaflet.title_missing"))
    if not written.has_text:
        objections.append(Objection("leaflet.text_missing"))
    if written.without_words:
        params = {"number": written.without_words, "of": written.pledges}
        objections.append(Objection("leaflet.pledges_missing", params=params))
    return objections + missing_of(imprint)


def missing_of(imprint: Mapping[str, object]) -> list[Objection]:
    """Returns an objection for each part of the imprint that is missing, in the order of the law (CL 28(5))."""
    return [
        Objection(code, name, article="CL 28(5)") for name, code in MISSING.items() if not imprint.get(name)
    ]


def warnings_of(printed_on: date | None, today: date, silent_from: date) -> list[Objection]:
    """Returns what speaks against the day of a print: from the day of silence on nothing may be handed out (CL 27(2))."""
    params = {"silent_from": silent_from}
    if printed_on is not None and printed_on >= silent_from:
        return [Objection("imprint.printed_in_silence", "printed_on", params, "CL 27(2)")]
    return [Objection("imprint.silence_has_begun", "", params, "CL 27(2)")] if today >= silent_from else []
