"""The sheet that people sign: as long as its sheets are, its day said once."""

import io
import re
from datetime import UTC, datetime

import pypdf
import pytest

from elections.training.attendance_paper import FEWEST_BLANK, blank_lines, sheet_pdf
from tests.factories import Factory


@pytest.mark.parametrize(
    ("people", "blank"), [(0, 10), (5, 8), (11, 2), (12, 10), (13, 10), (16, 10), (25, 9), (32, 2), (34, 10)]
)
def test_blank_rows_fill_the_last_sheet_with_a_name_on_it(people: int, blank: int) -> None:
    assert blank_lines(people) == blank


def test_there_is_always_room_for_somebody_who_was_not_expected() -> None:
    assert min(blank_lines(people) for people in range(200)) >= FEWEST_BLANK


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("paper", "people"), [("ru", 30), ("kk-ru", 24)])
def test_no_sheet_is_all_blank_and_the_day_is_told_once(
    app: object, factory: Factory, paper: str, people: int
) -> None:
    factory.election(is_demo=True)
    seminar = factory.seminar(
        factory.district().path,
        starts_at=datetime(2021, 7, 3, 4, tzinfo=UTC),
        ends_at=datetime(2021, 7, 3, 12, tzinfo=UTC),
    )
    for _number in range(people):
        factory.participation(seminar)

    with app.test_request_context():
        pages = [
            one.extract_text() for one in pypdf.PdfReader(io.BytesIO(sheet_pdf(seminar.id, paper))).pages
        ]
    assert len(pages) == 2
    when = re.sub(r"\s+", " ", pages[0])
    assert re.search(r"03\.07\.2021 \d\d:00 – \d\d:00", when)
    assert when.count("03.07.2021") == 1
