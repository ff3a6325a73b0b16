"""The database: naming convention, SQLite and PostgreSQL set-up, one transaction, and the scope of who is looking.

Writers begin with BEGIN IMMEDIATE on SQLite, so that two of them queue instead of losing an update; readers get a
transaction in which no row can be changed on either database, so that a GET cannot write even by mistake. Every row
with a territory carries its path; what a viewer may see is added to every ORM query, and one without a viewer is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.types import TypeDecorator

from elections import postgresql, sqlite
from elections.postgresql import connect_patiently, patient_arguments, require_alive
from elections.sqlite import connect_options, sqlite_driver

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of all tables."""

    metadata = sa.MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)
migrate = Migrate()

if TYPE_CHECKING:

    class Model(Base):
        """The parent of all tables, as the type checker sees it."""

        __abstract__ = True
else:
    Model = db.Model

_writing: ContextVar[bool] = ContextVar("writing", default=False)


# --- column types --------------------------------------------------------------------------------------------------


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database; a naive value is a programming error."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Returns the moment in UTC without its zone, as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Returns the kept moment with its zone, UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


PATH_TYPE = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
SORT_TYPE = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")


class Hundredths(TypeDecorator[Decimal]):
    """A number with two decimals, kept as whole hundredths: exact on every database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> int | None:
        """Turns 3.5 into 350; what is finer than a hundredth is refused, not rounded."""
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError(f"{value} is finer than a hundredth")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> Decimal | None:
        """Turns 350 into 3.50."""
        return None if value is None else Decimal(value) / 100


def enum_column(kind: type, name: str) -> sa.Enum:
    """Returns the type of a StrEnum column: text with a named CHECK, so that both databases refuse other words."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )


def utc_now() -> datetime:
    """Returns the present moment in UTC."""
    return datetime.now(UTC)


# --- rows that people edit -----------------------------------------------------------------------------------------


class Versioned:
    """A row that people edit: its version rises with each change, so two clerks cannot overwrite each other."""

    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Names the column that SQLAlchemy compares and raises with each change."""
        return {"version_id_col": cls.version}


# --- scope by territory --------------------------------------------------------------------------------------------


class InScope:
    """A row with a territory: seen by those whose scope is its path or above it."""

    path: Mapped[str] = mapped_column(PATH_TYPE, index=True)

    @classmethod
    def visible(cls, scope: str) -> sa.ColumnElement[bool]:
        """Returns the condition under which a row is seen from `scope` (a path; "" is the nation)."""
        return starts_with(cls.path, scope)


class InScopeOrAbove(InScope):
    """A row with a territory that is seen from below too: a region's name, a seminar the region holds."""

    @classmethod
    def visible(cls, scope: str) -> sa.ColumnElement[bool]:
        """Returns the condition under which a row is seen from `scope`: below it, it, or on the way to it."""
        return sa.or_(starts_with(cls.path, scope), cls.path.in_(ancestors(scope)))


def starts_with(column: Any, prefix: str) -> sa.ColumnElement[bool]:
    """Returns the prefix test as a range, which an index answers on both databases ("0" follows "/")."""
    return sa.and_(column >= prefix, column < prefix[:-1] + "0") if prefix else sa.true()


def ancestors(path: str) -> list[str]:
    """Returns the paths above `path`, the nation ("") first."""
    parts = path.split("/")[:-1]
    return ["".join(part + "/" for part in parts[:length]) for length in range(len(parts))]


EVERYWHERE = ""
_scope: ContextVar[str | None] = ContextVar("scope", default=None)


class ScopeMissing(RuntimeError):
    """A query on rows with a territory was made and nobody said who is looking: a programming error."""


@contextmanager
def looking_from(scope: str) -> Iterator[None]:
    """Lets queries inside see what `scope` (a path) may see."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


def set_scope(scope: str | None) -> None:
    """Sets who is looking for the rest of this request (None: nobody, and scoped queries are refused)."""
    _scope.set(scope)


def present_scope() -> str | None:
    """Returns who is looking, as a path; None when nobody is."""
    return _scope.get()


def scope_bounds() -> dict[str, str]:
    """Returns from where (`low`) to below where (`high`) the paths lie that the viewer sees.

    For statements on tables, which the session does not see: `path >= :low AND path < :high`.
    """
    scope = _scope.get()
    if scope is None:
        raise ScopeMissing("a statement on a table with a territory")
    return {"low": scope, "high": scope[:-1] + "0" if scope else "~"}


@event.listens_for(Session, "do_orm_execute")
def _apply_scope(state: ORMExecuteState) -> None:
    if (
        state.is_column_load
        or state.is_relationship_load
        or not (state.is_select or state.is_update or state.is_delete)
    ):
        return
    scope = _scope.get()
    if scope is None:
        if any(issubclass(mapper.class_, InScope) for mapper in state.all_mappers):
            raise ScopeMissing(", ".join(mapper.class_.__name__ for mapper in state.all_mappers))
        return
    if scope != EVERYWHERE:
        state.statement = state.statement.options(*_criteria(scope))


@lru_cache(maxsize=256)
def _criteria(scope: str) -> list[Any]:
    return [
        with_loader_criteria(mapper.class_, mapper.class_.visible(scope), include_aliases=True)
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, InScope)
    ]


# --- connections and transactions ----------------------------------------------------------------------------------


@contextmanager
def transaction() -> Iterator[None]:
    """Runs the block as one write: commits at its end, rolls back when it raises. For commands and the worker."""
    db.session.rollback()
    token = _writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def set_writing(writing: bool) -> None:
    """Says whether the transaction about to begin may write; web requests say it by their method."""
    _writing.set(writing)


def begin_writing() -> None:
    """Ends a transaction that only read, so that what comes next may write; one that may goes on.

    On SQLite it waits in line at once. What the session knows is read anew, and what was begun in it is dropped.
    """
    if _writing.get():
        return
    goes_on = db.session().in_transaction() and not (db.session.new or db.session.dirty or db.session.deleted)
    if goes_on and db.engine.dialect.name == "sqlite":
        connection = db.session.connection()
        try:
            sqlite.begin(connection, writing=True)
        except DBAPIError:
            db.session.rollback()
            raise
        db.session.expire_all()
    else:
        db.session.rollback()
    _writing.set(True)


def engine_options(url: str, seconds: int = sqlite.BUSY_SECONDS) -> dict[str, Any]:
    """Returns the options of the engine for the database at `url`; others who write are waited for so many seconds.

    What a failed statement was given is in no exception's text: it may be a person's data.
    """
    if url.startswith("sqlite"):
        return {**connect_options(seconds), "hide_parameters": True}
    return {"connect_args": patient_arguments(seconds), "hide_parameters": True}


def init_database(app: Flask) -> None:
    """Binds the database and its migrations to `app`."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True)
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda made, _record: made.prepare())
        else:
            event.listen(engine, "do_connect", connect_patiently)
            event.listen(engine, "checkout", require_alive)
        event.listen(engine, "begin", _begin)


def _begin(connection: Connection) -> None:
    writing = _writing.get()
    if connection.dialect.name == "sqlite":
        sqlite.begin(connection, writing=writing)
    else:
        cast(postgresql.Connection, connection.connection.dbapi_connection).allow(writing=writing)


def describe_engine(engine: Engine) -> dict[str, object]:
    """Returns the database's name and version, and whether its log is safe, for /healthz."""
    if engine.dialect.name != "sqlite":
        return {"name": engine.dialect.name}
    return {"name": "sqlite", "version": sqlite_driver.sqlite_version, "wal": sqlite.is_wal_safe()}


REMEMBERED = 4096
"""Days, moments and words repeat from row to row: as many of a column are turned but once."""
ROWS_AT_ONCE = 300
"""So many rows a statement brings: SQLite makes the list of what a CHECK allows anew for each statement."""
Follower = Callable[[Connection, Sequence[str], Sequence[Sequence[Any]]], None]
_followers: dict[str, Follower] = {}


def follow_rows(model: Any, follower: Follower) -> None:
    """Has `follower` told (connection, names of the columns, rows) of the rows of a table that `insert_rows` writes."""
    _followers[model.__tablename__] = follower


def insert_rows(model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Writes many rows of a table at once, by the driver's own statement.

    Values are of the columns' Python types, as elsewhere. Nothing is defaulted and no object of the session is made.
    """
    table, connection = model.__table__, db.session.connection()
    follower = _followers.get(table.name)
    if follower is not None:
        rows = list(rows)
    kept = [
        table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for name in names
    ]
    write_rows(connection, table.name, names, rows, [
        (place, lru_cache(REMEMBERED)(partial(_turn, turn))) for place, turn in enumerate(kept) if turn is not None
    ])  # fmt: skip
    if follower is not None:
        follower(connection, names, cast(Sequence[Sequence[Any]], rows))


def write_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]],
    turned: Sequence[tuple[int, Callable[[Any], Any]]] = (), *, unless_there: bool = False,
) -> None:  # fmt: skip
    """Writes rows of what the driver knows, or what `turned` makes so (by the place of the column)."""
    dialect, width, coming = connection.dialect, len(names), iter(rows)
    mark = "?" if dialect.positional else "%s"
    one = f"({', '.join([mark] * width)})"
    columns = ", ".join(map(dialect.identifier_preparer.quote, names))
    head = f"INSERT INTO {table} ({columns}) VALUES "  # noqa: S608
    tail = " ON CONFLICT DO NOTHING" if unless_there else ""
    whole = head + ", ".join([one] * ROWS_AT_ONCE) + tail
    while cells := list(chain.from_iterable(islice(coming, ROWS_AT_ONCE))):
        for place, turn in turned:
            cells[place::width] = map(turn, cells[place::width])
        number = len(cells) // width
        statement = whole if number == ROWS_AT_ONCE else head + ", ".join([one] * number) + tail
        connection.exec_driver_sql(statement, tuple(cells))


def _turn(turn: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else turn(value)


def reserve_ids(model: Any, number: int) -> list[int]:
    """Returns `number` fresh keys of a table, for rows that are written in bulk and refer to each other.

    The transaction must be writing: on SQLite nobody else is then; PostgreSQL's sequence gives no key twice. No key
    comes that a row once had, on SQLite of tables that say `sqlite_autoincrement`.
    """
    table = model.__table__
    if db.session.get_bind().dialect.name == "postgresql":
        sequence = sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "id"))
        statement = sa.select(sequence).select_from(sa.func.generate_series(1, number))
        return list(db.session.scalars(statement))
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.name)
    last = max(db.session.scalar(sa.select(sa.func.max(table.c.id))) or 0, db.session.scalar(given) or 0)
    return list(range(last + 1, last + 1 + number))
