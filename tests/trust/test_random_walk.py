"""People of two districts who follow links and press buttons at random, and never read a word of the other district."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from elections.accounts.access import Role
from tests.browsing import Answer
from tests.trust.forms import links, sheets
from tests.trust.world import ABOVE, World, text_of

STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10_000)), min_size=8, max_size=8)
"""What is done on a page (0: a button, else a link), and which one of those there are."""
AS_FOUND = [Phase.explicit, Phase.reuse, Phase.generate]
"""A walk that failed is told as it was: to look for a shorter one takes minutes."""
WALKS = 300 if os.environ.get("SAILAU_FUZZ") == "all" else 12
PAPER_OR_LEAVING = ("/logout", "/login", ".pdf")


@pytest.fixture
def quiet(world: World, nothing_kept: None, paper_as_text: None) -> World:
    return world


@settings(max_examples=WALKS, deadline=None, suppress_health_check=list(HealthCheck), phases=AS_FOUND)
@given(st.sampled_from(list(Role)), st.sampled_from([1, 2]), STEPS)
def test_nobody_walks_across_the_border(
    quiet: World, role: Role, number: int, steps: list[tuple[int, int]]
) -> None:
    browser, others = quiet.browser(role, number), {*quiet.sides[3 - number].marks, ABOVE.lower()}
    url = "/"
    answer = browser.get(url)
    for kind, choice in steps:
        told = text_of(answer)
        assert answer.status < 500, url
        assert not [mark for mark in others if mark in told], url
        url, answer = _step(browser, url, answer, kind, choice)
        note(f"{role.value} {number} {url}: {answer.status}")


def _step(browser: Any, url: str, answer: Answer, kind: int, choice: int) -> tuple[str, Answer]:
    if answer.status in (301, 302, 303):
        return answer.location, browser.follow(answer)
    if answer.mimetype != "text/html":
        return "/", browser.get("/")
    buttons = [one for one in sheets(url, answer) if not one.url.startswith(PAPER_OR_LEAVING)]
    there = [one for one in links(url, answer) if not one.startswith(PAPER_OR_LEAVING)]
    if kind == 0 and buttons:
        sheet = buttons[choice % len(buttons)]
        if sheet.method == "POST":
            return sheet.url, browser.post(sheet.url, dict(sheet.values))
        bare = sheet.url.partition("?")[
            0
        ]  # a form sent by GET writes its own fields over those of its address
        return bare, browser.get(bare, **{name: values[0] for name, values in sheet.values.items()})
    target = there[choice % len(there)] if there else "/"
    return target, browser.get(target)
