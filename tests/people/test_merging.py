"""Two records of one person: everything moves, nothing is lost, and it can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.candidates.registration import Status
from elections.database import db, transaction, utc_now
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.headquarters.models import Member, MemberRole
from elections.people.distinction_actions import forget_distinction, tell_apart
from elections.people.distinction_queries import list_distinctions
from elections.people.duplicate_queries import numbers_of
from elections.people.iin import mask
from elections.people.merge_actions import memory_of
from elections.people.models import Person, PersonDistinction
from elections.people.reference_queries import STAYING, count_records, list_references
from elections.people.words import RECORD_LABELS
from elections.training.models import Attendance, Certificate, Participation
from tests.candidates.dossiers import IIN
from tests.factories import Factory
from tests.people.pairs import ACTOR, Write, merge, part, refused, sealed


@pytest.fixture
def two(factory: Factory) -> tuple[Person, Person]:
    """Somebody entered twice: as a candidate, and as a member of the headquarters who is on a seminar's list."""
    candidate = factory.candidate(person=factory.person(surname="Сейітқали", given_name="Тимур"))
    again = factory.person(surname="Сеитгали", given_name="Т.", phone="+7 701", **sealed(IIN))
    factory.member(factory.headquarters("110000000/"), again)
    factory.participation(factory.seminar("110000000/"), again)
    return candidate.person, again


# --- what refers to a person ----------------------------------------------------------------------------------------


def test_every_column_that_refers_to_a_person_is_known(app: Flask) -> None:
    found = {
        (table.name, column.name)
        for table in db.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    of_merging = {
        ("person_distinction", "first_id"), ("person_distinction", "second_id"),
        ("person_merge", "kept_id"), ("person_merge", "gone_id"),
    }  # fmt: skip

    assert {(one.table.name, one.column) for one in list_references()} == {
        one for one in found - of_merging if one[0] not in STAYING
    }
    assert len(found) > len(of_merging) + 3


def test_columns_that_look_like_persons_refer_to_them(app: Flask) -> None:
    named = {
        (table.name, column.name)
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("person_id") and table.name not in STAYING
    }

    assert named <= {(one.table.name, one.column) for one in list_references()}


def test_every_record_that_moves_has_a_word_and_a_place(app: Flask) -> None:
    tables = {one.table.name: one.table for one in list_references()}

    assert set(tables) == set(RECORD_LABELS)
    assert [name for name, table in tables.items() if "path" not in table.c] == []


# --- making two one -------------------------------------------------------------------------------------------------


def test_everything_of_the_one_who_is_gone_belongs_to_the_one_who_stays(two: tuple[Person, Person]) -> None:
    kept, gone = two

    merge(kept, gone, "phone", "iin")

    assert count_records((kept.id, gone.id)) == {
        kept.id: {"candidate": 1, "headquarters_member": 1, "participation": 1}, gone.id: {},
    }  # fmt: skip


def test_each_value_stays_of_the_one_who_was_chosen(two: tuple[Person, Person]) -> None:
    kept, gone = two
    index = gone.iin_index

    merge(kept, gone, "surname", "phone", "iin")

    assert (kept.surname, kept.given_name, kept.phone) == ("Сеитгали", "Тимур", "+7 701")
    assert (kept.search_text, kept.iin_index, kept.iin_masked) == (
        "сеитгали тимур муратулы",
        index,
        mask(IIN),
    )
    assert (gone.iin_index, gone.iin_sealed, gone.iin_masked) == (None, None, "")


def test_log_tells_of_a_merge_once_and_without_the_number(two: tuple[Person, Person]) -> None:
    kept, gone = two

    done = merge(kept, gone, "surname", "iin")

    events = list(db.session.scalars(sa.select(AuditEvent)))
    assert [(one.action, one.subject_kind, one.subject_id) for one in events] == [
        ("people.merged", "person", kept.id)
    ]
    assert events[0].subject_label == "Сеитгали Тимур Мұратұлы ← Сеитгали Т. Мұратұлы"
    assert (events[0].before["surname"], events[0].after["surname"]) == ("Сейітқали", "Сеитгали")
    assert (events[0].after["merge"], events[0].after["iin_masked"]) == (done.id, mask(IIN))
    assert IIN not in str(events[0].before) + str(events[0].after) + done.memory_sealed


def test_what_others_have_open_becomes_stale(two: tuple[Person, Person], factory: Factory) -> None:
    kept, gone = two
    before = db.session.scalars(sa.select(Member.version)).all(), kept.version

    merge(kept, gone)

    assert before == ([1], 1)
    assert (db.session.scalars(sa.select(Member.version)).all(), kept.version > 1) == ([2], True)


def test_merge_belongs_to_the_least_territory_of_both(factory: Factory) -> None:
    one, other = factory.candidate(), factory.candidate(status=Status.WITHDRAWN, own=False)

    done = merge(one.person, other.person)

    assert done.path == "110000000/113200000/"


def test_of_a_seminar_twice_one_record_stays_and_the_other_is_remembered(factory: Factory) -> None:
    seminar, one, other = factory.seminar(), factory.person(), factory.person()
    factory.participation(seminar, one)
    passed = factory.participation(seminar, other, attendance=Attendance.PASSED, score=80)
    with transaction():
        db.session.add(
            Certificate(
                participation_id=passed.id,
                path=passed.path,
                seminar_path=passed.seminar_path,
                serial_number=1,
                code="A1",
                issued_on=date(2021, 7, 4),
                printed={},
            )
        )

    done = merge(one, other)

    stays = db.session.scalars(sa.select(Participation)).one()
    assert (stays.id, stays.person_id, stays.score) == (passed.id, one.id, 80)
    assert [(table, row["person_id"]) for table, _column, row in memory_of(done).taken_out] == [
        ("participation", one.id)
    ]


def test_record_that_was_changed_last_stays(factory: Factory) -> None:
    seminar, one, other = factory.seminar(), factory.person(), factory.person()
    late = utc_now() + timedelta(hours=1)
    factory.participation(seminar, one, attendance=Attendance.ATTENDED, updated_at=late)
    factory.participation(seminar, other)

    merge(one, other)

    assert db.session.scalars(sa.select(Participation.attendance)).all() == [Attendance.ATTENDED]


def test_two_records_that_others_hang_on_are_refused(factory: Factory) -> None:
    seminar, people = factory.seminar(), (factory.person(), factory.person())
    for number, person in enumerate(people):
        row = factory.participation(seminar, person, attendance=Attendance.PASSED)
        with transaction():
            db.session.add(
                Certificate(
                    participation_id=row.id,
                    path=row.path,
                    seminar_path=row.seminar_path,
                    printed={},
                    serial_number=number,
                    code=f"A{number}",
                    issued_on=date(2021, 7, 4),
                )
            )

    assert refused(merge, *people) == ["people.both_needed"]


def test_both_in_one_headquarters_now_are_one_member(factory: Factory) -> None:
    office, one, other = factory.headquarters(), factory.person(), factory.person()
    factory.member(office, one)
    factory.member(office, other, role=MemberRole.DRIVER)

    done = merge(one, other)

    assert count_records((one.id,)) == {one.id: {"headquarters_member": 1}}
    assert len(memory_of(done).taken_out) == 1


def test_nobody_stands_twice_or_works_in_two_headquarters(factory: Factory) -> None:
    one = factory.candidate(factory.contest(factory.constituency(name_ru="Алма")))
    other = factory.candidate(factory.contest(factory.constituency(name_ru="Бидай")), own=False)
    factory.member(factory.headquarters(), one.person)
    factory.member(factory.headquarters("110000000/", territory_ru="Область"), other.person)
    with transaction():
        tell_apart(ACTOR, one.person, other.person)

    with pytest.raises(Refused) as caught:
        merge(one.person, other.person)

    assert caught.value.objections == (
        Objection("candidate.both_stand", params={"one": "Алма", "other": "Бидай"}, article="CL 113-3(4)"),
        Objection("member.both_present", params={"one": "Штаб", "other": "Область"}),
        Objection("people.told_apart"),
    )


def test_who_stood_and_withdrew_may_stand_as_the_other(factory: Factory) -> None:
    one, other = factory.candidate(), factory.candidate(own=False, status=Status.WITHDRAWN)

    merge(one.person, other.person)

    assert count_records((one.person_id,)) == {one.person_id: {"candidate": 2}}


def test_only_who_edits_all_of_both_merges(two: tuple[Person, Person]) -> None:
    kept, gone = two
    below = Actor(1, "hq", Role.HQ_STAFF, "110000000/113200000/")

    with pytest.raises(Forbidden):
        merge(kept, gone, actor=Actor(1, "see", Role.OBSERVER, ""))
    assert refused(merge, kept, gone, actor=below) == ["people.elsewhere"]


def test_change_since_the_page_was_opened_is_told(two: tuple[Person, Person]) -> None:
    with pytest.raises(Stale):
        merge(*two, version=1)


# --- two people are two ---------------------------------------------------------------------------------------------


def test_two_are_told_apart_once_and_that_is_taken_back(factory: Factory, write: Write) -> None:
    one, other = factory.person(), factory.person()

    for _ in range(2):
        with write():
            tell_apart(ACTOR, other, one)
    told = list(list_distinctions())
    for _ in range(2):
        with write():
            forget_distinction(ACTOR, one, other)

    assert (told, list_distinctions()) == ([(one.id, other.id)], {})
    actions = db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["people.told_apart", "people.distinction_forgotten"]


def test_who_stays_is_told_apart_from_whom_the_other_was(factory: Factory, write: Write) -> None:
    kept, gone, third, fourth = (factory.person() for _ in range(4))
    with write():
        tell_apart(ACTOR, gone, third)
        tell_apart(ACTOR, gone, fourth)
        tell_apart(ACTOR, kept, fourth)

    done = merge(kept, gone)
    merged = set(list_distinctions())
    part(done)

    assert merged == {(gone.id, third.id), (gone.id, fourth.id), (kept.id, fourth.id), (kept.id, third.id)}
    assert set(list_distinctions()) == merged - {(kept.id, third.id)} | {(kept.id, gone.id)}


@pytest.mark.parametrize("act", [tell_apart, forget_distinction])
def test_observer_tells_nobody_apart(factory: Factory, act: Callable[..., None]) -> None:
    with pytest.raises(Forbidden):
        act(Actor(1, "see", Role.OBSERVER, ""), factory.person(), factory.person())


def test_who_leaves_the_register_takes_the_distinction_along(factory: Factory, write: Write) -> None:
    one, other = factory.person(), factory.person()
    with write():
        tell_apart(ACTOR, one, other)
    with write():
        db.session.execute(sa.delete(Person).where(Person.id == one.id))

    assert db.session.scalars(sa.select(PersonDistinction)).all() == []


def test_looks_at_who_is_gone_are_found_at_who_stays(two: tuple[Person, Person]) -> None:
    kept, gone = two
    assert numbers_of(kept.id) == [kept.id]

    merge(kept, gone, "phone", "iin")

    assert numbers_of(kept.id) == [kept.id, gone.id]
    assert numbers_of(gone.id) == [gone.id]
