"""The district report in words, in the present language."""

from flask_babel import gettext as _

from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.platforms.words import SECTOR_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.reports.blocks import (
    Block,
    Cell,
    Column,
    Figures,
    Look,
    Picture,
    Section,
    Table,
    Text,
    Words,
)
from elections.reports.contents import ContestLine, Count
from elections.reports.district import DistrictReport
from elections.reports.wording import (
    awaiting_texts,
    kicker,
    offices_table,
    result_text,
    signatures,
    steps_section,
    titles_of,
)
from elections.results.target_numbers import gauge_of
from elections.results.target_page import verdict
from elections.training.gaps import Step
from elections.training.proof_words import GROUP_LABELS, STEP_LABELS
from elections.web.i18n import local, number


def say(report: DistrictReport) -> Words:
    """Returns the report in the present language."""
    return Words(
        _("District report: %(district)s", district=local(report.place)),
        local(report.place),
        kicker(report.campaign, report.region),
        verdict(report.target),
        [
            Section("", _standing(report)),
            Section(_("Constituencies"), [_contests(report)]),
            Section(_("Headquarters"), [_headquarters(report)]),
            Section(_("Training"), _training(report)),
            Section(_("Pledges of the approved platforms"), [_pledges(report)]),
            Section(_("Results"), [_results(report)]),
            steps_section(report.steps, report.place, len(report.own), report.courses),
            signatures(_("Coordinator"), _("Head of the headquarters")),
        ],
    )


def _standing(report: DistrictReport) -> list[Block]:
    """Returns where the district stands against the target: in numbers, and as a picture."""
    target, (received, expected) = report.target, report.precincts
    own = report.own
    trained = sum(line.nominee is not None and line.nominee.is_trained for line in own)
    protocols = _(
        "Protocols: %(received)s of %(expected)s.", received=number(received), expected=number(expected)
    )
    figures = Figures(
        [
            (f"{report.contested} / {len(report.contests)}", _("constituencies contested")),
            (f"{trained} / {len(own)}", _("candidates trained")),
            (number(sum(one.pledges for one in report.sectors)), _("approved pledges")),
            (number(target.won), _("constituencies won")),
        ]
    )
    if not target.contests:
        return [Text(protocols), figures]
    numbers = _(
        "Target: %(percent)s %% of the constituencies, that is %(needed)s of %(contests)s. Won: %(won)s, open: %(open)s, "
        "lost: %(lost)s.",
        percent=report.percent, needed=target.needed, contests=target.contests, won=target.won, open=target.open,
        lost=target.lost,
    )  # fmt: skip
    return [
        Text(f"{numbers} {protocols}"),
        Picture(gauge_of(target)),
        figures,
        *awaiting_texts(report.awaiting),
    ]


def _contests(report: DistrictReport) -> Table:
    columns = (
        Column(_("Constituency"), 35, Look.LABEL), Column(_("Our candidate"), 40, Look.NAME),
        Column(_("Registration"), 30), Column(_("Training"), 22), Column(_("Platform"), 26),
        Column(_("Readiness"), 21, Look.NUMBER), Column(_("Result"), 26),
    )  # fmt: skip
    return Table("constituencies", columns, [_contest(line) for line in report.contests])


def _contest(line: ContestLine) -> list[Cell]:
    own = line.nominee
    if own is None:
        return [local(line.place), _("no candidate of ours"), None, None, None, None, result_text(line)]
    return [
        local(line.place), own.name, str(CANDIDATE_LABELS[own.status]),
        _("trained") if own.is_trained else _("not trained"),
        str(PLATFORM_LABELS[own.platform]) if own.platform else _("none yet"), line.points, result_text(line),
    ]  # fmt: skip


def _headquarters(report: DistrictReport) -> Table | Text:
    if not report.offices:
        return Text(_("There is no headquarters in this district yet."), is_warning=True)
    return offices_table(report.offices)


def _training(report: DistrictReport) -> list[Block]:
    """Returns how far each group is, and who has not passed all that is required of them."""
    if not any(one.reach.required for one in report.training):
        return [Text(_("No course is required of anybody."))]
    columns = (
        Column(_("Group"), 30, Look.LABEL),
        *(Column(str(STEP_LABELS[one]), 14, Look.NUMBER) for one in Step),
    )
    rows: list[list[Cell]] = [
        [str(GROUP_LABELS[one.group]), *(one.reach.number(step) for step in Step)]
        for one in report.training
        if one.reach.required
    ]
    blocks: list[Block] = [Table("training", columns, rows)]
    if not report.untrained:
        return [*blocks, Text(_("Everybody has passed all that is required of them."))]
    people = (
        Column(_("Who is still to be trained"), 28, Look.NAME), Column(_("Group"), 18), Column(_("Territory"), 22),
        Column(_("Courses not passed"), 32),
    )  # fmt: skip
    lacking: list[list[Cell]] = [
        [
            one.name,
            str(GROUP_LABELS[one.group]),
            local(one.place) if one.place else None,
            titles_of(one.courses, report.courses),
        ]
        for one in report.untrained
    ]
    return [*blocks, Table("untrained", people, lacking)]


def _pledges(report: DistrictReport) -> Table | Text:
    if not report.sectors:
        return Text(_("No platform in this district is approved yet."))
    columns = (
        Column(_("Sector"), 50, Look.LABEL), Column(_("Pledges"), 20, Look.NUMBER),
        Column(_("Cost, tenge"), 30, Look.NUMBER),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [str(SECTOR_LABELS[one.sector]), one.pledges, one.cost_kzt] for one in report.sectors
    ]
    total = [
        _("Total"),
        sum(one.pledges for one in report.sectors),
        sum(one.cost_kzt for one in report.sectors),
    ]
    return Table("pledges", columns, rows, total)


def _results(report: DistrictReport) -> Table | Text:
    if not any(line.count and line.count.received for line in report.contests):
        return Text(_("No protocol has come in yet."))
    columns = (
        Column(_("Constituency"), 19, Look.LABEL), Column(_("Precincts"), 10, Look.NUMBER),
        Column(_("Turnout"), 10, Look.NUMBER), Column(_("Our votes"), 10, Look.NUMBER),
        Column(_("Strongest rival"), 20, Look.NAME), Column(_("Rival's votes"), 11, Look.NUMBER),
        Column(_("Margin"), 11, Look.SIGNED), Column(_("Result"), 14),
    )  # fmt: skip
    return Table("results", columns, [[local(line.place), *_counted(line.count), result_text(line)] for line in report.contests])  # fmt: skip


def _counted(count: Count | None) -> list[Cell]:
    if count is None:
        return [None] * 6
    precincts = f"{count.received} / {count.expected}"
    return [precincts, count.turnout, count.own_votes, count.rival or None, count.rival_votes, count.margin]
