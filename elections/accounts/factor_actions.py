"""The second factor of an account: setting it up, asking for it, taking it away."""

from datetime import datetime

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.accounts.factor_queries import find_factor
from elections.accounts.models import RecoveryCode, SecondFactor, User
from elections.accounts.queries import SYSTEM, actor_of
from elections.accounts.second_factor import bare, is_app_code, new_recovery_codes, recovery_digest, step_of
from elections.accounts.session_actions import close_sessions, end_others
from elections.accounts.tries import ACCOUNT
from elections.accounts.tries_actions import Step, counted, give_back, note_failure, take_try
from elections.audit.actions import record
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden, NotFound, Objection, Refused


def set_second_factor(user: User, session_id: int, seed: str, typed: str, now: datetime) -> list[str]:
    """Takes the app whose seed this is for the account's own and returns fresh recovery codes; other log-ins end.

    Raises Refused when the code that was typed is not the app's.
    """
    step = step_of(seed, bare(typed), now, 0)
    if step is None:
        raise Refused([Objection("account.code_wrong", "code")])
    _forget(user)
    sealed = current_app.extensions["vault"].encrypt(seed)
    db.session.add(SecondFactor(user_id=user.id, seed_sealed=sealed, last_step=step, set_at=now))
    codes = _write_codes(user)
    end_others(user.id, session_id)
    record(actor_of(user), "account.factor_set", user, label=user.login)
    return codes


def make_recovery_codes(user: User) -> list[str]:
    """Returns fresh recovery codes; the earlier ones end. Raises NotFound without a second factor."""
    if find_factor(user.id) is None:
        raise NotFound
    codes = _write_codes(user)
    record(actor_of(user), "account.recovery_codes", user, label=user.login)
    return codes


def remove_second_factor(user: User, session_id: int) -> None:
    """Takes one's own second factor away; other log-ins end."""
    _forget(user)
    end_others(user.id, session_id)
    record(actor_of(user), "account.factor_removed", user, label=user.login)


def reset_second_factor(actor: Actor, user: User) -> None:
    """Takes the second factor of another away, who lost the phone and the paper; all their log-ins end."""
    if actor is not SYSTEM and not actor.may(Permission.MANAGE_ACCOUNTS, user.path):
        raise Forbidden
    _forget(user)
    close_sessions(user)
    record(actor, "account.factor_reset", user, label=user.login)


@looking_from(EVERYWHERE)
def check_code(user: User, typed: str, now: datetime, address: str) -> None:
    """Takes a code from the app or from paper, each once; raises Refused, or Slowed before its time."""
    user_id, by = user.id, [counted("code", user.id, ACCOUNT)]
    take_try(by, now, user)
    given = bare(typed)
    used = (
        _use_app_code(user_id, given, now) if is_app_code(given) else _use_recovery_code(user_id, given, now)
    )
    if not used:
        note_failure(Step.CODE, user, address)
        raise Refused([Objection("account.code_wrong", "code")])
    give_back(by, now)
    if not is_app_code(given):
        record(actor_of(user), "account.recovery_code_used", user, label=user.login)


def _use_app_code(user_id: int, code: str, now: datetime) -> bool:
    """Returns whether the code is right and nobody used it before, not even at this moment."""
    factor = find_factor(user_id)
    if factor is None:
        return False
    seed = current_app.extensions["vault"].decrypt(factor.seed_sealed)
    step = step_of(seed, code, now, factor.last_step)
    if step is None:
        return False
    unused = (SecondFactor.id == factor.id, SecondFactor.last_step < step)
    taken = db.session.execute(sa.update(SecondFactor).where(*unused).values(last_step=step))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _use_recovery_code(user_id: int, code: str, now: datetime) -> bool:
    unused = (
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_digest == recovery_digest(code),
        RecoveryCode.used_at.is_(None),
    )
    taken = db.session.execute(sa.update(RecoveryCode).where(*unused).values(used_at=now))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _forget(user: User) -> None:
    for table in (SecondFactor, RecoveryCode):
        db.session.execute(sa.delete(table).where(table.user_id == user.id))


def _write_codes(user: User) -> list[str]:
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = new_recovery_codes()
    db.session.add_all(RecoveryCode(user_id=user.id, code_digest=recovery_digest(code)) for code in codes)
    return codes
