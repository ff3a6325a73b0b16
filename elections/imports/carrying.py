"""The background work of imports: carrying the chosen rows out, and taking them back, each in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor
from elections.accounts.queries import actor_of, find_user
from elections.audit.actions import record
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.errors import Forbidden, Objection, Refused
from elections.imports.actions import DONE, context_of, look
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.engine import apply_changes, load_rows, read_rows
from elections.imports.layout import Layout
from elections.imports.models import BatchState, ImportBatch, ImportRow
from elections.imports.queries import permitted, read_sheets
from elections.imports.registers import Register, RowByRow
from elections.imports.sealing import Note, open_row, open_undo, seal_note, seal_undo
from elections.jobs.queue import Task
from elections.trouble import will_pass

STEPS = 3
"""A file is read, its rows are carried out, what came of it is kept."""
BLOCKED_SHOWN = 200
CHUNK = 500


def apply_import(task: Task) -> dict[str, Any]:
    """Carries the chosen rows of an import out, all or none, unless somebody changed what the preview showed."""
    return _work(task, BatchState.APPLYING, BatchState.CHECKED, _apply)


def undo_import(task: Task) -> dict[str, Any]:
    """Takes the rows of an import back, all or none."""
    return _work(task, BatchState.UNDOING, BatchState.APPLIED, _undo)


Act = Callable[[Actor, ImportBatch, Register], dict[str, int]]


def _work(task: Task, state: BatchState, otherwise: BatchState, act: Act) -> dict[str, Any]:
    """Does it in one transaction; a refusal is noted at the import, which is then as it was before somebody asked.

    A worker that takes over from a killed one finds the import done, or begins anew.
    """
    batch_id = int(task.params["batch_id"])
    with looking_from(EVERYWHERE), current_app.test_request_context():
        task.advance(0, STEPS)
        try:
            with transaction():
                batch = db.session.get_one(ImportBatch, batch_id, with_for_update=True)
                if batch.state is not state:
                    return dict(batch.counts)
                actor = _actor(str(task.params["login"]), batch)
                done = act(actor, batch, permitted(actor, batch.kind))
        except Exception as error:
            if will_pass(error):  # the worker tries again
                raise
            _note(batch_id, state, otherwise, error)
            if not isinstance(error, Refused):
                raise
            return {}
        task.advance(STEPS, STEPS)
        return done


def _actor(login: str, batch: ImportBatch) -> Actor:
    """Returns who asked, as they are now. Raises Forbidden when their account has lost the right meanwhile."""
    user = find_user(login)
    if user is None or not user.is_active or not batch.path.startswith(user.path):
        raise Forbidden
    return actor_of(user)


def _note(batch_id: int, state: BatchState, otherwise: BatchState, error: Exception) -> None:
    with transaction():
        batch = db.session.get_one(ImportBatch, batch_id)
        if batch.state is state:
            batch.state = otherwise
            if isinstance(error, _Blocked):
                note = Note(error.objections, error.rows)
            elif isinstance(error, Refused):
                note = Note(error.objections)
            else:
                note = Note((Objection("import.failed"),))
            batch.note_sealed = seal_note(note)


class _Blocked(Refused):
    """Rows stand against it; holds the first of them as (number, label)."""

    def __init__(self, objection: Objection, rows: Sequence[tuple[int, str]]) -> None:
        super().__init__([objection])
        self.rows = tuple(rows[:BLOCKED_SHOWN])


# --- carrying out --------------------------------------------------------------------------------------------------


def _apply(actor: Actor, batch: ImportBatch, register: Register) -> dict[str, int]:
    sheets = read_sheets(batch)
    if isinstance(register.load, RowByRow):
        done = _apply_rows(actor, batch, register, register.load)
    elif register.load is None:
        raise Refused([Objection("import.nothing_to_apply")])
    else:
        rows, refused = read_rows(
            register, sheets[batch.sheet], Layout(batch.sheet, batch.header, batch.places)
        )
        report = load_rows(register.load, rows, context_of(batch, actor), dry_run=False)
        if refused or report.errors:
            raise Refused([Objection("import.overtaken")])
        done = {RowState.NEW.value: report.created, RowState.CHANGED.value: report.updated}
    batch.state, batch.applied_at, batch.counts = BatchState.APPLIED, utc_now(), {**batch.counts, **done}
    record(actor, "import.applied", batch, label=batch.filename, after={"kind": batch.kind, **done})
    return done


def _apply_rows(actor: Actor, batch: ImportBatch, register: Register, steps: RowByRow) -> dict[str, int]:
    shown = {one.number: one for one in _rows(batch, ImportRow.is_wanted, ImportRow.state.in_(DONE))}
    changes, _counts = look(register, batch, read_sheets(batch), actor)
    wanted = [one for one in changes if one.number in shown]
    differing = [(one.number, one.label) for one in wanted if not _is_as_shown(one, shown[one.number])]
    if differing or len(wanted) != len(shown):
        raise _Blocked(Objection("import.overtaken"), differing)
    applied = apply_changes(steps, wanted, context_of(batch, actor))
    table = cast(sa.Table, ImportRow.__table__)
    own = sa.and_(table.c.batch_id == batch.id, table.c.number == sa.bindparam("row"))
    values: dict[str, Any] = {"undo_sealed": sa.bindparam("undo"), "subject_id": sa.bindparam("subject")}
    kept = [{"row": one.number, "undo": seal_undo(one), "subject": one.subject_id} for one in applied]
    db.session.connection().execute(sa.update(table).where(own).values(**values), kept)
    return {state.value: sum(one.state is state for one in wanted) for state in DONE}


def _is_as_shown(change: Change, row: ImportRow) -> bool:
    content = open_row(row.sealed)
    return (change.state, dict(change.before), dict(change.after)) == (
        row.state,
        content.before,
        content.after,
    )


# --- taking back ---------------------------------------------------------------------------------------------------


def _undo(actor: Actor, batch: ImportBatch, register: Register) -> dict[str, int]:
    if register.undo is None:
        raise Refused([Objection("import.no_undo")])
    done = [Applied(one.number, one.subject_id or 0, open_undo(one.undo_sealed))
            for one in _rows(batch, ImportRow.undo_sealed != "")]  # fmt: skip
    blocked: list[Blocked] = register.undo(done, context_of(batch, actor))
    if blocked:
        rows = [(one.number, one.label) for one in blocked]
        raise _Blocked(Objection("import.edited_since", params={"number": len(blocked)}), rows)
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, utc_now(), actor.login
    record(actor, "import.undone", batch, label=batch.filename, after={"kind": batch.kind, "rows": len(done)})
    return {"rows": len(done)}


def _rows(batch: ImportBatch, *conditions: Any) -> list[ImportRow]:
    statement = sa.select(ImportRow).where(ImportRow.batch_id == batch.id, *conditions)
    return list(db.session.scalars(statement.order_by(ImportRow.number)))
