"""Writing headquarters: one per territory, one head each, one headquarters per person, and a history that stays."""

from datetime import date

import pytest

from elections.accounts.access import Actor, Role
from elections.alphabet import fold
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.headquarters.actions import (
    add_member,
    change_headquarters,
    create_headquarters,
    end_membership,
)
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.queries import find_membership, get_headquarters, present_members, vacancies
from elections.people.models import Person
from tests.factories import Factory

HOME, OTHER = "110000000/113200000/", "110000000/113400000/"
STAFF = Actor(None, "gulnar", Role.HQ_STAFF, HOME)
NATION = Actor(None, "chief", Role.COORDINATOR, "")
CONTACTS = {"address": "Абай к., 1", "phone": "+7 700", "opening_hours": "9–18"}
IIN = "061211600012"
PERSON = {"surname": "Оспанова", "given_name": "Әсел", "patronymic": "", "iin": "", "phone": "+7 701"}
DAY = date(2021, 7, 1)


def events() -> list[tuple[str, object, object]]:
    rows = db.session.query(AuditEvent).order_by(AuditEvent.id)
    return [(one.action, one.before, one.after) for one in rows]


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("", Level.NATION),
        ("110000000/", Level.REGION),
        (HOME, Level.DISTRICT),
        (f"{HOME}113203000/", Level.CONSTITUENCY),
    ],
)
def test_headquarters_has_the_level_of_its_territory(factory: Factory, path: str, level: Level) -> None:
    election = factory.election()
    with transaction():
        made = create_headquarters(NATION, election, path, ("Аккольский район", "Ақкөл ауданы"), CONTACTS)

    kept = (made.path, made.level, made.territory_ru, made.territory_kk, made.address, made.phone)
    assert kept == (path, level, "Аккольский район", "Ақкөл ауданы", "Абай к., 1", "+7 700")
    assert made.search_text == fold("Аккольский район Ақкөл ауданы")
    assert vacancies(made) == [MemberRole.HEAD, MemberRole.LAWYER, MemberRole.OBSERVER_COORDINATOR]
    assert events() == [("headquarters.created", None, CONTACTS)]


def test_territory_has_one_headquarters_per_election(factory: Factory) -> None:
    election = factory.election()
    factory.headquarters(HOME, territory_ru="Аккольский район")

    with pytest.raises(Refused) as refused, transaction():
        create_headquarters(STAFF, election, HOME, ("Аккольский район", ""), CONTACTS)

    assert refused.value.objections == (
        Objection("headquarters.exists", "kato", {"name": "Аккольский район"}),
    )
    old = factory.election(is_current=False)
    with transaction():
        assert create_headquarters(STAFF, old, HOME, ("Аккольский район", ""), CONTACTS).path == HOME


def test_contacts_are_changed_by_who_saw_them_last(factory: Factory) -> None:
    office = factory.headquarters(HOME, phone="1")
    with transaction():
        change_headquarters(STAFF, office, 1, {"phone": "2"})

    with pytest.raises(Stale), transaction():
        change_headquarters(STAFF, office, 1, {"phone": "3"})

    before = {"address": "", "phone": "1", "opening_hours": ""}
    assert (office.phone, office.version) == ("2", 2)
    assert events() == [("headquarters.changed", before, {"phone": "2"})]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER, Role.OBSERVER])
def test_role_that_reads_does_not_write(factory: Factory, role: Role) -> None:
    office = factory.headquarters(HOME)
    member = factory.member(office)

    refuse_all(Actor(None, "x", role, ""), office, member)


@pytest.mark.parametrize("scope", [OTHER, f"{HOME}113203000/", "150000000/"])
def test_nobody_writes_outside_ones_territory(factory: Factory, scope: str) -> None:
    office = factory.headquarters(HOME)
    member = factory.member(office)

    refuse_all(Actor(None, "x", Role.COORDINATOR, scope), office, member)


def refuse_all(actor: Actor, office: Headquarters, member: Member) -> None:
    for act in (
        lambda: create_headquarters(actor, office.election, f"{HOME[:20]}", ("", ""), CONTACTS),
        lambda: change_headquarters(actor, office, office.version, CONTACTS),
        lambda: add_member(actor, office, PERSON, MemberRole.DRIVER, DAY),
        lambda: end_membership(actor, member, DAY),
    ):
        with pytest.raises(Forbidden), transaction():
            act()
    assert events() == []
    assert (db.session.query(Headquarters).count(), db.session.query(Member).count()) == (1, 1)


def test_member_is_a_person_with_a_role_since_a_day(factory: Factory) -> None:
    office = factory.headquarters(HOME)

    with transaction():
        member = add_member(STAFF, office, PERSON, MemberRole.HEAD, DAY)

    person = (member.person.surname, member.person.given_name, member.person.phone)
    assert person == ("Оспанова", "Әсел", "+7 701")
    assert (member.role, member.since_on, member.until_on, member.path) == (MemberRole.HEAD, DAY, None, HOME)
    assert present_members(get_headquarters(office.id)) == [member]
    assert vacancies(get_headquarters(office.id)) == [MemberRole.LAWYER, MemberRole.OBSERVER_COORDINATOR]
    assert [action for action, _before, _after in events()] == ["person.created", "member.added"]


def test_headquarters_has_one_head_at_a_time(factory: Factory) -> None:
    office = factory.headquarters(HOME)
    first = factory.member(office)

    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, {**PERSON, "surname": "123"}, MemberRole.HEAD, DAY)
    with transaction():
        add_member(STAFF, get_headquarters(office.id), PERSON, MemberRole.DEPUTY, DAY)
    with transaction():
        end_membership(STAFF, first, DAY)
    with transaction():
        second = {**PERSON, "surname": "Бекова"}
        add_member(STAFF, get_headquarters(office.id), second, MemberRole.HEAD, DAY)

    codes = [(one.code, one.field) for one in refused.value.objections]
    assert codes[-1] == ("member.head_exists", "role")
    assert {field for _code, field in codes[:-1]} == {"surname"}
    members = present_members(get_headquarters(office.id))
    assert [(one.person.surname, one.role) for one in members] == [
        ("Оспанова", MemberRole.DEPUTY), ("Бекова", MemberRole.HEAD),
    ]  # fmt: skip


@pytest.mark.parametrize("elsewhere", [HOME, OTHER, ""])
def test_person_works_in_one_headquarters_at_a_time(factory: Factory, elsewhere: str) -> None:
    busy = factory.headquarters(elsewhere, territory_ru="Там")
    with transaction():
        first = add_member(NATION, busy, {**PERSON, "iin": IIN}, MemberRole.LAWYER, DAY)
    office = busy if elsewhere == HOME else factory.headquarters(HOME)

    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, {**PERSON, "iin": IIN}, MemberRole.DRIVER, DAY)
    with transaction():
        end_membership(NATION, first, DAY)
    with transaction():
        again = add_member(STAFF, office, {**PERSON, "iin": IIN}, MemberRole.DRIVER, DAY)

    assert refused.value.objections == (Objection("member.already", "surname", {"name": "Там"}),)
    assert again.person_id == first.person_id
    assert (find_membership(first.person_id), db.session.query(Person).count()) == (again, 1)


@pytest.mark.parametrize(
    ("iin", "codes"),
    [("12", ["iin.digits"]), ("821214240092", ["iin.check_digit"])],
)
def test_objections_to_the_person_are_told(factory: Factory, iin: str, codes: list[str]) -> None:
    office = factory.headquarters(HOME)

    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, {**PERSON, "iin": iin}, MemberRole.DRIVER, DAY)

    assert [(one.code, one.field) for one in refused.value.objections] == [(code, "iin") for code in codes]
    assert (db.session.query(Person).count(), db.session.query(Member).count()) == (0, 0)


@pytest.mark.parametrize(
    ("on", "until"),
    [(date(2021, 7, 9), date(2021, 7, 9)), (date(2021, 6, 1), date(2021, 6, 25))],
)
def test_membership_ends_once_and_not_before_it_began(factory: Factory, on: date, until: date) -> None:
    member = factory.member(factory.headquarters(HOME), since_on=date(2021, 6, 25))

    for day in (on, date(2021, 7, 20)):
        with transaction():
            end_membership(STAFF, member, day)

    assert (member.until_on, find_membership(member.person_id)) == (until, None)
    assert events() == [("member.ended", None, {"until_on": until.isoformat()})]
