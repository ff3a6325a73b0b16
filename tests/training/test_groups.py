"""Whole groups at once: who of which districts has not passed a course, shown by name before they are on the list."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.headquarters.models import MemberRole
from elections.headquarters.proxy_models import Proxy
from elections.training.models import Attendance, Audience, Course, Participation, Seminar, SeminarStatus
from tests.browsing import Answer, Browser
from tests.factories import CALLED_ON, Factory
from tests.training.conftest import School

LogIn = Callable[..., Browser]
AHEAD = {
    "starts_at": datetime(2021, 7, 10, 4, tzinfo=UTC), "ends_at": datetime(2021, 7, 10, 10, tzinfo=UTC),
}  # fmt: skip


@pytest.fixture
def seminar(factory: Factory, school: School) -> Seminar:
    """A seminar of the region that is ahead, of the course of the district's seminar, which is over."""
    return factory.seminar("110000000/", capacity=4, **AHEAD)


def offered(answer: Answer, where: str = "//main") -> list[str]:
    """Returns the surnames beside the boxes on a page."""
    boxes = answer.page.xpath(f"{where}//label[input[@name='person']]")
    return [box.text_content().split()[0] for box in boxes]


def group(browser: Browser, seminar: Seminar, **asked: object) -> list[str]:
    return offered(browser.get(f"/seminars/{seminar.id}/enrolment/group", **asked))


def add_proxy(factory: Factory, school: School, surname: str, of: int) -> None:
    candidate = (*school.nominees, school.rival)[of]
    with transaction():
        person = factory.person(surname=surname)
        db.session.add(
            Proxy(
                candidate_id=candidate.id, precinct_id=factory.precinct(candidate.contest.constituency).id,
                person_id=person.id, proposed_on=CALLED_ON, path=candidate.path,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "people"),
    [
        ("candidates", ["Әлиев", "Бекова", "Жұмабай"]),
        ("members", ["Асанов", "Есенова"]),
        ("heads", ["Асанов"]),
        ("proxies", ["Дүйсен"]),
        ("everybody", ["Асанов", "Әлиев", "Бекова", "Есенова", "Жұмабай"]),
        ("nonsense", ["Асанов", "Әлиев", "Бекова", "Есенова", "Жұмабай"]),
    ],
)
def test_group_is_shown_by_name_with_its_number(
    factory: Factory, login: LogIn, school: School, seminar: Seminar, who: str, people: list[str]
) -> None:
    lawyer = factory.person(surname="Есенова")
    factory.member(school.head.headquarters, lawyer, role=MemberRole.LAWYER)
    add_proxy(factory, school, "Дүйсен", 0)
    add_proxy(factory, school, "Ғалымов", 2)

    answer = login(Role.TRAINER).get(f"/seminars/{seminar.id}/enrolment/group", who=who)

    assert offered(answer) == people
    assert str(len(people)) in answer.page.xpath("string(//h2)")


def test_group_is_of_the_chosen_districts_alone(login: LogIn, school: School, seminar: Seminar) -> None:
    browser = login(Role.TRAINER)
    both = [school.home.path, school.other.path]

    found = [
        group(browser, seminar, who="candidates", path=paths)
        for paths in (both[:1], both[1:], both, ["150000000/"])
    ]

    assert found == [
        ["Әлиев", "Бекова"],
        ["Жұмабай"],
        ["Әлиев", "Бекова", "Жұмабай"],
        ["Әлиев", "Бекова", "Жұмабай"],
    ]
    own = browser.get(f"{school.url}/enrolment/group")
    assert own.page.xpath("//input[@name='path']") == []


def take(factory: Factory, school: School, at: int, state: Attendance, **seminar: object) -> Participation:
    held = factory.seminar(**{"path": "110000000/", "status": SeminarStatus.CLOSED, **seminar})
    one = (*school.nominees, school.foreign)[at]
    return factory.participation(held, one.person, path=one.path, attendance=state)


def test_who_passed_the_course_is_left_out_wherever_it_was(
    factory: Factory, login: LogIn, school: School, seminar: Seminar
) -> None:
    take(factory, school, 0, Attendance.PASSED, path="150000000/")
    take(factory, school, 1, Attendance.FAILED)
    take(factory, school, 2, Attendance.ATTENDED)
    other = factory.course()
    browser = login(Role.TRAINER, "110000000/")

    assert group(browser, seminar, who="candidates") == ["Бекова", "Жұмабай"]
    assert group(browser, seminar, who="candidates", course=str(other.id)) == ["Әлиев", "Бекова", "Жұмабай"]
    assert group(browser, seminar, who="candidates", course="") == ["Әлиев", "Бекова", "Жұмабай"]


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"pass_mark": 0}, ["Бекова"]),
        ({"valid_months": 12}, ["Бекова", "Жұмабай"]),
        ({"valid_months": 6}, ["Әлиев", "Бекова", "Жұмабай"]),
    ],
)
def test_without_a_test_who_attended_passed_and_what_expired_is_taken_again(
    factory: Factory, login: LogIn, school: School, seminar: Seminar, changes: dict[str, int], left: list[str]
) -> None:
    with transaction():
        course = db.session.get(Course, seminar.course_id)
        for name, value in changes.items():
            setattr(course, name, value)
    long_ago = {
        "starts_at": datetime(2020, 12, 1, 4, tzinfo=UTC),
        "ends_at": datetime(2020, 12, 1, 9, tzinfo=UTC),
    }
    take(factory, school, 0, Attendance.PASSED, **long_ago)
    take(factory, school, 2, Attendance.ATTENDED, **long_ago)

    assert group(login(Role.TRAINER), seminar, who="candidates") == left


def test_ticked_people_are_put_on_the_list_and_are_offered_no_more(
    login: LogIn, school: School, seminar: Seminar
) -> None:
    browser, url = login(Role.TRAINER), f"/seminars/{seminar.id}/enrolment/group?who=candidates"
    ids = browser.get(url).page.xpath("//input[@name='person']/@value")

    answer = browser.post(url, {"person": ids[:2]})
    twice = browser.post(url, {"person": ids[:1]})
    nobody = browser.post(url)

    assert (answer.status, twice.status) == (303, 422)
    assert nobody.status == 422
    assert nobody.page.xpath("//input[@name='person'][@checked]") == []  # as they left it
    assert "Әлиев" in twice.page.xpath("string(//*[@role='alert'])")
    assert offered(browser.get(url)) == ["Жұмабай"]
    db.session.rollback()
    assert db.session.query(Participation).count() == 2


def test_first_group_is_the_courses_audience(factory: Factory, login: LogIn, school: School) -> None:
    course = factory.course(audience=Audience.HEADS)
    seminar = factory.seminar("110000000/", course_id=course.id, **AHEAD)

    assert group(login(Role.TRAINER), seminar) == ["Асанов"]


@pytest.mark.parametrize(
    ("state", "later", "proposed"),
    [
        (Attendance.ABSENT, None, True),
        (Attendance.EXCUSED, None, True),
        (Attendance.FAILED, None, False),
        (Attendance.INVITED, None, True),
        (Attendance.ABSENT, Attendance.PASSED, False),
        (Attendance.ABSENT, Attendance.ATTENDED, False),
        (Attendance.ABSENT, Attendance.ABSENT, True),
    ],
)
def test_who_missed_an_earlier_seminar_is_proposed_for_the_next(
    factory: Factory, login: LogIn, school: School, seminar: Seminar, state: Attendance,
    later: Attendance | None, proposed: bool,
) -> None:  # fmt: skip
    take(factory, school, 0, state)
    if later:
        take(factory, school, 0, later)
    browser = login(Role.TRAINER, "110000000/")

    page = browser.get(f"/seminars/{seminar.id}/enrolment")

    assert offered(page, "//section") == ["Әлиев"] * proposed
    link = f"/seminars/{seminar.id}/enrolment#missed"
    assert bool(browser.get(f"/seminars/{seminar.id}").page.xpath(f"//a[@href='{link}']")) is proposed


def test_who_has_a_place_at_another_seminar_is_not_proposed(
    factory: Factory, login: LogIn, school: School, seminar: Seminar
) -> None:
    take(factory, school, 0, Attendance.ABSENT)
    take(factory, school, 1, Attendance.ABSENT)
    take(factory, school, 2, Attendance.ABSENT, course_id=factory.course().id)
    browser, url = login(Role.TRAINER), f"/seminars/{seminar.id}/enrolment"
    take(factory, school, 1, Attendance.WAITING, status=SeminarStatus.PLANNED, **AHEAD)
    assert offered(browser.get(url), "//section") == ["Әлиев"]

    browser.post(url, {"person": browser.get(url).page.xpath("//section//input[@name='person']/@value")})

    assert offered(browser.get(url), "//section") == []


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.HQ_STAFF])
def test_groups_are_for_trainers(login: LogIn, seminar: Seminar, role: Role) -> None:
    assert login(role).get(f"/seminars/{seminar.id}/enrolment/group").status == 403
