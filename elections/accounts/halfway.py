"""Between the password and the code: who got half-way in, kept in the signed cookie for ten minutes.

Nothing opens by it but the page that asks for the code, and it ends when the password changes.
"""

from datetime import datetime, timedelta

from flask import session

from elections.accounts.models import User
from elections.accounts.passwords import token_digest
from elections.accounts.queries import find_account
from elections.database import utc_now

KEY = "halfway"
LASTS = timedelta(minutes=10)


def remember(user: User, wanted: str) -> None:
    """Keeps that this browser knows the password of the account, and where its owner wanted to go."""
    session[KEY] = {"user": user.id, "at": utc_now().isoformat(), "mark": _mark(user), "wanted": wanted}


def find_halfway() -> tuple[User, str] | None:
    """Returns who is half-way in and where they wanted to go, or None when it is nobody or too long ago."""
    kept = session.get(KEY)
    if not kept or abs(utc_now() - datetime.fromisoformat(kept["at"])) > LASTS:
        return None
    user = find_account(kept["user"])
    return (user, kept["wanted"]) if user is not None and kept["mark"] == _mark(user) else None


def _mark(user: User) -> str:
    return token_digest(user.password_hash)[:16]
