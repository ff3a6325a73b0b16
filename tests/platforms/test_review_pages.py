"""Pages of a review: who approves, the checklist, comments on passages, what changed, preview, two writers at once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.platforms.checklist import Point
from elections.platforms.models import Platform
from elections.platforms.review_models import PlatformApproval, PlatformCheck, PlatformComment
from elections.platforms.workflow import PlatformStatus, Side
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
TEXTS = {"title_kk": "Ауыл", "title_ru": "Село", "text_kk": "Су", "text_ru": "Вода"}
TEXT = "# Вода\n\nЧистая вода в каждый дом.\n\n- в 2022\n- в 2023"


@pytest.fixture
def login(login: LogIn) -> LogIn:
    """Logs somebody in who reads English."""

    def log_in(*arguments: object, **options: object) -> Browser:
        browser = login(*arguments, **options)
        browser.get("/", lang="en")
        return browser

    return log_in


def step(browser: Browser, platform: Platform, status: str, reason: str = "", version: int = 0) -> Answer:
    known = version or db.session.get(Platform, platform.id, populate_existing=True).version
    return browser.post(
        f"/platforms/{platform.id}/step", {"status": status, "version": str(known), "reason": reason}
    )


def offered(answer: Answer) -> list[str]:
    return answer.page.xpath("//main//form/input[@name='status']/@value")


def answers(verdict: str = "kept", **changes: str) -> dict[str, object]:
    return {**{point.value: verdict for point in Point}, **changes}


def check(browser: Browser, platform: Platform, **changes: object) -> Answer:
    url = f"/platforms/{platform.id}/checklist"
    version = browser.get(url).page.xpath("//main//input[@name='version']/@value")[0]
    return browser.post(url, {**answers(), "version": version, **changes})


def submitted(factory: Factory, **changes: object) -> Platform:
    values = {**TEXTS, "status": SUBMITTED, "submissions": 1, **changes}
    return factory.platform(**values)


def comment_on(
    platform: Platform, quote: str = "Чистая вода в каждый дом.", **changes: object
) -> PlatformComment:
    values = {
        "platform_id": platform.id, "path": platform.path, "language": "ru", "quote": quote, "body": "Где?",
        "login": "lawyer", "at": NOW, **changes,
    }  # fmt: skip
    with transaction():
        comment = PlatformComment(**values)
        db.session.add(comment)
    return comment


def test_platform_walks_from_draft_to_published(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    staff, author, approver, lawyer = login(Role.HQ_STAFF), login(login="author"), login(), login(Role.LAWYER)
    url = author.post(f"/candidates/{candidate.id}/platforms/new", TEXTS).location
    platform = db.session.query(Platform).one()
    factory.pledge(platform)

    steps = [
        (step(browser, platform, status).status, offered(staff.get(url)))
        for browser, status in (
            (staff, "published"), (lawyer, "submitted"), (staff, "submitted"), (staff, "approved"), (author, "approved"),
            (lawyer, "approved"), (approver, "approved"),
        )
    ]  # fmt: skip
    seen = [offered(browser.get(url)) for browser in (author, approver, lawyer, login())]
    checked = check(lawyer, platform, approve="1")
    last = [(step(staff, platform, "published").status), step(approver, platform, "published").status]

    assert steps == [
        (403, ["submitted"]), (403, ["submitted"]), (303, ["draft"]), (403, ["draft"]), (422, ["draft"]),
        (422, ["draft"]), (303, ["draft"]),
    ]  # fmt: skip
    assert seen == [["draft"], ["draft"], ["draft"], ["draft"]]
    assert (checked.status, last) == (303, [403, 303])
    page = lawyer.get(url)
    assert (offered(page), db.session.query(Platform.status).scalar()) == ([], PUBLISHED)
    assert step(approver, platform, "draft", "Ещё раз").status == 422


def test_page_says_who_approved_and_who_is_still_needed(factory: Factory, login: LogIn) -> None:
    platform = submitted(factory)
    coordinator = login(login="aliya")
    step(coordinator, platform, "approved")

    facts = {
        row.findtext("dt"): " ".join(row.find("dd").text_content().split())
        for row in coordinator.get(f"/platforms/{platform.id}").page.xpath("//dl[@class='facts']/div")
    }

    assert facts["Approval of a coordinator"].startswith("✓ approved aliya, 05.07.2021")
    assert facts["Approval of a lawyer"] == "… still needed"
    assert facts["Checklist of the law"] == "0 of 10 points answered"


def test_step_back_needs_a_reason_which_the_writer_reads_and_nothing_typed_is_lost(
    factory: Factory, login: LogIn
) -> None:
    platform = submitted(factory)
    lawyer = login(Role.LAWYER, login="lawyer")

    bare = step(lawyer, platform, "draft", "  ")
    stale = step(lawyer, platform, "draft", "Срок не назван", version=77)
    back = step(lawyer, platform, "draft", "Срок не назван")

    assert (bare.status, stale.status, back.status) == (422, 422, 303)
    assert bare.page.xpath("//*[@role='alert']//a/@href") == ["#reason"]
    assert stale.page.xpath("//textarea[@name='reason']")[0].text.strip() == "Срок не назван"
    page = login(Role.HQ_STAFF).get(f"/platforms/{platform.id}")
    assert "Sent back by lawyer" in page.words
    assert "Срок не назван" in page.words


def test_checklist_is_answered_in_parts_and_a_no_without_words_is_refused(
    factory: Factory, login: LogIn
) -> None:
    platform, lawyer = submitted(factory), login(Role.LAWYER)
    url = f"/platforms/{platform.id}/checklist"

    part = lawyer.post(url, {"order": "kept", "version": "1", "gifts": "maybe"})
    early = lawyer.post(url, {"order": "kept", "version": "1", "approve": "1"})
    wrong = lawyer.post(url, {**answers(gifts="broken"), "version": "1"})

    assert (part.status, early.status, wrong.status) == (303, 422, 422)
    assert wrong.page.xpath("//*[@role='alert']//a/@href") == ["#gifts_words"]
    assert "27(9)" in wrong.page.xpath("//*[@role='alert']//a/text()")[0]
    chosen = wrong.page.xpath("//input[@name='gifts' and @checked]/@value")
    assert (chosen, db.session.query(PlatformCheck.point).all()) == (["broken"], [(Point.ORDER,)])
    kept = lawyer.get(url).page.xpath("//input[@type='radio' and @checked]/@name")
    assert kept == ["order"]


def test_a_no_sends_back_and_the_next_lawyer_reads_the_last_answer(factory: Factory, login: LogIn) -> None:
    platform, lawyer, staff = submitted(factory), login(Role.LAWYER), login(Role.HQ_STAFF)
    factory.pledge(platform)

    sent = check(lawyer, platform, gifts="broken", gifts_words="Подарки к празднику")
    page = staff.get(f"/platforms/{platform.id}")
    step(staff, platform, "submitted")
    again = lawyer.get(f"/platforms/{platform.id}/checklist")

    assert (sent.status, "Подарки к празднику" in page.words) == (303, True)
    assert "Last time: No – Подарки к празднику" in again.words
    assert again.page.xpath("//input[@type='radio' and @checked]") == []


def test_both_languages_are_not_there_when_one_is_silent(factory: Factory, login: LogIn) -> None:
    platform = submitted(factory, text_kk="")

    answer = check(login(Role.LAWYER), platform)

    assert (answer.status, answer.page.xpath("//*[@role='alert']//a/@href")) == (422, ["#languages"])
    page = login().get(f"/platforms/{platform.id}")
    assert "In Kazakh: the text is missing" in page.words


def test_checklist_is_read_by_all_and_answered_by_lawyers(factory: Factory, login: LogIn) -> None:
    platform = submitted(factory)
    check(login(Role.LAWYER, login="lawyer"), platform)
    url = f"/platforms/{platform.id}/checklist"

    for role in (Role.COORDINATOR, Role.OBSERVER, Role.HQ_STAFF):
        browser = login(role)
        page = browser.get(url)
        assert page.page.xpath("//main//form") == []
        assert page.words.count("lawyer, 05.07.2021") == 10
        assert browser.post(url, answers()).status == 403


def test_passage_is_commented_on_replied_to_and_resolved(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    lawyer, staff = login(Role.LAWYER, login="lawyer"), login(Role.HQ_STAFF, login="staff")
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


def test_comment_survives_a_change_of_its_passage(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    comment_on(platform)
    browser, url = login(), f"/platforms/{platform.id}"
    moved = {**TEXTS, "text_ru": f"Начало.\n\n{TEXT}", "version": "1"}

    browser.post(f"{url}/edit", moved)
    after_move = browser.get(url).page.xpath("//article//a/@href")[0]
    browser.post(f"{url}/edit", {**moved, "text_ru": "Совсем другое", "version": "2"})
    page = browser.get(url)

    assert after_move == f"{url}#ru-2"
    assert "the passage has changed since" in page.words
    assert page.page.xpath("string(//blockquote)") == "Чистая вода в каждый дом."


def test_submitting_with_open_comments_warns_and_goes_on(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    factory.pledge(platform)
    comment_on(platform)
    comment_on(platform, resolved_at=NOW, resolved_by="staff")
    staff, url = login(Role.HQ_STAFF), f"/platforms/{platform.id}"

    before = staff.get(url)
    answer = step(staff, platform, "submitted")

    assert "1 comment is open: look at it before you submit." in before.words
    assert answer.status == 303
    assert "1 comment is still open." in staff.get(url).words


def test_foreign_and_reading_people_do_not_comment(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(text_ru=TEXT)
    comment = comment_on(platform)
    new, thread = f"/platforms/{platform.id}/comments/new", f"/platforms/comments/{comment.id}"
    observer, foreign = login(Role.OBSERVER), login(Role.LAWYER, "150000000/")
    typed = {"language": "ru", "quote": "Вода", "body": "Где?"}

    assert observer.get(thread).status == 200
    assert [observer.post(url, typed).status for url in (new, thread, f"{thread}/resolution")] == [403] * 3
    assert observer.get(f"/platforms/{platform.id}").page.xpath("//a[contains(@href, 'comments/new')]") == []
    assert [foreign.post(url, typed).status for url in (new, thread, f"{thread}/resolution")] == [404] * 3
    lawyer = login(Role.LAWYER)
    assert [
        lawyer.get(new, language=one, passage=at).status
        for one, at in (("ru", "9"), ("en", "0"), ("ru", "x"))
    ] == [404] * 3
    published = factory.platform(factory.candidate(), text_ru=TEXT, status=PUBLISHED)
    refused = lawyer.post(f"/platforms/{published.id}/comments/new", typed)
    assert (refused.status, refused.page.xpath("//textarea")[0].text.strip()) == (422, "Где?")


def test_what_changed_is_shown_word_by_word_and_field_by_field(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    old = factory.platform(candidate, status=PUBLISHED, text_ru="Вода в 2022 году", text_kk="Су")
    new = factory.platform(candidate, edition=2, text_ru="Вода в 2023 году", text_kk="Су")
    factory.pledge(old, cost_kzt=5)
    factory.pledge(new, cost_kzt=2000)
    factory.pledge(old, what_ru="Дорога")
    browser, url = login(Role.OBSERVER), f"/candidates/{candidate.id}/platforms/changes"

    page = browser.get(url)
    back = browser.get(url, old=str(new.id), new=str(old.id))
    same = browser.get(url, old=str(new.id), new=str(new.id))

    assert (page.page.xpath("//table//del/text()"), page.page.xpath("//table//ins/text()")) == (
        ["2022"],
        ["2023"],
    )
    assert back.page.xpath("//table//ins/text()") == ["2022"]
    assert "Nothing changed in this text." in page.words
    cost = page.page.xpath("//dl[@class='cells']/div[dt='Cost, tenge']/dd")[0]
    assert (cost.xpath("del/text()"), cost.xpath("ins/text()")) == (["5"], ["2\u202f000"])
    assert [one.split()[-1] for one in page.page.xpath("//section/h3/span/text()[last()]")] == [
        "Changed",
        "Removed",
    ]
    assert "Nothing changed in the pledges." in same.words
    assert browser.get(f"/candidates/{factory.candidate().id}/platforms/changes").status == 404


def test_preview_shows_blocks_and_saves_nothing(factory: Factory, login: LogIn) -> None:
    platform, browser = factory.platform(), login()
    url = f"/platforms/{platform.id}/edit"

    typed = {**TEXTS, "text_ru": TEXT + "\n\n<b>жирно</b>", "text_kk": "", "version": "1", "preview": "1"}
    page = browser.post(url, typed)

    assert (page.status, platform.text_ru) == (200, "")
    assert page.page.xpath("//h4/text()") == ["Вода"]
    assert page.page.xpath("//section//ul/li/text()") == [
        "In Kazakh: the text is missing",
        "в 2022",
        "в 2023",
    ]
    assert page.page.xpath("//section//p/text()")[-1] == "<b>жирно</b>"
    assert page.page.xpath("//textarea[@name='text_ru']")[0].text.strip().startswith("# Вода")
    assert browser.post(url, {k: v for k, v in typed.items() if k != "preview"}).status == 303


def test_two_writers_see_both_texts_and_none_is_lost(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(**{**TEXTS, "text_ru": "Вода в 2022 году"})
    first, second, url = login(), login(), f"/platforms/{platform.id}/edit"
    seen = second.get(url).page.xpath("//main//input[@name='seen']/@value")[0]
    first.post(url, {**TEXTS, "text_ru": "Вода в 2023 году", "version": "1"})

    late = second.post(url, {**TEXTS, "text_ru": "Вода в 2024 году", "version": "1", "seen": seen})
    chosen = second.post(
        url, {**TEXTS, "text_ru": "Вода в 2024 году", "version": "2", "seen": seen, "stays-text_ru": "mine"}
    )

    assert late.status == 422
    assert late.page.xpath("//textarea[@name='text_ru']")[0].text.strip() == "Вода в 2024 году"
    assert (late.page.xpath("//table//del/text()"), late.page.xpath("//table//ins/text()")) == (
        ["2023"],
        ["2024"],
    )
    assert chosen.status == 303
    assert db.session.query(Platform.text_ru).scalar() == "Вода в 2024 году"


def test_draft_submitted_meanwhile_keeps_what_was_typed(factory: Factory, login: LogIn) -> None:
    platform = submitted(factory)

    answer = login().post(f"/platforms/{platform.id}/edit", {**TEXTS, "text_ru": "Моё", "version": "1"})

    assert (answer.status, answer.page.xpath("//textarea[@name='text_ru']")[0].text.strip()) == (422, "Моё")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"waiting": "1"}, ["SUBMITTED"]),
        ({"comments": "1"}, ["DRAFT"]),
        ({"waiting": "1", "comments": "1"}, []),
        ({}, ["DRAFT", "PUBLISHED", "SUBMITTED"]),
    ],
)
def test_list_is_filtered_by_what_waits_and_by_comments(
    factory: Factory, login: LogIn, query: dict[str, str], expected: list[str]
) -> None:
    contest = factory.contest()
    for status in (DRAFT, PUBLISHED, SUBMITTED):
        person = factory.person(surname=status.name)
        made = factory.platform(factory.candidate(contest, person, own=False), status=status)
        if status is DRAFT:
            comment_on(made)

    page = login(Role.LAWYER).get("/platforms", **query)

    assert [one.split()[0] for one in page.page.xpath("//tbody//td[1]/a/text()")] == expected
    tabs = {one.split(":")[0]: one.split(":")[1].strip() for one in (
        tab.text_content() for tab in page.page.xpath("//nav[@class='states']//a"))}  # fmt: skip
    assert tabs == {
        "Waiting for you": "1", "With open comments": "1", "Draft": "1", "Submitted for approval": "1", "Approved": "0",
        "Published": "1",
    }  # fmt: skip


def test_dossier_leads_to_the_editions(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    made = [factory.platform(candidate, status=PUBLISHED), factory.platform(candidate, edition=2)]

    page = login().get(f"/candidates/{candidate.id}")
    links = page.page.xpath("//h2[@id='part-platforms']/following-sibling::ul[1]//a/@href")
    bare = login().get(f"/candidates/{factory.candidate().id}")

    assert links == [f"/platforms/{one.id}" for one in reversed(made)]
    assert "No platform yet." in bare.words
    assert (
        login(Role.TRAINER).get(f"/candidates/{candidate.id}").page.xpath("//*[@id='part-platforms']") == []
    )


@pytest.mark.parametrize("number", [1, 3])
def test_pages_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    platform = submitted(factory, text_ru="\n\n".join(f"Абзац {at}" for at in range(number)))
    for at in range(number):
        factory.pledge(platform)
        comment_on(platform, f"Абзац {at}")
    with transaction():
        db.session.add(
            PlatformApproval(
                platform_id=platform.id, path=platform.path, side=Side.LAWYER, user_id=9, login="x", at=NOW
            )
        )
    browser, made = login(Role.LAWYER), []
    for url in (
        f"/platforms/{platform.id}", f"/platforms/{platform.id}/checklist", "/platforms",
        f"/candidates/{platform.candidate_id}/platforms/changes", "/platforms/comments/1",
    ):  # fmt: skip
        with counting_queries() as counted:
            browser.get(url)
        made.append(len(counted))

    assert made == [10, 7, 8, 10, 6]
