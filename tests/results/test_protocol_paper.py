"""The copy of a protocol on paper: the law's figures in its order, in both languages, with what was checked."""

import io
from collections.abc import Callable

import pypdf
import pytest
from flask import Flask
from flask_babel import force_locale

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.results.entries import State
from elections.results.protocol_paper import copy_pdf
from elections.results.rule_words import SAYS
from tests.browsing import Browser
from tests.factories import Factory
from tests.results.count import FIRST, SECOND, Count, start_count


def text_of(pdf: bytes) -> str:
    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).replace("\u202f", "").replace("‐\n", "").split())


def printed(app: Flask, count: Count) -> str:
    number = count.protocols[0]
    db.session.rollback()
    with app.test_request_context():
        return text_of(copy_pdf(number))


@pytest.fixture
def count(factory: Factory) -> Count:
    return start_count(factory)


def test_copy_holds_the_figures_in_the_order_of_the_law_in_both_languages(app: Flask, count: Count) -> None:
    count.enter(count.figures(250, 150))

    text = printed(app, count)

    figures = ["500", "430", "510", "80", "420", "10", "250", "150", "20", "5"]
    places = [text.index(f" {number} ") for number in ("430", "510", "80", "420")]
    assert places == sorted(places)
    assert all(one in text for one in figures)
    assert "Қабылданды" in text
    assert "Принят" in text


def test_sums_are_shown_with_their_numbers(app: Flask, count: Count) -> None:
    count.enter(count.figures(250, 150))

    text = printed(app, count)

    assert f"{rule('F.105')}: 510 − 430 = 80 = 80 ✓" in text
    assert f"{rule('F.106')}: 250 + 150 + 20 = 420 = 420 ✓" in text
    assert f"{rule('F.107')}: 420 + 10 = 430 ≤ 430 ✓" in text


def test_what_is_unlikely_is_said_with_its_code(app: Flask, count: Count) -> None:
    count.enter(count.figures(250, 150, voters=480))

    text = printed(app, count)
    assert "W.201" in text
    assert "so it stands on the paper" in text


def test_confirmed_rules_stand_with_what_they_say_in_both_languages(app: Flask, count: Count) -> None:
    count.enter(count.figures(400, 0, voters=430))
    assert count.protocol().accepted_entry.confirmed_codes == "W.201 W.204 W.207"

    told = printed(app, count).partition("Растау және шешім")[2]

    assert f"{rule('W.201')} {rule('W.204')} {rule('W.207')} so it stands on the paper" in told


def test_rule_that_is_no_more_keeps_its_code(app: Flask, count: Count) -> None:
    count.enter(count.figures(250, 150, voters=480))
    with transaction():
        count.protocol().accepted_entry.confirmed_codes = "W.299"

    assert " W.299 so it stands on the paper" in printed(app, count)


def rule(code: str) -> str:
    """Returns a rule's code with what it says, as the paper has it."""
    said = []
    for language in ("kk", "ru"):
        with force_locale(language):
            said.append(str(SAYS[code]))
    return f"{code}, {' · '.join(said)}"


def test_second_person_cannot_read_the_first_entry_from_a_copy(app: Flask, factory: Factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(250, 150))
    assert count.protocol().state is State.FIRST

    text = printed(app, count)
    assert "250" not in text
    assert "F.106" not in text
    assert "first" not in text


def test_entries_that_differ_stand_side_by_side(app: Flask, factory: Factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(250, 150), actor=FIRST)
    count.enter(count.figures(251, 149), actor=SECOND)
    assert count.protocol().state is State.DIFFERS

    text = printed(app, count)
    assert "≠ 250 ≠ 251" in text
    assert "≠ 150 ≠ 149" in text


def test_copy_is_reached_from_the_protocol_by_who_may_see_it(
    count: Count, login: Callable[..., Browser]
) -> None:
    number = count.protocols[0]
    browser = login(Role.OBSERVER)

    assert f"/protocols/{number}.pdf" in browser.get(f"/protocols/{number}").text
    answer = browser.get(f"/protocols/{number}.pdf")
    assert (answer.status, answer.mimetype) == (200, "application/pdf")
    assert answer.data == browser.get(f"/protocols/{number}.pdf").data
    assert login(Role.OBSERVER, path="150000000/").get(f"/protocols/{number}.pdf").status == 404
    assert login(Role.TRAINER).get(f"/protocols/{number}.pdf").status == 403
