"""Reading imprints: those of a platform, and the last one that was written, after which a new one is made."""

from typing import Any

import sqlalchemy as sa

from elections.database import db
from elections.platforms.imprint import IMPRINT_FIELDS, Paper, Written, written_in
from elections.platforms.imprint_models import Imprint
from elections.platforms.models import Platform


def list_imprints(platform_id: int) -> dict[Paper, Imprint]:
    """Returns the imprints of a platform by language."""
    statement = sa.select(Imprint).where(Imprint.platform_id == platform_id)
    return {Paper(one.language): one for one in db.session.scalars(statement)}


def find_pattern(platform: Platform, paper: Paper) -> Imprint | None:
    """Returns the imprint in that language that somebody wrote last, of the same region first, or None."""
    statement = sa.select(Imprint).where(Imprint.language == paper, Imprint.platform_id != platform.id)
    is_near = Imprint.path.startswith(platform.path.split("/")[0] + "/", autoescape=True)
    latest = statement.order_by(is_near.desc(), Imprint.updated_at.desc(), Imprint.id.desc())
    return db.session.scalar(latest.limit(1))


def imprint_of(imprint: Imprint | None) -> dict[str, Any]:
    """Returns what an imprint says by field; nothing of one that is not written."""
    return {name: getattr(imprint, name) for name in IMPRINT_FIELDS} if imprint else {}


def written_of(platform: Platform, paper: Paper) -> Written:
    """Returns what of a platform is written in a language."""
    pledges = [getattr(one, f"what_{paper}") for one in platform.pledges]
    return written_in(getattr(platform, f"title_{paper}"), getattr(platform, f"text_{paper}"), pledges)
