"""The server killed while people save protocols, and people who send at once, twice, or what is old."""

import threading
import time
from collections.abc import Callable

from tests.faults.ledger import FEW, Row, tries
from tests.faults.stand import Stand

Keep = Callable[[Row], None]


def send_on(stand: Stand, stop: threading.Event, pause: float = 0.01) -> list[threading.Thread]:
    """Has all clerks enter one protocol after the other until they are told to stop, or few papers are left."""

    def enter(place: int) -> None:
        while not stop.is_set() and len(stand.ledger.papers) > FEW:
            stand.ledger.send(stand.clerks[place])
            time.sleep(pause)

    threads = [threading.Thread(target=enter, args=(place,)) for place in range(len(stand.clerks))]
    for one in threads:
        one.start()
    return threads


def test_worker_killed_while_saving_loses_and_doubles_nothing(stand: Stand, keep: Keep) -> None:
    row, stop = Row("web worker killed while saving", stand.database), threading.Event()
    threads = send_on(stand, stop)
    for number in range(tries(4)):
        time.sleep(0.1 + 0.013 * (number % 7))
        stand.kill_worker(number % 2)
        row.tries += 1
        stand.wait_until_well()
    stop.set()
    for one in threads:
        one.join()

    stand.ledger.check(stand.app, row)
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_worker_killed_at_the_moment_of_its_commit(postgresql_stand: Stand, keep: Keep) -> None:
    stand, row = postgresql_stand, Row("web worker killed at its commit", "postgresql")
    assert stand.proxy is not None
    for number in range(tries(2)):
        for moment in ("at_commit", "after_commit"):
            setattr(stand.proxy, moment, stand.kill_workers)
            _paper, heard = stand.ledger.send(stand.clerks[number % 4])
            assert heard is None
            row.tries += 1
            stand.wait_until_well()
            stand.ledger.check(stand.app, row)
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))
