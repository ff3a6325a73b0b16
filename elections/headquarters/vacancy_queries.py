"""Reading whom the headquarters of a territory lack: two queries, whatever their number."""

import sqlalchemy as sa

from elections.campaign.models import Election
from elections.database import db, starts_with
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.queries import list_needs
from elections.headquarters.staffing import missing_roles


def list_vacancies(election: Election, path: str) -> dict[str, tuple[MemberRole, ...]]:
    """Returns the vacant roles of each open headquarters below `path`, by its path, in the order of roles."""
    statement = (
        sa.select(Headquarters.path, Headquarters.level, Member.role)
        .join(
            Member, sa.and_(Member.headquarters_id == Headquarters.id, Member.until_on.is_(None)), isouter=True
        )
        .where(
            Headquarters.election_id == election.id, Headquarters.closed_on.is_(None),
            starts_with(Headquarters.path, path),
        )
        .order_by(Headquarters.path)
    )  # fmt: skip
    levels: dict[str, Level] = {}
    held: dict[str, set[MemberRole]] = {}
    for place, level, role in db.session.execute(statement):
        levels[place] = level
        held.setdefault(place, set()).update([role] if role else [])
    needs = list_needs(election.id)
    return {place: tuple(missing_roles(needs[level], held[place])) for place, level in levels.items()}
