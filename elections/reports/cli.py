"""The command `flask report district`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from config import LANGUAGES
from elections.database import EVERYWHERE, looking_from
from elections.errors import NotFound
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
    out.write_bytes(pdf)
    click.echo(f"{out}: {len(pdf)} bytes")
