"""Writes the demo's night: a protocol expected of each precinct, those that are in, what they add up to."""

from collections.abc import Mapping

import sqlalchemy as sa

from elections.database import db
from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.invention import Campaign
from elections.demo.load_outcomes import load_outcomes
from elections.demo.load_people import VOTING_ON, Roll
from elections.demo.load_territory import Ground
from elections.demo.night import Figures
from elections.demo.night import Protocol as Paper
from elections.demo.outcomes import Key, count_contest, decide_officially, find_disputed
from elections.results.dispute_models import ProtocolDispute
from elections.results.disputes import Instance
from elections.results.entries import State
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.tally import ProtocolFigures

ENTERED_BY = "demo"


def load_night(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    """Writes protocols, entries with their votes, and the outcome of each contest; one protocol is disputed."""
    papers = {(one.constituency_kato, one.precinct_number): one for one in campaign.protocols}
    constituencies = campaign.territory.constituencies
    figures = {key: (paper, _figures(paper.figures, roll)) for key, paper in papers.items()}
    disputed = find_disputed(constituencies, figures)
    protocols = _load_protocols(papers, disputed, ground, roll)
    _load_entries(papers, protocols, ground, roll)
    if disputed:
        _load_dispute(protocols[disputed], ground.paths[disputed[0]])
    counted = [count_contest(one, figures, disputed) for one in constituencies]
    load_outcomes(decide_officially(counted), ground, roll)


def _load_dispute(protocol: int, path: str) -> None:
    dispute = {
        "protocol_id": protocol, "path": path, "by_whom": "доверенное лицо кандидата", "instance": Instance.COMMISSION,
        "since_on": VOTING_ON, "reason": "Итог на стене участка расходится с копией протокола",
        "state_before": State.ACCEPTED,
    }  # fmt: skip
    insert(ProtocolDispute, [dispute])


def _load_protocols(
    papers: Mapping[Key, Paper], disputed: Key | None, ground: Ground, roll: Roll
) -> dict[Key, int]:
    accepted = papers.keys() - {disputed}
    rows = [
        {
            "contest_id": roll.contests[kato],
            "precinct_id": precinct,
            "state": State.DISPUTED
            if (kato, number) == disputed
            else State.ACCEPTED
            if (kato, number) in accepted
            else State.EXPECTED,
            "accepted_at": papers[kato, number].entered_at if (kato, number) in accepted else None,
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


def _figures(figures: Figures, roll: Roll) -> ProtocolFigures:
    return ProtocolFigures(
        voters=figures.voters,
        ballots_issued=figures.ballots_issued,
        took_part=figures.took_part,
        invalid=figures.invalid,
        against_all=figures.against_all,
        votes={roll.candidates[candidate]: votes for candidate, votes in figures.votes},
    )
