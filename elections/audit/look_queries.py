"""Reading who saw whom: the looks of a territory's people, filtered, and those at one person, whoever looked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import sqlalchemy as sa

from elections.audit.look_models import Look, Protected
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from
from elections.web.paging import Page, paged
from elections.zones import zone_for

AT_ONCE = 2000
"""So many events of pages are held against the register at once."""
_EVENTS, _LOOKS = cast(sa.Table, AuditEvent.__table__), cast(sa.Table, Look.__table__)
_SEEN = (
    sa.select(_EVENTS.c.id, _EVENTS.c.after)
    .where(_EVENTS.c.action == "people.seen")
    .order_by(_EVENTS.c.id)
    .limit(AT_ONCE)
)
NAMED = 5
"""So many of the people of a page are named in its line; of the others the number is told."""
Names = Callable[[Collection[int]], Mapping[int, str]]
_names: list[Names] = []


@dataclass(frozen=True)
class Seen:
    """One look: its event, the page, what of how many was shown, and the first of these people by name."""

    event: AuditEvent
    page: str
    numbers: Mapping[Protected, int]
    people: tuple[tuple[int, str], ...]
    others: int


def register_names(names: Names) -> None:
    """Says who knows the names of persons (by id): the log keeps none of them."""
    _names[:] = [names]


def names_of(person_ids: Collection[int]) -> Mapping[int, str]:
    """Returns the names of persons by id."""
    return _names[0](person_ids) if _names and person_ids else {}


def last_event_id() -> int:
    """Returns the newest event of the log that the viewer sees, while nobody else can write one."""
    statement = sa.select(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(1)
    return db.session.scalars(statement).one()


def list_looks(
    *, login: str = "", what: str = "", person: str = "", since: date | None = None, until: date | None = None,
    page: int = 1,
) -> Page[Seen]:  # fmt: skip
    """Returns a page of the looks of those who work in the viewer's territory, newest first."""
    return _page(_chosen(login, what, person, since, until), page)


def list_looks_at(numbers: Collection[int], page: int = 1) -> Page[Seen]:
    """Returns a page of the looks at one person under all their numbers, whoever looked from wherever.

    The caller minds that the viewer may see the person. Whom else a page showed is not told: they may be of another
    territory.
    """
    at_them = sa.exists().where(Look.event_id == AuditEvent.id, Look.person_id.in_(numbers))
    with looking_from(EVERYWHERE):
        return _page(sa.select(AuditEvent).where(at_them).order_by(AuditEvent.id.desc()), page, only=numbers)


def _chosen(
    login: str = "", what: str = "", person: str = "", since: date | None = None, until: date | None = None
) -> sa.Select[Any]:
    looks = [Look.event_id == AuditEvent.id]
    if what in list(Protected):
        looks.append(Look.what == Protected(what))
    if person.isdecimal() and len(person) < 10:
        looks.append(Look.person_id == int(person))
    statement = sa.select(AuditEvent).where(sa.exists().where(*looks)).order_by(AuditEvent.id.desc())
    if login.strip():
        statement = statement.where(AuditEvent.actor_login == login.strip().lower())
    if since is not None:
        statement = statement.where(AuditEvent.at >= _start(since))
    if until is not None:
        statement = statement.where(AuditEvent.at < _start(until + timedelta(days=1)))
    return statement


def _start(day: date) -> datetime:
    """Returns when a day begins in the capital."""
    return datetime.combine(day, time(), tzinfo=zone_for(EVERYWHERE))


def _page(statement: sa.Select[Any], number: int, only: Collection[int] = ()) -> Page[Seen]:
    found = paged(statement, number)
    people = {event.id: list(only) or _people(event) for event in found.rows}
    shown = {one for ids in people.values() for one in ids[:NAMED]}
    names = names_of(shown)
    rows = [_seen(event, people[event.id], names) for event in found.rows]
    return Page(rows, found.total, found.number, found.size)


def _people(event: AuditEvent) -> list[int]:
    after = event.after or {}
    return sorted({one for what in Protected for one in after.get(what.value, ())})


def _seen(event: AuditEvent, people: list[int], names: Mapping[int, str]) -> Seen:
    after = event.after or {}
    shown = {what: len(set(after.get(what.value, ())) & set(people)) for what in Protected}
    numbers = {what: number for what, number in shown.items() if number}
    first = tuple((one, names.get(one, f"№{one}")) for one in people[:NAMED])
    return Seen(event, str(after.get("page", "")), numbers, first, max(len(people) - NAMED, 0))


def first_altered_look() -> int | None:
    """Returns the first event of which the register says something else than the log, which is chained; None: nowhere."""
    last = 0
    while rows := db.session.execute(_SEEN.where(_EVENTS.c.id > last)).all():
        said = {number: _said(after) for number, after in rows}
        high = rows[-1].id if len(rows) == AT_ONCE else None
        if (altered := _first_unlike(said, last, high)) is not None or high is None:
            return altered
        last = high
    return _first_unlike({}, last, None)


def _first_unlike(said: Mapping[int, set[tuple[str, int]]], low: int, high: int | None) -> int | None:
    """Returns the first event above `low`, up to `high`, of which the register does not say what is `said`."""
    kept: dict[int, set[tuple[str, int]]] = {}
    wanted = sa.select(_LOOKS.c.event_id, _LOOKS.c.what, _LOOKS.c.person_id).where(_LOOKS.c.event_id > low)
    for number, what, person in db.session.execute(
        wanted if high is None else wanted.where(_LOOKS.c.event_id <= high)
    ):
        kept.setdefault(number, set()).add((str(what), person))
    return min((one for one in {*said, *kept} if said.get(one, set()) != kept.get(one, set())), default=None)


def _said(after: Mapping[str, Any] | None) -> set[tuple[str, int]]:
    told = after or {}
    return {(what.value, person) for what in Protected for person in told.get(what.value, [])}
