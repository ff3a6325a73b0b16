"""Writing the script of a night into the copy: out of a file of protocols, or invented."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.campaign.queries import get_election
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.documents.spreadsheet import Sheet, read_table
from elections.errors import Objection, Refused, refuse_if
from elections.imports.changes import RowState
from elections.imports.engine import check_layout, plan_rows, read_rows
from elections.imports.layout import guess_layout, heading_row
from elections.imports.registers import Context, Register, RowByRow, find_register
from elections.rehearsal import night, script
from elections.results.protocol_ground import know
from elections.results.tally import ProtocolFigures
from elections.territory.models import Constituency

KIND = "protocols"
ACTORS = ("rehearsal-1", "rehearsal-2")
"""The two who enter protocols in the copy; nobody can log in as them."""
TIMES = frozenset(
    map(
        fold,
        ("Время", "Время ввода", "Уақыт", "Уақыты", "Енгізілген уақыты", "Time", "Entered at", "entered_at"),
    )
)
"""How a column is headed that says when each protocol came in."""
SHOWN = 20
"""So many rows that cannot be replayed are named."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to rehearse: whose file (none: an invented night), over how long, and until when."""

    user_login: str
    source: str
    minutes: int
    ends_at: datetime


@dataclass(frozen=True)
class Part:
    """One protocol of the night: its figures, why they are unlikely, and how many voters the register has there."""

    protocol: int
    figures: ProtocolFigures
    reason: str
    voters: int | None
    moment: int | None = None


def check_file(content: Path | bytes, name: str) -> None:
    """Raises Refused when a file is no table of protocols: before a copy is made for nothing."""
    register, sheets = _register(), read_table(content, name)
    layout = guess_layout(register, sheets)
    refuse_if(one.objection for one in check_layout(register, sheets, layout).errors)


def write_night(wish: Wish, file: Path | None) -> None:
    """Writes the script into the copy, whose application is the present one.

    Raises Refused when nothing of the file can be replayed, with what speaks against its first rows.
    """
    with looking_from(EVERYWHERE):
        parts, wrong = _read(file, wish.source) if file else (_invent(), [])
        if not parts:
            raise Refused(
                [objection for _row, objection in wrong[:SHOWN]] or [Objection("rehearsal.nothing")]
            )
        entries = get_election().entries_required
    steps = _steps(parts, entries, wish.minutes * 60_000)
    by_protocol = {one.protocol: one for one in parts}
    plan = {
        "user_login": wish.user_login, "source": wish.source[:200], "minutes": wish.minutes,
        "started_at": utc_now(), "ends_at": wish.ends_at, "left_out": len({row for row, _objection in wrong}),
        "findings": [_kept(row, objection) for row, objection in wrong[:SHOWN]],
    }  # fmt: skip
    with transaction():
        _add_actors()
        script.write_script(
            db.session.connection(), plan, (_row(by_protocol[one.protocol], one) for one in steps)
        )


def _steps(parts: Sequence[Part], entries: int, span: int) -> list[night.Step]:
    """Returns the entries at the file's own times, if it has one for each protocol, else as nights go."""
    moments = {one.protocol: one.moment for one in parts if one.moment is not None}
    if len(moments) == len(parts):
        return night.fit(moments, entries, span)
    return night.spread({one.protocol: one.voters for one in parts}, entries, span)


def _register() -> Register:
    register = find_register(KIND)
    if register is None:
        raise RuntimeError("the register of protocols is not registered")
    return register


def _read(file: Path, name: str) -> tuple[list[Part], list[tuple[int, Objection]]]:
    """Returns the protocols of a file that hold, and what speaks against the others, by row."""
    register, sheets = _register(), read_table(file, name)
    layout = guess_layout(register, sheets)
    rows, refused = read_rows(register, sheets[layout.sheet], layout)
    steps = register.load
    if not isinstance(steps, RowByRow):
        raise RuntimeError("protocols are not planned row by row")
    changes = plan_rows(register, steps, rows, refused, Context(name, utc_now().date()))
    moments = _moments(sheets[layout.sheet], heading_row(sheets, layout))
    parts = [
        Part(one.plan.protocol.id, one.plan.figures, one.plan.reason, one.plan.protocol.precinct.voters,
             moments.get(one.number))
        for one in changes if one.state is RowState.NEW
    ]  # fmt: skip
    return parts, [(one.number, objection) for one in changes for objection in one.objections]


def _moments(sheet: Sheet, headings: Sequence[str]) -> dict[int, int]:
    """Returns the moments of a file's rows by their number, where it has a column of them."""
    place = next((place for place, heading in enumerate(headings) if fold(heading) in TIMES), None)
    if place is None:
        return {}
    told = {
        number: night.moment_of(row[place]) for number, row in enumerate(sheet.rows, 1) if place < len(row)
    }
    return {number: moment for number, moment in told.items() if moment is not None}


def _invent() -> list[Part]:
    """Returns a plausible protocol for each precinct that has a ballot."""
    election = get_election()
    statement = (
        sa.select(Constituency.kato).join(Contest, Contest.constituency_id == Constituency.id)
        .where(Contest.election_id == election.id)
    )  # fmt: skip
    ground = know(set(db.session.scalars(statement)), SYSTEM)
    parts = []
    for protocol in ground.protocols.values():
        standing = ground.ballots[protocol.contest_id].standing
        own = [one.id for one in standing if one.nominated_by_id == election.own_party_id]
        voters = protocol.precinct.voters
        if standing:
            ids = [one.id for one in standing]
            figures = night.invent(protocol.contest_id, protocol.precinct_id, voters, ids, own)
            parts.append(Part(protocol.id, figures, "", voters))
    return parts


def _add_actors() -> None:
    known: Sequence[str] = db.session.scalars(sa.select(User.login).where(User.login.in_(ACTORS))).all()
    db.session.add_all(
        User(login=login, name=login, role=Role.HQ_STAFF, path=EVERYWHERE)
        for login in ACTORS
        if login not in known
    )
    db.session.flush()


def _row(part: Part, step: night.Step) -> dict[str, Any]:
    figures = {
        **asdict(part.figures),
        "votes": {str(one): votes for one, votes in part.figures.votes.items()},
    }
    return {"after": step.after, "protocol_id": part.protocol, "number": step.number, "figures": figures,
            "reason": part.reason[:500]}  # fmt: skip


def _kept(row: int, objection: Objection) -> dict[str, Any]:
    params = {
        name: value if isinstance(value, int) else str(value) for name, value in objection.params.items()
    }
    return {"row": row, "code": objection.code, "params": params, "article": objection.article}
