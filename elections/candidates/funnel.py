"""The way from a proposal to the ballot in numbers: who came how far, and where, how and why the others were lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from elections.candidates.registration import Ground, Status

STAGES = (Status.PROPOSED, Status.DOCUMENTS, Status.FILED, Status.REGISTERED)
LOST_FROM = {
    Status.REFUSED: Status.FILED,
    Status.CANCELLED: Status.REGISTERED,
    Status.WITHDRAWN: Status.PROPOSED,
}
"""Where a candidacy stood before it ended, when no step tells."""


@dataclass(frozen=True)
class Group:
    """Candidacies of one place that stand at one stage, or ended alike; `lost_at` is None of those that stand."""

    place: str
    status: Status
    lost_at: Status | None
    ground: Ground | None
    number: int

    @property
    def stage(self) -> Status:
        """Returns the stage at which they stand or, once they have ended, stood last."""
        return self.lost_at or self.status


@dataclass
class Line:
    """How many candidacies of a place came as far as each stage, how many were lost there, how many are there now."""

    reached: Counter[Status] = field(default_factory=Counter)
    lost: Counter[Status] = field(default_factory=Counter)
    there: Counter[Status] = field(default_factory=Counter)


@dataclass(frozen=True)
class Loss:
    """Candidacies that ended at the same stage, in the same way, on the same ground (None: not recorded)."""

    lost_at: Status
    status: Status
    ground: Ground | None
    number: int


def stages_from(stage: Status) -> tuple[Status, ...]:
    """Returns the stage and those that follow it."""
    return STAGES[STAGES.index(stage) :]


def lines_of(groups: Iterable[Group]) -> dict[str, Line]:
    """Returns the line of each place; "" is all of them.

    Of each stage: who came so far = who came to the next one + who was lost here + who is here now.
    """
    lines: dict[str, Line] = defaultdict(Line)
    lines[""] = Line()
    for group in groups:
        for line in (lines[group.place], lines[""]):
            for stage in STAGES[: STAGES.index(group.stage) + 1]:
                line.reached[stage] += group.number
            (line.there if group.lost_at is None else line.lost)[group.stage] += group.number
    return dict(lines)


def losses_of(groups: Iterable[Group]) -> list[Loss]:
    """Returns what was lost by stage, way and ground, in the order of the stages, the most frequent ground first."""
    found: Counter[tuple[Status, Status, Ground | None]] = Counter()
    for group in groups:
        if group.lost_at is not None:
            found[group.lost_at, group.status, group.ground] += group.number
    losses = [Loss(*key, number) for key, number in found.items()]
    statuses = list(Status)
    return sorted(
        losses,
        key=lambda one: (
            STAGES.index(one.lost_at),
            statuses.index(one.status),
            -one.number,
            one.ground or "",
        ),
    )
