"""Runs an import: read > recognise > check > load, all or nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from elections.database import db
from elections.documents.spreadsheet import Sheet, read_table
from elections.errors import Objection, Refused
from elections.imports.recognition import Header, find_header
from elections.imports.registers import Context, Register, Row
from elections.imports.report import Report
from elections.imports.values import read_value


def run_import(
    register: Register, source: Path | bytes, context: Context, *, dry_run: bool = False
) -> Report:
    """Returns what the import of a file did; with any error, or as a dry run, it leaves no change behind.

    The caller holds the transaction and commits it.
    """
    try:
        sheets = read_table(source, context.filename)
    except Refused as refused:
        report = Report(register.kind)
        for objection in refused.objections:
            report.refuse(None, objection)
        return report
    sheet, header = _choose(sheets, register)
    report = _check_header(register, sheet, header)
    rows = [] if report.errors else _read_rows(register, sheet, header, report)
    if not report.errors:
        report = _load(register, rows, context, dry_run=dry_run)
    return report.with_headings(header.headings)


def _choose(sheets: Sequence[Sheet], register: Register) -> tuple[Sheet, Header]:
    found = [(sheet, find_header(sheet.rows, register.columns)) for sheet in sheets]
    return max(found, key=lambda pair: len(pair[1].places), default=(Sheet("", []), Header(0, {}, {})))


def _check_header(register: Register, sheet: Sheet, header: Header) -> Report:
    report = Report(register.kind)
    for column in header.missing(register.columns):
        params = {"heading": column.headings[0], "sheet": sheet.name}
        report.refuse(header.row + 1, Objection("import.column_missing", column.key, params))
    return report


def _read_rows(register: Register, sheet: Sheet, header: Header, report: Report) -> list[Row]:
    rows: list[Row] = []
    for number, cells in enumerate(sheet.rows[header.row + 1 :], start=header.row + 2):
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        report.rows += 1
        rows.append(Row(number, _values(register, header, number, cells, report)))
    if not rows:
        report.refuse(None, Objection("file.empty"))
    _check_identity(register, rows, report)
    report.skipped = report.rows
    return rows


def _values(
    register: Register, header: Header, number: int, cells: Sequence[Any], report: Report
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in register.columns:
        place = header.places.get(column.key)
        cell = cells[place] if place is not None and place < len(cells) else None
        try:
            values[column.key] = read_value(column, cell)
        except Refused as refused:
            for objection in refused.objections:
                report.refuse(number, objection)
    return values


def _check_identity(register: Register, rows: Sequence[Row], report: Report) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        identity = tuple(row.values.get(key) for key in register.identity)
        if not identity or None in identity:
            continue
        first = seen.setdefault(identity, row.number)
        if first != row.number:
            report.refuse(
                row.number, Objection("import.duplicate_row", register.identity[-1], {"row": first})
            )


def _load(register: Register, rows: Sequence[Row], context: Context, *, dry_run: bool) -> Report:
    with db.session.begin_nested() as savepoint:
        report = register.load(rows, context)
        report.rows = len(rows)
        if report.errors or dry_run:
            savepoint.rollback()
    return report.refused() if report.errors else report
