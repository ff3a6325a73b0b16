"""The trainers' work in a period, on a page and as a file that the log knows of."""

import io
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.documents.spreadsheet import read_table
from elections.training.models import Attendance, SeminarStatus
from tests.factories import Factory
from tests.queries import counting_queries

REGION, WEST = "110000000/", "150000000/"


@pytest.fixture
def held(factory: Factory) -> None:
    factory.election()
    factory.region(), factory.region("150000000", name_ru="Актюбинская область")
    person = factory.person()
    for path, trainer, day, status in (
        (REGION, "Т. Оспанова", 3, SeminarStatus.CLOSED), (REGION, "Т. Оспанова", 10, SeminarStatus.CLOSED),
        (WEST, "Ә. Бек", 3, SeminarStatus.CLOSED), (WEST, "Ә. Бек", 20, SeminarStatus.PLANNED),
    ):  # fmt: skip
        seminar = factory.seminar(
            path, trainer=trainer, status=status, starts_at=datetime(2021, 7, day, 4, tzinfo=UTC),
            ends_at=datetime(2021, 7, day, 10, tzinfo=UTC),
        )  # fmt: skip
        factory.participation(seminar, person, attendance=Attendance.PASSED)
        factory.participation(seminar, attendance=Attendance.FAILED)
        factory.participation(seminar, attendance=Attendance.ABSENT)


def rows(answer) -> list[list[str]]:
    return [
        [cell.text_content() for cell in row.xpath("./th | ./td")][:5]
        for row in answer.page.xpath("//tbody/tr")
    ]


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        ({}, [["Ә. Бек", "1", "8", "2", "1 / 2"], ["Т. Оспанова", "2", "16", "3", "2 / 4"],
              ["All together", "3", "24", "4", "3 / 6"]]),
        ({"since": "2021-07-04"}, [["Т. Оспанова", "1", "8", "2", "1 / 2"], ["All together", "1", "8", "2", "1 / 2"]]),
        ({"until": "03.07.2021", "path": WEST}, [["Ә. Бек", "1", "8", "2", "1 / 2"], ["All together", "1", "8", "2", "1 / 2"]]),
        ({"since": "2021-08-01"}, []),
    ],
)  # fmt: skip
def test_work_is_summed_by_trainer_in_a_period(held: None, login, chosen, lines) -> None:
    assert rows(login(Role.TRAINER).get("/training/trainers", lang="en", **chosen)) == lines


def test_one_sees_the_work_in_ones_territory(held: None, login) -> None:
    assert [one[0] for one in rows(login(Role.TRAINER, WEST).get("/training/trainers"))][:-1] == ["Ә. Бек"]


def test_day_that_is_none_is_said(held: None, login) -> None:
    assert "Enter a day such as" in login(Role.TRAINER).get("/training/trainers", since="32", lang="en").words


def test_file_holds_what_the_page_shows_and_the_log_knows_why(held: None, login) -> None:
    trainer = login(Role.TRAINER)
    url = "/training/trainers?since=2021-07-01&lang=en"

    assert trainer.post(url, {"reason": " ", "format": "xlsx"}).status == 422
    file = trainer.post(url, {"reason": "отчёт за июль", "format": "xlsx"})
    table = read_table(io.BytesIO(file.data).getvalue())[0].rows
    assert [row[:3] for row in table] == [
        ["Trainer", "Seminars", "Hours"], ["Ә. Бек", 1, 8], ["Т. Оспанова", 2, 16],
    ]  # fmt: skip
    assert [row[-1] for row in table[1:]] == [50, 50]
    event = db.session.query(AuditEvent).filter_by(action="trainers.exported").one()
    assert (event.reason, event.after["rows"], event.after["since"]) == ("отчёт за июль", 2, "2021-07-01")
    assert trainer.post(url, {"reason": "так", "format": "csv"}).mimetype == "text/csv"


def test_observer_takes_no_file(held: None, login) -> None:
    observer = login(Role.OBSERVER)

    assert observer.get("/training/trainers").status == 200
    assert observer.post("/training/trainers", {"reason": "так", "format": "xlsx"}).status == 403


@pytest.mark.parametrize("number", [1, 3])
def test_page_makes_the_same_queries_for_one_and_for_three(factory: Factory, login, number: int) -> None:
    for trainer in "АБВ"[:number]:
        seminar = factory.seminar(trainer=trainer, status=SeminarStatus.CLOSED)
        factory.participation(seminar, attendance=Attendance.PASSED)
    browser = login(Role.TRAINER)

    with counting_queries() as made:
        page = browser.get("/training/trainers")

    assert (len(rows(page)), len(made)) == (number + 1, 7)
