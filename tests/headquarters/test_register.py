"""Headquarters as a file: what goes out comes in unchanged, what cannot be is refused all at once, an import is undone."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table, write_table
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.registers import COLUMNS, apply, plan, undo
from elections.imports.changes import Applied, Blocked
from elections.imports.registers import Context, Row
from elections.people.models import Person
from tests.browsing import Browser
from tests.factories import Factory

KATO, OTHER_KATO = "113200000", "113400000"
HOME, OTHER = f"110000000/{KATO}/", f"110000000/{OTHER_KATO}/"
STAFF = Actor(None, "gulnar", Role.HQ_STAFF, HOME)
CHIEF = Actor(None, "aigul", Role.COORDINATOR, "")
IIN = "061211600012"
DAY = date(2021, 7, 1)
HEAD = {
    "kato": KATO, "level": None, "address": "Абай к., 1", "hq_phone": "87009990001", "role": MemberRole.HEAD,
    "surname": "Оспанова", "given_name": "Әсел", "iin": IIN, "phone": "87019990002", "since_on": DAY,
}  # fmt: skip


@pytest.fixture(autouse=True)
def places(factory: Factory) -> None:
    factory.election()
    region = factory.region("110000000")
    factory.district(KATO, region, name_ru="Аккольский район")
    factory.district(OTHER_KATO, region, name_ru="Жаксынский район")


def rows(*told: dict[str, Any]) -> list[Row]:
    empty = dict.fromkeys((column.key for column in COLUMNS), None)
    return [Row(number, {**empty, **values}) for number, values in enumerate(told, start=2)]


def context(actor: Actor = CHIEF) -> Context:
    db.session.rollback()
    return Context("штабы.xlsx", date(2021, 7, 5), actor=actor)


def look(*told: dict[str, Any], actor: Actor = CHIEF) -> list[tuple[str, list[str]]]:
    """What would become of rows: the state of each, and the codes against it."""
    return [
        (one.state.value, [found.code for found in one.objections])
        for one in plan(rows(*told), context(actor))
    ]


def bring(*told: dict[str, Any], actor: Actor = CHIEF) -> list[Applied]:
    where = context(actor)
    with transaction():
        changes = plan(rows(*told), where)
        assert [one.objections for one in changes] == [()] * len(told)
        wanted = [one for one in changes if one.state.value in ("new", "changed")]
        return apply(wanted, where)


def take_back(applied: list[Applied]) -> list[Blocked]:
    kept = [Applied(one.number, one.subject_id, json.loads(json.dumps(dict(one.undo)))) for one in applied]
    where = context()
    with transaction():
        return undo(kept, where)


def work() -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [
        (one.headquarters.path, one.person.surname, one.role.value, one.since_on, one.until_on)
        for one in db.session.query(Member).order_by(Member.id)
    ]


def test_rows_open_headquarters_and_bring_their_members() -> None:
    driver = {**HEAD, "role": MemberRole.DRIVER, "surname": "Бекова", "iin": None, "phone": None}
    nation = {"kato": None, "address": "Астана"}

    bring(HEAD, driver, nation)

    assert work() == [(HOME, "Оспанова", "head", DAY, None), (HOME, "Бекова", "driver", DAY, None)]
    offices = db.session.query(Headquarters).order_by(Headquarters.id)
    assert [(one.path, one.territory_ru, one.address, one.phone) for one in offices] == [
        (HOME, "Аккольский район", "Абай к., 1", "+7 700 999 00 01"), ("", "", "Астана", ""),
    ]  # fmt: skip
    assert db.session.query(Person).first().phone == "+7 701 999 00 02"
    assert look(HEAD, driver, nation) == [("unchanged", [])] * 3
    assert look({**HEAD, "address": None, "hq_phone": None, "phone": None}) == [("unchanged", [])]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_goes_out_comes_in_unchanged(app: Flask, factory: Factory, tmp_path: Path, suffix: str) -> None:
    bring(HEAD)
    office = factory.headquarters("", phone="+7 700 999 00 05", opened_on=DAY)
    factory.headquarters(OTHER, closed_on=DAY)
    factory.member(office, factory.person(surname="Есенова"), consent_on=DAY)
    ended = factory.person(surname="Жұмабай", email="a@example.kz")
    factory.member(office, ended, role=MemberRole.DRIVER, until_on=date(2021, 7, 2))
    factory.member(office, ended, role=MemberRole.PRESS, since_on=date(2021, 7, 2))
    path = tmp_path / f"out.{suffix}"
    db.session.rollback()

    out = app.test_cli_runner().invoke(args=["export", "headquarters", str(path)])
    again = app.test_cli_runner().invoke(args=["import", "headquarters", str(path), "--json"])

    assert (out.exit_code, again.exit_code) == (0, 0), (out.output, again.output)
    told = json.loads(again.output)
    assert (told["rows"], told["created"], told["updated"], told["unchanged"]) == (5, 0, 0, 5)


@pytest.mark.parametrize("language", [0, 1, 2])
def test_headings_are_known_in_three_languages(app: Flask, tmp_path: Path, language: int) -> None:
    words = ("руководитель", "басшы", "head")[language]
    cells = {**HEAD, "role": words, "level": ("район", "аудан", "district")[language]}
    path = tmp_path / "list.xlsx"
    headings = [column.headings[language] for column in COLUMNS]
    path.write_bytes(write_table("list.xlsx", headings, [[cells.get(column.key) for column in COLUMNS]]))
    db.session.rollback()

    answer = app.test_cli_runner().invoke(args=["import", "headquarters", str(path), "--json"])

    assert answer.exit_code == 0, answer.output
    assert work() == [(HOME, "Оспанова", "head", DAY, None)]
    assert read_table(path)[0].rows[0][0] == headings[0]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"kato": "999999999"}, ["headquarters.kato_unknown"]),
        ({"kato": None, "level": "region"}, ["headquarters.kato_missing"]),
        ({"level": "region"}, ["headquarters.level_differs"]),
        ({"hq_phone": "вахта", "phone": "нет", "email": "нет"}, ["phone.format", "phone.format", "email.format"]),
        ({"role": None}, ["member.role_missing"]),
        ({"surname": None, "given_name": None, "iin": None}, ["member.person_missing"]),
        ({"surname": "R2-D2", "iin": "12"}, ["name.letters", "iin.digits"]),
        ({"since_on": date(2021, 7, 4), "until_on": date(2021, 7, 2)}, ["member.days_in_order"]),
        ({"since_on": date(2031, 7, 4)}, ["member.too_far"]),
        ({"until_on": date(2021, 7, 6)}, ["member.in_future"]),
        ({"closed_on": DAY}, ["headquarters.close_on_page"]),
    ],
)  # fmt: skip
def test_row_that_cannot_be_is_refused_with_every_reason(changes: dict[str, Any], codes: list[str]) -> None:
    if isinstance(changes.get("level"), str):
        changes = {**changes, "level": Level(changes["level"])}

    assert look({**HEAD, **changes}) == [("refused", codes)]


def test_person_in_two_headquarters_and_second_head_are_refused_wherever_they_stand(factory: Factory) -> None:
    bring(HEAD)
    elsewhere = {**HEAD, "kato": OTHER_KATO, "address": None, "hq_phone": None}
    second = {**HEAD, "surname": "Бекова", "iin": None, "phone": None}

    assert look(elsewhere) == [("refused", ["member.already"])]
    assert look(second) == [("refused", ["member.head_exists"])]
    assert look(elsewhere, {**HEAD, "until_on": date(2021, 7, 1)}) == [("new", []), ("changed", [])]
    assert look({**second, "kato": OTHER_KATO, "surname": "Есенова"}, {**second, "kato": OTHER_KATO}) == [
        ("refused", ["member.head_exists"]),
    ] * 2  # fmt: skip
    changes = plan(rows(elsewhere), context())
    assert dict(changes[0].objections[0].params) == {"name": "Аккольский район", "since": DAY}


def test_rows_about_one_headquarters_agree_and_about_one_work_are_one() -> None:
    driver = {**HEAD, "role": MemberRole.DRIVER, "surname": "Бекова", "iin": None, "phone": None}

    assert look(HEAD, {**driver, "address": "Бөгенбай к., 2"}) == [
        ("new", []), ("refused", ["headquarters.rows_differ"]),
    ]  # fmt: skip
    assert look(driver, driver) == [
        ("refused", ["member.already_here"]), ("refused", ["member.person_twice", "member.already_here"]),
    ]  # fmt: skip


def test_another_role_ends_the_former_one() -> None:
    bring({**HEAD, "role": MemberRole.DRIVER})
    new = {**HEAD, "role": MemberRole.LAWYER, "since_on": date(2021, 7, 4)}

    applied = bring(new)

    assert work() == [
        (HOME, "Оспанова", "driver", DAY, date(2021, 7, 3)), (HOME, "Оспанова", "lawyer", date(2021, 7, 4), None),
    ]  # fmt: skip
    assert (take_back(applied), work()) == ([], [(HOME, "Оспанова", "driver", DAY, None)])


def test_what_a_row_says_of_a_member_changes_them_and_is_taken_back() -> None:
    bring({**HEAD, "iin": None})
    before = work()
    told = {**HEAD, "address": "Бөгенбай к., 2", "email": "a@example.kz",
            "until_on": DAY, "consent_on": DAY}  # fmt: skip

    applied = bring(told)
    person = db.session.query(Person).one()
    kept = (person.email, person.iin_masked[-2:], db.session.query(Headquarters).one().address)
    changed = work()
    blocked = take_back(applied)

    assert (kept, changed[0][3:]) == (("a@example.kz", "12", "Бөгенбай к., 2"), (DAY, DAY))
    assert (blocked, work()) == ([], before)
    person = db.session.query(Person).one()
    assert (person.email, person.iin_index, db.session.query(Headquarters).one().address) == (
        "",
        None,
        "Абай к., 1",
    )


def test_another_first_day_corrects_the_work_that_goes_on_and_a_former_stretch_is_a_work_of_its_own() -> None:
    bring(HEAD)
    earlier = date(2021, 6, 30)

    bring({**HEAD, "since_on": earlier})
    corrected = work()
    bring({**HEAD, "since_on": date(2021, 6, 25), "until_on": date(2021, 6, 28)})

    assert corrected == [(HOME, "Оспанова", "head", earlier, None)]
    assert [one[3:] for one in work()] == [(earlier, None), (date(2021, 6, 25), date(2021, 6, 28))]


def test_import_is_taken_back_whole_unless_somebody_went_on(factory: Factory) -> None:
    driver = {**HEAD, "role": MemberRole.DRIVER, "surname": "Бекова", "iin": None, "phone": None}
    applied = bring(HEAD, driver)
    assert take_back(applied) == []
    tables = (Headquarters, Member, Person)
    assert [db.session.query(one).count() for one in tables] == [0, 0, 0]

    applied = bring(HEAD, driver)
    with transaction():
        db.session.query(Member).filter_by(role=MemberRole.DRIVER).one().since_on = date(2021, 6, 30)
    assert [one.number for one in take_back(applied)] == [3]
    assert len(work()) == 2

    applied = bring({**HEAD, "kato": OTHER_KATO, "surname": "Есенова", "iin": None})
    office = db.session.query(Headquarters).filter_by(path=OTHER).one()
    factory.member(office, role=MemberRole.DRIVER)
    assert [one.label for one in take_back(applied)] == ["Есенова Әсел"]
    assert len(work()) == 4


def test_iin_tells_people_apart_and_names_within_a_headquarters(factory: Factory) -> None:
    bring(HEAD)
    office = db.session.query(Headquarters).one()
    for _ in range(2):
        factory.member(
            office, factory.person(surname="Бекова", given_name="Ая", patronymic=""), role=MemberRole.DRIVER
        )
    other = {"kato": KATO, "role": MemberRole.LAWYER, "surname": "Бекова", "given_name": "Ая"}
    far = {**other, "kato": OTHER_KATO}

    assert look({**HEAD, "surname": "Қасымов"}) == [("refused", ["person.iin_other_name"])]
    assert look(other) == [("refused", ["member.ambiguous"])]
    assert [one.code for change in plan(rows(far), context()) for one in change.warnings] == [
        "people.likely_known"
    ]
    spelt = plan(rows({**HEAD, "surname": "Оспанова", "given_name": "Асель"}), context())
    assert [(one.state.value, dict(one.after)) for one in spelt] == [("changed", {"given_name": "Асель"})]


def test_closed_headquarters_takes_no_change(factory: Factory) -> None:
    office = factory.headquarters(HOME, closed_on=DAY, address="Абай к., 1")
    factory.member(office, factory.person(surname="Есенова", given_name="Ая"), until_on=DAY)

    assert look({"kato": KATO, "address": "Абай к., 1"}, HEAD) == [
        ("unchanged", []), ("refused", ["headquarters.is_closed"]),
    ]  # fmt: skip


def test_import_keeps_to_ones_territory() -> None:
    assert look(HEAD, {**HEAD, "kato": OTHER_KATO}, {"kato": None, "address": "x"}, actor=STAFF) == [
        ("new", []), ("refused", ["headquarters.kato_unknown"]), ("refused", ["headquarters.kato_missing"]),
    ]  # fmt: skip


def test_list_is_taken_without_contacts_of_who_has_not_consented_and_comes_back(
    app: Flask, factory: Factory, login: Callable[..., Browser], tmp_path: Path
) -> None:
    bring(HEAD)
    factory.headquarters("", territory_ru="")
    office = db.session.query(Headquarters).filter_by(path=HOME).one()
    factory.member(
        office,
        factory.person(surname="Есенова", phone="+7 701 999 00 07"),
        role=MemberRole.PRESS,
        consent_on=DAY,
    )
    browser = login(Role.HQ_STAFF, HOME)

    asked = browser.get("/headquarters/export")
    silent = browser.post("/headquarters/export", {"reason": " ", "format": "xlsx"})
    taken = browser.post("/headquarters/export", {"reason": "Справочник", "format": "xlsx"})
    cells = read_table(taken.data)[0].rows
    path = tmp_path / "list.xlsx"
    path.write_bytes(taken.data)
    db.session.rollback()
    again = app.test_cli_runner().invoke(args=["import", "headquarters", str(path), "--json"])

    assert (asked.status, silent.status, taken.status, len(cells)) == (200, 422, 200, 3)
    phones = [row[cells[0].index("Телефон")] for row in cells[1:]]
    assert [one or "" for one in phones] == ["", "+7 701 999 00 07"]
    assert "ИИН" not in cells[0]
    told = json.loads(again.output)
    assert (told["errors"], told["created"], told["updated"], told["unchanged"]) == ([], 0, 0, 2)
    assert login(Role.OBSERVER).get("/headquarters/export").status == 403
