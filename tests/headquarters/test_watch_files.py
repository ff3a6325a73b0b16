"""Proxies and observers as files: what comes out goes in again, what cannot be is refused with reasons, an import is undone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.documents.spreadsheet import write_table
from elections.errors import Forbidden
from elections.headquarters import observer_rows, proxy_rows
from elections.headquarters.proxies import EndGround, ProxyStatus
from elections.headquarters.proxy_models import Observer, Proxy
from elections.imports.changes import RowState
from elections.imports.registers import Context, Row
from elections.people.models import Person
from tests.factories import Factory

ACTOR = Actor(None, "hq", Role.COORDINATOR, "")
CONTEXT = Context("list.csv", date(2021, 7, 5), actor=ACTOR)
DAY = date(2021, 7, 4)


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    candidate = factory.candidate(status_on=DAY)
    for number in (12, 13):
        factory.precinct(candidate.contest.constituency, number=number)
    return candidate


def row(of: Candidate, number: int = 2, **values: Any) -> Row:
    usual = {
        "kato": of.contest.constituency.kato, "precinct": 12, "full_name": "СЕЙІТҚАЛИ Тимур Оралұлы",
        "birth_year": 1980, "declared_on": DAY, "consent_on": DAY,
    }  # fmt: skip
    return Row(number, {**usual, **values})


def sent(candidate: Candidate, number: int = 2, **values: Any) -> Row:
    return row(candidate, number, **{"mandate_number": "5", "mandate_on": DAY, **values})


def codes(changes: list[Any]) -> list[list[str]]:
    return [[one.code for one in change.objections] for change in changes]


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def command(app: Flask, *arguments: str) -> tuple[int, Any]:
    db.session.rollback()
    answer = app.test_cli_runner().invoke(args=[*arguments])
    return answer.exit_code, json.loads(answer.output)


def carry(module: Any, rows: list[Row]) -> list[Any]:
    with transaction():
        return module.apply(module.plan(rows, CONTEXT), CONTEXT)


def test_what_comes_out_goes_in_unchanged(app: Flask, factory: Factory, tmp_path: Path) -> None:
    proxy = factory.proxy(person=factory.person(phone="+7 700 000 00 01"))
    factory.proxy(proxy.candidate, status=ProxyStatus.PROPOSED, consent_on=None)
    ended = {
        "status": ProxyStatus.ENDED,
        "ended_on": DAY,
        "ground": EndGround.CANDIDATES_DECISION,
        "note": "Письмо",
    }
    factory.proxy(proxy.candidate, **ended)
    factory.observer(proxy.precinct)
    factory.observer(proxy.precinct, starts=1000, ends=1500, removed_on=DAY)

    for kind, rows in (("proxies", 3), ("observers", 2)):
        for suffix in ("csv", "xlsx"):
            path = str(tmp_path / f"{kind}.{suffix}")
            assert command(app, "export", kind, path)[1]["rows"] == rows
            code, told = command(app, "import", kind, path, "--json")
            assert (code, told["unchanged"], told["errors"]) == (0, rows, [])


def test_file_of_people_heads_its_columns_as_they_like(
    app: Flask, candidate: Candidate, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    headings = ["Сельский округ", "№ участка", "ФИО", "Год рождения", "Дата заявления", "Дата согласия"]
    cells = [candidate.contest.constituency.name_ru, 12, "Сейітқали Тимур Оралұлы", 1980, DAY, DAY]
    path.write_bytes(write_table("list.csv", headings, [cells, [*cells[:1], 13, *cells[2:]]]))

    assert command(app, "import", "proxies", str(path), "--json")[1]["created"] == 2
    assert len({one.person_id for one in db.session.scalars(sa.select(Proxy))}) == 1


def test_each_reason_against_a_row_is_told(factory: Factory, candidate: Candidate) -> None:
    factory.commission_member(name="Асанов Болат")
    factory.candidate(
        person=factory.person(surname="Бекова", given_name="Анна", patronymic="", birth_year=1970)
    )
    rows = [
        row(candidate, 2, kato="999999999"),
        row(candidate, 3, precinct=99),
        row(candidate, 4, candidate="Никто"),
        row(candidate, 5, full_name="Асанов Болат", declared_on=None),
        row(candidate, 6, full_name="Бекова Анна", birth_year=1970, certificate_number="7"),
        row(candidate, 7, record=12345),
        row(candidate, 8),
        row(candidate, 9),
        row(candidate, 10, full_name="Одно", consent_on=date(2022, 1, 1)),
    ]  # fmt: skip

    assert codes(proxy_rows.plan(rows, CONTEXT)) == [
        ["watch.constituency_unknown"],
        ["watch.precinct_unknown"],
        ["watch.candidate_unknown"],
        ["proxy.declaration_undated", "proxy.in_commission"],
        ["proxy.is_candidate", "proxy.certificate_missing"],
        ["watch.record_unknown"],
        [],
        ["proxy.twice", "watch.row_twice"],
        ["name.missing", "proxy.day_in_future"],
    ]


def test_fourth_of_a_file_is_refused_by_the_names_of_the_three(
    factory: Factory, candidate: Candidate
) -> None:
    factory.proxy(candidate, factory.precinct(candidate.contest.constituency, number=14))
    rows = [
        row(candidate, at, full_name=f"{name} Асхат")
        for at, name in enumerate(("Асанов", "Бекова", "Есенова", "Жұмабай"))
    ]

    last = proxy_rows.plan(rows, CONTEXT)[-1]

    assert [one.code for one in last.objections] == ["proxy.too_many"]
    assert last.objections[0].params["names"] == "Асанов Асхат, Бекова Асхат, Есенова Асхат"


def test_certificates_come_from_a_file_and_are_taken_back(factory: Factory, candidate: Candidate) -> None:
    proxy = factory.proxy(candidate, status=ProxyStatus.CONSENTED)
    told = {"record": proxy.id, "certificate_number": "17", "registered_on": DAY, "phone": "+7 700 000 00 05"}

    done = carry(proxy_rows, [row(candidate, **told)])
    db.session.expire_all()
    assert (proxy.status, proxy.certificate_number, proxy.person.phone) == (
        ProxyStatus.REGISTERED,
        "17",
        "+7 700 000 00 05",
    )
    with transaction():
        assert proxy_rows.undo(done, CONTEXT) == []
    db.session.expire_all()
    assert (proxy.status, proxy.certificate_number, proxy.registered_on) == (ProxyStatus.CONSENTED, "", None)
    assert proxy.person.phone == ""


def test_certificate_before_the_candidates_registration_is_refused(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.FILED)
    proxy = factory.proxy(candidate, status=ProxyStatus.CONSENTED)
    [change] = proxy_rows.plan(
        [Row(2, {"record": proxy.id, "certificate_number": "1", "registered_on": DAY})], CONTEXT
    )

    assert codes([change]) == [["proxy.candidate_not_registered"]]


def test_import_of_new_people_is_taken_back_whole_or_not_at_all(candidate: Candidate) -> None:
    people = count(Person)
    done = carry(proxy_rows, [row(candidate), row(candidate, 3, precinct=13)])
    assert (count(Proxy), count(Person)) == (2, people + 1)
    first = db.session.get_one(Proxy, done[0].subject_id)
    with transaction():
        first.note = "?"
    with transaction():
        assert [one.number for one in proxy_rows.undo(done, CONTEXT)] == [2]
    assert count(Proxy) == 2
    done[0].undo["version"] += 1

    with transaction():
        assert proxy_rows.undo(done, CONTEXT) == []
    assert (count(Proxy), count(Person)) == (0, people)


def test_observers_come_from_a_file_change_and_are_taken_back(candidate: Candidate) -> None:
    done = carry(
        observer_rows,
        [
            sent(candidate, starts="07:00", ends="15.00"),
            sent(candidate, 3, full_name="Бекова Анна", starts="15:00:00"),
        ],
    )
    found = list(db.session.scalars(sa.select(Observer).order_by(Observer.id)))
    assert [(one.starts, one.ends) for one in found] == [(420, 900), (900, 1920)]
    changed = carry(observer_rows, [sent(candidate, starts="07:00", certificate_number="9")])
    assert changed[0].subject_id == found[0].id
    with transaction():
        assert observer_rows.undo(changed, CONTEXT) == []
    db.session.expire_all()
    assert found[0].certificate_number == ""
    with transaction():
        assert [one.number for one in observer_rows.undo(done, CONTEXT)] == [2]


def test_each_reason_against_an_observer_is_told(factory: Factory, candidate: Candidate) -> None:
    rows = [
        sent(candidate, 2, starts="с утра"),
        sent(candidate, 3, precinct=99, ends="25:00"),
        sent(candidate, 4, mandate_number=None, phone="+7"),
        sent(candidate, 5),
        sent(candidate, 6, precinct=13),
        sent(candidate, 7, full_name="Бекова Анна"),
        sent(candidate, 8, record=999),
    ]

    assert codes(observer_rows.plan(rows, CONTEXT)) == [
        ["watch.time_wrong"],
        ["watch.time_wrong", "watch.precinct_unknown"],
        ["observer.mandate_missing", "observer.phone_without_consent"],
        [],
        ["observer.twice"],
        ["observer.too_many"],
        ["watch.record_unknown"],
    ]


def test_nobody_imports_into_another_territory(candidate: Candidate) -> None:
    there = Context("list.csv", DAY, actor=Actor(None, "hq", Role.HQ_STAFF, "190000000/"))

    for module, one in ((proxy_rows, row(candidate)), (observer_rows, sent(candidate))):
        [refused] = module.plan([one], there)
        assert (refused.state, codes([refused])) == (RowState.REFUSED, [["watch.constituency_unknown"]])
        with pytest.raises(Forbidden):
            module.apply(module.plan([one], CONTEXT), there)
