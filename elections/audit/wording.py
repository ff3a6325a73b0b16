"""An event in its reader's words: its fields by the names of the forms, codes by their labels, numbers of records by names."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from elections.audit.field_words import TERRITORIES, WHOLE_COUNTRY
from elections.audit.models import AuditEvent
from elections.audit.places import page_of
from elections.audit.protected import veiled
from elections.audit.record_names import names_of
from elections.audit.vocabulary import Vocabulary, vocabulary
from elections.web.i18n import day, language, moment, number

DASH = "–"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:[+-][0-9]{2}:[0-9]{2}|Z)"
)
_PLAIN_NUMBERS = frozenset({"year", "birth_year", "number", "code", "round", "version", "edition"})
"""Numbers that are names: 2021, not 2 021."""
_BY_RECORD = {"votes": "candidate"}
"""Fields that hold a number for each record of a kind."""
Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Line:
    """A line of a value, and where it leads."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class Row:
    """A field of an event: its name, and its value before and after; each value has a line or several."""

    label: str
    before: list[Line]
    after: list[Line]
    is_changed: bool


def worded(event: AuditEvent) -> list[Row]:
    """Returns the fields of an event in words: those that were changed first, in the order of the record's form."""
    words = vocabulary(event.subject_kind)
    before, after = veiled(event.before or {}), veiled(event.after or {})
    asked = [pair for values in (before, after) for pair in _numbers(values, words)]
    wording = _Wording(words, names_of(asked), event.path)
    both = event.before is not None and event.after is not None
    order = {name: place for place, name in enumerate(words.labels)}
    rows = [
        (name, Row(
            wording.label(name), wording.lines(name, before.get(name), name in before),
            wording.lines(name, after.get(name), name in after),
            not both or _differ(event, name),
        ))
        for name in {**before, **after}
    ]  # fmt: skip
    rows.sort(key=lambda one: (not one[1].is_changed, order.get(one[0], len(order)), one[0]))
    return [row for _name, row in rows]


def _differ(event: AuditEvent, name: str) -> bool:
    """Returns whether a field was changed; what is veiled is compared beneath its veil."""
    before, after = event.before or {}, event.after or {}
    return name not in before or name not in after or before[name] != after[name]


def _numbers(values: Mapping[str, Any], words: Vocabulary) -> Iterator[tuple[str, int]]:
    """Yields the records (kind, number) that values refer to, at any depth."""
    for name, value in values.items():
        kind = words.kinds.get(name)
        for one in value if isinstance(value, list) else [value]:
            if kind and _is_number(one):
                yield kind, one
            elif isinstance(one, Mapping):
                yield from _numbers(one, words)
        stem, _dot, of = name.partition(".")
        for key in value if isinstance(value, Mapping) and name in _BY_RECORD else [of]:
            if stem in _BY_RECORD and str(key).isdecimal():
                yield _BY_RECORD[stem], int(key)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class _Wording:
    words: Vocabulary
    names: Names
    path: str

    def label(self, name: str) -> str:
        """Returns what a field is called; one that no form has keeps its own name."""
        stem, dot, of = name.partition(".")
        if dot and stem in _BY_RECORD:
            return f"{self.label(stem)}: {self._record(_BY_RECORD[stem], of)}"
        return str(self.words.labels.get(name) or self.words.others.get(name, name))

    def lines(self, name: str, value: Any, is_there: bool = True) -> list[Line]:
        """Returns a value in words: a list or a mapping has a line for each of its parts."""
        if not is_there:
            return [Line(DASH)]
        if value == "" and name in TERRITORIES:
            return [Line(str(WHOLE_COUNTRY))]
        if value is None or value in ("", [], {}):
            return [Line(_("empty"))]
        if isinstance(value, list):
            return [Line(self._text(name, one), self._link(name, one)) for one in value]
        if isinstance(value, Mapping):
            return [
                Line(f"{self._key(name, key)}: {self._text(str(key), one)}") for key, one in value.items()
            ]
        return [Line(self._text(name, value), self._link(name, value))]

    def _key(self, name: str, key: object) -> str:
        if name in _BY_RECORD:
            return self._record(_BY_RECORD[name], str(key))
        return str(self.words.codes.get(name, {}).get(str(key)) or self.label(str(key)))

    def _text(self, name: str, value: Any) -> str:
        if value is None or value in ("", [], {}):
            return _("empty")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | Mapping):
            return ", ".join(one.text for one in self.lines(name, value))
        if kind := self.words.kinds.get(name) if _is_number(value) else None:
            return self._record(kind, str(value))
        label = self.words.codes.get(name, {}).get(str(value))
        if label is None and name not in self.words.codes and name not in self.words.texts:
            return self._coded(name, value)
        return self._plain(name, value) if label is None else str(label)

    def _coded(self, name: str, value: Any) -> str:
        """Returns a code of the room in words, also with what was said of it: "broken: why"."""
        code, colon, said = str(value).partition(": ")
        label = self.words.others.get(code)
        return self._plain(name, value) if label is None else f"{label}{colon}{said}"

    def _plain(self, name: str, value: Any) -> str:
        if _is_number(value):
            return str(value) if name in _PLAIN_NUMBERS else number(value)
        text = str(value)
        if isinstance(value, float):
            return text if language() == "en" else text.replace(".", ",")
        return text if name in self.words.texts else self._timed(text)

    def _timed(self, text: str) -> str:
        """Returns a day or a moment as on every page; what only looks like one stands as it is."""
        with suppress(ValueError, OverflowError):
            if _DATE.fullmatch(text):
                return day(date.fromisoformat(text))
            if _MOMENT.fullmatch(text):
                return moment(datetime.fromisoformat(text), self.path)
        return text

    def _record(self, kind: str, of: str) -> str:
        known = self.names.get((kind, int(of))) if of.isdecimal() else None
        return known or f"№{of}"

    def _link(self, name: str, value: Any) -> str | None:
        kind = self.words.kinds.get(name)
        return page_of(kind, value) if kind and _is_number(value) else None
