"""The territory's spreadsheets: the classifier as it is downloaded, and the precincts with their voters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _

from elections.accounts.access import Permission
from elections.database import db
from elections.errors import Objection, Refused
from elections.imports.registers import Column, Context, Kind, Register, Row
from elections.imports.report import Report
from elections.territory.actions import UnitContent, lay_classifier, set_precincts
from elections.territory.codes import UnitKind, check_kato, kind_of, level_of, parent_of, path_of
from elections.territory.day import usual_day
from elections.territory.models import Constituency, Precinct, Unit

MOST_VOTERS = 3_000
"""Of a precinct (CL 23)."""

NAME_KK = ("Наименование на казахском", "Атауы", "Name in Kazakh", "Қазақша атауы")

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def day_of(context: Context) -> date | None:
    """Returns the day that a classifier speaks of: as told, or by its file's name, where a year is its 1 January."""
    if context.as_of:
        return context.as_of
    if day := _DAY.search(context.filename):
        try:
            return date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return None
    year = _YEAR.search(context.filename)
    return date(int(year[1]), 1, 1) if year else None


# --- territory -----------------------------------------------------------------------------------------------------


def load_territory(rows: Sequence[Row], context: Context) -> Report:
    """Lays a classifier into the history of the units."""
    as_of = day_of(context) or context.today
    report = Report("territory", as_of=as_of)
    if day_of(context) is None:
        report.warn(None, Objection("import.as_of_today", "", {"as_of": as_of}))
    units = _units(rows, report)
    if report.errors:
        return report
    try:
        outcome = lay_classifier(context.actor, units, as_of, context.filename)
    except Refused as refused:
        for objection in refused.objections:
            report.refuse(None, objection)
        return report
    for kato in units:
        report.count(created=kato in outcome.created, changed=kato in outcome.changed)
    if outcome.closed:
        report.warn(None, Objection("territory.closed", "", {"number": len(outcome.closed), "as_of": as_of}))
    return report


def _units(rows: Sequence[Row], report: Report) -> dict[str, UnitContent]:
    known = {row["kato"] for row in rows}
    paths: dict[str, str] = {"": ""}
    units: dict[str, UnitContent] = {}
    for row in sorted(rows, key=lambda row: row["kato"]):
        kato, level = row["kato"], level_of(row["kato"])
        objections = check_kato(kato)
        parent = parent_of(kato, known)
        kind = kind_of(row["name_ru"], level)
        if not objections and not parent and level != "region":
            objections = (Objection("territory.no_parent", "kato", {"kato": kato}),)
        for objection in objections:
            report.refuse(row.number, objection)
        if objections:
            continue
        if kind is None:
            report.warn(row.number, Objection("territory.kind_unclear", "name_ru", {"name": row["name_ru"]}))
        paths[kato] = paths[parent] + path_of([kato])
        names = (row["name_ru"], row["name_kk"] or row["name_ru"], row.text("name_en"))
        units[kato] = UnitContent(parent, paths[kato], kind or UnitKind.LOCALITY, *names)
    return units


def dump_territory() -> Iterable[Mapping[str, Any]]:
    """Returns the units on the election's day, by code."""
    day = usual_day()
    valid = (Unit.valid_from <= day, sa.or_(Unit.valid_to.is_(None), Unit.valid_to > day))
    for unit in db.session.scalars(sa.select(Unit).where(*valid).order_by(Unit.kato)):
        yield {"kato": unit.kato, "name_ru": unit.name_ru, "name_kk": unit.name_kk, "name_en": unit.name_en}


TERRITORY = Register(
    "territory",
    (
        Column("kato", True, ("КАТО", "ӘАОЖ", "KATO", "Код КАТО", "ӘАОЖ коды", "Code"), Kind.KATO),
        Column(
            "name_ru", True, ("Наименование на русском", "Орысша атауы", "Name in Russian", "Наименование")
        ),
        Column("name_kk", True, NAME_KK, may_be_empty=True),
        Column("name_en", False, ("Наименование на английском", "Ағылшынша атауы", "Name in English")),
    ),
    load_territory,
    dump_territory,
    ("kato",),
    permission=Permission.MANAGE_TERRITORY,
    title=_("Territory: regions, districts, localities"),
)


# --- precincts -----------------------------------------------------------------------------------------------------


def load_precincts(rows: Sequence[Row], context: Context) -> Report:
    """Makes the precincts of the constituencies."""
    report = Report("precincts")
    constituencies = {row.kato: row for row in db.session.scalars(sa.select(Constituency))}
    wanted: dict[tuple[int, int], tuple[str, int]] = {}
    for row in rows:
        constituency = constituencies.get(row["constituency_kato"])
        if constituency is None:
            params = {"kato": row["constituency_kato"]}
            report.refuse(
                row.number, Objection("territory.constituency_unknown", "constituency_kato", params)
            )
            continue
        if row["precinct_number"] == 0:
            report.refuse(row.number, Objection("territory.precinct_number", "precinct_number"))
        if row["voters"] > MOST_VOTERS:
            params = {"voters": row["voters"], "maximum": MOST_VOTERS}
            report.warn(row.number, Objection("territory.precinct_large", "voters", params, "CL 23"))
        wanted[constituency.id, row["precinct_number"]] = (constituency.path, row["voters"])
    if not report.errors:
        for done in set_precincts(context.actor, wanted, context.filename).values():
            report.count(created=done == "created", changed=done == "updated")
    return report


def dump_precincts() -> Iterable[Mapping[str, Any]]:
    """Returns the precincts by constituency and number."""
    statement = sa.select(Constituency.kato, Precinct.number, Precinct.voters).join(Precinct.constituency)
    for kato, number, voters in db.session.execute(statement.order_by(Constituency.kato, Precinct.number)):
        yield {"constituency_kato": kato, "precinct_number": number, "voters": voters}


PRECINCTS = Register(
    "precincts",
    (
        Column(
            "constituency_kato", True, ("КАТО округа", "Округтің ӘАОЖ коды", "Constituency code"), Kind.KATO
        ),
        Column(
            "precinct_number", True, ("Номер участка", "Учаске нөмірі", "Precinct", "№ участка"), Kind.INTEGER
        ),
        Column(
            "voters", True, ("Избирателей", "Сайлаушылар саны", "Voters", "Число избирателей"), Kind.INTEGER
        ),
    ),
    load_precincts,
    dump_precincts,
    ("constituency_kato", "precinct_number"),
    permission=Permission.MANAGE_TERRITORY,
    title=_("Precincts"),
)

REGISTERS = (TERRITORY, PRECINCTS)
