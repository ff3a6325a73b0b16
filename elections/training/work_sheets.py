"""The trainers' work as a spreadsheet: exactly what the page shows."""

from datetime import date

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.training.work_queries import list_held
from elections.training.workload import workloads


def export_work(
    actor: Actor, path: str, since: date | None, until: date | None, reason: str, suffix: str = "xlsx"
) -> bytes:
    """Returns each trainer's work in a period as XLSX or CSV. The log says who took it and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("work.export_reason_missing", "reason")])
    lines = workloads(list_held(path, since, until))
    headings = [
        _("Trainer"), _("Seminars"), _("Hours"), _("People reached"), _("Took the test"), _("Passed"), _("Pass rate, %"),
    ]  # fmt: skip
    rows = [
        [
            one.trainer, one.seminars, one.hours, one.people, one.tested, one.passed,
            None if one.pass_rate is None else round(one.pass_rate * 1000) / 10,
        ]
        for one in lines
    ]  # fmt: skip
    as_csv = suffix == "csv"
    content = write_csv(headings, rows) if as_csv else write_xlsx(_("Trainers' work"), headings, rows)
    after = {"path": path, "since": since, "until": until, "rows": len(rows), "file": suffix}
    record(actor, "trainers.exported", "seminar", after=after, reason=reason)
    return content
