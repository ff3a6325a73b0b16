"""Readiness as people see it: the ranked list, one constituency part by part, the weights, the file, the first page."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election
from elections.candidates.models import CandidateDocument
from elections.candidates.registration import Document, Status
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.headquarters.models import MemberRole
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import Component
from elections.readiness.queries import list_readiness
from elections.reports.district import gather_district
from elections.tasks.rules import State
from elections.training.models import Attendance, Audience
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
URL = "/readiness"
QUERIES = 17


@pytest.fixture
def places(factory: Factory) -> dict[str, Contest]:
    """One constituency that has all, one that has little, one where nobody of the party stands."""
    region = factory.region("110000000")
    home = factory.district("113200000", region, name_ru="Аккольский район")
    other = factory.district("113400000", region, name_ru="Жаксынский район")
    places = {
        name: factory.contest(factory.constituency(district, kato=kato, name_ru=name))
        for district, kato, name in (
            (home, "113203000", "Азат"), (other, "113403000", "Восток"), (other, "113405000", "Запад"),
        )
    }  # fmt: skip
    course = factory.course(is_required=True, audience=Audience.CANDIDATES, code="ПРАВО")
    _ready(factory, places["Азат"], course.id)
    _behind(factory, places["Восток"])
    return places


def _ready(factory: Factory, contest: Contest, course_id: int) -> None:
    candidate = factory.candidate(contest)
    factory.participation(
        factory.seminar(course_id=course_id), candidate.person, attendance=Attendance.PASSED
    )
    office = factory.headquarters(contest.path[:20])
    factory.member(office)
    factory.member(office, role=MemberRole.LAWYER)
    factory.proxy(candidate)
    factory.platform(candidate, status=PlatformStatus.PUBLISHED)
    factory.task(
        contest,
        due_at=datetime(2021, 7, 1, 12, tzinfo=UTC),
        state=State.DONE,
        done_at=datetime(2021, 7, 1, 11, tzinfo=UTC),
    )


def _behind(factory: Factory, contest: Contest) -> None:
    candidate = factory.candidate(contest, status=Status.FILED)
    with transaction():
        db.session.add_all(
            CandidateDocument(candidate_id=candidate.id, kind=one, received_on=date(2021, 7, 1))
            for one in (Document.CONSENT, Document.BIOGRAPHY)
        )  # fmt: skip
    factory.precinct(contest.constituency)
    factory.platform(candidate, status=PlatformStatus.SUBMITTED)
    factory.task(contest, due_at=datetime(2021, 7, 1, 12, tzinfo=UTC))


def listed(browser: Browser, **query: str) -> list[tuple[str, str]]:
    rows = browser.get(URL, lang="en", **query).page.xpath("//table[.//th='Candidate']/tbody/tr")
    return [
        (row.xpath("string(th/a)"), "".join(row.xpath("td[@data-label='Readiness']//text()")).split()[-1:])
        for row in rows
    ]


def test_the_least_ready_come_first_and_who_has_nobody_is_listed_apart(
    login: LogIn, places: dict[str, Contest]
) -> None:
    browser = login(Role.OBSERVER)

    # Восток: 30 × 3/10 + 10 × 0/1 + 15 × 0/3 + 15 × 0/1 + 15 × 2/4 + 15 × 0/1 = 16.5
    assert listed(browser) == [("Восток", ["16"]), ("Азат", ["100"])]
    assert listed(browser, band="nobody") == [("Запад", [])]
    assert listed(browser, band="ready") == [("Азат", ["100"])]
    assert listed(browser, lacks="proxies") == [("Восток", ["16"])]
    assert listed(browser, path="110000000/113200000/") == [("Азат", ["100"])]
    assert "58.0 of 100" in browser.get(URL, lang="en").words


def test_the_page_of_a_constituency_reckons_part_by_part_and_links_what_is_missing(
    login: LogIn, places: dict[str, Contest]
) -> None:
    browser = login(Role.COORDINATOR)
    page = browser.get(f"{URL}/{places['Восток'].id}", lang="en").page

    rows = page.xpath("//table/tbody/tr[not(@class)]")
    figures = [tuple(row.xpath("td[contains(@class, 'number')]/text()")) for row in rows]
    links = [row.xpath("td//a/@href") for row in rows]
    assert figures == [
        ("30", "3", "10", "9.0"), ("10", "0", "1", "0.0"), ("15", "0", "3", "0.0"), ("15", "0", "1", "0.0"),
        ("15", "2", "4", "7.5"), ("15", "0", "1", "0.0"),
    ]  # fmt: skip
    assert [len(one) for one in links] == [7, 1, 1, 1, 2, 1]
    for address in {address for one in links for address in one}:
        assert browser.get(address).status == 200, address


def test_a_part_that_lacks_a_head_or_precincts_says_so(login: LogIn, factory: Factory) -> None:
    contest = factory.contest()
    factory.candidate(contest)
    factory.headquarters(contest.path)
    page = login(Role.COORDINATOR).get(f"{URL}/{contest.id}", lang="en")

    assert "Its headquarters has no head" in page.words
    assert "Neither its headquarters nor the district's has a lawyer" in page.words
    assert "The register knows no precinct here: import the precincts" in page.words
    assert "Step to come: Draft" in page.words


def test_where_nobody_of_ours_stands_the_page_says_so(login: LogIn, places: dict[str, Contest]) -> None:
    page = login(Role.OBSERVER).get(f"{URL}/{places['Запад'].id}", lang="en")

    assert "Nobody of ours stands in this constituency" in page.words


def test_a_cancelled_contest_has_a_page_and_no_figure(login: LogIn, places: dict[str, Contest]) -> None:
    with transaction():
        places["Азат"].status = ContestStatus.CANCELLED

    page = login(Role.OBSERVER).get(f"{URL}/{places['Азат'].id}", lang="en")

    assert (page.status, page.page.xpath("//main//table")) == (200, [])


def test_a_constituency_of_another_district_is_not_found(login: LogIn, places: dict[str, Contest]) -> None:
    browser = login(Role.HQ_STAFF, "110000000/113200000/")

    assert [browser.get(f"{URL}/{places[name].id}").status for name in ("Азат", "Восток")] == [200, 404]
    assert listed(browser) == [("Азат", ["100"])]


def test_the_same_figure_stands_on_the_first_page_the_report_and_in_the_file(
    login: LogIn, places: dict[str, Contest]
) -> None:
    browser = login(Role.COORDINATOR)

    answer = browser.post(URL, {"reason": "совещание", "format": "xlsx"})
    table = read_table(answer.data)[0].rows
    report = gather_district("113400000")

    assert [row[3:6] for row in table[1:]] == [["Восток", table[1][4], 16], ["Азат", table[2][4], 100]]
    assert [line.points for line in report.contests] == [16, None]
    assert "mean readiness, points of 100" in browser.get("/", lang="en").words
    event = db.session.query(AuditEvent).filter_by(action="readiness.exported").one()
    assert (event.reason, event.after["rows"]) == ("совещание", 2)


def test_the_file_is_not_handed_out_without_a_reason_or_the_right(
    login: LogIn, places: dict[str, Contest]
) -> None:
    assert login(Role.COORDINATOR).post(URL, {"reason": " ", "format": "xlsx"}).status == 422
    assert login(Role.OBSERVER).post(URL, {"reason": "так", "format": "xlsx"}).status == 403


def test_the_national_headquarters_sets_the_weights_for_all(login: LogIn, places: dict[str, Contest]) -> None:
    browser = login(Role.COORDINATOR)
    form = {
        "documents": 50,
        "training": 10,
        "headquarters": 10,
        "proxies": 10,
        "platform": 10,
        "tasks": 10,
        "version": 0,
    }

    answer = browser.post(f"{URL}/weights", form)

    # 50 × 3/10 + 10 × 2/4
    assert (answer.status, listed(browser)[0]) == (303, ("Восток", ["20"]))
    again = browser.post(f"{URL}/weights", {**form, "documents": 40, "tasks": 20})
    assert (again.status, "Somebody else changed" in again.words or "changed this record" in again.words) == (
        422,
        True,
    )
    version = browser.get(f"{URL}/weights").page.xpath("//input[@name='version']/@value")[0]
    assert (
        browser.post(f"{URL}/weights", {**form, "documents": 40, "tasks": 20, "version": version}).status
        == 303
    )
    event = (
        db.session.query(AuditEvent)
        .filter_by(action="readiness.weighed")
        .order_by(AuditEvent.id.desc())
        .first()
    )
    assert (event.before["documents"], event.after["documents"]) == (50, 40)


def test_weights_that_do_not_add_up_are_refused_and_kept_on_the_form(
    login: LogIn, places: dict[str, Contest]
) -> None:
    browser = login(Role.COORDINATOR)
    form = {
        "documents": 50,
        "training": -1,
        "headquarters": 10,
        "proxies": 10,
        "platform": 10,
        "tasks": 10,
        "version": 0,
    }

    answer = browser.post(f"{URL}/weights", {**form, "lang": "en"})

    assert answer.status == 422
    assert answer.page.xpath("//input[@name='training']/@value") == ["-1"]
    assert db.session.query(AuditEvent).filter_by(action="readiness.weighed").count() == 0


@pytest.mark.parametrize(
    ("role", "scope"), [(Role.COORDINATOR, "110000000/"), (Role.HQ_STAFF, ""), (Role.OBSERVER, "")]
)
def test_nobody_else_sets_the_weights(
    login: LogIn, places: dict[str, Contest], role: Role, scope: str
) -> None:
    browser = login(role, scope)

    assert (browser.get(f"{URL}/weights").status, browser.post(f"{URL}/weights").status) == (403, 403)


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_makes_the_same_queries_for_few_and_many(
    login: LogIn, factory: Factory, number: int
) -> None:
    course = factory.course(is_required=True, audience=Audience.CANDIDATES)
    for _one in range(number):
        _ready(factory, factory.contest(factory.constituency(factory.district(f"1132{_one}0000"))), course.id)
    browser = login(Role.OBSERVER)
    browser.get(URL)

    with counting_queries() as made:
        browser.get(URL)

    assert len(made) == QUERIES, made


def test_who_is_registered_has_brought_all_papers(app: Flask, factory: Factory) -> None:
    factory.candidate()
    line = list_readiness(get_election())[0]

    assert line.readiness is not None
    assert line.readiness.measures[Component.DOCUMENTS].missing == ()
