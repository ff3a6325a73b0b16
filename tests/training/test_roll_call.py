"""A seminar's list and its roll-call: who is put on it, and marks and scores that nobody loses."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.training.models import Attendance, Participation
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
ATTENDED, ABSENT, INVITED = Attendance.ATTENDED, Attendance.ABSENT, Attendance.INVITED
PASSED, CONFIRMED, EXCUSED = Attendance.PASSED, Attendance.CONFIRMED, Attendance.EXCUSED


@pytest.fixture
def called(factory: Factory, school: School) -> list[Participation]:
    """The list: two invited nominees, the rival who confirmed, and the head, who was excused before."""
    states = ((school.nominees[0], INVITED), (school.nominees[1], INVITED), (school.rival, CONFIRMED))
    listed = [
        factory.participation(school.seminar, one.person, path=one.path, attendance=state)
        for one, state in states
    ]
    return [*listed, factory.participation(school.seminar, school.head.person, attendance=EXCUSED)]


def marks_of(called: list[Participation], *marks: tuple[str, str], **more: str) -> dict[str, str]:
    """Returns the form that a browser sends: of those without a mark, the field for the score only."""
    form = dict(more)
    for one, (mark, score) in zip(called, marks, strict=True):
        form[f"score_{one.id}"] = score
        if mark:
            form[f"attendance_{one.id}"] = mark
    return form


def test_roll_call_is_saved_at_once_and_the_rest_stay_as_they_were(
    login: LogIn, school: School, called: list[Participation]
) -> None:
    browser = login(Role.TRAINER)
    before = fields_of(browser.get(school.url), f"score_{called[0].id}")

    form = marks_of(called, ("passed", "85"), ("absent", ""), ("", ""), ("excused", ""))
    answer = browser.post(f"{school.url}/attendance", form)

    own = {
        name: value for one in called for name, value in ((f"score_{one.id}", ""), (f"found_{one.id}", "/"))
    }
    assert {key: value for key, value in before.items() if key != "version"} == {
        **own, f"attendance_{called[3].id}": "excused", f"found_{called[3].id}": "excused/",
    }  # fmt: skip
    assert answer.status == 303
    assert school.marks() == [
        ("Әлиев", PASSED, 85), ("Бекова", ABSENT, None), ("Қасымов", CONFIRMED, None), ("Асанов", EXCUSED, None),
    ]  # fmt: skip
    assert [one.marked_at is not None for one in school.participations()] == [True, True, False, False]
    assert "Сохранено отметок: 2" in browser.follow(answer).words


def test_button_says_that_all_others_were_present(
    login: LogIn, school: School, called: list[Participation]
) -> None:
    form = marks_of(called, ("absent", ""), ("", ""), ("", "70"), ("excused", ""), others="1")

    answer = login(Role.TRAINER).post(f"{school.url}/attendance", form)

    assert answer.status == 303
    assert [mark[1:] for mark in school.marks()] == [
        (ABSENT, None), (ATTENDED, None), (ATTENDED, 70), (EXCUSED, None),
    ]  # fmt: skip


@pytest.mark.parametrize("others", [{}, {"others": "1"}])
def test_mark_that_another_trainer_gave_meanwhile_stays(
    login: LogIn, school: School, called: list[Participation], others: dict[str, str]
) -> None:
    late = marks_of(called, ("attended", ""), ("", ""), ("", ""), ("", ""), **others)
    login(Role.TRAINER).post(
        f"{school.url}/attendance", marks_of(called, ("", ""), ("passed", "90"), ("absent", ""), ("", ""))
    )

    answer = login(Role.TRAINER).post(f"{school.url}/attendance", late)

    assert answer.status == 303
    assert [mark[1:] for mark in school.marks()] == [
        (ATTENDED, None), (PASSED, 90), (ABSENT, None), (EXCUSED, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "at"),
    [
        ([("passed", "101"), ("", ""), ("", ""), ("", "")], [0]),
        ([("passed", "101"), ("failed", "999999"), ("absent", ""), ("", "")], [0, 1]),
        ([("passed", "-1"), ("absent", ""), ("", ""), ("", "")], [0]),
        ([("passed", "8,5"), ("attended", "много"), ("", ""), ("", "")], [0, 1]),
        ([("passed", "1234567"), ("", ""), ("", ""), ("", "")], [0]),
        ([("attended", ""), ("", "85"), ("", "70"), ("", "")], [1, 2]),
    ],
)
def test_refused_roll_call_saves_nothing_and_keeps_all_that_was_typed(
    login: LogIn, school: School, called: list[Participation], marks: list[tuple[str, str]], at: list[int]
) -> None:
    form, before = marks_of(called, *marks), school.marks()

    answer = login(Role.TRAINER).post(f"{school.url}/attendance", form)

    kept = fields_of(answer, f"score_{called[0].id}")
    assert (answer.status, school.marks()) == (422, before)
    by_name = [one.id for one in sorted(called, key=lambda one: one.person.sort_key)]
    assert sorted(wrong(answer)) == sorted(f"score_{called[one].id}" for one in at)
    assert {name: kept[name] for name in form} == form
    legends = answer.page.xpath("//fieldset/@id")
    assert legends == [f"attendance_{one}" for one in by_name]


def test_mark_that_there_is_not_is_refused(login: LogIn, school: School, called: list[Participation]) -> None:
    form = marks_of(called, ("elected", ""), ("", ""), ("invited", ""), ("", ""))

    answer = login(Role.TRAINER).post(f"{school.url}/attendance", form)

    assert (answer.status, len(wrong(answer))) == (422, 2)
    assert [mark[1] for mark in school.marks()] == [INVITED, INVITED, CONFIRMED, EXCUSED]


def test_correction_is_logged_as_it_was_and_as_it_is(
    login: LogIn, school: School, called: list[Participation]
) -> None:
    browser = login(Role.TRAINER, login="gulnar")
    for mark in (("passed", "85"), ("passed", "85"), ("failed", "35")):
        form = marks_of(called, mark, ("", ""), ("", ""), ("", ""))
        assert browser.post(f"{school.url}/attendance", form).status == 303

    events = db.session.query(AuditEvent).filter_by(action="attendance.marked").order_by(AuditEvent.id)
    assert [(one.actor_login, one.subject_id, one.before, one.after) for one in events] == [
        (
            "gulnar", called[0].id, {"attendance": "invited", "score": None},
            {"attendance": "passed", "score": 85},
        ),
        (
            "gulnar", called[0].id, {"attendance": "passed", "score": 85},
            {"attendance": "failed", "score": 35},
        ),
    ]  # fmt: skip


def test_trainer_of_a_district_sees_ones_own_people_of_the_regions_seminar(
    factory: Factory, login: LogIn, school: School
) -> None:
    seminar = factory.seminar("110000000/")
    for one in (school.nominees[0], school.foreign):
        factory.participation(seminar, one.person, path=one.path)

    pages = [login(Role.TRAINER, path).get(f"/seminars/{seminar.id}") for path in ("", school.home.path)]

    names = ("Әлиев", "Жұмабай")
    assert [[name in page.words for name in names] for page in pages] == [[True, True], [True, False]]
