"""What the log says of a territory's newest change: below it, on the way to it, or of what is printed anywhere."""

from collections.abc import Callable

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.change_queries import GUARDING, NO_CHANGES, last_changes, list_changes
from elections.audit.words import _labels
from elections.database import looking_from
from tests.factories import Factory
from tests.queries import counting_queries

ONE, OTHER = "110000000/113200000/", "110000000/113600000/"


def _actor(path: str) -> Actor:
    return Actor(1, "hq", Role.COORDINATOR, path)


def _say(
    write: Callable[[], object], path: str, action: str = "candidate.changed", subject: str = "candidate"
) -> None:
    with write():
        record(_actor(path), action, subject)


def test_newest_change_lies_below_or_on_the_way(factory: Factory, write: Callable[[], object]) -> None:
    for path in (f"{ONE}113230000/", OTHER, "110000000/"):
        _say(write, path)

    found = {
        path: number for path, (number, _at) in last_changes([ONE, OTHER, "110000000/", "", "15/"]).items()
    }
    assert found == {ONE: 3, OTHER: 3, "110000000/": 3, "": 3, "15/": 0}


def test_change_elsewhere_does_not_count(factory: Factory, write: Callable[[], object]) -> None:
    _say(write, f"{ONE}113230000/")
    _say(write, OTHER)

    assert [last_changes([path])[path][0] for path in (ONE, OTHER, "")] == [1, 2, 2]


def test_people_and_seminars_count_wherever_they_were_changed(
    factory: Factory, write: Callable[[], object]
) -> None:
    _say(write, OTHER, "person.changed", "person")
    assert last_changes([ONE])[ONE][0] == 1
    _say(write, OTHER, "attendance.marked", "participation")
    assert last_changes([ONE])[ONE][0] == 2


def test_person_counts_where_the_person_has_a_part(factory: Factory, write: Callable[[], object]) -> None:
    here = factory.candidate(factory.contest(factory.constituency(factory.district("113200000"))))
    there = factory.participation(factory.seminar(OTHER), here.person, path=here.path)
    with write():
        record(_actor(OTHER), "person.changed", here.person)
    assert {path: one[0] for path, one in last_changes([ONE, here.path, OTHER, "15/"]).items()} == {
        ONE: 1, here.path: 1, OTHER: 0, "15/": 0,
    }  # fmt: skip
    with write():
        record(_actor(OTHER), "person.changed", factory.person())
    assert last_changes([ONE])[ONE][0] == 1
    with write():
        record(_actor(OTHER), "attendance.marked", there)
    assert last_changes([ONE])[ONE][0] == 3
    with write():
        record(_actor(OTHER), "seminar.closed", there.seminar)
    assert last_changes([ONE])[ONE][0] == 4


def test_looks_and_exports_are_no_changes(factory: Factory, write: Callable[[], object]) -> None:
    for action in (
        "account.logged_in", "account.log_in_failed", "account.confirmed", "backup.made", "vault.rotated",
        "access.not_found", "file.taken", "incident.reported", "candidates.exported", "person.looked_up",
    ):  # fmt: skip
        _say(write, ONE, action)

    assert last_changes([ONE]) == {ONE: (0, None)}
    assert list_changes(ONE, 0, 1).total == 0


def test_what_is_no_change_is_known_to_the_log() -> None:
    assert set(_labels) >= NO_CHANGES
    assert {action.split(".")[0] for action in _labels} >= set(GUARDING)


def test_who_fails_to_get_in_changes_no_paper(client, factory: Factory) -> None:
    factory.contest()
    before = last_changes([ONE])

    client.post("/login", {"login": "nobodyhere", "password": "long enough to try"})

    assert last_changes([ONE]) == before


def test_stamp_is_the_same_whoever_looks(factory: Factory, write: Callable[[], object]) -> None:
    _say(write, "110000000/")

    with looking_from(ONE):
        assert last_changes([ONE])[ONE][0] == 1


def test_one_query_for_all_territories(factory: Factory, write: Callable[[], object]) -> None:
    for path in (ONE, OTHER):
        _say(write, path)

    with counting_queries() as counted:
        last_changes([ONE, OTHER, "", "15/", "110000000/"])
    assert len(counted) == 1


def test_changes_since_an_event_newest_first(factory: Factory, write: Callable[[], object]) -> None:
    for path in (ONE, f"{ONE}113230000/", OTHER, "110000000/"):
        _say(write, path)

    assert [one.id for one in list_changes(ONE, 1, 1).rows] == [4, 2]
