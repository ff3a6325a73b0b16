"""Reading the second factor of an account."""

import sqlalchemy as sa

from elections.accounts.models import RecoveryCode, SecondFactor
from elections.database import db


def find_factor(user_id: int) -> SecondFactor | None:
    """Returns the second factor of an account, or None."""
    return db.session.scalar(sa.select(SecondFactor).where(SecondFactor.user_id == user_id))


def count_recovery_codes(user_id: int) -> int:
    """Returns how many recovery codes of the account are not used yet."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count(RecoveryCode.id)).where(*unused)) or 0
