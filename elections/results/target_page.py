"""What the pages and the paper show of the target: the look at a territory, its pictures and their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from elections.campaign.models import Election
from elections.campaign.queries import get_election, present
from elections.charts.progress import Row, progress_chart
from elections.charts.steps import Point, Words, steps_chart
from elections.readiness.queries import points_by_contest
from elections.results import target_queries as queries
from elections.results.target import Score, Target, score_of
from elections.results.target_chances import chances_below
from elections.results.target_history import Moment, at_most, history, until
from elections.results.target_queries import Seat, TargetView
from elections.results.target_way import Lead, Prospect, Way, nearest_first, way_to
from elections.territory.day import usual_day
from elections.territory.models import Unit
from elections.territory.queries import find_units
from elections.zones import zone_for

LOWEST_LEVEL, TIMES_TOLD, MOMENTS_TOLD = 2, 4, 40


@dataclass(frozen=True)
class Look:
    """The target of a territory as it stands: in four ways, by the territories inside it, and how many precincts are in."""

    election: Election
    path: str
    at: datetime
    seats: Sequence[Seat]
    view: TargetView
    places: Mapping[str, TargetView]
    names: Mapping[str, Unit]
    received: tuple[int, int]

    @property
    def moments(self) -> list[Moment]:
        """Returns how it came to this through the night, by the target of this campaign."""
        states, main = {one.contest_id: one.state for one in self.seats}, self.view.main
        told = history(states, queries.list_turns(self.election, self.path), self.view.rule)
        return until(told, Moment(self.at, main.won, main.open, main.lost))


def look_at(path: str) -> Look:
    """Returns the target of a territory in a number of queries that grows neither with contests nor with precincts."""
    election = get_election()
    seats, level = queries.list_seats(path, election), path.count("/") + 1
    places = queries.targets_by_place(election, seats, level) if level <= LOWEST_LEVEL else {}
    return Look(
        election, path, present(election), seats, queries.target_of(election, [one.state for one in seats]), places,
        find_units({place.split("/")[-2] for place in places}, usual_day()) if places else {},
        queries.count_precincts(election, path),
    )  # fmt: skip


def way_of(look: Look) -> tuple[Way, list[Lead]]:
    """Returns the way to the target over the contests that can still be won, and which of them are in play."""
    rule = look.view.rule
    able = [
        one.contest_id
        for one in look.seats
        if score_of(one.state, rule.counting) is Score.OPEN
        and (one.state.contested or rule.denominator == "all")
    ]
    leads = {one.contest_id: one for one in queries.list_leads(look.election, look.path)}
    chances = chances_below(look.path)
    points = {} if chances else points_by_contest(look.election, look.path)
    prospects = [
        Prospect(one, chances.get(one), leads[one].share if one in leads else None, points.get(one, 0))
        for one in able
    ]
    return way_to(look.view.main, prospects), nearest_first([leads[one] for one in able if one in leads])


def verdict(target: Target) -> str:
    """Returns in one sentence what the target still allows."""
    if not target.contests:
        return _("There is no constituency here that counts.")
    if target.reached:
        return _("The target is reached.")
    if not target.reachable:
        return ngettext(
            "The target is out of reach: even if all that is open is won, %(num)s win is missing.",
            "The target is out of reach: even if all that is open is won, %(num)s wins are missing.", target.short,
        )  # fmt: skip
    if not target.may_lose:
        return _("Nothing may be lost any more: every open constituency must be won.")
    return ngettext(
        "At most %(num)s more constituency may be lost, or the target is missed.",
        "At most %(num)s more constituencies may be lost, or the target is missed.", target.may_lose,
    )  # fmt: skip


def bars(rows: Iterable[tuple[str, Target]], title: str, description: str) -> Markup:
    """Returns targets as bars of won, open and lost with the line of what is needed, each with its name."""
    return progress_chart(
        [Row(name, one.won, one.open, one.lost, one.needed) for name, one in rows], title, description
    )


def figures_of(target: Target) -> dict[str, Any]:
    """Returns a target as figures that are kept, drawn and handed out."""
    return {
        "contests": target.contests, "needed": target.needed, "won": target.won, "open": target.open,
        "lost": target.lost, "out_of_reach": target.out_of_reach, "reachable": target.reachable,
        "may_lose": target.may_lose,
    }  # fmt: skip


def target_of(figures: Mapping[str, Any]) -> Target:
    """Returns the target that figures tell of."""
    return Target(**figures)


def history_chart(moments: Sequence[Moment], needed: int, path: str) -> Markup | None:
    """Returns the night as steps: what is won, what is still possible, what is needed; None where nothing has moved."""
    if len(moments) < 2:
        return None
    first, last = moments[0], moments[-1]
    words = Words(
        _("won: %(number)s", number=last.won), _("possible: %(number)s", number=last.most),
        _("needed: %(number)s", number=needed),
    )  # fmt: skip
    finding = _(
        "From %(first)s to %(last)s the wins rose to %(won)s; %(needed)s are needed, %(most)s are possible.",
        first=_clock(first.at, path), last=_clock(last.at, path), won=last.won, needed=needed, most=last.most,
    )  # fmt: skip
    points = [Point(_minutes(first.at, one.at), one.won, one.most) for one in moments]
    return steps_chart(points, needed, words, _times(first.at, last.at, path), _("Wins through the night"), finding)  # fmt: skip


def told(moments: Sequence[Moment]) -> list[Moment]:
    """Returns the moments that a table of the night tells of."""
    return at_most(moments, MOMENTS_TOLD)


def _times(first: datetime, last: datetime, path: str) -> list[tuple[int, str]]:
    """Returns the minutes whose time is written below the night: its ends, and between them in even parts."""
    whole = _minutes(first, last)
    asked = sorted({whole * part // TIMES_TOLD for part in range(TIMES_TOLD + 1)})
    return [(one, _clock(first + timedelta(minutes=one), path)) for one in asked]


def _minutes(first: datetime, at: datetime) -> int:
    return int((at - first).total_seconds()) // 60


def _clock(at: datetime, path: str) -> str:
    return at.astimezone(zone_for(path)).strftime("%d.%m %H:%M")
