"""The way of a platform from draft to published (pure). Source: CL 29 and the party's rules."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from elections.errors import Objection


class PlatformStatus(StrEnum):
    """Where a version of a platform stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


STEPS: dict[PlatformStatus, tuple[PlatformStatus, ...]] = {
    PlatformStatus.DRAFT: (PlatformStatus.SUBMITTED,),
    PlatformStatus.SUBMITTED: (PlatformStatus.APPROVED, PlatformStatus.DRAFT),
    PlatformStatus.APPROVED: (PlatformStatus.PUBLISHED, PlatformStatus.DRAFT),
    PlatformStatus.PUBLISHED: (),
}


class Side(StrEnum):
    """Who has to approve: two sides, two people."""

    COORDINATOR = "coordinator"
    LAWYER = "lawyer"


MISSING = {Side.COORDINATOR: "platform.coordinator_missing", Side.LAWYER: "platform.lawyer_missing"}
"""What speaks against publishing before a side has approved."""

Approvals = Mapping[Side, int | None]
"""Who approved for each side, by the id of the account; None is one that is not known any more."""


def missing_sides(approvals: Approvals) -> list[Side]:
    """Returns the sides that have not approved yet."""
    return [side for side in Side if side not in approvals]


def objections_to_step(
    status: PlatformStatus, new: PlatformStatus, *, texts: Sequence[str], pledges: int,
    approvals: Approvals, reason: str,
) -> list[Objection]:  # fmt: skip
    """Returns what speaks against a step: a leap, an empty programme, no reason, an approval that is not there."""
    if new not in STEPS[status]:
        return [Objection("platform.step_impossible")]
    objections = []
    if new is PlatformStatus.SUBMITTED:
        if not any(text.strip() for text in texts):
            objections.append(Objection("platform.text_missing", article="CL 29"))
        if not pledges:
            objections.append(Objection("platform.pledges_missing"))
    if new is PlatformStatus.DRAFT and not reason.strip():
        objections.append(Objection("platform.reason_missing", "reason"))
    if new is PlatformStatus.PUBLISHED:
        objections += [Objection(MISSING[side]) for side in missing_sides(approvals)]
    return objections


def objections_to_approval(
    status: PlatformStatus, side: Side, *, approvals: Approvals, writers: Collection[int], actor_id: int | None,
    unanswered: int, broken: int,
) -> list[Objection]:  # fmt: skip
    """Returns what speaks against an approval: a hand in the version, a second approval, points of law left open.

    `unanswered` and `broken` are numbers of points of the checklist, which a lawyer answers before approving.
    """
    if status is not PlatformStatus.SUBMITTED:
        return [Objection("platform.step_impossible")]
    objections = []
    if actor_id in writers:
        objections.append(Objection("platform.own_approval"))
    if side in approvals:
        objections.append(Objection("platform.side_approved"))
    if actor_id is not None and actor_id in [approvals[other] for other in approvals if other is not side]:
        objections.append(Objection("platform.same_person"))
    if side is Side.LAWYER and unanswered:
        objections.append(Objection("check.unanswered", params={"number": unanswered}, article="CL 29"))
    if side is Side.LAWYER and broken:
        objections.append(Objection("check.broken", params={"number": broken}, article="CL 29"))
    return objections
