"""Writing headquarters: one per territory, one head each, one headquarters per person, and a history that stays."""

from datetime import date

import pytest

from elections.accounts.access import Actor, Role
from elections.alphabet import fold
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.headquarters.actions import (
    change_headquarters,
    close_headquarters,
    create_headquarters,
    reopen_headquarters,
    set_needs,
)
from elections.headquarters.member_actions import (
    Contacts,
    add_member,
    change_contacts,
    change_role,
    end_membership,
)
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.queries import (
    find_membership,
    get_headquarters,
    list_needs,
    past_members,
    present_members,
    vacancies,
)
from elections.headquarters.staffing import NEEDS
from elections.people.models import Person
from tests.factories import Factory

HOME, OTHER = "110000000/113200000/", "110000000/113400000/"
STAFF = Actor(None, "gulnar", Role.HQ_STAFF, HOME)
NATION = Actor(None, "chief", Role.COORDINATOR, "")
CONTACTS = {"address": "Абай к., 1", "phone": "+7 700 999 00 01", "opening_hours": "9–18"}
IIN = "061211600012"
PERSON = {
    "surname": "Оспанова",
    "given_name": "Әсел",
    "patronymic": "",
    "iin": "",
    "phone": "+7 701 999 00 02",
}
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
    assert kept == (path, level, "Аккольский район", "Ақкөл ауданы", "Абай к., 1", "+7 700 999 00 01")
    assert made.search_text == fold("Аккольский район Ақкөл ауданы")
    assert vacancies(made) == list(NEEDS[level])
    assert events() == [("headquarters.created", None, {**CONTACTS, "opened_on": None})]


def test_territory_has_one_headquarters_per_election(factory: Factory) -> None:
    election = factory.election()
    factory.headquarters(HOME, territory_ru="Аккольский район")

    with pytest.raises(Refused) as refused, transaction():
        create_headquarters(STAFF, election, HOME, ("Аккольский район", ""), CONTACTS)

    assert refused.value.objections == (
        Objection("headquarters.exists", "kato", {"name": "Аккольский район", "closed": None}),
    )
    old = factory.election(is_current=False)
    with transaction():
        assert create_headquarters(STAFF, old, HOME, ("Аккольский район", ""), CONTACTS).path == HOME


def test_contacts_are_changed_by_who_saw_them_last(factory: Factory) -> None:
    office = factory.headquarters(HOME, phone="1")
    with transaction():
        change_headquarters(STAFF, office, 1, {"phone": "8 (700) 123-45-67"})

    with pytest.raises(Stale), transaction():
        change_headquarters(STAFF, office, 1, {"phone": ""})

    before = {"address": "", "phone": "1", "opening_hours": "", "opened_on": None}
    assert (office.phone, office.version) == ("+7 700 123 45 67", 2)
    assert events() == [("headquarters.changed", before, {**before, "phone": "+7 700 123 45 67"})]


def test_phone_that_is_none_is_refused(factory: Factory) -> None:
    office = factory.headquarters(HOME, phone="1", closed_on=DAY)

    with pytest.raises(Refused) as refused, transaction():
        change_headquarters(STAFF, office, 1, {"phone": "у вахты", "opened_on": date(2021, 7, 2)})

    assert [one.code for one in refused.value.objections] == ["phone.format", "headquarters.days_in_order"]


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
        lambda: change_role(actor, member, 1, MemberRole.DRIVER, DAY),
        lambda: change_contacts(actor, member, 2, "", "", None),
        lambda: close_headquarters(actor, office, 1, DAY, "закрыт"),
        lambda: reopen_headquarters(actor, office),
        lambda: set_needs(actor, office.election, {}),
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
    assert person == ("Оспанова", "Әсел", "+7 701 999 00 02")
    assert (member.role, member.since_on, member.until_on, member.path) == (MemberRole.HEAD, DAY, None, HOME)
    assert present_members(get_headquarters(office.id)) == [member]
    needed = [MemberRole.DEPUTY, MemberRole.LAWYER, MemberRole.OBSERVER_COORDINATOR]
    assert vacancies(get_headquarters(office.id)) == needed
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
        ("Бекова", MemberRole.HEAD), ("Оспанова", MemberRole.DEPUTY),
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

    code = "member.already_here" if elsewhere == HOME else "member.already"
    assert refused.value.objections == (Objection(code, "surname", {"name": "Там", "since": DAY}),)
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


def test_everything_against_a_member_is_said_at_once(factory: Factory) -> None:
    office, busy = factory.headquarters(HOME), factory.headquarters(OTHER, territory_ru="Там")
    factory.member(office, since_on=DAY)
    with transaction():
        add_member(NATION, busy, {**PERSON, "iin": IIN}, MemberRole.LAWYER, DAY)
    wrong = {**PERSON, "iin": IIN, "phone": "нет", "email": "нет", "patronymic": "R2"}

    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, wrong, MemberRole.HEAD, date(2031, 1, 1), consent_on=date(2021, 7, 6))

    assert [one.code for one in refused.value.objections] == [
        "phone.format", "email.format", "name.letters", "member.too_far", "member.already", "member.head_exists",
        "member.consent_in_future",
    ]  # fmt: skip


def test_namesake_is_compared_before_a_new_person_is_entered(factory: Factory) -> None:
    office = factory.headquarters(HOME)
    with transaction():
        first = add_member(STAFF, office, PERSON, MemberRole.HEAD, DAY)
    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, PERSON, MemberRole.DRIVER, DAY, is_compared=False)
    with transaction():
        add_member(STAFF, office, PERSON, MemberRole.DRIVER, DAY, is_compared=True)

    assert [(one.code, one.field) for one in refused.value.objections] == [
        ("people.likely_known", "is_somebody_new")
    ]
    assert len(present_members(get_headquarters(office.id))) == 2
    with pytest.raises(Refused) as refused, transaction():
        add_member(STAFF, office, {}, MemberRole.LAWYER, DAY, known=first.person)
    assert [(one.code, one.field) for one in refused.value.objections] == [("member.already_here", "")]


def test_role_changes_and_the_former_one_stays_in_the_history(factory: Factory) -> None:
    office = factory.headquarters(HOME)
    head, driver = factory.member(office), factory.member(office, role=MemberRole.DRIVER, consent_on=DAY)

    with pytest.raises(Refused) as second, transaction():
        change_role(STAFF, driver, 1, MemberRole.HEAD, date(2021, 6, 1))
    with pytest.raises(Refused) as same, transaction():
        change_role(STAFF, driver, 1, MemberRole.DRIVER, date(2021, 6, 1))
    with pytest.raises(Stale), transaction():
        change_role(STAFF, driver, 2, MemberRole.PRESS, DAY)
    with transaction():
        new = change_role(STAFF, driver, 1, MemberRole.PRESS, DAY)

    assert [one.code for one in second.value.objections] == ["member.before_begin", "member.head_exists"]
    assert [one.code for one in same.value.objections] == ["member.same_role", "member.before_begin"]
    assert (driver.until_on, new.since_on, new.role) == (date(2021, 6, 30), DAY, MemberRole.PRESS)
    assert (new.person_id, new.consent_on) == (driver.person_id, DAY)
    found = get_headquarters(office.id)
    assert (present_members(found), past_members(found)) == ([head, new], [driver])
    assert [action for action, *_rest in events()] == ["member.ended", "member.role_changed"]


def test_contacts_of_a_member_are_changed_by_who_saw_them_last(factory: Factory) -> None:
    member = factory.member(factory.headquarters(HOME))
    assert (Contacts(member).version, Contacts(member).path, Contacts(member).id) == (2, HOME, member.id)

    with transaction():
        change_contacts(STAFF, member, 2, "87019990002", "asel@example.kz", DAY)
    with pytest.raises(Stale), transaction():
        change_contacts(STAFF, member, 2, "", "", None)
    with pytest.raises(Refused) as refused, transaction():
        change_contacts(STAFF, member, 4, "нет", "нет", date(2021, 7, 6))

    kept = (member.person.phone, member.person.email, member.consent_on)
    assert kept == ("+7 701 999 00 02", "asel@example.kz", DAY)
    assert [one.code for one in refused.value.objections] == [
        "phone.format", "email.format", "member.consent_in_future",
    ]  # fmt: skip
    assert [action for action, *_rest in events()] == ["person.changed", "member.contacts_changed"]


@pytest.mark.parametrize("on", [date(2021, 6, 24), date(2021, 7, 6)])
def test_membership_ends_once_within_its_days(factory: Factory, on: date) -> None:
    member = factory.member(factory.headquarters(HOME), since_on=date(2021, 6, 25))

    with pytest.raises(Refused), transaction():
        end_membership(STAFF, member, on)
    with transaction():
        end_membership(STAFF, member, DAY)
    with pytest.raises(Refused) as refused, transaction():
        end_membership(STAFF, member, DAY)

    assert [one.code for one in refused.value.objections] == ["member.ended_already"]
    assert (member.until_on, find_membership(member.person_id)) == (DAY, None)
    assert events() == [("member.ended", None, {"until_on": DAY.isoformat()})]


def test_closing_ends_the_work_and_opening_again_brings_no_one_back(factory: Factory) -> None:
    office = factory.headquarters(HOME, opened_on=date(2021, 6, 25), territory_ru="Акколь")
    member = factory.member(office, since_on=date(2021, 6, 25))
    late = factory.member(office, since_on=date(2021, 7, 4), role=MemberRole.DRIVER)

    with pytest.raises(Refused) as refused, transaction():
        close_headquarters(STAFF, get_headquarters(office.id), 1, date(2021, 6, 24), " ")
    with pytest.raises(Refused) as ahead, transaction():
        close_headquarters(STAFF, get_headquarters(office.id), 1, date(2021, 7, 6), "переезд")
    with transaction():
        assert close_headquarters(STAFF, get_headquarters(office.id), 1, DAY, "переезд") == 2
    with pytest.raises(Refused) as again, transaction():
        close_headquarters(STAFF, get_headquarters(office.id), 2, DAY, "переезд")
    with pytest.raises(Stale), transaction():
        close_headquarters(STAFF, get_headquarters(office.id), 1, DAY, "переезд")
    with pytest.raises(Refused) as shut, transaction():
        add_member(STAFF, get_headquarters(office.id), PERSON, MemberRole.HEAD, DAY)
    with pytest.raises(Refused) as second, transaction():
        create_headquarters(STAFF, office.election, HOME, ("", ""), CONTACTS)

    codes = [[one.code for one in each.value.objections] for each in (refused, ahead, again, shut, second)]
    assert codes == [
        ["headquarters.closed_before_opened", "headquarters.close_reason_missing"],
        ["headquarters.closed_in_future"], ["headquarters.closed_already"], ["headquarters.closed_already"],
        ["headquarters.exists_closed"],
    ]  # fmt: skip
    assert (member.until_on, late.until_on) == (DAY, date(2021, 7, 4))
    assert vacancies(get_headquarters(office.id)) == []
    with transaction():
        reopen_headquarters(STAFF, office)
        reopen_headquarters(STAFF, office)
    assert (office.closed_on, office.close_reason, present_members(office)) == (None, "", [])
    assert [action for action, *_rest in events()] == [
        "headquarters.closed", "member.ended", "member.ended", "headquarters.reopened",
    ]  # fmt: skip


def test_nation_says_whom_a_level_needs(factory: Factory) -> None:
    office = factory.headquarters(HOME)
    with transaction():
        set_needs(NATION, office.election, {**NEEDS, Level.DISTRICT: (MemberRole.DRIVER, MemberRole.HEAD)})
        set_needs(NATION, office.election, {Level.REGION: ()})
    needs = list_needs(office.election_id)

    assert vacancies(office, needs) == [MemberRole.HEAD, MemberRole.DRIVER]
    assert (needs[Level.REGION], needs[Level.NATION]) == ((), NEEDS[Level.NATION])
    with transaction():
        set_needs(NATION, office.election, {Level.DISTRICT: (MemberRole.LAWYER,)})
    assert list_needs(office.election_id)[Level.DISTRICT] == (MemberRole.LAWYER,)
    assert [action for action, *_rest in events()] == ["headquarters.needs_set"] * 3
    with pytest.raises(Forbidden), transaction():
        set_needs(STAFF, office.election, {})
