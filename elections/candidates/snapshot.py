"""The register as an import sees it: everything that rows are compared with, read once in plain tuples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from elections.alphabet import fold
from elections.campaign.models import Contest, Election, Party
from elections.campaign.queries import is_newest
from elections.candidates.models import Candidate
from elections.candidates.registration import ENDED
from elections.database import EVERYWHERE, db, looking_from
from elections.people.models import Person
from elections.territory.codes import UnitKind, bare_name
from elections.territory.models import Constituency, Unit

PERSON = (
    Person.id, Person.version, Person.iin_index, Person.surname, Person.given_name, Person.patronymic, Person.born_on,
    Person.birth_year, Person.sex, Person.phone, Person.email, Person.address,
)  # fmt: skip
CANDIDATE = (
    Candidate.id, Candidate.version, Candidate.contest_id, Candidate.person_id, Candidate.path, Candidate.nomination,
    Candidate.nominated_by_id, Candidate.member_of_id, Candidate.status, Candidate.status_on, Candidate.education,
    Candidate.occupation, Candidate.workplace, Candidate.is_new_face, Candidate.is_incumbent,
    Candidate.was_in_primaries, Candidate.heads_primary_organisation, Candidate.is_second_nominee,
)  # fmt: skip


PARTY_WORDS = {fold(word) for word in ("партия", "партиясы", "партии", "party", "политическая", "саяси")}


@dataclass(frozen=True, slots=True)
class Place:
    """A contest of the election, by its constituency."""

    contest_id: int
    path: str
    kato: str
    name: str
    district: str
    words: str
    kind: UnitKind | None = None
    round: int = 1


@dataclass
class Snapshot:
    """Contests by code and name, parties by code and name, people and candidacies by whatever a row may name them."""

    own_party_id: int
    places: dict[str, Place] = field(default_factory=dict)
    named: dict[str, list[Place]] = field(default_factory=dict)
    """Contests by their whole names, folded, and by these without "с.о." and its like."""
    parties: dict[str, int] = field(default_factory=dict)
    party_names: dict[int, str] = field(default_factory=dict)
    people: dict[int, Mapping[Any, Any]] = field(default_factory=dict)
    by_iin: dict[str, int] = field(default_factory=dict)
    candidates: dict[int, Mapping[Any, Any]] = field(default_factory=dict)
    of_person: dict[int, int] = field(default_factory=dict)
    ended: dict[tuple[int, int], int] = field(default_factory=dict)
    """Candidacies that have ended, by contest and person."""
    by_name: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    nominees: dict[tuple[int, int], int] = field(default_factory=dict)

    def places_called(self, name: str) -> list[Place]:
        """Returns the contests of that name, whole, or without the words for what it is or with others of one sense."""
        bare, kind = bare_name(name)
        return self.named.get(fold(name)) or [
            one for one in self.named.get(bare, []) if kind in (None, one.kind)
        ]


def take_snapshot(election: Election, scope: str) -> Snapshot:
    """Returns the register as of now: the contests of the territory `scope`, and all people and candidacies."""
    snapshot = Snapshot(election.own_party_id)
    with looking_from(EVERYWHERE):
        _read_places(snapshot, election, scope)
        _read_parties(snapshot)
        _read_people(snapshot, election)
    return snapshot


def name_key(surname: str, given_name: str, patronymic: str) -> str:
    """Returns by what people without an IIN are told apart inside one contest."""
    return " ".join(map(fold, filter(None, (surname, given_name, patronymic))))


def _read_places(snapshot: Snapshot, election: Election, scope: str) -> None:
    district, region = sa.orm.aliased(Unit), sa.orm.aliased(Unit)
    statement = (
        sa.select(Contest.id, Contest.path, Constituency.kato, Constituency.name_ru, Constituency.name_kk,
                  Constituency.kind, Contest.round, district.name_ru, district.search_text, region.search_text)
        .join(Contest.constituency)
        .join(district, district.id == Constituency.district_id)
        .join(region, region.id == Constituency.region_id)
        .where(Contest.election_id == election.id, is_newest())
    )  # fmt: skip
    for (
        contest_id,
        path,
        kato,
        name_ru,
        name_kk,
        kind,
        number,
        of_district,
        in_district,
        in_region,
    ) in db.session.execute(statement):
        if not path.startswith(scope):
            continue
        place = Place(
            contest_id, path, kato, name_ru, of_district, f"{in_district} {in_region}", kind, number
        )
        snapshot.places[kato] = place
        for name in {fold(name_ru), fold(name_kk), bare_name(name_ru)[0], bare_name(name_kk)[0]}:
            snapshot.named.setdefault(name, []).append(place)


def party_key(name: str) -> str:
    """Returns by what a party is known however it is written: "Партия «Жер»", "«Жер» партиясы" and "Жер" are one."""
    words = [word for word in fold(name).split() if word not in PARTY_WORDS]
    return " ".join(words) or fold(name)


def _read_parties(snapshot: Snapshot) -> None:
    for party_id, code, name_ru, name_kk in db.session.execute(
        sa.select(Party.id, Party.code, Party.name_ru, Party.name_kk)
    ):
        snapshot.party_names[party_id] = code
        for name in (code, name_ru, name_kk):
            snapshot.parties[party_key(name)] = party_id


def _read_people(snapshot: Snapshot, election: Election) -> None:
    of_election = sa.select(Candidate.person_id).where(Candidate.election_id == election.id)
    people = _columns(PERSON).where(sa.or_(Person.iin_index.is_not(None), Person.id.in_(of_election)))
    for person in db.session.execute(people).mappings():
        snapshot.people[person["id"]] = person
        if person["iin_index"]:
            snapshot.by_iin[person["iin_index"]] = person["id"]
    candidates = (
        _columns(CANDIDATE).join(Candidate.contest).where(Candidate.election_id == election.id, is_newest())
    )
    for one in db.session.execute(candidates).mappings():
        snapshot.candidates[one["id"]] = one
        who = snapshot.people[one["person_id"]]
        key = name_key(who["surname"], who["given_name"], who["patronymic"])
        snapshot.by_name.setdefault((one["contest_id"], key), []).append(one["id"])
        if one["status"] in ENDED:
            snapshot.ended[one["contest_id"], one["person_id"]] = one["id"]
        else:
            snapshot.of_person[one["person_id"]] = one["id"]
            if one["nominated_by_id"] is not None and not one["is_second_nominee"]:
                snapshot.nominees[one["contest_id"], one["nominated_by_id"]] = one["id"]


def _columns(columns: tuple[Any, ...]) -> sa.Select[Any]:
    return sa.select(*columns)
