"""The words follow every change, whoever makes it and however, in the same transaction; they can be made anew."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.audit.models import AuditEvent
from elections.candidates.models import Candidate
from elections.database import db, insert_rows, reserve_ids, transaction, utc_now
from elections.people.actions import change_person, create_person
from elections.people.models import Person
from elections.search.index import rebuild
from elections.search.models import SearchWord, SubjectKind
from elections.search.queries import search
from elections.search.terms import read_question
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency
from tests.factories import Factory
from tests.queries import counting_queries
from tests.search.conftest import Crowd

CLERK = Actor(1, "clerk", Role.COORDINATOR, "")


def words(kind: SubjectKind = SubjectKind.PERSON) -> set[tuple[int, str]]:
    db.session.rollback()
    rows = db.session.execute(
        sa.select(SearchWord.subject_id, SearchWord.word).where(SearchWord.kind == kind)
    )
    return {(row[0], row[1]) for row in rows}


def of(subject_id: int, kind: SubjectKind = SubjectKind.PERSON) -> set[str]:
    return {word for owner, word in words(kind) if owner == subject_id}


def found(typed: str) -> list[str]:
    db.session.rollback()
    pages = search(CLERK, read_question(typed)).groups
    return [one.person.surname for name in ("candidates", "members") for one in pages[name].rows]


def test_person_is_found_as_soon_as_they_are_made(factory: Factory) -> None:
    person = factory.person(surname="Қасымов", given_name="Ерлан", patronymic="", phone="+7 701 123 45 67")

    assert of(person.id) == {"kasimov", "erlan", "7011234567", "1234567"}


def test_new_name_and_phone_are_found_and_old_ones_are_not(factory: Factory) -> None:
    person = factory.candidate(person=factory.person(surname="Қасымов", phone="+7 701 123 45 67")).person
    values = {"surname": "Әбенов", "given_name": "Ерлан", "patronymic": "", "phone": "8 777 000 11 22"}

    with transaction():
        change_person(SYSTEM, db.session.get_one(Person, person.id), values)

    assert of(person.id) == {"abenov", "erlan", "7770001122", "0001122"}
    assert [found(typed) for typed in ("Касымов", "1234567", "Абенов", "7770001122")] == [
        [], [], ["Әбенов"], ["Әбенов"],
    ]  # fmt: skip


def test_change_of_something_else_touches_no_word(factory: Factory) -> None:
    person = factory.person()

    with counting_queries() as made, transaction():
        db.session.get_one(Person, person.id).address = "Абай к., 1"

    assert [one for one in made if "search_word" in one] == []


def test_removed_person_leaves_no_words(factory: Factory) -> None:
    person = factory.person()

    with transaction():
        db.session.delete(db.session.get_one(Person, person.id))

    assert words() == set()


def test_refused_change_leaves_the_words_as_they_were(factory: Factory) -> None:
    person = factory.person(surname="Қасымов")
    before = words()

    with pytest.raises(RuntimeError), transaction():
        db.session.get_one(Person, person.id).surname = "Әбенов"
        db.session.flush()
        raise RuntimeError

    assert words() == before


def test_people_inserted_past_the_session_are_found_too(crowd: Crowd) -> None:
    ids = crowd(3)

    assert {owner for owner, _word in words()} == set(ids)
    assert len(found("толпаев")) == 3


def test_insert_past_the_session_is_not_forgotten_when_a_savepoint_is_taken_back(
    app: Flask, factory: Factory
) -> None:
    values = {
        "surname": "Толпаев", "given_name": "Асхат", "sort_key": "", "search_text": "", "iin_masked": "", "phone": "",
    }  # fmt: skip
    with transaction():
        db.session.execute(sa.insert(Person), [values])
        nested = db.session.begin_nested()
        create_person(SYSTEM, {"surname": "Взятый", "given_name": "Назад"})
        nested.rollback()

    assert {word for _owner, word in words()} == {"tolpaev", "ashat"}


def test_statement_that_changes_or_removes_past_the_session_is_followed(factory: Factory) -> None:
    changed, removed = factory.person(surname="Қасымов"), factory.person(surname="Бекова")
    ids = (changed.id, removed.id)

    with transaction():
        db.session.execute(sa.update(Person).where(Person.id == ids[0]).values(surname="Әбенов"))
        db.session.execute(sa.delete(Person.__table__).where(Person.__table__.c.id == ids[1]))

    assert "abenov" in of(ids[0])
    assert ("kasimov" in of(ids[0]), of(ids[1])) == (False, set())


def test_import_taken_back_leaves_no_words(crowd: Crowd) -> None:
    gone, stays = crowd(3)[:2], 3

    with transaction():
        db.session.execute(sa.delete(Candidate).where(Candidate.person_id.in_(gone)))
        db.session.execute(sa.delete(Person).where(Person.id.in_(gone)))

    assert {owner for owner, _word in words()} == {stays}


def test_people_written_in_bulk_are_found_within_the_same_transaction(app: Flask) -> None:
    names = ("id", "surname", "given_name", "patronymic", "sort_key", "search_text", "iin_masked", "phone", "email",
             "address", "version", "created_at", "updated_at")  # fmt: skip
    now = utc_now()
    with transaction(), counting_queries() as made:
        ids = reserve_ids(Person, 3)
        insert_rows(Person, names, (
            (one, "Толпаев", "Асхат", "", "", "", "", "+7 701 123 45 67", "", "", 1, now, now) for one in ids
        ))  # fmt: skip
        there = set(db.session.execute(sa.select(SearchWord.subject_id, SearchWord.word)).all())

    assert there == words() == {
        (one, word) for one in ids for word in ("tolpaev", "ashat", "7011234567", "1234567")
    }  # fmt: skip
    assert sum(one.startswith("INSERT INTO search_word") for one in made) == 1


def test_who_is_changed_unread_keeps_no_word_of_before(factory: Factory) -> None:
    """The session never learnt what the person was called: the words go by the person's number."""
    person_id = factory.person(surname="Қасымов", given_name="Ерлан", patronymic="", phone="").id

    with transaction():
        person = db.session.get_one(Person, person_id)
        db.session.expire(person)
        person.surname = "Әбенов"

    assert of(person_id) == {"abenov", "erlan"}


def test_word_that_is_there_already_does_not_stop_a_change(factory: Factory) -> None:
    person_id = factory.person(surname="Қасымов", given_name="Ерлан", patronymic="", phone="").id
    with transaction():
        db.session.add(SearchWord(kind=SubjectKind.PERSON, word="abenov", subject_id=person_id))

    with transaction():
        db.session.get_one(Person, person_id).surname = "Әбенов"

    assert of(person_id) == {"abenov", "erlan"}


def test_places_are_found_by_name_in_each_language_and_by_code(factory: Factory) -> None:
    district = factory.district("113200000", name_ru="Аккольский район", name_kk="Ақкөл ауданы")
    place = factory.constituency(district, name_ru="Азат", name_kk="Азат а.о.", kato="113241000")
    village = factory.unit("113241100", UnitKind.VILLAGE, district, name_ru="Азат")

    assert of(district.id, SubjectKind.UNIT) == {"akolski", "raion", "akol", "audani", "113200000"}
    assert of(place.id, SubjectKind.CONSTITUENCY) == {"azat", "a", "o", "113241000"}
    assert of(village.id, SubjectKind.UNIT) == set()

    with transaction():
        db.session.get_one(Constituency, place.id).name_ru = "Жаңа жол"
    assert "jana" in of(place.id, SubjectKind.CONSTITUENCY)


def test_all_words_are_made_anew(factory: Factory) -> None:
    factory.candidate()
    before = {kind: words(kind) for kind in SubjectKind}
    with transaction():
        db.session.execute(sa.delete(SearchWord))
        db.session.add(SearchWord(kind=SubjectKind.PERSON, word="nobody", subject_id=77))

    with transaction():
        made = rebuild()

    assert {kind: words(kind) for kind in SubjectKind} == before
    assert made == {kind: len(found) for kind, found in before.items()}


@pytest.mark.parametrize("as_json", [True, False])
def test_command_makes_them_anew_says_how_many_and_is_logged(
    app: Flask, factory: Factory, as_json: bool
) -> None:
    factory.person(surname="Қасымов", given_name="Ерлан", patronymic="")
    db.session.remove()

    ran = app.test_cli_runner().invoke(args=["search", "rebuild", *(["--json"] if as_json else [])])

    assert ran.exit_code == 0
    if as_json:
        assert json.loads(ran.output) == {"person": 2, "constituency": 0, "unit": 0}
    else:
        assert [part.split(": ")[1] for part in ran.output.strip().split(", ")] == ["2", "0", "0"]
    logged = db.session.scalar(sa.select(AuditEvent).where(AuditEvent.action == "search.rebuilt"))
    assert logged.after == {"person": 2, "constituency": 0, "unit": 0}
