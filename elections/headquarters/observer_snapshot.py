"""What an import of observers sees of the register: who is where and when, who is a proxy, who is in a commission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Election
from elections.campaign.queries import get_election
from elections.candidates.models import Candidate
from elections.candidates.registration import STANDING
from elections.database import db
from elections.headquarters.observers import Assignment
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Observer, Proxy
from elections.headquarters.watch_rows import Ground, Somebody, read_ground, read_people
from elections.headquarters.watchers import commissions_of, identity_of_person
from elections.imports.registers import Row
from elections.people.actions import full_name


@dataclass
class Known:
    """The register as the rows find it; rows that are accepted are added, so that the next row sees them."""

    election: Election
    ground: Ground
    people: Mapping[int, Somebody]
    commissions: Mapping[Any, tuple[str, ...]]
    observers: Mapping[int, Observer]
    proxies: set[tuple[int, int]]
    """Who is a proxy where: (precinct, person)."""
    here: dict[int, list[tuple[Any, Assignment]]] = field(default_factory=dict)
    own: dict[Any, list[tuple[Any, Assignment]]] = field(default_factory=dict)
    """The shifts by precinct and by person, each with the key of its person or record."""

    def add(self, precinct_id: int, key: Any, record_id: Any, one: Assignment) -> None:
        """Counts a shift in."""
        self.here.setdefault(precinct_id, []).append((key, one))
        self.own.setdefault(key, []).append((record_id, one))


def know(rows: Sequence[Row], scope: str) -> Known:
    """Returns what rows may be about below `scope`: as many queries for one row as for all."""
    election, people = get_election(), read_people(rows)
    identities = {identity_of_person(one.person) if one.person else one.identity for one in people.values()}
    observers = db.session.scalars(
        sa.select(Observer).where(Observer.election_id == election.id)
        .options(joinedload(Observer.person), joinedload(Observer.precinct))
    ).all()  # fmt: skip
    proxies = sa.select(Proxy.precinct_id, Proxy.person_id).join(Proxy.candidate).where(
        Proxy.status != ProxyStatus.ENDED, Candidate.election_id == election.id, Candidate.status.in_(STANDING)
    )  # fmt: skip
    known = Known(
        election, read_ground(election, scope), people, commissions_of(identities),
        {one.id: one for one in observers if one.path.startswith(scope)},
        {(row[0], row[1]) for row in db.session.execute(proxies)},
    )  # fmt: skip
    for one in observers:
        if one.removed_on is None:
            shift = Assignment(full_name(one.person), one.precinct.number, one.shift)
            known.add(one.precinct_id, one.person_id, one.id, shift)
    return known
