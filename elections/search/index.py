"""Keeping the words of people and places: with the change itself, in its transaction, whoever makes it.

Rows that the session writes are indexed as they are flushed, rows of `insert_rows` as they are written. Rows that another
statement writes are unknown here, so they are looked for before the commit: after an insert those without words, after a
delete words without a record; after an update the whole kind is made anew. Words are kept by their primary key alone: what
a record was called says which of them go.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from elections.database import EVERYWHERE, db, follow_rows, looking_from, write_rows
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
SHOWN_UNITS = (*REGIONS, *DISTRICTS)
CHUNK = 5000
_ADDED, _CHANGED, _REMOVED = (
    f"search: kinds {what} past the session" for what in ("added to", "changed", "removed")
)


def rebuild(kinds: Iterable[SubjectKind] = tuple(SubjectKind)) -> dict[SubjectKind, int]:
    """Makes all words anew, of all kinds or of some, and returns how many there are of each."""
    connection, made = db.session.connection(), {}
    with looking_from(EVERYWHERE):
        for kind in kinds:
            connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind))
            made[kind] = _index_all(connection, kind, _rows(connection, kind))
    return made


def _index_all(connection: Connection, kind: SubjectKind, rows: Iterator[Sequence[Any]]) -> int:
    made = 0
    while chunk := list(islice(rows, CHUNK)):
        made += _index(connection, kind, chunk)
    return made


def _index(connection: Connection, kind: SubjectKind, rows: Iterable[Sequence[Any]]) -> int:
    """Writes the words of rows (id, then the kind's fields) that have none yet, in the order of the primary key."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for word in _words(kind, row[1:]):
            found[word].append(row[0])
    name = kind.value
    coming = ((word, subject_id, name) for word in sorted(found) for subject_id in sorted(found[word]))
    write_rows(connection, WORDS.name, ("word", "subject_id", "kind"), coming, unless_there=True)
    return sum(map(len, found.values()))


def _add(
    kind: SubjectKind, connection: Connection, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Writes the words of rows that were written in bulk."""
    wanted = itemgetter(*(names.index(name) for name in ("id", *FIELDS[kind])))
    if kind is SubjectKind.UNIT:
        sort = names.index("kind")
        rows = [row for row in rows if row[sort] in SHOWN_UNITS]
    _index(connection, kind, map(wanted, rows))


def _take_away(
    connection: Connection, kind: SubjectKind, subject_id: int, words: Iterable[str] | None
) -> None:
    """Takes the words of a record away: these, or, where nobody knows what it was called, whichever lead to it."""
    ours = sa.and_(WORDS.c.kind == kind, WORDS.c.subject_id == subject_id)
    statement = sa.delete(WORDS).where(ours)
    connection.execute(statement if words is None else statement.where(WORDS.c.word.in_(list(words))))


def _words(kind: SubjectKind, texts: Sequence[str | None]) -> set[str]:
    *names, number = (text or "" for text in texts)
    return words_of(*names) | (numbers_of(number) if kind is SubjectKind.PERSON else {number})


def _rows(connection: Connection, kind: SubjectKind, *, wordless: bool = False) -> Iterator[Sequence[Any]]:
    """Returns rows (id, then the kind's fields): all, or those that no word leads to."""
    table = KINDS[kind].__table__
    statement = sa.select(table.c.id, *(table.c[name] for name in FIELDS[kind]))
    if kind is SubjectKind.UNIT:
        statement = statement.where(table.c.kind.in_(SHOWN_UNITS))
    if wordless:
        led_to = sa.select(WORDS.c.subject_id).where(WORDS.c.kind == kind).distinct().subquery()
        statement = statement.outerjoin(led_to, led_to.c.subject_id == table.c.id).where(
            led_to.c.subject_id.is_(None)
        )
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
    for kind, model in KINDS.items():
        follow_rows(model, partial(_add, kind))


def _kinds(session: Session, what: str) -> set[SubjectKind]:
    found: set[SubjectKind] = session.info.setdefault(what, set())
    return found


def _follow(session: Session, _context: object) -> None:
    for kind, model in KINDS.items():
        changed = [
            one for one in (*session.new, *session.dirty) if isinstance(one, model) and _differs(one, kind)
        ]
        gone = [one for one in session.deleted if isinstance(one, model)]
        for one in (*changed, *gone):
            if one not in session.new:
                _take_away(session.connection(), kind, one.id, _words_before(one, kind))
        shown = [one for one in changed if not isinstance(one, Unit) or one.kind in SHOWN_UNITS]
        if shown:
            _index(
                session.connection(),
                kind,
                [(one.id, *(getattr(one, name) for name in FIELDS[kind])) for one in shown],
            )


def _differs(row: Any, kind: SubjectKind) -> bool:
    state = sa.inspect(row)
    return not state.persistent or any(
        state.attrs[name].history.has_changes() for name in (*FIELDS[kind], "id")
    )


def _words_before(row: Any, kind: SubjectKind) -> set[str] | None:
    """Returns by which words a record was found until now; None where the session never learnt what it was called."""
    texts = []
    for name in FIELDS[kind]:
        known = sa.inspect(row).attrs[name].history
        before = known.deleted or known.unchanged
        if not before:
            return None
        texts.append(before[0])
    return _words(kind, texts)


def _notice(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        written = getattr(table, "name", "")  # not the table itself: a statement may hold a copy of it
        kinds = {kind for kind, model in KINDS.items() if model.__tablename__ == written}
        done = _ADDED if state.is_insert else _REMOVED if state.is_delete else _CHANGED
        _kinds(state.session, done).update(kinds)


def _catch_up(session: Session) -> None:
    """Brings the words up to what was written past the session: those of every territory, whoever wrote."""
    connection, changed = session.connection(), _kinds(session, _CHANGED)
    with looking_from(EVERYWHERE):
        for kind in sorted(changed):
            connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind))
            _index_all(connection, kind, _rows(connection, kind))
        for kind in sorted(_kinds(session, _REMOVED) - changed):
            there = sa.select(KINDS[kind].__table__.c.id)
            connection.execute(sa.delete(WORDS).where(WORDS.c.kind == kind, WORDS.c.subject_id.not_in(there)))
        for kind in sorted(_kinds(session, _ADDED) - changed):
            _index_all(connection, kind, _rows(connection, kind, wordless=True))
    _forget(session)


def _forget(session: Session, rolled_back: SessionTransaction | None = None) -> None:
    """Forgets what was noticed; what a savepoint takes back may have been noticed before it, and is looked for."""
    if rolled_back is None or not rolled_back.nested:
        for what in (_ADDED, _CHANGED, _REMOVED):
            session.info.pop(what, None)
