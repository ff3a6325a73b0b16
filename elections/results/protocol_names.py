"""Wide files of protocols whose columns are headed by the candidates' names: which column is about whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from elections.alphabet import fold
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import find_election
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db
from elections.imports.registers import Column, Kind
from elections.imports.values import read_column
from elections.people.models import Person
from elections.territory.models import Constituency

COLUMNS = 30
"""How many columns of names a file may have."""
KEYS = tuple(f"named_{number}" for number in range(1, COLUMNS + 1))
_KATO = Column("constituency_kato", False, (), Kind.KATO)
_LOOSE = re.compile(r"[.,\s]+")


def find_named(
    rows: Sequence[Sequence[Any]], header: int, places: Mapping[str, int], taken: Iterable[int]
) -> dict[str, int]:
    """Returns the columns headed by a name that one candidate alone has in the contests of the file; `taken` are others'."""
    if header < 0 or "constituency_kato" not in places or not {"candidate", "votes"}.isdisjoint(places):
        return {}
    others = {*taken, *places.values()}
    headings = {
        place: str(cell)
        for place, cell in enumerate(rows[header])
        if cell is not None and place not in others
    }
    ballot = _standing(_katos(rows[header + 1 :], places["constituency_kato"])) if headings else []
    seen: dict[int, list[int]] = defaultdict(list)
    for place, heading in headings.items():
        found = called(ballot, heading)
        if len(found) == 1:
            seen[found[0].id].append(place)
    certain = sorted(places_of[0] for places_of in seen.values() if len(places_of) == 1)
    return dict(zip((key for key in KEYS if key not in places), certain, strict=False))


def called(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Returns who has the name that a heading says: in full, without the patronymic, or with initials."""
    wanted, listed = _bare(text), [(one, _forms(one.person)) for one in candidates]
    for form in range(4):
        found = [one for one, forms in listed if wanted in forms[form]]
        if wanted and found:
            return found
    return []


def _forms(person: Person) -> tuple[frozenset[str], ...]:
    """Returns how a person may be called, the fullest way first; with initials they may come before or after."""
    surname, given, patronymic = person.surname, person.given_name, person.patronymic
    return (
        frozenset({_bare(f"{surname} {given} {patronymic}")}),
        frozenset({_bare(f"{surname} {given}"), _bare(f"{given} {surname}")}),
        frozenset(_bare(f"{one} {other}") for one, other in _both(surname, given[:1] + patronymic[:1])),
        frozenset(_bare(f"{one} {other}") for one, other in _both(surname, given[:1])),
    )


def _both(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


def _bare(text: str) -> str:
    return _LOOSE.sub("", fold(text))


def _katos(rows: Iterable[Sequence[Any]], place: int) -> set[str]:
    codes, _against = read_column(_KATO, [row[place] if place < len(row) else None for row in rows])
    return {code for code in codes if code}


def _standing(katos: Iterable[str]) -> list[Candidate]:
    election = find_election()
    if election is None:
        return []
    statement = (
        sa.select(Candidate).join(Candidate.person).join(Candidate.contest).join(Contest.constituency)
        .options(contains_eager(Candidate.person))
        .where(Candidate.election_id == election.id, Candidate.status == Status.REGISTERED,
               Contest.status != ContestStatus.CANCELLED, Constituency.kato.in_(list(katos)))
    )  # fmt: skip
    return list(db.session.scalars(statement))
