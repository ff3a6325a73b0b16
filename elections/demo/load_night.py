"""Writes the demo's night: a protocol expected of each precinct, those that are in, what they add up to."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from elections.database import db
from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.invention import Campaign
from elections.demo.load_people import Roll
from elections.demo.load_territory import Ground
from elections.demo.night import Figures
from elections.demo.night import Protocol as Paper
from elections.demo.places import Constituency
from elections.results.entries import State
from elections.results.models import EntryVotes, Outcome, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.tally import ProtocolFigures, Totals, decide, tally

ENTERED_BY = "demo"

Key = tuple[str, int]
"""A precinct: its constituency's code and its number."""


def load_night(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    """Writes protocols, entries with their votes, and the outcome of each contest."""
    papers = {(one.constituency_kato, one.precinct_number): one for one in campaign.protocols}
    protocols = _load_protocols(papers, ground, roll)
    _load_entries(papers, protocols, ground, roll)
    _load_outcomes(campaign.territory.constituencies, papers, ground, roll)


def _load_protocols(papers: Mapping[Key, Paper], ground: Ground, roll: Roll) -> dict[Key, int]:
    rows = [
        {
            "contest_id": roll.contests[kato],
            "precinct_id": precinct,
            "state": State.ACCEPTED if (kato, number) in papers else State.EXPECTED,
            "accepted_at": papers[kato, number].entered_at if (kato, number) in papers else None,
            "path": ground.paths[kato],
        }
        for (kato, number), precinct in ground.precincts.items()
    ]
    return dict(zip(ground.precincts, insert_returning(Protocol, rows), strict=True))


def _load_entries(
    papers: Mapping[Key, Paper], protocols: Mapping[Key, int], ground: Ground, roll: Roll
) -> None:
    entries = insert_returning(
        ProtocolEntry, [_entry(paper, protocols[key], ground, roll) for key, paper in papers.items()]
    )
    insert(
        EntryVotes,
        [
            {"entry_id": entry, "candidate_id": roll.candidates[candidate], "votes": votes}
            for entry, paper in zip(entries, papers.values(), strict=True)
            for candidate, votes in paper.figures.votes
        ],
    )
    entry_of = sa.select(ProtocolEntry.id).where(ProtocolEntry.protocol_id == Protocol.id).scalar_subquery()
    db.session.execute(
        sa.update(Protocol).where(Protocol.state == State.ACCEPTED)
        .values(accepted_entry_id=entry_of, updated_at=Protocol.updated_at)
        .execution_options(synchronize_session=False)
    )  # fmt: skip


def _entry(paper: Paper, protocol: int, ground: Ground, roll: Roll) -> Row:
    figures = paper.figures
    return {
        "protocol_id": protocol,
        "number": 1,
        "entered_by_login": ENTERED_BY,
        "entered_at": paper.entered_at,
        "voters": figures.voters,
        "ballots_received": figures.ballots_received,
        "ballots_issued": figures.ballots_issued,
        "ballots_cancelled": figures.ballots_cancelled,
        "took_part": figures.took_part,
        "invalid": figures.invalid,
        "against_all": figures.against_all,
        "outside": figures.outside,
        "absentee": figures.absentee,
        "likeness": likeness(_figures(figures, roll)),
        "path": ground.paths[paper.constituency_kato],
    }


def _load_outcomes(
    constituencies: Iterable[Constituency], papers: Mapping[Key, Paper], ground: Ground, roll: Roll
) -> None:
    counted = [(one, _totals(one, papers, roll)) for one in constituencies]
    ids = insert_returning(Outcome, [_outcome(one, totals, papers, ground, roll) for one, totals in counted])
    insert(
        OutcomeVotes,
        [
            {"outcome_id": outcome, "candidate_id": candidate, "votes": votes}
            for outcome, (_, totals) in zip(ids, counted, strict=True)
            for candidate, votes in sorted(totals.votes.items())
        ],
    )


def _totals(constituency: Constituency, papers: Mapping[Key, Paper], roll: Roll) -> Totals:
    keys = [(constituency.kato, precinct.number) for precinct in constituency.precincts]
    return tally(_figures(papers[key].figures, roll) for key in keys if key in papers)


def _figures(figures: Figures, roll: Roll) -> ProtocolFigures:
    return ProtocolFigures(
        voters=figures.voters,
        ballots_issued=figures.ballots_issued,
        took_part=figures.took_part,
        invalid=figures.invalid,
        against_all=figures.against_all,
        votes={roll.candidates[candidate]: votes for candidate, votes in figures.votes},
    )


def _outcome(
    constituency: Constituency, totals: Totals, papers: Mapping[Key, Paper], ground: Ground, roll: Roll
) -> Row:
    missing = [one for one in constituency.precincts if (constituency.kato, one.number) not in papers]
    expected, received = len(constituency.precincts), len(constituency.precincts) - len(missing)
    decided = decide(totals, expected, received, sum(one.voters for one in missing))
    return {
        "contest_id": roll.contests[constituency.kato],
        "state": decided.state,
        "precincts_expected": expected,
        "precincts_received": received,
        "voters": totals.voters,
        "took_part": totals.took_part,
        "invalid": totals.invalid,
        "against_all": totals.against_all,
        "leader_id": decided.leader,
        "winner_id": decided.winner,
        "margin": decided.margin,
        "is_tie": decided.tie,
        "is_called": decided.called,
        "path": ground.paths[constituency.kato],
    }
