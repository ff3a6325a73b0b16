"""Taking an import back: all of it or nothing, and never over somebody's work or from under somebody's record."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.undoing import undo_candidates
from elections.database import db, transaction
from elections.imports.changes import Applied
from elections.imports.models import ImportRow
from elections.imports.sealing import open_undo
from elections.people.models import Person
from tests.browsing import Browser
from tests.candidates.dossiers import coordinator
from tests.factories import Factory
from tests.imports.lists import (
    Clerk,
    candidates,
    make_contests,
    number_of_people,
    row_for,
    rows_for,
    standing_as,
)
from tests.queries import counting_queries

LogIn = Callable[..., Browser]


@pytest.fixture
def clerk(login: LogIn) -> Clerk:
    return Clerk(login(Role.COORDINATOR))


def carried_out(clerk: Clerk, rows: list[dict[str, object]]) -> list[Applied]:
    """Has rows carried out and returns what takes them back."""
    batch = clerk.send_rows(rows)
    clerk.apply(batch)
    db.session.rollback()
    kept = db.session.scalars(
        sa.select(ImportRow).where(ImportRow.batch_id == batch).order_by(ImportRow.number)
    )
    return [
        Applied(one.number, one.subject_id or 0, open_undo(one.undo_sealed))
        for one in kept
        if one.undo_sealed
    ]


def blocked(applied: list[Applied]) -> list[tuple[int, str]]:
    """Takes rows back and returns those that stand against it."""
    db.session.rollback()
    with transaction():
        return [(one.number, one.label) for one in undo_candidates(coordinator(), applied)]


def test_what_was_made_goes_with_its_people_and_steps(clerk: Clerk, factory: Factory) -> None:
    applied = carried_out(clerk, rows_for(make_contests(factory, 3)))

    assert blocked(applied) == []
    assert (candidates(), number_of_people()) == ([], 0)
    assert db.session.scalars(sa.select(CandidateStep)).all() == []


@pytest.mark.parametrize("edited", [Candidate, Person])
def test_row_that_somebody_edited_stops_all_of_it(
    clerk: Clerk, factory: Factory, edited: type[Candidate] | type[Person]
) -> None:
    applied = carried_out(clerk, rows_for(make_contests(factory, 2)))
    with transaction():
        db.session.scalars(sa.select(edited).order_by(edited.id.desc()).limit(1)).one().version += 1

    assert blocked(applied) == [(3, "Сейтқалив Асхатв Мұратұлы")]
    assert (len(candidates()), number_of_people()) == (2, 2)


def test_row_that_was_deleted_since_stops_it_too(clerk: Clerk, factory: Factory) -> None:
    applied = carried_out(clerk, rows_for(make_contests(factory, 1)))

    assert blocked([*applied, replace(applied[0], number=9, subject_id=999)]) == [
        (9, "Сейтқалиб Асхатб Мұратұлы")
    ]


@pytest.mark.parametrize("reference", ["scan", "consent", "platform", "participation"])
def test_record_that_refers_to_a_row_stops_it(clerk: Clerk, factory: Factory, reference: str) -> None:
    applied = carried_out(clerk, rows_for(make_contests(factory, 1)))
    one = candidates()[0]
    if reference == "participation":
        factory.participation(factory.seminar(), one.person)
    else:
        getattr(factory, reference)(one)

    assert [number for number, _label in blocked(applied)] == [2]
    assert len(candidates()) == 1


def test_reference_to_a_row_that_was_only_changed_does_not_stop_it(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    row = row_for(contest)
    known = standing_as(factory, row, contest, phone="+7 700")
    applied = carried_out(clerk, [row])
    factory.platform(candidates()[0])

    assert blocked(applied) == []
    db.session.rollback()
    assert db.session.get_one(Person, known.person_id).phone == "+7 700"


def test_rows_that_a_later_import_changed_stop_the_earlier_one(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    first = carried_out(clerk, [row_for(contest)])
    second = carried_out(clerk, [row_for(contest, Телефон="+7 777")])

    assert [number for number, _label in blocked(first)] == [2]
    assert blocked(second) == []
    assert candidates()[0].person.phone == "+7 701 000 0001"


def test_log_says_what_was_taken_back(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 3)
    rows = rows_for(contests)
    known = standing_as(factory, rows[0], contests[0], phone="+7 700").id
    applied = carried_out(clerk, rows)
    blocked(applied)

    told = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action.contains("import_undone")).order_by(AuditEvent.id)
    ).all()
    assert [(one.action, one.subject_id) for one in told] == [
        ("candidate.import_undone", known), ("candidates.import_undone", None),
    ]  # fmt: skip
    assert told[1].after == {"rows": 3, "ids": [[known + 1, known + 2]]}


def test_many_rows_take_as_many_statements_as_few(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 12)
    made = []
    for some in (contests[:2], contests[2:]):
        applied = carried_out(clerk, [row_for(one, one.id) for one in some])
        with counting_queries() as done:
            assert blocked(applied) == []
        made.append(len(done))

    assert made[0] == made[1]
