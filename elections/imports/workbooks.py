"""Workbooks that go out of an import: an empty form of a register, and the refused rows with what is wrong with them."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.database import db
from elections.documents.spreadsheet import Place, write_xlsx
from elections.errors import Objection
from elections.imports.changes import RowState
from elections.imports.layout import Layout, heading_row
from elections.imports.models import ImportBatch, ImportRow
from elections.imports.queries import read_sheets
from elections.imports.registers import Column, Kind, Register
from elections.imports.sealing import open_corrections, open_row
from elections.web.objections import describe

CHOICES_SHOWN = 12


def template_of(register: Register, language: str) -> bytes:
    """Returns an empty XLSX whose headings the import knows; comments say what a column takes."""
    columns = [column for column in register.columns if not column.own_heading]
    headings = [column.heading(language) for column in columns]
    hints = {(0, place): hint for place, column in enumerate(columns) if (hint := _hint(column))}
    return write_xlsx(str(register.title), headings, (), hints)


def _hint(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        return _(
            "One of: %(choices)s", choices=", ".join(list(column.words or column.choices)[:CHOICES_SHOWN])
        )
    if column.kind is Kind.DATE:
        return _("A date such as 25.07.1980")
    if column.kind is Kind.KATO:
        return _("A KATO code: nine digits")
    return _("Must be filled in") if column.required and not column.may_be_empty else ""


def refused_rows(actor: Actor, batch: ImportBatch, register: Register, language: str) -> bytes:
    """Returns the refused rows as they came, each wrong cell red with a comment; the log says who took them."""
    sheets = read_sheets(batch)
    layout = Layout(batch.sheet, batch.header, batch.places)
    headings = heading_row(sheets, layout) or _headings(register, layout, language)
    width = len(headings)
    corrections = open_corrections(batch.corrections_sealed)
    rows: list[list[Any]] = []
    notes: dict[Place, str] = {}
    for number, objections in _refused(batch):
        cells = list(sheets[layout.sheet].rows[number - 1])[:width] if number else []
        cells += [None] * (width - len(cells))
        for key, typed in corrections.get(number, {}).items():
            if key in layout.places:
                cells[layout.places[key]] = typed
        rows.append([*cells, "; ".join(describe(one) for one in objections)])
        notes.update(_notes(len(rows), objections, layout, width))
    record(actor, "import.refused_taken", batch, label=batch.filename, after={"rows": len(rows)})
    return write_xlsx(batch.filename, [*headings, _("What to mend")], rows, notes)


def _refused(batch: ImportBatch) -> Iterable[tuple[int, Sequence[Objection]]]:
    statement = sa.select(ImportRow).where(
        ImportRow.batch_id == batch.id, ImportRow.state == RowState.REFUSED
    )
    for row in db.session.scalars(statement.order_by(ImportRow.number)):
        yield row.number, open_row(row.sealed).objections


def _notes(row: int, objections: Sequence[Objection], layout: Layout, width: int) -> dict[Place, str]:
    """Returns the comments of a row by its place; what is about no column of the file stands at the last one."""
    found: dict[Place, str] = {}
    for one in objections:
        place = (row, layout.places.get(one.field, width))
        found[place] = f"{found[place]}\n{describe(one)}" if place in found else describe(one)
    return found


def _headings(register: Register, layout: Layout, language: str) -> list[str]:
    """Returns headings for a file that came without: by them it is understood when it comes back."""
    keys = {place: key for key, place in layout.places.items()}
    headings = {column.key: column.heading(language) for column in register.columns}
    return [headings.get(keys.get(place, ""), "") for place in range(max(keys, default=-1) + 1)]
