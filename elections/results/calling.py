"""Calling a contest: whether the voters who are missing can still change who wins, and who could overtake whom.

Precincts that are disputed are missing too. Where the voters of one of them are not known, nothing is called early.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Chaser:
    """Somebody who could still overtake the leader: how many votes more than theirs that takes."""

    candidate: int
    needed: int
    only_level: bool = False
    """The missing voters are just enough to draw level: then the election is repeated."""


class Alarm(StrEnum):
    """What disputed protocols could do to a winner: by themselves, or with the other missing precincts."""

    ALONE = "alone"
    TOGETHER = "together"


@dataclass(frozen=True)
class Standing:
    """How a contest stands while it is counted; voters are None where they are not known."""

    leaders: tuple[int, ...]
    margin: int
    needed: int
    missing_precincts: int
    missing_voters: int | None
    chasers: tuple[Chaser, ...]
    alarm: Alarm | None = None

    @property
    def in_play(self) -> bool:
        """Returns whether the missing voters can still change the winner."""
        return self.missing_precincts > 0 and (
            self.missing_voters is None or self.missing_voters >= self.margin
        )


def stand(
    votes: Mapping[int, int], missing_precincts: int, missing_voters: int | None,
    disputed_precincts: int = 0, disputed_voters: int | None = 0,
) -> Standing:  # fmt: skip
    """Returns how a contest stands: the votes so far, and what is missing (with it the disputed protocols)."""
    most, second = [*sorted(votes.values(), reverse=True), 0, 0][:2]
    leaders = tuple(sorted(one for one, number in votes.items() if number == most > 0))
    margin = most - second
    return Standing(
        leaders, margin, margin + 1, missing_precincts, missing_voters,
        _chasers(votes, leaders, most, missing_precincts and missing_voters),
        _alarm(margin, missing_voters, disputed_precincts, disputed_voters),
    )  # fmt: skip


def _chasers(
    votes: Mapping[int, int], leaders: tuple[int, ...], most: int, missing: int | None
) -> tuple[Chaser, ...]:
    """Returns who could overtake, the nearest first; where nobody is alone ahead, everybody within reach."""
    alone = leaders[0] if len(leaders) == 1 else None
    within = (one for one in votes if one != alone and (missing is None or most - votes[one] <= missing > 0))
    found = (
        Chaser(one, most - votes[one] + 1, only_level=missing is not None and most - votes[one] == missing)
        for one in within
    )
    return tuple(sorted(found, key=lambda one: (one.needed, one.candidate)))


def _alarm(
    margin: int, missing_voters: int | None, disputed_precincts: int, disputed_voters: int | None
) -> Alarm | None:
    if not disputed_precincts:
        return None
    if disputed_voters is None or disputed_voters >= margin:
        return Alarm.ALONE
    return Alarm.TOGETHER if missing_voters is None or missing_voters >= margin else None
