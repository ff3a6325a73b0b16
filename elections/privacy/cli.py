"""The commands `flask vault …` and `flask retention`."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.campaign.queries import get_election, present
from elections.database import transaction
from elections.privacy.retention_actions import erase_due
from elections.privacy.retention_queries import list_due
from elections.privacy.rotation import Rotation, count_older, rotate
from elections.zones import zone_for

vault_cli = AppGroup("vault", help="The secret by which IINs, scans and second factors are sealed.")


@vault_cli.command("rotate")
def rotate_secret() -> None:
    """Seal anew what an older secret of the file sealed; people may work meanwhile, and it may be run again."""
    found = rotate(current_app.extensions["vault"])
    if found.renewed:
        with transaction():
            record(SYSTEM, "vault.rotated", "vault", after={"renewed": found.renewed, "seen": found.seen})
    _refuse_lost(found)
    left = count_older(current_app.extensions["vault"])
    click.echo(f"{found.renewed} of {found.seen} sealed values were sealed anew, {left.renewed} are left.")
    if left.renewed:
        raise click.ClickException("somebody worked meanwhile: run it again")
    click.echo(
        "Nothing needs an older secret any more: take it out of the file, keep it with the older backups."
    )


@vault_cli.command("status")
def show_status() -> None:
    """Say how many sealed values still need an older secret, and which no secret opens; change nothing."""
    vault = current_app.extensions["vault"]
    found = count_older(vault)
    click.echo(
        f"secrets: {len(vault.keys('status'))}; sealed values: {found.seen}; by an older secret: {found.renewed}"
    )
    _refuse_lost(found)


def _refuse_lost(found: Rotation) -> None:
    if found.lost:
        raise click.ClickException(
            f"{len(found.lost)} values are opened by no secret of the file, the first: {', '.join(found.lost[:5])}"
        )


@click.command("retention")
@click.option("--erase", is_flag=True, help="Erase what is due, after a question.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def retention(erase: bool, yes: bool) -> None:
    """Say what personal data is kept, for how long, and what is due to be erased."""
    election = get_election()
    today = present(election).astimezone(zone_for("")).date()
    found = list_due(election, today)
    due = [one for one in found if one.is_due(today)]
    click.echo(
        f"due today, {today:%d.%m.%Y}: {', '.join(f'{one.kind} {one.number}' for one in due) or 'nothing'}"
    )
    for one in [*due, *(one for one in found if one not in due)]:
        when = f"from {one.on:%d.%m.%Y}" if one.on else "each on its own day"
        mark = "DUE  " if one in due else "     "
        click.echo(f"{mark}{one.kind}: {one.days} days, {when}, {one.number} records")
    if not erase or not due:
        return
    if not yes:
        click.confirm("Erase what is due, for good?", abort=True)
    with transaction():
        done = erase_due(SYSTEM, election, today)
    click.echo(", ".join(f"{kind.value} {number}" for kind, number in done.items()) + " erased")
