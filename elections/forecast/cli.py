"""The commands `flask forecast keep` and `flask forecast verify`."""

import click
from flask.cli import AppGroup

from elections.accounts.queries import SYSTEM
from elections.database import EVERYWHERE, looking_from, transaction
from elections.errors import NotFound
from elections.forecast.actions import keep_forecast
from elections.forecast.queries import find_broken_forecast
from elections.forecast.reckoning import Settings

forecast_cli = AppGroup("forecast", help="Forecasts.")


@forecast_cli.command("keep")
@click.option("--national", type=click.IntRange(0, 200), default=20, help="Swing of the country, hundredths.")
@click.option("--regional", type=click.IntRange(0, 200), default=20, help="Swing of a region, hundredths.")
@click.option("--record", type=click.IntRange(0, 100), default=50, help="Share usually won, percent.")
def keep(national: int, regional: int, record: int) -> None:
    """Keep the forecast of the whole country as it stands: for a daily timer."""
    with looking_from(EVERYWHERE):
        try:
            with transaction():
                kept = keep_forecast(SYSTEM, EVERYWHERE, Settings(record, national, regional))
                number, reaches = kept.id, kept.result["reaches"]
        except NotFound:
            raise click.ClickException("there is no election yet") from None
    click.echo(f"forecast {number}: the target is reached with a chance of {reaches / 10:.1f} %")


@forecast_cli.command("verify")
def verify() -> None:
    """Check the chain of the kept forecasts from the first; exit status 1 when one was altered."""
    broken = find_broken_forecast()
    if broken is not None:
        raise click.ClickException(f"forecast {broken} does not fit the one before it")
    click.echo("the forecasts are whole")
