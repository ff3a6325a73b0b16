"""Changing accounts: making, altering, disabling, setting passwords."""

import re
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission, Role
from elections.accounts.entry_actions import confirm_password
from elections.accounts.models import SetupLink, User
from elections.accounts.password_rules import password_objections
from elections.accounts.passwords import hash_password, new_token, token_digest
from elections.accounts.queries import SYSTEM, actor_of, find_user
from elections.accounts.session_actions import close_sessions
from elections.accounts.tries_actions import Slowed
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if

LOGIN_PATTERN = re.compile(r"[a-z][a-z0-9._-]{2,59}")
SETUP_LINK_LIFE = timedelta(days=3)


def create_user(actor: Actor, *, login: str, name: str, role: Role, path: str, territory_label: str) -> User:
    """Makes an account without a password: its owner sets one by a one-time link. Raises Refused, Forbidden."""
    _require(actor, path)
    login = login.strip().lower()
    objections = []
    if not LOGIN_PATTERN.fullmatch(login):
        objections.append(Objection("account.login_form", "login"))
    elif find_user(login):
        objections.append(Objection("account.login_taken", "login", {"login": login}))
    refuse_if(objections)
    user = User(login=login, name=name, role=role, path=path, territory_label=territory_label)
    db.session.add(user)
    db.session.flush()
    record(actor, "account.created", user, label=login, after=_shown(user))
    return user


def change_user(actor: Actor, user: User, version: int, changes: dict[str, Any]) -> None:
    """Changes an account's name, role, territory or whether it is active; a disabled one is logged out at once."""
    _require(actor, user.path)
    _require(actor, changes.get("path", user.path))
    if user.version != version:
        raise Stale
    if user.id == actor.user_id and not (
        changes.get("is_active", True) and changes.get("role", user.role) == user.role
    ):
        raise Refused([Objection("account.own_role")])
    before = _shown(user)
    for name, value in changes.items():
        setattr(user, name, value)
    if not user.is_active:
        close_sessions(user)
    db.session.flush()
    record(actor, "account.changed", user, label=user.login, before=before, after=_shown(user))


def make_setup_link(actor: Actor, user: User, now: datetime) -> str:
    """Returns the token of a new one-time link for the account; earlier links end."""
    _require(actor, user.path)
    _end_setup_links(user)
    token = new_token()
    db.session.add(
        SetupLink(user_id=user.id, token_digest=token_digest(token), expires_at=now + SETUP_LINK_LIFE)
    )
    record(actor, "account.setup_link", user, label=user.login)
    return token


def use_setup_link(link: SetupLink, password: str, again: str, now: datetime) -> User:
    """Sets the password by a one-time link, which ends with it, as do all open log-ins. Raises Refused."""
    refuse_if(password_objections(password, again, link.user))
    link.used_at = now
    link.user.password_hash = hash_password(password)
    close_sessions(link.user)
    record(actor_of(link.user), "account.password_set", link.user, label=link.user.login)
    return link.user


def change_password(
    user: User, session_id: int, old: str, new: str, again: str, now: datetime, address: str
) -> None:
    """Changes one's own password and ends all open log-ins and one-time links. Raises Refused, Slowed for who guesses."""
    objections = password_objections(new, again, user)
    try:
        confirm_password(user, session_id, old, now, address, "old_password")
    except Slowed:
        raise
    except Refused as refused:
        objections.extend(refused.objections)
    refuse_if(objections)
    user.password_hash = hash_password(new)
    close_sessions(user)
    _end_setup_links(user)
    record(actor_of(user), "account.password_changed", user, label=user.login)


def _end_setup_links(user: User) -> None:
    db.session.execute(sa.delete(SetupLink).where(SetupLink.user_id == user.id))


def _require(actor: Actor, path: str) -> None:
    if actor is not SYSTEM and not actor.may(Permission.MANAGE_ACCOUNTS, path):
        raise Forbidden


def _shown(user: User) -> dict[str, Any]:
    return {
        "name": user.name, "role": user.role.value, "territory": user.territory_label, "is_active": user.is_active,
    }  # fmt: skip
