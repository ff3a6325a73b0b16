"""The command `flask target`."""

import json

import click
from flask.cli import with_appcontext

from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting, Denominator
from elections.database import EVERYWHERE, looking_from
from elections.errors import NotFound
from elections.results.target_queries import measure_target
from elections.territory.queries import find_constituency, find_unit

FIELDS = ("contests", "needed", "won", "open", "lost", "reachable")


@click.command("target")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.option(
    "--path",
    "kato",
    default="",
    help="KATO code of a region, district or constituency; all of them otherwise.",
)
@with_appcontext
def target(as_json: bool, kato: str) -> None:
    """Print where the party stands against its target, of the contests it contests and of all."""
    with looking_from(EVERYWHERE):
        try:
            counting = get_election().target_counting
            view = measure_target(_path_of(kato))
        except NotFound:
            raise click.ClickException("there is no election yet") from None
    found = {kind.value: _fields(view.by[kind, Counting(counting)]) for kind in Denominator}
    if as_json:
        click.echo(json.dumps(found))
        return
    for name, fields in found.items():
        click.echo(f"{name}: " + ", ".join(f"{key} {value}" for key, value in fields.items()))


def _path_of(kato: str) -> str:
    """Returns the path of the territory with this code, "" when none is asked for; ends the command when there is none."""
    if not kato:
        return ""
    found = find_constituency(kato) or find_unit(kato)
    if found is None:
        raise click.ClickException(f"there is no territory with the code {kato}")
    return found.path


def _fields(measured: object) -> dict[str, object]:
    return {name: getattr(measured, name) for name in FIELDS}
