"""Tiles of territories on a grid: where each stands, how full its bar is, its squares for what lies below.

Numbers in, frozen shapes out, in whole units of the drawing; colours and words are the page's. The same every time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

WIDTH, HEIGHT, LOW, GAP, MARGIN = 200, 220, 172, 10, 12
"""Of a tile, in units of the drawing; `LOW` is the height of one without squares."""
SQUARES_HEIGHT, LARGEST_SQUARE = 40, 16
LARGEST_TYPE, SMALLEST_TYPE, LONGEST_LINE, WIDE = 25, 21, 14, 66
"""`WIDE`: of a hundred parts of its size, how wide a letter of bold type is."""
ROOM_FOR_NUMBER = 34
HALF_AS_WIDE_AGAIN = 145
"""Of a hundred: the sheet's width to its height, about that of half a screen below the target."""
Place = tuple[int, int]
"""Column and row, counted from the top left."""


class Standing(StrEnum):
    """How a territory stands to the wins it needs."""

    REACHED = "reached"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True)
class Score:
    """Contests won, open and lost in a territory, how many wins it needs, and how the places below it stand."""

    key: str
    name: str
    won: int
    open: int
    lost: int
    needed: int
    below: tuple[Standing, ...] = ()

    @property
    def contests(self) -> int:
        """Returns how many contests there are."""
        return self.won + self.open + self.lost

    @property
    def standing(self) -> Standing:
        """Returns whether the wins needed are there, can come, or can come no more; without contests nothing is decided."""
        if self.contests and self.won >= self.needed:
            return Standing.REACHED
        return Standing.MISSED if self.won + self.open < self.needed else Standing.OPEN


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it is ("won", "open", "lost"), where it lies, its number and whether that has room."""

    kind: str
    x: int
    width: int
    number: int

    @property
    def has_room(self) -> bool:
        """Returns whether the number can be written on it."""
        return self.width >= ROOM_FOR_NUMBER


@dataclass(frozen=True)
class Square:
    """A place below the tile's, as a square of `size`."""

    standing: Standing
    x: int
    y: int
    size: int


@dataclass(frozen=True)
class Line:
    """A line of a name; what is too long for its size is to be drawn as narrow as `width` (0: as it is)."""

    text: str
    width: int


@dataclass(frozen=True)
class Tile:
    """A territory on the sheet: its column and row, from 1; its shapes are counted from its own top left corner."""

    score: Score
    column: int
    row: int
    height: int
    lines: tuple[Line, ...]
    type_size: int
    parts: tuple[Part, ...]
    target: int
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Sheet:
    """All tiles, and how many columns and rows they take."""

    columns: int
    rows: int
    tiles: tuple[Tile, ...]


def lay_out(scores: Sequence[Score], known: Mapping[str, Place]) -> Sheet:
    """Returns the tiles on their known places; a territory without one takes the next free place."""
    height = HEIGHT if any(one.below for one in scores) else LOW
    places = place([one.key for one in scores], known, height)
    columns = max((column for column, _row in places.values()), default=-1) + 1
    rows = max((row for _column, row in places.values()), default=-1) + 1
    tiles = tuple(_tile(one, *places[one.key], height) for one in scores)
    return Sheet(columns, rows, tiles)


def place(keys: Sequence[str], known: Mapping[str, Place], height: int = HEIGHT) -> dict[str, Place]:
    """Returns the place of each key, row by row where none is known; columns and rows that nobody needs are left out."""
    found = {key: known[key] for key in keys if key in known}
    columns = max([_columns(len(keys), height), *(column + 1 for column, _row in found.values())])
    taken = set(found.values())
    free = _free(columns, taken)
    found |= {key: next(free) for key in keys if key not in found}
    across = {column: number for number, column in enumerate(sorted({one[0] for one in found.values()}))}
    down = {row: number for number, row in enumerate(sorted({one[1] for one in found.values()}))}
    return {key: (across[found[key][0]], down[found[key][1]]) for key in keys}


def bar(won: int, open_: int, lost: int, width: int) -> tuple[Part, ...]:
    """Returns the parts of a bar: won from the left, lost at the right, together as long as `width`."""
    total, parts, x, before = won + open_ + lost, [], 0, 0
    for kind, number in (("won", won), ("open", open_), ("lost", lost)):
        before += number
        end = width * before // total if total else 0
        if number:
            parts.append(Part(kind, x, end - x, number))
        x = end
    return tuple(parts)


def target_at(needed: int, contests: int, width: int) -> int:
    """Returns where on a bar the wins needed lie."""
    return width * min(needed, contests) // contests if contests else 0


def lines_of(name: str) -> tuple[str, ...]:
    """Returns a name in one line, or parted in two after a hyphen or a space when it is long."""
    breaks = [at + 1 for at, sign in enumerate(name) if sign in "- " and 1 < at < len(name) - 2]
    if len(name) <= LONGEST_LINE or not breaks:
        return (name,)
    middle = min(breaks, key=lambda at: abs(2 * at - len(name)))
    return (name[:middle].strip(), name[middle:].strip())


def _tile(score: Score, column: int, row: int, height: int) -> Tile:
    inner, lines = WIDTH - 2 * MARGIN, lines_of(score.name)
    longest = max(len(line) for line in lines)
    size = max(SMALLEST_TYPE, min(LARGEST_TYPE, inner * 100 // (WIDE * max(longest, 1))))
    return Tile(
        score, column + 1, row + 1, height,
        tuple(Line(line, inner if len(line) * WIDE * size > inner * 100 else 0) for line in lines), size,
        bar(score.won, score.open, score.lost, inner),
        target_at(score.needed, score.contests, inner), _squares(score.below, inner),
    )  # fmt: skip


def _squares(below: Sequence[Standing], width: int) -> tuple[Square, ...]:
    size = next(
        one
        for one in range(LARGEST_SQUARE, 0, -1)
        if one == 1 or (width // (one + 4)) * (SQUARES_HEIGHT // (one + 4)) >= len(below)
    )
    in_row = width // (size + 4)
    return tuple(
        Square(standing, number % in_row * (size + 4), number // in_row * (size + 4), size)
        for number, standing in enumerate(below)
    )


def _columns(number: int, height: int) -> int:
    """Returns how many columns make a sheet about half as wide again as high."""
    least = HALF_AS_WIDE_AGAIN * number * (height + GAP)
    return next(one for one in count(1) if one * one * (WIDTH + GAP) * 100 >= least)


def _free(columns: int, taken: set[Place]) -> Iterator[Place]:
    return ((column, row) for row in count() for column in range(columns) if (column, row) not in taken)
