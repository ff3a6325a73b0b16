"""Trainers as records, the calendar by months, and the secret addresses of calendars."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.training.models import Seminar, SeminarStatus
from elections.training.trainer_actions import names_in
from elections.training.trainer_models import Trainer
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]


def trainers() -> list[tuple[str, str, int | None]]:
    db.session.rollback()
    return [(one.name, one.phone, one.user_id) for one in db.session.query(Trainer).order_by(Trainer.id)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Т. Оспанова", ["Т. Оспанова"]),
        ("Т. Оспанова, Б.  Сағынов;  А. Ким", ["Т. Оспанова", "Б. Сағынов", "А. Ким"]),
        ("Т. Оспанова, т. оспанова", ["т. оспанова"]),
        (" , ;", []),
    ],
)
def test_several_trainers_are_typed_one_after_the_other(typed: str, names: list[str]) -> None:
    assert names_in(typed) == names


def test_trainer_is_added_changed_and_tied_to_an_account(factory: Factory, login: LogIn) -> None:
    factory.election()
    browser = login(Role.TRAINER, login="gulnar")

    added = browser.post("/trainers/new", {"name": "Т. Оспанова", "phone": "+7 700"})
    form = fields_of(browser.get("/trainers/1/edit"), "name")
    changed = browser.post("/trainers/1/edit", {**form, "login": "gulnar", "phone": "+7 701"})

    assert (added.status, changed.status) == (303, 303)
    assert [one[:2] for one in trainers()] == [("Т. Оспанова", "+7 701")]
    assert fields_of(browser.get("/trainers/1/edit"), "name")["login"] == "gulnar"
    assert "тренер изменён" in browser.get("/trainers/1/edit").words or trainers()[0][2] is not None


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"name": "т. ОСПАНОВА"}, ["name"]),
        ({"name": "А. Ким", "login": "nobody"}, ["login"]),
        ({"name": "т. ОСПАНОВА", "login": "nobody"}, ["name", "login"]),
    ],
)
def test_trainer_is_refused_whose_name_is_known_or_account_is_not(
    factory: Factory, login: LogIn, form: dict[str, str], fields: list[str]
) -> None:
    factory.trainer("Т. Оспанова")

    answer = login(Role.TRAINER).post("/trainers/new", form)

    assert (answer.status, wrong(answer), len(trainers())) == (422, fields, 1)


def test_trainers_are_read_by_observers_and_written_by_trainers(factory: Factory, login: LogIn) -> None:
    factory.trainer()
    observer = login(Role.OBSERVER)

    assert observer.get("/trainers").status == 200
    assert [observer.post(url, {"name": "А"}).status for url in ("/trainers/new", "/trainers/1/edit")] == [
        403,
        403,
    ]
    assert login(Role.TRAINER).get("/trainers/99/edit").status == 404


PHONE = "+7 701 555 44 33"


def looks() -> list[dict[str, object]]:
    db.session.rollback()
    found = db.session.query(AuditEvent).filter_by(action="people.seen").order_by(AuditEvent.id)
    return [one.after for one in found]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMINISTRATOR, Role.LAWYER])
def test_phones_of_trainers_are_hidden_from_who_calls_nobody(
    factory: Factory, login: LogIn, role: Role
) -> None:
    factory.trainer("Т. Оспанова", phone=PHONE)
    factory.person(surname="Оспанова", phone=PHONE)
    factory.trainer("А. Ким")

    page = login(role).get("/trainers", lang="en")

    cells = [cell.text_content() for cell in page.page.xpath("//td[@data-label='Phone']")]
    assert (sorted(cells), PHONE in page.text, looks()) == (["hidden", "–"], False, [])


@pytest.mark.parametrize("role", [Role.TRAINER, Role.HQ_STAFF, Role.COORDINATOR])
def test_who_calls_sees_the_phones_and_is_noted_for_trainers_of_the_register(
    factory: Factory, login: LogIn, role: Role
) -> None:
    factory.trainer("Т. Оспанова", phone="8 (701) 555-44-33")
    factory.trainer("А. Ким", phone="+7 702 000 00 01")
    person = factory.person(surname="Оспанова", phone=PHONE).id
    factory.person(surname="Сагынов", phone=PHONE)  # another of the same house

    page = login(role).get("/trainers", lang="en")

    assert all(phone in page.words for phone in ("8 (701) 555-44-33", "+7 702 000 00 01"))
    assert looks() == [{"page": "/trainers", "contacts": [person]}]


def test_the_form_of_a_trainer_of_the_register_is_a_look_too(factory: Factory, login: LogIn) -> None:
    number = factory.trainer("Т. Оспанова", phone=PHONE).id
    person = factory.person(surname="Оспанова", phone=PHONE).id

    assert login(Role.TRAINER).get(f"/trainers/{number}/edit").status == 200
    assert looks() == [{"page": f"/trainers/{number}/edit", "contacts": [person]}]


def addresses(page: Answer) -> list[str]:
    return [
        str(one).removeprefix("http://localhost")
        for one in page.page.xpath("//a[contains(@href,'.ics')]/@href")
    ]


def events(answer: Answer) -> list[tuple[object, ...]]:
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return [(str(one["summary"]), one["dtstart"].dt, one["dtend"].dt, str(one["status"])) for one in found]


def test_calendar_of_a_trainer_is_read_by_whoever_has_its_address(
    app: object, factory: Factory, login: LogIn, school: School
) -> None:
    off = factory.seminar("", status=SeminarStatus.CANCELLED, starts_at=datetime(2021, 7, 4, 4, tzinfo=UTC),
                          ends_at=datetime(2021, 7, 4, 10, tzinfo=UTC))  # fmt: skip
    factory.seminar(school.other.path, trainers=[factory.trainer("Другой")])
    factory.participation(school.seminar, school.head.person)
    own = next(
        one
        for one in addresses(login(Role.TRAINER).get("/trainers"))
        if "/trainer/" in one and "/2-" not in one
    )

    answer = Browser(app).get(own)

    assert (answer.status, answer.mimetype) == (200, "text/calendar")
    assert events(answer) == [
        ("Закон о выборах", school.seminar.starts_at, school.seminar.ends_at, "CONFIRMED"),
        ("Закон о выборах", off.starts_at, off.ends_at, "CANCELLED"),
    ]
    assert school.head.person.surname not in answer.data.decode()
    again = app.test_client().get(own, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_calendar_of_a_region_holds_what_concerns_it(
    app: object, factory: Factory, login: LogIn, school: School
) -> None:
    factory.seminar("", place="Столица")
    factory.seminar("190000000/", place="Другая область")
    own = next(one for one in addresses(login(Role.TRAINER).get("/trainers")) if "/region/110000000-" in one)

    places = [str(one["location"]) for one in Calendar.from_ical(Browser(app).get(own).data).walk("VEVENT")]

    assert len(places) == 2
    assert not any("Другая область" in place for place in places)


def test_address_of_a_calendar_cannot_be_made_up(app: object, factory: Factory, login: LogIn) -> None:
    factory.trainer()
    own = addresses(login(Role.TRAINER).get("/trainers"))[0]
    other = own.replace("/1-", "/2-")
    altered = own.replace(".ics", "0.ics")

    statuses = [
        Browser(app).get(url).status
        for url in (own, other, altered, own.replace("trainer/", "region/"), "/calendar/x/y.ics")
    ]

    assert statuses == [200, 404, 404, 404, 404]


@pytest.mark.parametrize(
    ("kind", "renewal"),
    [("trainer", "/trainers/1/calendar"), ("region", "/trainers/regions/110000000/calendar")],
)
def test_calendar_gets_a_new_address_and_the_old_one_opens_nothing(
    app: object, login: LogIn, school: School, kind: str, renewal: str
) -> None:
    browser = login(Role.TRAINER, login="gulnar")

    def own() -> str:
        return next(one for one in addresses(browser.get("/trainers")) if f"/{kind}/1" in one)

    seen = [own()]
    for _ in range(2):
        assert browser.post(renewal, {}).status == 303
        seen.append(own())

    assert len(set(seen)) == 3
    assert [Browser(app).get(url).status for url in seen] == [404, 404, 200]
    assert Browser(app).get(seen[2].replace("_2-", "_3-")).status == 404
    event = db.session.query(AuditEvent).filter_by(action="calendar.readdressed").first()
    assert event.actor_login == "gulnar"
    others = [one for one in addresses(browser.get("/trainers")) if f"/{kind}/" not in one]
    assert {Browser(app).get(url).status for url in others} == {200}


def test_address_of_a_calendar_is_made_anew_by_those_who_work_there(
    login: LogIn, factory: Factory, school: School
) -> None:
    factory.region("190000000", name_ru="Другая область")
    foreign = login(Role.TRAINER, "190000000/")

    assert [foreign.post(f"/trainers/regions/{kato}/calendar", {}).status for kato in ("110000000", "190000000", "113200000", "0")] == [
        404, 303, 404, 404,
    ]  # fmt: skip
    assert (
        login(Role.TRAINER, school.home.path).post("/trainers/regions/110000000/calendar", {}).status == 403
    )
    observer = login(Role.OBSERVER)
    assert [
        observer.post(url, {}).status
        for url in ("/trainers/1/calendar", "/trainers/regions/110000000/calendar")
    ] == [403, 403]
    assert login(Role.TRAINER).post("/trainers/99/calendar", {}).status == 404


@pytest.mark.parametrize("number", [1, 3])
def test_month_shows_its_seminars_in_local_time_with_the_same_queries(
    factory: Factory, login: LogIn, number: int
) -> None:
    late = datetime(2021, 7, 31, 19, tzinfo=UTC)  # it is the first of August already
    made = [factory.seminar(place=f"Зал {at}") for at in range(number)]
    factory.seminar(starts_at=late, ends_at=late.replace(hour=21), place="Август")
    browser = login(Role.TRAINER)
    browser.get("/seminars/calendar")

    with counting_queries() as queries:
        page = browser.get("/seminars/calendar", month="2021-07")

    hrefs = page.page.xpath("//table//a/@href")
    assert hrefs == [f"/seminars/{one.id}" for one in made]
    assert page.page.xpath("//table//time/text()") == ["10:00"] * number
    assert len(queries) == MONTH_QUERIES
    august = browser.get("/seminars/calendar", month="2021-08")
    assert "Август" in august.words


MONTH_QUERIES = 7


@pytest.mark.parametrize("month", ["", "июль", "1066-01", "2021-13"])
def test_calendar_opens_at_the_campaigns_month_when_the_address_says_none(
    factory: Factory, login: LogIn, month: str
) -> None:
    factory.election()

    assert login(Role.TRAINER).get("/seminars/calendar", month=month).status == 200


def test_calendar_is_narrowed_to_a_trainer_and_a_territory(
    factory: Factory, login: LogIn, school: School
) -> None:
    other = factory.trainer("Другой")
    factory.seminar(school.other.path, trainers=[other], place="Школа")
    browser = login(Role.TRAINER)

    pages = [
        browser.get("/seminars/calendar", month="2021-07", **chosen)
        for chosen in (
            {"trainer": str(other.id)},
            {"path": school.other.path},
            {"path": school.home.path},
            {"trainer": "x"},
        )
    ]

    assert [len(page.page.xpath("//table//a")) for page in pages] == [1, 1, 1, 2]


def test_unknown_name_becomes_a_trainer_once(factory: Factory, login: LogIn, school: School) -> None:
    factory.trainer("Б. Сағынов")
    browser = login(Role.TRAINER)
    form = fields_of(browser.get(f"{school.url}/edit"), "trainer")

    answer = browser.post(f"{school.url}/edit", {**form, "trainer": "б. сағынов, А. Ким"})

    assert answer.status == 303
    assert [one[0] for one in trainers()] == ["Т. Оспанова", "Б. Сағынов", "А. Ким"]
    db.session.rollback()
    assert [one.name for one in db.session.get(Seminar, school.seminar.id).trainers] == [
        "А. Ким",
        "Б. Сағынов",
    ]
