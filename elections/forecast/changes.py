"""What a kept forecast says of each contest, in whole numbers, and why a chance moved from one forecast to the next (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from elections.forecast.reckoning import Facts, Standing

LEAST_MOVE = 50
"""A chance that moved by less, in thousandths, is not told of."""


class Reason(StrEnum):
    """Why a chance moved."""

    WON = "won"
    LOST = "lost"
    REOPENED = "reopened"
    COUNTED = "counted"
    NOMINEE = "nominee"
    ASSESSED = "assessed"
    RECORD = "record"
    AGED = "aged"


@dataclass(frozen=True)
class Line:
    """A contest in a kept forecast: its chance in thousandths, where it stood, what was in, and the assessments by their marks."""

    chance: int
    standing: Standing
    precincts_in: int = 0
    marks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Returns the line as it is kept."""
        return {"c": self.chance, "s": self.standing.value, "in": self.precincts_in, "a": list(self.marks)}


@dataclass(frozen=True)
class Move:
    """A contest whose chance moved, by how much and why."""

    contest_id: int
    before: int
    after: int
    reasons: tuple[Reason, ...]


def read_line(kept: Mapping[str, Any]) -> Line:
    """Returns the line that `to_json` kept."""
    return Line(kept["c"], Standing(kept["s"]), kept["in"], tuple(kept["a"]))


def line_of(facts: Facts, chance: float, standing: Standing) -> Line:
    """Returns what is kept of a contest."""
    counted = facts.counted
    return Line(round(chance * 1000), standing, counted.precincts_in if counted else 0, facts.marks)


def moves(
    before: Mapping[int, Line], after: Mapping[int, Line], *, same_record: bool = True
) -> Sequence[Move]:
    """Returns the contests whose chance moved, the largest move first."""
    found = [
        Move(one, before[one].chance, line.chance, reasons_for(before[one], line, same_record))
        for one, line in after.items()
        if one in before and abs(line.chance - before[one].chance) >= LEAST_MOVE
    ]
    return sorted(found, key=lambda move: (-abs(move.after - move.before), move.contest_id))


def reasons_for(before: Line, after: Line, same_record: bool) -> tuple[Reason, ...]:
    """Returns why a chance moved; what is decided needs no other reason."""
    if before.standing is not after.standing:
        return (_of_standing(before.standing, after.standing),)
    found = []
    if before.precincts_in != after.precincts_in:
        found.append(Reason.COUNTED)
    if before.marks != after.marks:
        found.append(Reason.ASSESSED)
    if not same_record:
        found.append(Reason.RECORD)
    return tuple(found) or (Reason.AGED,)


def _of_standing(before: Standing, after: Standing) -> Reason:
    if after is Standing.WON:
        return Reason.WON
    if after is Standing.LOST:
        return Reason.LOST
    return Reason.REOPENED if before in (Standing.WON, Standing.LOST) else Reason.NOMINEE
