"""Where texts lie on the pages of a report: what runs out of its cell or off the sheet."""

from collections.abc import Iterator
from typing import Any

from elections.documents import pdf

TOLERANCE = 0.5
"""CSS pixels: a glyph's last stroke may be rounded over the edge."""


def overflowing(html: str) -> list[str]:
    """Returns the texts of a page for paper that leave their cell of a table, or the area that is printed."""
    found = []
    for page in pdf._lay_out(html).pages:
        box = page._page_box
        left, right = box.content_box_x(), box.content_box_x() + box.width
        top, bottom = box.content_box_y(), box.content_box_y() + box.height
        for text, cell in _texts(box):
            ends = text.position_x + text.width
            if text.position_x < left - TOLERANCE or ends > right + TOLERANCE:
                found.append(f"beside the sheet: {text.text}")
            elif text.position_y < top - TOLERANCE or text.position_y + text.height > bottom + TOLERANCE:
                found.append(f"above or below the sheet: {text.text}")
            elif cell is not None and ends > cell.position_x + cell.border_width() + TOLERANCE:
                found.append(f"out of its cell: {text.text}")
    return found


def first_texts(html: str) -> list[str]:
    """Returns the first text of each page, the heading of a table that goes on."""
    return [next(text.text for text, _cell in _texts(page._page_box)) for page in pdf._lay_out(html).pages]


def last_boxes(html: str) -> list[str]:
    """Returns what each page but the last ends with, as the name of the HTML element ("h2" is a heading left alone)."""
    return [_last(page._page_box) for page in pdf._lay_out(html).pages[:-1]]


def _texts(box: Any, cell: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yields each text with the cell that holds it; what stands in the margins of the page has none and is left out."""
    kind = type(box).__name__
    if kind == "MarginBox" or getattr(box, "style", {}).get("position") == "fixed":
        return
    if kind == "TextBox":
        yield box, cell
    for child in getattr(box, "children", ()):
        yield from _texts(child, box if kind == "TableCellBox" else cell)


def _last(box: Any) -> str:
    children = [
        one
        for one in getattr(box, "children", ())
        if type(one).__name__ != "MarginBox" and getattr(one, "element_tag", "")
    ]
    inner = [one for one in children if type(one).__name__ != "TextBox"]
    if not inner or box.element_tag in ("h1", "h2", "tr", "p"):
        return str(box.element_tag)
    return _last(max(inner, key=lambda one: one.position_y))
