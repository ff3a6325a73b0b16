"""A seminar that clashes, is moved, called off or copied to other districts, and the people who must be told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.training.models import Participation, Seminar, SeminarStatus
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]


def moving(browser: Browser, school: School, **changes: str) -> dict[str, str]:
    return {**fields_of(browser.get(f"{school.url}/move"), "reason"), "reason": "Буран", **changes}


def test_seminar_is_moved_with_a_reason_and_leads_to_whom_to_call(
    factory: Factory, login: LogIn, school: School
) -> None:
    factory.participation(school.seminar, factory.person(surname="Ким", phone="+7 700 111 22 33"))
    browser = login(Role.TRAINER)

    without = browser.post(
        f"{school.url}/move",
        moving(browser, school, reason=" ", starts_at="2021-07-05T10:00", ends_at="2021-07-05T16:00"),
    )
    same = browser.post(f"{school.url}/move", moving(browser, school))
    moved = browser.post(
        f"{school.url}/move",
        moving(browser, school, starts_at="2021-07-05T10:00", ends_at="2021-07-05T16:00", place="Школа"),
    )

    assert [(answer.status, wrong(answer)) for answer in (without, same)] == [
        (422, ["reason"]),
        (422, ["starts_at"]),
    ]
    assert (moved.status, moved.location) == (303, "/notices/1")
    db.session.rollback()
    assert (school.seminar.starts_at, school.seminar.place) == (datetime(2021, 7, 5, 4, tzinfo=UTC), "Школа")
    page = browser.follow(moved)
    messages = [one.text for one in page.page.xpath("//textarea")]
    assert len(messages) == 2
    assert all(
        "05.07.2021 10:00" in text and "03.07.2021 10:00" in text and "Буран" in text for text in messages
    )
    assert page.page.xpath("//a[starts-with(@href,'tel:')]/@href") == ["tel:+77001112233"]
    assert browser.get(school.url).page.xpath("//a[@href='/notices/1']")


def test_who_was_reached_is_kept_and_may_be_unticked(factory: Factory, login: LogIn, school: School) -> None:
    people = [factory.participation(school.seminar, factory.person(surname=name)) for name in ("Ақ", "Боз")]
    browser = login(Role.TRAINER, login="gulnar")
    called_off = browser.post(f"{school.url}/end", {"status": "cancelled", "reason": "Буран", "version": "1"})
    asked = [str(one.id) for one in people]

    first = browser.post(called_off.location, {"asked": asked, "reached": asked[:1]})
    other = login(Role.TRAINER, login="aigul").post(
        called_off.location, {"asked": asked[1:], "reached": asked[1:]}
    )
    page = browser.get(called_off.location)
    browser.post(called_off.location, {"asked": asked, "reached": asked[1:]})
    later = browser.get(called_off.location)

    assert (first.status, other.status) == (303, 303)
    assert page.page.xpath("//input[@name='reached'][@checked]/@value") == asked
    assert ("gulnar" in page.words, "aigul" in page.words) == (True, True)
    assert later.page.xpath("//input[@name='reached'][@checked]/@value") == asked[1:]
    assert "не состоится" in page.words or "will not take place" in page.words
    assert login(Role.TRAINER, school.other.path).get(called_off.location).status == 404
    assert login(Role.OBSERVER).get(called_off.location).status == 403


def test_clash_is_a_warning_that_names_the_other_seminar_and_must_be_confirmed(
    factory: Factory, login: LogIn, school: School
) -> None:
    other = factory.seminar(
        school.home.path,
        place="ДОМ культуры",
        starts_at=datetime(2021, 7, 5, 4, tzinfo=UTC),
        ends_at=datetime(2021, 7, 5, 10, tzinfo=UTC),
    )
    for seminar in (school.seminar, other):
        factory.participation(seminar, school.head.person)
    browser = login(Role.TRAINER)
    form = moving(browser, school, starts_at="2021-07-05T12:00", ends_at="2021-07-05T18:00")
    assert not browser.get(f"{school.url}/move").page.xpath("//input[@name='despite']")

    warned = browser.post(f"{school.url}/move", form)
    confirmed = browser.post(f"{school.url}/move", {**form, "despite": "y"})

    assert (warned.status, wrong(warned)) == (422, ["despite"] * 3)
    assert warned.words.count(f"№ {other.id} ") >= 3
    assert warned.page.xpath("//input[@name='despite']")
    assert confirmed.status == 303
    assert f"№ {other.id} " in browser.get(school.url).words


def test_of_a_clash_in_another_territory_no_more_is_told_than_when(
    factory: Factory, login: LogIn, school: School
) -> None:
    factory.seminar(school.other.path, place="Тайное место", territory_ru="Чужой район", territory_kk="Бөтен")
    factory.seminar(school.home.path, place="Другой зал")

    local, whole = login(Role.TRAINER, school.home.path), login(Role.TRAINER)
    seen, all_seen = (browser.get(school.url, lang="en").words for browser in (local, whole))

    assert "Тайное место" in all_seen
    assert "Другой зал" in seen
    assert "a seminar in another territory, 03.07.2021" in seen
    assert "Тайное место" not in seen
    assert "Чужой" not in seen


def test_clash_with_a_seminar_that_was_called_off_or_of_another_day_is_none(
    factory: Factory, login: LogIn, school: School
) -> None:
    factory.seminar(school.home.path, status=SeminarStatus.CANCELLED)
    day = timedelta(1)
    factory.seminar(
        school.home.path, starts_at=school.seminar.starts_at + day, ends_at=school.seminar.ends_at + day
    )
    browser = login(Role.TRAINER)
    form = fields_of(browser.get(f"{school.url}/edit"), "kato")

    assert browser.post(f"{school.url}/edit", {**form, "capacity": "10"}).status == 303


def copying(school: School, *units: str, **more: str) -> dict[str, str]:
    return {
        "starts_at": "2021-07-20T10:00",
        "place": "Дом культуры",
        **{f"at_{kato}": "y" for kato in units},
        **more,
    }


def all_seminars() -> list[Seminar]:
    db.session.rollback()
    return list(db.session.query(Seminar).order_by(Seminar.id))


def test_seminar_is_copied_to_districts_at_one_time_or_each_at_its_own(
    login: LogIn, factory: Factory, school: School
) -> None:
    browser = login(Role.TRAINER)
    with transaction():
        db.session.merge(school.seminar).trainers = []
    own = {f"starts_{school.other.kato}": "2021-07-21T09:00", f"place_{school.other.kato}": "Школа"}

    answer = browser.post(
        f"{school.url}/copies?region=110000000/", copying(school, school.home.kato, school.other.kato, **own)
    )

    assert answer.status == 303
    made = sorted(all_seminars()[1:], key=lambda one: one.path)
    assert [(one.path, one.place, one.starts_at, one.ends_at - one.starts_at) for one in made] == [
        (school.home.path, "Дом культуры", datetime(2021, 7, 20, 4, tzinfo=UTC), timedelta(hours=6)),
        (school.other.path, "Школа", datetime(2021, 7, 21, 3, tzinfo=UTC), timedelta(hours=6)),
    ]
    assert {(one.course_id, one.capacity, one.territory_ru != "") for one in made} == {
        (school.seminar.course_id, 60, True)
    }


def test_copies_that_clash_are_said_and_none_is_planned_until_confirmed(
    login: LogIn, factory: Factory, school: School
) -> None:
    browser, url = login(Role.TRAINER), f"{school.url}/copies?region=110000000/"
    form = copying(school, school.home.kato, school.other.kato)

    warned = browser.post(url, form)
    before = len(all_seminars())
    confirmed = browser.post(url, {**form, "despite": "y"})

    assert (warned.status, set(wrong(warned)), before) == (422, {"despite"}, 1)
    assert "Т. Оспанова" in warned.words
    assert warned.page.xpath("//input[@name='despite']")
    assert (confirmed.status, len(all_seminars())) == (303, 3)


def test_copies_are_of_ones_own_districts_and_of_one_at_least(
    login: LogIn, factory: Factory, school: School
) -> None:
    url = f"{school.url}/copies?region=110000000/"
    own = login(Role.TRAINER, school.home.path)

    answers = [
        own.post(url, copying(school, *units))
        for units in ((), (school.other.kato,), (school.home.kato, "999"))
    ]

    assert [answer.status for answer in answers] == [422, 422, 422]
    assert len(all_seminars()) == 1
    assert login(Role.OBSERVER).get(url).status == 403


@pytest.mark.parametrize("status", [SeminarStatus.CLOSED, SeminarStatus.CANCELLED])
def test_ended_seminar_is_not_moved(
    factory: Factory, login: LogIn, school: School, status: SeminarStatus
) -> None:
    browser = login(Role.TRAINER)
    form = moving(browser, school, place="Школа")
    with transaction():
        db.session.merge(school.seminar).status = status

    answer = browser.post(f"{school.url}/move", form)

    assert (answer.status, wrong(answer)) == (422, [""])
    assert db.session.query(Participation).count() == 0
