"""Pages of data protection: what one may rely on, who may open what, and what stays when somebody is erased."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.candidates.models import Candidate, CandidateFile
from elections.database import db, transaction
from elections.jobs.models import Job, JobFile, JobState
from elections.people.models import Person
from elections.privacy import chores
from elections.privacy.models import Incident, IncidentState, PersonErasure
from elections.search.models import SearchWord
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

ONE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
Login = Callable[..., Browser]
REPORT = {
    "what": "Потерян телефон",
    "noticed_at": "2021-07-20T09:30",
    "people": "12",
    "measures": "",
    "contact": "",
}
ADMIN_PAGES = ("/retention", "/retention/scans", "/erasures", "/backups", "/incidents/1")


@pytest.fixture
def admin(factory: Factory, login: Login) -> Browser:
    factory._once("election")
    return login(Role.ADMINISTRATOR)


def set_clock(on: date) -> None:
    """Has the campaign's present moment be noon of a day."""
    from elections.campaign.models import Election

    with transaction():
        db.session.execute(
            sa.update(Election).values(clock_at=datetime.fromisoformat(f"{on}T07:00:00+00:00"))
        )


def actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


# --- incidents -----------------------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_where_to_report_an_incident(factory: Factory, login: Login, role: Role) -> None:
    factory._once("election")
    browser = login(role)
    set_clock(date(2021, 7, 20))

    assert "Report an incident" in browser.get("/privacy", lang="en").words
    assert browser.post("/incidents/new", REPORT).status == 303
    assert "Потерян телефон" in browser.get("/incidents").words


@ONE
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_than_administrators_see_only_what_they_reported(
    factory: Factory, login: Login, role: Role
) -> None:
    factory._once("election")
    set_clock(date(2021, 7, 20))
    login(Role.ADMINISTRATOR).post("/incidents/new", {**REPORT, "what": "Тайна"})
    browser = login(role)

    assert "Тайна" not in browser.get("/incidents").words
    assert [browser.get(page).status for page in ADMIN_PAGES] == [403] * len(ADMIN_PAGES)


def test_incident_of_another_territory_is_not_there(factory: Factory, admin: Browser, login: Login) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", REPORT)
    other = login(Role.ADMINISTRATOR, path="110000000/")

    assert other.get("/incidents/1").status == 404
    assert other.get("/incidents/1.pdf").status == 404
    assert [other.get(page).status for page in ("/retention", "/erasures", "/backups")] == [403] * 3


def test_clock_stands_on_the_page_and_stops_when_the_authority_was_told(admin: Browser) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", {**REPORT, "measures": "Учётная запись отключена"})

    page = admin.get("/incidents/1", lang="en")
    assert "20 h 30 min left" in page.words  # noticed at 9:30, it is one o'clock

    told = {"told_at": "2021-07-20T11:00", "told_number": "14", "version": "1"}
    assert admin.post("/incidents/1/told", told).status == 303
    assert "told in time" in admin.get("/incidents/1").words
    set_clock(date(2021, 7, 22))
    assert admin.post("/incidents/1/closed", {"finding": "Найден", "version": "2"}).status == 303
    assert "Найден" in admin.get("/incidents/1").words
    assert actions()[-3:] == ["incident.reported", "incident.told", "incident.closed"]


def test_late_message_is_called_late(admin: Browser) -> None:
    set_clock(date(2021, 7, 22))
    admin.post("/incidents/new", {**REPORT, "measures": "x"})
    assert "late by 27 h 30 min" in admin.get("/incidents", lang="en").words

    admin.post("/incidents/1/told", {"told_at": "2021-07-22T10:00", "told_number": "", "version": "1"})

    assert "told too late" in admin.get("/incidents").words


@pytest.mark.parametrize(
    ("url", "form", "told"),
    [
        ("/incidents/new", {"what": "", "noticed_at": ""}, "Say what happened"),
        ("/incidents/new", {**REPORT, "noticed_at": "2099-01-01T00:00"}, "This moment has not come yet"),
        (
            "/incidents/1/told",
            {"told_at": "2021-07-20T11:00", "version": "1"},
            "The law asks for the measures",
        ),
        ("/incidents/1/told", {"told_at": "", "version": "1"}, "Enter when the authority was told"),
        ("/incidents/1/closed", {"finding": "", "version": "1"}, "Say what was found"),
        ("/incidents/1", {**REPORT, "what": "", "version": "1"}, "Say what happened"),
        ("/incidents/1", {**REPORT, "version": "7"}, "changed this record"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    admin: Browser, url: str, form: dict[str, str], told: str
) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", REPORT)
    admin.get("/privacy", lang="en")

    answer = admin.post(url, form)

    assert (answer.status, told in answer.words) == (422, True), answer.words
    assert db.session.scalar(sa.select(sa.func.count(Incident.id))) == 1


def test_closed_incident_is_not_changed_any_more(admin: Browser) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", REPORT)
    admin.post("/incidents/1/closed", {"finding": "Ложная тревога", "version": "1"})

    answer = admin.post("/incidents/1", {**REPORT, "version": "2"})

    assert answer.status == 422
    db.session.rollback()
    incident = db.session.scalar(sa.select(Incident))
    assert incident is not None
    assert incident.state is IncidentState.CLOSED


def test_change_is_saved_and_the_log_names_the_fields_only(admin: Browser) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", REPORT)

    admin.post("/incidents/1", {**REPORT, "what": "Потерян планшет", "people": "", "version": "1"})

    db.session.rollback()
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.after is not None
    assert event.after["fields"] == "what, people"
    assert "планшет" not in str(event.after)


def test_incident_is_printed(admin: Browser) -> None:
    set_clock(date(2021, 7, 20))
    admin.post("/incidents/new", REPORT)

    answer = admin.get("/incidents/1.pdf")

    assert (answer.status, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("page", ["/incidents", "/erasures?search=асанов", "/retention"])
def test_lists_ask_as_many_questions_for_three_rows_as_for_one(
    factory: Factory, admin: Browser, page: str
) -> None:
    set_clock(date(2021, 7, 20))
    counts = []
    for number in (1, 2):
        for _each in range(number):
            admin.post("/incidents/new", REPORT)
            factory.person(surname="Асанов")
        admin.get(page)
        with counting_queries() as counted:
            admin.get(page)
        counts.append(len(counted))

    assert counts[0] == counts[1]


# --- periods -------------------------------------------------------------------------------------------------------


def fill(factory: Factory) -> Candidate:
    candidate = factory.candidate(
        person=factory.person(surname="Тестова", phone="+77010000000", iin_masked="7503")
    )
    factory.scan(candidate)
    factory.photo(factory.protocol(candidate.contest))
    with transaction():
        job = Job(
            kind="x",
            path="",
            state=JobState.DONE,
            finished_at=datetime.fromisoformat("2021-06-01T00:00:00+00:00"),
        )
        db.session.add(job)
        db.session.flush()
        db.session.add(
            JobFile(job_id=job.id, path="", name="a", mimetype="x", size=1, sha256="", content=b"x")
        )
    return candidate


def test_nothing_is_due_before_its_day_and_nothing_goes_by_itself(factory: Factory, admin: Browser) -> None:
    fill(factory)
    set_clock(date(2021, 6, 20))

    page = admin.get("/retention", lang="en")

    assert page.words.count("nothing is due") == 6
    assert "Nothing is due." in admin.follow(admin.post("/retention/erasure")).words
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 1


def test_what_is_due_is_erased_by_the_button_and_statistics_stay(factory: Factory, admin: Browser) -> None:
    fill(factory)
    set_clock(date(2030, 1, 1))

    assert admin.get("/retention", lang="en").words.count("Erase for good") == 4
    admin.post("/retention/erasure", {"kind": "scans"})
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 0
    assert db.session.scalar(sa.select(Person.phone).where(Person.surname == "Тестова")) != ""
    admin.post("/retention/erasure")

    db.session.rollback()
    person = db.session.scalar(sa.select(Person).where(Person.surname == "Тестова"))
    assert person is not None
    assert (person.phone, person.birth_year, person.version) == ("", 1975, 2)
    assert db.session.scalar(sa.select(sa.func.count(JobFile.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(Candidate.id))) == 1
    assert actions()[-2:] == ["retention.erased", "retention.erased"]


def test_period_is_changed_and_nonsense_refused(admin: Browser) -> None:
    assert admin.post("/retention/scans", {"days": "10", "version": "0"}).status == 303
    assert admin.post("/retention/scans", {"days": "0", "version": "1"}).status == 422
    assert admin.post("/retention/scans", {"days": "20", "version": "0"}).status == 422
    assert admin.get("/retention/nonsense").status == 404
    assert "10" in admin.get("/retention").words
    assert actions()[-2:] == ["retention.changed", "access.not_found"]


def test_command_says_what_is_due_and_erases_after_a_question(app: Flask, factory: Factory) -> None:
    fill(factory)
    set_clock(date(2030, 1, 1))
    runner = app.test_cli_runner()

    said = runner.invoke(args=["retention"]).output
    assert "DUE  scans: 180 days, from 21.01.2022, 1 records" in said
    assert runner.invoke(args=["retention", "--erase"], input="n\n").exit_code == 1
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 1
    done = runner.invoke(args=["retention", "--erase", "--yes"])
    assert (done.exit_code, "scans 1" in done.output) == (0, True), done.output
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 0


def test_worker_tells_once_a_day_what_is_due_and_erases_nothing(
    app: Flask, factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(chores, "_told", [])
    monkeypatch.setattr(chores.log, "warning", lambda _text, **values: told.append(values), raising=False)
    fill(factory)
    set_clock(date(2030, 1, 1))

    assert [chores.tell_due(), chores.tell_due()] == [False, False]

    assert told == [{"scans": 1, "contacts": 1, "photos": 1, "files": 1}]
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 1


# --- erasure -------------------------------------------------------------------------------------------------------

ERASE = {"basis": "demand", "reason": "Заявление № 14", "is_sure": "y"}


def test_person_is_erased_and_what_is_counted_stays(app: Flask, factory: Factory, admin: Browser) -> None:
    candidate = factory.candidate(
        person=factory.person(surname="Тестова", phone="+77010000000"),
        biography="Родилась",
        education="КазНУ",
    )
    factory.scan(candidate)
    participation = factory.participation(factory.seminar(), person=candidate.person)
    certificate = factory.certificate(participation)
    set_clock(date(2021, 12, 1))
    number = candidate.person_id
    assert "Тестова" in admin.get("/erasures", search="тестов").words

    assert (
        admin.post(f"/erasures/{number}", {**ERASE, "version": str(candidate.person.version)}).status == 303
    )

    db.session.rollback()
    db.session.expire_all()
    person = db.session.get(Person, number)
    assert person is not None
    assert (person.surname, person.given_name, person.patronymic) == (f"№ {number}", "—", "")
    assert (person.phone, person.iin_sealed, person.iin_index, person.born_on) == ("", None, None, None)
    assert (person.birth_year, person.sex) == (1975, "male")
    assert (candidate.biography, candidate.education, candidate.status) == ("", "", "registered")
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 0
    assert "Тестова" not in str(certificate.printed)
    assert "тестова" not in set(db.session.scalars(sa.select(SearchWord.word)))
    assert db.session.scalar(sa.select(PersonErasure.basis)) == "demand"
    assert actions()[-1] == "person.erased"
    assert find_broken() is None
    coordinator = Browser(app)
    assert "Тестова" not in admin.get(f"/candidates/{candidate.id}").words
    assert coordinator.get("/login").status == 200


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"reason": ""}, "Enter why the data is erased"),
        ({"is_sure": ""}, "Confirm that you know"),
        ({"version": "99"}, "Somebody changed this person"),
    ],
)
def test_erasing_is_refused_without_reason_or_certainty(
    factory: Factory, admin: Browser, form: dict[str, str], told: str
) -> None:
    person = factory.person(surname="Тестова")
    admin.get("/privacy", lang="en")

    answer = admin.post(f"/erasures/{person.id}", {**ERASE, "version": "1", **form})

    assert (answer.status, told in answer.words) == (422, True)
    assert person.surname == "Тестова"


def test_who_stands_or_serves_is_not_erased_before_the_election_is_over(
    factory: Factory, admin: Browser
) -> None:
    member = factory.member(factory.headquarters())
    candidate = factory.candidate(person=member.person)
    set_clock(date(2021, 7, 20))
    admin.get("/privacy", lang="en")

    answer = admin.post(f"/erasures/{candidate.person_id}", {**ERASE, "version": "1"})

    assert answer.status == 422
    assert "This person stands in an election that is not over" in answer.words
    assert "This person works in a headquarters" in answer.words


def test_nobody_is_erased_twice_and_whoever_is_not_there_is_not_found(
    factory: Factory, admin: Browser
) -> None:
    person = factory.person()
    set_clock(date(2021, 12, 1) + timedelta(days=1))
    admin.post(f"/erasures/{person.id}", {**ERASE, "version": "1"})

    assert admin.post(f"/erasures/{person.id}", {**ERASE, "version": "2"}).status == 422
    assert admin.get("/erasures/999").status == 404
