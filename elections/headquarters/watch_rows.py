"""What files of proxies and of observers have in common: their columns of place and person, and how rows find them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app

from elections.alphabet import fold
from elections.campaign.models import Contest, Election
from elections.campaign.queries import is_newest
from elections.database import db, starts_with
from elections.errors import Objection
from elections.headquarters.observers import Identity
from elections.imports.changes import Change, RowState
from elections.imports.registers import Column, Kind, Row
from elections.people import iin as iins
from elections.people.models import Person
from elections.people.names import (
    FullName,
    birth_date_objections,
    birth_year_objections,
    check_name,
    clean_name,
)
from elections.territory.models import Constituency, Precinct

CHUNK = 500
RECORD = Column("record", False, ("№ записи", "Жазба №", "Record No"), Kind.INTEGER)
PLACE = (
    Column("kato", False, ("КАТО округа", "Округтің ӘАОЖ коды", "KATO code", "КАТО", "Код КАТО"), Kind.KATO),
    Column("constituency", False, ("Избирательный округ", "Сайлау округі", "Constituency", "Округ", "Сельский округ")),
    Column("precinct", True, ("Участок", "Учаске", "Precinct", "№ участка", "Избирательный участок"), Kind.INTEGER),
)  # fmt: skip
PERSON = (
    Column("iin", False, ("ИИН", "ЖСН", "IIN"), is_secret=True),
    Column("full_name", False, ("ФИО", "Т.А.Ә.", "Full name", "Ф.И.О.", "Фамилия, имя, отчество")),
    Column("surname", False, ("Фамилия", "Тегі", "Surname")),
    Column("given_name", False, ("Имя", "Аты", "Given name")),
    Column("patronymic", False, ("Отчество", "Әкесінің аты", "Patronymic")),
    Column("born_on", False, ("Дата рождения", "Туған күні", "Birth date"), Kind.DATE),
    Column("birth_year", False, ("Год рождения", "Туған жылы", "Birth year"), Kind.INTEGER),
    Column("phone", False, ("Телефон", "Телефоны", "Phone"), longest=40),
)  # fmt: skip
NEEDS = (("full_name", "surname", "record"), ("constituency", "kato", "record"))
NAMES = ("full_name", "surname", "given_name", "patronymic", "constituency", "precinct")
STANDS_FOR = {"surname": "full_name", "given_name": "full_name", "patronymic": "full_name"}


@dataclass
class Somebody:
    """Whom a row names: the person of the register, if one is, and what the row says of them."""

    name: FullName
    iin: str
    born_on: date | None
    birth_year: int | None
    phone: str
    person: Person | None = None

    @property
    def identity(self) -> Identity:
        """Returns by what they are told from others."""
        return Identity(self.name, self.born_on.year if self.born_on else self.birth_year)

    @property
    def key(self) -> Any:
        """Returns what is the same in every row about the same person."""
        return self.person.id if self.person else (self.iin or fold(self.name.full), self.identity.birth_year)

    def values(self) -> dict[str, Any]:
        """Returns what a new person is made of."""
        return {
            "surname": self.name.surname, "given_name": self.name.given_name, "patronymic": self.name.patronymic,
            "iin": self.iin, "born_on": self.born_on, "birth_year": self.birth_year, "phone": self.phone,
        }  # fmt: skip


@dataclass
class Ground:
    """The constituencies of the viewer's territory with their precincts, by code and by folded name."""

    by_code: dict[str, Constituency] = field(default_factory=dict)
    by_name: dict[str, list[Constituency]] = field(default_factory=dict)
    precincts: dict[tuple[int, int], Precinct] = field(default_factory=dict)

    def find(self, row: Row) -> tuple[Constituency | None, Precinct | None, list[Objection]]:
        """Returns the constituency and the precinct that a row names, with what speaks against it."""
        place = self.by_code.get(row.text("kato"))
        if place is None and not row.text("kato"):
            named = self.by_name.get(fold(row.text("constituency")), [])
            place = named[0] if len(named) == 1 else None
        if place is None:
            column = "kato" if row.text("kato") else "constituency"
            return None, None, [Objection("watch.constituency_unknown", column)]
        number = row.values.get("precinct")
        precinct = self.precincts.get((place.id, number or 0))
        if precinct is None:
            return place, None, [Objection("watch.precinct_unknown", "precinct", {"precinct": number})]
        return place, precinct, []


def read_ground(election: Election, scope: str) -> Ground:
    """Returns what rows may name below `scope`: two queries."""
    ground = Ground()
    statement = sa.select(Constituency).join(Contest, Contest.constituency_id == Constituency.id)
    for one in db.session.scalars(
        statement.where(
            Contest.election_id == election.id, is_newest(), starts_with(Constituency.path, scope)
        )
    ):
        ground.by_code[one.kato] = one
        for name in {fold(one.name_ru), fold(one.name_kk)}:
            ground.by_name.setdefault(name, []).append(one)
    for precinct in db.session.scalars(sa.select(Precinct).where(starts_with(Precinct.path, scope))):
        ground.precincts[precinct.constituency_id, precinct.number] = precinct
    return ground


def read_people(rows: Sequence[Row]) -> dict[int, Somebody]:
    """Returns whom each row names, by its number; who is known is found by the IIN, or by name and year of birth."""
    indexes = current_app.extensions["vault"].indexes
    found = {row.number: _somebody(row) for row in rows}
    numbers = {digest: one.iin for one in found.values() if one.iin for digest in indexes(one.iin)}
    by_iin = {numbers[str(one.iin_index)]: one for one in _people(Person.iin_index, numbers)}
    names = {fold(one.name.full) for one in found.values() if one.name.full}
    by_name: dict[tuple[str, int | None], list[Person]] = {}
    for person in _people(Person.search_text, names):
        by_name.setdefault((person.search_text, person.birth_year), []).append(person)
    for one in found.values():
        known = by_iin.get(one.iin) if one.iin else None
        same = by_name.get((fold(one.name.full), one.identity.birth_year), [])
        if (
            known is None
            and one.identity.birth_year
            and len(same) == 1
            and not (one.iin and same[0].iin_index)
        ):
            known = same[0]
        one.person = known
    return found


def objections_to(somebody: Somebody, today: date) -> list[Objection]:
    """Returns what speaks against the person that a new row names."""
    found = [*check_name(somebody.name)]
    if somebody.iin:
        found += iins.check(somebody.iin)
    if somebody.born_on:
        found += birth_date_objections(somebody.born_on, today)
    elif somebody.birth_year:
        found += birth_year_objections(somebody.birth_year, today)
    return found


def refused(row: Row, label: str, path: str, objections: Iterable[Objection]) -> Change:
    """Returns the row as one that cannot be carried out."""
    return Change(row.number, RowState.REFUSED, label, path, objections=tuple(objections))


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the cells that differ, before and after."""
    names = [name for name in after if after[name] != before.get(name, "")]
    return {name: before.get(name, "") for name in names}, {name: after[name] for name in names}


def iin_of(person: Person) -> str | None:
    """Returns a person's IIN for an export."""
    return current_app.extensions["vault"].decrypt(person.iin_sealed) if person.iin_sealed else None


def person_cells(person: Person) -> dict[str, Any]:
    """Returns a person's cells of an export."""
    names = ("surname", "given_name", "patronymic", "born_on", "birth_year", "phone")
    return {"iin": iin_of(person), **{name: getattr(person, name) or None for name in names}}


def _somebody(row: Row) -> Somebody:
    parts = [clean_name(row.text(part)) for part in ("surname", "given_name", "patronymic")]
    if not any(parts) and row.text("full_name"):
        words = [clean_name(word) for word in row.text("full_name").split(" ")]
        parts = [words[0], words[1] if len(words) > 1 else "", " ".join(words[2:])]
    born = row.values.get("born_on")
    return Somebody(
        FullName(*parts), iins.clean(row.text("iin")), born, born.year if born else row.values.get("birth_year"),
        row.text("phone"),
    )  # fmt: skip


def _people(column: Any, values: Collection[Any]) -> Iterable[Person]:
    wanted = sorted(values)
    for start in range(0, len(wanted), CHUNK):
        yield from db.session.scalars(sa.select(Person).where(column.in_(wanted[start : start + CHUNK])))
