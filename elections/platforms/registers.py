"""The register of platforms for import and export: drafts come from Excel, and all editions go there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import Actor, Permission, Role
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.campaign.queries import get_election, present
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db
from elections.imports.changes import Applied, Change
from elections.imports.registers import Context, Register, Row, RowByRow
from elections.imports.values import prose
from elections.platforms import actions
from elections.platforms.models import Platform, Pledge
from elections.platforms.pledge_actions import save_pledge
from elections.platforms.register_columns import COLUMNS, PLEDGE_FIELDS, TEXTS
from elections.platforms.register_planning import Plan, Planner, shown
from elections.platforms.register_snapshot import take_snapshot
from elections.platforms.register_undoing import kept, undo_platforms

OPERATOR = Actor(SYSTEM.user_id, SYSTEM.login, Role.COORDINATOR, EVERYWHERE)
"""Who writes when the operator imports at the command line: nobody's platform, so that anybody may approve it."""
LONGEST_CELL = 32_767
"""How many signs a cell of a spreadsheet holds; a longer programme stays out of the file, and an import leaves it as it is."""


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do with each row."""
    election = get_election()
    snapshot = take_snapshot(election, rows, context.actor or SYSTEM)
    return Planner(snapshot, election.voting_on, present(election).date()).plan(rows)


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries planned rows out. Raises Forbidden for a row outside the actor's territory."""
    actor, on = context.actor or OPERATOR, present(get_election()).date()
    made: dict[tuple[int, int], Platform] = {}
    done: list[tuple[Change, Platform, Pledge | None, dict[str, Any]]] = []
    for change in changes:
        row: Plan = change.plan
        key = (row.candidate.id, row.edition)
        undo: dict[str, Any] = {"made_platform": False, "texts": {}, "made_pledge": False, "pledge": {}}
        platform = row.platform or made.get(key)
        if platform is None:
            texts = {**dict.fromkeys(TEXTS, ""), **row.texts}
            platform = made[key] = actions.create_platform(actor, row.candidate, texts, on, is_copy=False)
            undo["made_platform"] = True
        elif row.platform is not None and row.texts:
            undo["texts"] = {name: getattr(platform, name) for name in TEXTS}
            actions.change_platform(actor, platform, platform.version, {**undo["texts"], **row.texts})
        pledge = row.pledge
        if row.values is not None:
            undo |= {"made_pledge": pledge is None, "pledge": kept(pledge) if pledge else {}}
            pledge = _save(actor, platform, row.values, pledge)
        done.append((change, platform, pledge if row.values is not None else None, undo))
    db.session.flush()
    return [_applied(*one) for one in done]


def dump() -> Iterable[Mapping[str, Any]]:
    """Returns every edition of every platform, a row for each pledge, with the columns that an import takes."""
    place = joinedload(Platform.candidate).joinedload(Candidate.contest).joinedload(Contest.constituency)
    statement = (
        sa.select(Platform)
        .join(Platform.candidate)
        .where(Candidate.election_id == get_election().id)
        .options(
            joinedload(Platform.candidate).joinedload(Candidate.person), place, selectinload(Platform.pledges)
        )
        .order_by(Platform.path, Platform.candidate_id, Platform.edition)
    )
    platforms = list(db.session.scalars(statement))
    names = Counter(_name(one.candidate) for one in platforms if one.edition == 1)
    return [row for one in platforms for row in rows_of(one, has_namesake=names[_name(one.candidate)] > 1)]


def rows_of(platform: Platform, *, has_namesake: bool = False) -> list[dict[str, Any]]:
    """Returns a platform as rows of the spreadsheet; the IIN only where the name does not tell who is meant."""
    candidate, person = platform.candidate, platform.candidate.person
    vault = current_app.extensions["vault"]
    key = {
        "kato": candidate.contest.constituency.kato, "surname": person.surname, "given_name": person.given_name,
        "patronymic": person.patronymic, "edition": platform.edition,
        "iin": vault.decrypt(person.iin_sealed) if has_namesake and person.iin_sealed else None,
    }  # fmt: skip
    texts = {name: prose(getattr(platform, name)) for name in TEXTS}
    fitting = {name: text if 0 < len(text) <= LONGEST_CELL else None for name, text in texts.items()}
    pledges = [
        {"record": one.id, **{name: _cell(one, name) for name in PLEDGE_FIELDS}} for one in platform.pledges
    ]
    return [{**key, **(fitting if not number else {}), **one} for number, one in enumerate(pledges or [{}])]


def _cell(pledge: Pledge, name: str) -> Any:
    value = getattr(pledge, name)
    if name in ("start_value", "goal_value") and value is not None:
        return int(value) if value == int(value) else shown(value)
    if name in ("sector", "money_source", "demand_way"):
        return shown(value) or None
    return None if value == "" else value


def _save(actor: Actor, platform: Platform, values: Mapping[str, Any], pledge: Pledge | None) -> Pledge:
    version = pledge.version if pledge else 0
    return save_pledge(actor, platform, values, pledge=pledge, version=version)


def _applied(change: Change, platform: Platform, pledge: Pledge | None, undo: dict[str, Any]) -> Applied:
    """Returns what takes a row back, with the versions that its records have now that all rows are carried out."""
    numbers = {"platform_version": platform.version, "pledge_id": pledge.id if pledge else None,
               "pledge_version": pledge.version if pledge else None}  # fmt: skip
    return Applied(change.number, platform.id, {**undo, **numbers})


def _name(candidate: Candidate) -> tuple[int, str]:
    person = candidate.person
    return candidate.contest_id, fold(f"{person.surname} {person.given_name} {person.patronymic}")


PLATFORMS = Register(
    "platforms", COLUMNS, RowByRow(plan, apply), dump, permission=Permission.EDIT_PLATFORMS, undo=undo_platforms,
    needs=(("surname", "iin"),), names=("surname", "given_name", "what_ru"),
    title=_("Platforms and their pledges, into drafts"),
)  # fmt: skip
REGISTERS = (PLATFORMS,)
