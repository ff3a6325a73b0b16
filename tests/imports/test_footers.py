"""What stands below a list is no row of it: totals and notes are left out, and it is said which."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.imports.footers import first_of_footer, list_footers
from tests.browsing import Browser
from tests.factories import Factory
from tests.imports.lists import HEADINGS, Clerk, counts, make_contests, rows_for, workbook

ROW = ["Асанов Асан Асанұлы", "Жаңасай с.о.", "17.05.1980", "87010000001"]


@pytest.mark.parametrize(
    "footer",
    [
        ["Итого", None, 586], ["Всего:", 586], ["ИТОГО 586"], ["Барлығы", None, None, "586"], ["Total", 586.0],
        ["Исполнитель: Т. Оспанова", "87010000000"], ["Ескерту", "тізім толық емес"], [None, "Итого", 3, 4],
    ],
)  # fmt: skip
def test_total_or_note_at_the_end_is_no_row(footer: Sequence[Any]) -> None:
    rows = [HEADINGS, ROW, ROW, [None, None], footer, [None]]

    assert (first_of_footer(rows), list_footers(rows, 0)) == (3, [5])


@pytest.mark.parametrize(
    "last",
    [
        ROW, ["Итогов Асан Асанұлы", *ROW[1:]], ["Итого", *ROW[1:]], ["Асанов"], ["587", *ROW],
    ],
)  # fmt: skip
def test_person_at_the_end_is_a_row(last: Sequence[Any]) -> None:
    assert list_footers([HEADINGS, ROW, last], 0) == []


def test_total_between_rows_stays_to_be_looked_at() -> None:
    assert list_footers([HEADINGS, ROW, ["Итого", 1], ROW], 0) == []


def test_empty_list_keeps_its_headings() -> None:
    assert list_footers([["Итого"]], 0) == []


def list_with_total(factory: Factory) -> list[dict[str, Any]]:
    return [*rows_for(make_contests(factory, 2)), {"ФИО": "Итого", "Телефон": 2}]


def test_preview_says_which_row_was_left_out(login: Callable[..., Browser], factory: Factory) -> None:
    clerk = Clerk(login(Role.COORDINATOR))

    batch = clerk.send_rows(list_with_total(factory))

    page = clerk.browser.get(f"/imports/{batch}")
    assert counts(batch) == {"new": 2}
    assert "Not a row of the list, but a total or a note below it: left out" in page.words


def test_command_says_so_too(app: Flask, factory: Factory, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(workbook(list_with_total(factory)))

    report = json.loads(
        app.test_cli_runner().invoke(args=["import", "candidates", str(file), "--json"]).output
    )

    assert (report["rows"], report["created"], report["errors"]) == (2, 2, [])
    assert ("import.footer", 4) in [(one["code"], one["row"]) for one in report["warnings"]]


def test_preview_shows_which_century_was_read(login: Callable[..., Browser], factory: Factory) -> None:
    clerk = Clerk(login(Role.COORDINATOR))

    batch = clerk.send_rows(rows_for(make_contests(factory, 1), **{"Дата рождения": "12.03.79"}))

    assert "12.03.79 → 12.03.1979" in clerk.browser.get(f"/imports/{batch}").words
