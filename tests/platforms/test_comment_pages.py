"""Comments on passages: made, replied to, resolved, found again by their quote."""

from elections.accounts.access import Role
from elections.database import db
from elections.platforms.review_models import PlatformComment
from tests.factories import Factory
from tests.platforms.reviewing import (
    NOW,
    PUBLISHED,
    TEXT,
    TEXTS,
    LogIn,
    comment_on,
    step,
)  # fmt: skip


def test_passage_is_commented_on_replied_to_and_resolved(factory: Factory, english: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    lawyer, staff = english(Role.LAWYER, login="lawyer"), english(Role.HQ_STAFF, login="staff")
    url = f"/platforms/{platform.id}"
    link = lawyer.get(url).page.xpath("//a[contains(@href, 'passage=1')]/@href")[0]

    form = lawyer.get(link)
    fields = {one.get("name"): one.get("value") for one in form.page.xpath("//main//input[@type='hidden']")}
    empty = lawyer.post(link, {**fields, "body": " "})
    made = lawyer.post(link, {**fields, "body": "Откуда вода?"})
    comment = db.session.query(PlatformComment).one()
    thread = f"/platforms/comments/{comment.id}"
    replied = staff.post(thread, {"body": "Из скважины"})
    page = staff.get(url)
    resolved = staff.post(f"{thread}/resolution")
    twice = staff.post(f"{thread}/resolution")
    done = staff.get(url)

    assert (form.page.xpath("string(//blockquote)"), fields["language"]) == (
        "Чистая вода в каждый дом.",
        "ru",
    )
    assert (empty.status, made.status, replied.status, resolved.status) == (422, 303, 303, 303)
    assert made.location == f"{url}#comment-{comment.id}"
    assert page.page.xpath(f"//article[@id='comment-{comment.id}']//a/@href")[0] == f"{url}#ru-1"
    assert "Из скважины" in page.words
    assert page.page.xpath(f"//a[@href='#comment-{comment.id}']")
    assert (twice.status, "resolved by staff, 05.07.2021" in done.words) == (422, True)
    assert "open: 0" in done.words
    assert lawyer.post(f"{thread}/resolution", {"open": "1"}).status == 303
    assert "open: 1" in lawyer.get(url).words


def test_comment_survives_a_change_of_its_passage(factory: Factory, english: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    comment_on(platform)
    browser, url = english(), f"/platforms/{platform.id}"
    moved = {**TEXTS, "text_ru": f"Начало.\n\n{TEXT}", "version": "1"}

    browser.post(f"{url}/edit", moved)
    after_move = browser.get(url).page.xpath("//article//a/@href")[0]
    browser.post(f"{url}/edit", {**moved, "text_ru": "Совсем другое", "version": "2"})
    page = browser.get(url)

    assert after_move == f"{url}#ru-2"
    assert "the passage has changed since" in page.words
    assert page.page.xpath("string(//blockquote)") == "Чистая вода в каждый дом."


def test_submitting_with_open_comments_warns_and_goes_on(factory: Factory, english: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    factory.pledge(platform)
    comment_on(platform)
    comment_on(platform, resolved_at=NOW, resolved_by="staff")
    staff, url = english(Role.HQ_STAFF), f"/platforms/{platform.id}"

    before = staff.get(url)
    answer = step(staff, platform, "submitted")

    assert "1 comment is open: look at it before you submit." in before.words
    assert answer.status == 303
    assert "1 comment is still open." in staff.get(url).words


def test_foreign_and_reading_people_do_not_comment(factory: Factory, english: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    comment = comment_on(platform)
    new, thread = f"/platforms/{platform.id}/comments/new", f"/platforms/comments/{comment.id}"
    observer, foreign = english(Role.OBSERVER), english(Role.LAWYER, "150000000/")
    typed = {"language": "ru", "quote": "Вода", "body": "Где?"}

    assert observer.get(thread).status == 200
    assert [observer.post(url, typed).status for url in (new, thread, f"{thread}/resolution")] == [403] * 3
    assert observer.get(f"/platforms/{platform.id}").page.xpath("//a[contains(@href, 'comments/new')]") == []
    assert [foreign.post(url, typed).status for url in (new, thread, f"{thread}/resolution")] == [404] * 3
    lawyer = english(Role.LAWYER)
    assert [
        lawyer.get(new, language=one, passage=at).status
        for one, at in (("ru", "9"), ("en", "0"), ("ru", "x"))
    ] == [404] * 3
    published = factory.platform(factory.candidate(), text_ru=TEXT, status=PUBLISHED)
    refused = lawyer.post(f"/platforms/{published.id}/comments/new", typed)
    assert (refused.status, refused.page.xpath("//textarea")[0].text.strip()) == (422, "Где?")


def test_open_comments_go_on_into_the_next_edition_with_their_replies(
    factory: Factory, english: LogIn
) -> None:
    first = factory.platform(text_ru=TEXT, status=PUBLISHED)
    asked = comment_on(first)
    comment_on(first, parent_id=asked.id, body="Из скважины")
    done = comment_on(first, body="Улажено давно", resolved_at=NOW, resolved_by="staff")
    comment_on(first, parent_id=done.id, body="Спасибо")

    staff = english(Role.HQ_STAFF)
    saved = staff.post(f"/candidates/{first.candidate_id}/platforms/new", {**TEXTS, "text_ru": TEXT})
    page = staff.follow(saved)

    assert "open: 1" in page.words
    assert "Из скважины" in page.words
    assert "Улажено давно" not in page.words
    assert db.session.query(PlatformComment).count() == 6
