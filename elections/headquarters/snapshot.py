"""What an import of headquarters sees: territories by code, headquarters by path, who worked where, people by IIN."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Election
from elections.database import db
from elections.headquarters.models import Headquarters, Member
from elections.headquarters.places import NATION, Place
from elections.people.actions import full_name
from elections.people.models import Person
from elections.territory.queries import list_constituencies, list_districts, list_regions

CHUNK = 500


@dataclass
class Snapshot:
    """The register of headquarters as an import finds it."""

    places: dict[str, Place]
    offices: dict[str, Headquarters]
    members: list[Member]
    by_iin: dict[str, Person]
    of_office: dict[str, list[Member]] = field(default_factory=dict)
    of_person: dict[int, list[Member]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.members:
            self.of_office.setdefault(one.headquarters.path, []).append(one)
            self.of_person.setdefault(one.person_id, []).append(one)

    def namesakes(self, path: str, name: str) -> list[Person]:
        """Returns who of a headquarters, now or before, has this name; the patronymic may be left out."""
        wanted = fold(name)
        found = {
            one.person_id: one.person
            for one in self.of_office.get(path, ())
            if _is_called(one.person, wanted)
        }
        return list(found.values())

    def elsewhere(self, path: str, name: str, scope: str) -> list[Person]:
        """Returns who of the other headquarters of a territory has exactly this name now."""
        wanted = fold(name)
        working = (one for one in self.members if one.until_on is None and one.path.startswith(scope))
        return [one.person for one in working if one.path != path and one.person.search_text == wanted]


def take_snapshot(election: Election, actor: Actor, digests: Iterable[str]) -> Snapshot:
    """Returns the register, and of the territories those where the actor may write headquarters."""
    units: tuple[Any, ...] = (*list_constituencies(), *list_regions(), *list_districts())
    places = {one.kato: Place(one.path, (one.name_ru, one.name_kk)) for one in units}
    places[""] = NATION
    offices = sa.select(Headquarters).where(Headquarters.election_id == election.id)
    members = (
        sa.select(Member).join(Member.headquarters).where(Headquarters.election_id == election.id)
        .options(joinedload(Member.person), joinedload(Member.headquarters)).order_by(Member.id)
    )  # fmt: skip
    return Snapshot(
        {kato: one for kato, one in places.items() if may_write(actor, one.path)},
        {one.path: one for one in db.session.scalars(offices)},
        list(db.session.scalars(members)), _people(digests),
    )  # fmt: skip


def may_write(actor: Actor, path: str) -> bool:
    """Returns whether an import by the actor may write there; the operator at the command line may everywhere."""
    return actor is SYSTEM or actor.may(Permission.EDIT_HEADQUARTERS, path)


def _people(digests: Iterable[str]) -> dict[str, Person]:
    wanted = sorted(set(digests))
    found: dict[str, Person] = {}
    for start in range(0, len(wanted), CHUNK):
        statement = sa.select(Person).where(Person.iin_index.in_(wanted[start : start + CHUNK]))
        found.update((str(one.iin_index), one) for one in db.session.scalars(statement))
    return found


def _is_called(person: Person, wanted: str) -> bool:
    return person.search_text == wanted or fold(full_name(person)).startswith(f"{wanted} ")
