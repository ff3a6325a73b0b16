"""What an import keeps of a file's rows: personal data, so under lock, as JSON that comes back as it went."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from elections.errors import Objection
from elections.imports.changes import Applied, Change

_DATE = "__date__"


@dataclass(frozen=True)
class RowContent:
    """What a person sees of a row: what it is about, each cell that differs, and what speaks against it."""

    label: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    objections: tuple[Objection, ...]
    warnings: tuple[Objection, ...]


@dataclass(frozen=True)
class Note:
    """Why an import could not be carried out or taken back: objections, and the rows concerned (number, label)."""

    objections: tuple[Objection, ...] = ()
    rows: tuple[tuple[int, str], ...] = ()


def seal_change(change: Change) -> str:
    """Returns a planned row under lock."""
    return _seal({
        "label": change.label, "before": dict(change.before), "after": dict(change.after),
        "objections": _plain(change.objections), "warnings": _plain(change.warnings),
    })  # fmt: skip


def open_row(sealed: str) -> RowContent:
    """Returns what `seal_change` put under lock."""
    raw = _open(sealed)
    return RowContent(
        raw["label"],
        raw["before"],
        raw["after"],
        _objections(raw["objections"]),
        _objections(raw["warnings"]),
    )


def seal_undo(applied: Applied) -> str:
    """Returns under lock what takes a row back."""
    return _seal(dict(applied.undo))


def open_undo(sealed: str) -> Mapping[str, Any]:
    """Returns what `seal_undo` put under lock."""
    found: Mapping[str, Any] = _open(sealed)
    return found


def seal_note(note: Note) -> str:
    """Returns a note under lock."""
    return _seal({"objections": _plain(note.objections), "rows": note.rows})


def open_note(sealed: str) -> Note:
    """Returns what `seal_note` put under lock; an empty note for ""."""
    if not sealed:
        return Note()
    raw = _open(sealed)
    return Note(_objections(raw["objections"]), tuple((number, label) for number, label in raw["rows"]))


def seal_corrections(corrections: Mapping[int, Mapping[str, str]]) -> str:
    """Returns under lock what people typed in place of wrong cells."""
    return _seal({str(number): dict(cells) for number, cells in corrections.items()}) if corrections else ""


def open_corrections(sealed: str) -> dict[int, dict[str, str]]:
    """Returns what `seal_corrections` put under lock."""
    return {int(number): cells for number, cells in _open(sealed).items()} if sealed else {}


def _plain(objections: Iterable[Objection]) -> list[Sequence[Any]]:
    return [(one.code, one.field, dict(one.params), one.article) for one in objections]


def _objections(raw: Iterable[Sequence[Any]]) -> tuple[Objection, ...]:
    return tuple(Objection(code, field, params, article) for code, field, params, article in raw)


def _seal(value: Any) -> str:
    sealed: str = current_app.extensions["vault"].encrypt(
        json.dumps(value, ensure_ascii=False, default=_as_json, separators=(",", ":"))
    )
    return sealed


def _open(sealed: str) -> Any:
    return json.loads(current_app.extensions["vault"].decrypt(sealed), object_hook=_as_python)


def _as_json(value: object) -> object:
    return {_DATE: value.isoformat()} if isinstance(value, date) else str(value)


def _as_python(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value[_DATE][:10]) if _DATE in value else value
