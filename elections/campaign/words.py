"""The words of the campaign: phases, milestones, the target's rule, and what speaks against a calendar."""

from flask_babel import lazy_gettext

from elections.campaign.calendar import Phase, TieRule
from elections.campaign.models import ContestStatus
from elections.campaign.target_rule import Counting, Denominator

PHASE_LABELS = {
    Phase.PREPARATION: lazy_gettext("Preparation"),
    Phase.NOMINATION: lazy_gettext("Nomination of candidates"),
    Phase.REGISTRATION: lazy_gettext("Registration of candidates"),
    Phase.CAMPAIGN: lazy_gettext("Campaigning"),
    Phase.SILENCE: lazy_gettext("Day of silence"),
    Phase.VOTING: lazy_gettext("Voting"),
    Phase.COUNTING: lazy_gettext("Counting of the votes"),
    Phase.RESULTS: lazy_gettext("Results are established"),
    Phase.FINISHED: lazy_gettext("The election is over"),
}

MILESTONE_LABELS = {
    "called": lazy_gettext("The election is called"),
    "nomination_opens": lazy_gettext("Nomination opens"),
    "nomination_closes": lazy_gettext("Nomination closes"),
    "registration_closes": lazy_gettext("Registration closes"),
    "campaign_opens": lazy_gettext("Campaigning opens"),
    "silence_begins": lazy_gettext("Campaigning ends, the day of silence begins"),
    "voting_opens": lazy_gettext("Polling stations open"),
    "voting_closes": lazy_gettext("Polling stations close"),
    "results_due": lazy_gettext("Results of the constituencies are due"),
    "publication_due": lazy_gettext("Publication of the results is due"),
    "akim_registration_due": lazy_gettext("Registration of the elected akims is due"),
}

DENOMINATOR_LABELS = {
    Denominator.CONTESTED: lazy_gettext("of the constituencies where the party has a candidate"),
    Denominator.ALL: lazy_gettext("of all constituencies"),
}

COUNTING_LABELS = {
    Counting.NOMINATED: lazy_gettext("wins of the party's nominees"),
    Counting.MEMBERS: lazy_gettext("wins of all party members, whoever nominated them"),
}

CONTEST_STATUS_LABELS = {
    ContestStatus.CALLED: lazy_gettext("called"),
    ContestStatus.HELD: lazy_gettext("held"),
    ContestStatus.REPEAT: lazy_gettext("repeat election"),
    ContestStatus.CANCELLED: lazy_gettext("cancelled"),
}

TIE_LABELS = {
    TieRule.REPEAT_ELECTION: lazy_gettext("repeat election within a month"),
    TieRule.REPEAT_VOTING: lazy_gettext("repeat voting"),
}

OBJECTIONS = {
    "election.voting_before_call": lazy_gettext(
        "Voting day must be after the day of the call, %(called_on)s"
    ),
    "election.voting_too_late": lazy_gettext(
        "Voting is %(days)s days after the call: the law allows at most %(maximum)s days"
    ),
    "election.no_time_to_nominate": lazy_gettext(
        "Voting is %(days)s days after the call: nomination needs at least %(minimum)s days"
    ),
    "election.steps_out_of_order": lazy_gettext(
        "The steps are out of order: nomination ends before registration, and registration before the day of silence"
    ),
    "election.closing_hour": lazy_gettext("The hour must be between 0 and 23, not %(hour)s"),
    "election.voting_hours": lazy_gettext("Polling stations must close after they open"),
    "election.target_percent": lazy_gettext("The target is a share from 1 to 100 percent"),
    "party.code_taken": lazy_gettext(
        "There is a party with the code “%(code)s” already: choose another code"
    ),
}

ACTIONS = {
    "election.created": lazy_gettext("election set up"),
    "election.changed": lazy_gettext("election changed"),
    "party.created": lazy_gettext("party added"),
    "party.changed": lazy_gettext("party changed"),
    "contests.called": lazy_gettext("elections called in the constituencies"),
    "constituencies.imported": lazy_gettext("constituencies imported"),
    "demo.loaded": lazy_gettext("demo campaign loaded"),
    "demo.reset": lazy_gettext("demo campaign taken away"),
}
"""What the log calls what was done here."""
