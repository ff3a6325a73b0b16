"""The report of a region and of the whole country in words, in the present language: its sections in their order."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from flask_babel import gettext as _

from elections.campaign.target_rule import Denominator
from elections.candidates.words import STATUS_LABELS
from elections.platforms.words import SECTOR_LABELS
from elections.readiness.words import BAND_LABELS
from elections.reports import territory_pictures as pictures
from elections.reports.blocks import (
    Block,
    Cell,
    Column,
    Figures,
    Look,
    Section,
    Table,
    Text,
    Words,
)
from elections.reports.territory_needs import needs_section
from elections.reports.territory_report import Counted, TerritoryReport
from elections.reports.wording import awaiting_texts, kicker, signatures
from elections.results.target_page import verdict
from elections.results.target_words import VARIANT_LABELS
from elections.web.i18n import local, number, percent


def say(report: TerritoryReport) -> Words:
    """Returns the report in the present language."""
    name = local(report.place)
    title = (
        _("National report: %(country)s", country=name)
        if report.is_national
        else _("Region report: %(region)s", region=name)
    )
    return Words(title, name, kicker(report.campaign), verdict(report.main), _sections(report), False)


def _sections(report: TerritoryReport) -> list[Section]:
    return [
        Section("", _target(report)),
        Section(_("Regions") if report.is_national else _("Districts"), _places(report)),
        Section(_("The way to the ballot"), _funnel(report)),
        Section(_("Training, headquarters, readiness"), _preparation(report)),
        Section(_("Pledges of the approved platforms"), _pledges(report)),
        Section(_("Results and turnout"), _results(report)),
        needs_section(report),
        signatures(_("Coordinator"), _("Head of the headquarters")),
    ]


def _figures(report: TerritoryReport) -> list[tuple[str, str]]:
    contested, everything = (
        report.measured(one).contests for one in (Denominator.CONTESTED, Denominator.ALL)
    )
    trained = report.candidates
    return [
        (f"{number(contested)} / {number(everything)}", _("constituencies contested")),
        (f"{number(trained.trained)} / {number(trained.people)}", _("candidates trained")),
        (number(sum(one.pledges for one in report.sectors)), _("approved pledges")),
        (number(report.main.won), _("constituencies won")),
    ]


def _target(report: TerritoryReport) -> list[Block]:
    columns = (
        Column(_("How it is measured"), 42, Look.LABEL), *_numbers(
            _("Constituencies"), _("Needed"), _("Won"), _("Open"), _("Lost"), _("May lose at most")),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for place, (denominator, counting, one) in enumerate(report.targets):
        label = str(VARIANT_LABELS[denominator, counting])
        named = _("%(way)s (the target of this campaign)", way=label) if not place else label
        may = one.may_lose if one.reachable else _("out of reach")
        rows.append([named, one.contests, one.needed, one.won, one.open, one.lost, may])
    own = _(
        "The party's own count, out of the copies of protocols that its observers received. The commissions determine the result."
    )
    return [
        Text(_both(report)), pictures.gauge_picture(report.main), Figures(_figures(report)), *awaiting_texts(report.awaiting),
        Table("target", columns, rows, sheet=_("Target")), Text(own),
    ]  # fmt: skip


def _both(report: TerritoryReport) -> str:
    """Returns the target by both denominators, since the party did not say which it meant, and how much is counted."""
    ways = []
    for denominator in (Denominator.CONTESTED, Denominator.ALL):
        one = report.measured(denominator)
        said = {"contests": number(one.contests), "won": number(one.won), "needed": number(one.needed)}
        ways.append(
            _("of %(contests)s that the party contests: %(won)s won, %(needed)s needed", **said)
            if denominator is Denominator.CONTESTED
            else _("of all %(contests)s: %(won)s won, %(needed)s needed", **said)
        )
    return _(
        "Target: a win in %(share)s of the constituencies; %(ways)s. Protocols: %(received)s of %(expected)s.",
        share=percent(report.share, 0), ways="; ".join(ways), received=number(report.counted.received),
        expected=number(report.counted.expected),
    )  # fmt: skip


def _places(report: TerritoryReport) -> list[Block]:
    columns = (
        _place_column(report), *_numbers(
            _("Constituencies"), _("Count for the target"), _("Needed"), _("Won"), _("Open"), _("Lost")),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [local(one.place), one.contests, one.target.contests, one.target.needed, one.target.won, one.target.open, one.target.lost]
        for one in report.lines
    ]  # fmt: skip
    main = report.main
    total = [
        _("Total"), sum(one.contests for one in report.lines), main.contests, main.needed, main.won, main.open, main.lost,
    ]  # fmt: skip
    remark = _(
        "The wins needed in a territory are the same share of its own constituencies, rounded up. So they add up to more than what is needed in the whole: a territory may miss its own and the whole be reached."
    )
    return [
        Table("places", columns, rows, total, formulas={3: _needed(report.share)}), Text(remark), pictures.map_picture(report),
        pictures.places_picture(report),
    ]  # fmt: skip


def _funnel(report: TerritoryReport) -> list[Block]:
    columns = (Column(_("Stage"), 34, Look.LABEL), *_numbers(_("Came so far"), _("Lost there")))
    rows: list[Sequence[Cell]] = [
        [str(STATUS_LABELS[stage]), reached, lost] for stage, reached, lost in report.funnel
    ]
    blocks: list[Block] = [pictures.funnel_picture(report), Table("funnel", columns, rows)]
    waiting = [one for one in report.lines if one.standing > one.registered]
    if waiting:
        names = ", ".join(local(one.place) for one in waiting)
        blocks.append(Text(_("Nominees who are not registered: %(places)s", places=names)))
    return blocks


def _preparation(report: TerritoryReport) -> list[Block]:
    columns = (
        _place_column(report), *_numbers(
            _("Our candidates"), _("Registered"), _("Candidates trained"), _("HQ members"), _("HQ members trained"),
            _("Vacant posts"), _("Platforms approved"), _("Readiness"), _("Tasks that are late")),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [
            local(one.place), one.standing, one.registered, one.trained, one.members.people, one.members.trained,
            one.staff.vacant, one.approved, _whole(one.points), one.late,
        ]
        for one in report.lines
    ]  # fmt: skip
    own, late = report.own_staff, report.late - sum(one.late for one in report.lines)
    if own.offices or late:
        members = report.own_members
        rows.append(
            [
                _("the headquarters itself"), None, None, None, members.people, members.trained, own.vacant, None, None, late,
            ]
        )  # fmt: skip
    total: list[Cell] = [
        _("Total"), report.candidates.people, sum(one.registered for one in report.lines), report.candidates.trained,
        report.members.people, report.members.trained,
        report.staff.vacant, sum(one.approved for one in report.lines), _whole(report.points), report.late,
    ]  # fmt: skip
    bands = ", ".join(
        f"{BAND_LABELS[band]}: {number(constituencies)}" for band, constituencies in report.bands
    )
    return [
        Table("preparation", columns, rows, total), _headquarters(report), pictures.training_picture(report),
        pictures.readiness_picture(report), Text(_("Constituencies by readiness: %(bands)s.", bands=bands)),
    ]  # fmt: skip


def _headquarters(report: TerritoryReport) -> Text:
    staff = report.staff
    if not staff.offices:
        return Text(_("There is no headquarters yet."), True)
    headless = [
        f"{local(one.place)}\N{NO-BREAK SPACE}– {number(one.staff.without_head)}"
        for one in report.lines
        if one.staff.without_head
    ]
    if not staff.without_head:
        return Text(_("Headquarters: %(offices)s, each with a head.", offices=number(staff.offices)))
    return Text(
        _(
            "Headquarters: %(offices)s; without a head: %(headless)s (%(places)s).", offices=number(staff.offices),
            headless=number(staff.without_head), places=", ".join(headless) or _("the headquarters itself"),
        ),
        True,
    )  # fmt: skip


def _pledges(report: TerritoryReport) -> list[Block]:
    if not report.sectors:
        return [Text(_("No platform is approved there yet."))]
    columns = (Column(_("Sector"), 34, Look.LABEL), *_numbers(_("Pledges"), _("Cost, tenge")))
    rows: list[Sequence[Cell]] = [
        [str(SECTOR_LABELS[one.sector]), one.pledges, one.cost_kzt] for one in report.sectors
    ]
    total = [
        _("Total"),
        sum(one.pledges for one in report.sectors),
        sum(one.cost_kzt for one in report.sectors),
    ]
    return [pictures.pledges_picture(report), Table("pledges", columns, rows, total)]


def _results(report: TerritoryReport) -> list[Block]:
    counted = report.counted
    if not counted.received:
        return [
            Text(
                _(
                    "No protocol has come in yet: %(expected)s are expected.",
                    expected=number(counted.expected),
                )
            )
        ]
    columns = (
        _place_column(report), *_numbers(
            _("Precincts expected"), _("Precincts in"), _("Voters on the lists"), _("Took part"), _("Turnout"), _("Ties")),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [[local(one.place), *_counts(one.counted)] for one in report.lines]
    return [
        pictures.turnout_picture(report), Table("results", columns, rows, [_("Total"), *_counts(counted)], formulas={5: "{4}/{3}"}),
        Text(_("Voters and turnout are of the precincts that have reported.")),
    ]  # fmt: skip


def _counts(one: Counted) -> list[Cell]:
    return [one.expected, one.received, one.voters, one.took_part, one.turnout, one.ties]


def _needed(share: Fraction) -> str:
    """Returns the formula of the wins that the whole needs: its share of the constituencies that count, rounded up."""
    return f"ROUNDUP({{2}}*{share.numerator}/{share.denominator},0)"


def _whole(points: Fraction | None) -> int | None:
    return None if points is None else floor(points + Fraction(1, 2))


def _place_column(report: TerritoryReport) -> Column:
    return Column(_("Region") if report.is_national else _("District"), 38, Look.LABEL)


def _numbers(*labels: str) -> list[Column]:
    return [Column(label, 11, Look.NUMBER) for label in labels]
