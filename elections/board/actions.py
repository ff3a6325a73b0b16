"""Writing links to the board: made, ended, and seen on a screen."""

from datetime import date, datetime, timedelta

from elections.accounts.access import Actor, Permission
from elections.accounts.passwords import new_token, token_digest
from elections.audit.actions import record
from elections.board.models import BoardLink
from elections.board.queries import local_day
from elections.database import db, utc_now
from elections.errors import Forbidden, Objection, refuse_if

LONGEST = 31
"""Days: longer than any night of the count and its repeat elections a month later (CL 113-9)."""
BETWEEN_SIGHTS = timedelta(seconds=50)


def make_link(actor: Actor, *, name: str, path: str, ends_on: date, now: datetime) -> tuple[BoardLink, str]:
    """Returns a new link and its token, which is not kept; raises Refused with what is wrong with the day, Forbidden."""
    if not actor.may(Permission.PUBLISH_COUNT, path):
        raise Forbidden
    today = local_day(path, now)
    params = {"today": today, "last": today + timedelta(days=LONGEST)}
    refuse_if(
        [Objection("board_link.day_is_over", "ends_on", params)] * (ends_on < today)
        + [Objection("board_link.day_too_late", "ends_on", params)] * (ends_on > params["last"])
    )
    token = new_token()
    link = BoardLink(
        name=name, path=path, ends_on=ends_on, token_digest=token_digest(token), made_by_login=actor.login
    )
    db.session.add(link)
    db.session.flush()
    record(actor, "board_link.made", link, label=name, after={"path": path, "ends_on": ends_on})
    return link, token


def end_link(actor: Actor, link: BoardLink) -> None:
    """Ends a link at once; one that was ended already stays as it is."""
    if not actor.may(Permission.PUBLISH_COUNT, link.path):
        raise Forbidden
    if link.ended_at is None:
        link.ended_at = utc_now()
        db.session.flush()
        record(actor, "board_link.ended", link, label=link.name)


def note_sight(link: BoardLink) -> None:
    """Notes that a screen shows the board; not oftener than about once a minute, and without a line in the log."""
    now = utc_now()
    if link.seen_at is None or now - link.seen_at >= BETWEEN_SIGHTS:
        link.seen_at = now
        db.session.flush()
