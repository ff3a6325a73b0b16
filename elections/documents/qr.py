"""QR codes: a text in, a picture out. The only place that knows segno."""

from base64 import b64encode
from io import BytesIO

import segno

SCALE = 8
"""Dots a side of each square: sharp on paper, small in the file."""


def qr_picture(text: str) -> str:
    """Returns the QR of a text as the address of a PNG that holds itself ("data:image/png;base64,…").

    A quarter of it may be dirty or torn; the same text gives the same bytes.
    """
    buffer = BytesIO()
    segno.make(text, error="q", micro=False).save(buffer, kind="png", scale=SCALE, border=2)
    return "data:image/png;base64," + b64encode(buffer.getvalue()).decode()
