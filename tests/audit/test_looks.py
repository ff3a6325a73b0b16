"""Who saw whom: each page with protected data leaves one line, and none is handed out whose line cannot be written."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from elections.accounts.access import Actor, Role
from elections.audit import looks
from elections.audit.chain import Fault
from elections.audit.look_models import Look, Protected
from elections.audit.look_queries import list_looks, list_looks_at
from elections.audit.models import AuditEvent
from elections.audit.queries import check_log, find_broken, find_head, has_digest
from elections.database import EVERYWHERE, db, looking_from, transaction
from tests.audit.test_log import alter_behind_its_back
from tests.factories import Factory
from tests.queries import counting_queries

PHONE = "+7 701 123 45 67"


def seen() -> list[tuple[str, dict]]:
    """Returns who looked at what, oldest first."""
    db.session.rollback()
    statement = sa.select(AuditEvent).where(AuditEvent.action == "people.seen").order_by(AuditEvent.id)
    return [(one.actor_login, one.after) for one in db.session.scalars(statement)]


def known(factory: Factory, **more: object):
    candidate = factory.candidate(**more)
    with transaction():
        candidate.person.phone, candidate.person.email = PHONE, "aigul@example.kz"
    return candidate


def test_a_dossier_with_contacts_leaves_one_line_of_the_one_who_looked(login, factory) -> None:
    candidate = known(factory)
    number, person = candidate.id, candidate.person_id
    page = login(Role.HQ_STAFF, login="clerk").get(f"/candidates/{number}", lang="en")
    assert PHONE in page.words
    assert seen() == [("clerk", {"page": f"/candidates/{number}", "contacts": [person]})]
    assert db.session.scalars(sa.select(Look.person_id)).all() == [person]
    assert find_broken() is None


FORGED = {
    "taken away": "DELETE FROM audit_look WHERE event_id = {event}",
    "another's": "UPDATE audit_look SET person_id = 999 WHERE event_id = {event}",
    "of no page": "INSERT INTO audit_look (event_id, person_id, what, path) VALUES (1, 5, 'iin', '')",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=list(FORGED))
def test_a_register_that_says_something_else_than_the_log_is_found(login, factory, forged: str) -> None:
    candidate = known(factory)
    login(Role.HQ_STAFF).get(f"/candidates/{candidate.id}")
    event = db.session.scalars(sa.select(AuditEvent.id).order_by(AuditEvent.id.desc())).first()
    assert event > 1
    alter_behind_its_back(forged.format(event=event), 0, table="audit_look")

    verdict = check_log()

    assert (verdict.fault, verdict.event_id) == (Fault.LOOKS, 1 if "VALUES (1" in forged else event)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LAWYER, Role.ADMINISTRATOR, Role.TRAINER])
def test_who_does_not_work_with_the_people_sees_no_contacts_and_leaves_no_line(login, factory, role) -> None:
    candidate = known(factory)
    number = candidate.id
    browser = login(role)
    for address in (f"/candidates/{number}", f"/candidates/{number}/history", "/search?q=7011234567"):
        page = browser.get(address)
        assert PHONE not in page.text
        assert "aigul@example.kz" not in page.text
    assert "hidden" in browser.get(f"/candidates/{number}", lang="en").words
    assert seen() == []


def test_a_page_without_contacts_leaves_no_line(login, factory) -> None:
    number = factory.candidate().id
    login(Role.HQ_STAFF).get(f"/candidates/{number}")
    assert seen() == []


def test_who_may_not_see_phones_finds_nobody_by_one(login, factory) -> None:
    candidate = known(factory)
    surname = candidate.person.surname
    assert surname in login(Role.HQ_STAFF).get("/search?q=7011234567").words
    assert surname not in login(Role.OBSERVER).get("/search?q=7011234567").words


def test_a_page_whose_look_cannot_be_written_is_not_handed_out(login, factory, monkeypatch) -> None:
    number = known(factory).id
    browser = login(Role.HQ_STAFF)

    def full(*_args: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(looks, "_keep", full)
    page = browser.get(f"/candidates/{number}", lang="en")
    assert page.status == 503
    assert PHONE not in page.text


def test_the_page_filters_by_who_what_whom_and_day(login, factory) -> None:
    first, second = known(factory), known(factory)
    one, other, person = first.id, second.id, first.person_id
    name = f"{first.person.surname} {first.person.given_name}"
    login(Role.HQ_STAFF, login="clerk").get(f"/candidates/{one}")
    login(Role.COORDINATOR, login="chief").get(f"/candidates/{other}")
    root = login(Role.ADMINISTRATOR, login="root")

    def rows(query: str) -> list[str]:
        page = root.get(f"/audit/looks?{query}").page
        return [row.findall("td")[1].text_content() for row in page.findall(".//tbody/tr")]

    assert rows("") == ["chief", "clerk"]
    assert rows("login=clerk") == ["clerk"]
    assert rows(f"person={person}") == ["clerk"]
    assert rows("what=contacts") == ["chief", "clerk"]
    assert rows("what=scans") == []
    assert rows("since=2001-01-01&until=2099-01-01") == ["chief", "clerk"]
    assert rows("since=2099-01-01") == []
    assert rows("until=2001-01-01") == []
    assert rows("since=nonsense") == ["chief", "clerk"]
    assert name in root.get(f"/candidates/{one}/looks", lang="en").words
    assert [row.event.actor_login for row in list_looks_at([person]).rows] == ["clerk"]


@pytest.mark.parametrize("role", [Role.HQ_STAFF, Role.COORDINATOR, Role.OBSERVER])
def test_the_page_is_the_administrators(login, role) -> None:
    assert login(role).get("/audit/looks").status == 403


def test_an_administrator_sees_the_looks_of_those_of_the_own_territory(app: Flask, login, factory) -> None:
    candidate = known(factory)
    number, region = candidate.id, candidate.path[:10]
    login(Role.HQ_STAFF, login="clerk", path=region).get(f"/candidates/{number}")
    login(Role.HQ_STAFF, login="chief").get(f"/candidates/{number}")
    with looking_from(region):
        assert [one.event.actor_login for one in list_looks().rows] == ["clerk"]
        at = list_looks_at([candidate.person_id])
        assert [one.event.actor_login for one in at.rows] == ["chief", "clerk"]
    with looking_from("990000000/"):
        assert list_looks().rows == []


def test_whom_else_a_page_showed_is_told_to_those_who_see_all_of_it(app: Flask, login, factory) -> None:
    """A list of the whole country shows people of other territories too."""
    one, other = known(factory), known(factory)
    person, foreign, region = one.person_id, other.person_id, one.path[:10]
    chief = Actor(None, "chief", Role.COORDINATOR, "")
    with app.test_request_context("/candidates"), looking_from(EVERYWHERE):
        looks._keep(chief, {Protected.CONTACTS: {person, foreign}})
    with looking_from(region):
        (look,) = list_looks_at([person]).rows
    assert [number for number, _name in look.people] == [person]
    assert (look.numbers, look.others) == ({Protected.CONTACTS: 1}, 0)


def test_a_sheet_of_the_whole_log_fits_whoever_holds_it_against_the_log(app: Flask, login, factory) -> None:
    candidate = known(factory)
    number, region = candidate.id, candidate.path[:10]
    login(Role.HQ_STAFF, login="chief").get(f"/candidates/{number}")
    with looking_from(EVERYWHERE):
        head = find_head()
    with looking_from(region):
        assert has_digest(head)
        assert find_head() == head


def test_a_number_alone_tells_nobodys_name(login, factory) -> None:
    candidate = known(factory)
    surname, person = candidate.person.surname, candidate.person_id
    root = login(Role.ADMINISTRATOR, login="root", path=candidate.path[:10])
    assert surname not in root.get(f"/audit/looks?person={person}").words


def test_the_list_asks_as_often_for_three_looks_as_for_one(login, factory) -> None:
    number = known(factory).id
    browser = login(Role.HQ_STAFF)
    made = []
    for _ in range(2):
        browser.get(f"/candidates/{number}")
        browser.get(f"/candidates/{number}")
        db.session.rollback()
        with counting_queries() as counted:
            list_looks()
        made.append(len(counted))
    assert made == [3, 3]


def test_scans_and_numbers_that_were_looked_at_are_told_too(login, factory) -> None:
    scan = factory.scan(factory.candidate())
    number, person, candidate = scan.id, scan.candidate.person_id, scan.candidate_id
    browser = login(Role.HQ_STAFF, login="clerk")
    assert browser.post(f"/candidates/{candidate}/scans/{number}/download").status == 200
    assert [after[Protected.SCANS] for _who, after in seen()] == [[person]]
    assert login(Role.OBSERVER).post(f"/candidates/{candidate}/scans/{number}/download").status == 403
