"""Two people who were made one are parted again: each gets back what was theirs."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction, utc_now
from elections.errors import Forbidden
from elections.headquarters.models import Member
from elections.headquarters.proxy_models import Proxy
from elections.people.distinction_queries import find_distinction
from elections.people.iin import mask
from elections.people.models import Person
from elections.people.reference_queries import count_records
from elections.training.models import Attendance, Participation
from tests.candidates.dossiers import IIN, OTHER_IIN
from tests.factories import Factory
from tests.people.pairs import dump, merge, part, refused, sealed


@pytest.fixture
def two(factory: Factory) -> tuple[Person, Person]:
    """Somebody entered twice: as a candidate, and as a member of the headquarters who is on a seminar's list."""
    candidate = factory.candidate(person=factory.person(surname="Сейітқали", given_name="Тимур"))
    again = factory.person(surname="Сеитгали", given_name="Т.", phone="+7 701", **sealed(IIN))
    factory.member(factory.headquarters("110000000/"), again)
    factory.participation(factory.seminar("110000000/"), again)
    return candidate.person, again


# --- parting them again ---------------------------------------------------------------------------------------------


def test_parting_brings_everything_back_as_it_was(two: tuple[Person, Person], factory: Factory) -> None:
    kept, gone = two
    seminar = factory.seminar()
    factory.participation(seminar, kept)
    factory.participation(seminar, gone, attendance=Attendance.ATTENDED, score=5, marked_at=utc_now())
    proxy = {"candidate_id": factory.candidate().id, "precinct_id": factory.precinct().id}
    for person in two:
        with transaction():
            db.session.add(
                Proxy(
                    person_id=person.id,
                    proposed_on=date(2021, 7, 1),
                    consent_on=date(2021, 7, 2),
                    path="110000000/",
                    **proxy,
                )
            )
    before = dump()

    done = merge(kept, gone, "surname", "given_name", "phone", "iin", "born_on", "sex")
    merged = dump()
    part(done)

    assert (dump() == before, merged == before) == (True, False)
    assert (done.unmerged_by, done.unmerged_at is not None) == ("hq", True)


def test_parting_is_told_and_remembered(two: tuple[Person, Person]) -> None:
    kept, gone = two

    part(merge(kept, gone))

    events = list(db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id)))
    assert [(one.action, one.reason) for one in events] == [
        ("people.merged", ""),
        ("people.unmerged", "Ошибка"),
    ]
    assert find_distinction(kept.id, gone.id) is not None


def test_what_was_edited_since_stays(two: tuple[Person, Person]) -> None:
    kept, gone = two
    done = merge(kept, gone, "surname", "phone")
    with transaction():
        kept.phone = "+7 777"

    part(done)

    assert (kept.surname, kept.phone, gone.phone) == ("Сейітқали", "+7 777", "+7 701")


def test_record_that_was_removed_since_stays_away(two: tuple[Person, Person]) -> None:
    kept, gone = two
    done = merge(kept, gone)
    with transaction():
        db.session.execute(sa.delete(Participation))

    part(done)

    assert count_records((kept.id, gone.id)) == {
        kept.id: {"candidate": 1},
        gone.id: {"headquarters_member": 1},
    }


def test_later_merge_is_taken_back_first(two: tuple[Person, Person], factory: Factory) -> None:
    kept, gone = two
    third = factory.person()
    factory.member(factory.headquarters(), third, until_on=date(2021, 7, 1))
    first = merge(kept, gone)
    second = merge(third, kept)

    assert refused(part, first) == ["people.later_merge_first"]
    part(second)
    part(first)
    assert count_records((gone.id,)) == {gone.id: {"headquarters_member": 1, "participation": 1}}


def test_parting_twice_is_refused(two: tuple[Person, Person]) -> None:
    done = merge(*two)
    part(done)

    assert refused(part, done) == ["people.parted_already"]


def test_record_that_is_somebody_elses_by_now_stops_parting(
    two: tuple[Person, Person], factory: Factory
) -> None:
    done, other = merge(*two), factory.person()
    with transaction():
        db.session.scalars(sa.select(Member)).one().person_id = other.id

    assert refused(part, done) == ["people.moved_on"]


def test_number_that_is_somebody_elses_by_now_stops_parting(
    two: tuple[Person, Person], factory: Factory
) -> None:
    done = merge(*two)
    factory.person(**sealed(IIN))

    assert refused(part, done) == ["people.number_taken"]


def test_number_entered_since_goes_back_to_whom_it_belongs(
    two: tuple[Person, Person], factory: Factory
) -> None:
    kept, gone = two
    done = merge(kept, gone)
    with transaction():
        for name, value in sealed(IIN).items():
            setattr(kept, name, value)

    part(done)

    assert (kept.iin_index, gone.iin_masked) == (None, mask(IIN))


def test_of_two_numbers_the_chosen_one_stays_and_both_come_back(two: tuple[Person, Person]) -> None:
    kept, gone = two
    with transaction():
        for name, value in sealed(OTHER_IIN).items():
            setattr(kept, name, value)
    done = merge(kept, gone, "iin")
    merged = kept.iin_masked

    part(done)

    assert (merged, kept.iin_masked, gone.iin_masked) == (mask(IIN), mask(OTHER_IIN), mask(IIN))


def test_record_that_has_no_place_any_more_stops_parting_and_nothing_changes(factory: Factory) -> None:
    seminar, one, other = factory.seminar(), factory.person(), factory.person()
    for person in (one, other):
        factory.participation(seminar, person)
    done = merge(one, other)
    with transaction():
        db.session.execute(sa.delete(Participation))
        db.session.delete(db.session.get(type(seminar), seminar.id))
    before = dump()

    assert refused(part, done) == ["people.no_way_back"]
    assert dump() == before


def test_key_that_another_record_took_is_no_obstacle(factory: Factory) -> None:
    seminar, one, other = factory.seminar(), factory.person(), factory.person()
    factory.participation(seminar, one)
    spare = factory.participation(seminar, other, updated_at=utc_now() - timedelta(hours=1)).id
    done = merge(one, other)
    factory.participation(seminar, id=spare)

    part(done)

    assert count_records((one.id, other.id)) == {one.id: {"participation": 1}, other.id: {"participation": 1}}


def test_only_who_edits_the_territory_parts(two: tuple[Person, Person]) -> None:
    done = merge(*two)

    for actor in (Actor(1, "see", Role.OBSERVER, ""), Actor(1, "far", Role.HQ_STAFF, "150000000/")):
        with pytest.raises(Forbidden):
            part(done, actor)
