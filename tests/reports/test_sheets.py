"""The tables of a report as a workbook: the same figures, summed by formulas that have their values, to filter."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask
from lxml import etree

from elections.accounts.access import Role
from elections.database import db
from elections.documents.spreadsheet import NUMBER, SHARE, Sheet, Table, read_table, write_workbook
from elections.reports import sheets
from elections.reports.blocks import Column, Look, Section, Words
from elections.reports.blocks import Table as Said
from elections.reports.kinds import KINDS
from tests.browsing import Browser
from tests.documents.tables import unpack
from tests.reports.conftest import KATO, OTHER_KATO, PATH

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def opened(content: bytes) -> dict[str, Sheet]:
    return {one.name: one for one in read_table(content, "report.xlsx")}


def inside(content: bytes, number: int) -> etree._Element:
    """The XML of a sheet, counted from one."""
    return etree.fromstring(unpack(content)[f"xl/worksheets/sheet{number}.xml"])


def test_sum_is_a_formula_that_has_its_value_and_minds_the_filter() -> None:
    rows = [("Вода", 2, 0.25), ("Дороги", 3, 0.75)]
    content = write_workbook(
        "Отчёт",
        [
            Table(
                "Обещания",
                ("Отрасль", "Число", "Доля"),
                rows,
                {"Число": NUMBER, "Доля": SHARE},
                ("Всего", 5, None),
            )
        ],
    )

    sheet = inside(content, 1)
    (formula,) = sheet.xpath("//x:f", namespaces=SPACE)
    assert formula.text == "SUBTOTAL(109,B2:B3)"
    assert formula.getnext().text == "5"
    assert sheet.xpath("string(//x:autoFilter/@ref)", namespaces=SPACE) == "A1:C3"
    assert sheet.xpath("string(//x:pane/@state)", namespaces=SPACE) == "frozen"
    assert sheet.xpath("//x:cols/x:col/@width", namespaces=SPACE)
    assert opened(content)["Обещания"].rows[-1][:2] == ["Всего", 5]


def test_total_that_is_more_than_the_rows_shown_is_no_formula() -> None:
    content = write_workbook(
        "Отчёт", [Table("Обещания", ("Отрасль", "Число"), [("Вода", 2)], {}, ("Всего", 7))]
    )

    assert inside(content, 1).xpath("//x:f", namespaces=SPACE) == []
    assert opened(content)["Обещания"].rows[-1] == ["Всего", 7]


def test_numbers_are_numbers_shares_are_shares_and_days_are_days() -> None:
    columns = (Column("Округ"), Column("Голоса", look=Look.NUMBER), Column("Явка"), Column("День"))
    said = Said(
        "results", columns, [["=1+1", 1200, Fraction(1, 2), date(2021, 7, 25)], ["Азат", None, None, None]]
    )
    words = Words(
        "Отчёт", "Отчёт", "", "", [Section("Итоги: [все]", [said]), Section("Итоги: [все]", [said])]
    )

    content = write_workbook("Отчёт", list(sheets._tables(words, set())))
    found = opened(content)
    assert list(found) == ["Итоги все", "Итоги все 2"]
    assert found["Итоги все"].rows[1] == ["=1+1", 1200, 0.5, date(2021, 7, 25)]


def test_long_name_of_a_sheet_ends_with_a_word_and_comes_once() -> None:
    said = Said("results", [Column("Округ", 50, Look.LABEL)], [["Азат"]])
    titles = [
        "Обучение кандидатов и членов штабов", "Обучение кандидатов и членов штабов области",
        "Результаты и явка по участкам: итоги", "Участки, где итогов голосования ещё нет", "Мәселе" * 6, "Мәселе" * 6,
        "Тридцать один знак – не длиннее", "Готовность штабов по районам – люди",
    ]  # fmt: skip
    words = Words("Отчёт", "Отчёт", "", "", [Section(one, [said]) for one in titles])

    found = opened(write_workbook("Отчёт", list(sheets._tables(words, set()))))
    assert list(found) == [
        "Обучение кандидатов и членов", "Обучение кандидатов и членов 2",
        "Результаты и явка по участкам", "Участки, где итогов голосования", "МәселеМәселеМәселеМәселеМәселеМ",
        "МәселеМәселеМәселеМәселеМәсел 2", "Тридцать один знак – не длиннее",
        "Готовность штабов по районам",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_workbook_holds_each_table_of_the_report_with_its_stamp(
    district: str, app: Flask, login: Callable[..., Browser], language: str
) -> None:
    answer = login(Role.COORDINATOR, path=PATH).get(f"/reports/district/{KATO}.xlsx", paper=language)

    assert answer.status == 200
    found = opened(answer.data)
    with app.test_request_context(f"/?lang={language}"):
        words = KINDS["district"].words(KINDS["district"].gather(KATO))
    tables = [block for section in words.sections for block in section.blocks if isinstance(block, Said)]
    assert len(found) == len(tables) + 1
    for sheet, table in zip(list(found.values())[1:], tables, strict=True):
        assert sheet.rows[0] == table.labels
        assert len(sheet.rows) == 1 + len(table.rows) + bool(table.total)
    about = next(iter(found.values()))
    assert about.rows[0][1] == words.title
    assert f"/reports/check/district/{KATO}?at=" in str(about.rows[-1][1])


def test_workbook_in_two_languages_has_the_tables_in_both(
    district: str, login: Callable[..., Browser]
) -> None:
    browser = login(Role.COORDINATOR, path=PATH)
    both, *each = (
        list(opened(browser.get(f"/reports/district/{KATO}.xlsx", paper=code).data)) for code in ("kk-ru", "kk", "ru")
    )  # fmt: skip
    assert len(both) == len(each[0]) + len(each[1])
    assert both[: len(each[0])] == each[0]
    assert len({name.casefold() for name in both}) == len(both)


def test_workbook_is_the_same_each_time_and_foreign_ones_are_not_there(
    district: str, login: Callable[..., Browser]
) -> None:
    browser = login(Role.COORDINATOR, path=PATH)
    first = browser.get(f"/reports/district/{KATO}.xlsx").data
    db.session.rollback()

    assert browser.get(f"/reports/district/{KATO}.xlsx").data == first
    assert browser.get(f"/reports/district/{OTHER_KATO}.xlsx").status == 404
    assert browser.get(f"/reports/nonsense/{KATO}.xlsx").status == 404
    assert login(Role.OBSERVER, path=PATH).get(f"/reports/district/{KATO}.xlsx").status == 403


@pytest.mark.parametrize(("kind", "key"), [("region", "110000000"), ("national", "all")])
def test_workbook_of_a_region_reckons_what_is_no_sum(
    district: str, login: Callable[..., Browser], kind: str, key: str
) -> None:
    content = login(Role.COORDINATOR).get(f"/reports/{kind}/{key}.xlsx", paper="en").data
    sheets = {name: inside(content, number) for number, name in enumerate(opened(content), start=1)}

    assert list(sheets)[1] == "Target"
    results, places = sheets["Results and turnout"], sheets["Districts" if kind == "region" else "Regions"]
    total = {one.getparent().get("r"): one for one in results.xpath("//x:row[last()]//x:f", namespaces=SPACE)}
    row = results.xpath("string(//x:row[last()]/@r)", namespaces=SPACE)
    turnout = total[f"F{row}"]
    took, voters = (float(total[f"{one}{row}"].getnext().text) for one in "ED")
    assert turnout.text == f'IFERROR(E{row}/D{row},"–")'
    assert float(turnout.getnext().text) == pytest.approx(took / voters)
    row = places.xpath("string(//x:row[last()]/@r)", namespaces=SPACE)
    needed = places.xpath(f"//x:c[@r='D{row}']/x:f", namespaces=SPACE)[0]
    assert needed.text == f'IFERROR(ROUNDUP(C{row}*4/5,0),"–")'
    assert [sheets["Results and turnout"].xpath("count(//x:row)", namespaces=SPACE) > 1] == [True]


def test_days_of_a_region_s_steps_are_days_in_its_workbook(
    district: str, login: Callable[..., Browser]
) -> None:
    found = opened(login(Role.COORDINATOR).get("/reports/region/110000000.xlsx", paper="en").data)

    column = [row[-1] for row in found["What must happen next"].rows[1:]]
    assert any(isinstance(one, date) for one in column)
    assert {one for one in column if not isinstance(one, date)} <= {"as soon as possible"}


def test_formula_without_a_value_is_not_written() -> None:
    table = Table(
        "Итоги", ("Округ", "Явка"), [("Азат", None)], {"Явка": SHARE}, ("Всего", None), {1: "{0}/{1}"}
    )

    assert inside(write_workbook("Отчёт", [table]), 1).xpath("//x:f", namespaces=SPACE) == []
