"""The pictures of the target, each with the numbers that it shows as a file."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from elections.charts.gauge import gauge
from elections.documents.downloads import Picture
from elections.results.target import Target
from elections.results.target_history import Moment
from elections.results.target_page import Look, bars, history_chart, verdict
from elections.results.target_queries import find_constituencies
from elections.results.target_way import Way
from elections.results.target_words import SHORT_LABELS, VARIANT_LABELS
from elections.web.i18n import local, number
from elections.zones import zone_for

WAY = "target-way"


def ways_picture(look: Look) -> Picture:
    """Returns the four ways to measure as bars, the chosen one first."""
    drawing = bars(
        [(str(SHORT_LABELS[way]), one) for way, one in look.view.by.items()], _("Won, open and lost constituencies"),
        verdict(look.view.main),
    )  # fmt: skip
    rows = [(str(VARIANT_LABELS[way]), one) for way, one in look.view.by.items()]
    return _of_targets("target-ways", drawing, _("How it is measured"), rows)


def gauge_of(target: Target) -> Markup:
    """Returns one target as one bar, small enough for a phone; who cannot see it is told its numbers and the finding."""
    told = _(
        "Won %(won)s, open %(open)s, lost %(lost)s, needed %(needed)s", won=number(target.won),
        open=number(target.open), lost=number(target.lost), needed=number(target.needed),
    )  # fmt: skip
    return gauge(
        target.won, target.open, target.lost, target.needed, _("needed: %(number)s", number=target.needed),
        _("Won, open and lost constituencies"), f"{told}. {verdict(target)}",
    )  # fmt: skip


def places_picture(places: Sequence[tuple[str, Target]], finding: str) -> Picture:
    """Returns territories as bars."""
    drawing = bars(places, _("Won, open and lost constituencies by territory"), finding)
    return _of_targets("target-places", drawing, _("Territory"), places)


def places_of(look: Look) -> list[tuple[str, Target]]:
    """Returns the name and the target of each territory inside."""
    return [(name_of(look, path), view.main) for path, view in look.places.items()]


def name_of(look: Look, path: str) -> str:
    """Returns the name of a territory inside, or its code where the classifier has none."""
    code = path.split("/")[-2]
    return local(look.names[code]) if code in look.names else code


def night_picture(moments: Sequence[Moment], needed: int, path: str) -> Picture | None:
    """Returns the night as steps; None where nothing has moved."""
    drawing, zone = history_chart(moments, needed, path), zone_for(path)
    if drawing is None:
        return None
    return Picture(
        "target-night", drawing, [_("Time"), _("Won"), _("Open"), _("Lost"), _("Needed")],
        [[f"{one.at.astimezone(zone):%d.%m.%Y %H:%M:%S}", one.won, one.open, one.lost, needed] for one in moments],
    )  # fmt: skip


def way_table(way: Way, *, whole: bool) -> Picture:
    """Returns the way to the target, whose rows are looked up only when the whole of it is handed out."""
    names = find_constituencies(one.prospect.contest_id for one in way.steps) if whole else {}
    headings = [
        _("Place"),
        _("Constituency code"),
        _("Constituency"),
        _("Chance, percent"),
        _("Wins expected so far"),
    ]
    rows = [
        [
            one.number, names[one.prospect.contest_id].kato, local(names[one.prospect.contest_id]),
            "" if one.prospect.chance is None else f"{one.prospect.chance / 10:.1f}", f"{one.expected / 1000:.1f}",
        ]
        for one in way.steps if whole
    ]  # fmt: skip
    return Picture(WAY, Markup(""), headings, rows)


def _of_targets(name: str, drawing: Markup, heading: str, targets: Iterable[tuple[str, Target]]) -> Picture:
    headings = [
        heading, _("Constituencies"), _("Needed"), _("Won"), _("Open"), _("Lost"), _("of them without a nominee"),
        _("May lose at most"),
    ]  # fmt: skip
    rows = [
        [label, one.contests, one.needed, one.won, one.open, one.lost, one.out_of_reach, one.may_lose]
        for label, one in targets
    ]
    return Picture(name, drawing, headings, rows)
