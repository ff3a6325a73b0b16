"""The words of headquarters: levels, roles, support, and what speaks against a membership."""

from flask_babel import lazy_gettext

from elections.headquarters.staffing import Lack, Level, MemberRole
from elections.headquarters.support_rules import SupportKind, SupportState

LEVEL_LABELS = {
    Level.NATION: lazy_gettext("the nation"),
    Level.REGION: lazy_gettext("a region"),
    Level.DISTRICT: lazy_gettext("a district"),
    Level.CONSTITUENCY: lazy_gettext("a constituency"),
}

ROLE_LABELS = {
    MemberRole.HEAD: lazy_gettext("Head"),
    MemberRole.DEPUTY: lazy_gettext("Deputy head"),
    MemberRole.ORGANISER: lazy_gettext("Organiser"),
    MemberRole.LAWYER: lazy_gettext("Lawyer"),
    MemberRole.PRESS: lazy_gettext("Press"),
    MemberRole.AGITATOR_COORDINATOR: lazy_gettext("Coordinator of agitators"),
    MemberRole.OBSERVER_COORDINATOR: lazy_gettext("Coordinator of observers"),
    MemberRole.DRIVER: lazy_gettext("Driver"),
}

SUPPORT_LABELS = {
    SupportKind.ORGANISATIONAL: lazy_gettext("organisational"),
    SupportKind.METHODOLOGICAL: lazy_gettext("methodological"),
    SupportKind.MATERIAL: lazy_gettext("material"),
}

STATE_LABELS = {
    SupportState.REQUESTED: lazy_gettext("asked for"),
    SupportState.SENT: lazy_gettext("sent"),
    SupportState.RECEIVED: lazy_gettext("received"),
    SupportState.REFUSED: lazy_gettext("refused"),
    SupportState.CANCELLED: lazy_gettext("cancelled"),
}

STEP_TEXTS = {
    SupportState.SENT: lazy_gettext("Record that it was sent"),
    SupportState.RECEIVED: lazy_gettext("Record that it was received"),
    SupportState.REFUSED: lazy_gettext("Refuse it"),
    SupportState.CANCELLED: lazy_gettext("Cancel it"),
}

LACK_LABELS = {
    Lack.OWN: lazy_gettext("Own headquarters"),
    Lack.SERVED: lazy_gettext("Own or the district's headquarters"),
    Lack.HEAD: lazy_gettext("Head"),
    Lack.LAWYER: lazy_gettext("Lawyer"),
}
"""What a constituency may have or be without."""

WITHOUT_LABELS = {
    Lack.SERVED: lazy_gettext("no headquarters at all"),
    Lack.OWN: lazy_gettext("no headquarters of their own"),
    Lack.HEAD: lazy_gettext("no head"),
    Lack.LAWYER: lazy_gettext("no lawyer"),
}

OBJECTIONS = {
    "headquarters.territory_unknown": lazy_gettext(
        "Choose a region, district or constituency of the list: by its name or its KATO code; empty is the whole country"
    ),
    "headquarters.territory_missing": lazy_gettext("Enter the territory: only the nation has none"),
    "headquarters.level_differs": lazy_gettext(
        "%(name)s is of another level: choose its level, or another territory"
    ),
    "headquarters.exists": lazy_gettext("This territory has a headquarters already: %(name)s"),
    "headquarters.exists_closed": lazy_gettext(
        "This territory had a headquarters until %(closed)s: find it among the closed ones and open it again (%(name)s)"
    ),
    "headquarters.closed_already": lazy_gettext(
        "This headquarters has been closed since %(closed)s: open it again first"
    ),
    "headquarters.closed_before_opened": lazy_gettext(
        "It was opened on %(opened)s: it cannot be closed before that day"
    ),
    "headquarters.closed_in_future": lazy_gettext(
        "%(day)s is still to come: close the headquarters on the day, or correct the date"
    ),
    "headquarters.close_reason_missing": lazy_gettext("Enter why the headquarters is closed"),
    "headquarters.days_in_order": lazy_gettext(
        "It was closed on %(closed)s: it cannot have been opened after that day"
    ),
    "headquarters.kato_unknown": lazy_gettext(
        "No region, district or constituency of your territory has the code %(kato)s: take it from the territory's page"
    ),
    "headquarters.kato_missing": lazy_gettext(
        "Enter the KATO code of the territory; only the headquarters of the nation has none"
    ),
    "headquarters.rows_differ": lazy_gettext(
        "Row %(row)s says something else of the same headquarters: %(other)s. Make both the same"
    ),
    "headquarters.is_closed": lazy_gettext(
        "This headquarters was closed on %(closed)s: open it again on its page first"
    ),
    "member.already": lazy_gettext(
        "This person works in another headquarters: %(name)s, since %(since)s. End that work first"
    ),
    "member.already_here": lazy_gettext(
        "This person is a member of this headquarters already, since %(since)s: change the role instead"
    ),
    "member.role_missing": lazy_gettext("Enter what the person does in the headquarters"),
    "member.person_missing": lazy_gettext(
        "Enter who it is: a role without a name is a vacancy, which is not imported"
    ),
    "member.person_twice": lazy_gettext("Row %(row)s is about the same work of the same person"),
    "member.ambiguous": lazy_gettext(
        "Several people of this headquarters are called %(name)s: enter the IIN"
    ),
    "headquarters.close_on_page": lazy_gettext(
        "Headquarters are closed and opened again on their pages: leave this cell as it was"
    ),
    "member.same_role": lazy_gettext("The person has this role already: choose another one"),
    "member.before_begin": lazy_gettext("The work began on %(since)s: enter that day or a later one"),
    "member.ended_already": lazy_gettext("This work ended on %(until)s already"),
    "member.in_future": lazy_gettext(
        "%(day)s is still to come: record the end on the day, or correct the date"
    ),
    "member.too_far": lazy_gettext("%(day)s is more than a year ahead: check the year"),
    "member.days_in_order": lazy_gettext("The last day (%(until)s) is before the first one (%(since)s)"),
    "member.consent_in_future": lazy_gettext("Nobody can have agreed on %(day)s yet: check the date"),
    "support.step_order": lazy_gettext(
        "What is asked for is sent or refused, what is sent is received; cancelled it may be before it is received"
    ),
    "support.before_last_step": lazy_gettext(
        "The step before it was on %(last)s: enter that day or a later one"
    ),
    "support.in_future": lazy_gettext(
        "%(day)s is still to come: record the step on the day, or correct the date"
    ),
    "support.reason_missing": lazy_gettext("Enter the reason: who asked reads it"),
    "support.quantity_range": lazy_gettext("Enter how many: from 1 to %(most)s"),
    "support.cost_range": lazy_gettext("Enter the cost in whole tenge, at most %(most)s"),
    "support.step_quantity": lazy_gettext("Enter how many: from %(least)s to %(most)s"),
    "support.more_than_sent": lazy_gettext("Only %(sent)s were sent: more cannot have been received"),
    "headquarters.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "member.both_present": lazy_gettext(
        "Both work in a headquarters now: %(one)s and %(other)s. End one membership first"
    ),
    "member.head_exists": lazy_gettext(
        "This headquarters has a head already: %(who)s, since %(since)s. End that work first"
    ),
}

ACTIONS = {
    "headquarters.created": lazy_gettext("headquarters opened"),
    "headquarters.changed": lazy_gettext("headquarters changed"),
    "headquarters.closed": lazy_gettext("headquarters closed"),
    "headquarters.reopened": lazy_gettext("headquarters opened again"),
    "headquarters.needs_set": lazy_gettext("roles that headquarters need changed"),
    "headquarters.coverage_exported": lazy_gettext("coverage of headquarters taken as a spreadsheet"),
    "headquarters.members_exported": lazy_gettext("members of headquarters taken as a spreadsheet"),
    "headquarters.import_undone": lazy_gettext("import of headquarters taken back"),
    "member.added": lazy_gettext("member added"),
    "member.role_changed": lazy_gettext("member's role changed"),
    "member.contacts_changed": lazy_gettext("member's contacts changed"),
    "member.changed": lazy_gettext("member changed"),
    "support.requested": lazy_gettext("support asked for"),
    "support.sent": lazy_gettext("support sent"),
    "support.received": lazy_gettext("support received"),
    "support.refused": lazy_gettext("support refused"),
    "support.cancelled": lazy_gettext("support cancelled"),
    "member.ended": lazy_gettext("membership ended"),
}
"""What the log calls what was done here."""
