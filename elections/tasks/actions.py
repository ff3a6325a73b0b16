"""Writing tasks: own ones, and the life of all: done with proof, opened again, cancelled, handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.campaign.queries import calendar_of
from elections.candidates.file_actions import Upload, made_plain
from elections.database import db, utc_now
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if
from elections.tasks.models import Task, TaskFile
from elections.tasks.queries import key_of_owner, place_of_owner
from elections.tasks.rules import Kind, State, objections_to_proof, objections_to_step, objections_to_time

MAXIMUM_FILES = 10
"""How many files prove one task."""
LINK_BEGINNINGS = ("https://", "http://")


@dataclass(frozen=True)
class Place:
    """Where a task is done: a path, and the contest where it is a constituency."""

    path: str
    contest_id: int | None = None


@dataclass(frozen=True)
class Content:
    """What somebody says of an own task."""

    kind: Kind
    title: str
    note: str
    link: str
    due_at: datetime
    needs_proof: bool


def create_task(actor: Actor, election: Election, place: Place, content: Content, owner: str = "") -> Task:
    """Makes an own task at a place; `owner` is a key of those who may get it, "" nobody. Raises Refused, Forbidden."""
    _require(actor, place.path)
    objections = _content_objections(election, place.path, content)
    refuse_if(objections + _owner_objections(owner, [place.path]))
    task = Task(election_id=election.id, path=place.path, contest_id=place.contest_id, **vars(content))
    _give(task, owner)
    db.session.add(task)
    db.session.flush()
    record(actor, "task.created", task, label=label_of(task), after={**_shown(task), "owner": owner})
    return task


def change_task(actor: Actor, election: Election, task: Task, version: int, content: Content) -> None:
    """Changes an own task; of the pack only the note and the link. Raises Refused, Stale, Forbidden."""
    _require(actor, task.path)
    if task.version != version:
        raise Stale
    values = vars(content)
    if task.template:
        refuse_if(_link_objections(content.link))
        values = {"note": content.note, "link": content.link}
    else:
        refuse_if(_content_objections(election, task.path, content))
    before = _shown(task)
    for name, value in values.items():
        setattr(task, name, value)
    db.session.flush()
    if before != (after := _shown(task)):
        record(actor, "task.changed", task, label=label_of(task), before=before, after=after)


def mark_done(
    actor: Actor, task: Task, version: int, now: datetime, *, proof: str = "", uploads: Sequence[Upload] = ()
) -> None:
    """Marks a task as done, with what proves it. Raises Refused, Stale, Forbidden."""
    _require_work(actor, task)
    if task.version != version:
        raise Stale
    objections = list(objections_to_step(task.state, State.DONE, ""))
    objections += objections_to_proof(proof, len(uploads) + len(task.files), needed=task.needs_proof)
    files = _files(actor, task, uploads, objections)
    refuse_if(objections)
    db.session.add_all(files)
    task.state, task.done_at, task.done_by, task.proof = State.DONE, now, actor.login, proof
    db.session.flush()
    after = {"proof": proof, "files": [one.name for one in files]}
    record(actor, "task.done", task, label=label_of(task), after=after)


def reopen(actor: Actor, task: Task, version: int, reason: str) -> None:
    """Opens a task again that was done or cancelled; what proved it stays. Raises Refused, Stale, Forbidden."""
    _require_work(actor, task)
    before = _step(task, version, State.OPEN, reason)
    record(actor, "task.reopened", task, label=label_of(task), before=before, reason=reason)


def cancel(actor: Actor, task: Task, version: int, reason: str) -> None:
    """Cancels a task. Raises Refused, Stale, Forbidden."""
    _require(actor, task.path)
    before = _step(task, version, State.CANCELLED, reason)
    record(actor, "task.cancelled", task, label=label_of(task), before=before, reason=reason)


def hand_over(actor: Actor, tasks: Sequence[Task], owner: str) -> int:
    """Gives tasks to somebody ("" takes them from everybody) and returns how many changed hands.

    Raises Refused when the new owner does not work where one of the tasks is, Forbidden.
    """
    for task in tasks:
        _require(actor, task.path)
    refuse_if(_owner_objections(owner, [task.path for task in tasks]))
    moved = [task for task in tasks if key_of_owner(task) != owner]
    for task in moved:
        before = {"owner": key_of_owner(task)}
        _give(task, owner)
        db.session.flush()
        record(actor, "task.handed_over", task, label=label_of(task), before=before, after={"owner": owner})
    return len(moved)


def look_at_file(actor: Actor, task: Task, file: TaskFile) -> bytes:
    """Returns what a file shows; the log says who looked. Raises Forbidden."""
    if not actor.may(Permission.SEE_TASKS, task.path):
        raise Forbidden
    content: bytes = current_app.extensions["vault"].decrypt_bytes(file.content_sealed)
    record(actor, "task.file_seen", task, label=label_of(task), after={"file": file.name})
    return content


def remove_file(actor: Actor, task: Task, file: TaskFile) -> None:
    """Takes a file away from a task, for good. Raises Forbidden."""
    _require(actor, task.path)
    db.session.delete(file)
    db.session.flush()
    record(actor, "task.file_removed", task, label=label_of(task), before={"file": file.name})


def may_work(actor: Actor, task: Task) -> bool:
    """Returns whether the actor may say that a task is done: who may change tasks there, and its owner."""
    owns = actor.user_id is not None and actor.user_id == task.owner_user_id
    return actor.may(Permission.EDIT_TASKS, task.path) or (
        owns and actor.may(Permission.SEE_TASKS, task.path)
    )


def label_of(task: Task) -> str:
    """Returns by which words the log knows a task: its title, or its name in the pack."""
    return task.title or task.template


def _step(task: Task, version: int, state: State, reason: str) -> dict[str, object]:
    """Takes a task to another state than done and returns what it was before."""
    if task.version != version:
        raise Stale
    refuse_if(objections_to_step(task.state, state, reason))
    before: dict[str, object] = {"state": task.state, "proof": task.proof}
    task.state, task.done_at, task.done_by, task.reason = state, None, "", reason
    db.session.flush()
    return before


def _content_objections(election: Election, path: str, content: Content) -> list[Objection]:
    found = list(objections_to_time(content.kind, content.due_at, calendar_of(election, path)))
    return found + _link_objections(content.link)


def _link_objections(link: str) -> list[Objection]:
    return [Objection("task.link", "link")] if link and not link.startswith(LINK_BEGINNINGS) else []


def _owner_objections(owner: str, paths: Sequence[str]) -> list[Objection]:
    """Returns the objection to an owner who does not see one of the places from where they work."""
    place = place_of_owner(owner) if owner else ""
    fits = place is not None and all(path.startswith(place) for path in paths)
    return [] if fits else [Objection("task.owner_elsewhere", "owner")]


def _files(
    actor: Actor, task: Task, uploads: Sequence[Upload], objections: list[Objection]
) -> list[TaskFile]:
    """Returns the rows of files that are new to a task; what speaks against the others is added to `objections`."""
    vault, known = current_app.extensions["vault"], {one.digest for one in task.files}
    if len(task.files) + len(uploads) > MAXIMUM_FILES:
        objections.append(Objection("task.too_many_files", "files", {"maximum": MAXIMUM_FILES}))
        return []
    found: list[TaskFile] = []
    for upload in uploads:
        try:
            name, content, kind = made_plain(upload, "files")
        except Refused as refused:
            objections += refused.objections
            continue
        digest = vault.blind_index(sha256(content).hexdigest())
        if digest not in known:
            known.add(digest)
            found.append(TaskFile(
                task_id=task.id, path=task.path, name=name, mimetype=kind.value, size=len(content), digest=digest,
                content_sealed=vault.encrypt_bytes(content), uploaded_by=actor.login, uploaded_at=utc_now(),
            ))  # fmt: skip
    return found


def _give(task: Task, owner: str) -> None:
    number = int(owner[1:]) if owner else None
    task.owner_user_id = number if owner.startswith("u") else None
    task.owner_member_id = number if owner.startswith("m") else None


def _shown(task: Task) -> dict[str, object]:
    return {name: getattr(task, name) for name in ("kind", "title", "note", "link", "due_at", "needs_proof")}


def _require(actor: Actor, path: str) -> None:
    if not actor.may(Permission.EDIT_TASKS, path):
        raise Forbidden


def _require_work(actor: Actor, task: Task) -> None:
    if not may_work(actor, task):
        raise Forbidden
