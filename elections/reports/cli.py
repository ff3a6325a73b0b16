"""The commands `flask report district`, `region`, `national`, `constituency`, and `flask report all`."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from elections.database import EVERYWHERE, looking_from
from elections.errors import NotFound, Refused
from elections.reports.batch import Order, write_reports
from elections.reports.kinds import KINDS, Kind, kind_of
from elections.reports.paper import LANGUAGES, pdf_of
from elections.trouble import is_full
from elections.web.objections import describe

report_cli = AppGroup("report", help="Reports on paper.")


def _print(kind: Kind, key: str, lang: str, out: Path) -> None:
    """Writes a report into a file, or says why not."""
    with looking_from(EVERYWHERE), current_app.test_request_context():
        try:
            pdf = pdf_of(kind, key, lang)
        except NotFound:
            raise click.ClickException(f"{key}: no {kind.name} with this code elects an akim") from None
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from None
    click.echo(f"{out}: {len(pdf)} bytes")


def _command(kind: Kind) -> click.Command:
    """Returns the command that prints reports of a kind: `flask report district KEY --lang kk --out FILE`."""

    @click.argument("key")
    @click.option("--lang", type=click.Choice(LANGUAGES), default="ru")
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
    @with_appcontext
    def command(key: str, lang: str, out: Path) -> None:
        _print(kind, key, lang, out)

    return click.command(kind.name, help=f"Write the {kind.name} report with this KEY, a KATO code, as PDF.")(
        command
    )


for _kind in KINDS.values():
    report_cli.add_command(_command(_kind))


@report_cli.command("all")
@click.option("--level", type=click.Choice(list(KINDS)), default="district")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ru")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
def every(level: str, lang: str, out: Path) -> None:
    """Write all reports of a level into a folder; what is there and has not changed since is not made again."""
    with looking_from(EVERYWHERE), current_app.test_request_context():
        try:
            written, before = write_reports(Order(kind_of(level), lang), "", out, click.echo)
        except NotFound:
            raise click.ClickException("there is no election yet") from None
        except Refused as refused:
            raise click.ClickException("\n".join(describe(one) for one in refused.objections)) from None
        except (OSError, OperationalError) as error:
            raise click.ClickException(_why(error, out)) from None
    click.echo(f"{out}: {written} written, {before} there before")


def _why(error: OSError | OperationalError, out: Path) -> str:
    if is_full(error):
        return f"{out}: no room left on the disk; make room and run this again, it goes on where it stopped"
    return f"{error.filename or out}: {error.strerror}" if isinstance(error, OSError) else str(error.orig)
