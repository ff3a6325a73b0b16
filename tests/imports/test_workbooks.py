"""Workbooks that go out: an empty one to fill in, and the refused rows with what is wrong with them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask, g

from elections.accounts.access import Role
from elections.campaign.sheets import CONSTITUENCIES
from elections.candidates.registers import CANDIDATES, RIVALS
from elections.documents.spreadsheet import read_table
from elections.imports.layout import guess_layout
from elections.imports.registers import Register
from elections.imports.workbooks import template_of
from elections.territory.sheets import PRECINCTS, TERRITORY
from tests.browsing import Browser
from tests.documents.tables import make_xlsx_of, unpack
from tests.factories import Factory
from tests.imports.lists import Clerk, counts, iin_of, make_contests, newest, row_for, rows_for, workbook

LogIn = Callable[..., Browser]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize(
    "register", [CANDIDATES, RIVALS, TERRITORY, CONSTITUENCIES, PRECINCTS], ids=lambda one: one.kind
)
def test_import_knows_all_headings_of_its_template(app: Flask, register: Register, language: str) -> None:
    with app.test_request_context():
        g.language = language
        content = template_of(register, language)

    layout = guess_layout(register, read_table(content))

    assert layout.places == {column.key: place for place, column in enumerate(register.columns)}
    assert len(comments(content)) > 0


@pytest.mark.parametrize(
    ("kind", "role", "status"),
    [("candidates", Role.HQ_STAFF, 200), ("territory", Role.HQ_STAFF, 403), ("territory", Role.ADMINISTRATOR, 200),
     ("candidates", Role.ADMINISTRATOR, 403), ("planets", Role.HQ_STAFF, 404), ("candidates", Role.OBSERVER, 403)],
)  # fmt: skip
def test_template_is_handed_to_those_who_may_import_the_register(
    login: LogIn, factory: Factory, kind: str, role: Role, status: int
) -> None:
    make_contests(factory, 1)

    assert login(role).get(f"/imports/templates/{kind}.xlsx").status == status


def test_refused_rows_come_with_each_bad_cell_red_and_commented(login: LogIn, factory: Factory) -> None:
    contests = make_contests(factory, 3)
    rows = rows_for(contests, ИИН=None)
    rows[1] |= {"Дата рождения": "31.02.1980", "ИИН": "12345"}
    rows[2] |= {"Округ": "Нигде"}
    clerk = Clerk(login(Role.COORDINATOR))
    clerk.send(workbook(rows, above=[["Список"], []]))

    answer = clerk.browser.post(f"/imports/{newest()}/refused.xlsx")
    lines = read_table(answer.data)[0].rows

    assert "attachment" in answer.headers["Content-Disposition"]
    assert lines[0] == ["ФИО", "Округ", "Дата рождения", "Телефон", "ИИН", "What to mend"]
    assert [line[:5] for line in lines[1:]] == [
        [rows[1]["ФИО"], rows[1]["Округ"], "31.02.1980", rows[1]["Телефон"], "12345"],
        [rows[2]["ФИО"], "Нигде", date(1980, 5, 17), rows[2]["Телефон"], None],
    ]
    notes = comments(answer.data)
    assert set(notes) == {"C2", "B3"}  # a row with cells that cannot be read is not looked at further
    assert "“31.02.1980” is not a date" in notes["C2"]
    assert notes["C2"] in str(lines[1][5])
    assert reds(answer.data) == {"C2", "B3"}


def test_refused_rows_are_mended_and_understood_when_they_come_back(login: LogIn, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    clerk = Clerk(login(Role.COORDINATOR))
    clerk.send(workbook([row_for(contest, **{"Дата рождения": "31.02.1980"})]))
    lines = read_table(clerk.browser.post(f"/imports/{newest()}/refused.xlsx").data)[0].rows

    lines[1][2] = "28.02.1980"
    clerk.send(make_xlsx_of(lines), name="исправлено.xlsx")

    assert counts(newest()) == {"new": 1}


def test_rows_of_a_file_without_headings_get_some(login: LogIn, factory: Factory) -> None:
    contests = make_contests(factory, 5)
    clerk = Clerk(login(Role.COORDINATOR))
    clerk.send(make_xlsx_of([one.constituency.kato, "+7 701 555 00 01", iin_of(one.id)] for one in contests))

    lines = read_table(clerk.browser.post(f"/imports/{newest()}/refused.xlsx").data)[0].rows

    assert (lines[0][:3], len(lines)) == (["KATO code", "Phone", "IIN"], 6)
    assert guess_layout(CANDIDATES, read_table(make_xlsx_of(lines))).places == {
        "kato": 0,
        "phone": 1,
        "iin": 2,
    }


def test_correction_that_is_still_wrong_goes_out_with_the_row(login: LogIn, factory: Factory) -> None:
    clerk = Clerk(login(Role.COORDINATOR))
    clerk.send(workbook([row_for(make_contests(factory, 1)[0], **{"Дата рождения": "31.02.1980"})]))
    clerk.press(newest(), "rows", **{"cell-2-born_on": "30.02.1980", "was-cell-2-born_on": "31.02.1980"})

    lines = read_table(clerk.browser.post(f"/imports/{newest()}/refused.xlsx").data)[0].rows

    assert lines[1][2] == "30.02.1980"


def comments(content: bytes) -> dict[str, str]:
    """Returns the comments of a workbook by cell, out of its XML."""
    files: dict[str, Any] = unpack(content)
    text = files.get("xl/comments1.xml", b"").decode()
    found = re.findall(r'<comment ref="([A-Z]+\d+)".*?</comment>', text, re.DOTALL)
    words = ["".join(re.findall(r"<t[^>]*>([^<]*)</t>", one)) for one in text.split("<comment ")[1:]]
    return dict(zip(found, words, strict=True))


def reds(content: bytes) -> set[str]:
    """Returns the cells of a workbook that are red, out of its XML."""
    files = unpack(content)
    styles, sheet = files["xl/styles.xml"].decode(), files["xl/worksheets/sheet1.xml"].decode()
    fills = re.findall(r"<fill>.*?</fill>", styles)
    formats = re.findall(r'<xf [^>]*fillId="(\d+)"', styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    bad = {str(place) for place, fill in enumerate(formats) if "FFF8C9C4" in fills[int(fill)]}
    return {cell for cell, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet) if style in bad}
