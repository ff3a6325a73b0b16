"""Protocols at the pages of the import: what is accepted with other figures changes by somebody's decision alone."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.database import db
from elections.imports.models import ImportRow
from elections.results.entries import State
from elections.results.queries import figures_of
from tests.browsing import Browser
from tests.imports.lists import Clerk
from tests.results.count import Count, start_count
from tests.results.test_protocol_import import wide

LogIn = Callable[..., Browser]


@pytest.fixture
def count(factory) -> Count:
    """Two precincts, of which the first has its protocol."""
    made = start_count(factory, precincts=2)
    made.enter(made.figures(300, 70))
    return made


def send(clerk: Clerk, count: Count) -> int:
    """Sends other figures for the first precinct and the first figures for the second."""
    batch = clerk.send_rows([wide(count, 299, 71), wide(count, 100, 280, 1)], kind="protocols")
    db.session.rollback()
    return batch


def taken(batch: int) -> list[tuple[int, str, bool]]:
    db.session.rollback()
    rows = db.session.query(ImportRow).filter_by(batch_id=batch).order_by(ImportRow.number)
    return [(row.number, row.state.value, row.is_wanted) for row in rows]


def test_other_figures_are_shown_and_left_alone_until_taken(count: Count, login: LogIn) -> None:
    clerk = Clerk(login(Role.COORDINATOR))

    batch = send(clerk, count)

    page = clerk.browser.get(f"/imports/{batch}").words
    assert taken(batch) == [(2, "changed", False), (3, "new", True)]
    assert [text for text in ("Carry out 1 row", "300", "299") if text not in page] == []
    clerk.apply(batch)
    db.session.rollback()
    assert figures_of(count.protocol().accepted_entry) == count.figures(300, 70)
    assert (count.protocol(1).state, len(count.protocol().entries)) == (State.ACCEPTED, 1)


def test_taken_row_makes_a_new_entry_beside_the_old_one(count: Count, login: LogIn) -> None:
    clerk = Clerk(login(Role.COORDINATOR, login="aigul"))
    batch = send(clerk, count)
    clerk.press(batch, "rows", shown=["2", "3"], wanted=["2", "3"])
    clerk.press(batch, "check")
    assert taken(batch) == [(2, "changed", True), (3, "new", True)]

    clerk.apply(batch)

    db.session.rollback()
    entries = count.protocol().entries
    assert [figures_of(one) for one in entries] == [count.figures(300, 70), count.figures(299, 71)]
    assert (count.protocol().accepted_entry_id, entries[1].entered_by_login) == (entries[1].id, "aigul")
    assert {one.candidate_id: one.votes for one in count.outcome().votes} == {
        count.own.id: 399,
        count.rival.id: 351,
    }


def test_staff_do_not_replace_what_is_accepted(count: Count, login: LogIn) -> None:
    batch = send(Clerk(login(Role.HQ_STAFF)), count)

    assert taken(batch) == [(2, "refused", True), (3, "new", True)]


def test_precincts_elsewhere_are_unknown(count: Count, login: LogIn) -> None:
    batch = send(Clerk(login(Role.COORDINATOR, path="150000000/")), count)

    assert [state for _number, state, _wanted in taken(batch)] == ["refused", "refused"]


def test_row_that_became_another_change_is_not_taken_by_itself(count: Count, login: LogIn) -> None:
    clerk = Clerk(login(Role.COORDINATOR))
    batch = send(clerk, count)
    count.enter(count.figures(90, 290), 1)

    clerk.press(batch, "check")

    assert taken(batch) == [(2, "changed", False), (3, "changed", False)]
