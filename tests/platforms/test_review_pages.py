"""Pages of a review: who approves, the checklist, what changed, preview, two writers at once."""

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.platforms.checklist import Point
from elections.platforms.models import Platform
from elections.platforms.review_models import PlatformApproval, PlatformCheck
from elections.platforms.workflow import Side
from tests.factories import Factory
from tests.platforms.reviewing import (
    DRAFT,
    NOW,
    PUBLISHED,
    SUBMITTED,
    TEXT,
    TEXTS,
    LogIn,
    answers,
    check,
    comment_on,
    offered,
    step,
    submitted,
)  # fmt: skip
from tests.queries import counting_queries


def test_platform_walks_from_draft_to_published(factory: Factory, english: LogIn) -> None:
    candidate = factory.candidate()
    staff, author, approver, lawyer = (
        english(Role.HQ_STAFF),
        english(login="author"),
        english(),
        english(Role.LAWYER),
    )
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
    seen = [offered(browser.get(url)) for browser in (author, approver, lawyer, english())]
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


def test_page_says_who_approved_and_who_is_still_needed(factory: Factory, english: LogIn) -> None:
    platform = submitted(factory)
    coordinator = english(login="aliya")
    step(coordinator, platform, "approved")

    facts = {
        row.findtext("dt"): " ".join(row.find("dd").text_content().split())
        for row in coordinator.get(f"/platforms/{platform.id}").page.xpath("//dl[@class='facts']/div")
    }

    assert facts["Approval of a coordinator"].startswith("✓ approved aliya, 05.07.2021")
    assert facts["Approval of a lawyer"] == "… still needed"
    assert facts["Checklist of the law"] == "0 of 10 points answered"


def test_step_back_needs_a_reason_which_the_writer_reads_and_nothing_typed_is_lost(
    factory: Factory, english: LogIn
) -> None:
    platform = submitted(factory)
    lawyer = english(Role.LAWYER, login="lawyer")

    bare = step(lawyer, platform, "draft", "  ")
    stale = step(lawyer, platform, "draft", "Срок не назван", version=77)
    back = step(lawyer, platform, "draft", "Срок не назван")

    assert (bare.status, stale.status, back.status) == (422, 422, 303)
    assert bare.page.xpath("//*[@role='alert']//a/@href") == ["#reason"]
    assert stale.page.xpath("//textarea[@name='reason']")[0].text.strip() == "Срок не назван"
    page = english(Role.HQ_STAFF).get(f"/platforms/{platform.id}")
    assert "Sent back by lawyer" in page.words
    assert "Срок не назван" in page.words


def test_checklist_is_answered_in_parts_and_a_no_without_words_is_refused(
    factory: Factory, english: LogIn
) -> None:
    platform, lawyer = submitted(factory), english(Role.LAWYER)
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


def test_a_no_sends_back_and_the_next_lawyer_reads_the_last_answer(factory: Factory, english: LogIn) -> None:
    platform, lawyer, staff = submitted(factory), english(Role.LAWYER), english(Role.HQ_STAFF)
    factory.pledge(platform)

    sent = check(lawyer, platform, gifts="broken", gifts_words="Подарки к празднику")
    page = staff.get(f"/platforms/{platform.id}")
    step(staff, platform, "submitted")
    again = lawyer.get(f"/platforms/{platform.id}/checklist")

    assert (sent.status, "Подарки к празднику" in page.words) == (303, True)
    assert "Last time: No – Подарки к празднику" in again.words
    assert again.page.xpath("//input[@type='radio' and @checked]") == []


def test_both_languages_are_not_there_when_one_is_silent(factory: Factory, english: LogIn) -> None:
    platform = submitted(factory, text_kk="")

    answer = check(english(Role.LAWYER), platform)

    assert (answer.status, answer.page.xpath("//*[@role='alert']//a/@href")) == (422, ["#languages"])
    page = english().get(f"/platforms/{platform.id}")
    assert "In Kazakh: the text is missing" in page.words


def test_checklist_is_read_by_all_and_answered_by_lawyers(factory: Factory, english: LogIn) -> None:
    platform = submitted(factory)
    check(english(Role.LAWYER, login="lawyer"), platform)
    url = f"/platforms/{platform.id}/checklist"

    for role in (Role.COORDINATOR, Role.OBSERVER, Role.HQ_STAFF):
        browser = english(role)
        page = browser.get(url)
        assert page.page.xpath("//main//form") == []
        assert page.words.count("lawyer, 05.07.2021") == 10
        assert browser.post(url, answers()).status == 403


def test_what_changed_is_shown_word_by_word_and_field_by_field(factory: Factory, english: LogIn) -> None:
    candidate = factory.candidate()
    old = factory.platform(candidate, status=PUBLISHED, text_ru="Вода в 2022 году", text_kk="Су")
    new = factory.platform(candidate, edition=2, text_ru="Вода в 2023 году", text_kk="Су")
    factory.pledge(old, cost_kzt=5)
    factory.pledge(new, cost_kzt=2000)
    factory.pledge(old, what_ru="Дорога")
    browser, url = english(Role.OBSERVER), f"/candidates/{candidate.id}/platforms/changes"

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


def test_preview_shows_blocks_and_saves_nothing(factory: Factory, english: LogIn) -> None:
    platform, browser = factory.platform(), english()
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


def test_two_writers_see_both_texts_and_none_is_lost(factory: Factory, english: LogIn) -> None:
    platform = factory.platform(**{**TEXTS, "text_ru": "Вода в 2022 году"})
    first, second, url = english(), english(), f"/platforms/{platform.id}/edit"
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


def test_draft_submitted_meanwhile_keeps_what_was_typed(factory: Factory, english: LogIn) -> None:
    platform = submitted(factory)

    answer = english().post(f"/platforms/{platform.id}/edit", {**TEXTS, "text_ru": "Моё", "version": "1"})

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
    factory: Factory, english: LogIn, query: dict[str, str], expected: list[str]
) -> None:
    contest = factory.contest()
    for status in (DRAFT, PUBLISHED, SUBMITTED):
        person = factory.person(surname=status.name)
        made = factory.platform(factory.candidate(contest, person, own=False), status=status)
        if status is DRAFT:
            comment_on(made)

    page = english(Role.LAWYER).get("/platforms", **query)

    assert [one.split()[0] for one in page.page.xpath("//tbody//td[1]/a/text()")] == expected
    tabs = {one.split(":")[0]: one.split(":")[1].strip() for one in (
        tab.text_content() for tab in page.page.xpath("//nav[@class='states']//a"))}  # fmt: skip
    assert tabs == {
        "Waiting for you": "1", "With open comments": "1", "Draft": "1", "Submitted for approval": "1", "Approved": "0",
        "Published": "1",
    }  # fmt: skip


def test_dossier_leads_to_the_editions(factory: Factory, english: LogIn) -> None:
    candidate = factory.candidate()
    made = [factory.platform(candidate, status=PUBLISHED), factory.platform(candidate, edition=2)]

    page = english().get(f"/candidates/{candidate.id}")
    links = page.page.xpath("//h2[@id='part-platforms']/following-sibling::ul[1]//a/@href")
    bare = english().get(f"/candidates/{factory.candidate().id}")

    assert links == [f"/platforms/{one.id}" for one in reversed(made)]
    assert "No platform yet." in bare.words
    assert (
        english(Role.TRAINER).get(f"/candidates/{candidate.id}").page.xpath("//*[@id='part-platforms']") == []
    )


@pytest.mark.parametrize("number", [1, 3])
def test_pages_make_the_same_queries_for_one_and_for_three(
    factory: Factory, english: LogIn, number: int
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
    browser, made = english(Role.LAWYER), []
    for url in (
        f"/platforms/{platform.id}", f"/platforms/{platform.id}/checklist", "/platforms",
        f"/candidates/{platform.candidate_id}/platforms/changes", "/platforms/comments/1",
    ):  # fmt: skip
        with counting_queries() as counted:
            browser.get(url)
        made.append(len(counted))

    assert made == [11, 7, 9, 10, 6]
