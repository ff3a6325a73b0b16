"""Keeping forecasts: once and for all, each chained to the one before it."""

from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.audit.chain import FIRST, digest_of
from elections.campaign.queries import get_election, present
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden
from elections.forecast.changes import line_of
from elections.forecast.models import KeptForecast
from elections.forecast.queries import Outlook, content_of, look_ahead
from elections.forecast.reckoning import Prospect, Settings
from elections.forecast.wins import LEVELS
from elections.zones import zone_for

FORECAST_LOCK = 7_214_034
"""The number of PostgreSQL's advisory lock under which forecasts are chained; SQLite has one writer anyway."""


def keep_forecast(actor: Actor, path: str, settings: Settings, *, at: datetime | None = None) -> KeptForecast:
    """Reckons the forecast of a territory and keeps it. Raises Forbidden outside of the actor's own."""
    if actor is not SYSTEM and not actor.may(Permission.ENTER_PROTOCOLS, path):
        raise Forbidden
    at = at or present(get_election())
    outlook = look_ahead(path, settings, at.astimezone(zone_for(path)).date())
    kept = KeptForecast(
        at=at, author_id=actor.user_id, author_login=actor.login, election_id=outlook.election.id, path=path,
        record=settings.record, national=settings.national, regional=settings.regional, seed=settings.seed,
        result=_result(outlook), chances=_chances(outlook),
    )  # fmt: skip
    kept.previous_digest = _last_digest()
    kept.digest = digest_of(content_of(kept), kept.previous_digest)
    db.session.add(kept)
    db.session.flush()
    after = {"digest": kept.digest, **kept.result}
    record(actor, "forecast.kept", kept, label=f"{kept.at:%d.%m.%Y}", after=after)
    return kept


def _chances(outlook: Outlook) -> dict[str, Any]:
    return {str(one.contest_id): line_of(one, *outlook.told(one)).to_json() for one in outlook.contests}


def _result(outlook: Outlook) -> dict[str, Any]:
    """Returns the figures of a forecast in whole numbers: thousandths of a chance, hundredths of a win."""
    main, by = outlook.main, outlook.by
    return {
        "contests": main.target.contests, "needed": main.target.needed, "won": main.target.won,
        "reaches": _thousandths(main), "expected": round(Fraction(main.law.expected) * 100),
        "intervals": {str(level): list(main.law.interval(level)) for level in LEVELS},
        "rules": {" ".join(rule): _thousandths(prospect) for rule, prospect in by.items()},
    }  # fmt: skip


def _thousandths(prospect: Prospect) -> int:
    return round(prospect.reaches * 1000)


def _last_digest() -> str:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(FORECAST_LOCK)))
    table = KeptForecast.__table__
    with looking_from(EVERYWHERE):  # one chain for all territories
        last = db.session.execute(sa.select(table.c.digest).order_by(table.c.id.desc()).limit(1)).scalar()
    return last or FIRST
