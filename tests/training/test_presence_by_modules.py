"""Somebody who came for a part of a seminar: present in the modules that were ticked, and in no others."""

from collections.abc import Callable

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.training.course_models import CourseModule
from elections.training.models import Attendance, SeminarStatus
from elections.training.module_actions import list_attended
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School

LogIn = Callable[..., Browser]


def test_presence_by_modules_is_kept_and_all_of_them_are_the_whole(
    factory: Factory, login: LogIn, school: School
) -> None:
    people = [
        factory.participation(school.seminar, one.person, attendance=Attendance.ATTENDED)
        for one in school.nominees
    ]
    with transaction():
        course_id = school.seminar.course_id
        db.session.add_all(
            CourseModule(
                course_id=course_id, position=at, title_ru=f"Модуль {at}", title_kk=f"{at} модуль", hours=2
            )
            for at in (1, 2)
        )
    first, second = db.session.query(CourseModule.id).order_by(CourseModule.id)
    ids, parts = [one.id for one in people], [first[0], second[0]]
    url, browser = f"{school.url}/modules", login(Role.TRAINER)
    form = {"asked": ids, "present": [f"{ids[0]}-{parts[0]}", f"{ids[1]}-{parts[0]}", f"{ids[1]}-{parts[1]}"]}

    answer = browser.post(url, form)

    assert answer.status == 303
    assert list_attended(school.seminar.id) == {ids[0]: {parts[0]}}
    assert browser.get(url).page.xpath("//input[@checked]/@value") == [f"{ids[0]}-{parts[0]}"]
    assert browser.post(url, {"asked": ids[:1]}).status == 303
    db.session.rollback()
    assert list_attended(school.seminar.id) == {}
    with transaction():
        db.session.merge(school.seminar).status = SeminarStatus.CANCELLED
    assert browser.post(url, form).status == 422
    assert login(Role.OBSERVER).get(url).status == 403


def test_course_without_modules_says_so(login: LogIn, school: School) -> None:
    assert login(Role.TRAINER).get(f"{school.url}/modules").status == 200
