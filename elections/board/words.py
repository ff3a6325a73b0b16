"""The words of the board: how a territory and a contest stand, what is wrong with a link, the log."""

from flask_babel import lazy_gettext

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
