"""Writing candidacies: registering a candidate in a constituency, changing the dossier, documents, steps."""

from datetime import date
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.campaign.queries import contest_calendar, present
from elections.candidates.eligibility import Candidacy, contest_objections, objections_to
from elections.candidates.funnel_queries import list_overriders
from elections.candidates.models import Candidate, CandidateDocument, CandidateStep
from elections.candidates.queries import find_nominee, find_standing
from elections.candidates.registration import (
    ENDED,
    NOMINATION_PAPERS,
    STANDING,
    Document,
    Ground,
    Status,
    Step,
    objections_to_lateness,
    objections_to_removal,
    objections_to_step,
    required_documents,
    unless_excused,
)
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.people.actions import change_person, create_person, find_by_iin, full_name, person_objections
from elections.people.duplicate_queries import list_likely
from elections.people.models import Person

FIELDS = (
    "nomination", "nominated_by_id", "member_of_id", "is_new_face", "is_incumbent", "was_in_primaries",
    "heads_primary_organisation", "education", "occupation", "workplace", "biography",
)  # fmt: skip


def create_candidate(
    actor: Actor,
    contest: Contest,
    person: dict[str, Any],
    values: dict[str, Any],
    *,
    is_compared: bool = True,
) -> Candidate:
    """Puts a person up in a contest. Raises Refused with every rule that objects, Forbidden.

    Unless it `is_compared` by the one who types, somebody without an IIN who is most likely known is refused too.
    """
    _require(actor, contest.path)
    today = present(contest.election).date()
    objections = objections_to_new(contest, person, values)
    refuse_if(objections if is_compared else [*objections, *likely_objections(actor, person, contest.path)])
    candidate = Candidate(
        election_id=contest.election_id, contest_id=contest.id, round=contest.round or 1,
        person_id=create_person(actor, person).id, path=contest.path, status=Status.PROPOSED, status_on=today, **values,
    )  # fmt: skip
    db.session.add(candidate)
    db.session.flush()
    keep_step(actor, candidate, None)
    record(actor, "candidate.created", candidate, label=full_name(candidate.person), after=values)
    return candidate


def objections_to_new(contest: Contest, person: dict[str, Any], values: dict[str, Any]) -> list[Objection]:
    """Returns what speaks against putting a person up in a contest, of those answers that there are."""
    known = find_by_iin(person.get("iin") or "")
    born_on = (known.born_on if known else None) or person.get("born_on")
    found = person_objections(person, present(contest.election).date())
    return [*found, *_eligibility(contest, known, born_on, values)]


def objections_to_change(
    candidate: Candidate, person: dict[str, Any], values: dict[str, Any]
) -> list[Objection]:
    """Returns what speaks against a change of a dossier, of those answers that there are."""
    contest, born_on = candidate.contest, person.get("born_on")
    found = person_objections(person, present(contest.election).date(), candidate.person)
    return [*found, *_eligibility(contest, candidate.person, born_on, values, candidate)]


def change_candidate(
    actor: Actor, candidate: Candidate, version: int, person: dict[str, Any], values: dict[str, Any]
) -> None:
    """Changes a dossier. Raises Refused with every rule that objects, Stale, Forbidden."""
    _require(actor, candidate.path)
    if candidate.version != version:
        raise Stale
    refuse_if(objections_to_change(candidate, person, values))
    before = {name: getattr(candidate, name) for name in FIELDS}
    for name, value in values.items():
        setattr(candidate, name, value)
    candidate.updated_at = utc_now()  # the person is a row of its own: this raises the dossier's version
    change_person(actor, candidate.person, person)
    record(
        actor, "candidate.changed", candidate, label=full_name(candidate.person), before=before, after=values
    )


def mark_documents(
    actor: Actor, candidate: Candidate, version: int, received: set[Document], on: date, reason: str = ""
) -> None:
    """Says which of the law's documents the HQ has received. Raises Refused, Stale, Forbidden.

    Of a registered candidate none is taken back without a coordinator's reason.
    """
    _require(actor, candidate.path)
    if candidate.version != version:
        raise Stale
    known = {one.kind: one for one in candidate.documents}
    kept = objections_to_removal(candidate.status, known.keys() - received)
    refuse_if(_unless_excused(actor, candidate, kept, reason, field="removal_reason"))
    before = {one.kind.value: one.received_on for one in candidate.documents}
    candidate.documents = [
        known.get(kind) or CandidateDocument(kind=kind, received_on=on)
        for kind in required_documents(candidate.nomination)
        if kind in received
    ]
    candidate.updated_at = utc_now()  # the documents are rows of their own: this raises the version, once
    if candidate.status is Status.PROPOSED and candidate.documents:
        candidate.status, candidate.status_on, candidate.ground = Status.DOCUMENTS, on, ""
        keep_step(actor, candidate, Status.PROPOSED)
    db.session.flush()
    after = {one.kind.value: one.received_on for one in candidate.documents}
    record(
        actor, "candidate.documents", candidate, label=full_name(candidate.person), before=before, after=after,
        reason=reason if kept else "",
    )  # fmt: skip


def take_step(
    actor: Actor, candidate: Candidate, version: int, status: Status, on: date, note: str = "", *,
    ground: Ground | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Takes a candidacy a step further. Raises Refused with every rule that objects, Stale, Forbidden.

    `note` tells more of the decision and its `ground`; `reason` is why a coordinator takes the step after its deadline.
    """
    _require(actor, candidate.path)
    if candidate.version != version:
        raise Stale
    was, step = candidate.status, _step(candidate, status, on, ground, note)
    calendar = contest_calendar(candidate.contest)
    late = objections_to_lateness(step, calendar)
    refuse_if([
        *objections_to_step(step, calendar), *_unless_excused(actor, candidate, late, reason),
        *_restoration(candidate, status),
    ])  # fmt: skip
    before = {"status": was, "on": candidate.status_on}
    candidate.status, candidate.status_on, candidate.ground = status, on, note
    db.session.flush()
    said = reason if late else ""
    keep_step(actor, candidate, was, ground, said)
    after = {"status": status, "on": on, **({"ground": ground} if ground else {})}
    record(
        actor, f"candidate.{status.value}", candidate, label=full_name(candidate.person), before=before, after=after,
        reason="; ".join(text for text in (note, said) if text),
    )  # fmt: skip


def likely_objections(actor: Actor, person: dict[str, Any], path: str) -> list[Objection]:
    """Returns the objection that somebody without an IIN most likely is a person of the actor's territory already."""
    if person.get("iin") or not (person.get("born_on") and person.get("surname")):
        return []
    names = ", ".join(full_name(one) for one in list_likely(actor.scope, person, path))
    return [Objection("people.likely_known", "is_somebody_new", {"names": names})] if names else []


def keep_step(
    actor: Actor, candidate: Candidate, was: Status | None, ground: Ground | None = None, reason: str = ""
) -> None:
    """Keeps the step that brought a candidacy where it stands now; `was` is where from, None when it was put up."""
    db.session.add(
        CandidateStep(
            candidate_id=candidate.id, path=candidate.path, from_status=was, to_status=candidate.status,
            decided_on=candidate.status_on, ground=ground, note=candidate.ground, reason=reason, made_by=actor.login,
        )
    )  # fmt: skip
    db.session.flush()


def _step(candidate: Candidate, status: Status, on: date, ground: Ground | None, note: str) -> Step:
    preparing = candidate.status in (Status.PROPOSED, Status.DOCUMENTS)
    received = {one.kind: one.received_on for one in candidate.documents}
    return Step(
        candidate.status, status, candidate.nomination, frozenset(received), on,
        present(candidate.contest.election), None if preparing else candidate.status_on, ground, note,
        received.get(NOMINATION_PAPERS[candidate.nomination]),
    )  # fmt: skip


def _unless_excused(
    actor: Actor, candidate: Candidate, late: tuple[Objection, ...], reason: str, field: str = "reason"
) -> tuple[Objection, ...]:
    """Returns what a coordinator's reason does not override, and who coordinates, for those who may not."""
    may_override = actor.may(Permission.OVERRIDE_DEADLINES, candidate.path)
    who = "" if may_override or not late else ", ".join(list_overriders(candidate.path))
    return unless_excused(late, reason, may_override=may_override, who=who, field=field)


def _eligibility(
    contest: Contest,
    person: Person | None,
    born_on: date | None,
    values: dict[str, Any],
    own: Candidate | None = None,
) -> tuple[Objection, ...]:
    party_id, stands = values["nominated_by_id"], own is None or own.status in STANDING
    other, elsewhere = _others(contest, person, party_id, own) if stands else ("", "")
    candidacy = Candidacy(
        nomination=values["nomination"], born_on=born_on, nominated_by=party_id, member_of=values["member_of_id"],
        other_nominee=other, stands_in=elsewhere, birth_year=person.birth_year if person else None,
    )  # fmt: skip
    calendar = contest_calendar(contest)
    return objections_to(candidacy, calendar.voting_on, calendar.rules.age_minimum)


def _restoration(candidate: Candidate, status: Status) -> list[Objection]:
    """Returns what others' candidacies say against one that had ended and is to stand again."""
    if not (candidate.status in ENDED and status in STANDING):
        return []
    return contest_objections(
        *_others(candidate.contest, candidate.person, candidate.nominated_by_id, candidate)
    )


def _others(
    contest: Contest, person: Person | None, party_id: int | None, own: Candidate | None
) -> tuple[str, str]:
    own_id = own.id if own else None
    with looking_from(EVERYWHERE):  # somebody may stand where this viewer does not see
        nominee = find_nominee(contest.id, party_id, other_than=own_id) if party_id else None
        elsewhere = find_standing(contest, person.id, other_than=own_id) if person else None
        name = full_name(nominee.person) if nominee else ""
        return name, elsewhere.contest.constituency.name_ru if elsewhere else ""


def _require(actor: Actor, path: str) -> None:
    if not actor.may(Permission.EDIT_CANDIDATES, path):
        raise Forbidden
