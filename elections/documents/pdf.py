"""Paper: HTML in, an accessible PDF out. The only place that knows WeasyPrint."""

import atexit
import gc
import re
import threading
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path

import pyphen
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from elections.documents.marks import present_mark
from elections.documents.tags import mend_tags
from elections.errors import SailauError

STYLESHEET = Path(__file__).parents[2] / "static" / "paper.css"
VARIANT = "pdf/ua-1"
OWN_DIGEST = "&#xE0D1;"
"""Where a page for paper says this (no text that people type can), its foot says a short digest of the page itself."""

_LANGUAGES = re.compile(r"""\slang=["']?([\w-]+)""")
_TOLD = re.compile(r"<title>([^<]*)</title><desc>([^<]+)</desc>")
"""What a drawing says of itself: WeasyPrint takes its text alternative from the title alone."""

# Pyphen knows no Kazakh, which breaks its words where they are spoken apart: before a consonant that a vowel follows
pyphen.LANGUAGES_LOWERCASE["kk"] = "kk"
pyphen.LANGUAGES["kk"] = Path(__file__).with_name("hyph_kk.dic")

# WeasyPrint ends the process when two threads share fonts: one at a time in each process
_one_at_a_time = threading.Lock()
_of_thread = threading.local()


class ForeignResource(SailauError):
    """A page for paper asks for something outside itself: its template is wrong."""


def render_pdf(html: str) -> bytes:
    """Returns the PDF (PDF/UA-1: tagged, titled, with its language) of a complete HTML page.

    Nothing outside the page is fetched: raises ForeignResource; the same HTML gives the same bytes.
    """
    return render_one_page([html], or_more=True)


def render_as_it_is(html: str) -> bytes:
    """Returns the PDF of a page that has its mark already (`marked`), as `render_pdf` would: for other processes."""
    return _first([html], or_more=True)


def render_one_page(versions: Iterable[str], *, or_more: bool = False) -> bytes:
    """Returns the PDF of the first version of a page, the fullest first, that fits one sheet of paper.

    Raises ValueError when none does, unless it may take more. What holds for `render_pdf` holds here.
    """
    return _first((marked(html) for html in versions), or_more)


def _first(versions: Iterable[str], or_more: bool) -> bytes:
    try:
        for html in versions:
            pdf = _render(html, or_more)
            if pdf is not None:
                return pdf
        raise ValueError("no version of the page fits one sheet")
    except FatalURLFetchingError as error:  # no Exception, so it would end a worker's process
        raise ForeignResource(str(error)) from error


def count_pages(html: str) -> int:
    """Returns how many pages a complete HTML page would take; raises ForeignResource."""
    try:
        with _one_at_a_time:
            return len(_lay_out(marked(html)).pages)
    except FatalURLFetchingError as error:
        raise ForeignResource(str(error)) from error


def _render(html: str, or_more: bool) -> bytes | None:
    with _one_at_a_time:
        document = _lay_out(html)
        fits = or_more or len(document.pages) == 1
        mend = partial(mend_tags, is_mixed=len(set(_LANGUAGES.findall(html))) > 1)
        pdf: bytes | None = document.write_pdf(pdf_variant=VARIANT, finisher=mend) if fits else None
        return pdf


def _kept() -> tuple[FontConfiguration, CSS]:
    """Returns what this thread keeps between pages; WeasyPrint ends the process when two threads share fonts."""
    if not hasattr(_of_thread, "sheet"):
        _of_thread.fonts = FontConfiguration()
        _of_thread.sheet = CSS(
            string=STYLESHEET.read_text(encoding="utf-8"),
            font_config=_of_thread.fonts,
            url_fetcher=_fetcher(),
        )
    return _of_thread.fonts, _of_thread.sheet


@atexit.register
def _forget() -> None:
    """Lets the fonts go while the libraries that hold them are still there: after them it would end in a crash."""
    _of_thread.__dict__.clear()
    gc.collect()


def _lay_out(html: str) -> Document:
    page = HTML(string=_TOLD.sub(r"<title>\1. \2</title>", html), url_fetcher=_fetcher())
    fonts, sheet = _kept()
    return page.render(fonts, stylesheets=[sheet], pdf_variant=VARIANT)


def _fetcher() -> URLFetcher:
    return URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)


def marked(html: str) -> str:
    """Returns the page with the mark, if there is one, on each of its sheets, and its digest where it asks for it."""
    if OWN_DIGEST in html:
        html = html.replace(OWN_DIGEST, sha256(html.encode()).hexdigest()[:8])
    mark = escape(present_mark())
    return re.sub(r"(<body\b[^>]*>)", rf'\1<p class="everywhere">{mark}</p>', html, count=1) if mark else html
