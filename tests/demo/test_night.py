"""The demo's night: protocols whose sums hold, about half of them in, and a target within reach."""

from collections import Counter
from dataclasses import dataclass

import pytest

from elections.demo.candidacies import Candidacy
from elections.demo.invention import Campaign
from elections.demo.night import CLOCK_AT
from elections.demo.parties import OWN_PARTY


@dataclass(frozen=True)
class Standings:
    """The contests that are wholly counted: those who lead, of all candidates."""

    leaders: dict[str, list[Candidacy]]
    contested: set[str]


@pytest.fixture(scope="module")
def standings(campaign: Campaign) -> Standings:
    received = Counter(p.constituency_kato for p in campaign.protocols)
    votes: dict[str, Counter[int]] = {kato: Counter() for kato in received}
    for protocol in campaign.protocols:
        votes[protocol.constituency_kato].update(dict(protocol.figures.votes))
    candidates = {c.number: c for c in campaign.own + campaign.rivals}
    leaders = {
        c.kato: [candidates[n] for n, count in votes[c.kato].items() if count == max(votes[c.kato].values())]
        for c in campaign.territory.constituencies
        if received[c.kato] == len(c.precincts)
    }
    return Standings(leaders, {c.constituency_kato for c in campaign.own})


def test_sums_of_every_protocol_hold(campaign: Campaign) -> None:
    for figures in (protocol.figures for protocol in campaign.protocols):
        assert figures.voters >= figures.ballots_issued
        assert figures.ballots_received == figures.ballots_issued + figures.ballots_cancelled
        assert figures.took_part == sum(count for _, count in figures.votes) + figures.against_all
        assert figures.took_part + figures.invalid <= figures.ballots_issued
        assert max(figures.outside, figures.absentee) <= figures.ballots_issued
        assert min(figures.invalid, figures.against_all, figures.outside, *dict(figures.votes).values()) >= 0


def test_protocols_name_the_ballot_and_the_list_of_their_precinct(campaign: Campaign) -> None:
    ballots: dict[str, set[int]] = {}
    for c in campaign.own + campaign.rivals:
        ballots.setdefault(c.constituency_kato, set()).add(c.number)
    voters = {
        (c.kato, precinct.number): precinct.voters
        for c in campaign.territory.constituencies
        for precinct in c.precincts
    }

    keys = [(p.constituency_kato, p.precinct_number) for p in campaign.protocols]

    assert len(set(keys)) == len(keys)
    assert [p.figures.voters for p in campaign.protocols] == [voters[key] for key in keys]
    assert [{n for n, _ in p.figures.votes} for p in campaign.protocols] == [
        ballots[kato] for kato, _ in keys
    ]


def test_about_half_of_the_night_is_in(campaign: Campaign) -> None:
    times = [p.entered_at for p in campaign.protocols]
    regions = Counter(p.constituency_kato[:2] for p in campaign.protocols)

    assert 0.45 < len(times) / 1847 < 0.55
    assert times == sorted(times)
    assert max(times) <= CLOCK_AT
    assert regions["63"] > regions["61"]


def test_turnout_is_that_of_2021(campaign: Campaign) -> None:
    took_part = sum(p.figures.took_part for p in campaign.protocols)
    voters = sum(p.figures.voters for p in campaign.protocols)

    assert 0.78 < took_part / voters < 0.80


def test_own_candidates_win_82_percent_of_what_is_decided(standings: Standings) -> None:
    decided = [leaders for kato, leaders in standings.leaders.items() if kato in standings.contested]

    wins = sum(len(leaders) == 1 and leaders[0].is_own_nominee for leaders in decided)

    assert 0.81 < wins / len(decided) < 0.83


def test_one_contest_is_tied_and_some_members_win(standings: Standings) -> None:
    winners = [leaders[0] for leaders in standings.leaders.values() if len(leaders) == 1]

    members = [w for w in winners if w.member_of == OWN_PARTY.code and not w.is_own_nominee]

    assert len(standings.leaders) - len(winners) == 1
    assert len(members) >= 10
    assert any(kato not in standings.contested for kato in standings.leaders)
