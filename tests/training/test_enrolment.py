"""A seminar's list: people are put on it, wait, move up, confirm, are excused and taken off, and nobody is on it twice."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.training.models import Attendance, Participation, SeminarStatus
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
AHEAD = datetime(2021, 7, 10, 4, tzinfo=UTC), datetime(2021, 7, 10, 10, tzinfo=UTC)
BEHIND = datetime(2021, 7, 1, 4, tzinfo=UTC), datetime(2021, 7, 1, 10, tzinfo=UTC)


def change(school: School, **values: object) -> None:
    with transaction():
        seminar = db.session.merge(school.seminar)
        for name, value in values.items():
            setattr(seminar, name, value)


@pytest.fixture(autouse=True)
def ahead(school: School) -> None:
    change(school, starts_at=AHEAD[0], ends_at=AHEAD[1])


def enrol(browser: Browser, school: School, *people: object) -> tuple[int, list[str]]:
    answer = browser.post(f"{school.url}/enrolment", {"person": list(people)})
    return answer.status, wrong(answer) if answer.status == 422 else []


def states(school: School) -> list[tuple[str, Attendance]]:
    return [(name, state) for name, state, _score in school.marks()]


def tap(browser: Browser, school: School, state: str, one: Participation) -> int:
    return browser.post(f"{school.url}/enrolment/step", {state: one.id}).status


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("алиев", ["Әлиев"]),
        ("Асанов", ["Асанов"]),
        ("касымов", ["Қасымов"]),
        ("Жұмабай", []),
        ("никто", []),
        ("  ", []),
        ("муратулы", ["Асанов", "Әлиев", "Бекова", "Қасымов"]),
    ],
)
def test_people_of_the_territory_are_found_by_name_in_any_spelling(
    login: LogIn, school: School, search: str, found: list[str]
) -> None:
    page = login(Role.TRAINER).get(f"{school.url}/enrolment", search=search)

    lines = page.page.xpath("//main//div[form/input[@name='person']]/text()[1]")
    assert [line.split()[0] for line in lines] == found


def test_people_are_put_on_the_list_one_by_one_from_the_seminars_page(login: LogIn, school: School) -> None:
    browser = login(Role.TRAINER, school.home.path)
    assert f"{school.url}/enrolment" in browser.get(school.url).page.xpath("//main//a/@href")

    people = (school.head, school.rival, school.nominees[0])
    answers = [enrol(browser, school, one.person_id) for one in people]

    assert answers == [(303, [])] * 3
    assert school.listed() == ["Асанов", "Қасымов", "Әлиев"]
    assert [one.path for one in school.participations()] == [one.path for one in people]
    assert {one.seminar_path for one in school.participations()} == {school.home.path}
    assert browser.get(school.url).words.count("люди внесены в список") == 3


def test_who_cannot_be_on_the_list_is_refused(factory: Factory, login: LogIn, school: School) -> None:
    gone = factory.member(school.head.headquarters, until_on=school.head.since_on)
    withdrawn = factory.candidate(factory.contest(factory.constituency(school.home)), status=Status.WITHDRAWN)
    browser = login(Role.TRAINER)

    unknown = (
        school.foreign.person_id, gone.person_id, withdrawn.person_id, 999, "9" * 25, "Асанов", "-1", "²",
    )  # fmt: skip
    answers = [enrol(browser, school, one) for one in unknown]

    assert answers == [(422, [""])] * len(unknown)
    assert (enrol(browser, school), school.listed()) == ((422, [""]), [])


def test_person_twice_is_refused_by_name_and_nobody_is_put_on_the_list(login: LogIn, school: School) -> None:
    browser = login(Role.TRAINER)
    enrol(browser, school, school.head.person_id)

    people = [school.head.person_id, school.nominees[0].person_id]
    answer = browser.post(f"{school.url}/enrolment", {"person": people})

    assert (answer.status, school.listed()) == (422, ["Асанов"])
    assert "Асанов" in answer.page.xpath("string(//*[@role='alert'])")


@pytest.mark.parametrize(
    "changes",
    [{"status": SeminarStatus.CANCELLED}, {"status": SeminarStatus.CLOSED},
     {"starts_at": BEHIND[0], "ends_at": BEHIND[1]}],
)  # fmt: skip
def test_nobody_is_enrolled_into_a_seminar_that_is_called_off_closed_or_over(
    login: LogIn, school: School, changes: dict[str, object]
) -> None:
    change(school, **changes)
    browser = login(Role.TRAINER)

    answers = [
        browser.post(f"{school.url}/enrolment{page}", {"person": [school.head.person_id]})
        for page in ("", "/group")
    ]

    assert [(one.status, wrong(one)) for one in answers] == [(422, [""])] * 2
    assert school.listed() == []
    assert browser.get(f"{school.url}/enrolment").page.xpath("//main//input[@name='person']") == []


def test_over_the_capacity_people_wait_and_the_page_names_them(login: LogIn, school: School) -> None:
    change(school, capacity=2)
    browser = login(Role.TRAINER)

    people = [one.person_id for one in (school.head, *school.nominees)]
    answer = browser.post(f"{school.url}/enrolment", {"person": people})

    assert (answer.status, states(school)) == (
        303, [("Асанов", "invited"), ("Әлиев", "invited"), ("Бекова", "waiting")],
    )  # fmt: skip
    told = browser.follow(answer).page.xpath("//*[contains(@class, 'flash')]")
    assert "Бекова" in told[-1].text_content()
    rolled = browser.get(school.url).page.xpath("//*[@class='rollcall']//legend/text()")
    assert [one.split()[0] for one in rolled] == ["Асанов", "Әлиев"]


@pytest.fixture
def full(factory: Factory, school: School) -> list[Participation]:
    """One place, taken by the first nominee; the second waits since noon, the head since the evening."""
    change(school, capacity=1)
    waiting = ((school.nominees[1], 12), (school.head, 18))
    return [
        factory.participation(school.seminar, school.nominees[0].person, path=school.nominees[0].path),
        *(
            factory.participation(
                school.seminar, one.person, path=one.path, attendance=Attendance.WAITING,
                waits_since=datetime(2021, 7, 4, hour, tzinfo=UTC),
            )
            for one, hour in waiting
        ),
    ]  # fmt: skip


def test_who_waits_longest_moves_up_when_somebody_is_excused(
    login: LogIn, school: School, full: list[Participation]
) -> None:
    browser = login(Role.TRAINER)

    answer = browser.post(f"{school.url}/enrolment/step", {"excused": full[0].id})

    assert states(school) == [("Әлиев", "excused"), ("Бекова", "invited"), ("Асанов", "waiting")]
    told = browser.follow(answer).page.xpath("//*[contains(@class, 'flash')]")
    assert ["Әлиев" in told[0].text_content(), "Бекова" in told[1].text_content()] == [True, True]
    moved = db.session.query(AuditEvent).filter_by(action="seminar.moved_up").one()
    assert (moved.reason.split()[0], moved.after) == ("Бекова", {"people": [full[1].person_id]})


def test_who_was_excused_and_can_come_after_all_waits_when_no_place_is_free(
    login: LogIn, school: School, full: list[Participation]
) -> None:
    browser = login(Role.TRAINER)
    tap(browser, school, "excused", full[0])

    assert tap(browser, school, "invited", full[0]) == 303
    assert states(school)[0] == ("Әлиев", "waiting")
    assert tap(browser, school, "invited", full[0]) == 303
    tap(browser, school, "excused", full[1])
    assert [state for _, state in states(school)] == ["waiting", "excused", "invited"]


def test_who_waits_moves_up_when_more_people_fit_in(
    login: LogIn, school: School, full: list[Participation]
) -> None:
    browser, url = login(Role.TRAINER), f"{school.url}/edit"

    answer = browser.post(
        url, {**fields_of(browser.get(url), "capacity"), "kato": school.home.kato, "capacity": "3"}
    )

    assert (answer.status, [state for _, state in states(school)]) == (303, ["invited"] * 3)
    told = browser.follow(answer).page.xpath("string(//*[contains(@class, 'flash')][2])")
    assert told.index("Бекова") < told.index("Асанов")


def test_nobody_moves_up_into_a_seminar_that_has_begun(
    login: LogIn, school: School, full: list[Participation]
) -> None:
    change(school, starts_at=BEHIND[0])
    browser = login(Role.TRAINER)

    tap(browser, school, "excused", full[0])
    came = tap(browser, school, "attended", full[2])

    assert came == 303
    assert states(school) == [("Әлиев", "excused"), ("Бекова", "waiting"), ("Асанов", "attended")]


def test_confirmation_is_one_tap_and_is_taken_back_by_another(
    login: LogIn, school: School, factory: Factory
) -> None:
    one = factory.participation(school.seminar, school.head.person)
    browser = login(Role.TRAINER)

    taken = []
    for state in ("confirmed", "confirmed", "invited"):
        assert tap(browser, school, state, one) == 303
        taken += states(school)

    assert [state for _, state in taken] == ["confirmed", "confirmed", "invited"]
    logged = db.session.query(AuditEvent).filter_by(action="participation.changed")
    assert [event.after for event in logged] == [{"attendance": "confirmed"}, {"attendance": "invited"}]


@pytest.mark.parametrize(
    ("form", "status"),
    [({"confirmed": "0"}, 404), ({"confirmed": "x"}, 404), ({}, 404), ({"waiting": "own"}, 422), ({"passed": "own"}, 303)],
)  # fmt: skip
def test_step_that_does_not_follow_is_refused(
    login: LogIn, school: School, factory: Factory, form: dict[str, str], status: int
) -> None:
    one = factory.participation(school.seminar, school.head.person)
    form = {state: str(one.id) if who == "own" else who for state, who in form.items()}

    assert login(Role.TRAINER).post(f"{school.url}/enrolment/step", form).status == status


def test_somebody_is_taken_off_for_a_reason_and_the_next_moves_up(
    login: LogIn, school: School, full: list[Participation]
) -> None:
    browser, url = login(Role.TRAINER), f"{school.url}/enrolment/{full[0].id}/removal"
    assert "Әлиев" in browser.get(url).words

    without = browser.post(url, {"reason": " "})
    answer = browser.post(url, {"reason": "Переехал"})

    assert (without.status, wrong(without), answer.status) == (422, ["reason"], 303)
    assert states(school) == [("Бекова", "invited"), ("Асанов", "waiting")]
    event = db.session.query(AuditEvent).filter_by(action="seminar.taken_off").one()
    assert (event.reason.split()[0], event.reason.split(": ")[1]) == ("Әлиев", "Переехал")
    assert (event.before["person"], event.before["attendance"]) == (school.nominees[0].person_id, "invited")
    assert "Переехал" in browser.follow(answer).words


def test_who_was_marked_is_not_taken_off(login: LogIn, school: School, factory: Factory) -> None:
    one = factory.participation(school.seminar, school.head.person, attendance=Attendance.ATTENDED)
    url = f"{school.url}/enrolment/{one.id}/removal"

    answer = login(Role.TRAINER).post(url, {"reason": "Ошибка"})

    assert (answer.status, states(school)) == (422, [("Асанов", "attended")])


@pytest.mark.parametrize(
    ("role", "path", "reading", "writing"),
    [
        (Role.TRAINER, "110000000/113200000/", 200, 303),
        (Role.COORDINATOR, "", 200, 303),
        (Role.TRAINER, "110000000/113400000/", 404, 404),
        (Role.OBSERVER, "", 200, 403),
        (Role.HQ_STAFF, "110000000/113200000/", 200, 403),
    ],
)
def test_list_is_written_by_trainers_of_the_territory(
    login: LogIn, school: School, factory: Factory, role: Role, path: str, reading: int, writing: int
) -> None:
    one = factory.participation(school.seminar, school.rival.person, path=school.rival.path)
    browser = login(role, path)

    assert browser.get(f"{school.url}/enrolment").status == reading
    assert enrol(browser, school, school.head.person_id)[0] == writing
    assert tap(browser, school, "confirmed", one) == writing
    assert browser.post(f"{school.url}/enrolment/{one.id}/removal", {"reason": "Нет"}).status == writing
    assert len(school.listed()) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_list_makes_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, school: School, number: int
) -> None:
    for _ in range(number):
        factory.participation(school.seminar)
    browser = login(Role.TRAINER)
    browser.get(f"{school.url}/enrolment")

    with counting_queries() as made:
        page = browser.get(f"{school.url}/enrolment")

    assert (len(page.page.xpath("//tbody/tr")), len(made)) == (number, 10)
