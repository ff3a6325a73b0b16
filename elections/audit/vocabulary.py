"""What the fields of a record are called and what their codes mean: gathered from the forms and words that all rooms have.

No catalogue of its own: a field has the name that it has on the form of its record, else on the other forms of its room,
else on any form if all agree; a code has the label of its enumeration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from sys import modules
from typing import Any

from sqlalchemy import String, Text

from elections.audit.field_words import COMMON
from elections.audit.words import KIND_LABELS
from elections.database import Base
from elections.web.forms import Form

Labels = Mapping[str, object]
_fields: dict[str, dict[str, object]] = {}
_codes: dict[type[Enum], Labels] = {}
_of_rooms: dict[str, list[Labels]] = {}
_of_fields: dict[str, Labels] = {}
"""Codes that one field holds whatever the record: templates of tasks in the event of an election's packs."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of record, by field: names, labels of codes, and which kind of record a number means."""

    labels: Labels = field(default_factory=dict)
    codes: Mapping[str, Labels] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    others: Labels = field(default_factory=dict)
    """Labels of the room's codes, whichever field holds them, where no two codes are alike."""
    texts: frozenset[str] = frozenset()
    """Fields of free text, which never holds a code."""


def register_words(room: str, words: Mapping[str, object]) -> None:
    """Takes the labels of enumerations, of fields (FIELD_LABELS), of what moved (MOVED_LABELS) out of a room's words."""
    for name, labels in words.items():
        if not (isinstance(labels, Mapping) and name.endswith("_LABELS")):
            continue
        if name == "FIELD_LABELS":
            _fields.setdefault(room, {}).update({str(one): text for one, text in labels.items()})
        if name == "MOVED_LABELS":
            _of_fields["moved"] = labels
        sorts = {type(one) for one in labels}
        if len(sorts) == 1 and issubclass(sort := sorts.pop(), Enum):
            by_code = {str(one.value): text for one, text in labels.items()}
            _codes.setdefault(sort, by_code)
            _of_rooms.setdefault(room, []).append(by_code)
    vocabulary.cache_clear()


@lru_cache(maxsize=128)
def vocabulary(kind: str) -> Vocabulary:
    """Returns the words of a kind of record, in the order of its form; without a table of that name, what all share."""
    model = _models().get(kind)
    room = model.__module__.split(".")[1] if model else kind
    forms = sorted(_forms(Form), key=lambda one: (one.__module__, one.__name__))
    columns: Any = model.__mapper__.columns if model else ()
    return Vocabulary(
        _labels(forms, room, model.__name__ if model else kind),
        _all_codes(forms, room, columns),
        _kinds(columns),
        _others(room),
        _texts(columns),
    )


def _labels(forms: list[type[Form]], room: str, name: str) -> Labels:
    """Returns the names of fields: on the record's own form, in its room, shared by all, on other forms that agree."""
    own = [one for one in forms if _is_own(one, room, name)]
    near = [one for one in forms if _room(one) == room]
    labels: dict[str, object] = {}
    for form in own:
        for field_name, label in _named(form):
            labels.setdefault(field_name, label)
    for more in (_fields.get(room, {}), _agreed(near), COMMON, _agreed(forms)):
        for field_name, label in more.items():
            labels.setdefault(field_name, label)
    return labels


def _others(room: str) -> Labels:
    found: dict[str, dict[str, object]] = {}
    for labels in _of_rooms.get(room, []):
        for code, label in labels.items():
            if "%(" not in _msgid(label):
                found.setdefault(code, {})[_msgid(label)] = label
    return {code: next(iter(texts.values())) for code, texts in found.items() if len(texts) == 1}


def _texts(columns: Any) -> frozenset[str]:
    return frozenset(one.name for one in columns if type(one.type) in (String, Text))


def _agreed(forms: list[type[Form]]) -> Labels:
    """Returns the names of the fields that have one and the same on all these forms."""
    found: dict[str, dict[str, object]] = {}
    for form in forms:
        for name, label in _named(form):
            found.setdefault(name, {})[_msgid(label)] = label
    return {name: next(iter(texts.values())) for name, texts in found.items() if len(texts) == 1}


def _all_codes(forms: list[type[Form]], room: str, columns: Any) -> Mapping[str, Labels]:
    codes: dict[str, Labels] = {}
    for column in columns:
        if labels := _codes.get(getattr(column.type, "enum_class", None)):  # type: ignore[arg-type]
            codes[column.name] = labels
    for form in forms:
        if _room(form) == room:
            for name, field_ in vars(form).items():
                if choices := _choices(field_):
                    codes.setdefault(name, choices)
    return {**_of_fields, **codes}


def _choices(field_: Any) -> Labels:
    choices = getattr(field_, "kwargs", {}).get("choices")
    return {str(one.value): one.label for one in choices} if isinstance(choices, list) else {}


def _kinds(columns: Any) -> Mapping[str, str]:
    """Returns which kind of record a field's number means: by the table it refers to, or by its own name."""
    found = {name: name for name in KIND_LABELS if name in Base.metadata.tables}
    for column in columns:
        for reference in column.foreign_keys:
            found[column.name] = reference.column.table.name
    return found


def _named(form: type[Form]) -> Iterator[tuple[str, object]]:
    """Yields the fields of a form and of those it is made of, with their labels."""
    for part in form.__mro__:
        for name, field_ in vars(part).items():
            if hasattr(field_, "field_class"):
                label = (*field_.args, field_.kwargs.get("label"))[0]
                if label:
                    yield name, label


def _msgid(label: object) -> str:
    """Returns the English text of a label, whatever language is read."""
    return str(getattr(label, "_args", (label,))[0])


def _is_own(form: type[Form], room: str, name: str) -> bool:
    stem = form.__name__.removesuffix("Form")
    return _room(form) == room and stem in name


def _forms(parent: type[Form]) -> Iterator[type[Form]]:
    """Yields the forms that modules hold; those that a page makes for itself (a ballot's, a check list's) are nobody's words."""
    for one in parent.__subclasses__():
        if (
            one.__module__.startswith("elections.")
            and getattr(modules[one.__module__], one.__name__, None) is one
        ):
            yield one
            yield from _forms(one)


def _room(form: type[Form]) -> str:
    return form.__module__.split(".")[1]


def _models() -> dict[str, type[Any]]:
    return {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
