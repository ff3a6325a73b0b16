"""Writing a dossier's photo, scans and consents; whoever looks at a scan is in the log too."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import PurePath

from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.alphabet import squeeze
from elections.audit.actions import record
from elections.audit.look_models import Protected
from elections.audit.looks import saw
from elections.candidates import consent as consents
from elections.candidates.actions import keep_step
from elections.candidates.consent import ConsentWay
from elections.candidates.file_queries import find_consent, find_photo, list_files, open_file
from elections.candidates.models import Candidate, CandidateDocument, CandidateFile, Consent
from elections.candidates.registration import Document, Status, required_documents
from elections.database import db, utc_now
from elections.documents.file_kind import FileKind, kind_of
from elections.documents.pdf_plain import plain_pdf
from elections.documents.picture import PAGE_SIDE, PORTRAIT_SIDE, reencode, refuse_heavy
from elections.errors import Forbidden, NotFound, Objection, Refused, refuse_if
from elections.people.actions import full_name

MAXIMUM_SCANS = 40
"""How many scans a dossier holds: some pages of each document."""
LONGEST_NAME = 120
_NO_NAME_HAS = re.compile('[\\x00-\\x1f\\x7f"<>|:*?\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]')
Upload = tuple[str, bytes]
"""What somebody hands in: the file's name, and its content."""


def save_photo(actor: Actor, candidate: Candidate, upload: Upload) -> None:
    """Puts a photo into a dossier, in place of the one before. Raises Refused, Forbidden.

    The same photo again changes nothing.
    """
    _require(actor, candidate)
    try:
        content = reencode(upload[1], PORTRAIT_SIDE)
    except Refused as refused:
        raise _named(refused, "photo", tidy_name(upload[0])) from refused
    photo = _file(actor, candidate, None, "photo.jpg", content, FileKind.JPEG)
    known = find_photo(candidate.id)
    if known is not None and known.digest == photo.digest:
        return
    if known is not None:
        db.session.delete(known)
        db.session.flush()
    db.session.add(photo)
    db.session.flush()
    record(actor, "candidate.photo_saved", candidate, label=full_name(candidate.person))


def remove_photo(actor: Actor, candidate: Candidate) -> None:
    """Takes a photo out of a dossier, for good. Raises NotFound, Forbidden."""
    _require(actor, candidate)
    photo = find_photo(candidate.id)
    if photo is None:
        raise NotFound
    db.session.delete(photo)
    db.session.flush()
    record(actor, "candidate.photo_removed", candidate, label=full_name(candidate.person))


def add_scans(
    actor: Actor, candidate: Candidate, document: Document, uploads: Sequence[Upload], on: date
) -> None:
    """Adds scans of a document to a dossier, and marks the document as received.

    Raises Refused with what speaks against each of the files, Forbidden.
    """
    _require(actor, candidate)
    held = [one for one in list_files(candidate.id) if one.document is not None]
    known = {one.digest for one in held if one.document is document}
    files, objections = [], _scan_objections(candidate, document, uploads, len(held))
    for name, content in uploads:
        try:
            files.append(_scan(actor, candidate, document, (name, content), known))
        except Refused as refused:
            objections += refused.objections
    if len({file.digest for file in files}) < len(files):
        objections.append(Objection("scan.twice", "scans"))
    refuse_if(objections)
    db.session.add_all(files)
    _receive(actor, candidate, document, on)
    after = {"document": document.value, "files": [file.name for file in files]}
    record(actor, "candidate.scans_added", candidate, label=full_name(candidate.person), after=after)


def remove_scan(actor: Actor, candidate: Candidate, scan: CandidateFile) -> None:
    """Takes a scan out of a dossier, for good; the document itself stays received. Raises Forbidden."""
    _require(actor, candidate)
    before = {"document": scan.document, "file": scan.name}
    db.session.delete(scan)
    db.session.flush()
    record(actor, "candidate.scan_removed", candidate, label=full_name(candidate.person), before=before)


def look_at_scan(actor: Actor, candidate: Candidate, scan: CandidateFile) -> bytes:
    """Returns what a scan shows; the log says who looked. Raises Forbidden."""
    if not actor.may(Permission.SEE_SCANS, candidate.path):
        raise Forbidden
    saw(Protected.SCANS, [candidate.person_id])
    content = open_file(scan)
    after = {"document": scan.document, "file": scan.name}
    record(actor, "candidate.scan_seen", candidate, label=full_name(candidate.person), after=after)
    return content


def give_consent(
    actor: Actor, candidate: Candidate, text_version: int, given_on: date, way: ConsentWay, today: date
) -> None:
    """Records the candidate's consent to the processing of personal data. Raises Refused, Forbidden."""
    _require(actor, candidate)
    in_force = find_consent(candidate.id) is not None
    refuse_if(consents.objections_to_consent(text_version, given_on, today, in_force=in_force))
    values = {"text_version": text_version, "given_on": given_on, "way": way}
    db.session.add(Consent(candidate_id=candidate.id, path=candidate.path, **values))
    db.session.flush()
    record(actor, "candidate.consent_given", candidate, label=full_name(candidate.person), after=values)


def withdraw_consent(
    actor: Actor, candidate: Candidate, withdrawn_on: date, reason: str, today: date
) -> None:
    """Records that the candidate took the consent back, and why. Raises Refused, Forbidden."""
    _require(actor, candidate)
    given = find_consent(candidate.id)
    given_on = given.given_on if given else None
    objections = consents.objections_to_withdrawal(given_on, withdrawn_on, reason, today)
    if given is None or objections:
        raise Refused(objections)
    given.withdrawn_on, given.withdrawal_reason = withdrawn_on, reason
    db.session.flush()
    before, after = {"given_on": given_on}, {"withdrawn_on": withdrawn_on}
    record(
        actor, "candidate.consent_withdrawn", candidate, label=full_name(candidate.person), before=before, after=after,
        reason=reason,
    )  # fmt: skip


def _scan_objections(
    candidate: Candidate, document: Document, uploads: Sequence[Upload], held: int
) -> list[Objection]:
    found = []
    if document not in required_documents(candidate.nomination):
        found.append(Objection("scan.document_not_asked", "document"))
    if not uploads:
        found.append(Objection("scan.missing", "scans"))
    if held + len(uploads) > MAXIMUM_SCANS:
        found.append(Objection("scan.too_many", "scans", {"maximum": MAXIMUM_SCANS, "held": held}))
    return found


def _scan(
    actor: Actor, candidate: Candidate, document: Document, upload: Upload, known: Container[str]
) -> CandidateFile:
    """Returns the row of a scan. Raises Refused, naming the file."""
    name, content, kind = made_plain(upload, "scans")
    file = _file(actor, candidate, document, name, content, kind)
    if file.digest in known:
        raise Refused([Objection("scan.known", "scans", {"name": name})])
    return file


def made_plain(upload: Upload, field: str) -> tuple[str, bytes, FileKind]:
    """Returns (name, content, kind) of a scan as it is kept: a picture or a PDF made anew.

    Raises Refused at `field`, naming the file.
    """
    name, content = tidy_name(upload[0]), upload[1]
    kind = kind_of(content)
    try:
        if kind is None:
            raise Refused([Objection("scan.kind")])
        refuse_heavy(content)
        if kind is FileKind.PDF:
            content = plain_pdf(content)
        else:
            content, name, kind = reencode(content, PAGE_SIDE), f"{PurePath(name).stem}.jpg", FileKind.JPEG
    except Refused as refused:
        raise _named(refused, field, name) from refused
    return name, content, kind


def tidy_name(typed: str) -> str:
    """Returns a file's name as it is kept: without folders and signs that no name has, not too long."""
    name = squeeze(_NO_NAME_HAS.sub("", PurePath(typed.replace("\\", "/")).name))
    stem, dot, ending = name.rpartition(".")
    return (
        f"{(stem or 'scan')[: LONGEST_NAME - 10]}{dot}{ending[:8]}"
        if dot
        else (name or "scan")[:LONGEST_NAME]
    )


def _file(
    actor: Actor, candidate: Candidate, document: Document | None, name: str, content: bytes, kind: FileKind
) -> CandidateFile:
    vault = current_app.extensions["vault"]
    return CandidateFile(
        candidate_id=candidate.id, path=candidate.path, document=document, name=name, mimetype=kind.value,
        size=len(content), digest=vault.blind_index(sha256(content).hexdigest()),
        content_sealed=vault.encrypt_bytes(content), uploaded_by=actor.login,
    )  # fmt: skip


def _receive(actor: Actor, candidate: Candidate, document: Document, on: date) -> None:
    """Marks a document as received where it was not yet; with the first one the collecting begins."""
    if document not in {one.kind for one in candidate.documents}:
        begins = candidate.status is Status.PROPOSED
        candidate.documents.append(CandidateDocument(kind=document, received_on=on))
        candidate.updated_at = utc_now()  # the document is a row of its own: this raises the version
        if begins:
            candidate.status, candidate.status_on = Status.DOCUMENTS, on
            keep_step(actor, candidate, Status.PROPOSED)
    db.session.flush()


def _named(refused: Refused, field: str, name: str) -> Refused:
    """Returns what speaks against a file as said at its field, with the file's name."""
    return Refused(
        replace(one, field=field, params={**one.params, "name": name}) for one in refused.objections
    )


def _require(actor: Actor, candidate: Candidate) -> None:
    if not actor.may(Permission.EDIT_CANDIDATES, candidate.path):
        raise Forbidden
