"""Changing many candidacies at once: the same documents received, or the same step, each with its own line of the log.

Whom the rules refuse is left out and named; the others are changed in one transaction and can be taken back together,
as an import can.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from elections.accounts.access import Actor
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.candidates.actions import mark_documents, take_step
from elections.candidates.models import Candidate, CandidateDocument, CandidateStep
from elections.candidates.registration import Document, Ground, Status
from elections.candidates.words import STATUS_LABELS
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Objection, Refused, refuse_if
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.models import BatchState, ImportBatch, ImportRow
from elections.imports.registers import Column, Context
from elections.imports.sealing import seal_change, seal_undo
from elections.people.actions import full_name

KIND = "together"
COLUMNS = (
    Column("status", False, ("Статус", "Мәртебесі", "Status")),
    Column("documents", False, ("Документы", "Құжаттар", "Documents")),
)
MOST = 500
"""As many candidacies are changed at once; more are an import's work."""


@dataclass(frozen=True)
class Wish:
    """What is to be done with each: documents received, or a step with its decision."""

    documents: frozenset[Document] = frozenset()
    status: Status | None = None
    on: date | None = None
    ground: Ground | None = None
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What the wish does, or would do, with one candidacy."""

    candidate: Candidate
    label: str
    column: str
    before: str
    after: str
    objections: tuple[Objection, ...]

    @property
    def changes(self) -> bool:
        """Returns whether the candidacy would differ."""
        return not self.objections and self.before != self.after


def refuse_useless(candidates: Sequence[Candidate], wish: Wish) -> None:
    """Raises Refused when nobody is chosen, too many are, or nothing is to be done with them."""
    objections = []
    if not candidates:
        objections.append(Objection("candidates.nobody_chosen"))
    if len(candidates) > MOST:
        objections.append(Objection("candidates.too_many_together", params={"most": MOST}))
    if wish.status is None and not wish.documents:
        objections.append(Objection("candidates.nothing_chosen", "documents"))
    refuse_if(objections)


def preview(actor: Actor, candidates: Sequence[Candidate], wish: Wish, today: date) -> list[Outcome]:
    """Returns what the wish would do with each; nothing stays. Raises Refused when it makes no sense."""
    refuse_useless(candidates, wish)
    found = []
    for one in candidates:
        with db.session.begin_nested() as trial:
            found.append(_try(actor, one, wish, today))
            trial.rollback()
    return found


def change_together(actor: Actor, candidates: Sequence[Candidate], wish: Wish, today: date) -> ImportBatch:
    """Does it with all whom no rule refuses, and keeps what takes it back. Raises Refused when that is nobody."""
    refuse_useless(candidates, wish)
    rows: list[tuple[Outcome, dict[str, Any]]] = []
    for one in candidates:
        before = _kept(one)
        with db.session.begin_nested() as trial:
            outcome = _try(actor, one, wish, today)
            if not outcome.changes:
                trial.rollback()
        rows.append((outcome, before))
    refuse_if(
        [] if any(outcome.changes for outcome, _before in rows) else [Objection("import.nothing_to_apply")]
    )
    return _keep(actor, rows, _title(wish))


def _try(actor: Actor, candidate: Candidate, wish: Wish, today: date) -> Outcome:
    label, before = (
        f"{full_name(candidate.person)}, {candidate.contest.constituency.name_ru}",
        _shown(candidate, wish),
    )
    objections: tuple[Objection, ...] = ()
    try:
        if wish.status is not None:
            take_step(actor, candidate, candidate.version, wish.status, wish.on or today, wish.note,
                      ground=wish.ground, reason=wish.reason)  # fmt: skip
        else:
            received = {one.kind for one in candidate.documents} | wish.documents
            mark_documents(actor, candidate, candidate.version, received, wish.on or today)
    except Refused as refused:
        objections = refused.objections
    column = "documents" if wish.status is None else "status"
    return Outcome(candidate, label, column, before, _shown(candidate, wish), objections)


def _shown(candidate: Candidate, wish: Wish) -> str:
    if wish.status is not None:
        return str(STATUS_LABELS[candidate.status])
    return _("%(number)s documents", number=len(candidate.documents))


def _title(wish: Wish) -> str:
    if wish.status is not None:
        return _("Together: %(what)s", what=STATUS_LABELS[wish.status])
    return _("Together: documents received")


def _kept(candidate: Candidate) -> dict[str, Any]:
    """Returns what takes a candidacy back to where it is now."""
    last = db.session.scalar(
        sa.select(sa.func.max(CandidateStep.id)).where(CandidateStep.candidate_id == candidate.id)
    )
    return {
        "status": candidate.status.value, "status_on": candidate.status_on.isoformat(), "ground": candidate.ground,
        "documents": {one.kind.value: one.received_on.isoformat() for one in candidate.documents},
        "step": last or 0,
    }  # fmt: skip


def _keep(actor: Actor, rows: Sequence[tuple[Outcome, dict[str, Any]]], title: str) -> ImportBatch:
    changed = sum(outcome.changes for outcome, _before in rows)
    refused = sum(bool(outcome.objections) for outcome, _before in rows)
    counts = {RowState.NEW.value: 0, RowState.CHANGED.value: changed, RowState.REFUSED.value: refused,
              RowState.UNCHANGED.value: len(rows) - changed - refused}  # fmt: skip
    batch = ImportBatch(
        kind=KIND, user_id=actor.user_id, user_login=actor.login, path=actor.scope, filename=title, sha256="",
        content_sealed=current_app.extensions["vault"].encrypt_bytes(b""), state=BatchState.APPLIED, counts=counts,
        applied_at=utc_now(), checked_at=utc_now(),
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    for number, (outcome, before) in enumerate(rows, start=1):
        undo = {**before, "version": outcome.candidate.version}
        change = _change(number, outcome)
        sealed = seal_undo(Applied(number, outcome.candidate.id, undo)) if outcome.changes else ""
        db.session.add(ImportRow(
            batch_id=batch.id, number=number, state=change.state, subject_id=outcome.candidate.id,
            is_wanted=outcome.changes, sealed=seal_change(change), undo_sealed=sealed,
        ))  # fmt: skip
    db.session.flush()
    return batch


def _change(number: int, outcome: Outcome) -> Change:
    state = (
        RowState.REFUSED
        if outcome.objections
        else RowState.CHANGED
        if outcome.changes
        else RowState.UNCHANGED
    )
    differs = outcome.changes
    return Change(
        number, state, outcome.label, outcome.candidate.path, outcome.candidate.id,
        {outcome.column: outcome.before} if differs else {}, {outcome.column: outcome.after} if differs else {},
        outcome.objections,
    )  # fmt: skip


# --- taking back ---------------------------------------------------------------------------------------------------


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Puts candidacies back where they stood, all or none; returns those that somebody has changed since."""
    with looking_from(EVERYWHERE):
        rows = [(one, db.session.get(Candidate, one.subject_id)) for one in applied]
        blocked = [
            Blocked(one.number, full_name(candidate.person) if candidate else "")
            for one, candidate in rows
            if candidate is None or candidate.version != one.undo["version"]
        ]
        for one, candidate in () if blocked else rows:
            if candidate is not None:
                _put_back(context.actor or SYSTEM, candidate, one.undo)
    return blocked


def _put_back(actor: Actor, candidate: Candidate, kept: Any) -> None:
    before = {"status": candidate.status, "documents": sorted(one.kind.value for one in candidate.documents)}
    candidate.status, candidate.ground = Status(kept["status"]), kept["ground"]
    candidate.status_on = date.fromisoformat(kept["status_on"])
    had = {one.kind: one for one in candidate.documents}
    candidate.documents = [
        had.get(Document(kind)) or CandidateDocument(kind=Document(kind), received_on=date.fromisoformat(on))
        for kind, on in kept["documents"].items()
    ]
    later = sa.and_(CandidateStep.candidate_id == candidate.id, CandidateStep.id > kept["step"])
    db.session.execute(sa.delete(CandidateStep).where(later))
    candidate.updated_at = utc_now()  # the documents are rows of their own: this raises the version
    db.session.flush()
    after = {"status": candidate.status, "documents": sorted(kept["documents"])}
    record(
        actor,
        "candidate.import_undone",
        candidate,
        label=full_name(candidate.person),
        before=before,
        after=after,
    )
