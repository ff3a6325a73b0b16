"""The commands `flask rehearsal …`."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from elections.accounts.queries import SYSTEM
from elections.database import EVERYWHERE, looking_from, transaction, utc_now
from elections.errors import Refused
from elections.rehearsal import actions
from elections.rehearsal.replay import replay
from elections.rehearsal.script import Standing
from elections.rehearsal.stage import PREFIX, present_stage
from elections.web.objections import describe

rehearsal_cli = AppGroup("rehearsal", help="Replay a night against a copy, marked REHEARSAL, wiped after.")
IDLE_SECONDS = 0.5
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")


@rehearsal_cli.command("start")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--minutes", default=actions.USUAL_MINUTES, show_default=True, help="How long the night lasts.")
@click.option(
    "--wipe-after", "hours", default=actions.USUAL_HOURS, show_default=True, help="Hours until it is wiped."
)
@click.option("--here", is_flag=True, help="Replay it here, without the worker; ends when the night does.")
@AS_JSON
def start(file: Path | None, minutes: int, hours: int, here: bool, as_json: bool) -> None:
    """Make the copy and begin the night of FILE (any file of protocols); without FILE an invented one."""
    with looking_from(EVERYWHERE):
        _or_refused(lambda: actions.start_now(SYSTEM, file, minutes, hours), as_json)
        if here:
            _replay_here()
        _tell(present_stage().find()[1], as_json)


@rehearsal_cli.command("status")
@AS_JSON
def status(as_json: bool) -> None:
    """Print how far the rehearsal is."""
    _tell(present_stage().find()[1], as_json)


@rehearsal_cli.command("stop")
@AS_JSON
def stop(as_json: bool) -> None:
    """End the rehearsal and wipe all of it."""

    def end() -> None:
        with transaction():
            actions.end(SYSTEM)

    with looking_from(EVERYWHERE):
        _or_refused(end, as_json)
    _tell(None, as_json)


def _replay_here() -> None:
    """Replays to the end; the worker may help, and nothing is done twice."""
    while (copy := present_stage().copy()) is not None:
        with copy.app_context():
            done = replay(utc_now())
        standing = present_stage().find()[1]
        if standing is None or not standing.waiting:
            return
        if not done:
            time.sleep(IDLE_SECONDS)


def _or_refused(act: Any, as_json: bool) -> None:
    try:
        act()
    except Refused as refused:
        texts = [describe(one) for one in refused.objections]
        click.echo(
            json.dumps({"errors": texts}, ensure_ascii=False) if as_json else "\n".join(texts),
            err=not as_json,
        )
        sys.exit(1)


def _tell(standing: Standing | None, as_json: bool) -> None:
    found: dict[str, Any] = {"on": standing is not None}
    if standing is not None:
        found |= {
            "address": f"{PREFIX}/", "source": standing.source, "minutes": standing.minutes,
            "entries": standing.total, "replayed": standing.replayed, "left_out_rows": standing.left_out,
            "paused": standing.paused_at is not None, "wiped_at": standing.ends_at.isoformat(timespec="seconds"),
        }  # fmt: skip
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _text(found))


def _text(found: dict[str, Any]) -> str:
    if not found["on"]:
        return "no rehearsal"
    return ", ".join(f"{name} {value}" for name, value in found.items() if name != "on")
