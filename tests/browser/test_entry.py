"""A clerk at night: a protocol entered from its photo with the keyboard alone, and nothing lost with the line."""

import io
import re
from collections.abc import Callable

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Page, expect

from elections.accounts.models import User
from elections.database import EVERYWHERE, db, looking_from
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State
from elections.results.models import Protocol
from tests.browser.conftest import DESK, PHONE, Site


def test_protocol_is_entered_by_keyboard_beside_its_photo_and_a_reload_loses_nothing(
    site: Site, open_as: Callable[..., Page]
) -> None:
    number = awaited(site)
    page = open_as("hq", width=PHONE)
    page.goto(f"/protocols/{number}/entry")
    page.set_input_files("#photos", {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    picture = page.locator("#paper img")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 400

    page.focus("#voters")
    type_down(page, ("500", "400", "510", "110"))
    expect(page.locator(".sum").first).to_contain_text("✓")
    expect(page.locator("#kept")).to_contain_text(re.compile(r"\d\d:\d\d"))
    page.reload()
    expect(page.locator("#draft")).to_be_visible()
    expect(page.locator("#ballots_cancelled")).to_have_value("110")
    expect(picture).to_be_visible()

    page.focus("#ballots_cancelled")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#ballots_received")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#took_part")).to_be_focused()
    votes = page.locator("input[name^=votes_]").count()
    type_down(page, ("390", "10", "370", *["0"] * (votes - 1), "20", "5", "0"))
    expect(page.locator("#save")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.keyboard.press("Enter")

    confirm_unlikely(page)
    expect(page).to_have_url(re.compile(rf"/protocols/{number}$"))
    expect(page.locator("p.next")).to_be_visible()
    assert state_of(site, number) == (State.ACCEPTED, 0)
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('sailau-draft'))") == []


def test_line_that_is_gone_keeps_the_draft_says_so_and_saves_once_it_is_back(
    site: Site, open_as: Callable[..., Page]
) -> None:
    number = awaited(site)
    page = open_as("hq", width=PHONE)
    page.goto(f"/protocols/{number}/entry")
    page.context.set_offline(True)
    page.focus("#voters")
    votes = page.locator("input[name^=votes_]").count()
    type_down(page, ("500", "400", "510", "110", "390", "10", "370", *["0"] * (votes - 1), "20", "", ""))

    page.keyboard.press("Enter")

    expect(page.locator("#no-line")).not_to_be_empty()
    expect(page.locator("#against_all")).to_have_value("20")
    assert state_of(site, number) == (State.EXPECTED, 0)
    page.context.set_offline(False)
    confirm_unlikely(page)
    expect(page).to_have_url(re.compile(rf"/protocols/{number}$"))
    assert state_of(site, number) == (State.ACCEPTED, 0)


def test_draft_that_the_phone_alone_has_is_put_in_and_can_be_dropped(
    site: Site, open_as: Callable[..., Page]
) -> None:
    number = awaited(site)
    page = open_as("hq", width=DESK)
    page.goto(f"/protocols/{number}/entry")
    page.route("**/draft", lambda route: route.abort())
    page.fill("#voters", "512")
    page.reload()
    expect(page.locator("#voters")).to_have_value("512")
    assert state_of(site, number) == (State.EXPECTED, 0)

    page.locator("#draft button").click()

    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("#voters")).to_have_value("")
    page.reload()
    expect(page.locator("#voters")).to_have_value("")


def test_without_scripts_the_draft_is_kept_by_its_button_and_the_photo_by_its_own(
    site: Site, open_as: Callable[..., Page]
) -> None:
    number = awaited(site)
    page = open_as("hq", width=PHONE, scripts=False)
    page.goto(f"/protocols/{number}/entry")
    page.fill("#voters", "512")
    page.locator("#keep").click()
    expect(page.locator("#voters")).to_have_value("512")
    page.set_input_files("#photos", {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("#paper form:has(#photos) button").click()

    expect(page.locator("#paper img")).to_be_visible()
    expect(page.locator("#voters")).to_have_value("512")
    page.locator("#draft button").click()
    expect(page.locator("#voters")).to_have_value("")


def type_down(page: Page, figures: tuple[str, ...]) -> None:
    for figure in figures:
        page.keyboard.type(figure)
        page.keyboard.press("Enter")


def confirm_unlikely(page: Page) -> None:
    """Figures that are made up are unlikely beside the register: the page asks, and keeps what was typed."""
    page.check("#confirmed")
    page.fill("#reason", "так на бумаге")
    page.locator("#save").click()


def photo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 300), (240, 238, 225)).save(target, "JPEG")
    return target.getvalue()


def awaited(site: Site) -> int:
    """A protocol in the clerk's district that nobody has entered, nor taken a photo of."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        scope = db.session.scalar(sa.select(User.path).where(User.login == "hq"))
        statement = sa.select(Protocol.id).where(
            Protocol.path.startswith(scope), Protocol.state == State.EXPECTED
        )
        found = db.session.scalars(statement.order_by(Protocol.id)).all()
        db.session.remove()
        return found[-1]


def state_of(site: Site, number: int) -> tuple[State, int]:
    """Where a protocol stands, and how many drafts of it there are."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        state = db.session.get_one(Protocol, number).state
        drafts = db.session.query(ProtocolDraft).filter_by(protocol_id=number).count()
        db.session.remove()
        return state, drafts
