"""Setting periods, and erasing what is due: only what was confirmed, and the log says how many of each."""

from collections.abc import Callable, Mapping
from datetime import date

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.candidates.models import CandidateFile
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Forbidden, Stale, refuse_if
from elections.imports.models import ImportBatch, ImportRow
from elections.jobs.models import JobFile
from elections.people.models import Person, PersonMerge
from elections.privacy.models import RetentionPeriod
from elections.privacy.retention import USUAL_DAYS, Kept, made_before, objections_to_days
from elections.privacy.retention_queries import find_period, has_contacts, list_due, old_batches, old_files
from elections.results.photo_models import ProtocolPhoto

EMPTY_ROW = '{"label":"","before":{},"after":{},"objections":[],"warnings":[]}'
"""What is left of a row of an import: as `imports.sealing` reads it."""


def set_period(actor: Actor, kind: Kept, days: int | None, version: int) -> None:
    """Says for how many days a kind is kept. Raises Refused, Stale, Forbidden; version 0: it was the usual number."""
    _require(actor)
    refuse_if(objections_to_days(days))
    known = find_period(kind)
    if (known.version if known else 0) != version:
        raise Stale
    before = known.days if known else USUAL_DAYS[kind]
    if known is None:
        known = RetentionPeriod(kind=kind)
        db.session.add(known)
    known.days = days or before
    db.session.flush()
    if known.days != before:
        record(
            actor, "retention.changed", known, label=kind.value, before={"days": before}, after={"days": days}
        )


def erase_due(actor: Actor, election: Election, today: date, only: Kept | None = None) -> dict[Kept, int]:
    """Erases what is due, of one kind or of all; returns how many of each. Raises Forbidden."""
    _require(actor)
    done = {}
    for due in list_due(election, today):
        if due.is_due(today) and only in (None, due.kind):
            with looking_from(EVERYWHERE):
                done[due.kind] = _ERASE[due.kind](made_before(due.days, today))
    if done:
        record(
            actor,
            "retention.erased",
            "retention",
            after={kind.value: number for kind, number in done.items()},
        )
    return done


def _require(actor: Actor) -> None:
    if actor is not SYSTEM and (actor.scope or not actor.allows(Permission.MANAGE_ACCOUNTS)):
        raise Forbidden


def _erase_scans(_before: date) -> int:
    return _delete(CandidateFile, sa.true())


def _erase_contacts(_before: date) -> int:
    number = _touch(has_contacts(), phone="", email="", address="")
    _forget_merges()
    return number


def _erase_iins(_before: date) -> int:
    number = _touch(Person.iin_sealed.is_not(None), iin_sealed=None, iin_index=None, iin_masked="")
    _forget_merges()
    return number


def _erase_photos(_before: date) -> int:
    return _delete(ProtocolPhoto, sa.true())


def _erase_imports(before: date) -> int:
    """Empties the files of old imports and what would take their rows back; that there was an import stays."""
    ids = list(db.session.scalars(sa.select(ImportBatch.id).where(old_batches(before))))
    vault = current_app.extensions["vault"]
    emptied = {"sealed": vault.encrypt(EMPTY_ROW), "undo_sealed": ""}
    db.session.execute(sa.update(ImportRow).where(ImportRow.batch_id.in_(ids)).values(emptied))
    nothing = {"content_sealed": vault.encrypt_bytes(b""), "corrections_sealed": "", "note_sealed": ""}
    change = {**nothing, "version": ImportBatch.version + 1, "updated_at": utc_now()}
    db.session.execute(sa.update(ImportBatch).where(ImportBatch.id.in_(ids)).values(change))
    return len(ids)


def _erase_files(before: date) -> int:
    return _delete(JobFile, old_files(before))


def _delete(model: type, condition: sa.ColumnElement[bool]) -> int:
    done = db.session.execute(sa.delete(model).where(condition).execution_options(synchronize_session=False))
    db.session.expire_all()
    return int(getattr(done, "rowcount", 0))


def _touch(condition: sa.ColumnElement[bool], **values: object) -> int:
    change = {**values, "version": Person.version + 1, "updated_at": utc_now()}
    statement = sa.update(Person).where(condition).values(change).execution_options(synchronize_session=False)
    done = db.session.execute(statement)
    db.session.expire_all()
    return int(getattr(done, "rowcount", 0))


def _forget_merges() -> None:
    """Merges remember people as they were; after this none of them can be taken back."""
    _delete(PersonMerge, sa.true())


_ERASE: Mapping[Kept, Callable[[date], int]] = {
    Kept.SCANS: _erase_scans, Kept.CONTACTS: _erase_contacts, Kept.IINS: _erase_iins, Kept.PHOTOS: _erase_photos,
    Kept.IMPORTS: _erase_imports, Kept.FILES: _erase_files,
}  # fmt: skip
