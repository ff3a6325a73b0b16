"""Runs an import: read > find the columns > check each row > plan or load > carry out, all or nothing."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from elections.database import db
from elections.documents.spreadsheet import Sheet, read_table
from elections.errors import Objection, Refused
from elections.imports.changes import Applied, Change, RowState
from elections.imports.footers import first_of_footer, list_footers
from elections.imports.layout import Layout, guess_layout, heading_row
from elections.imports.registers import Context, Load, Register, Row, RowByRow
from elections.imports.report import Report
from elections.imports.values import read_column

ABSENT = 1 << 30
"""The place of a column that the file does not have: beyond any row's end."""
NOTHING_WRONG: Mapping[str, str] = MappingProxyType({})
Corrections = Mapping[int, Mapping[str, str]]
"""What people have typed in place of wrong cells: by row number and column key."""


def run_import(
    register: Register, source: Path | bytes, context: Context, *, dry_run: bool = False
) -> Report:
    """Returns what the import of a file did; with any error, or as a dry run, it leaves no change behind.

    The caller holds the transaction and commits it.
    """
    with _gathering_no_garbage():
        return _import(register, source, context, dry_run=dry_run)


@contextmanager
def _gathering_no_garbage() -> Iterator[None]:
    """Looks for no cycles inside: the millions of cells of a table all live to the end, and looking takes a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import(register: Register, source: Path | bytes, context: Context, *, dry_run: bool) -> Report:
    try:
        sheets = read_table(source, context.filename)
    except Refused as refused:
        report = Report(register.kind)
        for objection in refused.objections:
            report.refuse(None, objection)
        return report
    layout = guess_layout(register, sheets)
    headings = layout.headings(sheets)
    report = check_layout(register, sheets, layout)
    if not report.errors:
        rows, wrong = read_rows(register, sheets[layout.sheet], layout)
        footers = list_footers(sheets[layout.sheet].rows, layout.header)
        del sheets  # two copies of a big table are one too many
        report = _run(register, rows, wrong, context, dry_run=dry_run)
        for number in footers:
            report.warn(number, Objection("import.footer"))
    return report.with_headings(headings)


def check_layout(register: Register, sheets: Sequence[Sheet], layout: Layout) -> Report:
    """Returns a report with an error for each required column that the layout has no place for."""
    report = Report(register.kind)
    name = sheets[layout.sheet].name if layout.sheet < len(sheets) else ""
    for column in layout.missing(register):
        params = {"heading": column.headings[0], "sheet": name}
        report.refuse(layout.header + 1 or None, Objection("import.column_missing", column.key, params))
    return report


def read_rows(
    register: Register, sheet: Sheet, layout: Layout, corrections: Corrections | None = None
) -> tuple[list[Row], dict[int, list[Objection]]]:
    """Returns the rows below the headings, empty ones and totals at the end left out, and what speaks against cells, by row number."""
    listed = sheet.rows[layout.header + 1 : first_of_footer(sheet.rows)]
    numbered = [(number, cells) for number, cells in enumerate(listed, layout.header + 2)
                if not _is_empty(cells)]  # fmt: skip
    refused: dict[int, list[Objection]] = {}
    wrong: dict[int, dict[str, str]] = {}
    read: dict[str, Sequence[Any]] = {}
    for column in register.columns:
        if column.key in layout.places or column.required or corrections:
            cells = _column(numbered, layout.places.get(column.key, ABSENT), column.key, corrections or {})
            read[column.key], against = read_column(column, cells)
            for place, objections in against.items():
                number, cell = numbered[place][0], cells[place]
                refused.setdefault(number, []).extend(objections)
                wrong.setdefault(number, {})[column.key] = "" if cell is None else str(cell)
    empty: dict[str, Any] = {column.key: None for column in register.columns}
    headings = _headings(sheet, layout)
    rows = [Row(number, {**empty, **dict(zip(read, values, strict=True))}, wrong.get(number, NOTHING_WRONG), headings)
            for (number, _cells), values in zip(numbered, zip(*read.values(), strict=True), strict=True)]  # fmt: skip
    _check_identity(register, rows, refused)
    return rows, refused


def _headings(sheet: Sheet, layout: Layout) -> Mapping[str, str]:
    row = heading_row([sheet], Layout(0, layout.header, {}))
    return {key: row[place] for key, place in layout.places.items() if place < len(row)}


def plan_rows(
    register: Register,
    steps: RowByRow,
    rows: Sequence[Row],
    refused: Mapping[int, Sequence[Objection]],
    context: Context,
) -> list[Change]:
    """Returns what the import would do with each row, in the order of the file."""
    names = register.names
    good = [row for row in rows if row.number not in refused]
    planned = {change.number: change for change in steps.plan(good, context)}
    return [
        planned[row.number]
        if row.number in planned
        else Change(
            row.number,
            RowState.REFUSED,
            _label(row, names),
            after=row.wrong,
            objections=tuple(refused[row.number]),
        )
        for row in rows
    ]


def apply_changes(steps: RowByRow, changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries out what is new and what changes."""
    wanted = [one for one in changes if one.state in (RowState.NEW, RowState.CHANGED)]
    return steps.apply(wanted, context) if wanted else []


def report_of(register: Register, changes: Sequence[Change]) -> Report:
    """Returns the counts and findings of planned rows."""
    report = Report(register.kind, rows=len(changes))
    for change in changes:
        for objection in change.objections:
            report.refuse(change.number, objection)
        for warning in change.warnings:
            report.warn(change.number, warning)
        if change.needs_decision:
            report.skipped += 1
        elif change.state is not RowState.REFUSED:
            report.count(created=change.state is RowState.NEW, changed=change.state is RowState.CHANGED)
    return report


def _run(
    register: Register, rows: list[Row], refused: Mapping[int, Sequence[Objection]], context: Context, *,
    dry_run: bool,
) -> Report:  # fmt: skip
    if not rows:
        report = Report(register.kind)
        report.refuse(None, Objection("file.empty"))
        return report
    if isinstance(register.load, RowByRow):
        changes = plan_rows(register, register.load, rows, refused, context)
        rows.clear()  # the caller's, too: what is planned does not need them, and they are a third of the memory
        report = report_of(register, changes)
        if not report.errors and not dry_run:
            apply_changes(register.load, [one for one in changes if not one.needs_decision], context)
        return report.refused() if report.errors else report
    report = Report(register.kind, rows=len(rows))
    for number, objections in refused.items():
        for objection in objections:
            report.refuse(number, objection)
    if report.errors or register.load is None:
        return report.refused()
    return load_rows(register.load, rows, context, dry_run=dry_run)


def load_rows(load: Load, rows: Sequence[Row], context: Context, *, dry_run: bool) -> Report:
    """Loads the rows of a register that is not planned row by row; with any error nothing stays."""
    with db.session.begin_nested() as savepoint:
        report = load(rows, context)
        report.rows = len(rows)
        if report.errors or dry_run:
            savepoint.rollback()
    return report.refused() if report.errors else report


def _is_empty(cells: Sequence[Any]) -> bool:
    return not any(cell is not None and (cell.__class__ is not str or cell.strip()) for cell in cells)


def _column(
    numbered: Sequence[tuple[int, Sequence[Any]]], place: int, key: str, corrections: Corrections
) -> list[Any]:
    """Returns the cells of one column, None where a row is too short; what people have typed goes before the file."""
    cells = [row[place] if place < len(row) else None for _number, row in numbered]
    if corrections:
        cells = [corrections.get(number, {}).get(key, cell)
                 for (number, _row), cell in zip(numbered, cells, strict=True)]  # fmt: skip
    return cells


def _check_identity(register: Register, rows: Sequence[Row], refused: dict[int, list[Objection]]) -> None:
    if not register.identity:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        identity = tuple(row.values.get(key) for key in register.identity)
        if None in identity:
            continue
        first = seen.setdefault(identity, row.number)
        if first != row.number:
            objection = Objection("import.duplicate_row", register.identity[-1], {"row": first})
            refused.setdefault(row.number, []).append(objection)


def _label(row: Row, names: Sequence[str]) -> str:
    return " ".join(text for key in names if (text := row.text(key)))[:120]
