"""The night of 25 July in the demo: half the protocols are in, the east first; all votes are invented.

Each contest is decided in full beforehand and then shown as far as it is counted, so that the leaders of the
half night are as a rule the winners of the morning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from elections.demo.candidacies import Candidacy
from elections.demo.parties import OWN_PARTY
from elections.demo.places import Constituency, Precinct
from elections.demo.shares import apportion
from elections.zones import zone_for

CLOCK_AT = datetime(2021, 7, 25, 16, 40, tzinfo=UTC)
"""The demo's present."""
CLOSING = datetime(2021, 7, 25, 20, 0)  # noqa: DTZ001 - the zone is each region's own
"""Polling ends, local time (CL 38)."""
EAST_TO_WEST = ("63", "55", "19", "59", "11", "35", "31", "39", "61", "43", "15", "23", "27", "47")
OWN_WINS = (82, 100)
"""Of the contests with an own nominee, how many the nominee wins."""
TURNOUT_PERMILLE = (715, 865)


@dataclass(frozen=True)
class Figures:
    """The figures of a protocol (CL 43); votes by the number of the candidacy."""

    voters: int
    ballots_received: int
    ballots_issued: int
    ballots_cancelled: int
    took_part: int
    invalid: int
    against_all: int
    outside: int
    absentee: int
    votes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Protocol:
    """The protocol of a precinct and the moment (UTC) at which it was entered."""

    constituency_kato: str
    precinct_number: int
    entered_at: datetime
    figures: Figures


@dataclass(frozen=True)
class _Contest:
    """A contest, the moments at which its protocols come in, and who is to win."""

    constituency: Constituency
    candidates: tuple[Candidacy, ...]
    entered: tuple[datetime, ...]
    winner: Candidacy
    is_tie: bool


def protocols(
    constituencies: Sequence[Constituency], candidacies: Sequence[Candidacy]
) -> tuple[Protocol, ...]:
    """Returns the protocols entered until `CLOCK_AT`, in the order of their entry."""
    random = Random("demo: night")
    counted = [
        protocol
        for contest in _contests(constituencies, candidacies, random)
        for protocol in _contest_protocols(contest, random)
        if protocol.entered_at <= CLOCK_AT
    ]
    return tuple(sorted(counted, key=lambda p: (p.entered_at, p.constituency_kato, p.precinct_number)))


def _contests(
    constituencies: Sequence[Constituency], candidacies: Sequence[Candidacy], random: Random
) -> Iterator[_Contest]:
    """Yields the contests in the order of their completion, so that the share of wins holds at any moment."""
    standing: dict[str, list[Candidacy]] = {c.kato: [] for c in constituencies}
    for candidacy in candidacies:
        standing[candidacy.constituency_kato].append(candidacy)
    entered = _entry_times(constituencies, random)
    contested, tie_is_open = 0, True
    for constituency in sorted(constituencies, key=lambda c: (max(entered[c.kato]), c.kato)):
        candidates = standing[constituency.kato]
        own = [c for c in candidates if c.is_own_nominee]
        contested += len(own)
        is_tie = tie_is_open and bool(own) and contested > 20 and len(constituency.precincts) == 1
        tie_is_open = tie_is_open and not is_tie
        winner = own[0] if own and (is_tie or _is_own_win(contested)) else _other_winner(candidates, random)
        yield _Contest(constituency, tuple(candidates), entered[constituency.kato], winner, is_tie)


def _is_own_win(nth: int) -> bool:
    """Returns whether the nth contested contest is won, spreading the wins evenly."""
    wins, of = OWN_WINS
    return nth * wins // of > (nth - 1) * wins // of


def _other_winner(candidates: Sequence[Candidacy], random: Random) -> Candidacy:
    """Returns a winner who is not the own nominee: two times of three the party's self-nominated member."""
    others = [c for c in candidates if not c.is_own_nominee]
    members = [c for c in others if c.member_of == OWN_PARTY.code]
    return members[0] if members and random.randrange(3) else random.choice(others)


def _entry_times(
    constituencies: Sequence[Constituency], random: Random
) -> Mapping[str, tuple[datetime, ...]]:
    districts = sorted({c.district_kato for c in constituencies})
    delays = {kato: random.randrange(70) for kato in districts}
    return {
        c.kato: tuple(_entry_time(c, precinct, delays[c.district_kato], random) for precinct in c.precincts)
        for c in constituencies
    }


def _entry_time(
    constituency: Constituency, precinct: Precinct, district_delay: int, random: Random
) -> datetime:
    closing = CLOSING.replace(tzinfo=zone_for(constituency.region_kato)).astimezone(UTC)
    minutes = 50 + precinct.voters // 25 + 5 * EAST_TO_WEST.index(constituency.region_kato[:2])
    return closing + timedelta(
        minutes=minutes + district_delay + random.randrange(45), seconds=random.randrange(60)
    )


def _contest_protocols(contest: _Contest, random: Random) -> Iterator[Protocol]:
    weights = _weights(contest, random)
    votes = [_precinct_votes(precinct, weights, random) for precinct in contest.constituency.precincts]
    winner = contest.candidates.index(contest.winner)
    if contest.is_tie:
        _settle_tie(votes[0], winner)
    else:
        _settle_win(votes, winner)
    for precinct, entered_at, lines in zip(
        contest.constituency.precincts, contest.entered, votes, strict=True
    ):
        figures = _figures(precinct, contest.candidates, lines, random)
        yield Protocol(precinct.constituency_kato, precinct.number, entered_at, figures)


def _weights(contest: _Contest, random: Random) -> list[int]:
    """Returns the strength of each candidate and, last, of "against all"."""
    weights = [random.randint(25, 100) for _ in contest.candidates]
    winner = contest.candidates.index(contest.winner)
    weights[winner] = max(weights) * random.randint(104, 240) // 100
    return [*weights, sum(weights) * random.randint(2, 7) // 100]


def _precinct_votes(precinct: Precinct, weights: Sequence[int], random: Random) -> list[int]:
    took_part = precinct.voters * random.randint(*TURNOUT_PERMILLE) // 1000
    return apportion(took_part, [weight * random.randint(84, 116) for weight in weights])


def _settle_win(votes: list[list[int]], winner: int) -> None:
    """Moves votes from whoever is level or ahead to the winner, until the winner leads by at least one."""
    while True:
        totals = [sum(lines[i] for lines in votes) for i in range(len(votes[0]) - 1)]
        rival = max((i for i in range(len(totals)) if i != winner), key=lambda i: totals[i])
        if totals[winner] > totals[rival]:
            return
        lines = max(votes, key=lambda lines: lines[rival])
        lines[rival] -= 1
        lines[winner] += 1


def _settle_tie(lines: list[int], winner: int) -> None:
    """Makes the strongest rival level with the winner; an odd vote goes against all."""
    rival = max((i for i in range(len(lines) - 1) if i != winner), key=lambda i: lines[i])
    both = lines[winner] + lines[rival]
    lines[winner] = lines[rival] = both // 2
    lines[-1] += both % 2


def _figures(
    precinct: Precinct, candidates: Sequence[Candidacy], lines: Sequence[int], random: Random
) -> Figures:
    took_part = sum(lines)
    invalid = min(precinct.voters * random.randint(0, 18) // 1000, precinct.voters - took_part)
    issued = min(took_part + invalid + (random.randrange(10) == 0), precinct.voters)
    received = precinct.voters + -(-precinct.voters // 100)
    return Figures(
        precinct.voters,
        received,
        issued,
        received - issued,
        took_part,
        invalid,
        lines[-1],
        outside=took_part * random.randint(5, 60) // 1000,
        absentee=min(random.randrange(4), took_part),
        votes=tuple((c.number, count) for c, count in zip(candidates, lines[:-1], strict=True)),
    )
