"""Keeping the words of people and places: with the change itself, in its transaction, whoever makes it.

Rows that the session writes are indexed as they are flushed. Rows that a statement writes past it are unknown here, so
they are looked for before the commit: after an insert those without words, after a delete words without a record; after an
update the whole kind is made anew. Who writes people in bulk and knows their numbers names them to `index_people`, which costs least.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from elections.database import WRITTEN_IN_BULK, db
from elections.people.models import Person
from elections.search.models import SearchWord, SubjectKind
from elections.search.terms import numbers_of, words_of
from elections.territory.models import Constituency, Unit
from elections.territory.queries import DISTRICTS, REGIONS

WORDS = cast(sa.Table, SearchWord.__table__)
KINDS: dict[SubjectKind, type[Any]] = {
    SubjectKind.PERSON: Person,
    SubjectKind.CONSTITUENCY: Constituency,
    SubjectKind.UNIT: Unit,
}
FIELDS = {
    SubjectKind.PERSON: ("surname", "given_name", "patronymic", "phone"),
    SubjectKind.CONSTITUENCY: ("name_ru", "name_kk", "kato"),
    SubjectKind.UNIT: ("name_ru", "name_kk", "name_en", "kato"),
}
CHUNK = 5000
_ADDED, _CHANGED, _REMOVED = (
    f"search: kinds {what} past the session" for what in ("added to", "changed", "removed")
)


def index_people(ids: Iterable[int]) -> int:
    """Makes the words of these persons anew and returns how many words there are; for who writes them in bulk."""
    connection, made, wanted = db.session.connection(), 0, iter(ids)
    while chunk := list(islice(wanted, CHUNK)):
        made += _index(connection, SubjectKind.PERSON, _rows(connection, SubjectKind.PERSON, chunk), chunk)
    _kinds(db.session(), _ADDED).discard(SubjectKind.PERSON)
    return made


def rebuild(kinds: Iterable[SubjectKind] = tuple(SubjectKind)) -> dict[SubjectKind, int]:
    """Makes all words anew, of all kinds or of some, and returns how many there are of each."""
    connection, made = db.session.connection(), {}
    for kind in kinds:
        connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind))
        made[kind] = _index_all(connection, kind, _rows(connection, kind))
    return made


def _index_all(connection: Connection, kind: SubjectKind, rows: Iterator[Sequence[Any]]) -> int:
    made = 0
    while chunk := list(islice(rows, CHUNK)):
        made += _index(connection, kind, chunk)
    return made


def _index(
    connection: Connection, kind: SubjectKind, rows: Iterable[Sequence[Any]], replaced: Collection[int] = ()
) -> int:
    """Writes the words of rows (id, then the kind's fields); takes those of `replaced` away before."""
    gone = iter(replaced)
    while chunk := list(islice(gone, CHUNK)):
        ours = sa.and_(WORDS.c.kind == kind, WORDS.c.subject_id.in_(chunk))
        connection.execute(sa.delete(WORDS).where(ours))
    found = [(kind.value, word, row[0]) for row in rows for word in _words(kind, row[1:])]
    if found:  # in the order of the primary key and past the binding of each value: an import waits for this
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        insert = f"INSERT INTO search_word (kind, word, subject_id) VALUES ({mark}, {mark}, {mark})"  # noqa: S608
        connection.exec_driver_sql(insert, sorted(found))
    return len(found)


def _words(kind: SubjectKind, texts: Sequence[str | None]) -> set[str]:
    *names, number = (text or "" for text in texts)
    return words_of(*names) | (numbers_of(number) if kind is SubjectKind.PERSON else {number})


def _rows(
    connection: Connection, kind: SubjectKind, ids: Collection[int] | None = None, *, wordless: bool = False
) -> Iterator[Sequence[Any]]:
    """Returns rows (id, then the kind's fields): all, those of `ids`, or those that no word leads to."""
    table = KINDS[kind].__table__
    statement = sa.select(table.c.id, *(table.c[name] for name in FIELDS[kind]))
    if kind is SubjectKind.UNIT:
        statement = statement.where(table.c.kind.in_((*REGIONS, *DISTRICTS)))
    if ids is not None:
        statement = statement.where(table.c.id.in_(ids))
    if wordless:
        led_to = sa.select(WORDS.c.subject_id).where(WORDS.c.kind == kind, WORDS.c.subject_id == table.c.id)
        statement = statement.where(~led_to.exists())
    return iter(connection.execute(statement).all())


# --- with each change ----------------------------------------------------------------------------------------------


def follow_changes() -> None:
    """Lets the words follow every change of every session from now on; called when the application is put together."""
    listeners: dict[str, Callable[..., Any]] = {
        "after_flush": _follow, "do_orm_execute": _notice, "before_commit": _catch_up, "after_soft_rollback": _forget,
    }  # fmt: skip
    for name, listener in listeners.items():
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _kinds(session: Session, what: str) -> set[SubjectKind]:
    found: set[SubjectKind] = session.info.setdefault(what, set())
    return found


def _follow(session: Session, _context: object) -> None:
    for kind, model in KINDS.items():
        changed = [one for one in (*session.new, *session.dirty) if isinstance(one, model)]
        rows = [one for one in changed if _differs(one, kind)]
        gone = [one.id for one in session.deleted if isinstance(one, model)]
        if rows or gone:
            shown = [one for one in rows if not isinstance(one, Unit) or one.kind in (*REGIONS, *DISTRICTS)]
            values = [(one.id, *(getattr(one, name) for name in FIELDS[kind])) for one in shown]
            _index(session.connection(), kind, values, [*(one.id for one in rows), *gone])


def _differs(row: Any, kind: SubjectKind) -> bool:
    state = sa.inspect(row)
    return not state.persistent or any(
        state.attrs[name].history.has_changes() for name in (*FIELDS[kind], "id")
    )


def _notice(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        written = getattr(table, "name", "")  # not the table itself: a statement may hold a copy of it
        kinds = {kind for kind, model in KINDS.items() if model.__tablename__ == written}
        done = _ADDED if state.is_insert else _REMOVED if state.is_delete else _CHANGED
        _kinds(state.session, done).update(kinds)


def _catch_up(session: Session) -> None:
    connection, changed = session.connection(), _kinds(session, _CHANGED)
    for kind in sorted(changed):
        connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind))
        _index_all(connection, kind, _rows(connection, kind))
    for kind in sorted(_kinds(session, _REMOVED) - changed):
        there = sa.select(KINDS[kind].__table__.c.id)
        connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind, WORDS.c.subject_id.not_in(there)))
    written = session.info.get(WRITTEN_IN_BULK, ())
    added = _kinds(session, _ADDED) | {
        kind for kind, model in KINDS.items() if model.__tablename__ in written
    }
    for kind in sorted(added - changed):
        _index_all(connection, kind, _rows(connection, kind, wordless=True))
    _forget(session)


def _forget(session: Session, rolled_back: SessionTransaction | None = None) -> None:
    """Forgets what was noticed; what a savepoint takes back may have been noticed before it, and is looked for."""
    if rolled_back is None or not rolled_back.nested:
        for what in (_ADDED, _CHANGED, _REMOVED, WRITTEN_IN_BULK):
            session.info.pop(what, None)
