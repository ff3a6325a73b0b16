"""Commands for accounts: `flask users create`, for the first administrator and for those who lost their way."""

import click
from flask import current_app
from flask.cli import AppGroup

from elections.accounts.access import Role
from elections.accounts.actions import create_user, make_setup_link
from elections.accounts.factor_actions import reset_second_factor
from elections.accounts.queries import SYSTEM, find_user
from elections.accounts.territory import find_territory
from elections.database import EVERYWHERE, looking_from, transaction, utc_now
from elections.errors import NotFound, Refused
from elections.web.objections import describe

users_cli = AppGroup("users", help="Accounts.")


@users_cli.command("create")
@click.argument("login")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--scope", default="", help="KATO code of the territory; none is the whole country.")
def create(login: str, role: str, scope: str) -> None:
    """Make an account and print its one-time set-up link."""
    try:
        with looking_from(EVERYWHERE), transaction():
            path, label = find_territory(scope)
            user = create_user(
                SYSTEM, login=login, name=login, role=Role(role), path=path, territory_label=label
            )
            click.echo(_link(make_setup_link(SYSTEM, user, utc_now())))
    except Refused as refused:
        raise _stop("; ".join(describe(objection) for objection in refused.objections)) from None
    except NotFound:
        raise _stop(f"{scope}: no such territory") from None


@users_cli.command("link")
@click.argument("login")
def link(login: str) -> None:
    """Print a new one-time set-up link for an account."""
    with looking_from(EVERYWHERE), transaction():
        user = find_user(login)
        if user is None:
            raise _stop(f"{login}: no such account")
        click.echo(_link(make_setup_link(SYSTEM, user, utc_now())))


@users_cli.command("reset-second-factor")
@click.argument("login")
def reset(login: str) -> None:
    """Take the second factor of an account away, and log it out everywhere."""
    with looking_from(EVERYWHERE), transaction():
        user = find_user(login)
        if user is None:
            raise _stop(f"{login}: no such account")
        reset_second_factor(SYSTEM, user)
        click.echo(f"{user.login}: logs in by the password alone now, until a second factor is set up again")


def _link(token: str) -> str:
    return f"{current_app.config['PUBLIC_ADDRESS'].rstrip('/')}/setup/{token}"


def _stop(text: str) -> click.ClickException:
    return click.ClickException(text)
