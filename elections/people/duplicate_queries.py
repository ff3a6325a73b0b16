"""Who may be entered twice: pairs of one snapshot, of people whom the viewer sees; and what was merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.people.distinction_queries import find_distinction, list_distinctions
from elections.people.likeness import LIKELY, Pair, PersonKey
from elections.people.matching import find_matches_of, find_pairs
from elections.people.models import Person, PersonDistinction, PersonMerge
from elections.people.reference_queries import list_references
from elections.people.transliteration import is_slip
from elections.web.paging import PAGE_SIZE, Page, paged

KEPT_SCOPES = 64
COUNTED_AT_ONCE = 5_000
"""Of more people than this the number of pairs is told only once somebody has opened their list."""
NEW = 0
"""The number of somebody who is not in the register yet."""
_COLUMNS = (
    Person.id, Person.surname, Person.given_name, Person.patronymic, Person.birth_year, Person.born_on, Person.iin_index,
)  # fmt: skip
_found: dict[tuple[str, str], tuple[tuple[Any, ...], list[Pair]]] = {}


@dataclass(frozen=True)
class Twins:
    """Two people side by side, with the score and the reasons, where they were found to be alike."""

    one: Person
    other: Person
    pair: Pair | None

    __tablename__ = Person.__tablename__

    @property
    def id(self) -> int:
        """The number of the one who was changed last: of whom the log tells who did it."""
        return max((self.one, self.other), key=lambda person: person.updated_at).id

    @property
    def version(self) -> int:
        """The sum of both versions, which rises with every change of either."""
        return self.one.version + self.other.version


def take_snapshot(scope: str, *conditions: sa.ColumnElement[bool]) -> list[PersonKey]:
    """Returns the people who are recorded in the territory `scope`, each with their most exact place: one query."""
    places = sa.union_all(*(
        sa.select(one.person.label("person_id"), one.table.c.path.label("path")).where(starts_with(one.table.c.path, scope))
        for one in list_references() if "path" in one.table.c
    )).subquery()  # fmt: skip
    statement = (
        sa.select(*_COLUMNS, places.c.path).join(places, places.c.person_id == Person.id).where(*conditions)
    )
    found: dict[int, Sequence[Any]] = {}
    for row in db.session.execute(statement):
        if row.id not in found or len(row.path) > len(found[row.id][-1]):
            found[row.id] = row
    return [PersonKey(*found[number]) for number in sorted(found)]


def list_pairs(scope: str) -> list[Pair]:
    """Returns who of a territory's people may be one person and is not known to be two, the best pair first.

    What was found is kept until the register changes.
    """
    return _pairs(scope, _state())


def count_pairs(scope: str) -> int | None:
    """Returns how many pairs there are; None of a large register of which nobody asked since it changed."""
    state = _state()
    known = _found.get((str(db.engine.url), scope))
    if (known is None or known[0] != state) and state[0] > COUNTED_AT_ONCE:
        return None
    return len(_pairs(scope, state))


def list_twins(scope: str, least: int, reason: str, number: int) -> Page[Twins]:
    """Returns a page of pairs of at least `least` points and, where given, with a reason: best first."""
    pairs = [one for one in list_pairs(scope) if one.score >= least and (not reason or reason in one.reasons)]
    page = _page(pairs, number)
    people = _people({one for pair in page.rows for one in _numbers(pair)})
    twins = [Twins(people[pair.left], people[pair.right], pair) for pair in page.rows]
    return Page(twins, page.total, page.number, page.size)


def list_told_apart(scope: str, number: int) -> Page[tuple[Twins, PersonDistinction]]:
    """Returns a page of pairs of a territory's people who are known to be two, the last told first."""
    here = {one.id for one in take_snapshot(scope)}
    known = [one for pair, one in list_distinctions().items() if here.issuperset(pair)]
    page = _page(sorted(known, key=lambda one: -one.id), number)
    people = _people({one for row in page.rows for one in (row.first_id, row.second_id)})
    rows = [(Twins(people[row.first_id], people[row.second_id], None), row) for row in page.rows]
    return Page(rows, page.total, page.number, page.size)


def get_twins(scope: str, one: int, other: int) -> Twins:
    """Returns two people of a territory side by side, the lower number first; raises NotFound."""
    first, second = sorted((one, other))
    keys = take_snapshot(scope, Person.id.in_((first, second)))
    if len(keys) != 2:
        raise NotFound
    people, pairs = _people({first, second}), find_pairs(keys)
    return Twins(people[first], people[second], pairs[0] if pairs else None)


def list_likely(scope: str, person: Mapping[str, Any], path: str) -> list[Person]:
    """Returns who of a territory's people somebody without an IIN most likely is, the likeliest first."""
    born_on: date = person["born_on"]
    key = PersonKey(
        NEW, person["surname"], person["given_name"], person.get("patronymic") or "", born_on.year, born_on, None, path
    )  # fmt: skip
    known = take_snapshot(scope, _born_about(born_on))
    pairs = [pair for pair in find_matches_of([key], known).get(NEW, []) if pair.score >= LIKELY]
    people = _people({pair.right for pair in pairs})
    return [people[pair.right] for pair in pairs]


def list_merges(number: int) -> Page[Any]:
    """Returns a page of merges of the viewer's territory, the last first."""
    return paged(sa.select(PersonMerge).order_by(PersonMerge.id.desc()), number)


def numbers_of(person_id: int) -> list[int]:
    """Returns the numbers under which a person stood and stands: their own, and those of who became one with them."""
    found, coming = [person_id], [person_id]
    while coming:
        gone = sa.select(PersonMerge.gone_id).where(
            PersonMerge.kept_id.in_(coming),
            PersonMerge.unmerged_at.is_(None),
            PersonMerge.gone_id.not_in(found),
        )
        with looking_from(EVERYWHERE):
            coming = list(db.session.scalars(gone))
        found += coming
    return found


def get_merge(merge_id: int) -> PersonMerge:
    """Returns a merge of the viewer's territory; raises NotFound."""
    merge = db.session.scalar(sa.select(PersonMerge).where(PersonMerge.id == merge_id))
    if merge is None:
        raise NotFound
    return merge


def are_told_apart(twins: Twins) -> PersonDistinction | None:
    """Returns who said that these are two people, and when, or None."""
    return find_distinction(twins.one.id, twins.other.id)


def _pairs(scope: str, state: tuple[Any, ...]) -> list[Pair]:
    place = (str(db.engine.url), scope)
    known = _found.get(place)
    if known is None or known[0] != state:
        if len(_found) >= KEPT_SCOPES:
            _found.clear()
        known = _found[place] = (state, find_pairs(take_snapshot(scope)))
    told_apart = list_distinctions()
    return [pair for pair in known[1] if _numbers(pair) not in told_apart]


def _born_about(born_on: date) -> sa.ColumnElement[bool]:
    """Returns the condition of being born in that year, in no known one, or on that day of a year with a slip in it."""
    first, year = str(born_on.year)[:2], str(born_on.year)
    slips = [int(one) for one in (f"{first}{n:02d}" for n in range(100)) if is_slip(one, year)]
    days = [born_on.replace(year=one) for one in slips if (born_on.month, born_on.day) != (2, 29)]
    return sa.or_(Person.birth_year.is_(None), Person.birth_year == born_on.year, Person.born_on.in_(days))


def _state() -> tuple[Any, ...]:
    """Returns what changes with every change that matters to pairs: the register's size and last changes. One query."""
    parts: list[Any] = [sa.func.count(Person.id), sa.func.max(Person.updated_at), sa.func.sum(Person.version)]
    for table in {one.table.name: one.table for one in list_references()}.values():
        last = [sa.func.max(table.c[name]) for name in ("id", "updated_at") if name in table.c]
        parts += [sa.select(one).select_from(table).scalar_subquery() for one in (sa.func.count(), *last)]
    return tuple(db.session.execute(sa.select(*parts)).one())


def _page(rows: Sequence[Any], number: int) -> Page[Any]:
    number = min(number, max(1, -(-len(rows) // PAGE_SIZE)))
    return Page(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(rows), number)


def _people(numbers: set[int]) -> dict[int, Person]:
    found = db.session.scalars(sa.select(Person).where(Person.id.in_(numbers)))
    return {one.id: one for one in found}


def _numbers(pair: Pair) -> tuple[int, int]:
    return (pair.left, pair.right) if pair.left < pair.right else (pair.right, pair.left)
