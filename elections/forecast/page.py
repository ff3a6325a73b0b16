"""What the pages of the forecast show of it: figures rounded for people, the law as columns, places, moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from elections.charts.laws import MOST_COLUMNS, Column, law_chart
from elections.forecast.changes import Line, Move, line_of, moves, read_line
from elections.forecast.models import KeptForecast
from elections.forecast.queries import Outlook
from elections.forecast.reckoning import Facts, Prospect, Standing
from elections.forecast.wins import LEVELS, Forecast
from elections.territory.day import usual_day
from elections.territory.queries import find_units
from elections.web.i18n import local, percent

LEAST_SHOWN = 0.0005
"""A number of wins whose chance is smaller is not drawn."""
DOUBTFUL, MOVED = 15, 20


@dataclass(frozen=True)
class Place:
    """A region, or a district of one, in a forecast."""

    path: str
    name: str
    contested: int
    won: int
    lost: int
    open: int
    expected: Fraction


@dataclass(frozen=True)
class Step:
    """A number of wins, its chance and the chance of at least so many."""

    wins: int
    chance: Fraction
    at_least: Fraction


def as_share(chance: float) -> Fraction:
    """Returns a chance in thousandths, as the filter of percents wants it."""
    return Fraction(round(chance * 1000), 1000)


def chance_text(chance: float) -> str:
    """Returns a chance in percent for reading; what is not certain is never called so."""
    share = as_share(chance)
    if share >= Fraction(995, 1000) and chance < 1:
        return _("over %(share)s", share=percent(Fraction(99, 100), 0))
    if share < Fraction(5, 1000) and chance > 0:
        return _("under %(share)s", share=percent(Fraction(1, 100), 0))
    return percent(share, 0)


def steps_of(law: Forecast) -> list[Step]:
    """Returns the law from the least to the largest number of wins that is at all likely."""
    shown = [wins for wins, chance in enumerate(law.law) if chance >= LEAST_SHOWN]
    return [
        Step(wins, as_share(law.law[wins]), as_share(law.reaches(wins)))
        for wins in range(min(shown, default=0), max(shown, default=-1) + 1)
    ]


def chart_of(prospect: Prospect) -> Markup | None:
    """Returns the law as a picture; none where there is nothing to draw or too much."""
    steps = steps_of(prospect.law)
    if not 1 < len(steps) <= MOST_COLUMNS:
        return None
    highest = max(one.chance for one in steps)
    columns = [Column(one.wins, int(one.chance * 1000 / highest)) for one in steps]
    low, high = prospect.law.interval(80)
    return law_chart(
        columns, prospect.target.needed, _("target: %(needed)s", needed=prospect.target.needed),
        _("How likely each number of wins is"),
        _("From %(low)s to %(high)s wins with a chance of 80 %%", low=low, high=high),
    )  # fmt: skip


def intervals_of(law: Forecast) -> list[tuple[int, int, int]]:
    """Returns (level, least, most) of each interval that is told."""
    return [(level, *law.interval(level)) for level in LEVELS]


def places_of(outlook: Outlook) -> list[Place]:
    """Returns the forecast by region, or within a region by district."""
    level = outlook.path.count("/") + 1
    if level > 2:
        return []
    inside: dict[str, list[Facts]] = {}
    for one in outlook.contests:
        inside.setdefault(_above(one, level), []).append(one)
    names = find_units({path.split("/")[-2] for path in inside}, usual_day())
    return [
        _place(outlook, path, local(names[code]) if (code := path.split("/")[-2]) in names else code, contests)
        for path, contests in sorted(inside.items())
    ]  # fmt: skip


def doubtful(outlook: Outlook) -> list[tuple[Facts, float]]:
    """Returns the open contests whose chance is nearest to one half, with it."""
    told = [(one, *outlook.told(one)) for one in outlook.contests]
    found = [(one, chance) for one, chance, standing in told if standing is Standing.OPEN]
    return sorted(found, key=lambda pair: (abs(pair[1] - 0.5), pair[0].contest_id))[:DOUBTFUL]


def moves_since(outlook: Outlook, kept: KeptForecast) -> Sequence[Move]:
    """Returns which chances moved since a kept forecast, and why."""
    after = {one.contest_id: line_of(one, *outlook.told(one)) for one in outlook.contests}
    return moves(lines_of(kept), after, same_record=kept.record == outlook.settings.record)


def moves_between(before: KeptForecast, after: KeptForecast) -> Sequence[Move]:
    """Returns which chances moved from one kept forecast to the next, and why."""
    return moves(lines_of(before), lines_of(after), same_record=before.record == after.record)


def lines_of(kept: KeptForecast) -> dict[int, Line]:
    """Returns the lines of a kept forecast by contest."""
    lines: Mapping[str, Any] = kept.chances
    return {int(contest): read_line(line) for contest, line in lines.items()}


def _above(one: Facts, level: int) -> str:
    return "".join(part + "/" for part in one.path.split("/")[:level])


def _place(outlook: Outlook, path: str, name: str, contests: Sequence[Facts]) -> Place:
    told = [outlook.told(one) for one in contests]
    counts = {standing: sum(one[1] is standing for one in told) for standing in Standing}
    return Place(
        path, name, sum(one.state.contested for one in contests), counts[Standing.WON], counts[Standing.LOST],
        counts[Standing.OPEN], Fraction(round(sum(chance for chance, _standing in told) * 10), 10),
    )  # fmt: skip
