"""In which languages a paper is printed, one or two beside each other, and what stands below each of its sheets."""

from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from typing import Any

from flask import request
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.web.i18n import OWN_NAMES, language, moment

SIDE_BY_SIDE = {f"{one}-{other}": (one, other) for one, other in combinations(OWN_NAMES, 2)}
PAPER_NAMES = OWN_NAMES | {
    name: " – ".join(OWN_NAMES[one] for one in both) for name, both in SIDE_BY_SIDE.items()
}
"""In what a paper is printed, by own name: in one language, or in two beside each other."""


def asked_paper() -> str:
    """Returns in what a paper is asked for (?paper=), else the language of the page."""
    asked = request.args.get("paper", "")
    return asked if asked in PAPER_NAMES else language()


def languages_of(paper: str) -> tuple[str, ...]:
    """Returns the languages that a paper is in, the first of them its own."""
    return SIDE_BY_SIDE.get(paper, (paper,))


def in_each(paper: str, say: Callable[[], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Returns what is said in each language of a paper: by name, and below it by language."""
    said = {}
    for one in languages_of(paper):
        with force_locale(one):
            said[one] = say()
    names = next(iter(said.values()))
    return {name: {one: words[name] for one, words in said.items()} for name in names}


def foot_line(title: str, at: datetime | None, path: str, digest: str) -> str:
    """Returns what stands below a sheet in the present language: what it is, of when its data is, that people are in it."""
    when = [_("data as of %(moment)s", moment=moment(at, path))] if at else []
    return " · ".join([title, *when, digest, _("contains personal data")])
