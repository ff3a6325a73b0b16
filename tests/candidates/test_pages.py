"""The register's pages as a clerk meets them: filters in the address, forms that keep what was typed, who sees what."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, transaction
from elections.people.models import Person
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import IIN, OTHER_IIN, hand_in_all
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
FORM = {
    "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": "1979-10-28", "sex": "male",
    "iin": "", "phone": "+7 700", "nomination": "self", "nominated_by": "", "member_of": "", "education": "КазНАУ",
}  # fmt: skip
UNKNOWN = ("elected", "9" * 20)
LIST_QUERIES, DOSSIER_QUERIES = 10, 17


def form_for(contest: Contest, **changes: str) -> dict[str, str]:
    return {**FORM, "contest": contest.constituency.kato, **changes}


def names(answer: Answer) -> list[str]:
    """Returns the surnames in the table, from top to bottom."""
    return [one.split()[0] for one in answer.page.xpath("//tbody/tr/td[a][1]/a/text()")]


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the form leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def typed(answer: Answer) -> dict[str, str]:
    """Returns what stands in the fields of the page's form."""
    inputs = answer.page.xpath("//main//form//input[not(@type='hidden') and not(@type='checkbox')]")
    chosen = answer.page.xpath("//main//form//select/option[@selected]")
    return {
        **{one.get("name"): one.get("value", "") for one in inputs},
        **{one.getparent().get("name"): one.get("value") for one in chosen},
    }


@pytest.fixture
def register(factory: Factory) -> dict[str, Candidate]:
    """Four candidates of two regions, two parties, three ways of nomination, four statuses."""
    here = factory.contest(factory.constituency(factory.district(), name_ru="Яблоневый с.о."))
    region = factory.region("150000000", name_ru="Актюбинская область")
    there = factory.contest(
        factory.constituency(factory.district("153200000", region), name_ru="Арбузный с.о.")
    )
    own, other = here.election.own_party_id, factory.party().id

    def stand(contest: Contest, surname: str, **changes: object) -> Candidate:
        return factory.candidate(contest, factory.person(surname=surname), **changes)

    rival = {"own": False, "nomination": Nomination.PARTY, "nominated_by_id": other, "member_of_id": other}
    return {
        "Әлиев": stand(here, "Әлиев", status=Status.REGISTERED),
        "Бекова": stand(there, "Бекова", status=Status.FILED),
        "Ғалымов": stand(there, "Ғалымов", own=False, member_of_id=own, status=Status.PROPOSED),
        "Асанов": stand(here, "Асанов", status=Status.WITHDRAWN, **rival),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Асанов", "Әлиев", "Бекова", "Ғалымов"]),
        ({"search": "галымов"}, ["Ғалымов"]),
        ({"search": "АРБУЗНЫЙ"}, ["Бекова", "Ғалымов"]),
        ({"search": "%"}, ["Асанов", "Әлиев", "Бекова", "Ғалымов"]),
        ({"search": "Наурызым"}, []),
        ({"path": "150000000/"}, ["Бекова", "Ғалымов"]),
        ({"status": "filed"}, ["Бекова"]),
        ({"status": "elected"}, ["Асанов", "Әлиев", "Бекова", "Ғалымов"]),
        ({"nomination": "self"}, ["Ғалымов"]),
        ({"party": "2"}, ["Асанов"]),
        ({"party": "9" * 20}, ["Асанов", "Әлиев", "Бекова", "Ғалымов"]),
        ({"whose": "own"}, ["Әлиев", "Бекова"]),
        ({"whose": "rivals"}, ["Асанов", "Ғалымов"]),
        ({"sort": "constituency"}, ["Бекова", "Ғалымов", "Асанов", "Әлиев"]),
        ({"sort": "status"}, ["Бекова", "Ғалымов", "Әлиев", "Асанов"]),
        ({"path": "110000000/", "whose": "rivals", "search": "асанов"}, ["Асанов"]),
    ],
)
def test_list_is_filtered_and_sorted_by_its_address(
    register: dict[str, Candidate], login: LogIn, query: dict[str, str], expected: list[str]
) -> None:
    page = login(Role.OBSERVER).get("/candidates", **query)

    assert (page.status, names(page)) == (200, expected)
    filters = dict.fromkeys(("search", "path", "status", "nomination", "party", "whose", "sort"), "") | query
    known = {name: value for name, value in filters.items() if value and value not in UNKNOWN}
    assert {name: value for name, value in typed(page).items() if value} == {"sort": "name"} | known


def test_list_has_pages_and_one_order_for_equal_names(factory: Factory, login: LogIn) -> None:
    contest, twins = factory.contest(), []
    for _ in range(51):
        person = factory.person(surname="Асанов", given_name="Асхат")
        twins.append(factory.candidate(contest, person, own=False).id)
    browser = login(Role.OBSERVER)

    first = browser.get("/candidates", whose="rivals")
    following = first.page.xpath("//a[@rel='next']/@href")
    second = browser.get(following[0])

    def shown(page: Answer) -> list[int]:
        return [int(one.rsplit("/", 1)[1]) for one in page.page.xpath("//tbody//td[1]/a/@href")]

    assert (shown(first), shown(second)) == (twins[:50], twins[50:])
    assert "whose=rivals" in following[0]
    assert shown(browser.get("/candidates", page="99")) == twins[50:]
    assert shown(browser.get("/candidates", page="-1")) == twins[:50]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_and_dossiers_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    contest = factory.contest()
    first = factory.candidate(contest)
    if number == 3:
        factory.candidate(contest, own=False, member_of_id=factory.party().id)
        factory.candidate(factory.contest(factory.constituency(factory.district("113400000"))))
        hand_in_all(first)
    dossier, browser = f"/candidates/{first.id}", login(Role.COORDINATOR)
    browser.get("/candidates")

    with counting_queries() as of_list:
        page = browser.get("/candidates")
    with counting_queries() as of_dossier:
        browser.get(dossier)

    assert (len(names(page)), len(of_list), len(of_dossier)) == (number, LIST_QUERIES, DOSSIER_QUERIES)


def test_candidate_is_put_up_and_changed(factory: Factory, login: LogIn) -> None:
    contest = factory.contest()
    party = str(contest.election.own_party_id)
    browser = login(Role.HQ_STAFF, contest.path)
    assert browser.get("/candidates/new", contest=contest.constituency.kato).status == 200

    saved = browser.post("/candidates/new", form_for(contest, iin=IIN))
    page = browser.get(f"{saved.location}/edit")
    shown = typed(page)
    version = page.page.xpath("//main//input[@name='version']/@value")[0]
    changed = {"surname": "Өтеген", "nomination": "party", "nominated_by": party, "member_of": party}
    answer = browser.post(
        f"{saved.location}/edit", form_for(contest, **changed, is_new_face="y", version=version)
    )

    assert (saved.status, answer.status, answer.location) == (303, 303, saved.location)
    assert {name: shown[name] for name in FORM} == FORM
    candidate = db.session.query(Candidate).one()
    kept = (candidate.person.surname, candidate.nomination, candidate.member_of_id, candidate.is_new_face)
    assert kept == ("Өтеген", Nomination.PARTY, int(party), True)
    words = browser.get(saved.location).words
    assert all(one in words for one in ("Өтеген Ғалымжан Қайратұлы", "28.10.1979", "7910••••••28", "КазНАУ"))


def test_rival_of_whom_the_year_of_birth_alone_is_known_is_changed(factory: Factory, login: LogIn) -> None:
    rival = factory.candidate(person=factory.person(born_on=None, birth_year=1983), own=False)
    browser, url = login(Role.HQ_STAFF, rival.path), f"/candidates/{rival.id}"
    form = form_for(rival.contest, **typed(browser.get(f"{url}/edit")), version="1")

    assert browser.post(f"{url}/edit", {**form, "occupation": "агроном"}).status == 303
    db.session.refresh(rival)
    assert (rival.occupation, rival.person.born_on, rival.person.birth_year) == ("агроном", None, 1983)
    browser.post(f"{url}/edit", {**form, "version": "2", "born_on": "1984-02-03"})
    db.session.refresh(rival.person)
    assert (rival.person.born_on, rival.person.birth_year) == (date(1984, 2, 3), 1984)


def test_refused_form_keeps_what_was_typed_and_names_the_fields(factory: Factory, login: LogIn) -> None:
    contest = factory.contest()
    party = str(contest.election.own_party_id)
    form = form_for(
        contest, surname="Өтеген4", born_on="1996-07-26", iin="791028302729", nomination="party", nominated_by=party,
        workplace="Школа №1",
    )  # fmt: skip

    answer = login().post("/candidates/new", form)

    assert (answer.status, sorted(wrong(answer))) == (422, ["born_on", "iin", "member_of", "surname"])
    kept = typed(answer)
    assert {name: kept.get(name, "") for name in form} == form
    assert (db.session.query(Candidate).count(), db.session.query(Person).count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"born_on": "1821-07-25"}, ["born_on"]),
        ({"born_on": "2021-07-06"}, ["born_on", "born_on"]),
        ({"born_on": "25.07.1975"}, ["born_on"]),
        ({"born_on": ""}, ["born_on"]),
        ({"iin": "821214240092"}, ["iin"]),
        ({"iin": "7910"}, ["iin"]),
        ({"surname": "", "given_name": ""}, ["surname", "given_name"]),
        ({"surname": " "}, ["surname"]),
        ({"phone": "7" * 41}, ["phone"]),
        ({"sex": "other"}, ["sex"]),
        ({"nomination": "king"}, ["nomination"]),
        ({"nominated_by": "999"}, ["nominated_by"]),
        ({"contest": "000000000"}, ["contest"]),
    ],
)
def test_single_wrong_answer_is_named(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    answer = login().post("/candidates/new", {**form_for(factory.contest()), **changes})

    assert (answer.status, wrong(answer)) == (422, fields)
    assert db.session.query(Candidate).count() == 0


def test_iin_is_sealed_in_the_table_and_masked_on_every_page(factory: Factory, login: LogIn) -> None:
    contest, browser = factory.contest(), login(Role.COORDINATOR)

    saved = browser.post("/candidates/new", form_for(contest, iin=f"{IIN[:6]} {IIN[6:]}"))

    rows = [str(row) for table in ("person", "candidate", "audit_event") for row in _all_of(table)]
    assert [row for row in rows if IIN in row] == []
    sealed = db.session.query(Person.iin_sealed).scalar()
    assert browser.app.extensions["vault"].decrypt(sealed) == IIN
    for url in (saved.location, f"{saved.location}/edit", "/candidates"):
        assert IIN not in browser.get(url).text
    assert "7910••••••28" in browser.get(saved.location).words


def _all_of(table: str) -> list[object]:
    return list(db.session.execute(sa.text(f"SELECT * FROM {table}")))


def test_same_iin_registered_twice_is_the_same_person(factory: Factory, login: LogIn) -> None:
    first, second = factory.contest(), factory.contest()
    browser = login()
    saved = browser.post("/candidates/new", form_for(first, iin=IIN))

    refused = browser.post("/candidates/new", form_for(second, iin=IIN))
    with transaction():
        db.session.query(Candidate).one().status = Status.WITHDRAWN
    again = browser.post("/candidates/new", form_for(second, iin=IIN))
    browser.post("/candidates/new", form_for(first, iin=OTHER_IIN))

    assert (saved.status, refused.status, wrong(refused), again.status) == (303, 422, ["contest"], 303)
    people = [one.person_id for one in db.session.query(Candidate).order_by(Candidate.id)]
    assert (people[0] == people[1], len(set(people))) == (True, 2)


def test_foreign_candidate_is_not_found(factory: Factory, login: LogIn) -> None:
    own = factory.candidate(factory.contest(factory.constituency(factory.district())))
    foreign = factory.candidate(factory.contest(factory.constituency(factory.district("113400000"))))
    browser = login(Role.HQ_STAFF, own.path)

    assert browser.get(f"/candidates/{own.id}").status == 200
    for url in ("", "/edit"):
        assert browser.get(f"/candidates/{foreign.id}{url}").status == 404
    for url in ("/edit", "/documents", "/step"):
        assert browser.post(f"/candidates/{foreign.id}{url}", {"version": "1"}).status == 404
    assert names(browser.get("/candidates")) == [own.person.surname]
    refused = browser.post("/candidates/new", form_for(foreign.contest))
    assert (refused.status, wrong(refused)) == (422, ["contest"])


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR])
def test_who_does_not_edit_reads_only(factory: Factory, login: LogIn, role: Role) -> None:
    candidate = factory.candidate()
    browser = login(role)

    page = browser.get(f"/candidates/{candidate.id}")
    assert (page.status, page.page.xpath("//main//button/text()")) == (200, [])
    assert browser.get("/candidates/new").status == 403
    for url in ("new", f"{candidate.id}/edit", f"{candidate.id}/documents", f"{candidate.id}/step"):
        assert browser.post(f"/candidates/{url}", {"version": "1"}).status == 403
