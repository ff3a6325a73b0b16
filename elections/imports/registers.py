"""What a register is to the importer: its columns, how to load its rows, how to list them; features hand theirs in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.imports.changes import Applied, Blocked, Change
from elections.imports.report import Report


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    PROSE = "prose"
    """Text of several lines, which stay as they are."""
    INTEGER = "integer"
    DATE = "date"
    KATO = "kato"
    CHOICE = "choice"


LANGUAGES = ("ru", "kk", "en")
"""The order in which a column names its first headings."""


@dataclass(frozen=True)
class Column:
    """One column: its key, and the headings (Russian, Kazakh, English) by which it is recognised.

    A required column must be in the file and, unless it `may_be_empty`, filled in each row; an optional one may be
    absent or empty.
    """

    key: str
    required: bool
    headings: tuple[str, ...]
    kind: Kind = Kind.TEXT
    may_be_empty: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)
    """What a column of a choice may hold: words as people write them, folded, and the value each stands for."""
    words: tuple[str, ...] = ()
    """The same words as people read them, unfolded."""
    looks_like: Callable[[str], bool] | None = None
    """Tells a cell of this column by what is in it, for files whose headings say nothing."""
    is_secret: bool = False
    """A cell of which a preview shows the end alone."""
    is_birth: bool = False
    """A date by which a year of two figures is told: only one century makes somebody of 18 to 100 years."""
    longest: int | None = None
    """How many signs the register keeps of a text; None: any number."""
    goes_if_empty: bool = False
    """A column that an export leaves out when nothing fills it."""
    own_heading: bool = False
    """A column that each file heads in its own way: no empty workbook offers it."""

    def heading(self, language: str) -> str:
        """Returns how the column is headed in a language."""
        return self.headings[LANGUAGES.index(language)]


@dataclass(slots=True)
class Row:
    """One row of a file, its number there (from 1), and its values by column key; None where a cell is empty."""

    number: int
    values: Mapping[str, Any]
    wrong: Mapping[str, str] = field(default_factory=dict)
    """The cells that could not be read, as they stand in the file."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """How the file heads the columns, by their keys."""

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def text(self, key: str) -> str:
        """Returns the value as text, "" where the cell is empty or the column absent."""
        return str(self.values.get(key) or "")


@dataclass(frozen=True)
class Context:
    """What an import knows besides its rows; `actor` None is the operator at the command line."""

    filename: str
    today: date
    as_of: date | None = None
    actor: Actor | None = None


Load = Callable[[Sequence[Row], Context], Report]
Dump = Callable[[], Iterable[Mapping[str, Any]]]
Plan = Callable[[Sequence[Row], Context], list[Change]]
Apply = Callable[[Sequence[Change], Context], list[Applied]]
Undo = Callable[[Sequence[Applied], Context], list[Blocked]]


@dataclass(frozen=True)
class RowByRow:
    """How a register is looked at row by row before it is changed."""

    plan: Plan
    apply: Apply


@dataclass(frozen=True)
class Register:
    """A register that comes and goes as a file; no two rows of a file may share the values of `identity`.

    One that nothing loads comes by no file: what is changed together on a page is listed and taken back as imports are.
    """

    kind: str
    columns: tuple[Column, ...]
    load: Load | RowByRow | None
    dump: Dump | None
    identity: tuple[str, ...] = field(default=())
    permission: Permission | None = None
    """What whoever imports on a page must hold; None: at the command line only."""
    needs: tuple[tuple[str, ...], ...] = ()
    """Of each group of columns a file must have one at least."""
    names: tuple[str, ...] = ()
    """The columns by which people know which row is meant."""
    undo: Undo | None = None
    """What takes a whole import back; None: it stays, the register keeps its own history."""
    stands_for: Mapping[str, str] = field(default_factory=dict)
    """Which column holds what a rule objects to, in a file that has no column of its own for it."""
    finds: (
        Callable[[Sequence[Sequence[Any]], int, Mapping[str, int], Iterable[int]], Mapping[str, int]] | None
    ) = None
    """Finds columns that the record alone can tell: by the rows of a sheet, the place of its headings, the places that
    are known, and those that people left out."""
    title: object = ""
    """What people call it, in their language."""


@dataclass(frozen=True)
class Outlet:
    """What goes out as a file and never comes in: its kind, how its file may end, and what writes it.

    `write` takes the end of the file's name and returns the content, and how many records are in it.
    """

    kind: str
    suffixes: tuple[str, ...]
    write: Callable[[str], tuple[bytes, int]]


_registers: dict[str, Register] = {}
_outlets: dict[str, Outlet] = {}


def register_register(*registers: Register) -> None:
    """Adds registers that can be imported and exported."""
    _registers.update((register.kind, register) for register in registers)


def register_outlet(*outlets: Outlet) -> None:
    """Adds what can be exported and is no register."""
    _outlets.update((one.kind, one) for one in outlets)


def find_outlet(kind: str) -> Outlet | None:
    """Returns the outlet of a kind, or None."""
    return _outlets.get(kind)


def list_outlets() -> list[str]:
    """Returns the kinds of outlets."""
    return list(_outlets)


def list_kinds() -> list[str]:
    """Returns the kinds of register that come by files."""
    return [kind for kind, register in _registers.items() if register.load]


def list_registers(actor: Actor) -> list[Register]:
    """Returns the registers that the actor may change by imports, those without files too."""
    return [one for one in _registers.values() if one.permission is not None and actor.allows(one.permission)]


def find_register(kind: str) -> Register | None:
    """Returns the register of a kind, or None."""
    return _registers.get(kind)
