"""The commands `flask import` and `flask export`: registers from files and into files."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask import current_app, g
from flask.cli import with_appcontext

from elections.database import EVERYWHERE, looking_from, transaction, utc_now
from elections.documents.spreadsheet import write_table
from elections.imports.engine import run_import
from elections.imports.registers import (
    Context,
    Outlet,
    Register,
    find_outlet,
    find_register,
    list_kinds,
    list_outlets,
)
from elections.imports.report import Finding, Report

SHOWN = 20
"""How many errors a person reads; the rest are in the JSON."""


class _WithKinds(click.Command):
    """A command whose help names the registers that it takes."""

    kinds = staticmethod(list_kinds)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the kinds below the options."""
        with formatter.section("Kinds"):
            formatter.write_text(", ".join(self.kinds()))


@click.command("import", cls=_WithKinds)
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check the file and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day a classifier speaks of: YYYY-MM-DD."
)
@click.pass_context
@with_appcontext
def import_command(
    command: click.Context, kind: str, file: Path, dry_run: bool, as_json: bool, as_of: datetime | None
) -> None:
    """Import a register from a file: all of it or nothing."""
    register = _register(kind)
    g.language = current_app.config["DEFAULT_LANGUAGE"]
    context = Context(file.name, utc_now().date(), as_of.date() if as_of else None)
    with looking_from(EVERYWHERE), transaction():
        report = run_import(register, file, context, dry_run=dry_run)
    click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else _text(report))
    command.exit(1 if report.errors else 0)


class _WithOutlets(_WithKinds):
    """The same, with what only goes out."""

    kinds = staticmethod(lambda: [*list_kinds(), *list_outlets()])


@click.command("export", cls=_WithOutlets)
@click.argument("kind")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(kind: str, file: Path) -> None:
    """Export a register into a file with the columns that its import takes, or results in the form its name asks for."""
    if outlet := find_outlet(kind):
        rows_out = _let_out(outlet, file)
        click.echo(json.dumps({"kind": kind, "rows": rows_out, "file": str(file)}, ensure_ascii=False))
        return
    register = _register(kind)
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError(f"{file.name}: the file must end in .csv or .xlsx")
    listed = register.dump or tuple
    with looking_from(EVERYWHERE):
        rows = list(listed())
    filled = {key for row in rows for key, value in row.items() if value is not None}
    keys = [one.key for one in register.columns if not one.goes_if_empty or one.key in filled]
    file.write_bytes(write_table(file.name, keys, [[row.get(key) for key in keys] for row in rows]))
    click.echo(json.dumps({"kind": kind, "rows": len(rows), "file": str(file)}, ensure_ascii=False))


def _let_out(outlet: Outlet, file: Path) -> int:
    """Writes what an outlet gives, and returns how many records are in it."""
    suffix = file.suffix.lower().removeprefix(".")
    if suffix not in outlet.suffixes:
        ends = ", ".join(f".{one}" for one in outlet.suffixes)
        raise click.UsageError(f"{file.name}: the file must end in one of: {ends}")
    g.language = current_app.config["DEFAULT_LANGUAGE"]
    with looking_from(EVERYWHERE):
        content, rows = outlet.write(suffix)
    file.write_bytes(content)
    return rows


def _register(kind: str) -> Register:
    register = find_register(kind)
    if register is None or register.load is None:
        raise click.UsageError(f"no such register: {kind}; there are: {', '.join(list_kinds())}")
    return register


def _text(report: Report) -> str:
    counts = report.to_json()
    as_of = f" as of {report.as_of}" if report.as_of else ""
    head = ", ".join(
        f"{name} {counts[name]}" for name in ("rows", "created", "updated", "unchanged", "skipped")
    )
    lines = [f"{report.kind}{as_of}: {head}"]
    lines += [_line("error", finding) for finding in report.errors[:SHOWN]]
    lines += [_line("warning", finding) for finding in report.warnings[:SHOWN]]
    more = len(report.errors[SHOWN:]) + len(report.warnings[SHOWN:])
    return "\n".join([*lines, *([f"and {more} more: see --json"] if more else [])])


def _line(label: str, finding: Finding) -> str:
    shown = finding.to_json()
    row = f" row {shown['row']}" if shown["row"] else ""
    return f"{label}{row} [{shown['column']}] {shown['message']}"
