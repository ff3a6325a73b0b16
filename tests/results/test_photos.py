"""Photos of the paper: made plain, kept encrypted, shown to who sees the protocol, removed by the coordinator alone."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.results import photo_views
from elections.results.photo_actions import MOST_PHOTOS
from elections.results.photo_models import ProtocolPhoto
from tests.browsing import Answer, Browser
from tests.documents.test_picture import HEIC, bomb, picture, told_all
from tests.queries import counting_queries
from tests.results.count import Count, start_count

LogIn = Callable[..., Browser]
ELSEWHERE = "150000000/"


@pytest.fixture
def count(factory) -> Count:
    return start_count(factory)


def file(content: bytes, name: str = "IMG 1.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def add(browser: Browser, count: Count, *files: Any, **more: str) -> Answer:
    return browser.post(f"/protocols/{count.protocols[0]}/photos", {"photos": list(files), **more})


def photos() -> list[ProtocolPhoto]:
    db.session.rollback()
    return db.session.query(ProtocolPhoto).order_by(ProtocolPhoto.id).all()


def sources(answer: Answer) -> list[str]:
    return [str(one) for one in answer.page.xpath("//section[@id='paper']//img/@src")]


def events() -> list[tuple[str, str]]:
    db.session.rollback()
    found = db.session.query(AuditEvent).filter_by(subject_kind="protocol").order_by(AuditEvent.id)
    return [(one.action, one.reason) for one in found]


def test_photo_loses_what_it_told_and_stands_beside_the_numbers(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), f"/protocols/{count.protocols[0]}"

    saved = add(browser, count, file(told_all()), back="entry")
    pages = [browser.follow(saved), browser.get(url), login(Role.OBSERVER).get(f"{url}/photos")]
    shown = login(Role.OBSERVER).get(sources(pages[0])[0])

    image = Image.open(io.BytesIO(shown.data))
    assert (saved.status, saved.location) == (303, f"{url}/entry#paper")
    assert [sources(page) for page in pages] == [[f"{url}/photos/1"]] * 3
    assert (shown.status, shown.mimetype, image.format, dict(image.getexif())) == (
        200, "image/jpeg", "JPEG", {},
    )  # fmt: skip
    assert b"SECRET" not in shown.data
    headers = ("Cache-Control", "Content-Disposition", "X-Content-Type-Options")
    assert [shown.headers[name] for name in headers] == [
        "private, no-cache", f'inline; filename="protocol-{count.protocols[0]}-1.jpg"', "nosniff",
    ]  # fmt: skip
    assert events() == [("protocol.photos_added", "")]


def test_photo_is_sealed_in_the_table(count: Count, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    add(browser, count, file(picture()))

    sealed = db.session.query(ProtocolPhoto.content_sealed).scalar()
    shown = browser.get(f"/protocols/{count.protocols[0]}/photos/1").data

    assert (b"JFIF" in sealed, b"JFIF" in shown) == (False, True)


def test_same_page_sent_twice_is_kept_once(count: Count, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)

    answers = [
        add(browser, count, file(picture()), file(picture("PNG", (60, 50)), "2.png")) for _ in range(2)
    ]
    both = browser.post(
        f"/protocols/{count.protocols[0]}/photos", {"camera": file(picture("JPEG", (90, 80))), "photos": file(picture())}
    )  # fmt: skip

    assert [one.status for one in (*answers, both)] == [303] * 3
    assert len(photos()) == 3
    assert [action for action, _reason in events()] == ["protocol.photos_added"] * 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEIC, "HEIC"), (picture("GIF", mode="P"), "JPEG, PNG"), (b"%PDF-1.4\n", "JPEG, PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG, PNG"), (picture("JPEG", (400, 300))[:900], "стр.jpg"),
        (bomb(40_000), "50"), (picture() + bytes(10 * 1024 * 1024), "10"),
    ],
)  # fmt: skip
def test_photo_that_is_none_is_refused_with_what_helps_and_none_is_kept(
    count: Count, login: LogIn, content: bytes, words: str
) -> None:
    answer = add(
        login(Role.HQ_STAFF), count, file(picture(), "good.jpg"), file(content, "стр.jpg"), back="entry"
    )

    said = answer.page.xpath("string(//*[@role='alert'])")
    assert (answer.status, "стр.jpg" in said, words in said, photos()) == (422, True, True, [])
    assert answer.page.xpath("//section[@id='paper']//input[@name='back']/@value") == ["entry"]


def test_photos_are_bounded_and_one_must_be_chosen(count: Count, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    none, many = (
        add(browser, count, file(b"", "")),
        add(
            browser,
            count,
            *(file(picture("PNG", (20 + one, 20)), f"{one}.png") for one in range(MOST_PHOTOS + 1)),
        ),
    )
    assert (none.status, many.status, photos()) == (422, 422, [])

    full = add(browser, count, *(file(picture("PNG", (20 + one, 20)), "a.png") for one in range(MOST_PHOTOS)))
    more = add(browser, count, file(picture("PNG", (99, 20)), "b.png"))

    assert (full.status, more.status, str(MOST_PHOTOS) in more.words, len(photos())) == (
        303,
        422,
        True,
        MOST_PHOTOS,
    )


def test_photo_is_turned_for_everybody_and_the_browser_asks_for_it_anew(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), f"/protocols/{count.protocols[0]}/photos/1"
    add(browser, count, file(picture("PNG", (60, 40)), "a.png"))
    tag = browser.get(url).headers["ETag"]

    turned = browser.post(f"{url}/turn", {"back": "entry"})
    image = browser.get(url)
    same = browser.client.get(url, headers={"If-None-Match": image.headers["ETag"]})

    assert (turned.status, Image.open(io.BytesIO(image.data)).size, same.status_code) == (303, (40, 60), 304)
    assert (image.headers["ETag"] == tag, sources(browser.follow(turned))) == (False, [f"{url}?turned=90"])
    for _ in range(3):
        browser.post(f"{url}/turn")
    assert [one.turned for one in photos()] == [0]


def test_photo_stands_beside_what_the_coordinator_decides_and_leads_back_there(
    count: Count, login: LogIn
) -> None:
    count.enter(count.figures(300, 70))
    browser, url = login(Role.COORDINATOR), f"/protocols/{count.protocols[0]}"
    added = add(browser, count, file(picture()), back="resolution")

    page = browser.follow(added)
    turned = browser.post(f"{url}/photos/1/turn", {"back": "resolution"})

    assert (added.location, turned.location) == (f"{url}/resolution#paper",) * 2
    assert (sources(page), "voters" in page.page.forms[-1].fields) == ([f"{url}/photos/1"], True)
    assert page.page.xpath("//section[@id='paper']//input[@name='back']/@value") == ["resolution"] * 2


def test_coordinator_removes_a_photo_with_a_reason_and_nobody_else_does(count: Count, login: LogIn) -> None:
    staff, coordinator = login(Role.HQ_STAFF), login(Role.COORDINATOR)
    url = f"/protocols/{count.protocols[0]}/photos"
    add(staff, count, file(picture()))

    by_staff = staff.post(f"{url}/1/removal", {"reason": "x"})
    without = coordinator.post(f"{url}/1/removal", {"reason": " "})
    removed = coordinator.post(f"{url}/1/removal", {"reason": "another paper"})

    assert (by_staff.status, without.status, removed.status, removed.location) == (
        403,
        422,
        303,
        f"{url}#paper",
    )
    assert without.page.xpath("//*[@role='alert']//a/@href") == ["#reason"]
    assert (photos(), events()[-1]) == ([], ("protocol.photo_removed", "another paper"))
    assert coordinator.get(f"{url}/1").status == 404


def at_once(app: Flask, monkeypatch: pytest.MonkeyPatch, *posts: Callable[[], Answer]) -> list[int]:
    """Sends forms at the same moment; where two may write at once, both have read the photo before one changes it."""
    db.session.rollback()
    met, read = Barrier(len(posts)), photo_views.get_photo

    def read_and_meet(protocol_id: int, photo_id: int) -> ProtocolPhoto:
        found = read(protocol_id, photo_id)
        with suppress(BrokenBarrierError):
            met.wait(1)
        return found

    def send(post: Callable[[], Answer]) -> int:
        with app.app_context():
            return post().status

    monkeypatch.setattr(photo_views, "get_photo", read_and_meet)
    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(send, posts))


def test_two_who_remove_a_photo_at_once_remove_it_once(app, count: Count, login: LogIn, monkeypatch) -> None:
    two = [login(Role.COORDINATOR) for _one in range(2)]
    add(two[0], count, file(picture()))
    url = f"/protocols/{count.protocols[0]}/photos/1/removal"
    done = at_once(app, monkeypatch, *(partial(one.post, url, {"reason": "another paper"}) for one in two))
    assert done == [303, 404]
    assert [action for action, _reason in events()].count("protocol.photo_removed") == 1


def test_two_who_turn_a_photo_at_once_turn_it_twice(app, count: Count, login: LogIn, monkeypatch) -> None:
    two = [login(Role.HQ_STAFF) for _one in range(2)]
    add(two[0], count, file(picture()))
    url = f"/protocols/{count.protocols[0]}/photos/1/turn"
    assert at_once(app, monkeypatch, *(partial(one.post, url) for one in two)) == [303, 303]
    assert [one.turned for one in photos()] == [180]
    turned = db.session.query(AuditEvent).filter_by(action="protocol.photo_turned").order_by(AuditEvent.id)
    assert [(one.before["turned"], one.after["turned"]) for one in turned] == [(0, 90), (90, 180)]


def test_offer_to_remove_is_made_to_the_coordinator_alone(count: Count, login: LogIn) -> None:
    url = f"/protocols/{count.protocols[0]}/photos"
    add(login(Role.HQ_STAFF), count, file(picture()))

    offered = {
        role: len(login(role).get(url).page.xpath("//form[contains(@action, 'removal')]"))
        for role in (Role.COORDINATOR, Role.HQ_STAFF, Role.OBSERVER)
    }

    assert offered == {Role.COORDINATOR: 1, Role.HQ_STAFF: 0, Role.OBSERVER: 0}


def test_photo_is_shown_to_who_sees_the_protocol_only(factory, count: Count, login: LogIn) -> None:
    other = start_count(factory, contest=factory.contest())
    url, elsewhere = (f"/protocols/{one.protocols[0]}/photos" for one in (count, other))
    add(login(Role.HQ_STAFF), count, file(picture()))
    away, trainer = login(Role.COORDINATOR, ELSEWHERE), login(Role.TRAINER)

    seen = [away.get(url).status, away.get(f"{url}/1").status, trainer.get(f"{url}/1").status,
            login(Role.OBSERVER).get(f"{elsewhere}/1").status, Browser(login().app).get(f"{url}/1").status]  # fmt: skip
    done = [add(away, count, file(picture())).status, away.post(f"{url}/1/turn").status,
            away.post(f"{url}/1/removal", {"reason": "x"}).status,
            add(login(Role.OBSERVER), count, file(picture())).status,
            login(Role.OBSERVER).post(f"{url}/1/turn").status]  # fmt: skip

    assert (seen, done, len(photos())) == ([404, 404, 403, 404, 303], [404, 404, 404, 403, 403], 1)


def test_page_asks_as_much_for_three_photos_as_for_one(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), f"/protocols/{count.protocols[0]}"
    browser.get(f"{url}/entry")
    made = []
    for sizes in ((20,), (30, 40)):
        add(browser, count, *(file(picture("PNG", (size, 20)), "a.png") for size in sizes))
        browser.get(f"{url}/entry")
        with counting_queries() as queries:
            assert len(sources(browser.get(f"{url}/entry"))) == len(photos())
        made.append(len(queries))

    assert made[0] == made[1]
