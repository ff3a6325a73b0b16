"""Reading imports: the list, one with its rows, what was sent before, what headings meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import undefer

from elections.accounts.access import Actor
from elections.database import db
from elections.documents.spreadsheet import Sheet, read_table
from elections.errors import Forbidden, NotFound
from elections.imports.changes import RowState
from elections.imports.models import BatchState, ImportBatch, ImportHeading, ImportRow
from elections.imports.registers import Register, find_register, list_registers
from elections.imports.sealing import RowContent, open_row
from elections.web.paging import Page, paged

URGENCY = (RowState.REFUSED, RowState.CHANGED, RowState.NEW, RowState.UNCHANGED)


@dataclass(frozen=True)
class ShownRow:
    """A row of an import as its page shows it."""

    number: int
    state: RowState
    is_wanted: bool
    subject_id: int | None
    content: RowContent


def list_batches(actor: Actor, page: int = 1) -> Page[Any]:
    """Returns a page of the imports in the viewer's territory into registers that they may import, newest first."""
    kinds = [one.kind for one in list_registers(actor)]
    statement = sa.select(ImportBatch).where(ImportBatch.kind.in_(kinds))
    return paged(statement.order_by(ImportBatch.id.desc()), page)


def get_batch(actor: Actor, batch_id: int) -> tuple[ImportBatch, Register]:
    """Returns an import in the viewer's territory and its register; raises NotFound, Forbidden."""
    batch = db.session.scalar(sa.select(ImportBatch).where(ImportBatch.id == batch_id))
    if batch is None:
        raise NotFound
    return batch, permitted(actor, batch.kind)


def permitted(actor: Actor, kind: str) -> Register:
    """Returns the register of a kind. Raises NotFound when there is none, Forbidden when it is not the actor's."""
    register = find_register(kind)
    if register is None:
        raise NotFound
    if register.permission is None or not actor.allows(register.permission):
        raise Forbidden
    return register


def read_sheets(batch: ImportBatch) -> list[Sheet]:
    """Returns the sheets of an import's file."""
    statement = (
        sa.select(ImportBatch).where(ImportBatch.id == batch.id).options(undefer(ImportBatch.content_sealed))
    )
    kept = db.session.scalars(statement.execution_options(populate_existing=False)).one()
    return read_table(current_app.extensions["vault"].decrypt_bytes(kept.content_sealed), batch.filename)


def list_rows(batch: ImportBatch, state: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of an import's rows in the order of the file, of one state or ("") of all.

    Of all, those come first that want somebody's eyes.
    """
    statement = sa.select(ImportRow).where(ImportRow.batch_id == batch.id)
    if state in {one.value for one in RowState}:
        statement = statement.where(ImportRow.state == RowState(state))
    urgency = sa.case({state.value: place for place, state in enumerate(URGENCY)}, value=ImportRow.state)
    found = paged(statement.order_by(urgency, ImportRow.number), page)
    rows = [
        ShownRow(one.number, one.state, one.is_wanted, one.subject_id, open_row(one.sealed))
        for one in found.rows
    ]
    return Page(rows, found.total, found.number, found.size)


def count_wanted(batch: ImportBatch) -> int:
    """Returns how many rows would be carried out."""
    statement = sa.select(sa.func.count()).where(ImportRow.batch_id == batch.id, ImportRow.is_wanted)
    return db.session.scalar(statement.where(ImportRow.state.in_((RowState.NEW, RowState.CHANGED)))) or 0


def find_same(batch: ImportBatch) -> ImportBatch | None:
    """Returns the last import of the same file into the same register that was carried out, or None."""
    statement = sa.select(ImportBatch).where(
        ImportBatch.sha256 == batch.sha256, ImportBatch.kind == batch.kind, ImportBatch.id != batch.id,
        ImportBatch.state == BatchState.APPLIED,
    )  # fmt: skip
    return db.session.scalar(statement.order_by(ImportBatch.applied_at.desc()).limit(1))


def known_headings(actor: Actor, kind: str) -> Mapping[str, str]:
    """Returns what the sender's headings (folded) meant before: the column's key, "" for what was left out."""
    statement = sa.select(ImportHeading.heading, ImportHeading.column)
    rows = db.session.execute(
        statement.where(ImportHeading.user_id == actor.user_id, ImportHeading.kind == kind)
    )
    return {one.heading: one.column for one in rows}
