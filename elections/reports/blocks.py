"""What a report is made of, in one language: sections of tables, sentences, pictures; the same for paper and for spreadsheets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from markupsafe import Markup

_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")
MOST_TOGETHER = 5
Cell = str | int | Fraction | date | None
"""A text, a number, a share of one (printed as percent), a day; None prints a dash."""


class Look(StrEnum):
    """How the cells of a column are printed."""

    TEXT = "text"
    NAME = "name"
    """A person's name: it is not hyphenated."""
    NUMBER = "number"
    SIGNED = "signed"
    """A number that always shows its sign."""
    LABEL = "label"
    """What the row is about."""


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called, its share of the width, how its cells look."""

    label: str
    width: int = 10
    look: Look = Look.TEXT


@dataclass(frozen=True)
class Table:
    """A table; `name` tells it from the others of its report and names its sheet in a workbook."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    """The last row, which sums the others up; empty without."""
    kind: str = "table"
    sheet: str = ""
    """What its sheet in a workbook is called where its section has no heading."""
    formulas: Mapping[int, str] = field(default_factory=dict)
    """By column, how a workbook reckons a cell of the last row that is no sum out of others of it: "{4}/{3}"."""

    @property
    def is_short(self) -> bool:
        """Whether it stays on one sheet: two sheets with a line or two of it are harder to read than a gap."""
        return len(self.rows) <= MOST_TOGETHER

    @property
    def labels(self) -> list[str]:
        """Returns what the columns are called."""
        return [one.label for one in self.columns]

    def widths(self, whole: int) -> list[int]:
        """Returns how wide each column is, in percent that add up to `whole`: no column pushes another off the sheet."""
        parts = sum(one.width for one in self.columns)
        exact = [(one.width * whole // parts, one.width * whole % parts) for one in self.columns]
        rest = whole - sum(width for width, _rest in exact)
        most = sorted(range(len(exact)), key=lambda place: -exact[place][1])[:rest]
        return [width + (place in most) for place, (width, _rest) in enumerate(exact)]


@dataclass(frozen=True)
class Text:
    """A paragraph; `is_warning` sets it apart."""

    text: str
    is_warning: bool = False
    kind: str = "text"


@dataclass(frozen=True)
class Figures:
    """A row of big numbers, each with its words."""

    figures: Sequence[tuple[str, str]]
    kind: str = "figures"


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG with title and description); `caption` says what it shows in words."""

    drawing: Markup
    caption: str = ""
    kind: str = "picture"

    @property
    def title(self) -> Markup:
        """What the drawing calls itself: a sheet may begin with it, far from the heading of its section."""
        found = _TITLE.search(self.drawing)
        return Markup(found[1]) if found else Markup()  # noqa: S704 it was escaped in the drawing


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, each with who signs and what is to be filled in."""

    lines: Sequence[str]
    blanks: Sequence[str] = ()
    kind: str = "signatures"


Block = Table | Text | Figures | Picture | Signatures


@dataclass(frozen=True)
class Section:
    """A part of a report under its heading; without one it goes on with what is above."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Words:
    """A whole report in one language: its title, the line above it, its finding in a sentence, its sections."""

    title: str
    """The whole title, for the file and the foot of each page: "District report: Аккольский район"."""
    heading: str
    """What stands large on the first page: "Аккольский район"."""
    kicker: str
    """The line above the heading: the election, the territory above."""
    finding: str
    sections: Sequence[Section]
    has_personal_data: bool = True
    is_dense: bool = False
    """Whether it is set small, to take one page or two."""
