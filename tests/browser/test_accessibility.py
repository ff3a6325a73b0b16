"""Every page, as people meet it: axe finds nothing, nothing runs off the side, and no word is left in English."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

LOOKS = [("kk", PHONE, "light"), ("ru", DESK, "dark"), ("kk", DESK, "light"), ("ru", PHONE, "dark")]
LISTS = (
    "/", "/candidates", "/candidates/funnel", "/candidates/short-contests", "/candidates?sort=constituency", "/headquarters", "/tasks", "/tasks/packs", "/tasks/new", "/seminars", "/courses", "/platforms", "/results", "/protocols", "/reports", "/board", "/board/links",
    "/territory", "/territory?search=Бесагаш", "/election", "/jobs", "/password", "/nowhere",
)  # fmt: skip
FIRST_OF = {
    "/candidates": r"^/candidates/\d+$", "/candidates?sort=constituency": r"^/candidates/contests/\d+$", "/headquarters": r"^/headquarters/\d+$", "/tasks": r"^/tasks/\d+$", "/seminars": r"^/seminars/\d+$",
    "/platforms": r"^/platforms/\d+$", "/results": r"^/results/contests/\d+$", "/protocols": r"^/protocols/\d+$",
    "/territory": r"^/territory/units/\d+",
}  # fmt: skip
FORMS = ("/candidates/new", "/headquarters/new", "/seminars/new")
ADMINISTRATION = ("/users", "/users/new", "/audit", "/parties", "/parties/new", "/election/edit")
ENGLISH = re.compile(r"\b(the|of|and|this|nothing|your|with|all|page)\b", re.IGNORECASE)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_pages_of_the_campaign_are_accessible(
    open_as: Callable[..., Page], language: str, width: int, scheme: str
) -> None:
    page = open_as("coordinator", language=language, width=width, scheme=scheme)
    faults = []
    for url in (*LISTS, *FORMS):
        page.goto(url)
        faults += faults_of(page, width)
        if url in FIRST_OF:
            links = page.eval_on_selector_all(
                "main a[href]", "all => all.map(one => one.getAttribute('href'))"
            )
            page.goto(next(link for link in links if re.search(FIRST_OF[url], link)))
            faults += faults_of(page, width)
    assert faults == []


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS[:2])
def test_pages_of_administration_are_accessible(
    open_as: Callable[..., Page], language: str, width: int, scheme: str
) -> None:
    page = open_as("admin", language=language, width=width, scheme=scheme)
    faults = []
    for url in ADMINISTRATION:
        page.goto(url)
        faults += faults_of(page, width)
    assert faults == []


def faults_of(page: Page, width: int) -> list[str]:
    """What is wrong with the page that is open, in words."""
    results = Axe().run(page)
    faults = [
        f"{page.url}: {one['id']} {[node['target'] for node in one['nodes']][:3]}"
        for one in results.response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append(f"{page.url}: wider than the screen")
    foreign = ENGLISH.findall(page.locator("main").inner_text())
    return faults + [f"{page.url}: English words {foreign}"] * bool(foreign)
