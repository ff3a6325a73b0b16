"""Backups made while people write, brought back, damaged, older, and a restore that is killed: never half a database."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from elections.database import db, transaction
from elections.people.models import Person
from tests.faults.ledger import Row, leave_to_others, tries
from tests.faults.spare import DELAYS, Spare
from tests.faults.stand import Stand, wait_until
from tests.faults.test_commands import OLDER, rows_kept
from tests.faults.test_web import send_on

Keep = Callable[[Row], None]


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Spare], Path]:
    """Gives the backup of a fresh copy of the ground, which is the same for all of them: made once on each database."""
    made: dict[str, Path] = {}

    def give(spare: Spare) -> Path:
        if spare.database not in made:
            made[spare.database] = back_up(spare, tmp_path_factory.mktemp(f"backup-{spare.database}"))
        return made[spare.database]

    return give


def back_up(spare: Spare, folder: Path, name: str = "record.age") -> Path:
    """Has a backup made by the command, and returns its file."""
    file = folder / name
    status, said = spare.finish("backup", str(file))
    assert status == 0, said
    return file


def names() -> list[str]:
    return list(db.session.scalars(sa.select(Person.surname).order_by(Person.id)))


def rename_somebody() -> None:
    """Changes the record after the backup was made, so that the two are told apart."""
    with transaction():
        db.session.scalars(sa.select(Person).order_by(Person.id)).first().surname = "Кейінгі"


def test_backup_made_while_people_write_holds_what_was_confirmed_before(
    stand_beside: Stand, spare: Spare, keep: Keep, tmp_path: Path
) -> None:
    stand = stand_beside
    row = Row("backup while people write", stand.database)
    for number in range(tries(1)):
        stop, before = threading.Event(), dict(stand.ledger.confirmed)
        threads, file = send_on(stand, stop, 0.2), tmp_path / f"{number}.age"
        status, said = replace(spare, url=stand.url).finish("backup", str(file))
        stop.set()
        for one in threads:
            one.join()
        assert status == 0, said
        status, said = spare.finish("restore", "--yes", str(file))
        assert status == 0, said
        sent = {
            **stand.ledger.doubtful,
            **{one: (there, stand.clerks[0]) for one, there in stand.ledger.confirmed.items()},
        }
        replace(stand.ledger, confirmed=before, doubtful=sent).check(spare.app, row)
        row.tries += 1
    keep(row)


def test_damaged_backup_is_refused_and_touches_nothing(
    spare: Spare, keep: Keep, backups: Callable[[Spare], Path], tmp_path: Path
) -> None:
    row, file = Row("restore of a damaged backup", spare.database), tmp_path / "damaged.age"
    whole, random, before = (
        backups(spare).read_bytes(),
        Random("damage"),
        (spare.look(names), spare.look(rows_kept)),
    )
    for number in range(tries(2)):
        damaged, place = bytearray(whole), random.randrange(len(whole))
        damaged[place] ^= 1 << random.randrange(8)
        file.write_bytes(bytes(damaged) if number % 2 else whole[:place])

        status, said = spare.finish("restore", "--yes", str(file))

        assert status == 1, said
        assert "Traceback" not in said
        row.lost += (spare.look(names), spare.look(rows_kept)) != before
        row.tries += 1
    keep(row)


def test_older_backup_is_migrated(spare: Spare, keep: Keep, tmp_path: Path) -> None:
    leave_to_others("tests/backups")
    row, newest, before = Row("restore of an older backup", spare.database), spare.schema(), spare.look(names)
    for older in (OLDER, "0040", "0020", "0048")[: tries(1)]:
        spare.look(lambda older=older: downgrade(revision=older))
        file = back_up(spare, tmp_path, f"{older}.age")
        spare.look(upgrade)
        spare.look(rename_somebody)

        status, said = spare.finish("restore", "--yes", str(file))

        assert (status, f"schema {older}" in said) == (0, True), said
        assert spare.schema() == newest
        row.lost += spare.look(names) != before
        row.tries += 1
    keep(row)


def test_restore_killed_leaves_the_one_record_or_the_other(
    spare: Spare, keep: Keep, backups: Callable[[Spare], Path], tmp_path: Path
) -> None:
    row, file, backed_up = Row("restore killed", spare.database), backups(spare), spare.look(names)
    spare.look(rename_somebody)
    newer = spare.look(names)
    for number in range(tries(1)):
        process = spare.start("restore", "--yes", str(file))
        wait_until(lambda: is_at_work(spare, tmp_path) or process.has_ended, "it did not begin")
        time.sleep(DELAYS[(number + 3) % len(DELAYS)])
        process.kill()
        found = spare.look(names)
        row.lost += found not in (newer, backed_up)
        row.tries += 1
        wait_until(lambda: not spare.is_used(), "what the killed one had started does not end")
    status, said = spare.finish("restore", "--yes", str(file))
    assert status == 0, said
    row.lost += spare.look(names) != backed_up
    keep(row)


def is_at_work(spare: Spare, folder: Path) -> bool:
    """Tells whether a restore has begun to write: beside the file, or in the database."""
    if spare.database == "postgresql":
        return spare.is_writing()
    return len(list(folder.iterdir())) > len(list(folder.glob("*.age"))) + len(
        list(folder.glob("spare.sqlite*"))
    )
