"""Why a job failed, in the words of rules: kept with the job, told on its page."""

from collections.abc import Sequence
from typing import Any

from elections.errors import Objection
from elections.jobs.models import Job


def list_objections(job: Job) -> list[Objection]:
    """Returns what a failed job was refused for."""
    told = (job.result or {}).get("objections", [])
    return [Objection(one["code"], params=one["params"]) for one in told]


def keep_told(objections: Sequence[Objection]) -> dict[str, Any]:
    """Returns the result of a job that was refused, for `list_objections`."""
    return {"objections": [{"code": one.code, "params": dict(one.params)} for one in objections]}
