"""What the tests of the register type and whom they act as: one valid person, one valid nomination, changed as needed."""

from datetime import date
from typing import Any

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.campaign.models import Contest
from elections.candidates import actions
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import Nomination, required_documents
from elections.database import db, transaction
from elections.errors import Refused
from elections.people.iin import Sex

IIN = "791028302728"
OTHER_IIN = "061211600012"
PERSON: dict[str, Any] = {
    "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": date(1979, 10, 28),
    "sex": Sex.MALE, "iin": "", "phone": "+7 700 000 00 00",
}  # fmt: skip


def coordinator(scope: str = "", role: Role = Role.COORDINATOR) -> Actor:
    return Actor(7, "koordinator", role, scope)


def self_nominee(**changes: Any) -> dict[str, Any]:
    return {"nomination": Nomination.SELF, "nominated_by_id": None, "member_of_id": None, **changes}


def nominee_of(party_id: int, **changes: Any) -> dict[str, Any]:
    return {
        "nomination": Nomination.PARTY, "nominated_by_id": party_id, "member_of_id": party_id, **changes,
    }  # fmt: skip


def put_up(contest: Contest, values: dict[str, Any], **person: Any) -> Candidate:
    """Registers a candidate as the coordinator of the nation, through the real action."""
    with transaction():
        return actions.create_candidate(coordinator(), contest, {**PERSON, **person}, values)


def objections(refused: Refused) -> list[tuple[str, str, str]]:
    return [(one.code, one.field, one.article) for one in refused.objections]


def hand_in_all(candidate: Candidate) -> None:
    """Puts all documents of the law's list into the dossier."""
    with transaction():
        db.session.add_all(
            CandidateDocument(candidate_id=candidate.id, kind=kind, received_on=date(2021, 7, 1))
            for kind in required_documents(candidate.nomination)
        )


def last_event(kind: str) -> dict[str, Any]:
    """Returns what the log says last about records of a kind."""
    event = db.session.query(AuditEvent).filter_by(subject_kind=kind).order_by(AuditEvent.id.desc()).first()
    names = ("actor_login", "action", "subject_id", "subject_label", "path", "before", "after", "reason")
    return {name: getattr(event, name) for name in names}
