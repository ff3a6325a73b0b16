"""The pages of headquarters: opened by name or code, listed by their address, members seen by who covers them."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.alphabet import fold
from elections.database import db
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.training.models import Attendance, Audience
from tests.browsing import Answer, Browser
from tests.factories import Factory

LogIn = Callable[..., Browser]
KATO, OTHER_KATO = "113200000", "113400000"
REGION = "110000000/"
HOME, OTHER = f"{REGION}{KATO}/", f"{REGION}{OTHER_KATO}/"
CONTACTS = {"address": "Абай к., 1", "phone": "+7 700 999 00 01", "opening_hours": "9–18"}
MEMBER = {
    "surname": "Оспанова", "given_name": "Әсел", "patronymic": "", "iin": "", "phone": "+7 701 999 00 02", "role": "head",
    "since_on": "2021-06-26", "email": "",
}  # fmt: skip


def wrong(answer: Answer) -> list[str]:
    """Returns where the summary above the form leads to, "" for what is about the whole."""
    lines = answer.page.xpath("//*[@role='alert']//li")
    return [str(line.xpath("string(a/@href)")).removeprefix("#") for line in lines]


def fields_of(answer: Answer, name: str) -> dict[str, str]:
    """Returns what stands in the fields of the form that has a field `name`."""
    form = next(form for form in answer.page.forms if name in form.fields)
    own = ("csrf_token", "idempotency_key")
    return {key: value for key, value in form.fields.items() if key not in own and value is not None}


def kept() -> list[tuple[str, ...]]:
    db.session.rollback()
    rows = db.session.query(Headquarters).order_by(Headquarters.id)
    return [(one.path, one.territory_ru, one.address, one.phone, one.opening_hours) for one in rows]


@pytest.fixture
def home(factory: Factory) -> str:
    """Two districts and a constituency; returns the constituency's code."""
    factory.election()
    name = "Аккольский район"
    district = factory.district(KATO, name_ru=name, search_text=fold(f"{name} {KATO}"))
    factory.district(OTHER_KATO, name_ru="Жаксынский район", search_text=fold("Жаксынский район"))
    return factory.constituency(district, kato="113232100", name_ru="Азат", search_text="азат").kato


@pytest.mark.parametrize(
    ("typed", "path", "name"),
    [
        ("", "", ""),
        (KATO, HOME, "Аккольский район"),
        ("аккольский", HOME, "Аккольский район"),
        ("Азат", f"{HOME}113232100/", "Азат"),
        ("113232100", f"{HOME}113232100/", "Азат"),
    ],
)
def test_headquarters_is_opened_by_name_or_code_once(
    login: LogIn, home: str, typed: str, path: str, name: str
) -> None:
    browser = login(Role.COORDINATOR)
    form = {"kato": typed, **CONTACTS}
    offered = browser.get("/headquarters/new").page.xpath("//datalist/option/@value")
    assert [one.split()[0] for one in offered] == ["110000000", KATO, OTHER_KATO, "113232100"]

    saved = browser.post("/headquarters/new", form)
    again = browser.post("/headquarters/new", form)

    assert (saved.status, saved.location, kept()) == (
        303,
        "/headquarters/1",
        [(path, name, *CONTACTS.values())],
    )
    assert (again.status, wrong(again)) == (422, ["kato"])
    assert {name: value for name, value in fields_of(again, "kato").items() if value} == {
        name: value for name, value in form.items() if value
    }
    assert "штаб открыт" in browser.get(saved.location).words


@pytest.mark.parametrize(
    ("role", "scope", "form", "status"),
    [
        (Role.HQ_STAFF, HOME, {"kato": KATO}, 303),
        (Role.HQ_STAFF, HOME, {"kato": OTHER_KATO}, 422),
        (Role.HQ_STAFF, HOME, {"kato": "999999999"}, 422),
        (Role.HQ_STAFF, HOME, {"kato": "район"}, 303),
        (Role.COORDINATOR, "", {"kato": "район"}, 422),
        (Role.COORDINATOR, "", {"kato": KATO, "phone": "7" * 41}, 422),
        (Role.HQ_STAFF, HOME, {"kato": ""}, 403),
        (Role.HQ_STAFF, HOME, {"kato": "110000000"}, 403),
        (Role.OBSERVER, "", {"kato": KATO}, 403),
        (Role.TRAINER, "", {"kato": KATO}, 403),
    ],
)
def test_headquarters_are_opened_in_ones_territory(
    login: LogIn, home: str, role: Role, scope: str, form: dict[str, str], status: int
) -> None:
    answer = login(role, scope).post("/headquarters/new", form)

    assert (answer.status, [one[0] for one in kept()]) == (status, [HOME] if status == 303 else [])


def test_contacts_are_changed_and_an_overtaken_clerk_sees_them(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME, territory_ru="Акколь", **CONTACTS)
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}"
    shown = fields_of(browser.get(f"{url}/edit"), "phone")
    other = login(Role.COORDINATOR, login="gulnar")

    first = other.post(f"{url}/edit", {**shown, "phone": "+7 702 999 00 03"})
    late = browser.post(f"{url}/edit", {**shown, "address": "Бөгенбай к., 2"})
    blind = browser.post(f"{url}/edit", CONTACTS)

    notes = [
        " ".join(note.split()) for note in late.page.xpath("//p[@class='hint']/text()") if "Сейчас" in note
    ]
    assert shown == {**CONTACTS, "opened_on": "", "version": "1", "seen": shown["seen"]}
    assert (first.status, late.status, blind.status) == (303, 422, 422)
    assert [now in note for now, note in zip(("Абай к., 1", "+7 702 999 00 03"), notes, strict=True)] == [
        True,
        True,
    ]
    assert "gulnar" in late.page.xpath("string(//*[@role='alert'])")
    assert kept() == [(HOME, "Акколь", "Абай к., 1", "+7 702 999 00 03", "9–18")]
    again = browser.post(f"{url}/edit", fields_of(late, "phone"))
    assert (again.status, kept()[0][2:4]) == (303, ("Бөгенбай к., 2", "+7 702 999 00 03"))
    assert "штаб изменён" in browser.get(url).words


def test_members_are_added_and_ended(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}"
    empty = fields_of(browser.get(f"{url}/members/new"), "surname")

    added = browser.post(f"{url}/members/new", MEMBER)
    second = browser.post(f"{url}/members/new", {**MEMBER, "surname": "Бекова"})
    rows = [" ".join(cell.text_content().split()) for cell in browser.get(url).page.xpath("//tbody/tr/td")]
    last = fields_of(browser.get("/members/1/end"), "on")
    ended = [browser.post("/members/1/end", last).status for _ in range(2)]

    assert empty["since_on"] == "2021-07-05"
    assert (added.status, added.location, second.status, wrong(second)) == (303, url, 422, ["role"])
    assert rows[:5] == ["Оспанова Әсел", "Руководитель", "+7 701 999 00 02", "–", "26.06.2021"]
    assert (last["on"], ended) == ("2021-07-05", [303, 422])
    assert browser.get(url).page.xpath("//tbody") == []
    assert "26.06.2021 – 05.07.2021" in browser.get(url).words
    db.session.rollback()
    assert [(one.role, one.until_on) for one in db.session.query(Member)] == [
        (MemberRole.HEAD, date(2021, 7, 5))
    ]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"surname": " ", "given_name": ""}, ["surname", "given_name"]),
        ({"surname": "R2-D2"}, ["surname"]),
        ({"iin": "12"}, ["iin"]),
        ({"role": "king"}, ["role"]),
        ({"since_on": "завтра"}, ["since_on"]),
        ({"since_on": ""}, ["since_on"]),
        ({"phone": "7" * 41}, ["phone"]),
        ({"phone": "спросить", "email": "нет"}, ["phone", "email"]),
    ],
)
def test_refused_member_keeps_what_was_typed_and_names_the_field(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    office = factory.headquarters(HOME)
    form = {**MEMBER, **changes}

    answer = login(Role.HQ_STAFF, HOME).post(f"/headquarters/{office.id}/members/new", form)

    shown = fields_of(answer, "surname")
    typed = form.keys() - {"role"}
    assert (answer.status, wrong(answer)) == (422, fields)
    assert {name: shown[name].strip() for name in typed} == {name: form[name].strip() for name in typed}
    assert db.session.query(Member).count() == 0


def test_foreign_headquarters_is_not_found_and_readers_do_not_write(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(OTHER, **CONTACTS)
    member = factory.member(office)
    url = f"/headquarters/{office.id}"
    writing = (f"{url}/edit", f"{url}/members/new", f"/members/{member.id}/end", f"/members/{member.id}/role", f"/members/{member.id}/contacts",
               f"{url}/close")  # fmt: skip
    clerk = login(Role.HQ_STAFF, HOME)

    assert [
        clerk.get(path).status for path in (url, *writing, "/headquarters/99", f"/members/{member.id}")
    ] == [404] * 9
    assert [clerk.post(path, {**MEMBER, "version": "1"}).status for path in writing] == [404] * 6
    assert clerk.post("/members/99/end").status == 404
    for role in (Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR):
        reader = login(role)
        page = reader.get(url)
        assert (page.status, page.page.xpath("//main//button")) == (200, [])
        assert [reader.post(path, {**MEMBER, "version": "1"}).status for path in writing] == [403] * 6


def test_headquarters_above_ones_territory_is_shown_without_members_or_vacancies(
    factory: Factory, login: LogIn
) -> None:
    offices = [factory.headquarters(path) for path in ("", REGION, HOME)]
    for office in offices[:2]:
        factory.member(office, factory.person(surname="Қасымов"))
    browser = login(Role.HQ_STAFF, HOME)

    listed = browser.get("/headquarters").page.xpath("//tbody/tr")
    above = [browser.get(f"/headquarters/{office.id}") for office in offices[:2]]
    own = browser.get(f"/headquarters/{offices[2].id}").words

    cells = [[cell.text_content().strip() for cell in row.xpath("td")[5:]] for row in listed]
    assert cells[:2] == [["–", "–"], ["–", "–"]]
    assert (cells[2][0], "Руководитель" in cells[2][1]) == ("0", True)
    told = [(page.status, "Вакансии" in page.words, "Қасымов" in page.words) for page in above]
    assert told == [(200, False, False)] * 2
    assert all(page.page.xpath("//main//button") == [] for page in above)
    assert "Вакансии: Руководитель" in own
    chief = login(Role.HQ_STAFF).get(f"/headquarters/{offices[1].id}").words
    assert ("Қасымов" in chief, "Вакансии: Заместитель руководителя" in chief) == (
        True,
        True,
    )
    edits = [browser.post(f"/headquarters/{one.id}/edit", {**CONTACTS, "version": "1"}) for one in offices]
    assert [answer.status for answer in edits] == [403, 403, 303]


@pytest.mark.parametrize(
    ("level", "typed", "code"),
    [
        ("district", "", "kato"), ("nation", KATO, "level"), ("region", KATO, "level"),
        ("constituency", KATO, "kato"), ("district", "113232100", "level"),
    ],
)  # fmt: skip
def test_level_and_territory_belong_together(
    login: LogIn, home: str, level: str, typed: str, code: str
) -> None:
    answer = login(Role.COORDINATOR).post("/headquarters/new", {"kato": typed, "level": level})

    assert (answer.status, wrong(answer), kept()) == (422, [code], [])


def test_territory_leads_to_its_headquarters_or_to_opening_it(
    factory: Factory, login: LogIn, home: str
) -> None:
    clerk, reader = login(Role.HQ_STAFF, HOME), login(Role.OBSERVER)
    place = "/territory/constituencies/1"

    way = clerk.get(place).page.xpath("//a[contains(@href, '/headquarters/new')]/@href")
    opened = clerk.get(way[0])
    none = reader.get(place).page.xpath("//a[contains(@href, '/headquarters/new')]")
    office = factory.headquarters(f"{HOME}{home}/", address="Абай к., 1")
    there = reader.get(place).page.xpath(f"//a[@href='/headquarters/{office.id}']/text()")

    assert (way, none, there) == (["/headquarters/new?kato=113232100"], [], ["Абай к., 1"])
    assert fields_of(opened, "kato")["kato"] == "113232100"


def test_person_is_found_first_and_chosen(factory: Factory, login: LogIn) -> None:
    office, other = factory.headquarters(HOME), factory.headquarters(f"{HOME}113232100/")
    busy = factory.member(other, factory.person(surname="Қасымов", phone="+7 701 999 00 05"))
    free = factory.candidate(person=factory.person(surname="Есенова"), contest=factory.contest(
        factory.constituency(factory.district(KATO)))).person  # fmt: skip
    foreign = factory.member(factory.headquarters(OTHER), factory.person(surname="Есенова"))
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}/members/new"
    form = {"role": "lawyer", "since_on": "2021-07-01"}

    def found(typed: str) -> list[str]:
        answer = browser.post(url, {**form, "look": typed, "find": "1"})
        assert answer.status == 200
        return answer.page.xpath("//button[@name='choose']/@value")

    assert [found(typed) for typed in ("касымов", "8 701 999-00-05", "Есенова", "061211600012", "  ")] == [
        [str(busy.person_id)], [str(busy.person_id)], [str(free.id)], [], [],
    ]  # fmt: skip
    chosen = browser.post(url, {**form, "choose": str(free.id)})
    assert (chosen.status, fields_of(chosen, "role")["person"]) == (200, str(free.id))
    refused = browser.post(url, {**form, "person": str(busy.person_id)})
    assert refused.status == 422
    assert "Штаб" in refused.page.xpath("string(//*[@role='alert'])")
    assert browser.post(url, {**form, "person": str(free.id)}).status == 303
    assert wrong(browser.post(url, {**form, "person": str(foreign.person_id)})) == ["surname", "given_name"]
    db.session.rollback()
    assert [one.person_id for one in db.session.query(Member).filter_by(headquarters_id=office.id)] == [
        free.id
    ]


def test_namesake_is_shown_before_a_new_person_is_saved(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    factory.member(office, factory.person(surname="Оспанова", given_name="Әсел"), role=MemberRole.DRIVER)
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}/members/new"

    asked = browser.post(url, MEMBER)
    compared = browser.post(url, {**MEMBER, "is_somebody_new": "y"})

    assert (asked.status, wrong(asked), compared.status) == (422, ["is_somebody_new"], 303)
    assert len(asked.page.xpath("//button[@name='choose']")) == 1


def test_role_and_contacts_are_changed_on_pages_of_their_own(factory: Factory, login: LogIn) -> None:
    member = factory.member(factory.headquarters(HOME))
    browser, url = login(Role.HQ_STAFF, HOME), f"/members/{member.id}"

    contacts = fields_of(browser.get(f"{url}/contacts"), "email")
    saved = browser.post(f"{url}/contacts", {**contacts, "email": "a@example.kz", "consent_on": "2021-07-01"})
    late = browser.post(f"{url}/contacts", contacts)
    role = fields_of(browser.get(f"{url}/role"), "since_on")
    changed = browser.post(f"{url}/role", {**role, "role": "deputy"})
    shown = browser.get(url).words

    assert (saved.status, late.status, changed.status) == (303, 422, 303)
    assert ("a@example.kz" in shown, "01.07.2021" in shown, "04.07.2021" in shown) == (True, True, True)
    db.session.rollback()
    kept_roles = [(one.role, one.until_on) for one in db.session.query(Member).order_by(Member.id)]
    assert kept_roles == [(MemberRole.HEAD, date(2021, 7, 4)), (MemberRole.DEPUTY, None)]


def test_headquarters_is_closed_and_opened_again_on_its_page(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    factory.member(office)
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}"

    form = fields_of(browser.get(f"{url}/close"), "reason")
    empty = browser.post(f"{url}/close", form)
    closed = browser.post(f"{url}/close", {**form, "reason": "Переезд"})
    shown = browser.get(url)
    shut = browser.get(f"{url}/members/new")
    again = browser.post(f"{url}/reopen")

    assert (empty.status, wrong(empty), closed.status, shut.status) == (422, ["reason"], 303, 422)
    assert ("Переезд" in shown.words, again.status) == (True, 303)
    assert "Переезд" not in browser.get(url).page.xpath("string(//p[@class='notice bad'])")


def test_nation_ticks_whom_a_headquarters_needs(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    chief, url = login(Role.COORDINATOR), "/headquarters/needs"
    ticked = chief.get(url).page.xpath("//input[@name='district'][@checked]/@value")

    saved = chief.post(url, {"nation": ["head"], "region": ["head"], "district": ["driver", "head"]})

    assert ticked == ["head", "deputy", "lawyer", "observer_coordinator"]
    assert saved.status == 303
    vacant = chief.get(f"/headquarters/{office.id}").page.xpath("//p[@class='notice bad']/a/@href")
    assert [one.rpartition("=")[2] for one in vacant] == ["head", "driver"]
    assert [login(role, path).get(url).status for role, path in ((Role.HQ_STAFF, HOME), (Role.OBSERVER, ""))] == [
        403, 403,
    ]  # fmt: skip


def test_member_shows_the_required_courses_they_passed(factory: Factory, login: LogIn) -> None:
    member = factory.member(factory.headquarters(HOME))
    law = factory.course(title_ru="Закон о выборах")
    factory.course(title_ru="Только для кандидатов", audience=Audience.CANDIDATES)
    factory.course(title_ru="Управление штабом", audience=Audience.HEADS)
    seminar = factory.seminar(HOME, course_id=law.id)
    factory.participation(seminar, member.person, attendance=Attendance.PASSED)
    browser = login(Role.OBSERVER)

    rows = browser.get(f"/members/{member.id}").page.xpath("//tbody/tr")
    badge = browser.get(f"/headquarters/{member.headquarters_id}").page.xpath("//tbody//span/text()")

    assert [row.xpath("string(td[1])") for row in rows] == ["Закон о выборах", "Управление штабом"]
    assert [row.xpath("td[3]/a/@href") for row in rows] == [[f"/seminars/{seminar.id}"], []]
    assert "1" in "".join(badge)
