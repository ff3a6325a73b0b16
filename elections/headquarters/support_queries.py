"""Reading the support that the party gives: one item, the list over all, what is late, sums by kind and region."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.campaign.models import Election
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Support, SupportKind, SupportState
from elections.headquarters.support_rules import LATE_DAYS, Way
from elections.web.paging import Page, paged

REGION_LENGTH = 10
LATE = "late"
LONGEST_WAIT = 365


@dataclass(frozen=True)
class Asked:
    """What a list of support is narrowed by; `state` may be "late": sent and not received in `days` days."""

    path: str = ""
    kind: str = ""
    state: str = ""
    search: str = ""
    days: int = LATE_DAYS


@dataclass(frozen=True)
class Sum:
    """What was given of a kind in a region: items in all, by their states, received with less than was sent, and tenge."""

    region: str
    kind: SupportKind
    items: int
    waiting: int
    under_way: int
    received: int
    ended: int
    short: int
    cost: int


def get_support(support_id: int) -> Support:
    """Returns an item of support with its headquarters; raises NotFound."""
    statement = sa.select(Support).options(joinedload(Support.headquarters).joinedload(Headquarters.election))
    found = db.session.scalar(statement.where(Support.id == support_id))
    if found is None:
        raise NotFound
    return found


def list_support(election: Election, asked: Asked, today: date, page: int = 1) -> Page[Any]:
    """Returns a page of support: what is waited for first, the longest first."""
    statement = sa.select(Support).join(Support.headquarters).options(contains_eager(Support.headquarters))
    statement = statement.where(*_conditions(election, asked, today))
    is_over = sa.case((Support.state.in_((SupportState.REQUESTED, SupportState.SENT)), 0), else_=1)
    return paged(statement.order_by(is_over, Support.requested_on, Support.id), page)


def list_sums(election: Election, asked: Asked, today: date) -> list[Sum]:
    """Returns the sums of the support that a list shows, by region and kind: one query. The nation's region is ""."""
    region = sa.func.substr(Support.path, 1, REGION_LENGTH)
    in_state = {state: sa.func.count(sa.case((Support.state == state, 1))) for state in SupportState}
    ended = in_state[SupportState.REFUSED] + in_state[SupportState.CANCELLED]
    short = sa.func.count(sa.case((Support.received_quantity < Support.sent_quantity, 1)))
    statement = (
        sa.select(
            region, Support.kind, sa.func.count(), in_state[SupportState.REQUESTED], in_state[SupportState.SENT],
            in_state[SupportState.RECEIVED], ended, short, sa.func.coalesce(sa.func.sum(_counted_cost()), 0),
        )
        .join(Support.headquarters)
        .where(*_conditions(election, asked, today))
        .group_by(region, Support.kind).order_by(region, Support.kind)
    )  # fmt: skip
    rows = [tuple(row) for row in db.session.execute(statement)]
    return [Sum(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], int(row[8])) for row in rows]


def way_of(item: Support) -> Way:
    """Returns how far an item has come, as the rules see it."""
    days = (item.requested_on, item.sent_on, item.received_on, item.ended_on)
    return Way(item.state, max(day for day in days if day is not None), item.quantity, item.sent_quantity)


def _counted_cost() -> Any:
    """The cost of what was not refused or cancelled."""
    return sa.case(
        (Support.state.in_((SupportState.REFUSED, SupportState.CANCELLED)), 0), else_=Support.cost_kzt
    )


def _conditions(election: Election, asked: Asked, today: date) -> list[sa.ColumnElement[bool]]:
    found = [Headquarters.election_id == election.id]
    if asked.path:
        found.append(starts_with(Support.path, asked.path))
    if asked.kind in list(SupportKind):
        found.append(Support.kind == SupportKind(asked.kind))
    if asked.state == LATE:
        latest = today - timedelta(days=asked.days)
        found += [Support.state == SupportState.SENT, Support.sent_on < latest]
    elif asked.state in list(SupportState):
        found.append(Support.state == SupportState(asked.state))
    if asked.search:
        spellings = {
            asked.search,
            asked.search.lower(),
            asked.search.capitalize(),
        }  # SQLite lowers Latin alone
        found.append(sa.or_(*(Support.what.contains(one, autoescape=True) for one in sorted(spellings))))
    return found
