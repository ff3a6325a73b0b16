"""What an import would do with each row (pure): new, changed, unchanged or refused, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from elections.errors import Objection


class RowState(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Change:
    """A row of a file beside the register: what it is about, and each cell that differs, before and after.

    `before` and `after` hold, by column, what a person may read; `plan` is what the register itself needs to carry
    the row out, and is never kept.
    """

    number: int
    state: RowState
    label: str = ""
    path: str = ""
    subject_id: int | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()
    needs_decision: bool = False
    """Left out unless somebody takes this very row."""
    plan: Any = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A row that was carried out: the record it made or changed, and what takes it back."""

    number: int
    subject_id: int
    undo: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Blocked:
    """A row that cannot be taken back: somebody has edited its record since."""

    number: int
    label: str
