"""Reading rehearsals: how the present one stands, and whether one is being made."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from elections.database import db, utc_now
from elections.jobs.models import Job, JobState
from elections.rehearsal.script import Standing
from elections.rehearsal.stage import present_stage

START = "rehearsal.start"
GOING = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class State:
    """What there is of rehearsals: one that stands, one that is being made, or why the last one did not come about."""

    standing: Standing | None
    job: Job | None

    @property
    def is_making(self) -> bool:
        """Returns whether the copy is being made now."""
        return self.standing is None and self.job is not None and self.job.state in GOING

    @property
    def is_free(self) -> bool:
        """Returns whether a new one may be started."""
        return self.standing is None and not self.is_making

    @property
    def refused(self) -> tuple[dict[str, Any], ...]:
        """Returns what spoke against the file of the last one, when nothing of it could be replayed."""
        result = (self.job.result if self.job else None) or {}
        return tuple(result.get("refused", ())) if self.is_free else ()

    @property
    def has_failed(self) -> bool:
        """Returns whether the last copy could not be made."""
        return self.is_free and self.job is not None and self.job.state is JobState.FAILED


def get_state() -> State:
    """Returns how rehearsals stand."""
    _path, standing = present_stage().find()
    if standing is not None and standing.is_over(utc_now()):
        standing = None
    last = sa.select(Job).where(Job.kind == START).order_by(Job.id.desc()).limit(1)
    return State(standing, db.session.scalar(last))
