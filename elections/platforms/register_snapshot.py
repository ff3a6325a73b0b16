"""The platforms as an import sees them: the candidates of the constituencies that a file names, and their editions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest, Election
from elections.candidates.models import Candidate
from elections.candidates.registration import ENDED
from elections.database import db
from elections.errors import Objection
from elections.imports.registers import Row
from elections.people import iin as iins
from elections.platforms.models import Platform
from elections.territory.models import Constituency

CHUNK = 500


@dataclass
class Snapshot:
    """Candidates by the code of their constituency, and the editions of their platforms by number."""

    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    editions: dict[int, dict[int, Platform]] = field(default_factory=dict)

    def find(self, row: Row) -> tuple[Candidate | None, Objection | None]:
        """Returns the candidate that a row names by constituency and IIN or name, or why there is none."""
        here = self.candidates.get(row.values["kato"], [])
        if not here:
            return None, Objection("platform.place_unknown", "kato")
        iin = iins.clean(row.text("iin"))
        if iin:
            digests = current_app.extensions["vault"].indexes(iin)
            found, column = [one for one in here if one.person.iin_index in digests], "iin"
        else:
            found, column = [one for one in here if _is_named(one, row)], "surname"
        standing = [one for one in found if one.status not in ENDED] or found
        if len(standing) == 1:
            return standing[0], None
        code = "platform.candidate_ambiguous" if standing else "platform.candidate_unknown"
        return None, Objection(code, column)


def take_snapshot(election: Election, rows: Sequence[Row], actor: Actor) -> Snapshot:
    """Returns what the register knows of the constituencies in these rows, as far as the actor may write there."""
    snapshot = Snapshot()
    ids = []
    for candidate in _candidates(election, sorted({row.text("kato") for row in rows})):
        if actor is SYSTEM or actor.may(Permission.EDIT_PLATFORMS, candidate.path):
            snapshot.candidates.setdefault(candidate.contest.constituency.kato, []).append(candidate)
            ids.append(candidate.id)
    for start in range(0, len(ids), CHUNK):
        statement = sa.select(Platform).where(Platform.candidate_id.in_(ids[start : start + CHUNK]))
        for platform in db.session.scalars(statement.options(selectinload(Platform.pledges))):
            snapshot.editions.setdefault(platform.candidate_id, {})[platform.edition] = platform
    return snapshot


def _candidates(election: Election, codes: Sequence[str]) -> Iterator[Candidate]:
    place = joinedload(Candidate.contest).joinedload(Contest.constituency)
    for start in range(0, len(codes), CHUNK):
        statement = (
            sa.select(Candidate)
            .join(Candidate.contest)
            .join(Contest.constituency)
            .where(Candidate.election_id == election.id, Constituency.kato.in_(codes[start : start + CHUNK]))
            .options(joinedload(Candidate.person), place)
            .order_by(Candidate.id)
        )
        yield from db.session.scalars(statement)


def _is_named(candidate: Candidate, row: Row) -> bool:
    """Returns whether a row names the candidate; a patronymic that it leaves out may be any."""
    person, names = candidate.person, ("surname", "given_name", "patronymic")
    wanted = {name: fold(row.text(name)) for name in names}
    return all(fold(getattr(person, name)) == wanted[name] for name in names[:2]) and (
        not wanted["patronymic"] or fold(person.patronymic) == wanted["patronymic"]
    )
