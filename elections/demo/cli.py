"""The command `flask demo load`."""

import click
from flask.cli import AppGroup

from elections.accounts.passwords import DEMO_PASSWORD
from elections.demo.accounts import ACCOUNTS
from elections.demo.load import NotADemo, load_demo, look

demo_cli = AppGroup("demo", help="The demo campaign: real territory, invented people and votes.")


@demo_cli.command("load")
@click.option("--reset", is_flag=True, help="Empty the demo that is there and load it anew; the log stays.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is anything in the database.")
def load(reset: bool, if_empty: bool) -> None:
    """Load the demo campaign into an empty database."""
    if if_empty and not look().is_empty:
        return
    try:
        counts = load_demo(reset=reset)
    except NotADemo as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo("demo loaded: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    logins = ", ".join(account.login for account in ACCOUNTS)
    click.echo(f"accounts {logins}; the password of each is {DEMO_PASSWORD}")
