"""What must be in the database after a night: every figure that was confirmed, the sums of them, a whole log."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from benchmarks.night_ground import Paper
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.database import db
from elections.results.entries import State
from elections.results.models import EntryVotes, Outcome, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.queries import FIGURES

SUMS = ("voters", "ballots_issued", "took_part", "invalid", "against_all")


def check_night(papers: Sequence[Paper], writes: int) -> list[str]:
    """Returns what is wrong, in words; nothing when all is there."""
    db.session.rollback()
    found = {
        "entries": _count(ProtocolEntry), "lines in the log": _count(AuditEvent, AuditEvent.action == "protocol.entered"),
    }  # fmt: skip
    wrong = [f"{number} {name} of {writes}" for name, number in found.items() if number != writes]
    accepted = _count(Protocol, Protocol.state == State.ACCEPTED)
    if accepted != len(papers):
        wrong.append(f"{accepted} protocols accepted of {len(papers)}")
    if _entered() != {(one.protocol_id, *sorted(one.figures.items())) for one in papers}:
        wrong.append("an entry is not as it was sent")
    if _kept() != _added_up(papers):
        wrong.append("the kept sums are not those of the protocols")
    if (broken := find_broken()) is not None:
        wrong.append(f"the log is broken at {broken}")
    return wrong


def _count(model: type, *where: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0


def _entered() -> set[tuple[object, ...]]:
    """Returns the entries as their papers were, each once."""
    votes: dict[int, dict[str, int]] = {}
    for entry, candidate, number in db.session.execute(
        sa.select(EntryVotes.entry_id, EntryVotes.candidate_id, EntryVotes.votes)
    ):
        votes.setdefault(entry, {})[f"votes_{candidate}"] = number
    entries = db.session.execute(
        sa.select(ProtocolEntry.id, ProtocolEntry.protocol_id, *(getattr(ProtocolEntry, name) for name in FIGURES))
    )  # fmt: skip
    return {
        (one.protocol_id, *sorted({**dict(zip(FIGURES, one[2:], strict=True)), **votes[one.id]}.items()))
        for one in entries
    }


def _kept() -> Counter[tuple[int, str]]:
    kept = Counter()
    for one in db.session.scalars(sa.select(Outcome)):
        kept.update({(one.contest_id, name): getattr(one, name) for name in SUMS})
        kept[one.contest_id, "received"] = one.precincts_received
    votes = sa.select(Outcome.contest_id, OutcomeVotes.candidate_id, OutcomeVotes.votes).join(
        OutcomeVotes.outcome
    )
    kept.update(
        {(contest, f"votes_{candidate}"): number for contest, candidate, number in db.session.execute(votes)}
    )
    return kept


def _added_up(papers: Sequence[Paper]) -> Counter[tuple[int, str]]:
    sums: Counter[tuple[int, str]] = Counter()
    for one in papers:
        sums[one.contest_id, "received"] += 1
        for name, number in one.figures.items():
            if name in SUMS or name.startswith("votes_"):
                sums[one.contest_id, name] += number
    return sums
