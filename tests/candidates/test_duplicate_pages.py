"""The pages of people who may be entered twice, as a clerk meets them."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.people import duplicate_queries
from elections.people.models import Person, PersonDistinction, PersonMerge
from tests.browsing import Answer, Browser
from tests.candidates.test_pages import form_for, wrong
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
HERE, THERE = "110000000/", "150000000/"


def twice(factory: Factory, number: int = 0) -> tuple[Candidate, Person]:
    """A candidate, and the same person as a member of a headquarters in another spelling."""
    names = ("Сейітқали", "Қасымов", "Дүйсенов", "Ғалымов")
    russian = ("Сеиткали", "Касымов", "Дуйсенов", "Галымов")
    born = {"born_on": date(1970 + number, 5, 7), "birth_year": 1970 + number}
    candidate = factory.candidate(
        person=factory.person(surname=names[number], given_name="Тимур", patronymic="Оразұлы", **born),
        own=False,
    )
    member = factory.person(
        surname=russian[number], given_name="Тимур", patronymic="Оразович", phone="+7 701", **born
    )
    factory.member(factory.headquarters(f"{HERE}1132000{number:02d}/"), member)
    return candidate, member


def choices(answer: Answer) -> dict[str, str]:
    """Returns what the form of two people would send as it stands."""
    form = answer.page.xpath("//form[.//input[@name='stays']]")[0]
    return {
        one.get("name"): one.get("value")
        for one in form.xpath(".//input")
        if one.get("type") != "radio" or one.get("checked") is not None
    }


def shown(answer: Answer) -> list[list[str]]:
    """Returns the words of each cell of the table's rows."""
    return [
        [" ".join(cell.text_content().split()) for cell in row.findall("td")]
        for row in answer.page.xpath("//tbody/tr")
    ]


def test_pairs_are_shown_with_points_and_reasons(factory: Factory, login: LogIn) -> None:
    twice(factory)

    page = login(Role.COORDINATOR).get("/people/duplicates", lang="en")

    points, one, other, why, _link = shown(page)[0]
    assert (page.status, points) == (200, "94")
    assert one.startswith("Сейітқали Тимур Оразұлы 07.05.1970 Candidate:"), one
    assert other == "Сеиткали Тимур Оразович 07.05.1970 memberships of headquarters: 1"
    assert "the same surname, spelt differently" in why


def test_list_of_candidates_says_how_many_there_are(factory: Factory, login: LogIn) -> None:
    twice(factory)

    page = login(Role.OBSERVER).get("/candidates", lang="en")

    assert page.page.xpath("//a[@href='/people/duplicates']/text()") == ["Who may be entered twice (1)"]


def test_large_register_says_the_number_once_it_is_known(
    factory: Factory, login: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicate_queries, "COUNTED_AT_ONCE", 1)
    twice(factory)
    browser = login(Role.OBSERVER)

    def link() -> list[str]:
        return browser.get("/candidates", lang="en").page.xpath("//a[@href='/people/duplicates']/text()")

    before = link()
    browser.get("/people/duplicates")
    assert (before, link()) == (["Who may be entered twice"], ["Who may be entered twice (1)"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, 2),
        ({"least": "80"}, 1),
        ({"least": "1"}, 2),
        ({"reason": "patronymic_form"}, 1),
        ({"reason": "unheard"}, 0),
        ({"shown": "apart"}, 0),
        ({"page": "9"}, 2),
    ],
)
def test_list_is_filtered_by_its_address(
    factory: Factory, login: LogIn, query: dict[str, str], expected: int
) -> None:
    twice(factory)
    office = factory.headquarters(THERE)
    for given in ("Асан", "Асан"):
        factory.member(
            office,
            factory.person(surname="Юн", given_name=given, patronymic="", born_on=None, birth_year=None),
        )

    assert len(shown(login(Role.OBSERVER).get("/people/duplicates", **query))) == expected


@pytest.mark.parametrize("path", ["/people/duplicates", "/people/duplicates?shown=apart", "/people/merges"])
def test_number_of_queries_stays_the_same(factory: Factory, login: LogIn, path: str) -> None:
    browser = login(Role.COORDINATOR)
    remember(factory, *twice(factory))
    with counting_queries() as first:
        browser.get(path)
    for number in (1, 2):
        remember(factory, *twice(factory, number))
    with counting_queries() as second:
        page = browser.get(path)

    assert (len(first), len(shown(page))) == (len(second), 3)


def remember(factory: Factory, candidate: Candidate, member: Person) -> None:
    """Writes a merge of two, and the distinction of the one from a third, without making any."""
    person_id, other = candidate.person_id, factory.candidate(own=False).person_id
    merge = {"kept_name": "А", "gone_name": "Б", "memory_sealed": "", "merged_by": "hq", "path": ""}
    with transaction():
        db.session.add(PersonMerge(kept_id=person_id, gone_id=member.id, **merge))
        db.session.add(PersonDistinction(first_id=person_id, second_id=other, made_by="hq"))


def test_pairs_of_two_territories_are_nobodys_below_both(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    with transaction():
        for row in db.session.scalars(
            sa.select(type(factory.member(factory.headquarters(), factory.person())))
        ):
            row.path = THERE
    clerk = login(Role.HQ_STAFF, HERE)

    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    assert (shown(clerk.get("/people/duplicates")), clerk.get(address).status) == ([], 404)
    assert login(Role.HQ_STAFF).get(address).status == 200


@pytest.mark.parametrize("pair", ["1/1", "1/999", "999/998"])
def test_pair_that_is_none_is_not_found(factory: Factory, login: LogIn, pair: str) -> None:
    factory.candidate()

    assert login(Role.COORDINATOR).get(f"/people/duplicates/{pair}").status == 404


def test_two_are_made_one_field_by_field_and_parted_again(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{member.id}/{candidate.person_id}"
    form = choices(clerk.get(address))
    assert (form["stays"], form["surname"], form["phone"]) == ("one", "one", "other")

    done = clerk.post(address, {**form, "patronymic": "other"})
    merge = clerk.follow(done)

    person = db.session.get_one(Person, candidate.person_id)
    assert (done.status, merge.status) == (303, 200)
    assert (person.surname, person.patronymic, person.phone) == ("Сейітқали", "Оразович", "+7 701")
    assert shown(clerk.get("/people/duplicates")) == []
    assert [row[2:4] for row in shown(clerk.get("/people/merges"))] == [
        ["Сейітқали Тимур Оразович", "Сеиткали Тимур Оразович"]
    ]

    without = clerk.post(done.location, {"reason": " "})
    parted = clerk.post(done.location, {"reason": "Это двое"})

    db.session.expire_all()
    assert (without.status, wrong(without), parted.status) == (422, ["reason"], 303)
    assert (person.patronymic, person.phone) == ("Оразұлы", "")
    assert "Это двое" not in clerk.follow(parted).words
    assert clerk.post(done.location, {"reason": "Ещё раз"}).status == 422


def test_merge_is_reached_from_the_history_and_from_the_log(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    to = clerk.post(address, choices(clerk.get(address))).location

    for page in (clerk.get(f"/candidates/{candidate.id}/history"), login(Role.ADMINISTRATOR).get("/audit")):
        assert page.page.xpath(f"//main//a[@href='{to}']") != []


def test_refused_merge_keeps_what_was_chosen_and_says_why(factory: Factory, login: LogIn) -> None:
    born = {"born_on": date(1980, 2, 3), "birth_year": 1980}
    one, other = (factory.candidate(person=factory.person(surname=name, given_name="Тимур", **born), own=False)
                  for name in ("Есенов", "Есенова"))  # fmt: skip
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{one.person_id}/{other.person_id}"

    answer = clerk.post(address, {**choices(clerk.get(address)), "stays": "other", "surname": "other"})

    assert answer.status == 422
    assert ("113-3(4)" in answer.words, choices(answer)["stays"], choices(answer)["surname"]) == (
        True,
        "other",
        "other",
    )
    assert {one.person_id, other.person_id} == set(db.session.scalars(sa.select(Candidate.person_id)))


def test_change_by_another_clerk_is_told_and_can_be_answered(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    form = choices(clerk.get(address))
    with transaction():
        db.session.get_one(Person, member.id).phone = "+7 777"

    first = clerk.post(address, form)
    second = clerk.post(address, choices(first))

    assert (first.status, "+7 777" in first.words, second.status) == (422, True, 303)


@pytest.mark.parametrize("missing", ["stays", "surname", "iin"])
def test_form_without_a_choice_is_refused(factory: Factory, login: LogIn, missing: str) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    form = choices(clerk.get(address))

    answer = clerk.post(address, {name: value for name, value in form.items() if name != missing})

    assert (answer.status, wrong(answer)) == (422, [missing])


def test_two_people_are_told_apart_and_that_is_taken_back(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF, login="aigul")
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"

    said = clerk.post(f"{address}/distinction")
    left, apart = shown(clerk.follow(said)), shown(clerk.get("/people/duplicates", shown="apart"))
    pair = clerk.get(address, lang="en")
    back = clerk.post(f"{address}/distinction/withdrawal")

    assert (said.status, left, back.status) == (303, [], 303)
    assert apart[0][2].startswith("aigul")
    assert "aigul said at" in pair.words
    assert len(shown(clerk.get("/people/duplicates"))) == 1


def test_observer_sees_and_does_nothing(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk, observer = login(Role.HQ_STAFF), login(Role.OBSERVER)
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    merge = clerk.post(address, choices(clerk.get(address))).location

    assert [observer.get(one).status for one in ("/people/duplicates", "/people/merges", merge)] == [200] * 3
    posts = (merge, address, f"{address}/distinction", f"{address}/distinction/withdrawal")
    assert [observer.post(one, {"reason": "Так"}).status for one in posts] == [403] * 4
    assert observer.get(address).status == 403


def test_merge_of_another_territory_is_not_found(factory: Factory, login: LogIn) -> None:
    candidate, member = twice(factory)
    clerk = login(Role.HQ_STAFF)
    address = f"/people/duplicates/{candidate.person_id}/{member.id}"
    merge = clerk.post(address, choices(clerk.get(address))).location
    far = login(Role.HQ_STAFF, THERE)

    assert (far.get(merge).status, shown(far.get("/people/merges"))) == (404, [])


# --- somebody new who is likely known -------------------------------------------------------------------------------


def test_likely_known_person_is_asked_about_once(factory: Factory, login: LogIn) -> None:
    known, contest = factory.candidate(own=False, status=Status.WITHDRAWN, person=factory.person(
        surname="Утегенулы", given_name="Галымжан", patronymic="Кайратович", born_on=date(1979, 10, 28), birth_year=1979,
    )), factory.contest()  # fmt: skip
    clerk = login(Role.HQ_STAFF)

    asked = clerk.post("/candidates/new", form_for(contest))
    saved = clerk.post("/candidates/new", form_for(contest, is_somebody_new="y"))

    assert (asked.status, wrong(asked), saved.status) == (422, ["is_somebody_new"], 303)
    assert "Утегенулы Галымжан Кайратович" in asked.words
    assert asked.page.xpath(f"//main//li/a[@href='/candidates/{known.id}']") != []
    assert db.session.scalar(sa.select(sa.func.count(Candidate.id))) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"born_on": date(1982, 10, 28), "birth_year": 1982},
        {"given_name": "Нурлан"},
        {"patronymic": "Болатович"},
    ],
    ids=str,
)
def test_somebody_else_is_not_asked_about(factory: Factory, login: LogIn, changes: dict[str, object]) -> None:
    values = {"surname": "Утегенулы", "given_name": "Галымжан", "patronymic": "Кайратович",
              "born_on": date(1979, 10, 28), "birth_year": 1979, **changes}  # fmt: skip
    factory.candidate(own=False, person=factory.person(**values))

    assert login(Role.HQ_STAFF).post("/candidates/new", form_for(factory.contest())).status == 303


def test_likely_known_person_of_another_territory_is_not_given_away(factory: Factory, login: LogIn) -> None:
    region = factory.region("150000000", name_ru="Актюбинская область")
    there = factory.contest(factory.constituency(factory.district("153200000", region)))
    born = {"born_on": date(1979, 10, 28), "birth_year": 1979}
    factory.candidate(there, factory.person(
        surname="Өтегенұлы", given_name="Ғалымжан", patronymic="Қайратұлы", **born), own=False)  # fmt: skip
    contest = factory.contest()

    assert login(Role.HQ_STAFF, HERE).post("/candidates/new", form_for(contest)).status == 303
