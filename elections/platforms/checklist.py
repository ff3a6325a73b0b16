"""What the law forbids a programme and asks of it, point by point, and what a lawyer's answers must say (pure).

Source: CL 29 (what a programme must not hold), 27(5), 27(9), 28(5).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elections.errors import Objection


class Point(StrEnum):
    """One thing that a lawyer looks for."""

    ORDER = "order"
    INTEGRITY = "integrity"
    SECURITY = "security"
    DISCORD = "discord"
    CRUELTY = "cruelty"
    FORCES = "forces"
    GIFTS = "gifts"
    OFFICE = "office"
    IMPRINT = "imprint"
    LANGUAGES = "languages"


ARTICLES: Mapping[Point, str] = {
    Point.ORDER: "CL 29",
    Point.INTEGRITY: "CL 29",
    Point.SECURITY: "CL 29",
    Point.DISCORD: "CL 29",
    Point.CRUELTY: "CL 29",
    Point.FORCES: "CL 29",
    Point.GIFTS: "CL 27(9)",
    Point.OFFICE: "CL 27(5)",
    Point.IMPRINT: "CL 28(5)",
    Point.LANGUAGES: "",
}
"""The place in the law of each point; that both languages are there is the party's own rule."""


class Verdict(StrEnum):
    """What a lawyer found."""

    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True)
class Answer:
    """What a lawyer says of a point: nothing yet, kept, or broken with words."""

    verdict: Verdict | None = None
    words: str = ""


Answers = Mapping[Point, Answer]


def words_field(point: Point) -> str:
    """Returns the name of the field that holds the words to a point."""
    return f"{point.value}_words"


def objections_to_answers(answers: Answers, silent: Collection[str]) -> list[Objection]:
    """Returns what speaks against answers: a "no" without words, "yes" to both languages while one has no text.

    `silent` are the languages without a text.
    """
    objections = [
        Objection("check.words_missing", words_field(point), article=ARTICLES[point])
        for point, answer in answers.items()
        if answer.verdict is Verdict.BROKEN and not answer.words.strip()
    ]
    both = answers.get(Point.LANGUAGES, Answer())
    if both.verdict is Verdict.KEPT and silent:
        objections.append(Objection("check.language_missing", Point.LANGUAGES.value))
    return objections


def unanswered(answers: Answers) -> list[Point]:
    """Returns the points that have no answer yet, in their order."""
    return [point for point in Point if answers.get(point, Answer()).verdict is None]


def broken(answers: Answers) -> list[Point]:
    """Returns the points that the programme does not keep, in their order."""
    return [point for point in Point if answers.get(point, Answer()).verdict is Verdict.BROKEN]
