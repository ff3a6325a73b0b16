"""The command `flask boundaries`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from elections.board.maps import check_file
from elections.board.words import problem_of
from elections.charts.boundaries import BadBoundaries


@click.command("boundaries")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@with_appcontext
def boundaries_command(file: Path | None) -> None:
    """Say whether a GeoJSON file of boundaries (by default that of SAILAU_BOUNDARIES) can be drawn as a map."""
    path = str(file or current_app.config["SETTINGS"].boundaries)
    if not path:
        raise click.ClickException("no file: name one, or set SAILAU_BOUNDARIES")
    try:
        found = check_file(path)
    except BadBoundaries as problem:
        with current_app.test_request_context():
            raise click.ClickException(f"{path}: {problem_of(problem)}") from None
    points = sum(len(ring) for rings in found.rings.values() for ring in rings)
    click.echo(f"{path}: {len(found.rings)} territories, {points} points. {found.attribution}".rstrip())
