"""The words of the second entry, the coordinator's decision, disputes, recounts and precincts that have not reported."""

from flask_babel import lazy_gettext

from elections.results.disputes import Instance, Settlement
from elections.results.missing_queries import (
    DISPUTED,
    NOT_ENTERED,
    SECOND_AWAITED,
    UNDECIDED,
    VOTERS,
    WAITING,
)

INSTANCE_LABELS = {
    Instance.COMMISSION: lazy_gettext("an election commission"),
    Instance.COURT: lazy_gettext("a court"),
}

SETTLEMENT_LABELS = {
    Settlement.STANDS: lazy_gettext("the figures stand as they were"),
    Settlement.CORRECTED: lazy_gettext("the figures were corrected"),
    Settlement.RECOUNTED: lazy_gettext("the votes are counted anew"),
}

SHOWN = {
    NOT_ENTERED: lazy_gettext("not entered"),
    SECOND_AWAITED: lazy_gettext("waits for the second person"),
    UNDECIDED: lazy_gettext("waits for the coordinator"),
    DISPUTED: lazy_gettext("disputed"),
}

SORTS = {
    "": lazy_gettext("by territory"),
    VOTERS: lazy_gettext("most voters first"),
    WAITING: lazy_gettext("longest waiting first"),
}

OBJECTIONS = {
    "missing.export_reason": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "protocol.look_again": lazy_gettext(
        "Figures that differ from the first entry: %(figures)s. Look at the paper again: correct them, or leave them if the paper says so, and save again"
    ),
    "protocol.saved_meanwhile": lazy_gettext(
        "%(who)s saved this protocol at %(at)s, while you were at it. Nothing that you typed is lost"
    ),
    "protocol.save_as_second": lazy_gettext(
        "Save again: yours is then the second entry and is held against the first"
    ),
    "protocol.save_again": lazy_gettext("Look whether it still fits, and save again"),
    "protocol.decide_again": lazy_gettext("Look at what the page shows now, and save again"),
    "protocol.nothing_to_resolve": lazy_gettext(
        "There is nothing to decide about this protocol now. Open it to see where it stands"
    ),
    "protocol.nothing_changed": lazy_gettext("These are the accepted figures: change the one that is wrong"),
    "protocol.two_required": lazy_gettext(
        "Two entries are required of each protocol: those entered once wait for the second person"
    ),
    "dispute.not_now": lazy_gettext(
        "Only a protocol with entries that wait for a coordinator or are accepted can be disputed, and once at a time"
    ),
    "dispute.not_disputed": lazy_gettext("This protocol is not disputed (any more)"),
    "dispute.by_whom_missing": lazy_gettext("Enter who contests the protocol"),
    "dispute.before_voting": lazy_gettext("A protocol is not contested before the voting day, %(voting_on)s"),
    "dispute.in_future": lazy_gettext("The day is after today, %(today)s"),
    "recount.not_now": lazy_gettext(
        "There is nothing here that a recount could replace: the protocol is not entered yet, or replaced already"
    ),
}

ACTIONS = {
    "missing.exported": lazy_gettext("precincts that have not reported taken as a file"),
    "protocol.resolved": lazy_gettext("figures decided by the coordinator"),
    "protocol.corrected": lazy_gettext("accepted protocol corrected"),
    "protocol.accepted_once": lazy_gettext("accepted with one entry"),
    "protocol.disputed": lazy_gettext("marked as disputed, out of the count"),
    "protocol.stands": lazy_gettext("dispute settled: stands as it was"),
    "protocol.replaced": lazy_gettext("replaced by a recount"),
    "protocol.recount_expected": lazy_gettext("expected after a recount"),
}
"""What the log calls what was done here."""
