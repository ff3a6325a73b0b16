"""The constituencies' spreadsheet: okrugs over the units of the territory, and a contest called in each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import joinedload

from elections.accounts.access import Permission
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.actions import call_contests
from elections.campaign.queries import first_election_day
from elections.database import db
from elections.errors import Objection
from elections.imports.registers import Column, Context, Kind, Register, Row
from elections.imports.report import Report
from elections.territory.actions import check_actor
from elections.territory.codes import ELECTING, UnitKind, district_of, path_of, region_of
from elections.territory.models import Constituency, Unit
from elections.territory.queries import find_units

KINDS = {
    **{fold(kind.value): kind for kind in UnitKind},
    "city raion significance": UnitKind.TOWN,
    fold("сельский округ"): UnitKind.RURAL_OKRUG,
    fold("ауылдық округ"): UnitKind.RURAL_OKRUG,
    fold("село"): UnitKind.VILLAGE,
    fold("ауыл"): UnitKind.VILLAGE,
    fold("посёлок"): UnitKind.SETTLEMENT,
    fold("кент"): UnitKind.SETTLEMENT,
    fold("город районного значения"): UnitKind.TOWN,
    fold("аудандық маңызы бар қала"): UnitKind.TOWN,
}
NAME_KK = ("Наименование на казахском", "Қазақша атауы", "Name in Kazakh", "Сайлау округі")


def load_constituencies(rows: Sequence[Row], context: Context) -> Report:
    """Makes or changes constituencies and calls a contest of the present election in each."""
    actor = check_actor(context.actor)
    report = Report("constituencies")
    day = context.as_of or first_election_day()
    codes = {code for row in rows for code in _codes(row)}
    units = find_units(codes, day)
    known = {row.kato: row for row in db.session.scalars(sa.select(Constituency))}
    wanted = [(row.number, _wanted(row, units, day, report)) for row in rows]
    if report.errors:
        return report
    loaded = []
    for _number, values in wanted:
        constituency = known.get(values["kato"])
        changed = constituency is None or any(
            getattr(constituency, name) != value for name, value in values.items()
        )
        report.count(created=constituency is None, changed=changed)
        constituency = constituency or Constituency()
        if changed:
            for name, value in values.items():
                setattr(constituency, name, value)
        loaded.append(constituency)
    db.session.add_all(loaded)
    db.session.flush()
    call_contests(context.actor, loaded)
    if report.created or report.updated:
        counts = {"created": report.created, "updated": report.updated}
        record(actor, "constituencies.imported", "constituency", label=context.filename, after=counts)
    return report


def _codes(row: Row) -> tuple[str, str, str]:
    kato = row["kato"]
    return kato, row.text("district_kato") or district_of(kato), row.text("region_kato") or region_of(kato)


def _wanted(row: Row, units: Mapping[str, Unit], day: date, report: Report) -> dict[str, Any]:
    """Returns the values of a constituency's columns; {} where the row is refused."""
    codes = dict(zip(("kato", "district_kato", "region_kato"), _codes(row), strict=True))
    before = len(report.errors)
    for column, code in codes.items():
        if code not in units:
            report.refuse(row.number, Objection("import.code_unknown", column, {"kato": code, "on": day}))
    kind = _kind(row, units.get(codes["kato"]), report)
    if len(report.errors) > before or kind is None:
        return {}
    district, region = units[codes["district_kato"]], units[codes["region_kato"]]
    name_ru, name_kk = row["name_ru"], row["name_kk"] or row["name_ru"]
    return {
        "kato": codes["kato"], "kind": kind, "name_ru": name_ru, "name_kk": name_kk,
        "sort_key": sort_key(name_kk)[:400], "search_text": fold(f"{name_ru} {name_kk} {codes['kato']}"),
        "district_id": district.id, "region_id": region.id, "voters": row["voters"] or 0,
        "path": district.path + path_of([codes["kato"]]),
    }  # fmt: skip


def _kind(row: Row, unit: Unit | None, report: Report) -> UnitKind | None:
    told = row.text("kind")
    kind = KINDS.get(fold(told)) if told else unit.kind if unit is not None else None
    if kind in ELECTING:
        return kind
    if unit is not None or told:
        params = {"value": told or kind, "choices": ", ".join(sorted(ELECTING))}
        report.refuse(row.number, Objection("import.value_choice", "kind", params))
    return None


def dump_constituencies() -> Iterable[Mapping[str, Any]]:
    """Returns the constituencies by code."""
    places = (joinedload(Constituency.district), joinedload(Constituency.region))
    for row in db.session.scalars(sa.select(Constituency).options(*places).order_by(Constituency.kato)):
        yield {
            "kato": row.kato, "kind": row.kind, "name_ru": row.name_ru, "name_kk": row.name_kk,
            "district_kato": row.district.kato, "region_kato": row.region.kato, "voters": row.voters,
        }  # fmt: skip


CONSTITUENCIES = Register(
    "constituencies",
    (
        Column("kato", True, ("КАТО", "ӘАОЖ коды", "KATO", "КАТО округа", "Code"), Kind.KATO),
        Column("kind", False, ("Вид", "Түрі", "Kind")),
        Column(
            "name_ru",
            True,
            ("Наименование на русском", "Орысша атауы", "Name in Russian", "Избирательный округ"),
        ),
        Column("name_kk", True, NAME_KK, may_be_empty=True),
        Column("district_kato", False, ("КАТО района", "Ауданның ӘАОЖ коды", "District code"), Kind.KATO),
        Column("region_kato", False, ("КАТО области", "Облыстың ӘАОЖ коды", "Region code"), Kind.KATO),
        Column(
            "voters", False, ("Избирателей", "Сайлаушылар саны", "Voters", "Число избирателей"), Kind.INTEGER
        ),
    ),
    load_constituencies,
    dump_constituencies,
    ("kato",),
    permission=Permission.MANAGE_TERRITORY,
    title=_("Constituencies"),
)

REGISTERS = (CONSTITUENCIES,)
