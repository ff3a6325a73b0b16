"""What a search finds, for whom, and at what cost: by an index, with as many queries for many people as for few."""

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.database import db, looking_from, transaction
from elections.headquarters.models import MemberRole
from elections.people.actions import create_person
from elections.search.queries import (
    CANDIDATES,
    CONSTITUENCIES,
    FEW,
    MEMBERS,
    UNITS,
    Found,
    find_person,
    search,
)
from elections.search.terms import read_question
from tests.factories import Factory
from tests.queries import counting_queries
from tests.search.conftest import Crowd, explaining

QUERIES = 9
"""Of each kind how many, and the first of them."""


def look(actor: Actor, typed: str, only: str = "", page: int = 1) -> Found:
    db.session.rollback()
    with looking_from(actor.scope):
        return search(actor, read_question(typed), only, page)


def names(found: Found) -> dict[str, list[str]]:
    """Returns what was found, by kind."""

    def name(kind: str, one: object) -> str:
        return one.person.surname if kind in (CANDIDATES, MEMBERS) else one.name_ru

    return {kind: [name(kind, one) for one in page.rows] for kind, page in found.groups.items() if page.total}


def clerk(scope: str = "", role: Role = Role.HQ_STAFF) -> Actor:
    return Actor(1, "clerk", role, scope)


def test_one_box_finds_people_and_places(factory: Factory) -> None:
    district = factory.district("113200000", name_ru="Азатский район")
    contest = factory.contest(factory.constituency(district, name_ru="с.о. Азат", kato="113241000"))
    factory.candidate(contest, factory.person(surname="Азатов"))
    factory.member(factory.headquarters(district.path), factory.person(surname="Азатова"))

    assert names(look(clerk(), "azat")) == {
        CANDIDATES: ["Азатов"], MEMBERS: ["Азатова"], CONSTITUENCIES: ["с.о. Азат"], UNITS: ["Азатский район"],
    }  # fmt: skip
    assert names(look(clerk(), "1132")) == {CONSTITUENCIES: ["с.о. Азат"], UNITS: ["Азатский район"]}
    assert names(look(clerk(), "113241000")) == {CONSTITUENCIES: ["с.о. Азат"]}
    assert names(look(clerk(), "Азат", CONSTITUENCIES)) == {CONSTITUENCIES: ["с.о. Азат"]}


def test_only_ones_own_territory_is_searched(factory: Factory) -> None:
    districts = [factory.district("113200000"), factory.district("113400000")]
    for number, district in enumerate(districts):
        contest = factory.contest(factory.constituency(district, name_ru=f"Азат {number}"))
        factory.candidate(contest, factory.person(surname=f"Азатов{'аб'[number]}"))
        factory.member(factory.headquarters(district.path), factory.person(surname=f"Азатов{'вг'[number]}"))

    assert names(look(clerk(districts[0].path), "азат")) == {
        CANDIDATES: ["Азатова"], MEMBERS: ["Азатовв"], CONSTITUENCIES: ["Азат 0"],
    }  # fmt: skip
    assert look(clerk(), "азат").total == 6


def test_members_of_headquarters_above_ones_territory_are_not_shown(factory: Factory) -> None:
    district = factory.district("113200000")
    for path in ("", "110000000/", district.path):
        factory.member(factory.headquarters(path), factory.person(surname=f"Бекова{len(path)}"))

    assert names(look(clerk(district.path), "бекова")) == {MEMBERS: [f"Бекова{len(district.path)}"]}
    assert look(clerk(), "бекова").total == 3


def test_who_was_a_member_and_who_is_both_are_found(factory: Factory) -> None:
    both = factory.candidate().person
    office = factory.headquarters()
    factory.member(office, both)
    was = factory.member(office, both, role=MemberRole.DRIVER, until_on=office.election.called_on)

    found = look(clerk(), both.surname)

    assert (found.groups[CANDIDATES].total, found.groups[MEMBERS].total) == (1, 2)
    assert was.id in [one.id for one in found.groups[MEMBERS].rows]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.HQ_STAFF, [CANDIDATES, MEMBERS, CONSTITUENCIES, UNITS]),
        (Role.OBSERVER, [CANDIDATES, MEMBERS, CONSTITUENCIES, UNITS]),
        (Role.TRAINER, [CANDIDATES, MEMBERS, CONSTITUENCIES, UNITS]),
    ],
)
def test_kinds_are_those_that_the_role_may_see(factory: Factory, role: Role, kinds: list[str]) -> None:
    assert list(look(clerk(role=role), "азат").groups) == kinds


@pytest.mark.parametrize("typed", ["", "а", "850301300123"])
def test_too_little_and_an_iin_find_nothing_by_words(factory: Factory, typed: str) -> None:
    factory.candidate(person=factory.person(surname="Азатов", phone="850301300123"))

    with counting_queries() as made:
        found = look(clerk(), typed)

    assert (found.groups, made) == ({}, [])


def test_unit_that_is_no_more_is_not_found(factory: Factory) -> None:
    factory.election()
    factory.district("113200000", name_ru="Азатский район", valid_to=sa.func.date("2021-01-02"))

    assert names(look(clerk(), "азатский")) == {}


def test_candidates_come_by_the_alphabet_and_by_pages(crowd: Crowd) -> None:
    crowd(60)

    first = look(clerk(), "толпаев").groups[CANDIDATES]
    pages = [look(clerk(), "толпаев", CANDIDATES, page).groups[CANDIDATES] for page in (1, 2)]

    assert (first.total, len(first.rows)) == (60, FEW)
    assert [len(page.rows) for page in pages] == [50, 10]
    shown = [one.person.sort_key for page in pages for one in page.rows]
    assert shown == sorted(shown)


def test_iin_is_found_where_its_person_is_something(factory: Factory) -> None:
    with transaction():
        person = create_person(SYSTEM, {"surname": "Азатов", "given_name": "Берік", "iin": "850301300127"})
    districts = [factory.district("113200000"), factory.district("113400000")]

    def of(scope: str) -> object:
        db.session.rollback()
        with looking_from(scope):
            return find_person(clerk(scope), "850301300127")

    assert of("") is None
    factory.candidate(factory.contest(factory.constituency(districts[0])), person)
    assert [of(scope) is not None for scope in ("", districts[0].path, districts[1].path)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("number", [6, 600])
def test_search_makes_as_many_queries_among_many_as_among_few(crowd: Crowd, number: int) -> None:
    crowd(number)

    with counting_queries() as made:
        found = look(clerk(), "толпаев имя")

    assert (found.total, len(made)) == (number, QUERIES)


@pytest.mark.parametrize("typed", ["толпаева", "толп имя12", "+7 705 0000012", "1132"])
def test_words_are_found_by_the_index_and_people_by_their_key(crowd: Crowd, typed: str) -> None:
    crowd(3000)
    with transaction():
        db.session.execute(sa.text("ANALYZE"))

    with explaining() as plans:
        look(clerk(), typed)

    assert len(plans) > 3
    for plan in plans:
        assert "pk_search_word" in plan or "USING PRIMARY KEY (kind=? AND word>? AND word<?)" in plan, plan
        assert "Seq Scan on search_word" not in plan, plan
        assert "SCAN search_word" not in plan, plan
