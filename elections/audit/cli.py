"""The command `flask audit verify`."""

import click
from flask.cli import AppGroup

from elections.audit.queries import find_broken

audit_cli = AppGroup("audit", help="The log.")


@audit_cli.command("verify")
def verify() -> None:
    """Check the chain of the log from its first event; exit status 1 when an event was altered."""
    broken = find_broken()
    if broken is not None:
        raise click.ClickException(f"event {broken} does not fit the one before it")
    click.echo("the log is whole")
