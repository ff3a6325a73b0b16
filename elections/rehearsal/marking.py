"""The mark of a rehearsal: on every page, every paper, every workbook, and in the name of every file.

One place puts it on, whatever made the answer, so that no page can forget it.
"""

import re
from html import escape

from flask import Flask, current_app, has_app_context, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

FILE_MARK = "REHEARSAL"
"""What the names of files begin with, in every language: Latin letters pass everywhere."""
_BODY, _TITLE = re.compile(r"<body\b[^>]*>"), re.compile(r"<title>")
_NAME = re.compile(r"(filename\*=UTF-8''|filename=\"?)")


def mark() -> str:
    """Returns the word that marks a rehearsal, "" outside of one."""
    is_rehearsal = has_app_context() and current_app.config.get("REHEARSAL", False)
    return str(_("REHEARSAL")) if is_rehearsal else ""


def init_marking(app: Flask) -> None:
    """Marks every answer of `app`, which serves a rehearsal."""
    app.after_request(mark_answer)


def mark_answer(response: Response) -> Response:
    """Returns an answer with the mark on it: a whole page at its top and in its title, a file in its name."""
    handed_out = response.headers.get("Content-Disposition", "")
    if "filename" in handed_out:
        response.headers["Content-Disposition"] = _NAME.sub(rf"\1{FILE_MARK}-", handed_out)
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(_mark_page(response.get_data(as_text=True)))
    return response


def _mark_page(html: str) -> str:
    word, text = escape(mark()), escape(_("nothing here is real, and all of it will be wiped"))
    sheet = f'<link rel="stylesheet" href="{url_for("static", filename="rehearsal.css")}">'
    about = escape(_("About the rehearsal"))
    away = f'<a href="/rehearsals">{about}</a>'
    banner = f'<aside class="rehearsal" aria-label="{word}"><strong>{word}</strong> <span>{text}</span> {away}</aside>'
    html = _TITLE.sub(f"{sheet}<title>{word}: ", html, count=1)
    return _BODY.sub(lambda found: found[0] + banner, html, count=1)
