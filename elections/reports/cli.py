"""The commands `flask report district` and `flask report all`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from config import LANGUAGES
from elections.database import EVERYWHERE, looking_from
from elections.errors import NotFound
from elections.reports.batch import write_districts
from elections.reports.paper import district_pdf

report_cli = AppGroup("report", help="Reports on paper.")


@report_cli.command("district")
@click.argument("kato")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ru")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def district(kato: str, lang: str, out: Path) -> None:
    """Write the report of the district with this KATO code as PDF."""
    with looking_from(EVERYWHERE), current_app.test_request_context():
        try:
            pdf = district_pdf(kato, lang)
        except NotFound:
            raise click.ClickException(f"{kato}: no district with this code elects an akim") from None
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from None
    click.echo(f"{out}: {len(pdf)} bytes")


@report_cli.command("all")
@click.option("--level", type=click.Choice(["district"]), default="district")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ru")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
def every(level: str, lang: str, out: Path) -> None:
    """Write the reports of all districts into a folder; what is there already is not made again."""
    with looking_from(EVERYWHERE), current_app.test_request_context():
        try:
            written, before = write_districts(out, lang, click.echo)
        except NotFound:
            raise click.ClickException("there is no election yet") from None
        except OSError as error:
            raise click.ClickException(f"{error.filename or out}: {error.strerror}") from None
    click.echo(f"{out}: {written} written, {before} there before")
