"""Reading the photo, the scans and the consents of candidates; contents stay sealed until somebody asks for one."""

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import undefer

from elections.campaign.models import Election
from elections.candidates.models import Candidate, CandidateFile, Consent
from elections.database import db
from elections.errors import NotFound


def list_files(candidate_id: int) -> list[CandidateFile]:
    """Returns a candidate's photo and scans without their contents, oldest first."""
    statement = sa.select(CandidateFile).where(CandidateFile.candidate_id == candidate_id)
    return list(db.session.scalars(statement.order_by(CandidateFile.id)))


def get_photo(candidate_id: int) -> CandidateFile:
    """Returns a candidate's photo with its sealed content; raises NotFound."""
    return _one(CandidateFile.candidate_id == candidate_id, CandidateFile.document.is_(None))


def get_scan(candidate_id: int, file_id: int) -> CandidateFile:
    """Returns a scan of a candidate with its sealed content; raises NotFound."""
    own = CandidateFile.candidate_id == candidate_id
    return _one(own, CandidateFile.id == file_id, CandidateFile.document.is_not(None))


def find_photo(candidate_id: int) -> CandidateFile | None:
    """Returns a candidate's photo with its sealed content, or None."""
    try:
        return get_photo(candidate_id)
    except NotFound:
        return None


def open_file(file: CandidateFile) -> bytes:
    """Returns what a file holds, decrypted."""
    content: bytes = current_app.extensions["vault"].decrypt_bytes(file.content_sealed)
    return content


def list_consents(candidate_id: int) -> list[Consent]:
    """Returns a candidate's consents, the latest first."""
    statement = sa.select(Consent).where(Consent.candidate_id == candidate_id)
    return list(db.session.scalars(statement.order_by(Consent.given_on.desc(), Consent.id.desc())))


def find_consent(candidate_id: int) -> Consent | None:
    """Returns the consent of a candidate that is in force, or None."""
    in_force = sa.and_(Consent.candidate_id == candidate_id, Consent.withdrawn_on.is_(None))
    return db.session.scalar(sa.select(Consent).where(in_force))


def candidates_with_consent(election: Election) -> set[int]:
    """Returns the ids of all candidates of the viewer's territory whose consent is in force: one query."""
    statement = sa.select(Consent.candidate_id).join(Consent.candidate)
    in_force = (Candidate.election_id == election.id, Consent.withdrawn_on.is_(None))
    return set(db.session.scalars(statement.where(*in_force)))


def _one(*conditions: sa.ColumnElement[bool]) -> CandidateFile:
    statement = sa.select(CandidateFile).options(undefer(CandidateFile.content_sealed)).where(*conditions)
    file = db.session.scalar(statement)
    if file is None:
        raise NotFound
    return file
