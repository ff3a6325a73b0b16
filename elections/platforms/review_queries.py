"""Reading what is said of platforms: approvals, the checklist, what was submitted, who waits for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.accounts.models import User
from elections.audit.actions import plain
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.platforms.checklist import Answer, Point
from elections.platforms.models import Platform, PlatformWriter, Pledge
from elections.platforms.queries import get_platform, list_editions, newest_edition
from elections.platforms.review_models import (
    PlatformApproval,
    PlatformCheck,
    PlatformComment,
    PlatformSubmission,
)
from elections.platforms.workflow import PlatformStatus, Side

TEXTS = ("title_ru", "title_kk", "text_ru", "text_kk")
SIDE_PERMISSIONS = {Side.COORDINATOR: Permission.APPROVE_PLATFORMS, Side.LAWYER: Permission.CHECK_PLATFORMS}
TECHNICAL = ("id", "platform_id", "path", "version", "created_at", "updated_at")


@dataclass(frozen=True)
class Counts:
    """How many newest editions there are, how many wait for the viewer, how many have open comments."""

    by_status: Mapping[PlatformStatus, int]
    waiting: int
    commented: int


@dataclass(frozen=True)
class Version:
    """A version that can be compared: an edition as it is now, or as it was submitted."""

    key: str
    edition: int
    submission: PlatformSubmission | None
    texts: Mapping[str, str]
    pledges: list[dict[str, Any]]


def list_approvals(platform: Platform) -> dict[Side, PlatformApproval]:
    """Returns the approvals of a version that stand, by side."""
    statement = sa.select(PlatformApproval).where(PlatformApproval.platform_id == platform.id)
    return {one.side: one for one in db.session.scalars(statement.order_by(PlatformApproval.at))}


def list_checks(platform: Platform, submission: int | None = None) -> dict[Point, PlatformCheck]:
    """Returns the answers of the law's checklist by point: of the last submission unless another is named."""
    number = platform.submissions if submission is None else submission
    statement = sa.select(PlatformCheck).where(
        PlatformCheck.platform_id == platform.id, PlatformCheck.submission == number
    )
    return {one.point: one for one in db.session.scalars(statement)}


def answers_of(checks: Mapping[Point, PlatformCheck]) -> dict[Point, Answer]:
    """Returns kept answers as the rules take them."""
    return {point: Answer(one.verdict, one.words) for point, one in checks.items()}


def writer_logins(platform: Platform) -> list[str]:
    """Returns who wrote, changed or submitted a version, by their logins in the order of the alphabet."""
    ids = sa.select(PlatformWriter.user_id).where(PlatformWriter.platform_id == platform.id)
    with looking_from(EVERYWHERE):  # whoever wrote it, from wherever
        statement = sa.select(User.login).where(sa.or_(User.id.in_(ids), User.id == platform.author_id))
        return list(db.session.scalars(statement.order_by(User.login)))


def waits_for(actor: Actor) -> sa.ColumnElement[bool]:
    """Returns the condition under which a platform waits for the actor: an approval, publication, or more writing."""
    conditions = [
        sa.and_(Platform.status == PlatformStatus.SUBMITTED, ~_approved(side), ~_written_by(actor))
        for side, permission in SIDE_PERMISSIONS.items()
        if actor.allows(permission)
    ]
    if actor.allows(Permission.APPROVE_PLATFORMS):
        conditions.append(Platform.status == PlatformStatus.APPROVED)
    elif actor.allows(Permission.EDIT_PLATFORMS):
        conditions.append(Platform.status == PlatformStatus.DRAFT)
    return sa.or_(sa.false(), *conditions)


def has_open_comments() -> sa.ColumnElement[bool]:
    """Returns the condition under which a platform has a comment that nobody resolved."""
    return _of(PlatformComment, PlatformComment.parent_id.is_(None), PlatformComment.resolved_at.is_(None))


def count_open_comments(ids: list[int]) -> dict[int, int]:
    """Returns how many comments nobody resolved, by platform; those without are left out."""
    statement = (
        sa.select(PlatformComment.platform_id, sa.func.count())
        .where(
            PlatformComment.platform_id.in_(ids), PlatformComment.parent_id.is_(None),
            PlatformComment.resolved_at.is_(None),
        )
        .group_by(PlatformComment.platform_id)
    )  # fmt: skip
    return {row[0]: row[1] for row in db.session.execute(statement)}


def count_platforms(actor: Actor, path: str = "") -> Counts:
    """Returns how many newest editions below a path are where, in one query."""
    statement = (
        sa.select(
            Platform.status,
            sa.func.count(),
            sa.func.count(sa.case((waits_for(actor), 1))),
            sa.func.count(sa.case((has_open_comments(), 1))),
        )
        .where(Platform.edition == newest_edition(), starts_with(Platform.path, path))
        .group_by(Platform.status)
    )
    rows = db.session.execute(statement).all()
    by_status = {status: number for status, number, _waiting, _commented in rows}
    return Counts(by_status, sum(row[2] for row in rows), sum(row[3] for row in rows))


def list_versions(candidate_id: int) -> list[Version]:
    """Returns what can be compared of a candidate's platform, newest first: editions, and what was submitted of each."""
    editions = {one.id: one for one in list_editions(candidate_id)}
    statement = sa.select(PlatformSubmission).where(PlatformSubmission.platform_id.in_(editions))
    submissions = list(db.session.scalars(statement.order_by(PlatformSubmission.number.desc())))
    found = []
    for platform in editions.values():
        found.append(Version(str(platform.id), platform.edition, None, texts_of(platform), []))
        found += [
            Version(f"{platform.id}-{one.number}", platform.edition, one, one.texts, one.pledges)
            for one in submissions
            if one.platform_id == platform.id
        ]
    return found


def with_pledges(version: Version) -> Version:
    """Returns a version with its pledges: an edition's are read when it is compared."""
    if version.submission is not None:
        return version
    platform = get_platform(int(version.key))
    pledges = [snapshot(one) for one in platform.pledges]
    return Version(version.key, version.edition, None, version.texts, pledges)


def texts_of(platform: Platform) -> dict[str, str]:
    """Returns titles and texts by the names of their columns."""
    return {name: getattr(platform, name) for name in TEXTS}


def pledge_values(pledge: Pledge) -> dict[str, Any]:
    """Returns all that a pledge says, by the names of its columns."""
    return {one.key: getattr(pledge, one.key) for one in Pledge.__table__.columns if one.key not in TECHNICAL}


def snapshot(pledge: Pledge) -> dict[str, str]:
    """Returns what a pledge says as text, as versions keep and compare it."""
    return {name: "" if value is None else str(value) for name, value in plain(pledge_values(pledge)).items()}


def _approved(side: Side) -> sa.ColumnElement[bool]:
    return _of(PlatformApproval, PlatformApproval.side == side)


def _written_by(actor: Actor) -> sa.ColumnElement[bool]:
    wrote = _of(PlatformWriter, PlatformWriter.user_id == actor.user_id)
    return sa.or_(wrote, sa.func.coalesce(Platform.author_id, 0) == (actor.user_id or -1))


def _of(model: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    table = model.__table__
    return sa.exists(sa.select(table.c.platform_id).where(table.c.platform_id == Platform.id, *conditions))
