"""The words of the count: states of protocols and outcomes, and what the sums of a protocol say."""

from flask_babel import lazy_gettext

from elections.results.entries import State
from elections.results.rules import Severity
from elections.results.tally import OutcomeState

STATE_LABELS = {
    State.EXPECTED: lazy_gettext("Expected"),
    State.FIRST: lazy_gettext("Entered once, waits for the second person"),
    State.SECOND: lazy_gettext("Entered twice, waits for the coordinator"),
    State.DIFFERS: lazy_gettext("The two entries differ"),
    State.ACCEPTED: lazy_gettext("Accepted"),
    State.DISPUTED: lazy_gettext("Disputed"),
    State.REPLACED: lazy_gettext("Replaced by a recount"),
}

STATE_TONES = {
    State.EXPECTED: "plain", State.FIRST: "wait", State.SECOND: "wait", State.DIFFERS: "bad",
    State.ACCEPTED: "good", State.DISPUTED: "bad", State.REPLACED: "plain",
}  # fmt: skip

OUTCOME_LABELS = {
    OutcomeState.COUNTING: lazy_gettext("Counting"),
    OutcomeState.PRELIMINARY: lazy_gettext("Preliminary"),
    OutcomeState.OFFICIAL: lazy_gettext("Official"),
    OutcomeState.ANNULLED: lazy_gettext("Annulled"),
    OutcomeState.NOT_HELD: lazy_gettext("Not held"),
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
    "F.110": lazy_gettext('F.110: "%(value)s" is not a whole number: enter digits alone'),
    "F.111": lazy_gettext("F.111: this number is missing; if the protocol says none, enter 0"),
    "F.112": lazy_gettext("F.112: %(name)s is not on the ballot of this contest"),
    "F.113": lazy_gettext(
        "F.113: there are no votes for %(name)s, who is on the ballot; if there are none, enter 0"
    ),
    "F.114": lazy_gettext(
        "F.114: the constituency %(kato)s has no precinct №%(number)s that a protocol is expected of"
    ),
    "F.115": lazy_gettext("F.115: %(name)s is off the ballot (withdrew, was refused or struck off)"),
    "W.201": lazy_gettext("W.201: the protocol has %(voters)s voters, the register %(on_list)s"),
    "W.202": lazy_gettext("W.202: %(voters)s voters in one precinct: the law allows %(maximum)s"),
    "W.203": lazy_gettext("W.203: nobody took part"),
    "W.204": lazy_gettext("W.204: more than %(percent)s of a hundred took part: %(took_part)s of %(voters)s"),
    "W.205": lazy_gettext(
        "W.205: more than %(percent)s of a hundred ballots are invalid: %(invalid)s of %(ballots)s"
    ),
    "W.206": lazy_gettext("W.206: one candidate has all %(votes)s votes"),
    "W.207": lazy_gettext("W.207: a candidate has no vote at all, though %(took_part)s took part"),
    "W.208": lazy_gettext("W.208: another precinct of this contest has exactly the same votes"),
    "W.209": lazy_gettext(
        "W.209: %(here)s of a hundred took part, in the other precincts of the contest %(there)s: more than %(points)s apart"
    ),
    "W.210": lazy_gettext(
        "W.210: a candidate has %(here)s of a hundred votes, in the other precincts %(there)s: more than %(points)s apart"
    ),
    "protocol.unconfirmed": lazy_gettext(
        "Some figures are unlikely. Check them on the paper; if they stand there so, confirm that and say why"
    ),
    "protocol.rows_differ": lazy_gettext("Row %(row)s of the same precinct says %(figure)s: which is right?"),
    "protocol.candidate_ambiguous": lazy_gettext(
        "Several candidates on this ballot are called %(name)s: give the place on the ballot"
    ),
    "protocol.refused_with": lazy_gettext("The precinct is refused as a whole, because of row %(row)s"),
    "protocol.goes_with": lazy_gettext("Belongs to the precinct of row %(row)s and goes with it"),
    "protocol.decision_needed": lazy_gettext(
        "Other figures of this precinct are there already. Nothing changes unless you take this row; the old entry stays to be seen"
    ),
    "thresholds.bounds": lazy_gettext("The threshold must be from %(least)s to %(most)s"),
    "protocol.entered_already": lazy_gettext(
        "This protocol is entered already. Open it to see where it stands."
    ),
    "protocol.same_person": lazy_gettext("You made the first entry: somebody else must make the second"),
    "protocol.reason_missing": lazy_gettext("Enter the reason"),
    "photo.missing": lazy_gettext("Choose the photo, or take one"),
    "photo.too_many": lazy_gettext(
        "A protocol has at most %(maximum)s photos, and %(held)s are there: send the pages with figures"
    ),
}


SEVERITY_LABELS = {
    Severity.ERROR: lazy_gettext("stops the protocol"),
    Severity.WARNING: lazy_gettext("must be confirmed"),
}

ACTIONS = {
    "protocol.entered": lazy_gettext("protocol entered"),
    "protocol.photos_added": lazy_gettext("photos of the paper added"),
    "protocol.photo_turned": lazy_gettext("photo of the paper turned"),
    "protocol.photo_removed": lazy_gettext("photo of the paper removed"),
    "protocol.imported": lazy_gettext("protocol imported"),
    "thresholds.changed": lazy_gettext("thresholds of the warnings changed"),
}
"""What the log calls what was done here."""
