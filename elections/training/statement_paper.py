"""A statement of coverage on paper, in the language asked for: what was published, unchanged."""

from flask import render_template
from flask_babel import force_locale

from elections.documents.pdf import render_pdf
from elections.training.gaps import Group, Reach, Step
from elections.training.models import CoverageStatement
from elections.training.proof_words import GROUP_LABELS, STEP_LABELS
from elections.training.statement_queries import exceptions_of


def statement_pdf(statement: CoverageStatement, language: str) -> bytes:
    """Returns a statement as PDF."""
    with force_locale(language):
        page = render_template(
            "paper/statement.html", statement=statement, exceptions=exceptions_of(statement), groups=groups_of(statement),
            steps=list(Step), group_labels=GROUP_LABELS, step_labels=STEP_LABELS, reach_of=reach_of,
        )  # fmt: skip
        return render_pdf(page)


def groups_of(statement: CoverageStatement) -> list[Group]:
    """Returns the groups of which a statement tells."""
    return [group for group in Group if group.value in statement.figures]


def reach_of(kept: list[int]) -> Reach:
    """Returns the figures that a statement kept."""
    return Reach(*kept)
