"""The words of approvals, of the law's checklist, of comments and of what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext

from elections.platforms.checklist import Point, Verdict
from elections.platforms.differences import Change
from elections.platforms.markup import Part
from elections.platforms.pledge_words import DEMAND_LABELS
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS
from elections.platforms.workflow import Side
from elections.web.i18n import day, number

SIDE_LABELS = {
    Side.COORDINATOR: lazy_gettext("Approval of a coordinator"),
    Side.LAWYER: lazy_gettext("Approval of a lawyer"),
}

POINT_LABELS = {
    Point.ORDER: lazy_gettext("Does not call for a violent change of the constitutional order"),
    Point.INTEGRITY: lazy_gettext("Does not call for a breach of the integrity of the Republic"),
    Point.SECURITY: lazy_gettext("Does not undermine the security of the state"),
    Point.DISCORD: lazy_gettext(
        "Does not incite social, racial, national, religious, estate or tribal discord"
    ),
    Point.CRUELTY: lazy_gettext("Does not preach a cult of cruelty and violence"),
    Point.FORCES: lazy_gettext("Does not call for paramilitary forces that the law does not know"),
    Point.GIFTS: lazy_gettext("Promises voters no money, gifts or charity"),
    Point.OFFICE: lazy_gettext(
        "Does not use anybody's office: subordinates, premises, transport of the state"
    ),
    Point.IMPRINT: lazy_gettext(
        "The data of the imprint are known: who issues it, where, how many copies, who ordered and who paid"
    ),
    Point.LANGUAGES: lazy_gettext("The text is there in Kazakh and in Russian, and both say the same"),
}

VERDICT_LABELS = {Verdict.KEPT: lazy_gettext("Yes"), Verdict.BROKEN: lazy_gettext("No")}

PART_LABELS = {
    Part.TITLE: lazy_gettext("the title is missing"),
    Part.TEXT: lazy_gettext("the text is missing"),
    Part.PASSAGES: lazy_gettext("paragraphs fewer than in the other language: %(number)s"),
    Part.PLEDGES: lazy_gettext("pledges without a text in this language: %(number)s"),
}

LANGUAGE_LABELS = {"kk": lazy_gettext("In Kazakh"), "ru": lazy_gettext("In Russian")}

CHANGE_LABELS = {
    Change.ADDED: lazy_gettext("Added"),
    Change.REMOVED: lazy_gettext("Removed"),
    Change.CHANGED: lazy_gettext("Changed"),
}

FIELD_LABELS = {
    "sector": lazy_gettext("Sector"),
    "what_kk": lazy_gettext("What is promised, in Kazakh"),
    "what_ru": lazy_gettext("What is promised, in Russian"),
    "place": lazy_gettext("In which village"),
    "beneficiaries": lazy_gettext("How many people it serves"),
    "demand_kk": lazy_gettext("What the people asked for, and where, in Kazakh"),
    "demand": lazy_gettext("What the people asked for, and where, in Russian"),
    "demand_way": lazy_gettext("How they asked"),
    "demand_on": lazy_gettext("When they asked"),
    "demand_people": lazy_gettext("How many people asked"),
    "indicator_kk": lazy_gettext("Indicator in Kazakh"),
    "indicator": lazy_gettext("Indicator in Russian"),
    "unit_kk": lazy_gettext("Unit in Kazakh"),
    "unit": lazy_gettext("Unit in Russian"),
    "start_value": lazy_gettext("Value now"),
    "goal_value": lazy_gettext("Value aimed at"),
    "cost_kzt": lazy_gettext("Cost, tenge"),
    "money_source": lazy_gettext("Source of the money"),
    "due_on": lazy_gettext("Due date"),
    "responsible_kk": lazy_gettext("Who answers for it, in Kazakh"),
    "responsible": lazy_gettext("Who answers for it, in Russian"),
}
"""What the fields of a pledge are called where two versions are compared."""

OBJECTIONS = {
    "platform.reason_missing": lazy_gettext("Enter why the platform goes back to the draft"),
    "platform.coordinator_missing": lazy_gettext("A coordinator must approve the platform before it is published"),
    "platform.lawyer_missing": lazy_gettext("A lawyer must approve the platform before it is published"),
    "platform.side_approved": lazy_gettext("Somebody else has approved this version for your side already"),
    "platform.same_person": lazy_gettext("You approved this version already: the second approval is another person's"),
    "check.unanswered": lazy_gettext("Answer every point of the checklist first: %(number)s are open"),
    "check.broken": lazy_gettext("Points of the checklist answered with “No”: %(number)s. Send the platform back"),
    "check.words_missing": lazy_gettext("Say what is wrong: the writer will read these words"),
    "check.language_missing": lazy_gettext("One of the two languages has no text yet: answer “No”"),
    "check.not_submitted": lazy_gettext("The checklist is answered when a platform is submitted"),
    "check.approved_already": lazy_gettext(
        "A lawyer has approved this version: to answer anew, return it to draft with a reason"
    ),
    "comment.body_missing": lazy_gettext("Write the comment"),
    "comment.published": lazy_gettext("This edition is published: begin the next one and comment there"),
    "comment.resolved_already": lazy_gettext("Somebody has resolved this comment already"),
    "comment.open_already": lazy_gettext("This comment is open already"),
}  # fmt: skip

ACTIONS = {
    "platform.approved_by_coordinator": lazy_gettext("approved for the coordinators"),
    "platform.approved_by_lawyer": lazy_gettext("approved for the lawyers"),
    "platform.checked": lazy_gettext("checklist of the law answered"),
    "comment.made": lazy_gettext("passage of a platform commented on"),
    "comment.replied": lazy_gettext("comment replied to"),
    "comment.resolved": lazy_gettext("comment resolved"),
    "comment.reopened": lazy_gettext("comment opened again"),
}
"""What the log calls what was done here."""


LABELLED: Mapping[str, Mapping[Any, Any]] = {
    "sector": SECTOR_LABELS,
    "money_source": SOURCE_LABELS,
    "demand_way": DEMAND_LABELS,
}


def field_value(name: str, value: str) -> str:
    """Returns a pledge's value, kept as text, as people read it."""
    if not value:
        return "–"
    if name in LABELLED:
        return str(LABELLED[name].get(value, value))
    if name in ("due_on", "demand_on"):
        return day(date.fromisoformat(value))
    return number(int(value)) if name in ("cost_kzt", "beneficiaries", "demand_people") else value
