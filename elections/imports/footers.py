"""What stands below a list and is no row of it: totals, who drew it up, notes."""

from collections.abc import Sequence
from typing import Any

from elections.alphabet import fold

WORDS = (
    "итого", "всего", "барлығы", "жиыны", "жалпы саны", "total", "in total", "исполнитель", "орындаушы", "составил",
    "составила", "құрастырған", "подпись", "қолы", "примечание", "примечания", "ескерту", "дата составления",
    "prepared by", "note",
)  # fmt: skip
_FOLDED = tuple(map(fold, WORDS))


def first_of_footer(rows: Sequence[Sequence[Any]]) -> int:
    """Returns the place after the last row of the list: what comes there and below is empty, a total or a note."""
    end = len(rows)
    while end and _is_footer(rows[end - 1]):
        end -= 1
    return end


def list_footers(rows: Sequence[Sequence[Any]], header: int) -> list[int]:
    """Returns the numbers (from 1) of the rows below the list that are not empty; `header` is the heading row's place."""
    return [number for number in range(max(first_of_footer(rows), header + 1) + 1, len(rows) + 1)
            if _filled(rows[number - 1])]  # fmt: skip


def _is_footer(cells: Sequence[Any]) -> bool:
    filled = _filled(cells)
    if not filled:
        return True
    first, *others = filled
    told = fold(str(first))
    if not any(told == word or told.startswith(f"{word} ") for word in _FOLDED):
        return False
    return len(others) < 2 or all(_is_figure(cell) or cell == first for cell in others)


def _filled(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if cell is not None and str(cell).strip()]


def _is_figure(cell: Any) -> bool:
    return (
        isinstance(cell, int | float)
        or str(cell).replace(" ", "").replace(",", "").replace(".", "").isdecimal()
    )
