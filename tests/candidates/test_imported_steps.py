"""A candidacy that came out of a spreadsheet has its first step like one that was typed: the funnel loses nobody."""

from datetime import date
from pathlib import Path

from flask import Flask

from elections.candidates.funnel import STAGES, lines_of
from elections.candidates.funnel_queries import count_groups
from elections.candidates.models import CandidateStep
from elections.candidates.registration import Status
from elections.database import db
from elections.documents.spreadsheet import write_table
from tests.factories import Factory

HEADINGS = [
    "КАТО округа",
    "Фамилия",
    "Имя",
    "Год рождения",
    "Пол",
    "Способ выдвижения",
    "Статус",
    "Дата регистрации",
]


def test_imported_candidacies_have_their_first_step_and_are_in_the_funnel(
    app: Flask, factory: Factory, tmp_path: Path
) -> None:
    contest = factory.contest()
    kato, person = contest.constituency.kato, ("1980", "муж", "самовыдвижение")
    path = tmp_path / "rivals.csv"
    rows = [
        [kato, "Әлиев", "Ерлан", *person, "зарегистрирован", "05.07.2021"],
        [kato, "Бекова", "Асхат", *person, "предложен", "01.07.2021"],
    ]
    path.write_bytes(write_table("rivals.csv", HEADINGS, rows))

    answer = app.test_cli_runner().invoke(args=["import", "rivals", str(path), "--json"])

    assert answer.exit_code == 0, answer.output
    steps = db.session.query(CandidateStep).order_by(CandidateStep.id)
    assert [(one.from_status, one.to_status, one.decided_on, one.path) for one in steps] == [
        (None, Status.REGISTERED, date(2021, 7, 5), contest.path),
        (None, Status.PROPOSED, date(2021, 7, 1), contest.path),
    ]
    line = lines_of(count_groups(contest.election))[""]
    assert [(line.reached[stage], line.there[stage]) for stage in STAGES] == [(2, 1), (1, 0), (1, 0), (1, 1)]
