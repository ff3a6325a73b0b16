"""Attendance on a phone: one tap a person, undone at once; walk-ins, badges, scores, the signature, corrections."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.training.attendance_paper import badge_address
from elections.training.models import Attendance, Certificate, Participation, SeminarStatus
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
DURING = datetime(2021, 7, 3, 4, 25, tzinfo=UTC)


@pytest.fixture
def listed(factory: Factory, school: School) -> list[Participation]:
    return [factory.participation(school.seminar, one.person, path=one.path) for one in school.nominees]


@pytest.fixture
def going_on(school: School, listed: list[Participation]) -> None:
    """The campaign's clock stands 25 minutes after the seminar began."""
    with transaction():
        db.session.merge(school.seminar).election.clock_at = DURING


def tap(browser: Browser, one: Participation, state: str = "attended", page: str = "1") -> Answer:
    return browser.post(f"/participations/{one.id}/tap", {"state": state, "page": page})


def test_tap_saves_one_person_and_returns_to_the_same_place(
    login: LogIn, school: School, listed: list[Participation], going_on: None
) -> None:
    browser = login(Role.TRAINER)

    answer = tap(browser, listed[0])

    assert answer.status == 303
    assert answer.location == f"{school.url}/list?page=1&last={listed[0].id}&was=invited#p{listed[0].id}"
    assert [mark[1] for mark in school.marks()] == [Attendance.ATTENDED, Attendance.INVITED]
    assert [one.arrived_at for one in school.participations()] == [DURING, None]
    page = browser.follow(answer)
    assert "03.07.2021 10:25" in page.words
    assert page.page.xpath(f"//li[@id='p{listed[0].id}']//button[@aria-pressed='true']/@value") == [
        "attended"
    ]


def test_last_tap_is_undone_unless_somebody_marked_since(
    login: LogIn, school: School, listed: list[Participation], going_on: None
) -> None:
    browser, other = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    seen = browser.follow(tap(browser, listed[0]))
    undo = fields_of(seen, "was")

    done = browser.post(f"/participations/{listed[0].id}/untap", undo)
    after = school.marks()[0][1], school.participations()[0].arrived_at
    tap(other, listed[0], "absent")
    late = browser.post(f"/participations/{listed[0].id}/untap", undo)

    assert (done.status, after) == (303, (Attendance.INVITED, None))
    assert (late.status, school.marks()[0][1]) == (422, Attendance.ABSENT)


def test_same_tap_twice_changes_nothing_and_keeps_the_time(
    login: LogIn, school: School, listed: list[Participation], going_on: None
) -> None:
    browser = login(Role.TRAINER)
    tap(browser, listed[0])
    with transaction():
        db.session.merge(school.seminar).election.clock_at = DURING.replace(hour=6)

    again = tap(browser, listed[0])

    assert (again.status, school.participations()[0].arrived_at) == (303, DURING)
    assert db.session.query(AuditEvent).filter_by(action="attendance.marked").count() == 1


@pytest.mark.parametrize("state", ["passed", "elected", ""])
def test_tap_says_one_of_the_buttons_only(
    login: LogIn, school: School, listed: list[Participation], state: str
) -> None:
    answer = tap(login(Role.TRAINER), listed[0], state)

    assert (answer.status, school.marks()[0][1]) == (422, Attendance.INVITED)


def test_tap_does_not_lose_a_score(login: LogIn, school: School, listed: list[Participation]) -> None:
    with transaction():
        one = db.session.merge(listed[0])
        one.attendance, one.score = Attendance.PASSED, 85
    browser = login(Role.TRAINER)

    here, absent = tap(browser, listed[0]), tap(browser, listed[0], "absent")

    assert (here.status, absent.status) == (303, 422)
    assert "Әлиев" in absent.page.xpath("string(//*[@role='alert'])")
    assert school.marks()[0][1:] == (Attendance.PASSED, 85)


@pytest.mark.parametrize("status", [SeminarStatus.CANCELLED, SeminarStatus.CLOSED])
def test_ended_seminar_takes_no_taps_scores_or_walk_ins(
    login: LogIn, school: School, listed: list[Participation], status: SeminarStatus
) -> None:
    with transaction():
        seminar = db.session.merge(school.seminar)
        seminar.status, seminar.reason = status, "Буран"
        db.session.merge(listed[0]).attendance = Attendance.ATTENDED
    browser = login(Role.TRAINER)

    answers = [
        tap(browser, listed[1]),
        browser.post(f"{school.url}/scores", {f"score_{listed[0].id}": "80"}),
        browser.post(f"{school.url}/walk-ins/known", {"person": str(school.head.person_id)}),
        browser.post(f"{school.url}/walk-ins", {"surname": "Ким", "given_name": "Анна"}),
    ]

    assert [answer.status for answer in answers] == [422] * 4
    assert all(("Буран" in answer.words) == (status is SeminarStatus.CANCELLED) for answer in answers)
    assert len(school.participations()) == 2


def test_walk_in_is_found_in_the_register_or_added_to_it(
    factory: Factory, login: LogIn, school: School, listed: list[Participation], going_on: None
) -> None:
    with transaction():
        db.session.merge(school.seminar).capacity = 2
    browser = login(Role.TRAINER, school.home.path)
    found = browser.get(f"{school.url}/walk-ins", search="Асанов")
    assert found.page.xpath("//input[@name='person']/@value") == [str(school.head.person_id)]

    known = browser.post(f"{school.url}/walk-ins/known", {"person": str(school.head.person_id)})
    twice = browser.post(f"{school.url}/walk-ins/known", {"person": str(school.head.person_id)})
    new = browser.post(f"{school.url}/walk-ins", {"surname": "Ким", "given_name": "Анна", "phone": "+7 700"})
    bad = browser.post(f"{school.url}/walk-ins", {"surname": "123", "given_name": ""})

    assert [answer.status for answer in (known, twice, new, bad)] == [303, 422, 303, 422]
    assert sorted(wrong(bad)) == ["given_name"] or "surname" in wrong(bad)
    assert school.marks()[2:] == [("Асанов", Attendance.ATTENDED, None), ("Ким", Attendance.ATTENDED, None)]
    assert [(one.is_walk_in, one.arrived_at) for one in school.participations()[2:]] == [(True, DURING)] * 2


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_the_phone_makes_the_same_queries_and_is_small(
    factory: Factory, login: LogIn, school: School, number: int
) -> None:
    for _ in range(number):
        factory.participation(school.seminar)
    browser = login(Role.TRAINER)
    browser.get(f"{school.url}/list")

    with counting_queries() as made:
        page = browser.get(f"{school.url}/list")

    assert (len(page.page.xpath("//li[starts-with(@id,'p')]")), len(made)) == (number, LIST_QUERIES)


LIST_QUERIES = 9


def test_long_list_goes_page_by_page_and_a_tap_stays_on_its_page(
    factory: Factory, login: LogIn, school: School
) -> None:
    people = [
        factory.participation(school.seminar, factory.person(surname=f"А{chr(1072 + at)}"))
        for at in range(27)
    ]
    browser = login(Role.TRAINER)

    second = browser.get(f"{school.url}/list", page="2")
    answer = tap(browser, people[26], page="2")

    assert len(second.page.xpath("//li[starts-with(@id,'p')]")) == 2
    assert f"/list?page=2&last={people[26].id}" in answer.location


def test_badge_opens_the_person_with_one_button(
    login: LogIn, app: object, school: School, listed: list[Participation]
) -> None:
    address = badge_address(listed[0].id).removeprefix("http://localhost")
    browser = login(Role.TRAINER, school.home.path)

    page = browser.get(address)
    pressed = browser.post(address)
    after = browser.follow(pressed)

    assert "Әлиев" in page.page.xpath("string(//h1)")
    assert len(page.page.xpath("//main//button")) == 1
    assert (pressed.status, school.marks()[0][1]) == (303, Attendance.ATTENDED)
    assert after.page.xpath("//main//button") == []
    assert browser.get(address[:-1] + ("0" if address[-1] != "0" else "1")).status == 404
    assert login(Role.TRAINER, school.other.path).get(address).status == 404
    assert login(Role.OBSERVER).get(address).status == 403
    assert Browser(app).get(address).status == 303  # to the log-in: a badge says nothing to strangers


def test_sheet_and_badges_are_papers_with_everybody_and_blank_lines(
    login: LogIn, school: School, listed: list[Participation]
) -> None:
    browser = login(Role.TRAINER)
    names = (
        "sheet.pdf?paper=kk",
        "sheet.pdf?paper=ru",
        "sheet.pdf?paper=en",
        "sheet.pdf?paper=kk-ru",
        "badges-ru.pdf",
    )
    papers = {name: browser.get(f"{school.url}/{name}") for name in names}

    texts = {
        name: "\n".join(page.extract_text() for page in PdfReader(BytesIO(one.data)).pages)
        for name, one in papers.items()
    }
    assert {one.mimetype for one in papers.values()} == {"application/pdf"}
    assert all("Әлиев" in text and "Бекова" in text for text in texts.values())
    assert "12" in texts["sheet.pdf?paper=ru"]
    both = texts["sheet.pdf?paper=kk-ru"]
    assert [one in both for one in ("Тіркеу парағы", "Лист регистрации", "Sign-in sheet")] == [
        True,
        True,
        False,
    ]
    assert "Sign-in sheet" in texts["sheet.pdf?paper=en"]
    other = browser.get(f"{school.url}/sheet.pdf?paper=fr&lang=ru").headers["Content-Disposition"]
    assert other.endswith('-ru.pdf"')


def test_scores_say_who_passed_and_refuse_what_cannot_be_by_name(
    login: LogIn, school: School, listed: list[Participation]
) -> None:
    browser = login(Role.TRAINER)
    for one in listed:
        tap(browser, one)
    first, second = (f"score_{one.id}" for one in listed)

    bad = browser.post(f"{school.url}/scores", {first: "101", second: "70"})
    before = school.marks()
    good = browser.post(f"{school.url}/scores", {first: "59", second: "60"})
    scored = school.marks()
    emptied = browser.post(f"{school.url}/scores", {first: "", second: "60"})

    assert (bad.status, wrong(bad), [mark[2] for mark in before]) == (422, [first], [None, None])
    assert "Әлиев" in bad.page.xpath("string(//*[@role='alert'])")
    assert fields_of(bad, first)[second] == "70"
    assert (good.status, emptied.status) == (303, 303)
    assert [mark[1:] for mark in scored] == [(Attendance.FAILED, 59), (Attendance.PASSED, 60)]
    assert school.marks()[0][1:] == (Attendance.ATTENDED, None)


def test_list_is_closed_by_a_signature_that_says_the_counts(
    login: LogIn, school: School, listed: list[Participation]
) -> None:
    browser, other = login(Role.TRAINER, login="gulnar"), login(Role.TRAINER, login="aigul")
    tap(browser, listed[0])
    page = browser.get(f"{school.url}/closing")
    form = fields_of(page, "version")
    late_form = fields_of(other.get(f"{school.url}/closing"), "version")

    closed = browser.post(f"{school.url}/closing", {**form, "others_absent": "y"})
    late = other.post(f"{school.url}/closing", late_form)

    assert page.page.xpath("//dl[@class='facts']/div/dd/text()") == ["1", "1"]
    assert closed.status == 303
    assert school.marks() == [("Әлиев", Attendance.ATTENDED, None), ("Бекова", Attendance.ABSENT, None)]
    assert (school.seminar.status, school.seminar.closed_by) == (SeminarStatus.CLOSED, "gulnar")
    assert school.seminar.closed_at is not None
    assert late.status == 422
    assert "gulnar" in late.page.xpath("string(//*[@role='alert'])")
    assert "gulnar" in browser.get(school.url).words


def test_closed_list_is_corrected_with_a_reason_that_is_kept(
    login: LogIn, school: School, listed: list[Participation]
) -> None:
    browser = login(Role.TRAINER, login="gulnar")
    tap(browser, listed[0])
    browser.post(f"{school.url}/closing", fields_of(browser.get(f"{school.url}/closing"), "version"))
    url = f"/participations/{listed[1].id}/correction"
    assert browser.get(school.url).page.xpath(f"//a[@href='{url}']")
    form = fields_of(browser.get(url), "reason")

    bad = [
        browser.post(url, {**form, "attendance": "passed", "score": score, "reason": reason})
        for score, reason in (("70", " "), ("101", "Ошибка"))
    ]
    odd = browser.post(url, {**form, "attendance": "absent", "score": "70", "reason": "Ошибка"})
    good = browser.post(url, {**form, "attendance": "passed", "score": "70", "reason": "Пропустили в листе"})
    stale = browser.post(url, {**form, "attendance": "absent", "score": "", "reason": "Ошибка"})

    assert [(answer.status, wrong(answer)) for answer in (*bad, odd)] == [
        (422, ["reason"]),
        (422, ["score"]),
        (422, ["score"]),
    ]
    assert (good.status, stale.status, school.marks()[1][1:]) == (303, 422, (Attendance.PASSED, 70))
    event = db.session.query(AuditEvent).filter_by(action="attendance.corrected").one()
    assert (event.actor_login, event.reason, event.before["attendance"]) == (
        "gulnar",
        "Пропустили в листе",
        "invited",
    )


@pytest.mark.parametrize(("state", "is_revoked"), [("failed", True), ("passed", False)])
def test_correction_revokes_the_certificate_of_whoever_did_not_pass(
    factory: Factory, login: LogIn, school: School, listed: list[Participation], state: str, is_revoked: bool
) -> None:
    with transaction():
        db.session.merge(school.seminar).status = SeminarStatus.CLOSED
        db.session.merge(listed[0]).attendance = Attendance.PASSED
    certificate = factory.certificate(listed[0])
    browser, url = login(Role.TRAINER), f"/participations/{listed[0].id}/correction"
    page = browser.get(url)
    form = {**fields_of(page, "reason"), "attendance": state, "score": "70", "reason": "Чужая работа"}

    answer = browser.post(url, form)

    assert page.page.xpath(f"//main//a[@href='/certificates/{certificate.id}']")
    assert answer.status == 303
    db.session.rollback()
    found = db.session.get_one(Certificate, certificate.id)
    assert (found.revoked_on is not None, found.reason) == (is_revoked, "Чужая работа" if is_revoked else "")


def test_attendance_is_for_trainers_of_the_territory(
    login: LogIn, school: School, listed: list[Participation]
) -> None:
    pages = [
        f"{school.url}/{name}"
        for name in (
            "list",
            "walk-ins",
            "scores",
            "closing",
            "move",
            "copies",
            "sheet.pdf",
            "badges-ru.pdf",
        )
    ]
    pages.append(f"/participations/{listed[0].id}/correction")
    foreign, observer = login(Role.TRAINER, school.other.path), login(Role.OBSERVER)

    assert {foreign.get(page).status for page in pages} == {404}
    assert {observer.get(page).status for page in pages} == {403}
    assert (tap(foreign, listed[0]).status, tap(observer, listed[0]).status) == (404, 403)
