"""The commands `flask backup` and `flask restore`."""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import with_appcontext

from elections.accounts.queries import SYSTEM
from elections.backups import actions
from elections.backups.actions import Trial, backup_keys
from elections.backups.archive import identity_of
from elections.backups.queries import newest_schema, usual_folder
from elections.database import utc_now
from elections.errors import Refused
from elections.vault import Vault, read_secrets
from elections.web.objections import describe

PATH = click.Path(path_type=Path)
KEY_FILE = click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with a secret of its own (32 signs or more), instead of the installation's.",
)  # fmt: skip
Found = TypeVar("Found")


@click.command("backup")
@click.argument("file", required=False, type=PATH)
@KEY_FILE
@click.option(
    "--check", is_flag=True, help="Bring FILE into a throw-away database, look into it, and throw it away."
)
@click.option(
    "--keep", type=click.IntRange(1), help="Afterwards take away all but so many of the newest in the folder."
)
@click.option(
    "--identity", is_flag=True, help="Print the key as age takes it (`age -d -i`), and do nothing else."
)
@with_appcontext
def backup(file: Path | None, key_file: Path | None, check: bool, keep: int | None, identity: bool) -> None:
    """Write everything to FILE, encrypted, while people work. FILE may be a folder, or left out."""
    keys = _keys(key_file)
    if identity:
        click.echo(identity_of(keys[0]))
    elif check:
        if file is None:
            raise click.UsageError("--check needs FILE")
        _tell(_or_refused(lambda: actions.check_backup(file, keys)), "The backup is good.")
    else:
        _make(file or usual_folder(), keys[0], keep)


@click.command("restore")
@click.argument("file", type=PATH)
@KEY_FILE
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def restore(file: Path, key_file: Path | None, yes: bool) -> None:
    """Put what FILE holds in the place of the database, which is kept aside. Stop the services before."""
    keys = _keys(key_file)
    if not yes:
        click.confirm("Everything that was entered since this backup will be aside. Go on?", abort=True)
    found = _or_refused(lambda: actions.restore_backup(file, keys))
    _tell(found, "The backup was brought back; everybody logs in anew.")
    if found.aside:
        click.echo(f"What was there before is kept as {found.aside}.")


def _make(file: Path, key: bytes, keep: int | None) -> None:
    folder = file if file.suffix != ".age" and not file.is_file() else file.parent
    target = folder / actions.usual_name(utc_now()) if folder == file else file
    manifest = _or_refused(lambda: actions.make_backup(SYSTEM, target, key))
    click.echo(f"{target}: schema {manifest.schema}, {manifest.events} events, {target.stat().st_size} bytes")
    if manifest.schema != newest_schema():
        click.echo("The tables are of another version than the code: the log does not tell of this backup.")
    for name in actions.keep_newest(folder, keep) if keep else []:
        click.echo(f"{name}: taken away")


def _tell(found: Trial, text: str) -> None:
    manifest = found.manifest
    click.echo(f"made at {manifest.made_at}, schema {manifest.schema}, {manifest.events} events")
    if found.broken_event is not None:
        raise click.ClickException(
            f"its log was altered: event {found.broken_event} does not fit the one before it"
        )
    click.echo(f"the log is whole. {text}")


def _keys(key_file: Path | None) -> Sequence[bytes]:
    if key_file is None:
        return backup_keys()
    try:
        return Vault(*read_secrets(key_file)).keys(actions.PURPOSE)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _or_refused(act: Callable[[], Found]) -> Found:
    try:
        return act()
    except Refused as refused:
        raise click.ClickException(" ".join(describe(one) for one in refused.objections)) from refused
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise click.ClickException(
            "There is no room on the disk; nothing was changed, nothing half-done is left."
        ) from error
