"""`flask import` end to end: what it says, how it ends, and that it leaves all or nothing in the tables."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.database import db
from elections.documents.spreadsheet import write_table
from elections.territory.models import Unit
from tests.documents.tables import make_compound, make_ods, make_xls, make_xlsx, make_xlsx_of

TITLED = [
    ["Классификатор на 1 января 2021 года", None, None, None],
    [None, None, None, None],
    ["№", "ҚАЗАҚША АТАУЫ", "Код\nКАТО", "name in russian"],
    [1, "Ақмола облысы", 110000000.0, "Акмолинская область"],
    [None, None, None, None],
    [2, "Ақкөл ауданы", 113200000.0, "Аккольский район"],
    [None, None, None, None],
]
UNITS = [
    ("110000000", "Акмолинская область", "Ақмола облысы"),
    ("113200000", "Аккольский район", "Ақкөл ауданы"),
]
KEYS = ["kato", "name_ru", "name_kk"]
PRECINCT_KEYS = ["constituency_kato", "precinct_number", "voters"]


def imported(app: Flask, path: Path, *options: str, kind: str = "territory") -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["import", kind, str(path), *options])
    return answer.exit_code, answer.output


def reported(app: Flask, path: Path, *options: str, kind: str = "territory") -> tuple[int, dict[str, Any]]:
    status, output = imported(app, path, "--json", *options, kind=kind)
    return status, json.loads(output)


def file_of(folder: Path, content: bytes, name: str = "kato_2021-01-01.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Returns every row of every table."""
    db.session.rollback()
    found = {
        table.name: sorted(map(tuple, db.session.execute(sa.select(table)).all()), key=repr)
        for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return found


def units() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.execute(sa.select(Unit.kato, Unit.name_ru, Unit.name_kk).order_by(Unit.kato))
    return [tuple(row) for row in rows]


def errors(report: dict[str, Any]) -> list[tuple[int | None, str, str]]:
    return [(error["row"], error["column"], error["code"]) for error in report["errors"]]


def csv_of(encoding: str, delimiter: str) -> bytes:
    lines = [["" if cell is None else f'"{cell}"' for cell in row] for row in TITLED]
    return "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        make_xlsx_of(TITLED), make_ods(TITLED), make_xls(TITLED), csv_of("utf-8", ","), csv_of("utf-8-sig", ";"),
        csv_of("utf-16", "\t"),
    ],
    ids=["xlsx", "ods", "xls", "utf-8", "utf-8-sig", "utf-16"],
)  # fmt: skip
def test_titled_table_is_imported_from_every_kind_of_file(app: Flask, tmp_path: Path, content: bytes) -> None:
    status, report = reported(app, file_of(tmp_path, content))

    assert (status, errors(report), report["created"], units()) == (0, [], 2, UNITS)


def test_windows_1251_is_imported(app: Flask, tmp_path: Path) -> None:
    text = "Код КАТО;Наименование;Атауы\n110000000;Акмолинская область;\n"

    status, _report = reported(app, file_of(tmp_path, text.encode("windows-1251"), "kato_2021.csv"))

    assert (status, units()) == (0, [("110000000", "Акмолинская область", "Акмолинская область")])


def test_sheet_that_has_the_columns_is_chosen(app: Flask, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Пояснение", "КАТО"])
        table = book.add_worksheet("Данные")
        for number, row in enumerate([KEYS, *UNITS]):
            table.write_row(number, 0, row)

    status, _report = reported(app, file_of(tmp_path, make_xlsx(fill)))

    assert (status, units()) == (0, UNITS)


def test_same_file_twice_changes_no_row_of_any_table(app: Flask, tmp_path: Path) -> None:
    path = file_of(tmp_path, make_xlsx_of(TITLED))

    first, after_first = reported(app, path), tables()
    second, after_second = reported(app, path), tables()

    assert [first[0], first[1]["created"], second[0], second[1]["unchanged"]] == [0, 2, 0, 2]
    assert after_first["unit"] != []
    assert after_second == after_first


@pytest.mark.parametrize("kind", ["constituencies", "precincts"])
def test_same_file_of_each_register_twice_changes_nothing(
    app: Flask, factory: Any, tmp_path: Path, kind: str
) -> None:
    district = factory.district()
    constituency = factory.constituency(district, kato="113241000")
    factory.unit("113241000", constituency.kind, district)
    contents = {
        "constituencies": [
            ["kato", "kind", "name_ru", "name_kk"],
            ["113241000", "rural_okrug", "Карасай", "Қарасай"],
        ],
        "precincts": [PRECINCT_KEYS, ["113241000", 7, 586.0]],
    }
    path = file_of(tmp_path, make_xlsx_of(contents[kind]))

    before, first, after_first = tables(), reported(app, path, kind=kind), tables()
    second, after_second = reported(app, path, kind=kind), tables()

    assert [first[0], first[1]["errors"], second[0], second[1]["unchanged"]] == [0, [], 0, 1]
    assert after_first != before
    assert after_second == after_first


def test_dry_run_writes_nothing_and_says_what_would_be(app: Flask, tmp_path: Path) -> None:
    path = file_of(tmp_path, make_xlsx_of(TITLED))
    before = tables()

    status, report = reported(app, path, "--dry-run")
    unchanged = tables() == before

    assert (status, report["created"], unchanged) == (0, 2, True)
    assert reported(app, path) == (0, report)
    assert tables() != before


def test_dry_run_refuses_as_the_import_does(app: Flask, tmp_path: Path) -> None:
    path = file_of(tmp_path, write_table("x.csv", KEYS, [["11", "x", ""]]))

    assert reported(app, path, "--dry-run") == reported(app, path)
    assert imported(app, path, "--dry-run")[0] == 1


def test_wrong_values_are_named_by_row_heading_and_code_and_nothing_is_saved(
    app: Flask, factory: Any, tmp_path: Path
) -> None:
    factory.constituency(kato="113241000")
    rows = [
        ["Участки", None, None],
        ["Число избирателей", "Номер участка", "КАТО округа"],
        [500, 1, "113241000"],
        ["много", 2, "113241000"],
        [None, None, None],
        [600, 1.5, "1132"],
        [700, None, "113241000"],
        [800, 1, "113241000"],
    ]
    before = tables()

    status, report = reported(app, file_of(tmp_path, make_xlsx_of(rows)), kind="precincts")

    assert (status, report["rows"], report["skipped"], report["created"], tables() == before) == (
        1,
        5,
        5,
        0,
        True,
    )
    assert sorted(errors(report)) == [
        (4, "Число избирателей", "import.value_integer"),
        (6, "КАТО округа", "import.value_kato"),
        (6, "Номер участка", "import.value_integer"),
        (7, "Номер участка", "import.value_missing"),
        (8, "Номер участка", "import.duplicate_row"),
    ]


def test_each_missing_column_is_named(app: Flask, tmp_path: Path) -> None:
    path = file_of(tmp_path, make_xlsx_of([["Титул"], ["КАТО", "Прочее"], ["110000000", "x"]]))

    status, report = reported(app, path)

    assert (status, errors(report)) == (
        1,
        [(2, "name_ru", "import.column_missing"), (2, "name_kk", "import.column_missing")],
    )
    assert "Наименование на русском" in report["errors"][0]["message"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"kato;name_ru;name_kk\n", "file.empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "file.unreadable"),
        (b"%PDF-1.7\n", "file.unreadable"),
        (make_xlsx_of(TITLED)[:900], "file.unreadable"),
        (make_compound({"EncryptedPackage": b"\x01" * 5000}), "file.password"),
        ("Сәлеметсіз бе!".encode(), "import.column_missing"),
    ],
    ids=["empty", "header", "exe", "pdf", "cut", "password", "text"],
)
def test_file_that_is_no_register_is_refused_in_words(
    app: Flask, tmp_path: Path, content: bytes, code: str
) -> None:
    status, report = reported(app, file_of(tmp_path, content))

    assert (status, {error["code"] for error in report["errors"]}, units()) == (1, {code}, [])
    assert all(error["message"] and code not in error["message"] for error in report["errors"])


def test_words_for_people_name_the_row_and_column(app: Flask, tmp_path: Path) -> None:
    good = file_of(tmp_path, write_table("a.csv", KEYS, UNITS), "kato_2021-01-01.csv")
    bad = file_of(tmp_path, write_table("b.csv", ["Код КАТО", "name_ru", "name_kk"], [["11", "x", ""]] * 30))

    assert imported(app, good) == (
        0, "territory as of 2021-01-01: rows 2, created 2, updated 0, unchanged 0, skipped 0\n",
    )  # fmt: skip
    status, output = imported(app, bad)
    lines = output.splitlines()
    assert (status, len(lines), lines[-1]) == (1, 22, "and 10 more: see --json")
    assert lines[1].startswith("error row 2 [Код КАТО] ")


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["territory"], ["planets", __file__], ["territory", "nowhere.csv"], ["territory", "/"],
        ["territory", __file__, "--as-of", "25.07.2021"], ["territory", __file__, "--wet-run"],
    ],
    ids=["nothing", "no file", "kind", "absent", "folder", "date", "option"],
)  # fmt: skip
def test_wrong_use_ends_with_status_2_and_writes_nothing(app: Flask, arguments: list[str]) -> None:
    before = tables()

    assert app.test_cli_runner().invoke(args=["import", *arguments]).exit_code == 2
    assert tables() == before


@pytest.mark.parametrize(("name", "status"), [("out.csv", 0), ("OUT.XLSX", 0), ("out.pdf", 2), ("out", 2)])
def test_export_writes_only_what_import_reads(app: Flask, tmp_path: Path, name: str, status: int) -> None:
    path = tmp_path / name

    answer = app.test_cli_runner().invoke(args=["export", "territory", str(path)])

    assert (answer.exit_code, path.exists()) == (status, status == 0)


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_names_the_registers(app: Flask, command: str) -> None:
    shown = app.test_cli_runner().invoke(args=[command, "--help"]).output
    assert "Kinds:" in shown
    assert all(kind in shown for kind in ("territory", "constituencies", "precincts", "candidates", "rivals"))
