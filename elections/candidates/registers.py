"""The registers of candidates for import and export: our nominees, and their rivals, over the same columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.campaign.models import Contest, Election
from elections.campaign.queries import calendar_of, get_election, present
from elections.candidates import together
from elections.candidates.bulk import apply_candidates
from elections.candidates.columns import COLUMNS, FLAGS, PERSON_TEXTS, TEXTS
from elections.candidates.likely import warn_of_likely
from elections.candidates.models import Candidate
from elections.candidates.planning import Planner, Rules
from elections.candidates.registration import Nomination, Status
from elections.candidates.snapshot import take_snapshot
from elections.candidates.undoing import undo_candidates
from elections.candidates.words import NOMINATION_LABELS, STATUS_LABELS
from elections.database import db
from elections.errors import Forbidden
from elections.imports.changes import Applied, Blocked, Change
from elections.imports.registers import Context, Register, Row, RowByRow
from elections.people.words import SEX_LABELS
from elections.territory.models import Constituency


def plan(
    nomination: Nomination | None, status: Status, as_published: bool, rows: Sequence[Row], context: Context
) -> list[Change]:
    """Returns what an import would do with rows that are nominated and registered so, where they do not say it."""
    election = get_election()
    rules = Rules(
        calendar_of(election), election.voting_on, present(election).date(), nomination, status, as_published
    )
    scope = context.actor.scope if context.actor else ""
    snapshot = take_snapshot(election, scope)
    index = partial(current_app.extensions["vault"].index_in, known=snapshot.by_iin)
    changes = Planner(snapshot, rules, index).plan(rows)
    warn_of_likely(changes, snapshot, scope)
    return changes


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries planned rows out. Raises Forbidden for a row outside the actor's territory."""
    actor = _actor(context)
    if actor is not SYSTEM and not all(actor.may(Permission.EDIT_CANDIDATES, one.path) for one in changes):
        raise Forbidden
    return apply_candidates(actor, get_election(), changes, context.filename)


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes rows back, all or none; returns those that somebody has edited since."""
    return undo_candidates(_actor(context), applied)


def dump(ours: bool) -> Iterable[Mapping[str, Any]]:
    """Returns the party's nominees, or everybody else, with the columns that an import takes."""
    election = get_election()
    place = joinedload(Candidate.contest).joinedload(Contest.constituency)
    statement = (
        sa.select(Candidate)
        .where(Candidate.election_id == election.id, _is_ours(election) if ours else sa.not_(_is_ours(election)))
        .options(joinedload(Candidate.person), joinedload(Candidate.nominated_by), joinedload(Candidate.member_of),
                 place.joinedload(Constituency.district), place.joinedload(Constituency.region))
        .order_by(Candidate.id)
    )  # fmt: skip
    return [row_of(one) for one in db.session.scalars(statement)]


def row_of(candidate: Candidate) -> dict[str, Any]:
    """Returns a candidate as a row of the spreadsheet, in words that an import understands."""
    person, place = candidate.person, candidate.contest.constituency
    vault = current_app.extensions["vault"]
    return {
        "record": candidate.id, "kato": place.kato, "constituency": place.name_ru, "district": place.district.name_ru,
        "region": place.region.name_ru, "iin": vault.decrypt(person.iin_sealed) if person.iin_sealed else None,
        "surname": person.surname, "given_name": person.given_name, "patronymic": person.patronymic,
        "born_on": person.born_on, "birth_year": person.birth_year,
        "sex": str(SEX_LABELS[person.sex]) if person.sex else None,
        "nomination": str(NOMINATION_LABELS[candidate.nomination]),
        "nominated_by": candidate.nominated_by.code if candidate.nominated_by else None,
        "member_of": candidate.member_of.code if candidate.member_of else None,
        "status": str(STATUS_LABELS[candidate.status]), "status_on": candidate.status_on,
        **{name: getattr(candidate, name) or None for name in TEXTS},
        **{name: "да" if getattr(candidate, name) else "нет" for name in FLAGS},
        **{name: getattr(person, name) or None for name in PERSON_TEXTS},
    }  # fmt: skip


def _is_ours(election: Election) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(Candidate.nominated_by_id, 0) == election.own_party_id


def _actor(context: Context) -> Actor:
    return context.actor or SYSTEM


NEEDS = (("full_name", "surname", "iin", "record"), ("constituency", "kato"))
NAMES = ("full_name", "surname", "given_name", "patronymic", "constituency")
IN_ONE_CELL = {"surname": "full_name", "given_name": "full_name", "patronymic": "full_name", "kato": "constituency",
               "born_on": "birth_year"}  # fmt: skip

CANDIDATES = Register(
    "candidates", COLUMNS,
    RowByRow(partial(plan, Nomination.PARTY, Status.PROPOSED, False), apply), partial(dump, True),
    permission=Permission.EDIT_CANDIDATES, undo=undo, needs=NEEDS, names=NAMES, stands_for=IN_ONE_CELL, title=_("Our candidates"),
)  # fmt: skip
RIVALS = Register(
    "rivals", COLUMNS,
    RowByRow(partial(plan, None, Status.REGISTERED, True), apply), partial(dump, False),
    permission=Permission.EDIT_CANDIDATES, undo=undo, needs=NEEDS, names=NAMES, stands_for=IN_ONE_CELL, title=_("Rivals, as the commission published them"),
)  # fmt: skip
TOGETHER = Register(
    together.KIND, together.COLUMNS, None, None, permission=Permission.EDIT_CANDIDATES, undo=together.undo,
    title=_("Candidates changed together"),
)  # fmt: skip
REGISTERS = (CANDIDATES, RIVALS, TOGETHER)
