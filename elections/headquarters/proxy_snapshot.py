"""What an import of proxies sees of the register: the candidates of ours, their proxies, who stands, who serves whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Contest, Election
from elections.campaign.queries import get_election, is_newest
from elections.candidates.models import Candidate
from elections.candidates.registration import STANDING
from elections.database import db, starts_with
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Proxy
from elections.headquarters.proxy_queries import is_ours
from elections.headquarters.watch_rows import Ground, Somebody, read_ground, read_people
from elections.headquarters.watchers import commissions_of, identity_of_person
from elections.imports.registers import Row
from elections.people.actions import full_name
from elections.territory.models import Precinct


@dataclass
class Known:
    """The register as the rows find it; rows that are accepted are added, so that the next row sees them."""

    election: Election
    ground: Ground
    people: Mapping[int, Somebody]
    commissions: Mapping[Any, tuple[str, ...]]
    candidates: Mapping[str, list[Candidate]]
    proxies: Mapping[int, Proxy]
    standing: Mapping[int, Candidate]
    """The standing candidates of the election, by person."""
    present: dict[tuple[int, int], dict[Any, str]] = field(default_factory=dict)
    """The names of present proxies by person, by candidate and precinct."""
    serving: dict[Any, dict[int, str]] = field(default_factory=dict)
    """The names of the candidates whom a person serves, by candidate."""
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def add(self, candidate: Candidate, precinct_id: int, key: Any, name: str) -> None:
        """Counts a present proxy in."""
        self.present.setdefault((candidate.id, precinct_id), {})[key] = name
        self.serving.setdefault(key, {})[candidate.id] = full_name(candidate.person)


def know(rows: Sequence[Row], scope: str) -> Known:
    """Returns what rows may be about below `scope`: as many queries for one row as for all."""
    election, people = get_election(), read_people(rows)
    identities = [(one.person and identity_of_person(one.person)) or one.identity for one in people.values()]
    proxies = db.session.scalars(
        sa.select(Proxy).join(Proxy.candidate).where(Candidate.election_id == election.id)
        .options(joinedload(Proxy.person), joinedload(Proxy.precinct).joinedload(Precinct.constituency),
                 joinedload(Proxy.candidate).joinedload(Candidate.person))
    ).all()  # fmt: skip
    everybody = db.session.scalars(
        sa.select(Candidate).join(Candidate.contest)
        .options(joinedload(Candidate.person), joinedload(Candidate.contest).joinedload(Contest.election))
        .where(Candidate.election_id == election.id, is_newest(), Candidate.status.in_(STANDING), is_ours(election), starts_with(Candidate.path, scope))
        .order_by(Candidate.id)
    ).all()  # fmt: skip
    own: dict[str, list[Candidate]] = {}
    for one in everybody:
        own.setdefault(one.path, []).append(one)
    known = Known(
        election, read_ground(election, scope), people, commissions_of(set(identities)), own,
        {one.id: one for one in proxies if one.path.startswith(scope)}, _standing(election),
    )  # fmt: skip
    for proxy in proxies:
        if proxy.status is not ProxyStatus.ENDED and proxy.candidate.status in STANDING:
            known.add(proxy.candidate, proxy.precinct_id, proxy.person_id, full_name(proxy.person))
    return known


def _standing(election: Election) -> dict[int, Candidate]:
    statement = sa.select(Candidate).where(
        Candidate.election_id == election.id, Candidate.status.in_(STANDING)
    )
    return {one.person_id: one for one in db.session.scalars(statement)}
