"""The pages of the School's courses: added once per code, changed without overwriting each other, by the nation's trainers."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.training.actions import COURSE_FIELDS, save_course
from elections.training.models import Audience, Course
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
COURSE = {
    "code": "LAW", "title_kk": "Сайлау құқығы", "title_ru": "Избирательное право", "audience": "candidates",
    "hours": "8", "maximum_score": "100", "pass_mark": "60", "is_required": "y",
    "valid_months": "",
}  # fmt: skip
KEPT = {
    "code": "LAW", "title_kk": "Сайлау құқығы", "title_ru": "Избирательное право",
    "audience": Audience.CANDIDATES, "hours": 8, "maximum_score": 100, "pass_mark": 60, "is_required": True,
    "valid_months": None,
}  # fmt: skip


def kept() -> list[dict[str, object]]:
    db.session.rollback()
    rows = db.session.query(Course).order_by(Course.id)
    return [{name: getattr(one, name) for name in COURSE_FIELDS} for one in rows]


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the form leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def typed(answer: Answer) -> dict[str, str]:
    form = next(form for form in answer.page.forms if "hours" in form.fields)
    return {name: form.fields[name] for name in COURSE if form.fields[name] is not None}


def version(answer: Answer) -> str:
    return next(form for form in answer.page.forms if "hours" in form.fields).fields["version"]


def test_course_is_added_and_listed(factory: Factory, login: LogIn) -> None:
    factory.election()
    browser = login(Role.TRAINER)
    assert typed(browser.get("/courses/new")) == {
        "code": "", "title_kk": "", "title_ru": "", "audience": "candidates", "hours": "8",
        "maximum_score": "100", "pass_mark": "60", "is_required": "y", "valid_months": "",
    }  # fmt: skip

    answer = browser.post("/courses/new", COURSE)

    assert (answer.status, answer.location, kept()) == (303, "/courses/1", [KEPT])
    cells = [cell.text_content().strip() for cell in browser.get("/courses").page.xpath("//tbody/tr/td")]
    assert [cells[at] for at in (1, 3, 4, 6)] == ["LAW", "8", "60 / 100", "0"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"code": " "}, ["code"]),
        ({"code": "X" * 21}, ["code"]),
        ({"title_kk": "", "title_ru": ""}, ["title_kk", "title_ru"]),
        ({"audience": "akims"}, ["audience"]),
        ({"hours": "0"}, ["hours"]),
        ({"hours": "восемь"}, ["hours"]),
        ({"pass_mark": "101"}, ["pass_mark"]),
        ({"valid_months": "0"}, ["valid_months"]),
        ({"valid_months": "601"}, ["valid_months"]),
        ({"hours": "0", "pass_mark": "-1"}, ["hours", "pass_mark"]),
        ({"code": "OLD"}, ["code"]),
    ],
)
def test_refused_course_keeps_what_was_typed_and_names_the_field(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    factory.course(code="OLD")
    form = {**COURSE, **changes}

    answer = login(Role.TRAINER).post("/courses/new", form)

    same = COURSE.keys() - {"audience", "code"}
    assert (answer.status, wrong(answer)) == (422, fields)
    assert {name: typed(answer)[name] for name in same} == {name: form[name] for name in same}
    assert [one["code"] for one in kept()] == ["OLD"]


def test_course_keeps_its_own_code_when_it_is_changed(factory: Factory, login: LogIn) -> None:
    course = factory.course(**KEPT)
    browser, url = login(Role.TRAINER), f"/courses/{course.id}/edit"
    page = browser.get(url)

    without = {name: value for name, value in COURSE.items() if name != "is_required"}
    answer = browser.post(url, {**without, "hours": "12", "version": version(page)})

    assert (typed(page), answer.status) == (COURSE, 303)
    assert kept() == [{**KEPT, "hours": 12, "is_required": False}]
    assert "курс изменён" in browser.follow(answer).words


def test_overtaken_clerk_sees_what_the_other_saved_and_may_save_again(factory: Factory, login: LogIn) -> None:
    course = factory.course(**KEPT)
    browser, url = login(Role.TRAINER), f"/courses/{course.id}/edit"
    seen = version(browser.get(url))
    other = login(Role.TRAINER, login="gulnar")
    other.post(url, {**COURSE, "hours": "12", "version": seen})

    late = browser.post(url, {**COURSE, "pass_mark": "70", "version": seen})

    notes = [" ".join(note.split()) for note in late.page.xpath("//p[@class='hint'][not(@id)]/text()")]
    assert (late.status, kept()) == (422, [{**KEPT, "hours": 12}])
    assert "gulnar" in late.page.xpath("string(//*[@role='alert'])")
    assert [note.rsplit(" ", 1)[1] for note in notes] == ["12", "60"]
    assert typed(late) == {**COURSE, "pass_mark": "70"}
    again = browser.post(url, {**typed(late), "version": version(late)})
    assert (again.status, kept()) == (303, [{**KEPT, "pass_mark": 70}])


def test_form_without_its_version_does_not_overwrite(factory: Factory, login: LogIn) -> None:
    course = factory.course(**KEPT)

    answer = login(Role.TRAINER).post(f"/courses/{course.id}/edit", {**COURSE, "hours": "12"})

    assert (answer.status, kept()) == (422, [KEPT])


def test_course_that_does_not_exist_is_not_found(factory: Factory, login: LogIn) -> None:
    assert login(Role.TRAINER).get("/courses/7/edit").status == 404


@pytest.mark.parametrize(
    ("role", "path", "listing", "adding"),
    [
        (Role.TRAINER, "", 200, 303),
        (Role.COORDINATOR, "", 200, 303),
        (Role.TRAINER, "110000000/", 200, 403),
        (Role.OBSERVER, "", 200, 403),
        (Role.HQ_STAFF, "", 200, 403),
    ],
)
def test_courses_are_read_by_many_and_written_by_the_nations_trainers(
    factory: Factory, login: LogIn, role: Role, path: str, listing: int, adding: int
) -> None:
    factory.region()
    browser = login(role, path)

    page = browser.get("/courses")
    answer = browser.post("/courses/new", COURSE)

    assert (page.status, answer.status) == (listing, adding)
    assert page.page.xpath("//a[@href='/courses/new']") == [] or adding == 303
    assert len(kept()) == (adding == 303)


def test_course_is_logged_as_it_was_and_as_it_is(app: object, factory: Factory) -> None:
    actor = Actor(None, "gulnar", Role.TRAINER, "")
    with transaction():
        course = save_course(actor, KEPT)
        save_course(actor, {**KEPT, "hours": 12}, course=course, version=course.version)

    events = [
        (event.action, event.before and event.before["hours"], event.after["hours"])
        for event in db.session.query(AuditEvent).order_by(AuditEvent.id)
    ]
    assert events == [("course.created", None, 8), ("course.changed", 8, 12)]


@pytest.mark.parametrize("number", [1, 3])
def test_list_makes_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    for one in [factory.course() for _ in range(number)]:
        factory.seminar(course_id=one.id)
    browser = login(Role.TRAINER)
    browser.get("/courses")

    with counting_queries() as made:
        page = browser.get("/courses")

    assert (len(page.page.xpath("//tbody/tr")), len(made)) == (number, 4)
