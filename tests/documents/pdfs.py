"""Small PDF files as tests hand them in."""

import io
from collections.abc import Callable

import pikepdf


def small_pdf(words: str = "an invented paper", spoil: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """Returns a PDF of one page that says something, in the words of its content stream."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    pdf.pages[0].Contents = pdf.make_stream(f"BT ({words}) Tj ET".encode())
    if spoil:
        spoil(pdf)
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()
