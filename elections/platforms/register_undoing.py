"""Taking an import of platforms back: what it made goes, what it changed is as before; later work stops it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import Model, db
from elections.imports.changes import Applied, Blocked
from elections.imports.registers import Context
from elections.people.actions import full_name
from elections.platforms.models import DemandWay, MoneySource, Platform, PlatformWriter, Pledge, Sector
from elections.platforms.register_columns import PLEDGE_FIELDS
from elections.platforms.workflow import PlatformStatus

RESTORED: Mapping[str, Any] = {
    "sector": Sector, "money_source": MoneySource, "due_on": date.fromisoformat, "demand_on": date.fromisoformat, "demand_way": DemandWay, "start_value": Decimal, "goal_value": Decimal,
}  # fmt: skip
GOES_ALONG = {PlatformWriter.__tablename__, Pledge.__tablename__}


def kept(pledge: Pledge) -> dict[str, Any]:
    """Returns a pledge as an undo keeps it."""
    values = {name: getattr(pledge, name) for name in PLEDGE_FIELDS}
    return {
        name: str(value) if name in RESTORED and value is not None else value
        for name, value in values.items()
    }


def undo_platforms(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes rows back, all of them or none; returns those whose records somebody has worked on since."""
    platforms = {one.subject_id: db.session.get(Platform, one.subject_id) for one in applied}
    pledges = {key: db.session.get(Pledge, key) for one in applied if (key := one.undo["pledge_id"])}
    made = {one.subject_id for one in applied if one.undo["made_platform"]}
    born = {one.undo["pledge_id"] for one in applied if one.undo["made_pledge"]}
    used = _referred(Platform, made) | {
        one.id for one in platforms.values() if one and one.id in made and {each.id for each in one.pledges} - born
    }  # fmt: skip
    used_pledges = _referred(Pledge, born)
    blocked = [
        Blocked(one.number, _label(platforms[one.subject_id]))
        for one in applied
        if one.subject_id in used
        or one.undo["pledge_id"] in used_pledges
        or _is_edited(one, platforms[one.subject_id], pledges.get(one.undo["pledge_id"]))
    ]
    if blocked:
        return blocked
    for one in reversed(applied):
        _take_back(one, platforms[one.subject_id], pledges.get(one.undo["pledge_id"]))
    db.session.flush()
    for platform in filter(None, platforms.values()):
        record(context.actor or SYSTEM, "platform.import_undone", platform, label=_label(platform))
        if platform.id in made:
            db.session.delete(platform)
    db.session.flush()
    return []


def _take_back(applied: Applied, platform: Platform | None, pledge: Pledge | None) -> None:
    for name, text in applied.undo["texts"].items():
        setattr(platform, name, text)
    if pledge is not None and applied.undo["made_pledge"]:
        if platform is not None:
            platform.pledges.remove(pledge)
    elif pledge is not None:
        for name, value in applied.undo["pledge"].items():
            setattr(pledge, name, RESTORED[name](value) if name in RESTORED and value is not None else value)


def _is_edited(applied: Applied, platform: Platform | None, pledge: Pledge | None) -> bool:
    if platform is None or platform.status is not PlatformStatus.DRAFT:
        return True
    if platform.version != applied.undo["platform_version"]:
        return True
    if applied.undo["pledge_id"] is None:
        return False
    return pledge is None or pledge.version != applied.undo["pledge_version"]


def _referred(model: Any, ids: Collection[int]) -> set[int]:
    """Returns which of these rows another table refers to: a comment, an approval, an imprint."""
    found: set[int] = set()
    for table in Model.metadata.sorted_tables:
        for key in table.foreign_keys if ids and table.name not in GOES_ALONG else ():
            if key.column.table is model.__table__:
                found |= set(db.session.scalars(sa.select(key.parent).where(key.parent.in_(list(ids)))))
    return found


def _label(platform: Platform | None) -> str:
    return full_name(platform.candidate.person) if platform else ""
