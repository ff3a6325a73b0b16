"""The board on a screen: it follows the count by itself, says how old it is, and fits a wall and a phone."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from elections.accounts.access import Actor, Role
from elections.board.actions import end_link, make_link
from elections.board.models import BoardLink
from elections.board.queries import local_day
from elections.campaign.queries import find_election, present
from elections.candidates.queries import list_ballot
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.results.actions import enter_protocol
from elections.results.confirmation import Confirmation, find_warnings, keys_of
from elections.results.entries import State
from elections.results.models import Protocol
from elections.results.tally import ProtocolFigures
from tests.browser.conftest import PHONE, Site

COORDINATOR = Actor(None, "coordinator", Role.COORDINATOR, "")
WITHIN = 5_000
"""Milliseconds in which the board shows what was counted."""


@pytest.fixture
def link(site: Site) -> str:
    with site.app.app_context(), looking_from(EVERYWHERE):
        now = present(find_election())
        with transaction():
            last = local_day("", now) + timedelta(days=1)
            _link, token = make_link(COORDINATOR, name="Экран в зале", path="", ends_on=last, now=now)
        db.session.remove()
    return f"{site.url}/board/{token}"


@pytest.fixture
def screen(chromium: Chromium) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_screen(url: str, width: int = 1920, height: int = 1080, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{url}?lang=ru")
        return page

    yield open_screen
    for context in contexts:
        context.close()


def accept_one(site: Site) -> None:
    """Counts one more protocol, as two clerks would have entered it."""
    with site.app.app_context(), looking_from(EVERYWHERE), transaction():
        statement = sa.select(Protocol).where(Protocol.state == State.EXPECTED).order_by(Protocol.id).limit(1)
        protocol = db.session.scalars(statement).one()
        ballot = [one.id for one in list_ballot(protocol.contest_id)]
        votes = {one: 40 + 10 * number for number, one in enumerate(ballot)}
        took_part = sum(votes.values()) + 5
        figures = ProtocolFigures(
            voters=protocol.precinct.voters or 500, ballots_issued=took_part + 2, took_part=took_part, invalid=2,
            against_all=5, votes=votes,
        )  # fmt: skip
        protocol.contest.election.entries_required = 1
        shown = keys_of(find_warnings(protocol, figures), figures)
        confirmation = Confirmation(shown, is_ticked=True, reason="так на бумаге")
        enter_protocol(COORDINATOR, protocol, protocol.version, figures, confirmation)
        assert protocol.state is State.ACCEPTED


def received(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".received b").inner_text()))


def test_board_follows_the_count_says_its_age_and_goes_on_by_itself(site: Site, link: str, screen) -> None:
    page = screen(link)
    before = received(page)

    accept_one(site)
    expect(page.locator(".received b")).to_have_text(re.compile(rf"^\D*{before + 1}\D*$"), timeout=WITHIN)

    page.route("**/board/**", lambda route: route.abort())
    lost = page.locator("#age.lost")
    expect(lost).to_be_visible(timeout=2 * WITHIN)
    accept_one(site)
    page.wait_for_timeout(3000)
    assert received(page) == before + 1
    told = re.search(r"\d\d:\d\d:\d\d\D+(\d+)", lost.inner_text())
    assert told is not None
    assert int(told[1]) >= 3

    page.unroute("**/board/**")
    expect(lost).to_have_count(0, timeout=2 * WITHIN)
    expect(page.locator(".received b")).to_have_text(re.compile(rf"^\D*{before + 2}\D*$"), timeout=WITHIN)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_wall_shows_all_without_scrolling(link: str, screen, width: int, height: int) -> None:
    page = screen(link, width, height)

    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [width, height]
    for part in (".target", ".map", "#results-title", "#play-title", "#waiting-title"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height
    lists = page.locator(".lists")
    assert lists.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    assert Axe().run(page).response["violations"] == []


def test_phone_shows_it_without_running_off_the_side_and_without_scripts(link: str, screen) -> None:
    page = screen(link, PHONE, 780, scripts=False)

    assert page.locator(".tile").count() == 14
    boxes = [page.locator(".tile").nth(at).bounding_box() for at in (0, 3)]
    assert boxes[0]["x"] == boxes[1]["x"]
    assert page.locator("#age").inner_text().strip()
    scripted = screen(link, PHONE, 780)
    assert scripted.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert Axe().run(scripted).response["violations"] == []


def test_screen_loses_the_board_when_its_link_is_ended(site: Site, link: str, screen) -> None:
    page = screen(link)
    expect(page.locator(".target")).to_be_visible()

    with site.app.app_context(), looking_from(EVERYWHERE), transaction():
        for one in db.session.scalars(sa.select(BoardLink)):
            end_link(COORDINATOR, one)
    expect(page.locator(".ended")).to_be_visible(timeout=2 * WITHIN)
    expect(page.locator(".target")).to_have_count(0)
