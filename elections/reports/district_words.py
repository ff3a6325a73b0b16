"""The district report in words, in the present language."""

from flask_babel import gettext as _

from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.people.models import Person
from elections.platforms.words import SECTOR_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.reports.blocks import Cell, Column, Figures, Look, Section, Signatures, Table, Text, Words
from elections.reports.queries import ContestLine, DistrictReport
from elections.web.i18n import local, number, percent


def say(report: DistrictReport) -> Words:
    """Returns the report in the present language."""
    return Words(
        _("District report: %(district)s", district=local(report.district)),
        local(report.district),
        f"{local(report.election)} · {local(report.region)}",
        _finding(report),
        [
            Section("", [Figures(_figures(report))]),
            Section(_("Constituencies"), [_contests(report)]),
            Section(_("Headquarters"), [_headquarters(report)]),
            Section(_("Who is still to be trained"), [_untrained(report)]),
            Section(_("Pledges of the approved platforms"), [_pledges(report)]),
            Section("", [Signatures([_("Coordinator"), _("Date")])]),
        ],
    )


def _contests(report: DistrictReport) -> Table:
    columns = (
        Column(_("Constituency"), 19, Look.LABEL), Column(_("Our candidate"), 19, Look.NAME),
        Column(_("Registration"), 13), Column(_("Training"), 12), Column(_("Platform"), 13),
        Column(_("Readiness"), 10, Look.NUMBER), Column(_("Result"), 19),
    )  # fmt: skip
    return Table("constituencies", columns, [_contest(line) for line in report.contests])


def _contest(line: ContestLine) -> list[Cell]:
    own = line.candidate
    if own is None:
        return [local(line.constituency), _("no candidate of ours"), None, None, None, None, _result(line)]
    platform = PLATFORM_LABELS[line.platform_status] if line.platform_status else _("none yet")
    return [
        local(line.constituency), _name(own.person), str(CANDIDATE_LABELS[own.status]),
        _("trained") if line.is_trained else _("not trained"), str(platform), line.points, _result(line),
    ]  # fmt: skip


def _headquarters(report: DistrictReport) -> Table | Text:
    if not report.headquarters:
        return Text(_("There is no headquarters in this district yet."))
    columns = (
        Column(_("Headquarters"), 10, Look.LABEL), Column(_("Head"), 10, Look.NAME), Column(_("Phone")),
        Column(_("Members"), 10, Look.NUMBER),
    )  # fmt: skip
    rows = [
        [
            local(line.headquarters, "territory"), _name(line.head) if line.head else _("vacant"),
            line.headquarters.phone or None, line.members,
        ]
        for line in report.headquarters
    ]  # fmt: skip
    return Table("headquarters", columns, rows)


def _untrained(report: DistrictReport) -> Table | Text:
    if not report.untrained:
        return Text(_("Every candidate of ours in this district was trained."))
    columns = (Column(_("Full name"), 10, Look.NAME),)
    return Table("untrained", columns, [[_name(one)] for one in report.untrained])


def _pledges(report: DistrictReport) -> Table | Text:
    if not report.pledges:
        return Text(_("No platform in this district is approved yet."))
    columns = (
        Column(_("Sector"), 10, Look.LABEL), Column(_("Pledges"), 10, Look.NUMBER),
        Column(_("Cost, tenge"), 10, Look.NUMBER),
    )  # fmt: skip
    rows = [[str(SECTOR_LABELS[sector]), pledges, cost] for sector, pledges, cost in report.pledges]
    return Table("pledges", columns, rows)


def _finding(report: DistrictReport) -> str:
    target, (received, expected) = report.target.main, report.precincts
    return _(
        "Won %(won)s of the %(contests)s constituencies that count for the target, %(needed)s are needed; "
        "%(open)s are open. Protocols: %(received)s of %(expected)s.",
        won=target.won,
        contests=target.contests,
        needed=target.needed,
        open=target.open,
        received=received,
        expected=expected,
    )


def _figures(report: DistrictReport) -> list[tuple[str, str]]:
    own = report.own
    trained = sum(line.is_trained for line in own)
    return [
        (f"{len(own)} / {len(report.contests)}", _("constituencies contested")),
        (f"{trained} / {len(own)}", _("candidates trained")),
        (number(sum(pledges for _sector, pledges, _cost in report.pledges)), _("approved pledges")),
        (number(report.target.main.won), _("constituencies won")),
    ]


def _result(line: ContestLine) -> str:
    outcome = line.outcome
    if outcome is None or not outcome.precincts_received:
        return _("no protocol yet")
    share = percent(line.turnout)
    if outcome.is_tie:
        return _("tie, repeat election; turnout %(share)s", share=share)
    if outcome.leader is None:
        return _("counting; turnout %(share)s", share=share)
    values = {"name": outcome.leader.person.surname, "margin": number(outcome.margin), "share": share}
    if outcome.is_called:
        return _("%(name)s won by %(margin)s votes; turnout %(share)s", **values)
    return _("%(name)s leads by %(margin)s votes; turnout %(share)s", **values)


def _name(person: Person) -> str:
    return " ".join(part for part in (person.surname, person.given_name, person.patronymic) if part)
