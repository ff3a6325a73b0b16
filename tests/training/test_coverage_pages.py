"""Who is trained: figures by course and place, the gaps by name, and statements that stay as they were published."""

import io
from datetime import date
from urllib.parse import quote, unquote

import pypdf
import pytest
from lxml import html

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.campaign.queries import get_election
from elections.database import db, looking_from, transaction
from elections.headquarters.models import MemberRole
from elections.headquarters.proxy_models import Proxy
from elections.training.coverage_queries import (
    ALL,
    count_coverage,
    list_groups,
    list_lacking,
    list_untrained,
    required_courses,
)
from elections.training.gaps import Group, Reach, Step
from elections.training.models import (
    Attendance,
    Audience,
    Course,
    CoverageStatement,
    Participation,
    SeminarStatus,
)
from tests.browsing import Answer
from tests.factories import CALLED_ON, Factory
from tests.queries import counting_queries
from tests.training.conftest import School, fields_of

TODAY = date(2021, 7, 5)
REGION, HOME = "110000000/", "110000000/113200000/"


@pytest.fixture
def law(factory: Factory, school: School) -> Course:
    """Everybody's course: of three nominees one passed with a certificate, one came and failed; the head was invited.

    Beside it a course for candidates only, which both nominees at home passed, and one that is not required.
    """
    law = db.session.get_one(Course, school.seminar.course_id)
    held = factory.seminar(school.home.path, status=SeminarStatus.CLOSED)
    first, second = school.nominees
    passed = factory.participation(held, first.person, path=first.path, attendance=Attendance.PASSED)
    factory.certificate(passed)
    factory.participation(held, second.person, path=second.path, attendance=Attendance.FAILED)
    factory.participation(school.seminar, school.head.person, path=school.head.path)
    speech = factory.course(code="SPEECH", audience=Audience.CANDIDATES, title_ru="Речь")
    spoken = factory.seminar(school.home.path, course_id=speech.id, status=SeminarStatus.CLOSED)
    for one in (first, second):
        factory.participation(spoken, one.person, path=one.path, attendance=Attendance.PASSED)
    called_off = factory.seminar("", status=SeminarStatus.CANCELLED)
    factory.participation(called_off, school.foreign.person, path=school.foreign.path)
    factory.course(code="MORE", is_required=False)
    return law


def figures(group: Group, path: str = "") -> dict[str, Reach]:
    courses = required_courses(group)
    found = count_coverage(get_election(), group, courses, path, TODAY)
    names = {ALL: "all", **{one.id: one.code for one in courses}}
    return {names[course]: reach for course, reach in found.courses.items()}


def names(answer: Answer) -> list[str]:
    table = answer.page.xpath("//table[last()]")[-1]
    return [row.text_content().split()[0] for row in table.xpath(".//tbody/tr/td[1]")]


def test_figures_are_counted_for_each_course_and_for_all_together(law: Course) -> None:
    assert figures(Group.CANDIDATES) == {
        "all": Reach(3, 2, 2, 1, 0), law.code: Reach(3, 2, 2, 1, 1), "SPEECH": Reach(3, 2, 2, 2, 0),
    }  # fmt: skip
    assert figures(Group.MEMBERS) == {"all": Reach(1, 1, 0, 0, 0), law.code: Reach(1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("months", "passed"), [(None, 1), (1, 1), (600, 1)])
def test_course_that_was_passed_counts_as_long_as_it_is_valid(
    law: Course, months: int | None, passed: int
) -> None:
    with transaction():
        db.session.merge(law).valid_months = months

    assert figures(Group.CANDIDATES)[law.code].passed == passed


def test_course_that_was_passed_too_long_ago_is_lacked_again(law: Course, school: School) -> None:
    with transaction():
        db.session.merge(law).valid_months = 1
    courses = required_courses(Group.CANDIDATES)
    found = count_coverage(get_election(), Group.CANDIDATES, courses, "", date(2021, 8, 4))
    lacking = list_lacking(get_election(), Group.CANDIDATES, [law], "", Step.PASSED, date(2021, 8, 4))

    assert found.courses[law.id].passed == 0
    assert school.nominees[0].person_id in [one.person.id for one in lacking.rows]


def test_of_a_course_without_a_test_whoever_came_passed(
    factory: Factory, law: Course, school: School
) -> None:
    talk = factory.course(code="TALK", audience=Audience.CANDIDATES, pass_mark=0)
    held = factory.seminar(school.home.path, course_id=talk.id, status=SeminarStatus.CLOSED)
    for one, state in zip(school.nominees, (Attendance.ATTENDED, Attendance.ABSENT), strict=True):
        factory.participation(held, one.person, path=one.path, attendance=state)

    assert figures(Group.CANDIDATES)["TALK"] == Reach(3, 2, 1, 1, 0)


def test_heads_and_proxies_are_shown_when_something_is_required_of_them(
    factory: Factory, law: Course, school: School, login
) -> None:
    office = school.head.headquarters
    factory.member(office, factory.person(surname="Есенова"), role=MemberRole.ORGANISER)
    before = list(list_groups())
    lead = factory.course(code="LEAD", audience=Audience.HEADS)
    stand = factory.course(code="STAND", audience=Audience.PROXIES)
    nominee = school.nominees[0]
    with transaction():
        db.session.add(
            Proxy(
                candidate_id=nominee.id, precinct_id=factory.precinct(nominee.contest.constituency).id,
                person_id=factory.person(surname="Дүйсен").id, proposed_on=CALLED_ON, path=nominee.path,
            )
        )  # fmt: skip

    assert before == [Group.CANDIDATES, Group.MEMBERS]
    assert figures(Group.HEADS)["LEAD"] == Reach(1, 0, 0, 0, 0)
    assert figures(Group.PROXIES)["STAND"] == Reach(1, 0, 0, 0, 0)
    assert {one.courses for one in list_untrained(get_election(), "", TODAY) if one.group in (Group.HEADS, Group.PROXIES)} == {
        (lead.code,), (stand.code,),
    }  # fmt: skip
    trainer = login(Role.TRAINER)
    page = trainer.get("/training/coverage")
    assert "Руководители штабов" in page.words or "Heads of headquarters" in page.words
    published = trainer.post("/training/statements", {"path": ""})
    assert trainer.follow(published).status == 200
    assert trainer.get(f"{published.location}.pdf").status == 200


def test_places_are_one_level_below_the_territory(law: Course, school: School) -> None:
    def places(path: str, group: Group = Group.CANDIDATES) -> dict[str, int]:
        found = count_coverage(get_election(), group, required_courses(group), path, TODAY).places[ALL]
        return {place: one.required for place, one in found.items()}

    assert places("") == {REGION: 3}
    assert places(REGION) == {HOME: 2, school.other.path: 1}
    assert places(HOME) == {one.path: 1 for one in school.nominees}
    assert places(HOME, Group.MEMBERS) == {HOME: 1}
    with looking_from(school.other.path):
        assert places("") == {REGION: 1}


def test_those_who_lack_a_step_are_named_with_their_courses(law: Course, school: School) -> None:
    courses = required_courses(Group.CANDIDATES)

    def lacking(step: Step, *some: Course) -> list[tuple[str, list[str]]]:
        found = list_lacking(get_election(), Group.CANDIDATES, some or courses, "", step, TODAY)
        return [(one.person.surname, one.courses) for one in found.rows]

    assert lacking(Step.PASSED) == [("Бекова", [law.code]), ("Жұмабай", sorted([law.code, "SPEECH"]))]
    assert lacking(Step.ENROLLED) == [("Жұмабай", sorted([law.code, "SPEECH"]))]
    assert lacking(Step.CERTIFIED, law) == [("Бекова", [law.code]), ("Жұмабай", [law.code])]


def test_page_shows_numerator_denominator_share_and_date(law: Course, login) -> None:
    page = login(Role.OBSERVER).get("/training/coverage", lang="en")

    assert "Not all are trained: 2 of 3 have not passed." in page.words
    assert "data as of 05.07.2021" in page.words
    assert "1 / 333.3\N{NO-BREAK SPACE}%" in page.text.replace("<br>", "")
    pictures = page.page.xpath("//*[@role='img']")
    assert [one.xpath("string(*[local-name()='desc'])")[:16] for one in pictures] == [
        "1 of 3 passed (3", "0 of 1 passed (0",
    ]  # fmt: skip


def test_each_gap_leads_to_its_people_and_to_seminars_that_can_take_them(
    law: Course, school: School, factory: Factory, login
) -> None:
    coming = factory.seminar(
        REGION, capacity=5, starts_at=school.seminar.starts_at.replace(day=20),
        ends_at=school.seminar.ends_at.replace(day=20),
    )  # fmt: skip
    trainer = login(Role.TRAINER, REGION)
    page = trainer.get("/training/coverage")
    links = page.page.xpath("//td/a[contains(@href, '/training/coverage/people')]")
    counted = {one.get("href"): int("".join(filter(str.isdigit, one.text_content()))) for one in links}

    assert counted
    for url, number in counted.items():
        assert len(names(trainer.get(url))) == number, url
    answer = trainer.get(
        f"/training/coverage/people?group=candidates&course={law.id}&path={HOME}&lacking=passed"
    )
    assert names(answer) == ["Бекова"]
    seminars = answer.page.xpath("//td/a[starts-with(@href, '/seminars/')]/@href")
    group = f"/seminars/{coming.id}/enrolment/group?who=candidates&course={law.id}&path={quote(HOME)}"
    assert [unquote(one) for one in seminars] == [f"/seminars/{coming.id}", unquote(group)]
    assert chosen(trainer.get(seminars[1])) == ["Бекова"]
    assert answer.page.xpath("//a[starts-with(@href, '/seminars/new?')]")


def chosen(answer) -> list[str]:
    """Returns the surnames whose boxes are ticked in the form of a group."""
    boxes = answer.page.xpath("//main//label[input[@name='person'][@checked]]")
    return [box.text_content().split()[0] for box in boxes]


def test_gap_of_a_constituency_or_of_the_headquarters_itself_is_enrolled_as_it_is(
    law: Course, school: School, factory: Factory, login
) -> None:
    coming = factory.seminar(
        REGION, course_id=law.id, starts_at=school.seminar.starts_at.replace(day=20),
        ends_at=school.seminar.ends_at.replace(day=20),
    )  # fmt: skip
    factory.member(factory.headquarters(REGION), factory.person(surname="Өтегенов"))
    trainer, village = login(Role.TRAINER, REGION), school.nominees[1].path

    def enrol(**where: object) -> list[str]:
        page = trainer.get("/training/coverage/people", course=str(law.id), **where)
        url = page.page.xpath(f"//td/a[starts-with(@href, '/seminars/{coming.id}/enrolment')]/@href")[0]
        return chosen(trainer.get(url))

    assert enrol(group="candidates", path=village) == ["Бекова"]
    assert enrol(group="members", path=REGION, exact="1") == ["Өтегенов"]
    assert "Өтегенов" in enrol(group="members", path=REGION)
    observer = login(Role.OBSERVER).get("/training/coverage/people", course=str(law.id))
    assert not observer.page.xpath("//a[contains(@href, '/enrolment')]")


def test_seminar_planned_for_a_gap_leads_on_to_enrolling_it(
    law: Course, school: School, factory: Factory, login
) -> None:
    speech = db.session.query(Course).filter_by(code="SPEECH").one()
    factory.seminar(school.home.path, course_id=speech.id)
    trainer = login(Role.TRAINER, REGION)
    gap = trainer.get(
        f"/training/coverage/people?group=candidates&course={law.id}&path={HOME}&lacking=passed"
    )
    url = gap.page.xpath("//a[starts-with(@href, '/seminars/new?')]/@href")[0]

    form = fields_of(trainer.get(url), "kato")
    times = {"starts_at": "2021-07-20T10:00", "ends_at": "2021-07-20T16:00"}
    saved = trainer.post(url, {**form, **times, "place": "Клуб", "trainer": "А. Ким", "capacity": "5"})

    assert (form["course_id"], form["kato"]) == (str(law.id), HOME.split("/")[1])
    assert saved.status == 303
    assert chosen(trainer.follow(saved)) == ["Бекова"]


def test_figures_take_as_many_queries_for_one_region_as_for_two(law: Course, factory: Factory, login) -> None:
    browser = login(Role.OBSERVER)
    with counting_queries() as of_one:
        browser.get("/training/coverage")
    west = factory.constituency(factory.district("153200000", factory.region("150000000")))
    factory.candidate(factory.contest(west))
    factory.member(factory.headquarters(west.path))
    with counting_queries() as of_two:
        page = browser.get("/training/coverage")

    assert "150000000" in html.tostring(page.page).decode()
    assert len(of_one) == len(of_two)


def statements() -> list[CoverageStatement]:
    db.session.rollback()
    return list(db.session.query(CoverageStatement).order_by(CoverageStatement.id))


def test_statement_lists_the_exceptions_and_stays_as_it_was(law: Course, school: School, login) -> None:
    coordinator = login(Role.COORDINATOR, REGION, "aliya")
    published = coordinator.post("/training/statements", {"path": REGION})
    assert published.status == 303
    page = coordinator.get(published.location, lang="en")
    assert "All but 3 people have passed" in page.words
    before = coordinator.get(f"{published.location}.pdf", paper="kk").data
    stored = statements()[0]
    assert "Бекова" not in stored.exceptions_sealed + str(stored.figures)

    with transaction():
        part = db.session.query(Participation).filter_by(attendance=Attendance.FAILED).one()
        part.attendance = Attendance.PASSED
        part.person.surname = "Переименованная"
    after = coordinator.get(published.location, lang="en")

    assert coordinator.get(f"{published.location}.pdf", paper="kk").data == before
    assert "Бекова" in after.words
    assert "Переименованная" not in after.words
    assert (
        "1 of those named are trained now or no longer here, 2 are still to be trained, 0 came" in after.words
    )
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(before)).pages)
    assert "Бекова" in text
    assert "aliya" in text
    event = db.session.query(AuditEvent).filter_by(action="coverage.published").one()
    assert (event.actor_login, event.after) == ("aliya", {"required": 4, "exceptions": 3})


def test_all_are_trained_is_said_when_it_is_true(
    law: Course, school: School, factory: Factory, login
) -> None:
    with transaction():
        for course in db.session.query(Course):
            course.is_required = course.code == "SPEECH"
    page = login(Role.TRAINER, HOME).get("/training/coverage", lang="en")
    assert "All 2 are trained." in page.words

    browser = login(Role.TRAINER, HOME)
    published = browser.post("/training/statements", {"path": HOME})
    assert "All have passed all that is required of them." in browser.get(published.location, lang="en").words
    assert "all are trained" in browser.get("/training/statements", lang="en").words


@pytest.mark.parametrize(
    ("role", "scope", "path", "status"),
    [(Role.OBSERVER, "", "", 403), (Role.TRAINER, HOME, REGION, 403), (Role.TRAINER, HOME, HOME, 303),
     (Role.COORDINATOR, "", "", 303), (Role.COORDINATOR, "", "150000000/", 422)],
)  # fmt: skip
def test_who_may_publish_what(law: Course, login, role: Role, scope: str, path: str, status: int) -> None:
    assert login(role, scope).post("/training/statements", {"path": path}).status == status


def test_statement_of_another_territory_is_not_there(law: Course, login) -> None:
    url = login(Role.COORDINATOR).post("/training/statements", {"path": ""}).location
    district = login(Role.COORDINATOR, HOME)

    assert (district.get(url).status, district.get(f"{url}.pdf").status) == (404, 404)
