"""A published target on paper, in the language asked for: what was published, unchanged."""

from typing import Any

from flask import render_template
from flask_babel import force_locale

from elections.documents.pdf import render_pdf
from elections.results.statement_queries import main_of, moments_of, places_of, variants_of
from elections.results.target_models import TargetStatement
from elections.results.target_numbers import night_picture, places_picture
from elections.results.target_page import verdict
from elections.results.target_words import VARIANT_LABELS
from elections.web.i18n import local


def statement_pdf(statement: TargetStatement, asked: str) -> bytes:
    """Returns a published target as PDF."""
    with force_locale(asked):
        page = render_template("paper/target.html", **shown(statement))
        return render_pdf(page)


def shown(statement: TargetStatement) -> dict[str, Any]:
    """Returns what page and paper show of a published target, drawn from its own figures alone."""
    main, places = main_of(statement), places_of(statement)
    names = [(local(place), target) for place, target in places]
    return {
        "statement": statement, "main": main, "verdict": verdict(main), "variants": variants_of(statement),
        "labels": VARIANT_LABELS, "places": names, "picture": places_picture(names, verdict(main)) if names else None,
        "night": night_picture(moments_of(statement), main.needed, statement.path), "moments": moments_of(statement),
    }  # fmt: skip
