"""The pages of seminars: planned by name or code of a territory, changed without overwriting each other, ended once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.training.models import Course, Seminar, SeminarStatus
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
KATO = "113200000"


@pytest.fixture
def course(factory: Factory) -> Course:
    factory.election()
    factory.district(KATO, name_ru="Аккольский район", search_text=f"аккольскии раион {KATO}")
    factory.district("113400000", name_ru="Жаксынский район", search_text="жаксынскии раион 113400000")
    return factory.course(title_ru="Закон о выборах")


def form_of(course: Course, **changes: str) -> dict[str, str]:
    return {
        "course_id": str(course.id), "kato": KATO, "place": "Дом культуры", "trainer": "Т. Оспанова",
        "link": "", "language": "kk", "capacity": "40", "starts_at": "2021-07-10T10:00", "ends_at": "2021-07-10T16:30", **changes,
    }  # fmt: skip


def seminars() -> list[tuple[object, ...]]:
    db.session.rollback()
    rows = db.session.query(Seminar).order_by(Seminar.id)
    return [(one.path, one.territory_ru, one.place, one.capacity, one.starts_at, one.ends_at) for one in rows]


PLANNED = (
    f"110000000/{KATO}/", "Аккольский район", "Дом культуры", 40, datetime(2021, 7, 10, 4, tzinfo=UTC),
    datetime(2021, 7, 10, 10, 30, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("typed", [KATO, "Аккольский район", "АККОЛЬСКИЙ", f"{KATO} Аккольский район"])
def test_seminar_is_planned_in_a_territory_by_its_code_or_its_name(
    login: LogIn, course: Course, typed: str
) -> None:
    browser = login(Role.TRAINER)
    offered = browser.get("/seminars/new").page.xpath("//datalist/option/@value")
    assert f"{KATO} Аккольский район" in offered

    answer = browser.post("/seminars/new", form_of(course, kato=typed))

    assert (answer.status, answer.location, seminars()) == (303, "/seminars/1", [PLANNED])
    assert "семинар запланирован" in browser.follow(answer).words


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"ends_at": "2021-07-10T10:00"}, ["ends_at"]),
        ({"ends_at": "2021-07-10T09:00", "capacity": "0"}, ["capacity", "ends_at"]),
        ({"capacity": "-4"}, ["capacity"]),
        ({"capacity": "сорок"}, ["capacity"]),
        ({"kato": "999999999"}, ["kato"]),
        ({"kato": "район"}, ["kato"]),
        ({"kato": ""}, ["kato"]),
        ({"place": " "}, ["place"]),
        ({"trainer": " "}, ["trainer"]),
        ({"link": "zoom"}, ["link"]),
        ({"starts_at": "завтра"}, ["starts_at"]),
        ({"course_id": "77"}, ["course_id"]),
        ({"language": "en"}, ["language"]),
    ],
)
def test_refused_seminar_keeps_what_was_typed_and_names_the_field(
    login: LogIn, course: Course, changes: dict[str, str], fields: list[str]
) -> None:
    form = form_of(course, **changes)

    answer = login(Role.TRAINER).post("/seminars/new", form)

    kept = fields_of(answer, "kato")
    typed = form.keys() - {"course_id", "language"}
    assert (answer.status, wrong(answer), seminars()) == (422, fields, [])
    assert {name: kept[name].strip() for name in typed} == {name: form[name].strip() for name in typed}


@pytest.mark.parametrize(
    ("role", "path", "kato", "status"),
    [
        (Role.TRAINER, f"110000000/{KATO}/", KATO, 303),
        (Role.COORDINATOR, f"110000000/{KATO}/", KATO, 303),
        (Role.TRAINER, f"110000000/{KATO}/", "113400000", 422),
        (Role.TRAINER, f"110000000/{KATO}/", "110000000", 403),
        (Role.OBSERVER, "", KATO, 403),
        (Role.HQ_STAFF, "", KATO, 403),
    ],
)
def test_seminars_are_planned_by_trainers_in_their_territory(
    login: LogIn, course: Course, role: Role, path: str, kato: str, status: int
) -> None:
    answer = login(role, path).post("/seminars/new", form_of(course, kato=kato))

    assert (answer.status, len(seminars())) == (status, status == 303)


@pytest.fixture
def planned(login: LogIn, course: Course) -> str:
    return login(Role.TRAINER).post("/seminars/new", form_of(course)).location


def test_seminar_is_changed_from_what_its_form_shows(login: LogIn, course: Course, planned: str) -> None:
    browser = login(Role.TRAINER)
    shown = fields_of(browser.get(f"{planned}/edit"), "kato")

    changed = {**shown, "kato": "Жаксынский", "capacity": "25", "ends_at": "2021-07-10T17:00"}
    answer = browser.post(f"{planned}/edit", changed)

    assert shown == {**form_of(course), "version": "1", "seen": shown["seen"]}
    assert (answer.status, answer.location) == (303, planned)
    assert seminars() == [(
        "110000000/113400000/", "Жаксынский район", "Дом культуры", 25, datetime(2021, 7, 10, 4, tzinfo=UTC),
        datetime(2021, 7, 10, 11, tzinfo=UTC),
    )]  # fmt: skip
    assert "семинар изменён" in browser.get(planned).words


def test_overtaken_trainer_keeps_what_they_typed_and_what_the_other_saved(
    login: LogIn, course: Course, planned: str
) -> None:
    browser, other = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    shown = fields_of(browser.get(f"{planned}/edit"), "kato")
    other.post(f"{planned}/edit", {**shown, "capacity": "25", "ends_at": "2021-07-10T18:00"})

    late = browser.post(f"{planned}/edit", {**shown, "place": "Школа № 1"})

    notes = [" ".join(note.split()) for note in late.page.xpath("//p[@class='hint']/text()")]
    assert (late.status, [one[2:4] for one in seminars()]) == (422, [("Дом культуры", 25)])
    assert "gulnar" in late.page.xpath("string(//*[@role='alert'])")
    told = ["Дом культуры", "25", "10.07.2021 18:00"]
    assert [now in note for now, note in zip(told, notes, strict=True)] == [True] * 3
    again = browser.post(f"{planned}/edit", fields_of(late, "kato"))
    assert (again.status, [one[2:4] for one in seminars()]) == (303, [("Школа № 1", 25)])


def test_overtaken_trainer_may_let_the_others_answer_stay(login: LogIn, course: Course, planned: str) -> None:
    browser, other = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    shown = fields_of(browser.get(f"{planned}/edit"), "kato")
    other.post(f"{planned}/edit", {**shown, "place": "Акимат", "capacity": "25"})

    late = browser.post(f"{planned}/edit", {**shown, "place": "Школа № 1", "capacity": "30"})
    form = fields_of(late, "kato")
    again = browser.post(f"{planned}/edit", {**form, "stays-place": "theirs"})

    assert (form["stays-place"], form["place"], form["capacity"]) == ("mine", "Школа № 1", "30")
    assert (again.status, [one[2:4] for one in seminars()]) == (303, [("Акимат", 30)])


def test_form_without_its_version_does_not_overwrite(login: LogIn, course: Course, planned: str) -> None:
    answer = login(Role.TRAINER).post(f"{planned}/edit", form_of(course, capacity="1"))

    assert (answer.status, seminars()) == (422, [PLANNED])


def test_seminar_of_the_region_is_seen_from_its_districts_and_not_changed(
    factory: Factory, login: LogIn, school: School
) -> None:
    seminar = factory.seminar("110000000/", place="Дворец")
    url, browser = f"/seminars/{seminar.id}", login(Role.TRAINER, school.home.path)
    form = form_of(seminar.course, kato=school.home.kato, version="1")

    assert (browser.get(url).status, browser.get(url).page.xpath("//main//button")) == (200, [])
    answers = [
        browser.post(url + path, form | {"status": "closed", "person": str(school.head.person_id)}).status
        for path in ("/edit", "/end", "/attendance", "/enrolment")
    ]

    assert answers == [403, 403, 403, 403]
    assert (seminars()[1][:3], seminar.status) == (("110000000/", "", "Дворец"), SeminarStatus.PLANNED)


def test_foreign_seminar_is_not_found_and_observers_read_only(login: LogIn, school: School) -> None:
    foreign, observer = login(Role.TRAINER, school.other.path), login(Role.OBSERVER)
    paths = [f"{school.url}/{path}" for path in ("edit", "end", "attendance", "enrolment")]

    assert [foreign.get(path).status for path in (school.url, paths[0], "/seminars/99")] == [404, 404, 404]
    assert {foreign.post(path, {"version": "1"}).status for path in paths} == {404}
    assert {observer.post(path, {"version": "1"}).status for path in paths} == {403}
    page = observer.get(school.url)
    assert (page.status, page.page.xpath("//main//button")) == (200, [])


def end(browser: Browser, url: str, status: str, reason: str = "", version: str = "1") -> Answer:
    return browser.post(f"{url}/end", {"status": status, "reason": reason, "version": version})


def state(school: School) -> tuple[SeminarStatus, str]:
    db.session.rollback()
    return school.seminar.status, school.seminar.reason


def test_seminar_is_called_off_with_a_reason_only(login: LogIn, school: School) -> None:
    browser = login(Role.TRAINER)

    without = end(browser, school.url, "cancelled", "  ")
    before = state(school)
    called_off = end(browser, school.url, "cancelled", "Буран")

    assert (without.status, wrong(without), before) == (422, ["reason"], (SeminarStatus.PLANNED, ""))
    assert (called_off.status, state(school)) == (303, (SeminarStatus.CANCELLED, "Буран"))
    page = browser.get(school.url)
    assert ("Буран" in page.words, "семинар отменён – Буран" in page.words) == (True, True)


def test_ended_seminar_takes_no_people_no_marks_no_changes_and_no_second_end(
    factory: Factory, login: LogIn, school: School
) -> None:
    one = factory.participation(school.seminar, school.nominees[0].person)
    browser, url = login(Role.TRAINER), school.url
    assert end(browser, url, "closed").status == 303
    version = str(school.seminar.version)

    answers = [
        browser.post(f"{url}/enrolment", {"person": str(school.head.person_id)}),
        browser.post(f"{url}/attendance", {f"attendance_{one.id}": "attended"}),
        browser.post(f"{url}/edit", form_of(school.seminar.course, version=version)),
        end(browser, url, "cancelled", "Буран", version),
    ]

    assert [(answer.status, wrong(answer)) for answer in answers] == [(422, [""])] * 4
    assert school.marks() == [("Әлиев", "invited", None)]
    assert (state(school), school.seminar.place) == ((SeminarStatus.CLOSED, ""), "Дом культуры")
    assert browser.get(url).page.xpath("//main//button") == []
    assert "список закрыт" in browser.get(url).words


def test_overtaken_end_is_refused(login: LogIn, school: School) -> None:
    with transaction():
        db.session.merge(school.seminar).place = "Школа"

    answer = end(login(Role.TRAINER), school.url, "closed")

    assert (answer.status, state(school)) == (422, (SeminarStatus.PLANNED, ""))
