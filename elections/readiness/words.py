"""The words of readiness: its parts, its bands, what a part lacks."""

from flask_babel import lazy_gettext

from elections.readiness.formula import Band, Component

COMPONENT_LABELS = {
    Component.DOCUMENTS: lazy_gettext("Documents and registration"),
    Component.TRAINING: lazy_gettext("Training of the candidate"),
    Component.HEADQUARTERS: lazy_gettext("Headquarters"),
    Component.PROXIES: lazy_gettext("Eyes on the count"),
    Component.PLATFORM: lazy_gettext("Platform"),
    Component.TASKS: lazy_gettext("Tasks due by now"),
}
BAND_LABELS = {
    Band.READY: lazy_gettext("ready (80 and more)"),
    Band.NEARLY: lazy_gettext("nearly (60–79)"),
    Band.BEHIND: lazy_gettext("behind (40–59)"),
    Band.FAR_BEHIND: lazy_gettext("far behind (below 40)"),
}
WHAT_IS_COUNTED = {
    Component.DOCUMENTS: lazy_gettext(
        "the papers that the law asks of a party's nominee, the filing and the registration; whoever is registered has all of them"
    ),
    Component.TRAINING: lazy_gettext("the required courses that the candidate passed"),
    Component.HEADQUARTERS: lazy_gettext(
        "a headquarters that serves the constituency, and each role that it needs"
    ),
    Component.PROXIES: lazy_gettext("the precincts with a registered proxy or an observer"),
    Component.PLATFORM: lazy_gettext("four steps: draft, submitted, approved, published"),
    Component.TASKS: lazy_gettext("the tasks whose date has come, and how many of them are done"),
}
OBJECTIONS = {
    "readiness.weight_range": lazy_gettext("Enter a whole number from 0 to 100, not %(weight)s"),
    "readiness.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "readiness.weights_sum": lazy_gettext(
        "The weights add up to %(total)s: change them so that they add up to 100"
    ),
}
ACTIONS = {
    "readiness.weighed": lazy_gettext("the weights of readiness were set"),
    "readiness.exported": lazy_gettext("the readiness of constituencies was exported"),
}
