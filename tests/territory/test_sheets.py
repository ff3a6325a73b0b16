"""The territory's spreadsheets: the day a classifier speaks of, rows that cannot be placed, and files that come back."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table, write_table
from elections.errors import Forbidden
from elections.imports.registers import Context, Row
from elections.imports.report import Report
from elections.territory.codes import UnitKind
from elections.territory.models import Precinct, Unit
from elections.territory.sheets import day_of, load_precincts, load_territory

TODAY = date(2026, 7, 1)
REGION, DISTRICT, OKRUG = "110000000", "113200000", "113241000"
NAMES = {REGION: "Акмолинская область", DISTRICT: "Аккольский район", OKRUG: "Карасайский с.о."}
COLUMNS = ["kato", "name_ru", "name_kk", "name_en"]
PRECINCTS = ["constituency_kato", "precinct_number", "voters"]


def told(filename: str = "kato_2021-01-01.csv", **changes: Any) -> Context:
    return Context(**{"actor": None, "filename": filename, "as_of": None, "today": TODAY, **changes})


def rows(units: Mapping[str, str], **more: str) -> list[Row]:
    """Returns the rows of a classifier, numbered as below a heading."""
    return [
        Row(number, {"kato": kato, "name_ru": name, "name_kk": "", **more})
        for number, (kato, name) in enumerate(units.items(), start=2)
    ]


def load(units: Mapping[str, str], context: Context | None = None) -> Report:
    with transaction():
        return load_territory(rows(units), context or told())


def found(findings: list[Any]) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.objection.field, one.objection.code) for one in findings]


def counts(report: Report) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


@pytest.mark.parametrize(
    ("filename", "as_of", "day"),
    [
        ("kato_2026-07-17_ru_kk.csv", None, date(2026, 7, 17)),
        ("territory_2021.csv", None, date(2021, 1, 1)),
        ("kato 1998.xlsx", None, date(1998, 1, 1)),
        ("kato_2026-02-30.csv", None, None),
        ("kato_12021.csv", None, None),
        ("kato_1821.csv", None, None),
        ("kato.csv", None, None),
        ("", None, None),
        ("kato_2026-07-17.csv", date(2021, 7, 25), date(2021, 7, 25)),
    ],
)
def test_day_is_the_one_told_or_that_of_the_name(filename: str, as_of: date | None, day: date | None) -> None:
    assert day_of(told(filename, as_of=as_of)) == day


def test_rows_are_placed_by_their_codes_whatever_their_order(app: Flask) -> None:
    report = load(dict(reversed(NAMES.items())))

    assert (counts(report), report.errors, report.warnings) == ((3, 0, 0), [], [])
    stored = db.session.scalars(sa.select(Unit).order_by(Unit.kato))
    assert [(one.kato, one.parent_kato, one.path, one.kind, one.name_kk) for one in stored] == [
        (REGION, "", f"{REGION}/", UnitKind.REGION, NAMES[REGION]),
        (DISTRICT, REGION, f"{REGION}/{DISTRICT}/", UnitKind.DISTRICT, NAMES[DISTRICT]),
        (OKRUG, DISTRICT, f"{REGION}/{DISTRICT}/{OKRUG}/", UnitKind.RURAL_OKRUG, NAMES[OKRUG]),
    ]


def test_file_that_says_no_day_speaks_of_today_and_says_so(app: Flask) -> None:
    report = load(NAMES, told("kato.csv"))

    assert (report.as_of, found(report.warnings)) == (TODAY, [(None, "", "import.as_of_today")])
    assert {one.valid_from for one in db.session.scalars(sa.select(Unit))} == {TODAY}


@pytest.mark.parametrize(
    ("units", "errors"),
    [
        ({DISTRICT: NAMES[DISTRICT]}, [(2, "kato", "territory.no_parent")]),
        ({**NAMES, "153200000": "Хобдинский район"}, [(5, "kato", "territory.no_parent")]),
        ({**NAMES, "110000100": "Нигде"}, [(5, "kato", "kato.format")]),
    ],
)
def test_row_that_lies_nowhere_refuses_the_file(
    app: Flask, units: dict[str, str], errors: list[object]
) -> None:
    report = load(units)

    assert (found(report.errors), db.session.scalar(sa.select(sa.func.count(Unit.id)))) == (errors, 0)


def test_name_that_does_not_say_what_it_is_is_taken_as_a_locality(app: Flask) -> None:
    report = load({**NAMES, "113243000": "Абай"})

    assert (found(report.warnings), counts(report)) == ([(5, "name_ru", "territory.kind_unclear")], (4, 0, 0))
    assert db.session.scalar(sa.select(Unit.kind).where(Unit.kato == "113243000")) is UnitKind.LOCALITY


def test_units_that_end_are_told(app: Flask) -> None:
    load(NAMES)

    report = load({REGION: NAMES[REGION], DISTRICT: "Район Акколь"}, told("kato_2022.csv"))

    closed = report.warnings[0].objection
    assert (closed.code, closed.params) == ("territory.closed", {"number": 1, "as_of": date(2022, 1, 1)})
    assert counts(report) == (0, 1, 1)


def test_unit_of_the_same_day_does_not_vanish(app: Flask) -> None:
    load(NAMES)

    report = load({REGION: NAMES[REGION]})

    assert found(report.errors) == [(None, "kato", "territory.vanishes")] * 2
    assert db.session.scalar(sa.select(sa.func.count(Unit.id))) == 3


def wanted(*precincts: tuple[str, int, int]) -> list[Row]:
    return [
        Row(number, dict(zip(PRECINCTS, one, strict=True))) for number, one in enumerate(precincts, start=2)
    ]


def test_precincts_are_loaded_and_large_ones_are_told(factory) -> None:
    kato = factory.constituency().kato

    with transaction():
        report = load_precincts(wanted((kato, 1, 3000), (kato, 2, 3001)), told())

    assert (counts(report), report.errors) == ((2, 0, 0), [])
    assert found(report.warnings) == [(3, "voters", "territory.precinct_large")]


def test_precinct_of_no_constituency_or_no_number_refuses_the_file(factory) -> None:
    kato = factory.constituency().kato

    with transaction():
        report = load_precincts(wanted(("999999999", 1, 5), (kato, 0, 5), (kato, 3, 5)), told())

    assert found(report.errors) == [
        (2, "constituency_kato", "territory.constituency_unknown"), (3, "precinct_number", "territory.precinct_number"),
    ]  # fmt: skip
    assert db.session.scalar(sa.select(sa.func.count(Precinct.id))) == 0


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER])
def test_only_administrators_import(factory, role: Role) -> None:
    kato = factory.constituency().kato
    context = told(actor=Actor(2, "somebody", role, ""))

    for load_rows, given in ((load_territory, rows(NAMES)), (load_precincts, wanted((kato, 1, 5)))):
        with pytest.raises(Forbidden), transaction():
            load_rows(given, context)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_exported_is_what_was_imported_and_changes_nothing(
    app: Flask, tmp_path: Path, factory, suffix: str
) -> None:
    units = [[kato, name, "", "Aqmola" if kato == REGION else ""] for kato, name in NAMES.items()]
    given = tmp_path / f"kato_2021.{suffix}"
    given.write_bytes(write_table(given.name, COLUMNS, units))
    run(app, "import", "territory", given)
    with transaction():
        district = db.session.scalars(sa.select(Unit).where(Unit.kato == DISTRICT)).one()
    factory.precinct(factory.constituency(district, kato=OKRUG), number=15, voters=554)

    files = {kind: tmp_path / f"{kind}_2021.{suffix}" for kind in ("territory", "precincts")}
    for kind, path in files.items():
        run(app, "export", kind, path)

    assert table(files["territory"])[1:] == [
        [kato, name, name, "Aqmola" if kato == REGION else None] for kato, name in NAMES.items()
    ]
    assert table(files["precincts"])[1:] == [[OKRUG, "15", "554"]]
    reports = [json.loads(run(app, "import", kind, path, "--json")) for kind, path in files.items()]
    assert [(one["rows"], one["unchanged"], one["errors"]) for one in reports] == [(3, 3, []), (1, 1, [])]


def run(app: Flask, *arguments: object) -> str:
    answer = app.test_cli_runner().invoke(args=[str(one) for one in arguments])
    assert answer.exit_code == 0, answer.output
    return answer.output


def table(path: Path) -> list[list[str | None]]:
    """Returns the cells of a file as text, whatever kind of file it is."""
    (sheet,) = read_table(path)
    return [[None if cell is None else str(cell) for cell in row] for row in sheet.rows]
