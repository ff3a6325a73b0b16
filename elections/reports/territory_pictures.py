"""The pictures of the reports of regions and of the whole country, each with its finding as a sentence below it."""

from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _

from elections.board.grid import short_name
from elections.board.maps import places_drawing
from elections.candidates.registration import Status
from elections.candidates.words import STATUS_LABELS
from elections.charts.bars import Line as Across
from elections.charts.bars import Row, bars_chart
from elections.charts.funnel import Stage, funnel_chart
from elections.platforms.words import SECTOR_LABELS
from elections.reports.blocks import Picture
from elections.reports.territory_report import Line, TerritoryReport
from elections.results.target import Target
from elections.results.target_numbers import gauge_of
from elections.results.target_page import bars
from elections.web.i18n import NARROW_SPACE, decimal, local, number, percent

READY, MILLION = 80, 1_000_000


def gauge_picture(target: Target) -> Picture:
    """Returns the target as one bar."""
    key = _("In the bar: filled won, hollow open, half as high lost; the line is the target.")
    return Picture(gauge_of(target), key)


def map_picture(report: TerritoryReport) -> Picture:
    """Returns the territories as a map, or as tiles."""
    found = places_drawing([replace(one.score, name=_short(one)) for one in report.lines], _above(report))
    return Picture(found.drawing, found.caption)


def places_picture(report: TerritoryReport) -> Picture:
    """Returns the territories as bars of won, open and lost."""
    rows = [(_short(one), one.target) for one in report.lines]
    drawing = bars(rows, _("Won, open and lost constituencies by territory"), _above(report))
    return Picture(drawing, _("In each bar: won, open, lost; the line is the target."))


def funnel_picture(report: TerritoryReport) -> Picture:
    """Returns how many of the party's nominees came how far."""
    stages = [Stage(str(STATUS_LABELS[one]), reached, lost) for one, reached, lost in report.funnel]
    reached = {one: came for one, came, _lost in report.funnel}
    finding = _(
        "%(registered)s of %(proposed)s came to registration", registered=number(reached[Status.REGISTERED]),
        proposed=number(reached[Status.PROPOSED]),
    )  # fmt: skip
    return Picture(funnel_chart(stages, _("The way to the ballot"), finding), f"{finding}.")


def training_picture(report: TerritoryReport) -> Picture:
    """Returns how many of the registered candidates were trained."""
    rows = [_bar(one, one.trained, one.standing) for one in report.lines]
    whole = report.candidates
    finding = _(
        "%(part)s of %(total)s candidates were trained (%(share)s).", part=number(whole.trained),
        total=number(whole.people), share=percent(whole.share),
    )  # fmt: skip
    return Picture(bars_chart(rows, _("Candidates trained"), finding), finding)


def readiness_picture(report: TerritoryReport) -> Picture:
    """Returns the mean readiness with the line from which a constituency is ready."""
    rows = [
        Row(_short(one), round(one.points * 10), 1000, decimal(one.points))
        if one.points is not None
        else Row(_short(one), 0, 0, "–")
        for one in report.lines
    ]
    known = [one for one in report.lines if one.points is not None]
    ready = sum(one.points >= READY for one in known if one.points is not None)
    finding = _(
        "%(ready)s of %(places)s territories have %(points)s points of readiness or more.", ready=ready,
        places=len(known), points=READY,
    )  # fmt: skip
    across = Across(READY, _("ready: %(points)s", points=READY))
    return Picture(bars_chart(rows, _("Mean readiness, points of 100"), finding, across), finding)


def pledges_picture(report: TerritoryReport) -> Picture:
    """Returns what the pledges of each sector cost, against the dearest."""
    most, whole = report.sectors[0], sum(one.cost_kzt for one in report.sectors)
    rows = [
        Row(
            str(SECTOR_LABELS[one.sector]), one.cost_kzt, most.cost_kzt,
            _("%(millions)s m tenge", millions=number((one.cost_kzt + MILLION // 2) // MILLION)),
        )
        for one in report.sectors
    ]  # fmt: skip
    share = percent(Fraction(most.cost_kzt, whole) if whole else None)
    finding = _(
        "Most goes to “%(sector)s”: %(share)s of the cost.", sector=SECTOR_LABELS[most.sector], share=share
    )
    return Picture(bars_chart(rows, _("Cost of the pledges by sector"), finding), finding)


def turnout_picture(report: TerritoryReport) -> Picture:
    """Returns the turnout in the precincts that have reported."""
    rows = [
        Row(_short(one), one.counted.took_part, one.counted.voters, percent(one.counted.turnout))
        for one in report.lines
        if one.counted.voters
    ]
    counted = report.counted
    finding = _(
        "Turnout %(share)s in the %(received)s of %(expected)s precincts that have reported.",
        share=percent(counted.turnout), received=number(counted.received), expected=number(counted.expected),
    )  # fmt: skip
    return Picture(bars_chart(rows, _("Turnout"), finding), finding)


def _above(report: TerritoryReport) -> str:
    known = [one for one in report.lines if one.target.contests]
    above = sum(one.target.reached for one in known)
    if report.is_national:
        return (
            _("%(above)s of %(regions)s regions have the wins they need", above=above, regions=len(known))
            + "."
        )
    return (
        _("%(above)s of %(districts)s districts have the wins they need", above=above, districts=len(known))
        + "."
    )


def _bar(one: Line, part: int, whole: int) -> Row:
    return Row(_short(one), part, whole, f"{number(part)}{NARROW_SPACE}/{NARROW_SPACE}{number(whole)}")


def _short(one: Line) -> str:
    return short_name(local(one.place))
