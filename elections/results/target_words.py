"""The words of the target: its four variants, and what publishing it may be told."""

from flask_babel import lazy_gettext

from elections.campaign.target_rule import Counting, Denominator

VARIANT_LABELS = {
    (Denominator.CONTESTED, Counting.NOMINATED): lazy_gettext(
        "of the constituencies the party contests, wins of its nominees"
    ),
    (Denominator.CONTESTED, Counting.MEMBERS): lazy_gettext(
        "of the constituencies the party contests, wins of its members"
    ),
    (Denominator.ALL, Counting.NOMINATED): lazy_gettext("of all constituencies, wins of its nominees"),
    (Denominator.ALL, Counting.MEMBERS): lazy_gettext("of all constituencies, wins of its members"),
}

SHORT_LABELS = {
    (Denominator.CONTESTED, Counting.NOMINATED): lazy_gettext("contested, by nominees"),
    (Denominator.CONTESTED, Counting.MEMBERS): lazy_gettext("contested, by members"),
    (Denominator.ALL, Counting.NOMINATED): lazy_gettext("all, by nominees"),
    (Denominator.ALL, Counting.MEMBERS): lazy_gettext("all, by members"),
}
"""The same beside a bar."""

OBJECTIONS = {
    "target.nothing": lazy_gettext("There is no constituency here that counts: there is nothing to publish"),
}

ACTIONS = {"target.published": lazy_gettext("target published as it stood")}
"""What the log calls what was done here."""
