"""Starting a rehearsal, pausing it, ending it: all that the real database learns of one is its lines in the log."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import EVERYWHERE, db, describe_engine, looking_from, transaction, utc_now
from elections.errors import Forbidden, Objection, Refused, refuse_if
from elections.jobs.models import Job
from elections.jobs.queue import Task, cancel, enqueue, run_next
from elections.rehearsal import script
from elections.rehearsal.copying import Tell, make_copy, seal
from elections.rehearsal.place import MAKING, READY, SENT, new_token, path_of, wipe
from elections.rehearsal.queries import START, get_state
from elections.rehearsal.replay import replay
from elections.rehearsal.stage import let_go, present_stage
from elections.rehearsal.writing import Wish, check_file, write_night
from elections.sqlite import LOCK_SUFFIX

SUBJECT = "rehearsal"
LONGEST_MINUTES, LONGEST_HOURS = 12 * 60, 7 * 24
USUAL_MINUTES, USUAL_HOURS = 30, 24


def ask_for(actor: Actor, content: bytes | None, name: str, minutes: int, hours: int) -> Job:
    """Has the copy made by the worker, and its night begin. Raises Refused, Forbidden."""
    _require(actor)
    refuse_if(_objections(minutes, hours))
    if content is not None:
        check_file(content, name)
    token = new_token()
    wipe(present_stage().settings)
    if content is not None:
        path_of(present_stage().settings, token, SENT).write_bytes(content)
    params = {
        "token": token,
        "source": name if content is not None else "",
        "minutes": minutes,
        "hours": hours,
    }
    job = enqueue(actor, START, params, EVERYWHERE)
    _note(actor, name, minutes, hours)
    return job


def carry_out(task: Task) -> dict[str, Any]:
    """Makes the copy that was asked for, as a job; begun anew after a killed worker, it comes to the same."""
    token, source = str(task.params["token"]), str(task.params["source"])
    settings = present_stage().settings
    if path_of(settings, token, READY).exists():
        return {}
    sent = path_of(settings, token, SENT) if source else None
    login = db.session.get_one(Job, task.job_id).user_login
    db.session.rollback()
    wish = Wish(
        login, source, int(task.params["minutes"]), utc_now() + timedelta(hours=int(task.params["hours"]))
    )
    try:
        _make(token, wish, sent, task.advance if _may_write_beside() else _tell_nothing)
    except Refused as refused:
        wipe(settings)
        return {"refused": [_shown(one) for one in refused.objections]}
    return {}


def start_now(actor: Actor, file: Path | None, minutes: int, hours: int) -> None:
    """Makes the copy at once, for the command line. Raises Refused, and leaves nothing behind then."""
    _require(actor)
    refuse_if(_objections(minutes, hours))
    source = file.name if file else ""
    if file:
        check_file(file, source)
    settings = present_stage().settings
    wipe(settings)
    try:
        _make(
            new_token(),
            Wish(actor.login, source, minutes, utc_now() + timedelta(hours=hours)),
            file,
            _tell_nothing,
        )
    except BaseException:
        wipe(settings)
        raise
    with transaction():
        _note(actor, source, minutes, hours)


def pause(actor: Actor, wanted: bool) -> None:
    """Stops the night where it is, or lets it go on. Raises Refused when there is none, Forbidden."""
    _require(actor)
    path, standing = present_stage().find()
    if path is None or standing is None:
        raise Refused([Objection("rehearsal.none")])
    with script.opened(path) as connection:
        (script.pause if wanted else script.go_on)(connection, utc_now())


def end(actor: Actor) -> None:
    """Ends the rehearsal, or the making of one, and wipes all of it. Raises Refused when there is none, Forbidden."""
    _require(actor)
    state = get_state()
    path, standing = present_stage().find()
    refuse_if([Objection("rehearsal.none")] if path is None and not state.is_making else [])
    if state.is_making and state.job is not None:
        cancel(state.job)
    _wipe(actor, standing)


def tend() -> bool:
    """Looks after the rehearsal between two jobs: replays what is due, does the copy's own jobs, wipes what is over."""
    stage = present_stage()
    path, standing = stage.find()
    if path is None or standing is None:
        return False
    if standing.is_over(utc_now()):
        with looking_from(EVERYWHERE), transaction():
            _wipe(SYSTEM, standing)
        return True
    copy = stage.copy()
    if copy is None:
        return False
    with copy.app_context():
        return bool(replay(utc_now())) | run_next()


def _make(token: str, wish: Wish, file: Path | None, tell: Tell) -> None:
    stage = present_stage()
    settings = stage.settings
    wipe(settings, keep=token)
    making = path_of(settings, token, MAKING)
    for left in making.parent.glob(f"{making.name}*"):  # of a worker that was killed
        left.unlink()
    making.touch(mode=0o600)
    source, copy = db.engine, stage.build(making)
    try:
        make_copy(source, copy, tell)
        with copy.app_context():
            write_night(wish, file)
    finally:
        let_go(copy)
    if file is not None and file.parent == making.parent:
        file.unlink()
    seal(making, path_of(settings, token, READY))
    making.with_name(making.name + LOCK_SUFFIX).unlink(missing_ok=True)


def _wipe(actor: Actor, standing: script.Standing | None) -> None:
    stage = present_stage()
    stage.leave()
    wipe(stage.settings)
    after = {"replayed": standing.replayed, "entries": standing.total} if standing else None
    label = standing.source if standing else ""
    record(actor, "rehearsal.ended", SUBJECT, label=label, after=after)


def _objections(minutes: int, hours: int) -> list[Objection]:
    found = [] if get_state().is_free else [Objection("rehearsal.is_on")]
    if not 0 <= minutes <= LONGEST_MINUTES:
        found.append(Objection("rehearsal.minutes", "minutes", {"most": LONGEST_MINUTES}))
    if not 1 <= hours <= LONGEST_HOURS:
        found.append(Objection("rehearsal.hours", "hours", {"most": LONGEST_HOURS}))
    return found


def _require(actor: Actor) -> None:
    """Refuses whoever may not rehearse for the whole country: a copy holds all of it. And there is none of a copy."""
    if current_app.config["REHEARSAL"] or not actor.may(Permission.REHEARSE, EVERYWHERE):
        raise Forbidden


def _note(actor: Actor, source: str, minutes: int, hours: int) -> None:
    record(actor, "rehearsal.started", SUBJECT, label=source, after={"minutes": minutes, "hours": hours})


def _may_write_beside() -> bool:
    """Returns whether progress can be kept while the real database is read: SQLite without its log cannot do both."""
    return bool(describe_engine(db.engine).get("wal", True))


def _tell_nothing(_done: int, _total: int) -> None:
    """Says nothing on how far the copy is."""


def _shown(objection: Objection) -> dict[str, Any]:
    params = {
        name: value if isinstance(value, int) else str(value) for name, value in objection.params.items()
    }
    return {"code": objection.code, "params": params, "article": objection.article}
