"""Marks of sectors and bars of money: small drawings in one ink, which a black-and-white print shows as well.

Names in, an SVG out, as the address of a picture that holds itself; the same bytes each time.
"""

from base64 import b64encode

from markupsafe import Markup

INK, PAPER, TRACK = "#123a7a", "#ffffff", "#e3e8ef"
BAR_WIDTH, BAR_HEIGHT = 600, 40
MARKS = {
    "water": "M12 3c3.2 4 5.6 7 5.6 10.4A5.6 5.6 0 0 1 6.4 13.4C6.4 10 8.8 7 12 3zM9.2 13.6a2.8 2.8 0 0 0 2.6 2.8",
    "roads": "M8.6 4 4.6 20M15.4 4l4 16M12 4.6v2.8M12 10.6v2.8M12 16.6v2.8",
    "school": "M12 7.2C10 5.6 7 5.2 4 5.6v12c3-.4 6 0 8 1.6 2-1.6 5-2 8-1.6v-12c-3-.4-6 0-8 1.6zM12 7.2v12",
    "health": "M9.4 4h5.2v5.4H20v5.2h-5.4V20H9.4v-5.4H4V9.4h5.4z",
    "digital": "M3.6 9.6a12 12 0 0 1 16.8 0M6.6 13a7.8 7.8 0 0 1 10.8 0M9.5 16.3a3.6 3.6 0 0 1 5 0M12 19.6h.01",
    "jobs": "M4 8.4h16v11H4zM9 8.4V5.6h6v2.8M4 13h16M12 12v2.4",
    "culture": "M9 17.4V6.2l9.4-2.2v11.2M9 17.4a2.6 2.6 0 1 1-2.6-2.6A2.6 2.6 0 0 1 9 17.4zM18.4 15.2a2.6 2.6 0 1 1-2.6-2.6"
               "a2.6 2.6 0 0 1 2.6 2.6z",
    "energy": "M13.4 3 5.4 13.8h5.4L9.6 21l9-11.4h-5.6z",
}  # fmt: skip
OTHER = "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"
"""The mark of a sector that has none of its own: a star."""


def sector_mark(sector: str) -> str:
    """Returns the mark of a sector in a rounded square, as the address of an SVG."""
    return _address(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36" width="36" height="36">'
        f'<rect width="36" height="36" rx="7" fill="{INK}"/>'
        f'<path transform="translate(6 6)" d="{MARKS.get(sector, OTHER)}" fill="none" stroke="{PAPER}" '
        'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def money_bar(part: int, whole: int) -> str:
    """Returns a bar as long as `part` is of `whole` (both in tenge), as the address of an SVG; what is little is seen too."""
    width = max(BAR_WIDTH * part // whole, 4) if part and whole else 0
    return _address(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" width="{BAR_WIDTH}" '
        f'height="{BAR_HEIGHT}"><rect y="8" width="{BAR_WIDTH}" height="24" rx="4" fill="{TRACK}"/>'
        f'<rect y="8" width="{width}" height="24" rx="4" fill="{INK}"/></svg>'
    )


def _address(svg: str) -> str:
    return Markup("data:image/svg+xml;base64,") + b64encode(svg.encode()).decode()
