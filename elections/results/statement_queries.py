"""Reading published targets: as they were, and what has changed since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.target_rule import Counting, Denominator
from elections.database import db
from elections.errors import NotFound
from elections.results.target import Target, Variant
from elections.results.target_history import Moment
from elections.results.target_models import TargetStatement
from elections.results.target_page import Look, target_of
from elections.web.paging import Page, paged


@dataclass(frozen=True)
class Place:
    """A territory as a statement names it."""

    path: str
    name_ru: str
    name_kk: str


@dataclass(frozen=True)
class Since:
    """What a statement said of something, and what holds now; None where it is no more, or was not yet."""

    path: str
    name: object
    then: Target | None
    now: Target | None


def list_statements(page: int = 1) -> Page[Any]:
    """Returns a page of the published targets of the viewer's territory, the latest first."""
    return paged(sa.select(TargetStatement).order_by(TargetStatement.id.desc()), page)


def get_statement(statement_id: int) -> TargetStatement:
    """Returns a published target; raises NotFound."""
    statement = sa.select(TargetStatement).where(TargetStatement.id == statement_id)
    found = db.session.scalar(statement.options(joinedload(TargetStatement.election)))
    if found is None:
        raise NotFound
    return found


def variants_of(statement: TargetStatement) -> dict[Variant, Target]:
    """Returns the four ways as they were published, the chosen one first."""
    return {
        (Denominator(one["denominator"]), Counting(one["counting"])): target_of(one["target"])
        for one in statement.figures["variants"]
    }


def main_of(statement: TargetStatement) -> Target:
    """Returns the target of the campaign as it was published."""
    return target_of(statement.figures["variants"][0]["target"])


def places_of(statement: TargetStatement) -> list[tuple[Place, Target]]:
    """Returns the territories inside, each with its target as it was published."""
    return [
        (Place(one["path"], one["name_ru"] or one["path"], one["name_kk"]), target_of(one["target"]))
        for one in statement.figures["places"]
    ]


def moments_of(statement: TargetStatement) -> list[Moment]:
    """Returns the night up to the moment of publishing."""
    return [
        Moment(datetime.fromisoformat(at), won, open_, lost)
        for at, won, open_, lost in statement.figures["history"]
    ]


def changes_since(statement: TargetStatement, look: Look) -> tuple[list[Since], list[Since]]:
    """Returns each of the four ways then and now, and the territories whose figures have changed."""
    before = variants_of(statement)
    ways = [Since("", way, before.get(way), now) for way, now in look.view.by.items()]
    told = {place.path: (place, target) for place, target in places_of(statement)}
    now = {path: view.main for path, view in look.places.items()}
    places = [
        Since(
            path, told[path][0] if path in told else look.names.get(path.split("/")[-2]), then, now.get(path)
        )
        for path in sorted({*told, *now})
        for then in [told[path][1] if path in told else None]
        if then != now.get(path)
    ]
    return ways, places
