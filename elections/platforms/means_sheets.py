"""Means as spreadsheets: the register that comes and goes as a file, and the table of pledges against means."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext, lazy_gettext

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.audit.actions import record
from elections.campaign.queries import get_election, present
from elections.database import db
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.imports.registers import Column, Context, Kind, Register, Row
from elections.imports.report import Report
from elections.platforms.coverage_rule import Balance
from elections.platforms.means_actions import MEANS_FIELDS, write_means
from elections.platforms.means_models import Means
from elections.platforms.means_queries import Picture, list_means
from elections.platforms.means_rule import objections_to_means
from elections.platforms.models import MoneySource, Sector
from elections.platforms.sums import read_sum
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS
from elections.territory.models import Constituency

NAMES = {
    MoneySource.LOCAL_BUDGET: ("Местный бюджет", "Жергілікті бюджет", "Local budget"),
    MoneySource.DISTRICT_BUDGET: (
        "Трансферты из района",
        "Ауданнан трансферттер",
        "Transfers from the district",
    ),
    MoneySource.REGIONAL_BUDGET: ("Областной бюджет", "Облыстық бюджет", "Regional budget"),
    MoneySource.NATIONAL_BUDGET: ("Республиканский бюджет", "Республикалық бюджет", "National budget"),
    MoneySource.BUSINESS: ("Бизнес", "Бизнес", "Business"),
    MoneySource.COMMUNITY: ("Сами жители", "Тұрғындардың өздері", "The villagers themselves"),
    MoneySource.PARTY: ("Партия", "Партия", "The party"),
}
SOURCES = {fold(word): source for source, words in NAMES.items() for word in (*words, source.value)}
Key = tuple[int, int, MoneySource, str]


# --- the register --------------------------------------------------------------------------------------------------


def load_means(rows: Sequence[Row], context: Context) -> Report:
    """Enters or changes the means that a file names, all or none."""
    report, actor = Report("means"), context.actor or SYSTEM
    election = get_election()
    places = {one.kato: one for one in db.session.scalars(sa.select(Constituency))}
    kept = {_key(one): one for one in db.session.scalars(sa.select(Means))}
    wanted = []
    for row in rows:
        place, values = places.get(row["kato"]), _values(row, report)
        if place is None or not (actor is SYSTEM or actor.may(Permission.EDIT_MEANS, place.path)):
            report.refuse(row.number, Objection("means.place_unknown", "kato", {"kato": row["kato"]}))
        elif values is not None:
            for objection in objections_to_means(values, election.voting_on, present(election).date()):
                report.refuse(row.number, objection)
            wanted.append((place, values))
    if not report.errors:
        for place, values in wanted:
            _write(actor, place, values, kept, report)
    return report


def _values(row: Row, report: Report) -> dict[str, Any] | None:
    amount = read_sum(row.text("amount_kzt"))
    if isinstance(amount, Objection):
        report.refuse(row.number, Objection(amount.code, "amount_kzt", amount.params))
        return None
    return {**{name: row[name] for name in MEANS_FIELDS}, "amount_kzt": amount}


def _write(
    actor: Actor, place: Constituency, values: Mapping[str, Any], kept: Mapping[Key, Means], report: Report
) -> None:
    means = kept.get((place.id, values["year"], values["source"], values["document"]))
    changed = means is not None and any(getattr(means, name) != values[name] for name in MEANS_FIELDS)
    report.count(created=means is None, changed=changed)
    if means is None or changed:
        write_means(actor, place, values, means)


def _key(means: Means) -> Key:
    return means.constituency_id, means.year, means.source, means.document


def dump_means() -> Iterable[Mapping[str, Any]]:
    """Returns the means by place, year and source."""
    for one in list_means(""):
        yield {
            "kato": one.constituency.kato, "constituency": one.constituency.name_ru, "year": one.year,
            "source": NAMES[one.source][0], "amount_kzt": one.amount_kzt, "document": one.document,
            "document_on": one.document_on,
        }  # fmt: skip


MEANS = Register(
    "means",
    (
        Column("kato", True, ("КАТО округа", "Округтің ӘАОЖ коды", "Constituency code", "КАТО"), Kind.KATO),
        Column("constituency", False, ("Округ", "Округ атауы", "Constituency")),
        Column("year", True, ("Год", "Жыл", "Year"), Kind.INTEGER),
        Column(
            "source", True, ("Источник", "Қаржы көзі", "Source", "Источник средств"), Kind.CHOICE, choices=SOURCES,
            words=tuple(names[0] for names in NAMES.values()),
        ),
        Column("amount_kzt", True, ("Сумма, тенге", "Сома, теңге", "Sum, tenge", "Сумма", "Сома")),
        Column("document", True, ("Документ", "Құжат", "Document", "Основание"), longest=300),
        Column("document_on", True, ("Дата документа", "Құжат күні", "Date of the document"), Kind.DATE),
    ),
    load_means,
    dump_means,
    ("kato", "year", "source", "document"),
    permission=Permission.EDIT_MEANS,
    title=lazy_gettext("Means of the constituencies"),
)  # fmt: skip
REGISTERS = (MEANS,)


# --- the table -----------------------------------------------------------------------------------------------------


def export_picture(
    actor: Actor, picture: Picture, path: str, year: int | None, reason: str, suffix: str = "xlsx"
) -> bytes:
    """Returns pledges against means as XLSX or CSV. The log says who took them and what for. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("means.export_reason_missing", "reason")])
    rows = list(_rows(picture))
    as_csv = suffix == "csv"
    content = write_csv(_headings(), rows) if as_csv else write_xlsx(gettext("Means"), _headings(), rows)
    after = {"path": path, "year": year, "rows": len(rows), "file": suffix}
    record(actor, "means.exported", "means", after=after, reason=reason)
    return content


def _headings() -> list[str]:
    return [
        gettext("By what"), gettext("Name"), gettext("Pledges"), gettext("Promised, tenge"), gettext("Means, tenge"),
        gettext("Not covered, tenge"), gettext("Not approved yet, tenge"),
    ]  # fmt: skip


def _rows(picture: Picture) -> Iterable[list[Any]]:
    yield _line(gettext("All together"), "", picture.whole)
    for one in picture.sources:
        yield _line(gettext("Source of the money"), str(SOURCE_LABELS[MoneySource(one.key)]), one)
    for sector in picture.sectors:
        name = str(SECTOR_LABELS[Sector(sector.sector)])
        yield [gettext("Sector"), name, sector.pledges, sector.promised, None, None, None]
    for one in picture.places:
        yield _line(gettext("Territory"), picture.names.get(one.key, one.key), one)


def _line(by: str, name: str, one: Balance) -> list[Any]:
    return [by, name, one.pledges, one.promised, one.means, one.uncovered, one.drafted]
