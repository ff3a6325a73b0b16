"""Files in and out: what is recognised, what is refused and where, and that nothing is half-saved."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.database import db
from elections.documents.spreadsheet import write_table
from elections.territory.models import Constituency, Precinct, Unit

TERRITORY = [
    ["110000000", "Акмолинская область", "Ақмола облысы"],
    ["113200000", "Аккольский район", "Ақкөл ауданы"],
    ["113241000", "Карасайский с.о.", "Қарасай а.о."],
    ["113247000", "Наумовский с.о.", ""],
]
COLUMNS = ["kato", "name_ru", "name_kk"]


def run(app: Flask, tmp_path: Path, kind: str, name: str, content: bytes, *options: str) -> tuple[int, dict]:
    path = tmp_path / name
    path.write_bytes(content)
    answer = app.test_cli_runner().invoke(args=["import", kind, str(path), "--json", *options])
    assert answer.output, repr(answer.exception)
    return answer.exit_code, json.loads(answer.output)


def territory(
    app: Flask, tmp_path: Path, rows: list[list[str]], name: str = "territory_2021.csv"
) -> tuple[int, dict]:
    return run(app, tmp_path, "territory", name, write_table(name, COLUMNS, rows))


def counts(report: dict) -> dict[str, int]:
    names = ("rows", "created", "updated", "unchanged", "skipped")
    return {name: report[name] for name in names if report[name]}


def places(report: dict) -> list[tuple[int | None, str, str]]:
    return [(error["row"], error["column"], error["code"]) for error in report["errors"]]


def number_of(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.mark.parametrize("name", ["kato_2021-01-01.csv", "kato_2021-01-01.xlsx"])
def test_same_file_twice_changes_nothing(app: Flask, tmp_path: Path, name: str) -> None:
    first = territory(app, tmp_path, TERRITORY, name)
    second = territory(app, tmp_path, TERRITORY, name)

    assert (first[0], counts(first[1])) == (0, {"rows": 4, "created": 4})
    assert (second[0], counts(second[1])) == (0, {"rows": 4, "unchanged": 4})


def test_report_has_exactly_the_promised_keys(app: Flask, tmp_path: Path) -> None:
    assert territory(app, tmp_path, TERRITORY) == (
        0,
        {
            "kind": "territory", "rows": 4, "created": 4, "updated": 0, "unchanged": 0, "skipped": 0,
            "errors": [], "warnings": [],
        },
    )  # fmt: skip


def test_headings_in_any_order_case_and_language_below_a_title(app: Flask, tmp_path: Path) -> None:
    text = "Классификатор;;\n;;\nҚАЗАҚША АТАУЫ;Код КАТО;наименование на русском\nАқмола облысы;110000000;Акмолинская область\n"

    status, report = run(app, tmp_path, "territory", "kato 2021.csv", text.encode("cp1251", "replace"))
    if report["errors"]:  # windows-1251 has no Kazakh letters: the same in UTF-16
        status, report = run(app, tmp_path, "territory", "kato 2021.csv", text.encode("utf-16"))

    assert (status, counts(report)) == (0, {"rows": 1, "created": 1})


def test_missing_column_is_named(app: Flask, tmp_path: Path) -> None:
    content = write_table("x.csv", ["kato", "name_ru"], [["110000000", "Область"]])

    status, report = run(app, tmp_path, "territory", "x.csv", content)

    assert (status, places(report), number_of(Unit)) == (1, [(1, "name_kk", "import.column_missing")], 0)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02nothing", b"PK\x03\x04 broken", b"kato,name_ru,name_kk\n"]
)
def test_file_that_is_no_table_is_refused(app: Flask, tmp_path: Path, content: bytes) -> None:
    status, report = run(app, tmp_path, "territory", "x.xlsx", content)

    assert (status, bool(report["errors"]), number_of(Unit)) == (1, True, 0)


def test_wrong_rows_are_named_and_nothing_is_saved(app: Flask, tmp_path: Path) -> None:
    rows = [*TERRITORY, ["11324", "Короткий", ""], ["113200000", "Ещё раз", ""], ["113251000", "", ""]]

    status, report = territory(app, tmp_path, rows)

    assert (status, number_of(Unit)) == (1, 0)
    assert counts(report) == {"rows": 7, "skipped": 7}
    assert places(report) == [
        (6, "kato", "import.value_kato"),
        (8, "name_ru", "import.value_missing"),
        (7, "kato", "import.duplicate_row"),
    ]


def test_unit_without_a_region_is_refused(app: Flask, tmp_path: Path) -> None:
    status, report = territory(app, tmp_path, TERRITORY[2:])

    assert (status, number_of(Unit)) == (1, 0)
    assert {code for _row, _column, code in places(report)} == {"territory.no_parent"}


def test_unknown_code_of_constituency_is_refused(app: Flask, tmp_path: Path) -> None:
    territory(app, tmp_path, TERRITORY)
    columns = ["kato", "kind", "name_ru", "name_kk", "voters"]
    rows = [
        ["113241000", "rural_okrug", "Карасайский", "Қарасай", 900],
        ["113299000", "rural_okrug", "Нет", "", 1],
    ]

    status, report = run(app, tmp_path, "constituencies", "c.csv", write_table("c.csv", columns, rows))

    assert (status, places(report)) == (1, [(3, "kato", "import.code_unknown")])
    assert number_of(Constituency) == 0


def test_precincts_warn_of_too_many_voters_and_refuse_unknown_constituencies(
    app: Flask, tmp_path: Path
) -> None:
    territory(app, tmp_path, TERRITORY)
    constituency = write_table("c.csv", [*COLUMNS, "voters"], [[*TERRITORY[2], 4000]])
    assert run(app, tmp_path, "constituencies", "c.csv", constituency)[0] == 0
    columns = ["constituency_kato", "precinct_number", "voters"]

    good = run(app, tmp_path, "precincts", "p.csv", write_table("p.csv", columns, [["113241000", 1, 3001]]))
    bad = run(app, tmp_path, "precincts", "p.csv", write_table("p.csv", columns, [["113247000", 1, 10]]))

    assert (good[0], [warning["code"] for warning in good[1]["warnings"]]) == (
        0,
        ["territory.precinct_large"],
    )
    assert (bad[0], places(bad[1])) == (1, [(2, "constituency_kato", "territory.constituency_unknown")])
    assert number_of(Precinct) == 1


def test_dry_run_counts_and_changes_nothing(app: Flask, tmp_path: Path) -> None:
    content = write_table("t.csv", COLUMNS, TERRITORY)

    status, report = run(app, tmp_path, "territory", "t_2021.csv", content, "--dry-run")

    assert (status, counts(report), number_of(Unit)) == (0, {"rows": 4, "created": 4}, 0)


def test_export_then_import_changes_nothing(app: Flask, tmp_path: Path) -> None:
    territory(app, tmp_path, TERRITORY)
    path = tmp_path / "out_2021.xlsx"

    assert app.test_cli_runner().invoke(args=["export", "territory", str(path)]).exit_code == 0
    status, report = run(app, tmp_path, "territory", "again_2021.xlsx", path.read_bytes())

    assert (status, counts(report)) == (0, {"rows": 4, "unchanged": 4})


@pytest.mark.parametrize(
    "arguments", [["import", "planets", __file__], ["import", "territory", "nowhere.csv"]]
)
def test_wrong_use_ends_with_status_2(app: Flask, arguments: list[str]) -> None:
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 2
