"""Loading the demo into an empty database, and taking it out again; a real campaign is never touched."""

from dataclasses import dataclass

import sqlalchemy as sa

from elections.accounts.models import User
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.campaign.models import Contest, Election, Party
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, Model, db, looking_from, transaction
from elections.demo.accounts import load_accounts
from elections.demo.invention import invent
from elections.demo.load_approvals import load_approvals
from elections.demo.load_dossiers import load_dossiers
from elections.demo.load_entries import load_entries
from elections.demo.load_forecasts import load_forecasts
from elections.demo.load_night import load_night
from elections.demo.load_outcomes import load_repeat
from elections.demo.load_papers import load_papers
from elections.demo.load_people import load_people
from elections.demo.load_proof import load_proof
from elections.demo.load_target import load_target
from elections.demo.load_tasks import load_tasks
from elections.demo.load_territory import load_territory
from elections.demo.load_watchers import load_watchers
from elections.demo.load_work import load_work
from elections.forecast.models import KeptForecast
from elections.people.models import Person
from elections.results.models import Protocol
from elections.tasks.models import Task
from elections.territory.models import Constituency, Precinct, Unit
from elections.training.models import Certificate

COUNTED: dict[str, type[Model]] = {
    "parties": Party,
    "units": Unit,
    "constituencies": Constituency,
    "precincts": Precinct,
    "people": Person,
    "candidates": Candidate,
    "protocols": Protocol,
    "tasks": Task,
    "certificates": Certificate,
}


class NotADemo(Exception):
    """The database holds something that the demo must not mix with; the message says what."""


@dataclass(frozen=True)
class Contents:
    """How many rows there are that are not a demo's, by what they are, and whether there is a demo."""

    foreign: dict[str, int]
    is_demo: bool

    @property
    def is_empty(self) -> bool:
        """Returns whether there is nothing at all."""
        return not self.foreign and not self.is_demo


def look() -> Contents:
    """Returns what is in the database. Without a demo's election, whatever there is belongs to somebody."""
    with looking_from(EVERYWHERE):
        is_demo = _count(Election, Election.is_demo) > 0
        foreign = {
            "elections": _count(Election, sa.not_(Election.is_demo)),
            "accounts": _count(User, sa.not_(User.is_demo)),
        }
        if not is_demo:
            foreign |= {name: _count(model) for name, model in COUNTED.items()}
            foreign["accounts of a demo"] = _count(User, User.is_demo)
    return Contents({name: count for name, count in foreign.items() if count}, is_demo)


def load_demo(*, reset: bool = False) -> dict[str, int]:
    """Writes the demo campaign in one transaction and returns how many rows of each kind there are.

    Raises NotADemo when the database holds anything else, or a demo already and it is not to be reset.
    """
    with looking_from(EVERYWHERE), transaction():
        contents = look()
        if contents.foreign:
            held = ", ".join(f"{name}: {count}" for name, count in contents.foreign.items())
            raise NotADemo(f"the database holds what is not of a demo ({held}); nothing was changed")
        if contents.is_demo and not reset:
            raise NotADemo("the demo is loaded already; --reset loads it anew")
        if contents.is_demo:
            _empty()
            record(SYSTEM, "demo.reset", "demo")
        counts = _load()
        record(SYSTEM, "demo.loaded", "demo", after=counts)
    return counts


def _load() -> dict[str, int]:
    campaign = invent()
    ground = load_territory(campaign.territory)
    roll = load_people(campaign, ground)
    load_dossiers(campaign, roll)
    load_work(campaign, ground, roll)
    load_watchers(campaign, ground, roll)
    load_forecasts(campaign, ground, roll)
    load_night(campaign, ground, roll)
    load_entries(ground)
    load_papers()
    load_accounts(ground)
    load_tasks(ground)
    load_proof(ground)
    load_target(ground)
    load_approvals(ground)
    load_repeat()
    return {name: _count(model) for name, model in COUNTED.items()}


def _empty() -> None:
    """Deletes every row but those of the log and the kept forecasts, which the database does not let anybody delete."""
    for freed in (
        sa.update(Protocol).values(accepted_entry_id=None, replaces_id=None),
        sa.update(Contest).values(repeats_id=None),
    ):
        db.session.execute(freed, execution_options={"synchronize_session": False})
    kept = (AuditEvent.__table__, KeptForecast.__table__)
    tables = [table for table in reversed(db.metadata.sorted_tables) if table not in kept]
    for table in tables:
        db.session.execute(sa.delete(table))
    if db.session.get_bind().dialect.name == "postgresql":
        for table in tables:
            if table.autoincrement_column is not None:
                name = f"{table.name}_{table.autoincrement_column.name}_seq"
                db.session.execute(sa.text(f'ALTER SEQUENCE "{name}" RESTART'))
    else:
        db.session.execute(sa.text("DELETE FROM sqlite_sequence"))


def _count(model: type[Model], *conditions: sa.ColumnExpressionArgument[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0
