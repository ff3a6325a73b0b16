"""The way from a proposal to the ballot in numbers: who came how far, and where, how and why the others were lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from elections.candidates.registration import ENDED, Ground, Status

STAGES = (Status.PROPOSED, Status.DOCUMENTS, Status.FILED, Status.REGISTERED)
LOST_FROM = {
    Status.REFUSED: Status.FILED,
    Status.CANCELLED: Status.REGISTERED,
    Status.WITHDRAWN: Status.PROPOSED,
}
"""Where a candidacy stood before it ended, when no step tells."""


@dataclass(frozen=True)
class Group:
    """Candidacies of one place that came as far and ended alike; `lost_at` is None of those that stand."""

    place: str
    furthest: Status
    status: Status
    lost_at: Status | None
    ground: Ground | None
    number: int


@dataclass
class Line:
    """How many candidacies of a place ever reached each stage, and how many were lost there."""

    reached: Counter[Status] = field(default_factory=Counter)
    lost: Counter[Status] = field(default_factory=Counter)


@dataclass(frozen=True)
class Loss:
    """Candidacies that ended at the same stage, in the same way, on the same ground (None: not recorded)."""

    lost_at: Status
    status: Status
    ground: Ground | None
    number: int


def implied_by(stage: Status) -> tuple[Status, ...]:
    """Returns the statuses that a candidacy cannot have without having reached the stage."""
    return tuple(one for one in Status if _rank(one) >= _rank(stage))


def lines_of(groups: Iterable[Group]) -> dict[str, Line]:
    """Returns the line of each place; "" is all of them."""
    lines: dict[str, Line] = defaultdict(Line)
    lines[""] = Line()
    for group in groups:
        for line in (lines[group.place], lines[""]):
            for stage in STAGES:
                if _rank(group.furthest) >= _rank(stage):
                    line.reached[stage] += group.number
            if group.lost_at is not None:
                line.lost[group.lost_at] += group.number
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
        key=lambda one: (_rank(one.lost_at), statuses.index(one.status), -one.number, one.ground or ""),
    )


def _rank(status: Status) -> int:
    return STAGES.index(LOST_FROM[status] if status in ENDED else status)
