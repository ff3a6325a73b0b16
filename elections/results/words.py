"""The words of the count: states of protocols and outcomes, and what the sums of a protocol say."""

from flask_babel import lazy_gettext

from elections.results.entries import State
from elections.results.tally import OutcomeState, ProtocolFigures, warnings
from elections.web.objections import describe

STATE_LABELS = {
    State.EXPECTED: lazy_gettext("Expected"),
    State.FIRST: lazy_gettext("Entered once, waits for the second person"),
    State.SECOND: lazy_gettext("Entered twice, waits for the coordinator"),
    State.DIFFERS: lazy_gettext("The two entries differ"),
    State.ACCEPTED: lazy_gettext("Accepted"),
    State.DISPUTED: lazy_gettext("Disputed"),
    State.REPLACED: lazy_gettext("Replaced by a recount"),
}

OUTCOME_LABELS = {
    OutcomeState.COUNTING: lazy_gettext("Counting"),
    OutcomeState.PRELIMINARY: lazy_gettext("Preliminary"),
    OutcomeState.OFFICIAL: lazy_gettext("Official"),
    OutcomeState.ANNULLED: lazy_gettext("Annulled"),
}

OBJECTIONS = {
    "F.101": lazy_gettext("F.101: %(figure)s is below zero"),
    "F.102": lazy_gettext("F.102: %(figure)s is more than %(maximum)s: check the digits"),
    "F.103": lazy_gettext(
        "F.103: ballots were given to %(issued)s voters, but only %(voters)s are on the list"
    ),
    "F.104": lazy_gettext(
        "F.104: %(issued)s ballots were given out, but the commission received only %(received)s"
    ),
    "F.105": lazy_gettext(
        "F.105: received %(received)s − given out %(issued)s = %(remaining)s, but %(cancelled)s are cancelled"
    ),
    "F.106": lazy_gettext(
        "F.106: candidates %(votes)s + against all %(against_all)s = %(total)s, but %(took_part)s took part"
    ),
    "F.107": lazy_gettext(
        "F.107: took part %(took_part)s + invalid %(invalid)s = %(total)s, more than the %(issued)s ballots given out"
    ),
    "F.108": lazy_gettext("F.108: %(outside)s voted outside, but only %(issued)s ballots were given out"),
    "F.109": lazy_gettext(
        "F.109: %(absentee)s voted by certificates, but only %(issued)s ballots were given out"
    ),
    "W.201": lazy_gettext("W.201: the protocol has %(voters)s voters, the register %(on_list)s"),
    "W.202": lazy_gettext("W.202: %(voters)s voters in one precinct: the law allows %(maximum)s"),
    "W.203": lazy_gettext("W.203: nobody took part"),
    "W.204": lazy_gettext("W.204: more than %(percent)s of a hundred took part: %(took_part)s of %(voters)s"),
    "W.205": lazy_gettext(
        "W.205: more than %(percent)s of a hundred ballots are invalid: %(invalid)s of %(ballots)s"
    ),
    "W.206": lazy_gettext("W.206: one candidate has all %(votes)s votes"),
    "protocol.entered_already": lazy_gettext(
        "This protocol is entered already. Open it to see where it stands."
    ),
    "protocol.same_person": lazy_gettext("You made the first entry: somebody else must make the second"),
    "protocol.reason_missing": lazy_gettext("Enter the reason"),
}


def warning_texts(figures: ProtocolFigures, voters_on_list: int) -> list[str]:
    """Returns what is unlikely in a protocol's figures, in words."""
    return [describe(one) for one in warnings(figures, voters_on_list)]


ACTIONS = {
    "protocol.entered": lazy_gettext("protocol entered"),
    "protocol.resolved": lazy_gettext("entry chosen by the coordinator"),
    "protocol.reopened": lazy_gettext("protocol taken out of the count"),
}
"""What the log calls what was done here."""
