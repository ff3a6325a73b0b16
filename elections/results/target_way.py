"""The way to the target: which open contests are likeliest to be won, and with how many of them it is met (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from elections.results.target import Target

CERTAIN = 1000
"""Chances are whole thousandths."""


@dataclass(frozen=True)
class Prospect:
    """An open contest: the chance of a win in thousandths, where one is known; our lead in what is in; how ready it is."""

    contest_id: int
    chance: int | None = None
    lead: Fraction | None = None
    points: int = 0


@dataclass(frozen=True)
class Step:
    """An open contest on the way: its place, and the wins expected once all up to it are held, in thousandths."""

    number: int
    prospect: Prospect
    expected: int

    @property
    def wins_expected(self) -> Fraction:
        """Returns the wins expected once all up to it are held."""
        return Fraction(self.expected, CERTAIN)


@dataclass(frozen=True)
class Way:
    """The open contests, the likeliest first.

    `enough` of them must be won; `expected_at` is the place at which the wins expected reach the target, None where
    they never do or nothing is known of chances.
    """

    steps: tuple[Step, ...]
    enough: int
    expected_at: int | None

    @property
    def by_chance(self) -> bool:
        """Returns whether the order is that of chances: one at least is known."""
        return any(step.prospect.chance is not None for step in self.steps)


@dataclass(frozen=True)
class Lead:
    """What is in of a contest that is still in play, as votes for ours and for the strongest rival."""

    contest_id: int
    own: int
    rival: int
    took_part: int
    missing_voters: int | None
    precincts_in: int
    precincts: int

    @property
    def ahead(self) -> bool:
        """Returns whether ours leads."""
        return self.own > self.rival

    @property
    def votes(self) -> int:
        """Returns the votes by which ours leads, or that ours needs more than the rival gets to get ahead."""
        return self.own - self.rival if self.ahead else self.rival - self.own + 1

    @property
    def share(self) -> Fraction | None:
        """Returns the lead as a share of those who took part; below zero where the rival leads."""
        return Fraction(self.own - self.rival, self.took_part) if self.took_part else None


def way_to(target: Target, prospects: Sequence[Prospect]) -> Way:
    """Returns the way to the target over the open contests whose win would count."""
    steps, expected = [], target.won * CERTAIN
    for number, prospect in enumerate(sorted(prospects, key=_order), start=1):
        expected += prospect.chance or 0
        steps.append(Step(number, prospect, expected))
    reaching = (step.number for step in steps if step.expected >= target.needed * CERTAIN)
    return Way(tuple(steps), target.more, next(reaching, None))


def nearest_first(leads: Sequence[Lead]) -> list[Lead]:
    """Returns the contests in play, the fewest votes needed first."""
    return sorted(leads, key=lambda one: (one.votes, one.contest_id))


def _order(one: Prospect) -> tuple[int, Fraction, int, int]:
    """Orders by chance; where it is not known or even, by the lead in what is in, then by readiness."""
    chance = -1 if one.chance is None else one.chance
    return -chance, -(one.lead or Fraction(0)), -one.points, one.contest_id
