"""Where texts lie on the pages of a report: what runs out of its cell or off the sheet."""

import re
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


def texts_by_page(html: str) -> list[list[str]]:
    """Returns the texts of each page."""
    return [[text.text for text, _cell in _texts(page._page_box)] for page in pdf._lay_out(html).pages]


def fills(html: str) -> list[int]:
    """Returns down to where each page is filled with texts and drawings, in percent of what can be printed on it."""
    found = []
    for page in pdf._lay_out(html).pages:
        box = page._page_box
        top = box.content_box_y()
        ends = [one.position_y + one.height for one in _seen(box)]
        found.append(round((max(ends, default=top) - top) / box.height * 100))
    return found


def feet_beyond(html: str) -> list[str]:
    """Returns the texts below a sheet that run into the number of the page, or off what is printed."""
    found = []
    for page in pdf._lay_out(html).pages:
        right = page._page_box.content_box_x() + page._page_box.width
        feet = [one for one in page._page_box.children if type(one).__name__ == "MarginBox"]
        for foot in feet:
            end = min((one.position_x for one in feet if one.position_x > foot.position_x), default=right)
            texts = [one for one in foot.descendants() if type(one).__name__ == "TextBox"]
            found += [one.text for one in texts if one.position_x + one.width > end + TOLERANCE]
    return found


def _seen(box: Any) -> Iterator[Any]:
    """Yields the texts and drawings of a page but those in its margins."""
    if type(box).__name__ in ("TextBox", "InlineReplacedBox", "BlockReplacedBox"):
        yield box
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from _seen(child)


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


def cut_words(html: str) -> list[str]:
    """Returns the words in headings of tables that go on in the next line without a hyphen."""
    found = []
    for page in pdf._lay_out(html).pages:
        for cell in page._page_box.descendants():
            if type(cell).__name__ != "TableCellBox" or cell.element_tag != "th":
                continue
            whole = set("".join(cell.element.itertext()).split())
            lines = [
                "".join(one.text for one in line.descendants() if type(one).__name__ == "TextBox").split()
                for line in cell.descendants()
                if type(line).__name__ == "LineBox"
            ]
            found += [
                line[-1] for line in lines if line and line[-1] not in whole and line[-1][-1] not in "-‐"
            ]
    # the second half of a hyphenated word ends its line too
    return [one for one in found if not _is_end(one, html)]


def _is_end(part: str, html: str) -> bool:
    """Whether a piece of a word is how the word ends."""
    return any(word != part and word.endswith(part) for word in re.findall(r"[\w.,-]+", html))
