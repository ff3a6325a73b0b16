"""What people do with an import: send a file, say where its columns are, mend and choose rows, ask for it to be done."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor
from elections.alphabet import fold
from elections.audit.actions import record
from elections.database import db, utc_now
from elections.documents.spreadsheet import Sheet, read_table
from elections.errors import Objection, Refused, refuse_if
from elections.imports.changes import Change, RowState
from elections.imports.engine import check_layout, load_rows, plan_rows, read_rows
from elections.imports.footers import list_footers
from elections.imports.layout import Layout, guess_layout, heading_row
from elections.imports.models import BatchState, ImportBatch, ImportHeading, ImportRow
from elections.imports.queries import count_wanted, known_headings, permitted, read_sheets
from elections.imports.registers import Column, Context, Register, RowByRow
from elections.imports.report import Report
from elections.imports.sealing import open_corrections, seal_change, seal_corrections
from elections.imports.values import is_short, read_value
from elections.jobs.queue import enqueue

APPLY, UNDO = "imports.apply", "imports.undo"
OPEN = (BatchState.UPLOADED, BatchState.CHECKED)
DONE = (RowState.NEW, RowState.CHANGED)


def upload(actor: Actor, kind: str, filename: str, content: bytes, as_of: date | None = None) -> ImportBatch:
    """Keeps a file and guesses where its columns are; checks its rows when all that are needed were found.

    Raises Refused when it cannot be read, Forbidden when the register is not the actor's to import.
    """
    register = permitted(actor, kind)
    sheets = read_table(content, filename)
    layout = guess_layout(register, sheets, known_headings(actor, kind))
    batch = ImportBatch(
        kind=kind, user_id=actor.user_id, user_login=actor.login, path=actor.scope, filename=filename[:200],
        sha256=hashlib.sha256(content).hexdigest(), as_of=as_of, counts={},
        content_sealed=current_app.extensions["vault"].encrypt_bytes(content),
        sheet=layout.sheet, header=layout.header, places=dict(layout.places),
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    record(actor, "import.uploaded", batch, label=filename, after={"kind": kind, "bytes": len(content)})
    if layout.places and not layout.missing(register):
        check(actor, batch, register, sheets)
    return batch


def arrange(actor: Actor, batch: ImportBatch, register: Register, layout: Layout) -> None:
    """Takes the places of the columns as people have said them, remembers what was meant, and checks the rows."""
    _refuse_unless(batch, OPEN)
    sheets = read_sheets(batch)
    refuse_if([] if layout.places else [Objection("import.no_column")])
    refuse_if(one.objection for one in check_layout(register, sheets, layout).errors)
    batch.sheet, batch.header, batch.places = layout.sheet, layout.header, dict(layout.places)
    _remember(actor, batch.kind, heading_row(sheets, layout), layout.places)
    check(actor, batch, register, sheets)


def check(
    actor: Actor, batch: ImportBatch, register: Register, sheets: Sequence[Sheet] | None = None
) -> None:
    """Looks anew at what the import would do with each row; what people had left out stays left out."""
    _refuse_unless(batch, OPEN)
    changes, counts = look(register, batch, sheets or read_sheets(batch), actor)
    _keep_rows(batch, changes)
    batch.counts, batch.state, batch.checked_at, batch.note_sealed = counts, BatchState.CHECKED, utc_now(), ""
    db.session.flush()


def look(
    register: Register, batch: ImportBatch, sheets: Sequence[Sheet], actor: Actor
) -> tuple[list[Change], dict[str, int]]:
    """Returns what would happen to each row, and how often; of registers that are loaded as a whole, what objects."""
    layout = Layout(batch.sheet, batch.header, batch.places)
    corrections = open_corrections(batch.corrections_sealed)
    rows, refused = read_rows(register, sheets[batch.sheet], layout, corrections)
    context = context_of(batch, actor)
    if isinstance(register.load, RowByRow):
        changes = plan_rows(register, register.load, rows, refused, context)
        for change in changes:
            if change.state is RowState.REFUSED:
                _show_cells(change, register, layout, sheets[batch.sheet], corrections.get(change.number, {}))
            elif change.state is RowState.NEW:
                cells = sheets[batch.sheet].rows[change.number - 1]
                change.after = _as_it_stands(register, layout, cells, corrections.get(change.number, {}))
        found = Counter(change.state for change in changes)
        changes += _footers(sheets[batch.sheet], layout)
        return changes, {state.value: found[state] for state in RowState}
    report = Report(register.kind, rows=len(rows))
    if register.load is not None and not refused:
        report = load_rows(register.load, rows, context, dry_run=True)
    for finding in report.errors:
        refused.setdefault(finding.row or 0, []).append(finding.objection)
    changes = [
        Change(number, RowState.REFUSED, objections=tuple(found)) for number, found in sorted(refused.items())
    ]
    changes += [Change(one.row or 0, RowState.UNCHANGED, warnings=(one.objection,)) for one in report.warnings
                if one.row not in refused]  # fmt: skip
    changes += _footers(sheets[batch.sheet], layout)
    return changes, {
        RowState.NEW.value: report.created, RowState.CHANGED.value: report.updated,
        RowState.UNCHANGED.value: report.unchanged, RowState.REFUSED.value: len(refused),
    }  # fmt: skip


def _footers(sheet: Sheet, layout: Layout) -> list[Change]:
    """Returns the totals and notes below the list: they change nothing, and the preview says that they were left out."""
    label = {number: " ".join(str(cell) for cell in sheet.rows[number - 1] if cell is not None)[:120]
             for number in list_footers(sheet.rows, layout.header)}  # fmt: skip
    left_out = (Objection("import.footer"),)
    return [Change(number, RowState.UNCHANGED, text, warnings=left_out) for number, text in label.items()]


def _show_cells(
    change: Change, register: Register, layout: Layout, sheet: Sheet, corrected: Mapping[str, str]
) -> None:
    """Puts what stands in the cells that rules object to beside a refused row, so that it can be mended there."""
    found = []
    for one in change.objections:
        other = register.stands_for.get(one.field, "")
        is_there = one.field in layout.places or other not in layout.places
        found.append(one if is_there else replace(one, field=other))
    change.objections = tuple(found)
    cells = sheet.rows[change.number - 1]
    keys = {column.key for column in register.columns}
    change.after = {
        one.field: corrected.get(one.field, _shown(cells, layout.places.get(one.field)))
        for one in found
        if one.field in keys
    }


def _as_read(column: Column, text: str) -> str:
    """Returns "12.03.79 → 12.03.1979": whoever looks sees which century was taken."""
    try:
        return f"{text} → {read_value(column, text):%d.%m.%Y}"
    except Refused:
        return text


def _as_it_stands(
    register: Register, layout: Layout, cells: Sequence[Any], corrected: Mapping[str, str]
) -> dict[str, str]:
    """Returns the filled cells of a row as the file or a correction has them; of a secret one its end alone."""
    found = {}
    for column in register.columns:
        text = corrected.get(column.key, _shown(cells, layout.places.get(column.key)))
        if column.is_birth and is_short(text):
            text = _as_read(column, text)
        if text:
            found[column.key] = f"••••{text[-4:]}" if column.is_secret else text
    return found


def _shown(cells: Sequence[Any], place: int | None) -> str:
    cell = cells[place] if place is not None and place < len(cells) else None
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else "" if cell is None else str(cell)


def context_of(batch: ImportBatch, actor: Actor) -> Context:
    """Returns what the register is told besides the rows."""
    return Context(batch.filename, utc_now().date(), batch.as_of, actor)


def choose(actor: Actor, batch: ImportBatch, shown: Collection[int], wanted: Collection[int]) -> None:
    """Keeps which of the rows that a page showed are to be carried out."""
    _refuse_unless(batch, OPEN)
    for number, value in ((set(shown) & set(wanted), True), (set(shown) - set(wanted), False)):
        _want(batch, ImportRow.number.in_(number), value)


def choose_all(actor: Actor, batch: ImportBatch, state: RowState, wanted: bool) -> None:
    """Takes or leaves out all rows of a state."""
    _refuse_unless(batch, OPEN)
    _want(batch, ImportRow.state == state, wanted)


def correct(
    actor: Actor, batch: ImportBatch, register: Register, cells: Mapping[int, Mapping[str, str]]
) -> None:
    """Puts typed values in place of cells of the file, and checks all rows anew."""
    _refuse_unless(batch, OPEN)
    corrections = open_corrections(batch.corrections_sealed)
    for number, typed in cells.items():
        corrections.setdefault(number, {}).update(typed)
    batch.corrections_sealed = seal_corrections(corrections)
    check(actor, batch, register)


def ask_to_apply(actor: Actor, batch: ImportBatch, register: Register) -> None:
    """Has the chosen rows carried out in the background."""
    _refuse_unless(batch, (BatchState.CHECKED,))
    if isinstance(register.load, RowByRow):
        refuse_if([] if count_wanted(batch) else [Objection("import.nothing_to_apply")])
    else:
        refuse_if([Objection("import.all_or_nothing")] if batch.counts[RowState.REFUSED] else [])
    _enqueue(actor, batch, APPLY, BatchState.APPLYING)


def ask_to_undo(actor: Actor, batch: ImportBatch, register: Register) -> None:
    """Has a whole import taken back in the background."""
    _refuse_unless(batch, (BatchState.APPLIED,))
    refuse_if([] if register.undo else [Objection("import.no_undo")])
    _enqueue(actor, batch, UNDO, BatchState.UNDOING)


def discard(actor: Actor, batch: ImportBatch) -> None:
    """Throws an import away that was not carried out, with its file."""
    _refuse_unless(batch, OPEN)
    record(actor, "import.discarded", batch, label=batch.filename)
    db.session.delete(batch)
    db.session.flush()


def _enqueue(actor: Actor, batch: ImportBatch, kind: str, state: BatchState) -> None:
    job = enqueue(actor, kind, {"batch_id": batch.id, "login": actor.login}, batch.path)
    batch.state, batch.job_id, batch.note_sealed = state, job.id, ""
    db.session.flush()


def _refuse_unless(batch: ImportBatch, states: Iterable[BatchState]) -> None:
    if batch.state not in states:
        raise Refused([Objection(f"import.is_{batch.state}")])


def _want(batch: ImportBatch, which: Any, wanted: bool) -> None:
    mine = sa.update(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.state.in_(DONE), which)
    db.session.execute(mine.values(is_wanted=wanted))


def _keep_rows(batch: ImportBatch, changes: Iterable[Change]) -> None:
    mine = ImportRow.batch_id == batch.id
    decided = sa.select(ImportRow.number, ImportRow.state, ImportRow.is_wanted).where(mine)
    before = {row.number: (row.state, row.is_wanted) for row in db.session.execute(decided)}
    db.session.execute(sa.delete(ImportRow).where(mine))
    rows = [
        {"batch_id": batch.id, "number": one.number, "state": one.state, "subject_id": one.subject_id,
         "is_wanted": _stays_wanted(one, *before.get(one.number, (None, True))), "sealed": seal_change(one), "undo_sealed": ""}
        for one in changes
    ]  # fmt: skip
    if rows:
        db.session.execute(sa.insert(cast(sa.Table, ImportRow.__table__)), rows)


def _stays_wanted(change: Change, state: RowState | None, is_wanted: bool) -> bool:
    """Tells whether a row is to be carried out: one that needs a decision only when it was taken as what it is now."""
    return is_wanted and (not change.needs_decision or state is change.state)


def _remember(actor: Actor, kind: str, headings: Sequence[str], places: Mapping[str, int]) -> None:
    """Keeps what each heading of this sender means, for the next file of the same shape."""
    if actor.user_id is None:
        return
    meant = {place: key for key, place in places.items()}
    ours = sa.select(ImportHeading).where(ImportHeading.user_id == actor.user_id, ImportHeading.kind == kind)
    known = {one.heading: one for one in db.session.scalars(ours)}
    for place, heading in enumerate(headings):
        folded = fold(heading)[:300]
        if not folded:
            continue
        if folded not in known:
            known[folded] = ImportHeading(user_id=actor.user_id, kind=kind, heading=folded)
            db.session.add(known[folded])
        known[folded].column, known[folded].used_at = meant.get(place, ""), utc_now()
    db.session.flush()
