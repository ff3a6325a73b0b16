"""The command `flask search rebuild`."""

import json

import click
from flask.cli import AppGroup

from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import EVERYWHERE, looking_from, transaction
from elections.search.index import rebuild
from elections.search.words import SUBJECT_LABELS

search_cli = AppGroup("search", help="The search.")


@search_cli.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
def rebuild_index(as_json: bool) -> None:
    """Make the words by which people and places are found anew; says how many there are."""
    with looking_from(EVERYWHERE), transaction():
        made = rebuild()
        record(SYSTEM, "search.rebuilt", "search", after={kind.value: count for kind, count in made.items()})
    if as_json:
        click.echo(json.dumps(made))
    else:
        click.echo(", ".join(f"{SUBJECT_LABELS[kind]}: {count}" for kind, count in made.items()))
