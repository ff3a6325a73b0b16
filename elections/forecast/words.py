"""The words of assessments and forecasts: kinds, reasons, the sizes of a swing, objections, the log."""

from flask_babel import lazy_gettext

from elections.campaign.target_rule import Counting, Denominator
from elections.forecast.chances import Kind
from elections.forecast.changes import Reason
from elections.forecast.reckoning import Standing

KIND_LABELS = {
    Kind.POLL: lazy_gettext("Poll"),
    Kind.RECEPTION: lazy_gettext("Reception data"),
    Kind.MONITORING: lazy_gettext("Monitoring"),
    Kind.JUDGEMENT: lazy_gettext("Own judgement of the headquarters"),
}
STANDING_LABELS = {
    Standing.WON: lazy_gettext("won"),
    Standing.LOST: lazy_gettext("lost"),
    Standing.OPEN: lazy_gettext("open"),
    Standing.NOBODY: lazy_gettext("nobody of ours stands"),
}
REASON_LABELS = {
    Reason.WON: lazy_gettext("decided: won"),
    Reason.LOST: lazy_gettext("decided: lost"),
    Reason.REOPENED: lazy_gettext("a protocol was taken back: open again"),
    Reason.COUNTED: lazy_gettext("other precincts are in than then"),
    Reason.NOMINEE: lazy_gettext("who stands for the party changed"),
    Reason.ASSESSED: lazy_gettext("assessments were added, changed or removed"),
    Reason.RECORD: lazy_gettext("the usual share of wins was set differently"),
    Reason.AGED: lazy_gettext("nothing new: what was known has grown older"),
}
SWINGS = {
    0: lazy_gettext("none: each contest goes its own way"),
    5: lazy_gettext("small"),
    30: lazy_gettext("middling"),
    55: lazy_gettext("large"),
    85: lazy_gettext("very large: nearly all move together"),
}
"""How strongly contests move together, in words: each holds from so many hundredths of a contest's own spread on."""
RULE_LABELS = {
    (Denominator.CONTESTED, Counting.NOMINATED): lazy_gettext("Of those the party contests, nominees' wins"),
    (Denominator.CONTESTED, Counting.MEMBERS): lazy_gettext("Of those the party contests, members' wins"),
    (Denominator.ALL, Counting.NOMINATED): lazy_gettext("Of all constituencies, nominees' wins"),
    (Denominator.ALL, Counting.MEMBERS): lazy_gettext("Of all constituencies, members' wins"),
}

OBJECTIONS = {
    "assessment.day_to_come": lazy_gettext("Enter a day that has come already: today is %(today)s"),
    "assessment.percent": lazy_gettext("Enter a whole number from 0 to 100"),
    "assessment.sample": lazy_gettext("Enter how many people were asked"),
    "assessment.shares_above_100": lazy_gettext(
        "Both shares together are %(total)s of a hundred: check the digits"
    ),
    "assessment.source_missing": lazy_gettext("Enter where this comes from"),
    "assessment.author_missing": lazy_gettext("Enter who says so"),
    "assessment.twice": lazy_gettext(
        "This source and author have an assessment of this kind and day already: change that one"
    ),
    "assessment.place_unknown": lazy_gettext(
        "There is no contest in a constituency with the code %(kato)s in your territory"
    ),
}

ACTIONS = {
    "assessment.entered": lazy_gettext("assessment entered"),
    "assessment.changed": lazy_gettext("assessment changed"),
    "assessment.removed": lazy_gettext("assessment removed"),
    "forecast.kept": lazy_gettext("forecast kept"),
}
"""What the log calls what was done here."""


def swing_word(size: int) -> str:
    """Returns the plain word for the size of a swing, in hundredths of a contest's own spread."""
    return str(SWINGS[max(start for start in SWINGS if start <= size)])
