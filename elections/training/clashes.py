"""Which seminars cannot both be held (pure): at one time with one trainer, in one room, or for one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from elections.alphabet import fold
from elections.errors import Objection

CLASH = "despite"
"""The field by which a clash is confirmed: what speaks against a seminar there is a warning."""


@dataclass(frozen=True)
class Slot:
    """When, where and with whom a seminar is held; `label` is how people know it."""

    starts_at: datetime
    ends_at: datetime
    place: str
    path: str
    trainers: frozenset[str] = frozenset()
    people: frozenset[tuple[int, str]] = frozenset()
    """The number and the name of each person on the list."""
    label: str = ""


def clashes(one: Slot, others: Iterable[Slot]) -> list[Objection]:
    """Returns what cannot be at once, as warnings that name the other seminar; places are compared as folded text."""
    found = []
    for other in others:
        if not _overlap(one, other):
            continue
        found += [
            Objection("seminar.clash_trainer", CLASH, {"name": name, "other": other.label})
            for name in sorted(one.trainers & other.trainers)
        ]
        if one.path == other.path and fold(one.place) and fold(one.place) == fold(other.place):
            found.append(Objection("seminar.clash_room", CLASH, {"place": one.place, "other": other.label}))
        found += [
            Objection("seminar.clash_person", CLASH, {"name": name, "other": other.label})
            for _number, name in sorted(one.people & other.people, key=lambda person: (person[1], person[0]))
        ]
    return found


def clashes_among(several: Iterable[Slot]) -> list[Objection]:
    """Returns what cannot be at once among seminars that are planned in one go."""
    slots = list(several)
    return [found for at, one in enumerate(slots) for found in clashes(one, slots[at + 1 :])]


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
