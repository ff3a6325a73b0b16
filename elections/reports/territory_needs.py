"""What must happen next in words: a table of what, how much, where the most, who, and until when."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from elections.reports.blocks import Cell, Column, Look, Section, Table, Text
from elections.reports.territory_report import Need, Pending, TerritoryReport, list_pending
from elections.web.i18n import local, number

PLACES_NAMED = 5
WHAT = {
    Need.SHORT: lazy_gettext("Constituencies with fewer than two candidates: find a second one, or the law extends the nomination or the election (CL 113-3(6), 113-7)"),
    Need.REGISTER: lazy_gettext("Nominees who are not registered yet: bring the papers to the commission"),
    Need.TRAIN: lazy_gettext("Registered candidates who were not trained: give them a place in a seminar"),
    Need.STAFF: lazy_gettext("Vacant posts in headquarters: appoint somebody"),
    Need.APPROVE: lazy_gettext("Registered candidates without an approved platform: submit and approve it"),
    Need.LATE: lazy_gettext("Tasks that are late: do them, or give them to somebody who can"),
    Need.PROTOCOLS: lazy_gettext("Precincts that have not reported: call them"),
    Need.REPEAT: lazy_gettext("Ties: prepare the repeat election (CL 113-9)"),
}  # fmt: skip
WHO = {
    Need.SHORT: lazy_gettext("coordinator"),
    Need.REGISTER: lazy_gettext("lawyer of the headquarters"),
    Need.TRAIN: lazy_gettext("School of Political Management"),
    Need.STAFF: lazy_gettext("head of the headquarters"),
    Need.APPROVE: lazy_gettext("candidates and coordinator"),
    Need.LATE: lazy_gettext("whoever has the task"),
    Need.PROTOCOLS: lazy_gettext("coordinator of observers"),
    Need.REPEAT: lazy_gettext("coordinator"),
}


def needs_section(report: TerritoryReport) -> Section:
    """Returns the part of the report that says what must happen next, by whom and until when."""
    steps = list_pending(report)
    if not steps:
        return Section(_("What must happen next"), [Text(_("Nothing is open that these registers know of."))])
    columns = (
        Column(_("What"), 36, Look.LABEL), Column(_("How many"), 9, Look.NUMBER), Column(_("Where"), 28),
        Column(_("Who does it"), 15), Column(_("By when"), 14, Look.NAME),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [str(WHAT[one.need]), one.number, _where(one), str(WHO[one.need]), one.due_on or _("as soon as possible")]
        for one in steps
    ]  # fmt: skip
    return Section(_("What must happen next"), [Table("next", columns, rows), *_tasks(report)])


def _where(step: Pending) -> str:
    """Returns the places that lack most, each with how much."""
    told = [f"{local(place)}\N{NO-BREAK SPACE}– {number(lacking)}" for place, lacking in step.places]
    more = len(told) - PLACES_NAMED
    if more <= 1:
        return ", ".join(told)
    names = ", ".join(told[:PLACES_NAMED])
    return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=names)


def _tasks(report: TerritoryReport) -> list[Text]:
    if not (report.due_soon or report.unowned):
        return []
    soon, unowned = number(report.due_soon), number(report.unowned)
    return [
        Text(
            _(
                "Tasks due within 7 days: %(soon)s; tasks that nobody has: %(unowned)s.",
                soon=soon,
                unowned=unowned,
            )
        )
    ]
