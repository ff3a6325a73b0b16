"""Imports, batches and migrations that are killed half-way: all of it is there or nothing, and another try ends well."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import downgrade

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.database import db, transaction
from elections.jobs.models import Job, JobFile, JobState
from elections.jobs.queue import LEASE
from elections.people.models import Person
from elections.reports.batch import enqueue_batch
from elections.results.models import Outcome, Protocol
from elections.territory.models import Constituency, Precinct
from tests.faults.ledger import Row, leave_to_others, tries
from tests.faults.spare import DELAYS, Spare
from tests.faults.stand import wait_until

Keep = Callable[[Row], None]
IMPORTED, FIRST = 1500, 10_001
OLDER = "0030"
COORDINATOR = Actor(None, "gulnar", Role.COORDINATOR, "")


def imported() -> tuple[int, int, int, int]:
    """Returns how many precincts and protocols an import brought, how often each at most, and lines in the log."""
    precincts = sa.select(sa.func.count()).select_from(Precinct).where(Precinct.number >= FIRST)
    protocols = sa.select(sa.func.count()).join(Protocol.precinct).where(Precinct.number >= FIRST)
    several = sa.select(sa.func.count()).where(Precinct.number >= FIRST).group_by(Precinct.number)
    events = (
        sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.action == "precincts.imported")
    )
    assert find_broken() is None
    most = max(db.session.scalars(several), default=0)
    return (db.session.scalar(precincts) or 0, db.session.scalar(protocols.select_from(Protocol)) or 0, most,
            db.session.scalar(events) or 0)  # fmt: skip


def write_precincts(file: Path, spare: Spare) -> None:
    kato = spare.look(lambda: db.session.scalar(sa.select(sa.func.min(Constituency.kato))))
    rows = (f"{kato};{FIRST + number};500" for number in range(IMPORTED))
    file.write_text("\n".join(("КАТО округа;Номер участка;Избирателей", *rows)))


def test_import_killed(spare: Spare, keep: Keep, tmp_path: Path) -> None:
    row, file = Row("import killed", spare.database), tmp_path / "precincts.csv"
    write_precincts(file, spare)
    arguments = ("import", "precincts", str(file))
    before = spare.look(imported)
    for number in range(tries(1)):
        if not spare.kill_while_writing(spare.start(*arguments), DELAYS[(number + 2) % len(DELAYS)] / 2):
            break  # it was faster: what it confirmed is looked at below
        assert spare.look(imported) == before == (0, 0, 0, 0), "a part of the file is there"
        row.tries += 1

    status, said = spare.finish(*arguments)

    assert status == 0, said
    precincts, protocols, most, events = spare.look(imported)
    row.lost += 2 * IMPORTED - precincts - protocols
    row.doubled += (most > 1) + (events > 1)
    keep(row)


def test_batch_of_reports_killed(spare: Spare, keep: Keep) -> None:
    if spare.database == "postgresql":
        leave_to_others("tests/jobs")
    row = Row("batch of reports killed", spare.database)
    names = ["constituency", "district"]
    for number in range(tries(1)):
        job_id = spare.look(lambda: order(names[number % 2]))
        worker = spare.start("worker")
        wait_until(lambda: spare.look(lambda: state(job_id))[2] > 0, "no report was made")
        worker.kill()
        _state, files, _done = spare.look(lambda: state(job_id))
        row.tries += 1
        spare.look(lambda: lapse(job_id))

        status, said = spare.finish("worker", "--once")

        assert status == 0, said
        ended, after, done = spare.look(lambda: state(job_id))
        assert ended is JobState.DONE
        row.lost += len(set(files) - set(after)) + (done - len(after))
        row.doubled += len(after) - len({name for _id, name in after})
    keep(row)


def order(kind: str) -> int:
    with transaction():
        return enqueue_batch(COORDINATOR, "", kind, "ru").id


def state(job_id: int) -> tuple[JobState, list[tuple[int, str]], int]:
    job = db.session.get_one(Job, job_id)
    files = db.session.execute(sa.select(JobFile.id, JobFile.name).where(JobFile.job_id == job_id))
    return job.state, [(one.id, one.name) for one in files], job.done_steps


def lapse(job_id: int) -> None:
    with transaction():
        db.session.get_one(Job, job_id).lease_until -= 2 * LEASE


def rows_kept() -> list[int]:
    return [db.session.scalar(sa.select(sa.func.count()).select_from(one)) or 0
            for one in (Precinct, Protocol, Person, Outcome)]  # fmt: skip


def test_migration_killed(spare: Spare, keep: Keep) -> None:
    row, newest, kept = Row("migration killed", spare.database), spare.schema(), spare.look(rows_kept)
    spare.look(lambda: downgrade(revision=OLDER))
    oldest = spare.schema()
    assert oldest[0] == OLDER
    for number in range(tries(1)):
        if not spare.kill_while_writing(spare.start("db", "upgrade"), DELAYS[(2 * number + 3) % len(DELAYS)]):
            break
        assert spare.schema() == oldest, "the schema is between two versions"
        row.tries += 1

    status, said = spare.finish("db", "upgrade")

    assert status == 0, said
    assert spare.schema() == newest
    row.lost += sum(kept) - sum(spare.look(rows_kept))
    keep(row)
