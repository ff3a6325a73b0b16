"""The way of a platform from draft to published (pure). Source: CL 29 and the party's rules."""

from collections.abc import Collection, Sequence
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


def objections_to_step(
    status: PlatformStatus, new: PlatformStatus, *, texts: Sequence[str], pledges: int,
    writers: Collection[int], actor_id: int | None,
) -> list[Objection]:  # fmt: skip
    """Returns what speaks against a step: a leap, an empty programme, approval by one of those who wrote or submitted it."""
    if new not in STEPS[status]:
        return [Objection("platform.step_impossible")]
    objections = []
    if new is PlatformStatus.SUBMITTED:
        if not any(text.strip() for text in texts):
            objections.append(Objection("platform.text_missing", article="CL 29"))
        if not pledges:
            objections.append(Objection("platform.pledges_missing"))
    if new is PlatformStatus.APPROVED and actor_id in writers:
        objections.append(Objection("platform.own_approval"))
    return objections
