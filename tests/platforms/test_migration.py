"""The migration to two approvals keeps what a coordinator approved, down and up, on both databases."""

import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from elections.database import db, transaction
from elections.platforms.review_models import PlatformApproval, PlatformSubmission
from elections.platforms.workflow import PlatformStatus, Side
from tests.factories import Factory
from tests.platforms.reviewing import NOW, comment_on


def rows(columns: str, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(sa.text(f"SELECT {columns} FROM {table} ORDER BY 1"))]


def test_one_approval_of_two_goes_down_and_up(app: Flask, factory: Factory) -> None:
    user = factory.user(login="aliya")
    half = factory.platform(status=PlatformStatus.SUBMITTED)
    bare = factory.platform(factory.candidate(), status=PlatformStatus.SUBMITTED)
    published = factory.platform(factory.candidate(), status=PlatformStatus.PUBLISHED)
    comment_on(half)
    approval = {"platform_id": half.id, "path": half.path, "side": Side.COORDINATOR, "user_id": user.id}
    kept = {"platform_id": half.id, "path": half.path, "number": 1, "texts": {}, "pledges": []}
    with transaction():
        db.session.add(PlatformApproval(**approval, login="aliya", at=NOW))
        db.session.add(PlatformSubmission(**kept, login="aliya", at=NOW))
    ids, by = (half.id, bare.id, published.id), user.id
    db.session.remove()

    downgrade(revision="0028")
    below = rows("id, status, approved_by_id", "platform")
    db.session.remove()
    upgrade()

    assert below == [(ids[0], "approved", by), (ids[1], "submitted", None), (ids[2], "published", None)]
    assert rows("id, status, submissions", "platform") == [
        (ids[0], "submitted", 1), (ids[1], "submitted", 1), (ids[2], "published", 1),
    ]  # fmt: skip
    assert rows("platform_id, side, user_id, login", "platform_approval") == [
        (ids[0], "coordinator", by, "aliya")
    ]


def test_what_a_pledge_says_in_kazakh_alone_outlives_the_way_down(app: Flask, factory: Factory) -> None:
    kazakh = factory.pledge(
        indicator="", indicator_kk="3 шақырым", responsible="Аким", responsible_kk="Әкім"
    ).id
    db.session.remove()

    downgrade(revision="0034")
    below = rows("indicator, responsible", "pledge")
    db.session.remove()
    upgrade()

    assert below == [("3 шақырым", "Аким")]
    assert rows("id, indicator, indicator_kk", "pledge") == [(kazakh, "3 шақырым", "")]
