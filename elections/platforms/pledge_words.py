"""The words of pledges: what speaks against them, what marks them, and what the log calls what was done."""

from fractions import Fraction
from math import floor

from flask_babel import lazy_gettext

from elections.platforms.models import DemandWay
from elections.platforms.usual import Mark, Measure, Oddity
from elections.web.i18n import decimal, number

FEW = 10
DEMAND_LABELS = {
    DemandWay.MEETING: lazy_gettext("At a meeting with the candidate"),
    DemandWay.APPEAL: lazy_gettext("In an appeal"),
    DemandWay.GATHERING: lazy_gettext("At a gathering of the community"),
    DemandWay.OTHER: lazy_gettext("In another way"),
}

STATE_LABELS = {"firm": lazy_gettext("of approved platforms"), "draft": lazy_gettext("not approved yet")}

OBJECTIONS = {
    "pledge.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "pledge.cost_missing": lazy_gettext("Enter the cost in tenge"),
    "pledge.cost_range": lazy_gettext("Enter the cost in whole tenge, from 0 to %(maximum)s"),
    "pledge.due_missing": lazy_gettext("Enter the due date"),
    "pledge.due_too_early": lazy_gettext("Enter a due date after the day of the vote, %(voting_on)s"),
    "pledge.what_missing": lazy_gettext("Say what is promised, in Kazakh or in Russian"),
    "pledge.people_range": lazy_gettext("Enter a number of people from 1 to %(maximum)s, or leave it empty"),
    "pledge.goal_missing": lazy_gettext(
        "Enter how many there will be, or leave the unit and the present number empty"
    ),
    "pledge.unit_missing": lazy_gettext("Enter in what it is counted: km, places, lamps"),
    "pledge.goal_is_start": lazy_gettext("Enter a goal that differs from what there is now"),
    "pledge.demand_missing": lazy_gettext("Say what the people asked for, or leave all of the demand empty"),
    "pledge.demand_ahead": lazy_gettext("Enter a day on which they asked, not one to come"),
    "sum.words": lazy_gettext("Write the sum in figures: 12 500 000 or 12,5 mln"),
    "sum.tiyn": lazy_gettext("Enter whole tenge, without tiyn: 12 500 000 or 12,5 mln"),
    "sum.currency": lazy_gettext("Enter the sum in tenge, not in another currency"),
    "sum.unclear": lazy_gettext("This sum can be read in two ways or in none: write 12 500 000 or 12,5 mln"),
    "sum.range": lazy_gettext("Enter at most %(maximum)s tenge"),
    "quantity.unclear": lazy_gettext("Enter a number such as 40 or 3,5"),
    "quantity.too_fine": lazy_gettext("Enter at most two digits after the comma"),
    "quantity.too_large": lazy_gettext("Enter at most %(maximum)s"),
    "quantity.people_unclear": lazy_gettext("Enter a number of people in figures, such as 350"),
}

ACTIONS = {
    "pledge.created": lazy_gettext("pledge added"),
    "pledge.changed": lazy_gettext("pledge changed"),
    "pledge.removed": lazy_gettext("pledge removed"),
    "pledge.exported": lazy_gettext("list of pledges taken"),
}
"""What the log calls what was done here."""

TIMES_TEXTS = {
    (Oddity.HIGH, Measure.COST): lazy_gettext("Costs %(times)s times the median of its sector"),
    (Oddity.HIGH, Measure.PER_PERSON): lazy_gettext("Costs %(times)s times the median of its sector for each person served"),
    (Oddity.HIGH, Measure.PER_UNIT): lazy_gettext("Costs %(times)s times the median of its sector for each unit"),
    (Oddity.HIGH, Measure.MONTHS): lazy_gettext("Takes %(times)s times as long as the median of its sector"),
    (Oddity.LOW, Measure.COST): lazy_gettext("Costs %(times)s times less than the median of its sector"),
    (Oddity.LOW, Measure.PER_PERSON): lazy_gettext("Costs %(times)s times less than the median of its sector for each person served"),
    (Oddity.LOW, Measure.PER_UNIT): lazy_gettext("Costs %(times)s times less than the median of its sector for each unit"),
    (Oddity.LOW, Measure.MONTHS): lazy_gettext("Takes %(times)s times less than the median of its sector"),
}  # fmt: skip
RANGE_TEXTS = {
    Measure.COST: lazy_gettext("The cost is outside the usual range of its sector, %(low)s–%(high)s tenge"),
    Measure.PER_PERSON: lazy_gettext("The cost for each person served is outside the usual range of its sector, %(low)s–%(high)s tenge"),
    Measure.PER_UNIT: lazy_gettext("The cost for each unit is outside the usual range of its sector, %(low)s–%(high)s tenge"),
    Measure.MONTHS: lazy_gettext("The due date is outside the usual range of its sector, %(low)s–%(high)s months after the vote"),
}  # fmt: skip

OF_NO_MEASURE = {
    Oddity.AFTER_TERM: lazy_gettext("Due after the four years of the akim's term"),
    Oddity.PEOPLE: lazy_gettext("Serves more people than live here, by the number of voters"),
}


def tenge(value: Fraction | None) -> str:
    """Returns an exact sum in whole tenge, rounded half up."""
    return number(None if value is None else floor(value + Fraction(1, 2)))


def mark_text(mark: Mark) -> str:
    """Returns why a pledge is marked, in words."""
    if mark.measure is None:
        return str(OF_NO_MEASURE[mark.oddity])
    if not mark.times:
        low, high = (tenge(side or Fraction(0)) for side in (mark.usual.low, mark.usual.high))
        return str(RANGE_TEXTS[mark.measure]) % {"low": low, "high": high}
    times = mark.times if mark.oddity is Oddity.HIGH else 1 / mark.times
    return str(TIMES_TEXTS[mark.oddity, mark.measure]) % {"times": _times(times)}


def _times(value: Fraction) -> str:
    """Returns how many times: 8, 2,5, 37; tenths are of interest below ten alone."""
    return tenge(value) if value >= FEW or value.denominator == 1 else decimal(value)
