"""The migration of getting in: open log-ins stay open through it, and without it one logs in by the password alone."""

import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from elections.accounts.access import Role
from elections.accounts.models import RecoveryCode, SecondFactor, UserSession
from elections.database import db, transaction, utc_now


def test_open_log_ins_go_down_and_up(app, login) -> None:
    login(Role.OBSERVER, login="aigul")
    opened = db.session.scalars(sa.select(UserSession)).one()
    user_id, created_at = opened.user_id, opened.created_at
    with transaction():
        db.session.add(SecondFactor(user_id=user_id, seed_sealed="x", set_at=utc_now()))
        db.session.add(RecoveryCode(user_id=user_id, code_digest="x"))
    db.session.remove()
    downgrade(revision="0044")
    upgrade()
    opened = db.session.scalars(sa.select(UserSession)).one()
    assert (opened.last_seen_at, opened.confirmed_at, opened.address) == (created_at, created_at, "")
    assert db.session.scalar(sa.select(sa.func.count(SecondFactor.id))) == 0
