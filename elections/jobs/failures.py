"""Why a job failed, in the words of rules: kept with the job, told on its page."""

import errno
from collections.abc import Sequence
from typing import Any

from elections.errors import Objection
from elections.jobs.models import Job

POSTGRESQL_DISK_FULL = "53100"


def list_objections(job: Job) -> list[Objection]:
    """Returns what a failed job was refused for."""
    told = (job.result or {}).get("objections", [])
    return [Objection(one["code"], params=one["params"]) for one in told]


def is_full(error: BaseException) -> bool:
    """Returns whether it is for lack of room on the disk that something could not be written."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    original = getattr(error, "orig", None)
    return "disk is full" in str(original) or getattr(original, "sqlstate", None) == POSTGRESQL_DISK_FULL


def keep_told(objections: Sequence[Objection]) -> dict[str, Any]:
    """Returns the result of a job that was refused, for `list_objections`."""
    return {"objections": [{"code": one.code, "params": dict(one.params)} for one in objections]}
