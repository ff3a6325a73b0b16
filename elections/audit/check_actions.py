"""The check of a long log: it takes the worker a while, and the page of its job says what was found."""

from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.chain import Fault, Verdict
from elections.audit.queries import check_log, find_head
from elections.audit.words import FAULTS
from elections.errors import Forbidden
from elections.jobs.models import Job
from elections.jobs.queue import Task, enqueue
from elections.web.i18n import number

KIND = "audit.verify"
LONG = 50_000
"""Up to so many events a page checks while its reader waits: a few seconds."""


def is_long() -> bool:
    """Returns whether the log is too long to be checked while somebody waits."""
    head = find_head()
    return head is not None and head.event_id > LONG


def start_check(actor: Actor) -> Job:
    """Has the worker check the log; raises Forbidden."""
    if not actor.allows(Permission.SEE_AUDIT):
        raise Forbidden
    return enqueue(actor, KIND, {})


def carry_out(task: Task) -> dict[str, Any]:
    """Checks the log for a job, which hears how far it is."""
    head = find_head()
    total = head.event_id if head else 0

    def told(number: int) -> None:
        task.advance(min(number, total), total)

    return asdict(check_log(told))


def told_of(verdict: Verdict) -> str:
    """Returns what a check found, in words."""
    if verdict.fault is None:
        return str(_("The log is whole: no event was altered or removed."))
    return str(FAULTS[verdict.fault]) % {"event": verdict.event_id, "after": verdict.after or 0}


def describe_check(job: Job) -> list[tuple[str, str]]:
    """Returns what came of a check, for the page of its job."""
    if not job.result:
        return []
    verdict = Verdict(**{**job.result, "fault": Fault(job.result["fault"]) if job.result["fault"] else None})
    return [
        (_("What was found"), told_of(verdict)), (_("Events checked"), number(verdict.events)),
        (_("Anchors that fit"), number(verdict.anchors)),
    ]  # fmt: skip
