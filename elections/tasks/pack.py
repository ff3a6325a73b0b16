"""The pack of tasks that the law's timetable gives every constituency with an own candidate (pure).

The pack is data with a version. When a later version names a task that an earlier one did not, the next making adds it;
a task is never taken away. Each due date is counted from a milestone of the election's calendar, in the region's own time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from elections.campaign.calendar import Calendar
from elections.candidates.registration import Document, Status
from elections.tasks.rules import CAMPAIGNING, LAST_MOMENT, Kind, window_of

VERSION = 1
EVENING = time(18)
"""The hour at which what is due on a day is due, where the law names no hour."""
LEFT = "candidate_left"
"""Why a task of a pack is cancelled by itself: nobody of the party stands there any more. A code, not a text."""
Role = Literal["head", "lawyer", "agitator_coordinator", "observer_coordinator"]


@dataclass(frozen=True)
class Template:
    """A task of the pack: due `days` after a milestone (before, if negative), at the milestone's own hour if `at_hour`.

    `role` is who does it in a headquarters. `documents` or `statuses` are what a dossier shows when it is done:
    all of the documents, any of the statuses.
    """

    code: str
    kind: Kind
    milestone: str
    days: int
    article: str
    role: Role
    at_hour: bool = False
    needs_proof: bool = False
    documents: tuple[Document, ...] = ()
    statuses: tuple[Status, ...] = ()


_IN = (Status.FILED, Status.REGISTERED)
PACK = (
    Template(
        "minutes", Kind.DOCUMENTS, "nomination_closes", -2, "CL 113-3(2), (3)", "lawyer",
        documents=(Document.MINUTES_EXTRACT, Document.PARTY_REGISTRATION),
    ),
    Template(
        "consent", Kind.DOCUMENTS, "nomination_closes", -2, "CL 113-3(3)", "lawyer", documents=(Document.CONSENT,)
    ),
    Template("nomination", Kind.REGISTRATION, "nomination_closes", 0, "CL 113-3(3), (5)", "lawyer", at_hour=True, statuses=_IN),
    Template(
        "documents", Kind.DOCUMENTS, "nomination_closes", 1, "CL 113-5(5)", "lawyer",
        documents=(Document.BIOGRAPHY, Document.PARTY_MEMBERSHIP, Document.SPECIAL_CHECK),
    ),
    Template("tax", Kind.DOCUMENTS, "registration_closes", -3, "CL 113-5(3)", "lawyer", documents=(Document.TAX_CERTIFICATE,)),
    Template("deposit", Kind.DOCUMENTS, "registration_closes", -3, "CL 113-5(2)", "head", documents=(Document.DEPOSIT,)),
    Template("filing", Kind.REGISTRATION, "registration_closes", -2, "CL 113-5(1), (5)", "lawyer", statuses=_IN),
    Template(
        "certificate", Kind.REGISTRATION, "registration_closes", 0, "CL 113-5(10), (14)", "lawyer", at_hour=True,
        statuses=(Status.REGISTERED,),
    ),
    Template("proof_print", Kind.PRINTING, "campaign_opens", -1, "CL 28(5)", "agitator_coordinator", needs_proof=True),
    Template("rooms", Kind.ROOMS, "campaign_opens", 0, "CL 28(4)", "agitator_coordinator", needs_proof=True),
    Template("proxies", Kind.PROXIES, "campaign_opens", 1, "CL 31", "observer_coordinator", needs_proof=True),
    Template("first_meeting", Kind.MEETING, "campaign_opens", 1, "CL 27(2), (3)", "agitator_coordinator"),
    Template("leaflets", Kind.DISTRIBUTION, "campaign_opens", 3, "CL 27(3), 28(5)", "agitator_coordinator"),
    Template("publication", Kind.REGISTRATION, "registration_closes", 5, "CL 113-5(9)", "lawyer"),
    Template("programme", Kind.AGITATION, "silence_begins", -3, "CL 29", "head"),
    Template("last_meeting", Kind.MEETING, "silence_begins", 0, "CL 27(2)", "agitator_coordinator"),
    Template("proxy_certificates", Kind.PROXIES, "silence_begins", -1, "CL 31", "observer_coordinator"),
    Template("silence", Kind.SILENCE, "silence_begins", 0, "CL 27(2), 32", "agitator_coordinator", at_hour=True),
    Template("observers", Kind.OBSERVERS, "silence_begins", 0, "CL 20(8)", "observer_coordinator"),
    Template("opening", Kind.OBSERVERS, "voting_opens", 0, "CL 20(8), 38", "observer_coordinator", at_hour=True),
    Template("protocols", Kind.COUNT, "voting_closes", 1, "CL 43(8), 113-8", "observer_coordinator", needs_proof=True),
    Template("results", Kind.COUNT, "results_due", 0, "CL 113-10(1)", "lawyer"),
    Template("thanks", Kind.OTHER, "publication_due", 2, "", "head"),
)  # fmt: skip
TEMPLATES: Mapping[str, Template] = {one.code: one for one in PACK}


def due_of(template: Template, calendar: Calendar) -> datetime:
    """Returns when a task of the pack is due, aware; a campaigning one never outside the time of campaigning."""
    milestone = next(one for one in calendar.milestones() if one.code == template.milestone)
    day = milestone.at.date() + timedelta(days=template.days)
    due = datetime.combine(day, milestone.at.time() if template.at_hour else EVENING, calendar.zone)
    if template.kind not in CAMPAIGNING:
        return due
    window = window_of(calendar)
    return max(window.opens, min(due, window.closes - LAST_MOMENT))


def is_proven(template: Template, received: Collection[Document], status: Status) -> bool:
    """Returns whether a dossier with these documents and this status shows that the task is done."""
    by_documents = bool(template.documents) and set(template.documents) <= set(received)
    return by_documents or status in template.statuses


def owner_for(template: Template, path: str, members: Mapping[tuple[str, str], int]) -> int | None:
    """Returns who does a task at `path`, out of members by (path of the headquarters, role); None where nobody has the role.

    The constituency's headquarters comes before the district's.
    """
    above = path[: path.rstrip("/").rfind("/") + 1]
    found = (members.get((place, template.role)) for place in (path, above))
    return next((one for one in found if one is not None), None)
