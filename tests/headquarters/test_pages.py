"""The pages of headquarters: opened by name or code, listed by their address, members seen by who covers them."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.alphabet import fold
from elections.database import db
from elections.headquarters.models import Headquarters, Member, MemberRole
from tests.browsing import Answer, Browser
from tests.factories import Factory

LogIn = Callable[..., Browser]
KATO, OTHER_KATO = "113200000", "113400000"
REGION = "110000000/"
HOME, OTHER = f"{REGION}{KATO}/", f"{REGION}{OTHER_KATO}/"
CONTACTS = {"address": "Абай к., 1", "phone": "+7 700", "opening_hours": "9–18"}
MEMBER = {
    "surname": "Оспанова", "given_name": "Әсел", "patronymic": "", "iin": "", "phone": "+7 701", "role": "head",
    "since_on": "2021-06-26",
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

    first = other.post(f"{url}/edit", {**shown, "phone": "+7 702"})
    late = browser.post(f"{url}/edit", {**shown, "address": "Бөгенбай к., 2"})
    blind = browser.post(f"{url}/edit", CONTACTS)

    notes = [" ".join(note.split()) for note in late.page.xpath("//p[@class='hint']/text()")]
    assert shown == {**CONTACTS, "version": "1", "seen": shown["seen"]}
    assert (first.status, late.status, blind.status) == (303, 422, 422)
    assert [now in note for now, note in zip(("Абай к., 1", "+7 702"), notes, strict=True)] == [True, True]
    assert "gulnar" in late.page.xpath("string(//*[@role='alert'])")
    assert kept() == [(HOME, "Акколь", "Абай к., 1", "+7 702", "9–18")]
    again = browser.post(f"{url}/edit", fields_of(late, "phone"))
    assert (again.status, kept()[0][2:4]) == (303, ("Бөгенбай к., 2", "+7 702"))
    assert "штаб изменён" in browser.get(url).words


def test_members_are_added_and_ended(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/{office.id}"
    empty = fields_of(browser.get(f"{url}/members/new"), "surname")

    added = browser.post(f"{url}/members/new", MEMBER)
    second = browser.post(f"{url}/members/new", {**MEMBER, "surname": "Бекова"})
    rows = [" ".join(cell.split()) for cell in browser.get(url).page.xpath("//tbody/tr/td/text()")]
    ended = [browser.post("/members/1/end").status for _ in range(2)]

    assert empty["since_on"] == "2021-07-05"
    assert (added.status, added.location, second.status, wrong(second)) == (303, url, 422, ["role"])
    assert rows[:4] == ["Оспанова Әсел", "Руководитель", "+7 701", "26.06.2021"]
    assert ended == [303, 303]
    assert browser.get(url).page.xpath("//tbody") == []
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
    writing = (f"{url}/edit", f"{url}/members/new", f"/members/{member.id}/end")
    clerk = login(Role.HQ_STAFF, HOME)

    assert [clerk.get(path).status for path in (url, *writing[:2], "/headquarters/99")] == [404] * 4
    assert [clerk.post(path, {**MEMBER, "version": "1"}).status for path in writing] == [404] * 3
    assert clerk.post("/members/99/end").status == 404
    for role in (Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR):
        reader = login(role)
        page = reader.get(url)
        assert (page.status, page.page.xpath("//main//button")) == (200, [])
        assert [reader.post(path, {**MEMBER, "version": "1"}).status for path in writing] == [403] * 3


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

    cells = [[cell.text_content().strip() for cell in row.xpath("td")[4:]] for row in listed]
    assert cells[:2] == [["–", "–"], ["–", "–"]]
    assert (cells[2][0], "Руководитель" in cells[2][1]) == ("0", True)
    told = [(page.status, "Вакансии" in page.words, "Қасымов" in page.words) for page in above]
    assert told == [(200, False, False)] * 2
    assert all(page.page.xpath("//main//button") == [] for page in above)
    assert "Вакансии: Руководитель" in own
    chief = login(Role.HQ_STAFF).get(f"/headquarters/{offices[1].id}").words
    assert ("Қасымов" in chief, "Вакансии: Юрист" in chief) == (True, True)
    edits = [browser.post(f"/headquarters/{one.id}/edit", {**CONTACTS, "version": "1"}) for one in offices]
    assert [answer.status for answer in edits] == [403, 403, 303]
