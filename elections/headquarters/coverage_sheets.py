"""Spreadsheets of headquarters: which constituency is served by whom, and the members with the contacts they consented to."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.headquarters.coverage_queries import Line
from elections.web.i18n import local


def export_coverage(
    actor: Actor, lines: Sequence[Line], filters: dict[str, str], reason: str, suffix: str = "xlsx"
) -> bytes:
    """Returns the constituencies of a view with how they are served, as XLSX or CSV. The log says who took it and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("headquarters.export_reason_missing", "reason")])
    headings = [
        _("KATO code"), _("Region"), _("District"), _("Constituency"), _("Own headquarters"),
        _("District's headquarters"), _("Head"), _("Lawyer"),
    ]  # fmt: skip
    rows = [_row(line) for line in lines]
    as_csv = suffix == "csv"
    title = _("Coverage by headquarters")
    content = write_csv(headings, rows) if as_csv else write_xlsx(title, headings, rows)
    chosen = {name: value for name, value in filters.items() if value}
    after = {**chosen, "rows": len(rows), "file": "csv" if as_csv else "xlsx"}
    record(actor, "headquarters.coverage_exported", "headquarters", after=after, reason=reason)
    return content


def _row(line: Line) -> list[Any]:
    place, served = line.constituency, line.served
    has = (served.own is not None, served.district is not None, served.has_head, served.has_lawyer)
    return [
        place.kato, local(place.region), local(place.district), local(place),
        *(_("yes") if one else _("no") for one in has),
    ]  # fmt: skip
