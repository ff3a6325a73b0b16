"""What the board shows: the target, the tiles, the last results, what is in play, who has not reported."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from elections.board.grid import place_of, short_name
from elections.board.queries import Sums, list_in_play, list_results, list_sums, read_stamp
from elections.campaign.models import Election
from elections.campaign.queries import get_election
from elections.charts.tiles import Part, Score, Sheet, Standing, bar, lay_out, target_at
from elections.database import utc_now
from elections.errors import NotFound
from elections.results.models import Outcome, OutcomeChange
from elections.results.queries import TargetView, list_contest_states, target_of
from elections.results.target import ContestState
from elections.results.target_queries import list_leads
from elections.territory.models import Unit
from elections.territory.queries import list_chain, list_constituencies, list_districts, list_regions
from elections.web.i18n import language, local
from elections.zones import zone_for

One = TypeVar("One")
SECONDS_UNCHANGED = 300
"""After so long a look is drawn anew even when nothing was counted: a name may have been corrected."""
BAR_WIDTH = 1000
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
WAITING = 3
"""So many places that have not reported have room on a wall."""


@dataclass(frozen=True)
class Waiting:
    """A place of which protocols are missing, and when its count last changed (None: nothing is in)."""

    name: str
    missing: int
    expected: int
    heard_at: datetime | None


@dataclass(frozen=True)
class Board:
    """One look at the night of a territory ("" in `place`: of the nation)."""

    path: str
    place: str
    own_party_id: int
    target: TargetView
    parts: tuple[Part, ...]
    line: int
    sheet: Sheet
    counted: Mapping[str, tuple[int, int]]
    results: Sequence[OutcomeChange]
    in_play: Sequence[Outcome]
    in_play_total: int
    waiting: Sequence[Waiting]
    expected: int
    received: int
    changed_at: datetime | None

    @property
    def level(self) -> int:
        """Returns how deep the territory lies: 0 the nation, 1 a region, 2 a district."""
        return self.path.count("/")

    def clock(self, moment: datetime) -> str:
        """Returns a moment in the time of the territory, with its day when that is not the day of the last change."""
        at = moment.astimezone(zone_for(self.path))
        last = self.changed_at.astimezone(zone_for(self.path)) if self.changed_at else at
        return f"{at:%H:%M}" if at.date() == last.date() else f"{at:%d.%m %H:%M}"


def stamp_of(path: str, *who: str) -> tuple[str, str]:
    """Returns what a look at a territory is known by, and the time there: the same stamp, the same picture."""
    now = utc_now()
    told = (read_stamp(path), path, language(), int(now.timestamp()) // SECONDS_UNCHANGED, *who)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32], f"{now.astimezone(zone_for(path)):%H:%M:%S}"


def look(path: str) -> Board:
    """Returns the board of a territory as it stands now; raises NotFound when there is no such territory, NoElection."""
    election = get_election()
    place, level = _place(path), path.count("/")
    states, sums = list_contest_states(path, election), list_sums(election, path)
    target, names = target_of(election, [state for _path, state in states]), _names(path)
    main, leads = target.main, [one.contest_id for one in list_leads(election, path)]
    return Board(
        path, place, election.own_party_id, target, bar(main.won, main.open, main.lost, BAR_WIDTH),
        target_at(main.needed, main.contests, BAR_WIDTH),
        lay_out(*_tiles(election, states, names, level)), _counted(sums, level), list_results(election, path),
        list_in_play(leads), len(leads),
        _waiting(sums, names, level), sum(one.expected for one in sums), sum(one.received for one in sums),
        max((one.changed_at for one in sums if one.received), default=None),
    )  # fmt: skip


def _place(path: str) -> str:
    chain = list_chain(path)
    if len(chain) != path.count("/"):
        raise NotFound
    return local(chain[-1]) if chain else ""


def _names(path: str) -> dict[str, str]:
    """Returns the names of the places directly below a territory by their path: what the tiles stand for."""
    below: Iterable[Unit] | Iterable[object] = (
        list_regions, lambda: list_districts(path), lambda: list_constituencies(path)
    )[min(path.count("/"), 2)]()  # fmt: skip
    return {one.path: local(one) for one in below}  # type: ignore[attr-defined]


def _tiles(
    election: Election, states: Sequence[tuple[str, ContestState]], names: dict[str, str], level: int
) -> tuple[list[Score], dict[str, tuple[int, int]]]:
    places = _parted(states, lambda one: one[0], level + 1)
    scores = []
    for path in sorted(places, key=lambda one: list(names).index(one) if one in names else len(names)):
        target = target_of(election, [state for _path, state in places[path]]).main
        below = _parted(places[path], lambda one: one[0], level + 2) if level < 1 else {}
        scores.append(
            Score(
                path, short_name(names.get(path, path)), target.won, target.open, target.lost, target.needed,
                tuple(_standing(election, states_below) for states_below in below.values()),
            )
        )  # fmt: skip
    known = {one.key: found for one in scores if level == 0 and (found := place_of(one.key))}
    return scores, known


def _standing(election: Election, states: Sequence[tuple[str, ContestState]]) -> Standing:
    target = target_of(election, [state for _path, state in states]).main
    return Score("", "", target.won, target.open, target.lost, target.needed).standing


def _counted(sums: Sequence[Sums], level: int) -> dict[str, tuple[int, int]]:
    """Returns (received, expected) protocols of each tile by its path."""
    return {
        path: (sum(one.received for one in below), sum(one.expected for one in below))
        for path, below in _parted(sums, lambda one: one.path, level + 1).items()
    }


def _waiting(sums: Sequence[Sums], names: dict[str, str], level: int) -> list[Waiting]:
    """Returns the places that are missing protocols, those heard of longest ago first."""
    found = []
    for path, of_place in _parted(sums, lambda one: one.path, level + 1).items():
        expected, received = sum(one.expected for one in of_place), sum(one.received for one in of_place)
        heard = max((one.changed_at for one in of_place if one.received), default=None)
        if received < expected:
            found.append(Waiting(short_name(names.get(path, path)), expected - received, expected, heard))
    found.sort(key=lambda one: (one.heard_at is not None, one.heard_at or LONG_AGO, -one.missing, one.name))
    return found[:WAITING]


def _parted(rows: Iterable[One], path_of: Callable[[One], str], level: int) -> dict[str, list[One]]:
    """Returns rows by the place of that level that they lie in."""
    parted: dict[str, list[One]] = defaultdict(list)
    for row in rows:
        parted["".join(f"{code}/" for code in path_of(row).split("/")[:level])].append(row)
    return parted
