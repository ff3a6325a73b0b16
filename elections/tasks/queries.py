"""Reading tasks: lists, one with its files, how many there are of each sort, and who has them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import ROLE_PERMISSIONS, Permission
from elections.accounts.models import User
from elections.alphabet import fold
from elections.campaign.models import Contest, Election
from elections.campaign.queries import calendar_of
from elections.database import EVERYWHERE, ancestors, db, looking_from, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.people.models import Person
from elections.tasks.models import Task, TaskFile
from elections.tasks.rules import CAMPAIGNING, WEEK, Kind, State, Window, window_of
from elections.territory.models import Constituency
from elections.web.paging import Page, paged
from elections.zones import WESTERN

MINE, NOBODYS = "mine", "nobody"
LATE, SOON, FORBIDDEN = "late", "week", "forbidden"


@dataclass(frozen=True)
class Chosen:
    """What a list of tasks is filtered by; "" is everything, but for `state`: open ones."""

    whose: str = ""
    when: str = ""
    state: str = ""
    kind: str = ""
    path: str = ""
    search: str = ""


@dataclass(frozen=True)
class Counters:
    """How many open tasks there are: all, late, due within a week, without owner, where the law forbids them, mine."""

    open: int
    late: int
    week: int
    unowned: int
    forbidden: int
    mine: int
    mine_late: int
    mine_week: int


@dataclass(frozen=True)
class Owner:
    """Who has a task: an account (`role` is "") or a member of a headquarters."""

    name: str
    role: MemberRole | None = None


def list_tasks(
    election: Election, now: datetime, user_id: int | None, chosen: Chosen, page: int
) -> Page[Any]:
    """Returns a page of the tasks that are chosen, the earliest due first."""
    return paged(_chosen(election, now, user_id, chosen), page)


def list_all_tasks(
    election: Election, now: datetime, user_id: int | None, chosen: Chosen, most: int | None = None
) -> list[Task]:
    """Returns the tasks that are chosen, the earliest due first, all or the first of them: for files and paper."""
    return list(db.session.scalars(_chosen(election, now, user_id, chosen).limit(most)))


def get_task(task_id: int) -> Task:
    """Returns a task with its place and files, without the files' contents; raises NotFound."""
    statement = sa.select(Task).where(Task.id == task_id).options(_place(), selectinload(Task.files))
    task = db.session.scalar(statement)
    if task is None:
        raise NotFound
    return task


def get_tasks(ids: Collection[int]) -> list[Task]:
    """Returns tasks in the viewer's territory; raises NotFound when one is not there."""
    found = list(db.session.scalars(sa.select(Task).where(Task.id.in_(ids)).order_by(Task.id)))
    if len(found) < len(set(ids)):
        raise NotFound
    return found


def get_file(task_id: int, file_id: int) -> TaskFile:
    """Returns a file of a task; raises NotFound."""
    file = db.session.scalar(sa.select(TaskFile).where(TaskFile.id == file_id, TaskFile.task_id == task_id))
    if file is None:
        raise NotFound
    return file


def count_tasks(election: Election, now: datetime, user_id: int | None, path: str = "") -> Counters:
    """Returns how many open tasks there are in the viewer's territory and in `path`, by what is to be told of them."""
    late, soon, mine = Task.due_at < now, _soon(now), _mine(user_id)
    asked = (
        sa.true(), late, soon, is_nobodys(), outside_campaign(election), mine, sa.and_(mine, late), sa.and_(mine, soon),
    )  # fmt: skip
    statement = sa.select(*(sa.func.count().filter(one) for one in asked)).select_from(Task)
    here = (Task.election_id == election.id, Task.state == State.OPEN, starts_with(Task.path, path))
    counted: Any = db.session.execute(statement.where(*here)).one()
    return Counters(*counted)


def due_by_constituency(election_id: int, now: datetime) -> dict[str, tuple[int, int]]:
    """Returns (done, all) of the tasks of each constituency that are due by now, by its path; cancelled ones count nowhere."""
    done = sa.func.count().filter(Task.state == State.DONE)
    statement = (
        sa.select(Task.path, done, sa.func.count())
        .where(
            Task.election_id == election_id, Task.contest_id.is_not(None), Task.state != State.CANCELLED,
            Task.due_at <= now,
        )
        .group_by(Task.path)
    )  # fmt: skip
    return {path: (one, two) for path, one, two in db.session.execute(statement)}


def list_open_at(election_id: int, path: str, headquarters_id: int | None = None) -> list[Task]:
    """Returns the open tasks at exactly this place, or of the members of a headquarters, the earliest due first."""
    here = (Task.election_id == election_id, Task.state == State.OPEN, _at(path, headquarters_id))
    statement = sa.select(Task).where(*here).options(_place()).order_by(Task.due_at, Task.id)
    return list(db.session.scalars(statement))


def count_at(election_id: int, path: str, headquarters_id: int | None = None) -> tuple[int, int]:
    """Returns (done, all) of the same tasks, the done ones too; cancelled ones do not count."""
    here = (Task.election_id == election_id, Task.state != State.CANCELLED, _at(path, headquarters_id))
    statement = sa.select(sa.func.count().filter(Task.state == State.DONE), sa.func.count()).select_from(Task)
    done, of_all = db.session.execute(statement.where(*here)).one()
    return done, of_all


def owners_of(tasks: Iterable[Task]) -> dict[int, Owner]:
    """Returns who has each of the tasks by the task's id, those above the viewer too: two queries at most."""
    tasks = list(tasks)
    users = {one.owner_user_id for one in tasks if one.owner_user_id}
    members = {one.owner_member_id for one in tasks if one.owner_member_id}
    with looking_from(EVERYWHERE):
        named = {one.id: Owner(one.name or one.login) for one in _rows(users, sa.select(User), User.id)}
        working = sa.select(Member).options(joinedload(Member.person))
        worked = {one.id: Owner(_name(one.person), one.role) for one in _rows(members, working, Member.id)}
    found = {
        one.id: named.get(one.owner_user_id or 0) or worked.get(one.owner_member_id or 0) for one in tasks
    }
    return {task_id: owner for task_id, owner in found.items() if owner is not None}


def list_possible_owners(path: str) -> dict[str, Owner]:
    """Returns who may get a task at `path`, by key: accounts that see it ("u7"), members there and above it ("m7")."""
    chain = [*ancestors(path), path]
    seeing = [role for role, holds in ROLE_PERMISSIONS.items() if Permission.SEE_TASKS in holds]
    users = (
        sa.select(User)
        .where(User.is_active, User.role.in_(seeing), User.path.in_(chain))
        .order_by(User.login)
    )
    with looking_from(EVERYWHERE):
        found = {f"u{one.id}": Owner(one.name or one.login) for one in db.session.scalars(users)}
    members = sa.select(Member).join(Member.headquarters).options(joinedload(Member.person))
    here = members.where(Member.until_on.is_(None), Headquarters.path.in_(chain)).order_by(
        Member.path.desc(), Member.id
    )
    return found | {f"m{one.id}": Owner(_name(one.person), one.role) for one in db.session.scalars(here)}


def place_of_owner(key: str) -> str | None:
    """Returns from where somebody who may get tasks works: the path of the account or the headquarters, None of others."""
    number = int(key[1:]) if key[1:].isdecimal() and len(key) < 10 else 0
    with looking_from(EVERYWHERE):
        if key.startswith("u"):
            user = db.session.scalar(sa.select(User).where(User.id == number, User.is_active))
            return user.path if user and Permission.SEE_TASKS in ROLE_PERMISSIONS[user.role] else None
        at = (
            sa.select(Headquarters.path)
            .join(Headquarters.members)
            .where(Member.id == number, Member.until_on.is_(None))
        )
        return db.session.scalar(at) if key.startswith("m") else None


def key_of_owner(task: Task) -> str:
    """Returns the key of who has a task, "" of nobody."""
    if task.owner_user_id is not None:
        return f"u{task.owner_user_id}"
    return "" if task.owner_member_id is None else f"m{task.owner_member_id}"


def outside_campaign(election: Election) -> sa.ColumnElement[bool]:
    """Returns the condition on tasks of campaigning that are due when the law forbids it, each in its region's time."""
    places: dict[Window, list[str]] = {}
    for code in WESTERN:
        places.setdefault(window_of(calendar_of(election, code)), []).append(code)
    nations = window_of(calendar_of(election))
    region = sa.func.substr(Task.path, 1, 2)
    there = [sa.and_(region.in_(codes), _outside(window)) for window, codes in places.items()]
    elsewhere = sa.and_(region.not_in(list(WESTERN)), _outside(nations))
    return sa.and_(Task.kind.in_(CAMPAIGNING), sa.or_(elsewhere, *there))


def _at(path: str, headquarters_id: int | None) -> sa.ColumnElement[bool]:
    if headquarters_id is None:
        return Task.path == path
    members = sa.select(Member.id).where(Member.headquarters_id == headquarters_id)
    return sa.or_(Task.path == path, Task.owner_member_id.in_(members))


def _chosen(election: Election, now: datetime, user_id: int | None, chosen: Chosen) -> sa.Select[Any]:
    statement = sa.select(Task).where(Task.election_id == election.id, starts_with(Task.path, chosen.path))
    state = State.OPEN if chosen.state not in (*State, "all") else chosen.state
    if state != "all":
        statement = statement.where(Task.state == State(state))
    if chosen.kind in list(Kind):
        statement = statement.where(Task.kind == Kind(chosen.kind))
    whose = {MINE: _mine(user_id), NOBODYS: is_nobodys()}.get(chosen.whose)
    undone = Task.state == State.OPEN
    when = {
        LATE: sa.and_(undone, Task.due_at < now), SOON: sa.and_(undone, _soon(now)),
        FORBIDDEN: sa.and_(undone, outside_campaign(election)),
    }.get(chosen.when)  # fmt: skip
    statement = statement.where(*(one for one in (whose, when) if one is not None))
    if chosen.search:
        statement = statement.outerjoin(Task.contest).outerjoin(Contest.constituency)
        for word in fold(chosen.search).split():
            held = (Constituency.search_text, sa.func.lower(Task.title))
            statement = statement.where(sa.or_(*(one.contains(word, autoescape=True) for one in held)))
    return statement.options(_place()).order_by(Task.due_at, Task.path, Task.id)


def _soon(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Task.due_at >= now, Task.due_at < now + WEEK)


def _mine(user_id: int | None) -> sa.ColumnElement[bool]:
    return Task.owner_user_id == user_id if user_id is not None else sa.false()


def is_nobodys() -> sa.ColumnElement[bool]:
    """Nobody's is what has no owner, and what belongs to somebody who left the headquarters."""
    members = Member.__table__
    left = sa.select(members.c.id).where(members.c.until_on.is_not(None))
    nobody = sa.and_(Task.owner_user_id.is_(None), Task.owner_member_id.is_(None))
    return sa.or_(nobody, Task.owner_member_id.in_(left))


def _outside(window: Window) -> sa.ColumnElement[bool]:
    return sa.or_(Task.due_at < window.opens, Task.due_at >= window.closes)


def _place() -> Any:
    return joinedload(Task.contest).joinedload(Contest.constituency).joinedload(Constituency.district)


def _rows(ids: Collection[int], statement: sa.Select[Any], key: Any) -> Iterable[Any]:
    """Returns the rows with these keys; for none the database is not asked."""
    return db.session.scalars(statement.where(key.in_(ids))) if ids else ()


def _name(person: Person) -> str:
    return f"{person.surname} {person.given_name}"
