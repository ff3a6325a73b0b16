"""A report's tables as a workbook: the same rows, summed by formulas, to filter and to reckon on with."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from elections.documents import spreadsheet
from elections.documents.spreadsheet import MOMENT, NUMBER, SHARE
from elections.reports.blocks import Cell, Table, Words
from elections.reports.kinds import Kind
from elections.reports.stamps import Stamp, link_of, stamp_of
from elections.web.papers import languages_of
from elections.zones import zone_for

LONGEST_NAME = 31
"""Signs that a spreadsheet takes as the name of a sheet; some signs it does not take at all."""
_FOREIGN = re.compile(r"[\[\]:*?/\\']+")


def workbook_of(kind: Kind, key: str, language: str, path: str) -> bytes:
    """Returns the tables of a report, in one language or in two after one another, as XLSX. Raises NotFound.

    The same bytes for the same data.
    """
    content, taken = kind.gather(key), set[str]()
    stamp, titles, tables = stamp_of(kind, key, content), list[str](), list[spreadsheet.Table]()
    at = stamp.at and stamp.at.astimezone(zone_for(path)).replace(tzinfo=None, second=0, microsecond=0)
    for one in languages_of(language):
        with force_locale(one):
            words = kind.words(content)
            titles.append(words.title)
            tables += [_about(words, stamp, at, link_of(kind, key, stamp), taken), *_tables(words, taken)]
    return spreadsheet.write_workbook(" · ".join(titles), tables)


def _about(words: Words, stamp: Stamp, at: datetime | None, link: str, taken: set[str]) -> spreadsheet.Table:
    """Returns the first sheet: what the report says, of when its data is, and where to ask whether it is still true."""
    name = _name(_("Report"), taken)
    taken.add(name)
    return spreadsheet.Table(
        name, (_("Report"), words.title),
        [
            (_("What it says"), words.finding), (_("Data as of"), at), (_("Code"), stamp.short),
            (_("Is it still true?"), link),
        ],
        {words.title: MOMENT},
    )  # fmt: skip


def _tables(words: Words, taken: set[str]) -> Iterator[spreadsheet.Table]:
    for section in words.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                name = _name(section.title or block.sheet or block.name, taken)
                taken.add(name)
                yield _table(name, block)


def _table(name: str, table: Table) -> spreadsheet.Table:
    headings = _different(table.labels)
    rows = [*table.rows, *([table.total] if table.total else [])]
    kinds = (
        {label: _format(column) for label, column in zip(headings, zip(*rows, strict=True), strict=True)}
        if rows
        else {}
    )
    return spreadsheet.Table(
        name,
        headings,
        [_plain(row) for row in table.rows],
        {label: one for label, one in kinds.items() if one},
        _plain(table.total),
        table.formulas,
    )


def _format(column: Sequence[Cell]) -> str:
    if any(isinstance(one, Fraction) for one in column):
        return SHARE
    return NUMBER if any(isinstance(one, int) for one in column) else ""


def _plain(row: Sequence[Cell]) -> list[Any]:
    return [
        float(one) if isinstance(one, Fraction) else str(one) if isinstance(one, str) else one for one in row
    ]


def _different(labels: Sequence[str]) -> list[str]:
    """Returns the headings, each its own: one that comes twice gets a number."""
    return [
        f"{one} ({labels[:at].count(one) + 1})" if one in labels[:at] else one
        for at, one in enumerate(labels)
    ]


def _name(wanted: str, taken: set[str]) -> str:
    """Returns the name of a sheet that spreadsheets take and no other of the workbook has."""
    tidy = " ".join(_FOREIGN.sub(" ", wanted).split())
    known = {one.casefold() for one in taken}
    for number in range(1, 100):
        end = f" {number}" if number > 1 else ""
        name = _cut(tidy, LONGEST_NAME - len(end)) + end
        if name.casefold() not in known:
            return name
    raise ValueError("too many tables of one name")


def _cut(text: str, room: int) -> str:
    """Returns as many whole words as there is room for; of a single word that is longer, its beginning."""
    whole = text if len(text) <= room else text[: room + 1].rpartition(" ")[0]
    return whole.rstrip(" ,;–-") or text[:room]
