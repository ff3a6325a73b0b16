"""Cells into values: whole numbers, dates and codes, however a spreadsheet kept them; all else is refused."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import NoneType
from typing import Any

from elections.alphabet import fold, squeeze
from elections.errors import Objection, Refused
from elections.imports.registers import Column, Kind

EARLIEST = date(1900, 1, 1)
EXCEL_DAY_ZERO = date(1899, 12, 30)
NOTHING = frozenset({"-", "–", "—", "н/д", "жоқ деректер"})
"""What people write into a cell when there is nothing to write."""
CHOICES_SHOWN = 14
_DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})"), (3, 2, 1)),
)
_SHORT_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2})")
YOUNGEST, OLDEST = 18, 100
_MONTHS = {
    fold(word): month
    for month, words in enumerate(
        ("января қаңтар", "февраля ақпан", "марта наурыз", "апреля сәуір", "мая мамыр", "июня маусым", "июля шілде",
         "августа тамыз", "сентября қыркүйек", "октября қазан", "ноября қараша", "декабря желтоқсан"), start=1,
    )
    for word in words.split()
}  # fmt: skip
_YEAR = re.compile(r"\s*(?:г|года|ж|жыл|жылы)\.?$", re.IGNORECASE)
"""What comes after a year or before it: "17.05.1980 г.", "1980 жылғы 17 мамыр"."""


def read_column(column: Column, cells: Sequence[Any]) -> tuple[list[Any], dict[int, list[Objection]]]:
    """Returns what the cells of a column hold, and what speaks against some, by their place.

    Each different cell is read but once: few cells of a table hold what no other does.
    """
    others = set(map(type, cells)) - {str, NoneType}
    told = cells if len(others) < 2 else list(zip(map(type, cells), cells, strict=True))  # 1 == 1.0 == True
    values: dict[Any, Any] = {}
    against: dict[Any, list[Objection]] = {}
    for kept, cell in dict(zip(told, cells, strict=True)).items():
        try:
            values[kept] = None if cell is None and not column.required else read_value(column, cell)
        except Refused as refused:
            values[kept] = None
            against[kept] = [replace(one, field=column.key) for one in refused.objections]
    found = list(map(values.__getitem__, told))
    return found, {
        place: against[kept] for place, kept in enumerate(told) if kept in against
    } if against else {}


def read_value(column: Column, cell: Any) -> Any:
    """Returns what a cell holds, None when it is empty; raises Refused when it is not what the column holds."""
    if column.kind is Kind.DATE and type(cell) is date and cell >= EARLIEST:
        return cell
    text = _text(cell)
    if not text or text in NOTHING:
        if column.required and not column.may_be_empty:
            raise Refused([Objection("import.value_missing", column.key)])
        return None
    if column.kind in (Kind.TEXT, Kind.PROSE):
        return _fitting(column, prose(cell) if column.kind is Kind.PROSE else text)
    if column.kind is Kind.INTEGER:
        return _integer(column, text)
    if column.kind is Kind.DATE:
        return _date(column, text, cell)
    if column.kind is Kind.KATO:
        return _kato(column, text, cell)
    return _choice(column, text)


def prose(cell: Any) -> str:
    """Returns a text of several lines without stray spaces in a line or empty lines around it."""
    lines = [squeeze(line) for line in str(cell).splitlines()]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    return squeeze(str(cell))


def _fitting(column: Column, text: str) -> str:
    if column.longest is not None and len(text) > column.longest:
        params = {"length": len(text), "maximum": column.longest}
        raise Refused([Objection("import.value_too_long", column.key, params)])
    return text


def _integer(column: Column, text: str) -> int:
    digits = text.replace(" ", "").removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise Refused([Objection("import.value_integer", column.key, {"value": text})])
    return int(digits)


def _choice(column: Column, text: str) -> Any:
    found = column.choices.get(fold(text), column)
    if found is column:
        words = ", ".join(list(column.words or column.choices)[:CHOICES_SHOWN])
        raise Refused([Objection("import.value_choice", column.key, {"value": text, "choices": words})])
    return found


def _date(column: Column, text: str, cell: Any) -> date:
    if not isinstance(cell, str) and re.fullmatch(
        r"[1-7][0-9]{4}", text
    ):  # days since 30.12.1899, as Excel counts
        return EXCEL_DAY_ZERO + timedelta(days=int(text))
    plain = _without_words(text)
    for pattern, (year, month, day) in _DATES:
        match = pattern.fullmatch(plain)
        if match:
            try:
                found = date(int(match[year]), int(match[month]), int(match[day]))
            except ValueError:
                break
            if found < EARLIEST:
                raise Refused([Objection("import.value_too_early", column.key, {"value": text})])
            return found
    if column.is_birth:
        meant = _of_two_figures(plain, date.today())  # noqa: DTZ011 a day more or less tells nobody's century
        if meant is not None:
            return meant
        if re.fullmatch(r"(?:19|20)[0-9]{2}", plain):
            raise Refused([Objection("import.value_year", column.key, {"value": text})])
    raise Refused([Objection("import.value_date", column.key, {"value": text})])


def is_short(text: str) -> bool:
    """Tells a date whose year has two figures: how it was read is worth a look."""
    return _SHORT_DATE.fullmatch(_YEAR.sub("", text)) is not None


def _of_two_figures(text: str, today: date) -> date | None:
    """Returns the birth date that a year of two figures means, None unless one century makes a grown, living person."""
    match = _SHORT_DATE.fullmatch(text)
    found = []
    for century in (1900, 2000) if match else ():
        day, month, year = (int(part) for part in match.groups())  # type: ignore[union-attr]
        with suppress(ValueError):
            born_on = date(century + year, month, day)
            years = today.year - born_on.year - ((today.month, today.day) < (month, day))
            if YOUNGEST <= years <= OLDEST:
                found.append(born_on)
    return found[0] if len(found) == 1 else None


def _without_words(text: str) -> str:
    """Returns a date in figures: "17.5.1980" of "17 мая 1980 г."; what is written otherwise stays as it is."""
    bare = _YEAR.sub("", text)
    match bare.split():
        case [day, word, year] if fold(word) in _MONTHS:
            return f"{day}.{_MONTHS[fold(word)]}.{year}"
        case [year, "жылғы" | "жылы", day, word] if fold(word) in _MONTHS:
            return f"{day}.{_MONTHS[fold(word)]}.{year}"
    return bare


def _kato(column: Column, text: str, cell: Any) -> str:
    digits = text.replace(" ", "").removesuffix(".0")
    if not isinstance(cell, str):  # a number has lost its leading zero; no code has two (NK RK 11)
        digits = digits.zfill(9) if len(digits) == 8 else digits
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise Refused([Objection("import.value_kato", column.key, {"value": text})])
    return digits
