"""Getting in: the password, slowed down for whoever guesses, and the password once more before what matters."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from elections.accounts.models import User
from elections.accounts.passwords import hash_password, is_hashed_weakly, password_fits
from elections.accounts.queries import find_user
from elections.accounts.tries import ACCOUNT, ADDRESS
from elections.accounts.tries_actions import Counted, Step, counted, give_back, note_failure, take_try
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Objection, Refused


@dataclass(frozen=True)
class Origin:
    """From where somebody tries: the address, and the device when it has got into an account (its number) before."""

    address: str
    device: str = ""
    device_of: int | None = None


@looking_from(EVERYWHERE)
def check_password(login: str, password: str, now: datetime, origin: Origin) -> User:
    """Returns the account; raises Refused with one answer for a wrong name and a wrong password, Slowed before its time."""
    by = _counted(login, find_user(login), origin)
    take_try(by, now, find_user(login))
    user = find_user(login)
    fits = password_fits(password, user.password_hash if user else "")
    if user is None or not fits or not user.is_active:
        note_failure(Step.PASSWORD, user, origin.address)
        raise Refused([Objection("account.log_in_failed")])
    give_back(by, now)
    if is_hashed_weakly(user.password_hash):
        _keep_hash(user, hash_password(password))
    return user


def _keep_hash(user: User, password_hash: str) -> None:
    """Keeps the hash with today's costs; it is no change of the account, so its version stays."""
    db.session.execute(sa.update(User).where(User.id == user.id).values(password_hash=password_hash))


def confirm_password(
    user: User, session_id: int, password: str, now: datetime, address: str, field: str = "password"
) -> None:
    """Raises Refused unless this is the password of the account that is logged in already, Slowed before its time."""
    by = [counted("session", session_id, ACCOUNT)]
    take_try(by, now, user)
    if not password_fits(password, user.password_hash):
        note_failure(Step.CONFIRMING, user, address)
        raise Refused([Objection("account.password_wrong", field)])
    with transaction():  # of its own: what is refused besides does not make the right password a wrong one
        give_back(by, now)


def _counted(login: str, user: User | None, origin: Origin) -> list[Counted]:
    """Returns what a try counts against: a device that got into this account before stands apart from all strangers."""
    if user is not None and origin.device and origin.device_of == user.id:
        return [counted("device", origin.device, ACCOUNT)]
    return [
        counted("account", login.strip().lower(), ACCOUNT),
        counted("address", network_of(origin.address), ADDRESS),
    ]


def network_of(address: str) -> str:
    """Returns the address, of IPv6 the first half: the rest is chosen by whoever has it."""
    return ":".join(address.split(":")[:4]) if ":" in address else address
