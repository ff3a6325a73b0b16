"""What pages show of tasks: one task with all that can be done with it, and the part on other rooms' pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.calendar import time_left
from elections.campaign.queries import calendar_of, find_election, get_election, present
from elections.candidates.deadlines import time_text
from elections.tasks import queries
from elections.tasks.actions import may_work
from elections.tasks.forms import DoneForm, OwnerForm, ReasonForm
from elections.tasks.models import Task
from elections.tasks.pack import TEMPLATES
from elections.tasks.rules import State, is_forbidden_now, is_late, nature_of
from elections.tasks.words import (
    KIND_LABELS,
    NATURE_LABELS,
    REASON_LABELS,
    STATE_LABELS,
    WHEN_LABELS,
    WHOSE_LABELS,
    owner_label,
    title_of,
)
from elections.territory.queries import INDENT, place_labels
from elections.web.guards import may, viewer
from elections.web.i18n import local

SHOWN = 8
"""How many open tasks another room's page shows before it links to the rest."""


def due_text(task: Task, now: datetime) -> str:
    """Returns how long a task still has, or in words that it is late: "late: the time was up 2 days ago"."""
    text = time_text(time_left(task.due_at, now))
    return str(_("late: %(text)s", text=text)) if is_late(task.state, task.due_at, now) else text


LABELS: dict[str, Any] = {
    "kinds": KIND_LABELS, "natures": NATURE_LABELS, "states": STATE_LABELS, "reasons": REASON_LABELS, "whose_labels": WHOSE_LABELS,
    "when_labels": WHEN_LABELS, "title_of": title_of, "owner_label": owner_label, "due_text": due_text,
    "is_late": lambda task, now: is_late(task.state, task.due_at, now), "nature_of": nature_of,
    "article_of": lambda task: TEMPLATES[task.template].article if task.template in TEMPLATES else "",
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """The tasks of a place on another room's page: the next open ones, how many more there are, how far all are."""

    tasks: tuple[Task, ...]
    more: int
    late: int
    done: int
    all: int
    owners: dict[int, queries.Owner]
    now: datetime
    can_edit: bool
    labels: dict[str, Any]


def tasks_of(path: str, headquarters_id: int | None = None) -> Section | None:
    """Returns the tasks at a place, of a headquarters those of its members too; None to who may not see them."""
    election = find_election()
    if election is None or not viewer().may(Permission.SEE_TASKS, path):
        return None
    now = present(election)
    found = queries.list_open_at(election.id, path, headquarters_id)
    done, of_all = queries.count_at(election.id, path, headquarters_id)
    late = sum(is_late(one.state, one.due_at, now) for one in found)
    return Section(
        tuple(found[:SHOWN]), max(0, len(found) - SHOWN), late, done, of_all, queries.owners_of(found[:SHOWN]), now,
        may("edit_tasks"), LABELS,
    )  # fmt: skip


def task_page(task: Task, *, done: DoneForm | None = None, reason: ReasonForm | None = None, owner: OwnerForm | None = None) -> dict[str, Any]:  # fmt: skip
    """Returns what the page of a task shows; a form that was refused is handed in, the others are fresh."""
    election, actor = get_election(), viewer()
    now = present(election)
    forms = {"done": done or DoneForm(formdata=None), "why": reason or ReasonForm(formdata=None)}
    hand_over = owner or OwnerForm(formdata=None, data={"owner": queries.key_of_owner(task)})
    can_edit = actor.may(Permission.EDIT_TASKS, task.path)
    hand_over.owner.choices = [
        ("", _("nobody has it yet")),
        *(choices_of_owners(task.path) if can_edit else {}).items(),
    ]
    for one in (*forms.values(), hand_over):
        one.version.data = one.version.data or str(task.version)
    return {
        "task": task, "owner": queries.owners_of([task]).get(task.id), "now": now, "can_edit": can_edit,
        "can_work": may_work(actor, task), "is_forbidden": is_forbidden_now(task.kind, task.state, calendar_of(election, task.path), now),
        "is_open": task.state is State.OPEN, "places": names_of_places("", [task]), "hand_over": hand_over,
        "history": list_history("task", task.id), "refused": next((one for one in (done, reason, owner) if one), None),
        **forms, **LABELS,
    }  # fmt: skip


def choices_of_owners(path: str) -> dict[str, str]:
    """Returns who may get a task at a place, by key, in words."""
    return {key: owner_label(one) for key, one in queries.list_possible_owners(path).items()}


def names_of_places(chosen: str, tasks: Iterable[Task]) -> dict[str, str]:
    """Returns the names of regions and districts by path, and of the constituencies of these tasks when one is chosen."""
    labels = place_labels()
    for task in tasks:
        if task.contest is not None and task.path == chosen:
            labels[task.path] = 2 * INDENT + local(task.contest.constituency)
    return labels
