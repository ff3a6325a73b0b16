"""The words of the board: how a territory and a contest stand, what is wrong with a link, the log."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from elections.charts.boundaries import BadBoundaries
from elections.charts.tiles import Standing

STANDING_LABELS = {
    Standing.REACHED: lazy_gettext("has the wins it needs"),
    Standing.OPEN: lazy_gettext("can still get the wins it needs"),
    Standing.MISSED: lazy_gettext("cannot get the wins it needs any more"),
}
STANDING_MARKS = {Standing.REACHED: "✓", Standing.OPEN: "…", Standing.MISSED: "✕"}

OBJECTIONS = {
    "board_link.day_is_over": lazy_gettext("Enter a day that is not over yet: today is %(today)s"),
    "board_link.day_too_late": lazy_gettext("A link lasts a month at most: enter a day up to %(last)s"),
}

ACTIONS = {
    "board_link.made": lazy_gettext("link to the board made"),
    "board_link.ended": lazy_gettext("link to the board ended"),
}
"""What the log calls what was done here."""


PROBLEMS = {
    "not_there": lazy_gettext("the file cannot be opened"),
    "too_big": lazy_gettext("the file is larger than it may be, in megabytes"),
    "not_json": lazy_gettext("the file is not JSON"),
    "not_a_collection": lazy_gettext("the file is not a GeoJSON FeatureCollection"),
    "no_codes": lazy_gettext("no feature has a KATO code of nine digits in properties.kato"),
    "bad_geometry": lazy_gettext("a territory is not a polygon"),
    "not_degrees": lazy_gettext(
        "a territory lies outside the degrees of the globe: the file is in other coordinates"
    ),
    "too_many_points": lazy_gettext("the boundaries have more points than they may"),
}
"""What is wrong with a file of boundaries."""


def problem_of(problem: BadBoundaries | None) -> str:
    """Returns why there are tiles and no map, "" where nobody has asked for a map."""
    if problem is None:
        return ""
    reason = PROBLEMS[problem.code]
    said = f"{reason} ({problem.place})" if problem.place else str(reason)
    return _("Tiles instead of a map, because of the file of boundaries: %(reason)s.", reason=said)


MAP_KEY = lazy_gettext(
    "Filled: has the wins it needs. Hollow: can still get them. Hatched: cannot get them any more. The numbers: won, of how many constituencies."
)
TILES_KEY = lazy_gettext(
    "Thick frame and tick: has the wins it needs. Thin frame and dots: can still get them. Dashed frame and cross: cannot get them any more. In each bar: filled won, hollow open, hatched lost; the line is the target."
)
"""How a map and how tiles are read."""
