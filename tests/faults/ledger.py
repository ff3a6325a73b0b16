"""What was sent and what was confirmed, held against what the database holds afterwards."""

import os
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.database import EVERYWHERE, db, looking_from
from elections.results.models import Outcome, OutcomeVotes, Protocol, ProtocolEntry
from tests.faults.clerk import Clerk, Heard

SAVED = 303
FEW = 100
"""Papers that are left when nobody enters without a pause any more."""
MORE = int(os.environ.get("SAILAU_FAULT_TRIES", "1"))
"""How many times as often as `make test` tries each fault."""


def tries(few: int) -> int:
    """Returns how often a fault is tried: `few` times in the suite, more often when it is told."""
    return few * MORE


def leave_to_others(where: str) -> None:
    """Skips a fault that another test of the suite causes too, unless faults are what is asked for."""
    if MORE == 1:
        pytest.skip(f"{where} causes it too; make fault causes it here")


@dataclass(frozen=True)
class Paper:
    """A protocol's paper: its number, its contest, and its figures as the form sends them."""

    protocol_id: int
    contest_id: int
    figures: Mapping[str, int]

    def form(self, version: int = 1) -> dict[str, object]:
        """Returns the form, with a key that is the same each time it is sent."""
        return {**self.figures, "version": version, "idempotency_key": f"paper-{self.protocol_id}"}


@dataclass
class Row:
    """A line of the table of faults."""

    fault: str
    database: str
    tries: int = 0
    lost: int = 0
    doubled: int = 0


@dataclass
class Ledger:
    """The papers that are still to be entered, those that the server confirmed, and those that nobody knows of."""

    papers: deque[Paper]
    confirmed: dict[int, Paper] = field(default_factory=dict)
    doubtful: dict[int, tuple[Paper, Clerk]] = field(default_factory=dict)

    def send(
        self, clerk: Clerk, paper: Paper | None = None, patience: float = 60
    ) -> tuple[Paper, Heard | None]:
        """Has a paper entered (the next one), and notes what came of it."""
        paper = paper or self.papers.popleft()
        heard = clerk.post(f"/protocols/{paper.protocol_id}/entry", paper.form(), patience)
        if heard is not None and heard.status == SAVED and not heard.is_log_in:
            self.confirmed[paper.protocol_id] = paper
            self.doubtful.pop(paper.protocol_id, None)
        elif paper.protocol_id not in self.confirmed:
            self.doubtful[paper.protocol_id] = paper, clerk
        return paper, heard

    def send_again(self) -> None:
        """Sends what was not confirmed once more, as whoever typed it does; now all of it is to be confirmed."""
        for paper, clerk in list(self.doubtful.values()):
            _paper, heard = self.send(clerk, paper)
            if heard is not None and heard.is_log_in:
                clerk.log_in()
                _paper, heard = self.send(clerk, paper)
            assert heard is not None, "not answered"
            assert (heard.status, heard.is_log_in) == (SAVED, False), heard.text[:3000]

    def check(self, app: Flask, row: Row) -> Row:
        """Counts what is lost and what is there twice, and asserts that the rest of the record is whole."""
        with app.app_context(), looking_from(EVERYWHERE):
            try:
                self._check(row)
            finally:
                db.session.remove()
                db.engine.dispose()
        return row

    def _check(self, row: Row) -> None:
        found = _entries()
        logged = Counter(db.session.scalars(
            sa.select(AuditEvent.subject_id).where(AuditEvent.action == "protocol.entered")
        ))  # fmt: skip
        for number, paper in self.confirmed.items():
            row.lost += not any(one == paper.figures for one in found[number]) or not logged[number]
        row.doubled += sum(max(len(several), logged[number]) > 1 for number, several in found.items())
        there = {number for number, several in found.items() if several}
        assert there == {number for number in logged if logged[number]}, (
            "an entry without its line in the log"
        )
        assert there <= {*self.confirmed, *self.doubtful}, "an entry that nobody sent"
        sent = {**self.confirmed, **{number: paper for number, (paper, _clerk) in self.doubtful.items()}}
        assert _sums() == _added_up([sent[number] for number in there]), (
            "the kept sums are not those of the entries"
        )
        assert find_broken() is None, "the log is broken"


def _entries() -> dict[int, list[Mapping[str, int]]]:
    """Returns the figures of the entries of each protocol."""
    names = (
        "voters",
        "ballots_received",
        "ballots_issued",
        "ballots_cancelled",
        "took_part",
        "invalid",
        "against_all",
    )
    found: dict[int, list[Mapping[str, int]]] = {
        one: [] for one in db.session.scalars(sa.select(Protocol.id))
    }
    for entry in db.session.scalars(sa.select(ProtocolEntry)):
        votes = {f"votes_{one.candidate_id}": one.votes for one in entry.votes}
        found[entry.protocol_id].append({**{name: getattr(entry, name) for name in names}, **votes})
    return found


def _sums() -> Counter[tuple[int, str]]:
    kept: Counter[tuple[int, str]] = Counter()
    for one in db.session.scalars(sa.select(Outcome)):
        kept.update({(one.contest_id, name): getattr(one, name) for name in ("voters", "took_part")})
        kept[one.contest_id, "received"] = one.precincts_received
    votes = sa.select(Outcome.contest_id, OutcomeVotes.candidate_id, OutcomeVotes.votes).join(
        OutcomeVotes.outcome
    )
    for contest, candidate, number in db.session.execute(votes):
        kept[contest, f"votes_{candidate}"] += number
    return +kept


def _added_up(papers: list[Paper]) -> Counter[tuple[int, str]]:
    sums: Counter[tuple[int, str]] = Counter()
    for one in papers:
        sums[one.contest_id, "received"] += 1
        for name, number in one.figures.items():
            if name in ("voters", "took_part") or name.startswith("votes_"):
                sums[one.contest_id, name] += number
    return +sums
