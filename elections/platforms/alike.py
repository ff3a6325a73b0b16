"""Which pledges promise the same, in other words (pure).

Words are folded (Kazakh letters, case, look-alikes) and cut to their beginnings, which stand for their stems in both
languages; numbers and short words do not count. Two pledges of one sector are alike when at least half of all their
stems are in both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from elections.alphabet import fold

STEM = 5
SHORTEST = 3
ALIKE_FROM = Fraction(1, 2)
MOST_SHOWN = 20
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    ("для", "при", "или", "над", "под", "без", "пен", "мен", "бен", "ушин", "жане", "және", "the", "and")
)
_DISTRICT, _REGION = 2, 1


@dataclass(frozen=True)
class Said:
    """A pledge as it is compared: its sector, what it says in each language, and where (a path)."""

    id: int
    sector: str
    path: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """A pledge that promises the same: how alike it is (from 0 to 1), and whether it lies in the same district."""

    id: int
    likeness: Fraction
    is_neighbour: bool


def stems(text: str) -> frozenset[str]:
    """Returns the stems of a text's words."""
    words = _WORD.findall(fold(text))
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST and word not in _EMPTY)


def likeness(first: str, second: str) -> Fraction:
    """Returns which part of all stems of two texts is in both; 0 when one of them says nothing."""
    one, other = stems(first), stems(second)
    return Fraction(len(one & other), len(one | other)) if one and other else Fraction(0)


def find_alike(pledge: Said, others: Iterable[Said]) -> list[Alike]:
    """Returns the pledges of other constituencies of the region that promise the same, neighbours first, likest first."""
    found = [
        Alike(other.id, how, _same(pledge, other, _DISTRICT))
        for other in others
        if other.sector == pledge.sector and other.path != pledge.path and _same(pledge, other, _REGION)
        if (how := _likest(pledge, other)) >= ALIKE_FROM
    ]
    return sorted(found, key=lambda one: (not one.is_neighbour, -one.likeness, one.id))[:MOST_SHOWN]


def _likest(pledge: Said, other: Said) -> Fraction:
    """Compares each language with itself; the likest decides."""
    return max(
        (likeness(mine, theirs) for mine, theirs in zip(pledge.texts, other.texts, strict=True)),
        default=Fraction(0),
    )


def _same(pledge: Said, other: Said, levels: int) -> bool:
    return pledge.path.split("/")[:levels] == other.path.split("/")[:levels]
