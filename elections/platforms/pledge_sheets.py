"""The list of pledges as a spreadsheet: exactly what the page shows."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.platforms.models import Pledge
from elections.platforms.pledge_queries import Survey, list_all_pledges
from elections.platforms.pledge_words import DEMAND_LABELS, mark_text
from elections.platforms.sums import written
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS, STATUS_LABELS
from elections.web.i18n import local


def export_pledges(
    actor: Actor, survey: Survey, chosen: Mapping[str, str], reason: str, suffix: str = "xlsx"
) -> bytes:
    """Returns the pledges of a list with these filters as XLSX or CSV. The log says who took it and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("pledge.export_reason_missing", "reason")])
    pledges = list_all_pledges(chosen, survey.marked)
    rows = list(_rows(pledges, survey))
    as_csv = suffix == "csv"
    content = write_csv(_headings(), rows) if as_csv else write_xlsx(_("Pledges"), _headings(), rows)
    filters = {name: value for name, value in chosen.items() if value}
    record(
        actor,
        "pledge.exported",
        "pledge",
        after={**filters, "rows": len(rows), "file": suffix},
        reason=reason,
    )
    return content


def _headings() -> list[str]:
    return [
        _("Candidate"), _("Constituency"), _("State"), _("Sector"), _("What is promised, in Kazakh"),
        _("What is promised, in Russian"), _("In which village"), _("How many people it serves"),
        _("Indicator in Kazakh"), _("Indicator in Russian"), _("Unit in Kazakh"), _("Unit in Russian"), _("How many there are now"), _("How many there will be"), _("Cost, tenge"),
        _("Source of the money"), _("Due date"), _("Who answers for it, in Kazakh"), _("Who answers for it, in Russian"),
        _("What the people asked for, and where, in Kazakh"),
        _("What the people asked for, and where, in Russian"),
        _("How they asked"), _("When they asked"), _("How many people asked"), _("Look at it again"),
    ]  # fmt: skip


def _rows(pledges: Iterable[Pledge], survey: Survey) -> Iterable[list[Any]]:
    for one in pledges:
        candidate = one.platform.candidate
        person = candidate.person
        yield [
            f"{person.surname} {person.given_name} {person.patronymic}".strip(), local(candidate.contest.constituency),
            str(STATUS_LABELS[one.platform.status]), str(SECTOR_LABELS[one.sector]), one.what_kk, one.what_ru, one.place,
            one.beneficiaries, one.indicator_kk, one.indicator, one.unit_kk, one.unit, written(one.start_value), written(one.goal_value), one.cost_kzt,
            str(SOURCE_LABELS[one.money_source]), one.due_on, one.responsible_kk, one.responsible, one.demand_kk, one.demand,
            str(DEMAND_LABELS[one.demand_way]) if one.demand_way else "", one.demand_on, one.demand_people,
            "; ".join(mark_text(mark) for mark in survey.marks(one.id)),
        ]  # fmt: skip
