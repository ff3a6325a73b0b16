"""586 rows of which 40 are wrong in ways of their own: 546 to carry out and 40 with their reason, or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.campaign.models import Contest
from elections.database import db
from elections.documents.spreadsheet import read_table
from elections.imports.models import ImportRow
from elections.imports.sealing import open_row
from tests.browsing import Browser
from tests.documents.tables import make_xlsx_of
from tests.factories import Factory
from tests.imports.lists import (
    BORN,
    Clerk,
    candidates,
    counts,
    iin_of,
    make_contests,
    name_of,
    newest,
    number_of_people,
    row_for,
)

LogIn = Callable[..., Browser]
ROWS, WRONG = 586, 40
STANDING = {"ФИО": "Ерден Асхат", "ИИН": iin_of(1), "Дата рождения": BORN}
"""Stands in the register already, in another constituency."""
CELLS = ("Год рождения", "ИИН", "Эл. почта", "Образование", "Пол", "Новое лицо", "Способ выдвижения", "Статус",
         "Выдвинувшая партия", "Партийность", "№ записи", "Дата регистрации")  # fmt: skip
GOOD = {**dict.fromkeys(CELLS), "Дата рождения": "17.05.1980", "Телефон": "+7 701"}
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"ФИО": None}, "name.missing"),
    ({"ФИО": "Асанов"}, "name.missing"),
    ({"ФИО": "Асанов 2-й Асхат"}, "name.letters"),
    ({"ФИО": "Acanob Асхaт1"}, "name.letters"),
    ({"ФИО": "А" * 121 + " Асхат"}, "name.too_long"),
    ({"Округ": None}, "candidate.contest_unknown"),
    ({"Округ": "Несуществующий с.о."}, "candidate.contest_unknown"),
    ({"Округ": "999999900"}, "candidate.contest_unknown"),
    ({"Дата рождения": None}, "candidate.birth_date_missing"),
    ({"Дата рождения": "31.02.1980"}, "import.value_date"),
    ({"Дата рождения": "17/5"}, "import.value_date"),
    ({"Дата рождения": "май 1980"}, "import.value_date"),
    ({"Дата рождения": 12}, "import.value_date"),
    ({"Дата рождения": "17.05.1880"}, "import.value_too_early"),
    ({"Дата рождения": "17.05.2030"}, "person.born_in_future"),
    ({"Дата рождения": date(2010, 5, 17)}, "person.too_young_for_register"),
    ({"Дата рождения": "26.07.1996"}, "candidate.too_young"),
    ({"Дата рождения": None, "Год рождения": 1850}, "person.birth_year"),
    ({"Дата рождения": None, "Год рождения": "восьмидесятый"}, "import.value_integer"),
    ({"Дата рождения": None, "Год рождения": 2005}, "candidate.too_young"),
    ({"ИИН": "12345"}, "iin.digits"),
    ({"ИИН": 80051730001}, "iin.digits"),
    ({"ИИН": "80051730000O"}, "iin.digits"),
    ({"ИИН": iin_of(9)[:-1] + str((int(iin_of(9)[-1]) + 1) % 10)}, "iin.check_digit"),
    ({"Телефон": "+7 701 " * 8}, "import.value_too_long"),
    ({"Эл. почта": "a" * 190 + "@пошта.kz.org"}, "import.value_too_long"),
    ({"Образование": "КазНУ " * 60}, "import.value_too_long"),
    ({"Пол": "не знаю"}, "import.value_choice"),
    ({"Новое лицо": "может быть"}, "import.value_choice"),
    ({"Способ выдвижения": "народ"}, "import.value_choice"),
    ({"Статус": "избран"}, "import.value_choice"),
    ({"Способ выдвижения": "самовыдвижение", "Выдвинувшая партия": "OWN"}, "candidate.party_needless"),
    ({"Выдвинувшая партия": "OWN", "Партийность": "Другая партия"}, "candidate.not_a_member"),
    ({"№ записи": "первая"}, "import.value_integer"),
    ({"Статус": "зарегистрирован", "Дата регистрации": "16.07.2021"}, "registration.after_deadline"),
    ({"Дата регистрации": "вчера"}, "import.value_date"),
]


def faulty(contests: list[Contest]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Returns the rows of a list, those with faults strewn among the others, and each fault's code by its row."""
    rows = [row_for(contest, number) for number, contest in enumerate(contests, start=1)]
    expected = {}
    for place, (cells, code) in enumerate(FAULTS):
        rows[place * 14 + 3] |= cells
        expected[place * 14 + 5] = code
    rows[580]["ИИН"] = iin_of(2)
    last = [
        ({"Округ": rows[0]["Округ"]}, "candidate.party_has_nominee"),  # the first row is ours there already
        ({"ФИО": STANDING["ФИО"], "ИИН": STANDING["ИИН"]}, "candidate.stands_elsewhere"),
        ({"ИИН": iin_of(2)}, "import.duplicate_row"),  # of the row before
        ({**rows[0]}, "import.duplicate_row"),
    ]
    for place, (cells, code) in zip((570, 575, 581, 585), last, strict=True):
        rows[place] |= cells
        expected[place + 2] = code
    return rows, expected


@pytest.fixture
def sent(factory: Factory, login: LogIn) -> tuple[Clerk, int, dict[int, str]]:
    """A clerk who has sent the list; the import's key, and the fault of each wrong row."""
    *contests, other = make_contests(factory, ROWS + 1)
    clerk = Clerk(login(Role.COORDINATOR))
    clerk.apply(clerk.send_rows([{**STANDING, "Округ": other.constituency.kato}]))
    rows, expected = faulty(contests)
    return clerk, clerk.send_rows(rows), expected


def codes(batch: int) -> dict[int, set[str]]:
    """Returns what speaks against each refused row of an import."""
    db.session.rollback()
    rows = db.session.scalars(sa.select(ImportRow).where(ImportRow.batch_id == batch))
    found = {row.number: {one.code for one in open_row(row.sealed).objections} for row in rows}
    return {number: codes for number, codes in found.items() if codes}


def test_good_rows_are_carried_out_and_wrong_ones_come_back_with_their_reason(
    sent: tuple[Clerk, int, dict[int, str]],
) -> None:
    clerk, batch, expected = sent

    assert len(expected) == WRONG
    assert len(set(expected.values())) >= 20
    found = codes(batch)
    assert sorted(found) == sorted(expected)
    assert {number: code for number, code in expected.items() if code not in found[number]} == {}
    assert counts(batch) == {"new": ROWS - WRONG, "refused": WRONG}
    taken = clerk.browser.post(f"/imports/{batch}/refused.xlsx")
    headings, *lines = read_table(taken.data)[0].rows
    assert (len(lines), headings[-1]) == (WRONG, "What to mend")
    assert all(str(line[-1]) for line in lines)

    page = clerk.apply(batch)

    assert "546 created" in page.words
    assert len(candidates()) == ROWS - WRONG + 1
    clerk.undo(batch)
    assert (len(candidates()), number_of_people()) == (1, 1)


def test_nothing_is_carried_out_when_that_is_chosen(sent: tuple[Clerk, int, dict[int, str]]) -> None:
    clerk, batch, _expected = sent

    clerk.press(batch, "removal")

    assert (len(candidates()), number_of_people()) == (1, 1)


def test_mended_and_sent_again_the_rest_is_new_and_what_was_good_is_unchanged(
    sent: tuple[Clerk, int, dict[int, str]],
) -> None:
    clerk, batch, expected = sent
    clerk.apply(batch)
    taken = read_table(clerk.browser.post(f"/imports/{batch}/refused.xlsx").data)[0].rows
    places = {heading: place for place, heading in enumerate(taken[0])}
    numbers = sorted(expected)
    mended = []
    for number, row in zip(numbers, taken[1:], strict=True):
        good = {**GOOD, "ФИО": name_of(number + 1000), "Округ": f"1132{number - 1:03d}00"}
        mended.append([good.get(heading, row[place]) for heading, place in places.items()])

    clerk.send(make_xlsx_of([taken[0], *mended]))

    assert counts(newest()) == {"new": WRONG}
