"""The chance of a win in one contest, out of what is known of it, drawn toward the record when little is known (pure).

Each assessment says a chance and weighs as many "observations" as its kind is worth; the record of earlier elections
weighs as many as the settings say. The chance is the weighed mean of the two: a beta-binomial estimate (Gelman et al.,
Bayesian Data Analysis, 3rd ed., ch. 2). A poll weighs by its sample and ages; nothing weighs more than its cap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import erf, sqrt

from elections.errors import Objection

HALF_LIFE_DAYS = 14
"""After so many days an assessment weighs half."""
LEAST, MOST = 0.01, 0.99
"""Nothing is certain before it is counted."""


class Kind(StrEnum):
    """Where an assessment comes from."""

    POLL = "poll"
    RECEPTION = "reception"
    MONITORING = "monitoring"
    JUDGEMENT = "judgement"


WEIGHTS = {Kind.POLL: 20.0, Kind.RECEPTION: 4.0, Kind.MONITORING: 4.0, Kind.JUDGEMENT: 6.0}
"""How many observations an assessment of today is worth; a poll, with a sample of POLL_SAMPLE."""
POLL_SAMPLE = 400


@dataclass(frozen=True)
class Assessment:
    """What somebody holds a contest to be on a day: for a poll the shares of ours and of the strongest rival, else a chance.

    `own` and `rival` are percent of those asked, `sample` how many were; `chance` is percent.
    """

    kind: Kind
    on: date
    own: int | None = None
    rival: int | None = None
    sample: int | None = None
    chance: int | None = None

    @property
    def probability(self) -> float:
        """Returns the chance of a win by this assessment alone: of a poll, by the normal law of the lead in its sample."""
        if self.kind is not Kind.POLL:
            return (self.chance or 0) / 100
        own, rival, sample = (self.own or 0) / 100, (self.rival or 0) / 100, self.sample or 1
        spread = sqrt(max(own + rival - (own - rival) ** 2, 0.0025) / sample)
        return 0.5 * (1 + erf((own - rival) / spread / sqrt(2)))

    def weight(self, today: date) -> float:
        """Returns how many observations it is worth today."""
        fresh = 0.5 ** (max((today - self.on).days, 0) / HALF_LIFE_DAYS)
        size = min((self.sample or 1) / POLL_SAMPLE, 2.0) if self.kind is Kind.POLL else 1.0
        return WEIGHTS[self.kind] * size * fresh


@dataclass(frozen=True)
class Record:
    """What earlier elections say of a contest like this: the share won, 0 to 1, and how many observations that is worth."""

    share: float
    weight: float = 10.0


def chance_of(assessments: Sequence[Assessment], record: Record, today: date) -> float:
    """Returns the chance of a win, 0.01 to 0.99: the record alone when there is nothing else."""
    weights = [one.weight(today) for one in assessments]
    told = sum(one.probability * weight for one, weight in zip(assessments, weights, strict=True))
    mean = (record.share * record.weight + told) / (record.weight + sum(weights))
    return min(max(mean, LEAST), MOST)


def objections_to_assessment(one: Assessment, today: date) -> list[Objection]:
    """Returns what speaks against an assessment: figures that are missing or no percent, a day to come."""
    found = []
    if one.on > today:
        found.append(Objection("assessment.day_to_come", "on", {"today": today}))
    asked = {"own": one.own, "rival": one.rival} if one.kind is Kind.POLL else {"chance": one.chance}
    for field, figure in asked.items():
        if figure is None or not 0 <= figure <= 100:
            found.append(Objection("assessment.percent", field))
    if one.kind is Kind.POLL:
        if one.sample is None or one.sample < 1:
            found.append(Objection("assessment.sample", "sample"))
        if (one.own or 0) + (one.rival or 0) > 100:
            found.append(
                Objection(
                    "assessment.shares_above_100", "rival", {"total": (one.own or 0) + (one.rival or 0)}
                )
            )
    return found
