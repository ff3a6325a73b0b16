"""Links for screens: made and ended by the coordinator, shown once, and a way to nothing else."""

from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.passwords import token_digest
from elections.audit.models import AuditEvent
from elections.board.actions import end_link, make_link
from elections.board.models import BoardLink
from elections.campaign.models import Election
from elections.database import db, transaction, utc_now
from elections.errors import Forbidden, Refused
from tests.board.conftest import Night, again
from tests.browsing import Browser
from tests.queries import counting_queries

FORM = {"name": "Экран в зале", "path": "", "ends_on": "2021-07-27"}


def links() -> list[BoardLink]:
    return list(db.session.scalars(sa.select(BoardLink).order_by(BoardLink.id)))


def make(browser: Browser, **changes: str) -> str:
    """Makes a link on the page and returns the address that is shown once."""
    answer = browser.post("/board/links", {**FORM, **changes})
    assert answer.status == 303, answer.words
    shown = browser.follow(answer).words
    return next(word for word in shown.split() if "/board/" in word).partition("localhost")[2]


def test_coordinator_makes_a_link_that_opens_the_board_without_log_in(night: Night, login, client) -> None:
    coordinator = login(Role.COORDINATOR)
    url = make(coordinator)

    page = client.get(url)
    assert page.status == 200
    token = url.removeprefix("/board/").partition("?")[0]
    assert len(token) >= 22
    assert [one.token_digest for one in links()] == [token_digest(token)]
    assert token not in coordinator.get("/board/links").text


def test_public_board_leads_nowhere_but_to_itself_and_is_not_indexed(night: Night, client) -> None:
    url = night.link()
    page = client.get(url)

    hrefs = {one.partition("?")[0] for one in page.page.xpath("//a/@href")}
    assert hrefs == {url}
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert not page.page.xpath("//form")


@pytest.mark.parametrize("url", ["/board/wrong", "/board/" + "x" * 43])
def test_wrong_token_is_a_plain_404(night: Night, client, url: str) -> None:
    page = client.get(url)

    assert (page.status, page.headers["X-Robots-Tag"]) == (404, "noindex, nofollow")
    assert page.page.xpath("//a/@href") == []


def test_ended_link_is_lost_at_once(night: Night, login, client) -> None:
    url, coordinator = night.link(), login(Role.COORDINATOR)
    stamp = client.get(url).headers["ETag"]

    assert coordinator.post(f"/board/links/{links()[0].id}/end").status == 303
    assert again(client, url, stamp)[0] == 404
    assert "ended" in coordinator.get("/board/links", lang="en").words
    coordinator.post(f"/board/links/{links()[0].id}/end")
    actions = db.session.scalars(
        sa.select(AuditEvent.action).where(AuditEvent.action.startswith("board_link")).order_by(AuditEvent.id)
    )
    assert list(actions) == ["board_link.made", "board_link.ended"]


def test_link_opens_on_its_last_day_and_not_on_the_next(night: Night, client) -> None:
    url = night.link(ends_on=date(2021, 7, 5))
    assert client.get(url).status == 200

    with transaction():
        election = db.session.scalars(sa.select(Election)).one()
        election.clock_at = election.clock_at.replace(day=5, hour=18, minute=30)
    assert client.get(url).status == 404


def test_link_of_a_district_shows_that_district_whoever_looks(night: Night, login, client) -> None:
    url = night.link(night.district)

    for browser in (client, login(Role.COORDINATOR, night.other), login(Role.ADMINISTRATOR)):
        page = browser.get(url)
        assert (page.status, len(page.page.xpath("//*[contains(@class, 'tile ')]"))) == (200, 2)
        assert "Актюбинская" not in page.text


def test_coordinator_of_a_region_makes_links_of_it_and_sees_no_others(night: Night, login) -> None:
    night.link()
    coordinator = login(Role.COORDINATOR, night.region)

    assert "Экран в зале" not in coordinator.get("/board/links").words
    assert coordinator.post("/board/links", {**FORM, "path": night.other}).status == 422
    assert coordinator.post("/board/links", {**FORM, "path": ""}).status == 422
    make(coordinator, path=night.district)
    assert coordinator.post(f"/board/links/{links()[0].id}/end").status == 404
    assert [one.path for one in links()] == ["", night.district]


@pytest.mark.parametrize("role", [Role.HQ_STAFF, Role.ADMINISTRATOR, Role.OBSERVER])
def test_others_make_no_links(night: Night, login, role: Role) -> None:
    browser = login(role)

    assert browser.get("/board/links").status == 403
    assert "/board/links" not in browser.get("/board").text


def test_actions_ask_for_the_permission_themselves(night: Night) -> None:
    night.link()
    stranger = Actor(9, "stranger", Role.COORDINATOR, night.other)
    with transaction(), pytest.raises(Forbidden):
        make_link(stranger, name="x", path="", ends_on=date(2021, 7, 27), now=utc_now())
    with transaction(), pytest.raises(Forbidden):
        end_link(stranger, links()[0])


@pytest.mark.parametrize(
    ("day", "code"), [("2021-07-04", "board_link.day_is_over"), ("2021-08-06", "board_link.day_too_late")]
)
def test_last_day_is_today_or_within_a_month(night: Night, day: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        night.link(ends_on=date.fromisoformat(day))

    assert [(one.code, one.field) for one in refused.value.objections] == [(code, "ends_on")]


def test_refused_form_keeps_what_was_typed(night: Night, login) -> None:
    answer = login(Role.COORDINATOR).post("/board/links", {**FORM, "name": " ", "ends_on": "2021-07-01"})

    assert answer.status == 422
    assert answer.page.xpath("//input[@name='ends_on']/@value") == ["2021-07-01"]
    assert links() == []


def test_screen_is_last_seen_when_it_says_so_and_not_oftener_than_once_a_minute(night: Night, client) -> None:
    url = night.link()
    client.get(url)
    assert links()[0].seen_at is None

    assert client.post(f"{url}/sight").status == 204
    db.session.expire_all()
    first = links()[0].seen_at
    assert first is not None
    client.post(f"{url}/sight")
    db.session.expire_all()
    assert links()[0].seen_at == first
    assert client.post("/board/wrong/sight").status == 404


def test_list_of_links_makes_as_many_queries_for_three_as_for_one(night: Night, login) -> None:
    browser = login(Role.COORDINATOR)
    numbers = []
    for added in (1, 2):
        for _ in range(added):
            night.link()
        browser.get("/board/links")
        with counting_queries() as made:
            browser.get("/board/links")
        numbers.append(len(made))

    assert len(links()) == 3
    assert numbers[0] == numbers[1]
