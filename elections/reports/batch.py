"""All reports of a kind in a territory: as a background job, and into a folder at the command line.

What the log and the content say is unchanged since it was printed last is taken from the shelf. Each report is put
there and given to the job in one transaction, so a worker that is killed leaves whole files, and another goes on there.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.database import db, looking_from, transaction
from elections.documents.binding import Binder
from elections.errors import Forbidden, Objection, refuse_if
from elections.jobs.models import Job, JobFile
from elections.jobs.queue import Task, enqueue
from elections.reports.kept import Shelf
from elections.reports.keys import Key
from elections.reports.kinds import Kind, kind_of
from elections.reports.printing import Run
from elections.reports.stamps import Stamp
from elections.territory.queries import place_labels
from elections.web.i18n import local, number
from elections.web.papers import PAPER_NAMES, languages_of

KIND = "reports.batch"
PDF = "application/pdf"
TOLD_EVERY = 2.0
DISTRICTS = "reports.districts"
"""What such a job was called when there were reports of districts only."""


@dataclass(frozen=True)
class Order:
    """What is asked for: all reports of a kind in a language, and whether bound into one file too."""

    kind: Kind
    language: str
    is_merged: bool = False

    @property
    def merged_name(self) -> str:
        """The name of the file that holds all of them."""
        return f"all-{self.kind.name}-{self.language}.pdf"


def enqueue_batch(
    actor: Actor, path: str, kind: str, language: str, is_merged: bool = False, field: str = "region"
) -> Job:
    """Asks for all reports of a kind below `path`. Raises Refused when there are none, Forbidden, NotFound."""
    if not actor.may(Permission.PRINT_REPORTS, path):
        raise Forbidden
    refuse_if([] if kind_of(kind).list_keys(path) else [Objection("report.nothing", field)])
    return enqueue(actor, KIND, {"kind": kind, "language": language, "merged": is_merged}, path)


def order_of(params: Any) -> Order:
    """Returns what a job was asked for."""
    return Order(kind_of(params.get("kind", "district")), str(params["language"]), bool(params.get("merged")))


def print_batch(task: Task) -> dict[str, Any]:
    """Makes the files of such a job that are not there yet; returns how many there are and how many were made anew."""
    order = order_of(task.params)
    with looking_from(task.path), current_app.test_request_context():
        keys = order.kind.list_keys(task.path)
        run = _JobRun(task, order, keys)
        made = run.print_missing()
        merged = {"merged": order.merged_name} if order.is_merged else {}
        if order.is_merged and order.merged_name not in run.there:
            task.keep(order.merged_name, PDF, run.bind())
    return {"files": len(keys), "made": made, **merged}


class _JobRun:
    """The files of one job as they are made."""

    def __init__(self, task: Task, order: Order, keys: Sequence[Key]) -> None:
        self._task, self._order, self._keys = task, order, keys
        self._shelf = Shelf(order.kind, order.language, keys)
        self.there = task.kept()
        self._done = sum(self._shelf.name_of(key) in self.there for key in keys)
        self._told = monotonic()

    def print_missing(self) -> int:
        """Makes what is not there, and returns how many reports were printed."""
        missing = [key for key in self._keys if self._shelf.name_of(key) not in self.there]
        self._take([key for key in missing if self._shelf.holds(key)])
        run = Run(self._shelf, [key for key in missing if not self._shelf.holds(key)], self._tick)
        made, same = 0, list[Key]()
        with closing(run.make()) as coming:
            for one in coming:
                if one.pdf is None:
                    same.append(one.key)
                else:
                    self._keep(one.key, one.stamp, one.pdf)
                    made += 1
        self._take(same)
        run.complain()
        return made

    def _keep(self, key: Key, stamp: Stamp, pdf: bytes) -> None:
        with self._task.changing(self._done + 1, len(self._keys)):
            self._shelf.put(key, stamp, pdf)
            self._task.add_file(self._shelf.name_of(key), PDF, pdf)
        self._done += 1

    def bind(self) -> bytes:
        """Returns one PDF of all that was made, one bookmark each."""
        language = languages_of(self._order.language)[0]
        with TemporaryFile() as whole:
            binder = Binder(whole, _title(self._order, self._task.path, language), language)
            for key in self._keys:
                self._tick()
                binder.add(self._read(key), _name(key, language))
            binder.close()
            whole.seek(0)
            return whole.read()

    def _take(self, keys: Sequence[Key]) -> None:
        """Gives the job what is on the shelf already."""
        with self._task.changing(self._done + len(keys), len(self._keys), is_work=False):
            if keys:
                self._shelf.confirm(keys)
                self._shelf.copy(keys, self._task.job_id, self._task.path)
        self._done += len(keys)

    def _tick(self) -> None:
        """Keeps the job, and sees whether it was cancelled; not too often, as each time is a write."""
        if monotonic() - self._told >= TOLD_EVERY:
            self._told = monotonic()
            self._task.advance(self._done, len(self._keys))

    def _read(self, key: Key) -> bytes:
        name = self._shelf.name_of(key)
        found = sa.select(JobFile.content).where(JobFile.job_id == self._task.job_id, JobFile.name == name)
        content: bytes = db.session.scalars(found).one()
        return content


def write_reports(order: Order, path: str, folder: Path, tell: Callable[[str], object]) -> tuple[int, int]:
    """Writes all reports of a kind below `path` into a folder; returns (written, there before and still right).

    A file appears under its name only when it is whole, so that what a stopped command left can be gone on with.
    Raises Refused at the end, naming what could not be made.
    """
    keys = order.kind.list_keys(path)
    shelf = Shelf(order.kind, order.language, keys)
    folder.mkdir(parents=True, exist_ok=True)
    written = sum(_write_kept(shelf, key, folder, tell) for key in keys if shelf.holds(key))
    run = Run(shelf, [key for key in keys if not shelf.holds(key)], lambda: None)
    with closing(run.make()) as coming:
        for one in coming:
            with transaction():
                if one.pdf is None:
                    shelf.confirm([one.key])
                else:
                    shelf.put(one.key, one.stamp, one.pdf)
            if one.pdf is None:
                written += _write_kept(shelf, one.key, folder, tell)
            else:
                _write(folder / shelf.name_of(one.key), one.pdf, tell)
                written += 1
    run.complain()
    return written, len(keys) - written


def _write_kept(shelf: Shelf, key: Key, folder: Path, tell: Callable[[str], object]) -> bool:
    """Writes the report that was printed last unless the file holds it already; returns whether it did not."""
    path = folder / shelf.name_of(key)
    if path.exists() and sha256(path.read_bytes()).hexdigest() == shelf.sha256_of(key):
        return False
    _write(path, shelf.read(key), tell)
    return True


def _write(path: Path, pdf: bytes, tell: Callable[[str], object]) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pdf)
    os.replace(unfinished, path)
    tell(path.name)


def _title(order: Order, path: str, language: str) -> str:
    with force_locale(language):
        place = place_labels().get(path, "").strip() if path else ""
        return f"{order.kind.label}: {place}" if place else str(order.kind.label)


def _name(key: Key, language: str) -> str:
    with force_locale(language):
        return local(key)


def describe_batch(job: Job) -> list[tuple[str, str]]:
    """Returns in words which reports a job makes, and how many had to be made anew."""
    order = order_of(job.params)
    place = place_labels().get(job.path, "").strip() if job.path else ""
    told = [
        (_("Reports"), str(order.kind.label)),
        (_("Territory"), place or _("the whole country")),
        (_("Language of the reports"), PAPER_NAMES[order.language]),
    ]
    if job.result and "made" in job.result:
        numbers = {key: number(job.result[key]) for key in ("made", "files")}
        told.append((_("Printed anew"), _("%(made)s of %(files)s; the others had not changed", **numbers)))
    return told
