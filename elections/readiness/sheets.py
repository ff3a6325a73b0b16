"""Readiness as a spreadsheet: the figures of the page, with the weights above the parts."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.people.actions import full_name
from elections.readiness.formula import Component
from elections.readiness.queries import Line
from elections.readiness.words import COMPONENT_LABELS
from elections.web.i18n import local


def export_readiness(
    actor: Actor, lines: list[Line], path: str, reason: str, suffix: str = "xlsx", *, day: date
) -> bytes:
    """Returns the lines as XLSX or CSV, in their order. The log says who took them and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("readiness.export_reason_missing", "reason")])
    headings = [
        _("KATO code"), _("Region"), _("District"), _("Constituency"), _("Candidate"), _("Readiness"),
        *(f"{COMPONENT_LABELS[one]}: {what}" for one in Component for what in (_("there is"), _("needed"), _("weight"))),
    ]  # fmt: skip
    rows = [_row(line) for line in lines]
    as_csv = suffix == "csv"
    content = write_csv(headings, rows) if as_csv else write_xlsx(_("Readiness"), headings, rows)
    after = {"path": path, "rows": len(rows), "file": suffix, "on": day}
    record(actor, "readiness.exported", "contest", after=after, reason=reason)
    return content


def _row(line: Line) -> list[Any]:
    place = line.contest.constituency
    named = [place.kato, local(place.region), local(place.district), local(place)]
    if line.candidate is None or line.readiness is None:
        return [*named, "", None, *[None] * (3 * len(Component))]
    found = line.readiness
    parts = [
        figure
        for one in Component
        for figure in (found.measures[one].have, found.measures[one].need, found.weights[one])
    ]
    return [*named, full_name(line.candidate.person), found.points, *parts]
