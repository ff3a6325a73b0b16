"""Tasks as a spreadsheet: exactly those that the list shows."""

from datetime import datetime

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.documents.spreadsheet import write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.tasks.models import Task
from elections.tasks.queries import Chosen, list_all_tasks, owners_of
from elections.tasks.rules import is_late
from elections.tasks.words import KIND_LABELS, REASON_LABELS, STATE_LABELS, owner_label, title_of
from elections.territory.queries import place_labels
from elections.web.i18n import local, moment


def export_tasks(actor: Actor, election: Election, now: datetime, chosen: Chosen, reason: str) -> bytes:
    """Returns the chosen tasks as XLSX. The log says who took them and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("tasks.export_reason_missing", "reason")])
    tasks = list_all_tasks(election, now, actor.user_id, chosen)
    owners, places = owners_of(tasks), place_labels()
    headings = [
        _("Region"), _("District"), _("Constituency"), _("KATO"), _("Task"), _("Kind of task"), _("Due"), _("State"),
        _("Late"), _("Who does it"), _("Done at"), _("Done by"), _("Proof"), _("Reason"), _("Link"),
    ]  # fmt: skip
    rows = [
        [
            *_place(one, places), title_of(one), str(KIND_LABELS[one.kind]), moment(one.due_at, one.path),
            str(STATE_LABELS[one.state]), _("late") if is_late(one.state, one.due_at, now) else "",
            owner_label(owners[one.id]) if one.id in owners else "",
            moment(one.done_at, one.path) if one.done_at else "", one.done_by, one.proof, str(REASON_LABELS.get(one.reason, one.reason)), one.link,
        ]
        for one in tasks
    ]  # fmt: skip
    content = write_xlsx(_("Tasks"), headings, rows)
    after = {**{name: value for name, value in vars(chosen).items() if value}, "rows": len(rows)}
    record(actor, "tasks.exported", "task", after=after, reason=reason.strip()[:500])
    return content


def _place(task: Task, places: dict[str, str]) -> list[str]:
    """Returns the names of the region, the district and the constituency, and the code of the smallest of them."""
    parts = task.path.split("/")[:-1]
    paths = ["".join(f"{part}/" for part in parts[:length]) for length in (1, 2)]
    names = [places.get(path, "").strip() if len(parts) > at else "" for at, path in enumerate(paths)]
    constituency = local(task.contest.constituency) if task.contest else ""
    return [*names, constituency, parts[-1] if parts else ""]
