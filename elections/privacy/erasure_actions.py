"""Erasing a person: what names them or reaches them goes, what is counted stays.

Stay: sex, year of birth, candidacies with their steps and votes, memberships, attendance and scores, certificates'
numbers. Go: name, IIN, day of birth, contacts, what a dossier tells in words, photo, scans, names on certificates, what
imports and merges remember, and in what others wrote the name itself: see erasure_texts. The log is never altered: see docs/decisions/0013.
"""

from datetime import date

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.candidates.models import Candidate, CandidateFile, CandidateStep, Consent
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden, refuse_if
from elections.headquarters.proxy_models import Observer, Proxy
from elections.imports.models import ImportBatch, ImportRow
from elections.people.models import Person, PersonDistinction, PersonMerge
from elections.privacy.erasure import Basis, name_of, objections_to
from elections.privacy.erasure_queries import holding_of, standing_of
from elections.privacy.erasure_texts import erase_name
from elections.privacy.models import PersonErasure
from elections.reports.models import ReportFile
from elections.training.models import Certificate, Participation

WORDS_OF_CANDIDATE = ("education", "occupation", "workplace", "biography", "note", "ground")
GONE = "erased"
OF_CANDIDATES = ("candidates", "rivals", "together")
"""The kinds of imports whose rows are about candidates."""


def erase_person(
    actor: Actor, person: Person, election: Election, basis: Basis, reason: str, *, is_sure: bool, version: int,
    today: date,
) -> PersonErasure:  # fmt: skip
    """Erases a person's data, for good. Raises Refused with every objection, Forbidden."""
    if actor.scope or not actor.allows(Permission.MANAGE_ACCOUNTS):
        raise Forbidden
    standing = standing_of(person, election, today)
    refuse_if(objections_to(standing, reason, is_sure=is_sure, version=version, present=person.version))
    held = holding_of(person)
    with looking_from(EVERYWHERE):
        erase_name([person, *_merged_into(person.id)], person.id)
        _erase_dossiers(person.id)
        _erase_service(person.id)
        _erase_memories(person.id)
        _erase_self(person)
    erasure = PersonErasure(person_id=person.id, basis=basis, reason=reason, erased_by=actor.login)
    db.session.add(erasure)
    db.session.flush()
    after = {"basis": basis, "records": dict(held.records), "files": held.files}
    record(actor, "person.erased", person, label=name_of(person.id)[0], after=after, reason=reason)
    return erasure


def _erase_self(person: Person) -> None:
    person.surname, person.given_name = name_of(person.id)
    person.patronymic, person.born_on = "", None
    person.sort_key, person.search_text = sort_key(person.surname), fold(person.surname)
    person.iin_sealed = person.iin_index = None
    person.iin_masked = person.phone = person.email = person.address = ""
    db.session.flush()


def _erase_dossiers(person_id: int) -> None:
    candidates = list(db.session.scalars(sa.select(Candidate).where(Candidate.person_id == person_id)))
    ids = [one.id for one in candidates]
    for one in candidates:
        for name in WORDS_OF_CANDIDATE:
            setattr(one, name, "")
    db.session.flush()
    _run(sa.delete(CandidateFile).where(CandidateFile.candidate_id.in_(ids)))
    _run(sa.update(CandidateStep).where(CandidateStep.candidate_id.in_(ids)).values(note="", reason=""))
    withdrawn = sa.and_(Consent.candidate_id.in_(ids), Consent.withdrawn_on.is_not(None))
    _run(sa.update(Consent).where(withdrawn).values(withdrawal_reason=GONE))
    batches = sa.select(ImportBatch.id).where(ImportBatch.kind.in_(OF_CANDIDATES))
    rows = sa.and_(ImportRow.subject_id.in_(ids), ImportRow.batch_id.in_(batches))
    _run(sa.update(ImportRow).where(rows).values(undo_sealed=""))
    _run(sa.delete(ReportFile))  # printed sheets that name the person; each is made anew when it is asked for


def _erase_service(person_id: int) -> None:
    _run(sa.update(Proxy).where(Proxy.person_id == person_id).values(note=""))
    _run(sa.update(Observer).where(Observer.person_id == person_id).values(certificate_number=""))
    own = sa.select(Participation.id).where(Participation.person_id == person_id)
    for one in db.session.scalars(sa.select(Certificate).where(Certificate.participation_id.in_(own))):
        one.printed = {**one.printed, "name": " ".join(name_of(person_id))}
    db.session.flush()


def _erase_memories(person_id: int) -> None:
    """Takes out what remembers the person as they were: merges, and what tells them from others."""
    merges = sa.or_(PersonMerge.kept_id == person_id, PersonMerge.gone_id == person_id)
    for other in _merged_into(person_id):
        _erase_self(other)
    _run(sa.delete(PersonMerge).where(merges))
    told = sa.or_(PersonDistinction.first_id == person_id, PersonDistinction.second_id == person_id)
    _run(sa.delete(PersonDistinction).where(told))


def _merged_into(person_id: int) -> list[Person]:
    gone = list(db.session.scalars(sa.select(PersonMerge.gone_id).where(PersonMerge.kept_id == person_id)))
    return list(db.session.scalars(sa.select(Person).where(Person.id.in_(gone))))


def _run(statement: sa.Update | sa.Delete) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
