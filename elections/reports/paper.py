"""Any report as HTML for paper, and as PDF: in one language, or in two side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.campaign.queries import get_election
from elections.documents.pdf import marked, render_as_it_is
from elections.reports.blocks import Cell, Look, Section, Words
from elections.reports.kinds import Kind
from elections.reports.stamps import Seal, Stamp, seal_of, stamp_of
from elections.web.i18n import day, moment, number, percent
from elections.web.papers import PAPER_NAMES, languages_of

MINUS = "\N{MINUS SIGN}"
LANGUAGES = tuple(PAPER_NAMES)


@dataclass(frozen=True)
class Half:
    """A report in one of its languages: what it says, and what stands on every report."""

    language: str
    words: Words
    foot: str
    demo: str
    """The mark of a demo, "" otherwise."""
    still: str
    """What is asked beside the code that leads to the answer."""


def pdf_of(kind: Kind, key: str, language: str) -> bytes:
    """Returns a report as PDF, in a language of LANGUAGES; raises NotFound."""
    return render_as_it_is(html_of(kind, key, language))


def html_of(kind: Kind, key: str, language: str, content: Any = None, stamp: Stamp | None = None) -> str:
    """Returns a report as a page for paper; its content and stamp are made when not handed in. Raises NotFound."""
    content = kind.gather(key) if content is None else content
    stamp = stamp or stamp_of(kind, key, content)
    election, seal, halves = get_election(), seal_of(kind, key, stamp), []
    for one in languages_of(language):
        with force_locale(one):
            halves.append(_half(one, kind.words(content), seal, is_demo=election.is_demo))
    # the mark of a rehearsal too is in the language of the paper, not of whoever prints it
    with force_locale(halves[0].language):
        return marked(render_template(
            kind.template, halves=halves, sections=list(zip(*(one.words.sections for one in halves), strict=True)),
            content=content, election=election, stamp=seal, each=_each, print_cell=_print,
        ))  # fmt: skip


def _half(language: str, words: Words, seal: Seal, *, is_demo: bool) -> Half:
    """Returns a report in the present language, with its foot: what it is, of when the data is, whether people are in it."""
    said = [words.title, _("data as of %(moment)s", moment=moment(seal.at, seal.path)), seal.digest]
    personal = [_("contains personal data")] if words.has_personal_data else []
    demo = _("Demo campaign: people and votes are invented") if is_demo else ""
    return Half(language, words, " · ".join(said + personal), demo, _("Is it still true?"))


def _each(parts: Sequence[Any], of: str | int) -> list[Any]:
    """Returns a part of each: what has this name, or this place."""
    if isinstance(of, str):
        return [getattr(one, of) for one in parts]
    return [(one.blocks if isinstance(one, Section) else one)[of] for one in parts]


def _print(value: Cell, look: str) -> str:
    """Returns a cell of a table as it is printed."""
    if look == Look.SIGNED and isinstance(value, int):
        return f"{'+' if value > 0 else MINUS if value < 0 else ''}{number(abs(value))}"
    if value is None or isinstance(value, str):
        return "–" if value is None else value
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else percent(value)


def file_name(kind: str, key: str, language: str) -> str:
    """Returns the name of a report's file."""
    return f"{kind}-{key[:12]}-{language}.pdf"
