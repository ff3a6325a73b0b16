"""How far the training of a group of people is (pure): counted, compared with the whole, and with what was published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Group(StrEnum):
    """Whose training is counted: each group apart."""

    CANDIDATES = "candidates"
    MEMBERS = "members"
    HEADS = "heads"
    PROXIES = "proxies"


class Step(StrEnum):
    """How far somebody is in a course; each step takes the ones before it for granted."""

    REQUIRED = "required"
    ENROLLED = "enrolled"
    ATTENDED = "attended"
    PASSED = "passed"
    CERTIFIED = "certified"


REACHED = (Step.ENROLLED, Step.ATTENDED, Step.PASSED, Step.CERTIFIED)
"""What is counted as a part of those of whom it is required."""
AUDIENCES: Mapping[Group, frozenset[str]] = {
    Group.CANDIDATES: frozenset({"candidates", "everybody"}),
    Group.MEMBERS: frozenset({"members", "everybody"}),
    Group.HEADS: frozenset({"heads"}),
    Group.PROXIES: frozenset({"proxies"}),
}
"""Which audiences of courses take in the people of a group; a head is a member too, and counted there with the members' courses."""
ALWAYS = (Group.CANDIDATES, Group.MEMBERS)
"""Whose training is shown even where nothing is required of them; that of others only where something is."""


@dataclass(frozen=True)
class Reach:
    """Of how many people a course, or all courses, is required, and how many of them came how far."""

    required: int = 0
    enrolled: int = 0
    attended: int = 0
    passed: int = 0
    certified: int = 0

    def __add__(self, other: "Reach") -> "Reach":
        return Reach(*(getattr(self, one.value) + getattr(other, one.value) for one in Step))

    def number(self, step: str) -> int:
        """Returns how many people came as far as this step."""
        return int(getattr(self, step))

    def share(self, step: str) -> Fraction | None:
        """Returns them as a part of those of whom it is required, None when it is required of nobody."""
        return Fraction(self.number(step), self.required) if self.required else None

    def lacking(self, step: str) -> int:
        """Returns how many people have not come so far."""
        return self.required - self.number(step)

    def as_json(self) -> list[int]:
        """Returns the numbers in the order of the steps, as a statement keeps them."""
        return [self.number(one) for one in Step]


@dataclass(frozen=True)
class Untrained:
    """Somebody who has not passed all that is required: who, of which group, from where, and the courses they lack."""

    person_id: int
    name: str
    group: Group
    path: str
    place_ru: str
    place_kk: str
    courses: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Returns it as a statement keeps it, under lock."""
        return {**vars(self), "group": self.group.value, "courses": list(self.courses)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Untrained":
        """Returns what a statement kept."""
        return cls(**{**kept, "group": Group(kept["group"]), "courses": tuple(kept["courses"])})


@dataclass(frozen=True)
class Changes:
    """What became of a statement's exceptions: who was trained since or left, who came to be untrained."""

    gone: tuple[Untrained, ...]
    still: tuple[Untrained, ...]
    new: tuple[Untrained, ...]


def compare(published: Iterable[Untrained], present: Collection[Untrained]) -> Changes:
    """Returns what changed between the exceptions of a statement and those of now, by person and group."""
    then = list(published)
    before, now = ({(one.person_id, one.group) for one in several} for several in (then, present))
    return Changes(
        tuple(one for one in then if (one.person_id, one.group) not in now),
        tuple(one for one in then if (one.person_id, one.group) in now),
        tuple(one for one in present if (one.person_id, one.group) not in before),
    )


def total(several: Iterable[Reach]) -> Reach:
    """Returns the sum of the figures of several places."""
    return sum(several, Reach())
