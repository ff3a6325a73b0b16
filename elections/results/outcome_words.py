"""The words of outcomes: states and filters, what is missing in one sentence, official results, repeat elections."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from elections.results.calling import Alarm, Standing
from elections.results.official import OfficialKind
from elections.results.outcome_queries import Filter, Look
from elections.web.i18n import number

FILTER_LABELS = {
    Filter.WAITING: lazy_gettext("No protocol yet"),
    Filter.COUNTING: lazy_gettext("Counting"),
    Filter.PRELIMINARY: lazy_gettext("Preliminary"),
    Filter.OFFICIAL: lazy_gettext("Official"),
    Filter.TIE: lazy_gettext("Tie"),
    Filter.ANNULLED: lazy_gettext("Annulled"),
    Filter.NOT_HELD: lazy_gettext("Not held"),
}
LOOK_LABELS = {
    Look.CALLED: lazy_gettext("Called: the winner is certain"),
    Look.IN_PLAY: lazy_gettext("In play, the closest first"),
    Look.ALARM: lazy_gettext("Disputed protocols may change the winner"),
    Look.DIFFERS: lazy_gettext("Our count differs from the commission's"),
    Look.REPEATS: lazy_gettext("Repeat elections"),
}
KIND_LABELS = {
    OfficialKind.ELECTED: lazy_gettext("Somebody is elected"),
    OfficialKind.TIE: lazy_gettext("A tie for first place"),
    OfficialKind.ANNULLED: lazy_gettext("The election is annulled"),
    OfficialKind.NOT_HELD: lazy_gettext("The election was not held"),
    OfficialKind.TOO_FEW: lazy_gettext("Fewer than two candidates were left"),
    OfficialKind.MISTAKE: lazy_gettext("Recorded here by mistake"),
}
FIELD_LABELS = {
    "kind": lazy_gettext("What the commission decided"),
    "elected": lazy_gettext("Elected"),
    "decided_on": lazy_gettext("Day of the decision"),
    "source": lazy_gettext("Number of the commission's protocol, or where it was published"),
    "voters": lazy_gettext("Voters on the lists"),
    "took_part": lazy_gettext("Took part"),
    "invalid": lazy_gettext("Invalid ballots"),
    "against_all": lazy_gettext("Against all"),
}

OBJECTIONS = {
    "official.tie_not_even": lazy_gettext(
        "These votes are no tie: one candidate has more than the others. Correct them, or say why it is so"
    ),
    "official.enough_candidates": lazy_gettext(
        "%(number)s candidates stand on this ballot. Correct the decision, or say why it is so"
    ),
    "official.before_the_vote": lazy_gettext("The vote is on %(voting_on)s: the decision cannot be earlier"),
    "official.nobody_elected": lazy_gettext("With this decision nobody is elected: leave the name empty"),
    "official.elected_missing": lazy_gettext("Choose who is elected"),
    "official.elected_not_on_ballot": lazy_gettext("The elected one is not on the ballot of this contest"),
    "official.elected_not_first": lazy_gettext(
        "The elected one does not have the most votes (the most is %(most)s). Correct it, or say why it is so"
    ),
    "official.out_of_bounds": lazy_gettext("This number must be from 0 to %(maximum)s"),
    "official.sum": lazy_gettext(
        "Candidates %(votes)s + against all %(against_all)s = %(total)s, but %(took_part)s took part"
    ),
    "official.over_voters": lazy_gettext(
        "%(total)s ballots are more than the %(voters)s voters on the lists"
    ),
    "official.votes_missing": lazy_gettext(
        "Enter the votes of this candidate too, or leave the votes of all empty"
    ),
    "official.nothing_recorded": lazy_gettext("There is no official result yet that could be a mistake"),
    "official.nothing_new": lazy_gettext("Nothing differs from the version that is recorded already"),
    "official.reason_missing": lazy_gettext("Say why the recorded result changes"),
    "official.late": lazy_gettext("The law gives the commission until %(due)s"),
    "official.differs_from_count": lazy_gettext(
        "%(name)s: our count has %(ours)s, the commission %(theirs)s"
    ),
    "official.contest_unknown": lazy_gettext("No contest of this election has the code %(kato)s"),
    "official.rows_differ": lazy_gettext("Row %(row)s of the same contest says %(value)s: which is right?"),
    "official.two_elected": lazy_gettext("Row %(row)s names another elected candidate"),
    "official.decision_needed": lazy_gettext(
        "Another official result of this contest is there already. Nothing changes unless you take this row; the earlier version stays to be seen"
    ),
    "official.goes_with": lazy_gettext("Belongs to the contest of row %(row)s and goes with it"),
    "official.refused_with": lazy_gettext("The contest is refused as a whole, because of row %(row)s"),
    "repeat.not_needed": lazy_gettext(
        "A repeat election follows a tie, an annulled election, or one that was not held"
    ),
    "repeat.called_already": lazy_gettext("The repeat election of this contest is called already"),
    "repeat.too_early": lazy_gettext("The repeat election must be after %(voting_on)s"),
    "repeat.too_late": lazy_gettext(
        "The law wants it within a month, by %(latest)s. Choose an earlier day, or say why it is later"
    ),
}

ACTIONS = {
    "official.recorded": lazy_gettext("official result recorded"),
    "contest.repeated": lazy_gettext("repeat election called"),
}


def missing_text(standing: Standing, expected: int) -> str:
    """Returns what is missing in one sentence: precincts, their voters, and the lead that they could turn."""
    if not standing.missing_precincts:
        return ""
    count = standing.missing_precincts
    precincts = ngettext(
        "%(count)s of %(expected)s precincts is missing", "%(count)s of %(expected)s precincts are missing",
        count, count=number(count), expected=number(expected),
    )  # fmt: skip
    if standing.missing_voters is None:
        voters = _("the number of their voters is not known")
    else:
        voters = ngettext(
            "%(count)s voter", "%(count)s voters", standing.missing_voters, count=number(standing.missing_voters)
        )  # fmt: skip
    return str(
        _("%(precincts)s, %(voters)s; %(lead)s.", precincts=precincts, voters=voters, lead=_lead(standing))
    )


def _lead(standing: Standing) -> str:
    if not standing.leaders:
        return str(_("nobody has a vote yet"))
    if not standing.margin:
        return str(_("the first are level"))
    return str(
        ngettext(
            "the lead is %(count)s vote", "the lead is %(count)s votes", standing.margin, count=number(standing.margin)
        )
    )  # fmt: skip


def needed_text(needed: int) -> str:
    """Returns how many votes more than the leader's somebody needs to overtake."""
    return str(ngettext("%(count)s vote", "%(count)s votes", needed, count=number(needed)))


def alarm_text(alarm: Alarm | None) -> str:
    """Returns what disputed protocols could do to the winner, "" when nothing."""
    if alarm is Alarm.ALONE:
        return str(_("Disputed protocols alone have enough voters to change the winner."))
    if alarm is Alarm.TOGETHER:
        return str(_("Disputed protocols, with the other missing precincts, could change the winner."))
    return ""
