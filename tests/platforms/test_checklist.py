"""The checklist of the law: every point has its article, answers say what they must."""

from elections.errors import Objection
from elections.platforms.checklist import (
    ARTICLES,
    Answer,
    Point,
    Verdict,
    broken,
    objections_to_answers,
    unanswered,
    words_field,
)
from elections.platforms.review_words import POINT_LABELS

KEPT = {point: Answer(Verdict.KEPT) for point in Point}


def test_every_point_has_its_article_and_its_words() -> None:
    assert ARTICLES.keys() == POINT_LABELS.keys() == set(Point)
    assert [point for point in Point if not ARTICLES[point]] == [Point.LANGUAGES]
    assert words_field(Point.GIFTS) == "gifts_words"


def test_answers_that_are_kept_or_not_given_yet_speak_against_nothing() -> None:
    assert objections_to_answers(KEPT, ()) == objections_to_answers({}, ("kk",)) == []


def test_a_no_needs_words() -> None:
    answers = {**KEPT, Point.GIFTS: Answer(Verdict.BROKEN, " "), Point.LANGUAGES: Answer(Verdict.BROKEN)}

    assert objections_to_answers(answers, ("kk",)) == [
        Objection("check.words_missing", "gifts_words", article="CL 27(9)"),
        Objection("check.words_missing", "languages_words"),
    ]
    assert objections_to_answers({Point.ORDER: Answer(Verdict.BROKEN, "Абзац 2")}, ()) == []


def test_both_languages_are_not_there_while_one_is_silent() -> None:
    assert objections_to_answers(KEPT, ("ru",)) == [Objection("check.language_missing", "languages")]


def test_points_without_an_answer_and_broken_ones_are_listed_in_order() -> None:
    answers = {Point.GIFTS: Answer(Verdict.BROKEN, "Подарки"), Point.ORDER: Answer(Verdict.BROKEN, "Призыв")}

    assert (unanswered(KEPT), broken(KEPT)) == ([], [])
    assert broken(answers) == [Point.ORDER, Point.GIFTS]
    assert unanswered({**answers, Point.INTEGRITY: Answer()}) == [
        point for point in Point if point not in answers
    ]
