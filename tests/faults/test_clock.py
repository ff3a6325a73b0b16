"""A clock that jumps: nothing is lost, nothing stays leased for a day, the log stays whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from elections.database import db, transaction, utc_now
from elections.jobs import queue
from elections.jobs.models import Job, JobState
from elections.jobs.queue import enqueue
from tests.faults.ledger import Row, tries
from tests.faults.spare import Spare
from tests.faults.stand import Stand
from tests.faults.test_commands import COORDINATOR

Keep = Callable[[Row], None]
HOUR, DAY = 3600, 86_400


JUMPS = {"a day back": -DAY, "an hour back": -HOUR, "an hour ahead": HOUR}


@pytest.mark.parametrize("jump", JUMPS)
def test_clock_of_the_server_jumps_while_people_save(stand: Stand, keep: Keep, jump: str) -> None:
    row = Row(f"clock jumps {jump}", stand.database)
    for number in range(tries(1)):
        for seconds in (0, JUMPS[jump], 0):
            stand.set_clock(seconds)
            _paper, heard = stand.ledger.send(stand.clerks[number % 4])
            assert heard is not None
            assert heard.status == 303, heard.words[:1000]
            assert abs(JUMPS[jump]) == DAY or not heard.is_log_in, "an hour ended the log-in"
        row.tries += 1
    stand.ledger.send_again()  # a log-in that was last seen a day ago has ended
    keep(stand.ledger.check(stand.app, row))


def test_job_that_was_leased_by_a_clock_that_ran_ahead_is_taken_over(spare: Spare, keep: Keep) -> None:
    row = Row("clock jumps back under a job", spare.database)
    asked = [spare.look(lambda: ask(number)) for number in range(tries(1))]
    row.tries = len(asked)

    status, said = spare.finish("worker", "--once")

    assert status == 0, said
    ended = spare.look(lambda: [(one.state, one.attempts) for one in db.session.scalars(sa.select(Job))])
    assert ended == [(JobState.FAILED, 2)] * len(asked)  # of a kind that nobody knows
    keep(row)


def ask(number: int) -> int | None:
    """Asks for a job, which a worker leases by a clock that is a day ahead, and dies."""
    with transaction():
        enqueue(COORDINATOR, "tests.nothing", {"number": number})
    return queue._lease_next(utc_now() + timedelta(seconds=DAY))
