"""Attendance and scores as a file: what comes out goes in again, what cannot be is refused by name, an import is undone."""

import json
from pathlib import Path

import pytest
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.documents.spreadsheet import write_table
from elections.imports.registers import Context, Row
from elections.territory.day import usual_day
from elections.training.models import Attendance, SeminarStatus
from elections.training.score_registers import apply, plan, undo
from tests.factories import Factory
from tests.training.conftest import School

HEADINGS = ["№ семинара", "ИИН", "ФИО", "Явка", "Балл"]
CONTEXT_ACTOR = Actor(None, "gulnar", Role.COORDINATOR, "")


@pytest.fixture
def listed(factory: Factory, school: School) -> School:
    for one in school.nominees:
        factory.participation(school.seminar, one.person, path=one.path)
    return school


def load(
    app: Flask, tmp_path: Path, rows: list[list[object]], kind: str = "attendance"
) -> tuple[int, dict[str, object]]:
    path = tmp_path / "list.csv"
    path.write_bytes(write_table("list.csv", HEADINGS, rows))
    db.session.rollback()
    answer = app.test_cli_runner().invoke(args=["import", kind, str(path), "--json"])
    return answer.exit_code, json.loads(answer.output)


def name(school: School, at: int) -> str:
    person = school.nominees[at].person
    return f"{person.surname} {person.given_name} {person.patronymic}"


def test_marks_and_scores_come_from_a_file(app: Flask, listed: School, tmp_path: Path) -> None:
    number = listed.seminar.id

    code, told = load(
        app,
        tmp_path,
        [[number, "", name(listed, 0), "", 85], [number, "", name(listed, 1), "отсутствовал", ""]],
    )

    assert (code, told["updated"], told["errors"]) == (0, 2, [])
    assert listed.marks() == [("Әлиев", Attendance.PASSED, 85), ("Бекова", Attendance.ABSENT, None)]


def test_score_below_the_pass_mark_is_a_failure(app: Flask, listed: School, tmp_path: Path) -> None:
    code, _told = load(app, tmp_path, [[listed.seminar.id, "", name(listed, 0), "", 59]], "scores")

    assert (code, listed.marks()[0][1:]) == (0, (Attendance.FAILED, 59))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([999, "", "", "", 85], "scores.seminar_unknown"),
        (["", "", "Әлиев", "", 101], "seminar.score_range"),
        (["", "", "Никто Никого", "", 80], "scores.person_unknown"),
    ],
)
def test_row_that_cannot_be_is_refused_and_nothing_changes(
    app: Flask, listed: School, tmp_path: Path, row: list[object], code: str
) -> None:
    row[0] = row[0] or listed.seminar.id
    row[2] = name(listed, 0) if row[2] in ("", "Әлиев") else row[2]

    status, told = load(app, tmp_path, [row])

    assert (status, [one["code"] for one in told["errors"]]) == (1, [code])
    assert listed.marks()[0][1:] == (Attendance.INVITED, None)


def test_person_twice_and_a_seminar_called_off_are_refused(
    app: Flask, listed: School, tmp_path: Path
) -> None:
    twice = [
        [listed.seminar.id, "", name(listed, 0), "", 80],
        [listed.seminar.id, "", name(listed, 0), "", 85],
    ]
    _code, told = load(app, tmp_path, twice)
    with transaction():
        db.session.merge(listed.seminar).status = SeminarStatus.CANCELLED
    _code, off = load(app, tmp_path, twice[:1])

    assert [one["code"] for one in told["errors"]] == ["scores.person_twice"]
    assert [one["code"] for one in off["errors"]] == ["seminar.is_cancelled"]


def test_what_is_exported_comes_in_again_unchanged(app: Flask, listed: School, tmp_path: Path) -> None:
    load(
        app,
        tmp_path,
        [
            [listed.seminar.id, "", name(listed, 0), "сдал тест", 85],
            [listed.seminar.id, "", name(listed, 1), "отсутствовал", ""],
        ],
    )
    path = tmp_path / "out.xlsx"
    db.session.rollback()

    out = app.test_cli_runner().invoke(args=["export", "attendance", str(path)])
    again = app.test_cli_runner().invoke(args=["import", "attendance", str(path), "--json"])

    assert (out.exit_code, again.exit_code) == (0, 0), (out.output, again.output)
    told = json.loads(again.output)
    assert (told["updated"], told["unchanged"], told["errors"]) == (0, 2, [])


def rows(school: School, score: int) -> list[Row]:
    values = {
        "seminar": school.seminar.id,
        "iin": None,
        "full_name": name(school, 0),
        "state": None,
        "score": score,
    }
    return [Row(1, values)]


def test_import_is_taken_back_unless_somebody_changed_the_mark(app: Flask, listed: School) -> None:
    context = Context("scores.xlsx", usual_day(), actor=CONTEXT_ACTOR)
    db.session.rollback()
    with transaction():
        applied = apply(plan(rows(listed, 85), context), context)
    with transaction():
        undone = undo(applied, context)
    marks = listed.marks()
    db.session.rollback()
    with transaction():
        applied = apply(plan(rows(listed, 70), context), context)
    with transaction():
        one = listed.participations()[0]
        one.score = 71
    with transaction():
        blocked = undo(applied, context)

    assert (undone, marks[0][1:]) == ([], (Attendance.INVITED, None))
    assert ([one.number for one in blocked], listed.marks()[0][2]) == ([1], 71)


def test_seminar_of_another_territory_is_unknown(app: Flask, listed: School) -> None:
    foreign = Actor(None, "aigul", Role.COORDINATOR, listed.other.path)

    changes = plan(rows(listed, 85), Context("scores.xlsx", usual_day(), actor=foreign))

    assert [one.code for change in changes for one in change.objections] == ["scores.seminar_unknown"]
