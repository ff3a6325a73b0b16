"""The log: written with the change it tells of, never altered, and read by those of its territory."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.chain import FIRST
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken, list_actions, list_history
from elections.database import db, looking_from, transaction
from elections.people.iin import Sex
from tests.browsing import Answer
from tests.factories import CALLED_ON

HERE, THERE = "110000000/113200000/", "150000000/151000000/"
REFUSAL = "the log is never altered"
ALTER = {
    "update": "UPDATE audit_event SET reason = 'forged' WHERE id = :id",
    "delete": "DELETE FROM audit_event WHERE id = :id",
}


REPLACE = {
    "sqlite": "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = :id",
    "postgresql": (
        "INSERT INTO audit_event SELECT * FROM audit_event WHERE id = :id"
        " ON CONFLICT (id) DO UPDATE SET reason = 'forged'"
    ),
}
LOOK = "INSERT INTO audit_look (event_id, person_id, what, path) VALUES (:id, 5, 'iin', '')"


def actor(scope: str = "", login: str = "aigul") -> Actor:
    return Actor(user_id=7, login=login, role=Role.COORDINATOR, scope=scope)


def write(*actions: str, subject: object = "thing", scope: str = "", login: str = "aigul") -> None:
    """Records one event per action, each in a transaction of its own."""
    for action in actions:
        with transaction():
            record(actor(scope, login), action, subject)


def events() -> list[AuditEvent]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id)))


def alter(statement: str, event_id: int) -> None:
    with transaction():
        db.session.execute(sa.text(statement), {"id": event_id})


def alter_behind_its_back(statement: str, event_id: int, table: str = "audit_event") -> None:
    """Alters an event as one who owns the database could: its triggers off meanwhile."""
    if db.engine.dialect.name == "postgresql":
        off = [f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only"]
        on = [f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only"]
    else:
        db.session.rollback()
        with db.engine.connect() as connection:
            triggers = connection.exec_driver_sql(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
            ).all()
        off, on = [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
    with transaction():
        for text in (*off, statement, *on):
            db.session.execute(sa.text(text), {"id": event_id} if text is statement else {})


def rows(answer: Answer) -> list[list[str]]:
    """Returns the table of the log without the moments."""
    cells = [row.findall("td") for row in answer.page.findall(".//tbody/tr")]
    return [[" ".join(cell.text_content().split()) for cell in row[1:]] for row in cells]


def test_an_event_tells_who_did_what_to_which_row_and_why(factory) -> None:
    seminar = factory.seminar(HERE)
    values = {"sex": Sex.FEMALE, "on": CALLED_ON, "hours": 8, "ill": False, "score": None, "list": [1]}
    with transaction():
        record(
            actor(), "seminar.changed", seminar, label="x" * 301, before={"hours": 6}, after=values, reason="болезнь"
        )  # fmt: skip
    (event,) = events()
    assert (event.actor_id, event.actor_login, event.action) == (7, "aigul", "seminar.changed")
    assert (event.subject_kind, event.subject_id, event.path) == ("seminar", seminar.id, HERE)
    assert (event.subject_label, event.reason, event.before) == ("x" * 300, "болезнь", {"hours": 6})
    assert event.after == {
        "sex": "female", "on": "2021-06-25", "hours": 8, "ill": False, "score": None, "list": [1],
    }  # fmt: skip


def test_an_event_about_a_word_lies_where_its_actor_is(app: Flask) -> None:
    write("report.printed", subject="report", scope=HERE)
    (event,) = events()
    assert (event.subject_kind, event.subject_id, event.path) == ("report", None, HERE)


def test_an_event_that_was_given_another_number_is_found(app: Flask) -> None:
    write("one", "two")
    alter_behind_its_back("UPDATE audit_event SET id = id + 7 WHERE id = :id", 2)
    assert find_broken() == 9


@pytest.mark.parametrize("number", [0, -5])
def test_an_event_before_the_first_is_found(app: Flask, number: int) -> None:
    write("one", "two")
    columns = ", ".join(one.name for one in AuditEvent.__table__.c if one.name != "id")
    alter(
        f"INSERT INTO audit_event (id, {columns}) SELECT {number}, {columns} FROM audit_event WHERE id = :id",
        2,
    )
    assert find_broken() == number


UNREADABLE = {"before": "'{'", "at": "'gestern'", "after": "'['"}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("column", "value"), UNREADABLE.items(), ids=list(UNREADABLE))
def test_an_event_that_nobody_can_read_any_more_is_named(app: Flask, login, column: str, value: str) -> None:
    """PostgreSQL's columns refuse what is no moment and no JSON."""
    write("one", "two", "three")
    alter_behind_its_back(f"UPDATE audit_event SET {column} = {value} WHERE id = :id", 2)
    assert find_broken() == 2
    browser = login(Role.ADMINISTRATOR)
    for address in ("/audit", "/audit/2"):
        page = browser.get(address, lang="en")
        assert (page.status, "cannot be read" in page.words) == (500, True)
    told = browser.follow(browser.post("/audit/verification", {}))
    assert (told.status, "cannot be read" in told.words, "event 2" in told.words) == (500, True, True)


def test_the_log_numbers_its_events_without_a_gap_though_some_were_rolled_back(app: Flask) -> None:
    write("one")
    with suppress(LookupError), transaction():
        record(actor(), "two", "thing")
        raise LookupError
    write("three")
    assert [(one.id, one.action) for one in events()] == [(1, "one"), (2, "three")]
    assert find_broken() is None


def test_each_event_carries_the_digest_of_the_one_before(app: Flask) -> None:
    write("one", "two", "three")
    chained = events()
    assert [event.previous_digest for event in chained] == [FIRST, chained[0].digest, chained[1].digest]
    assert find_broken() is None


def test_two_events_of_one_action_are_chained(app: Flask) -> None:
    with transaction():
        record(actor(), "one", "thing")
        record(actor(), "two", "thing")
    first, second = events()
    assert (second.previous_digest, find_broken()) == (first.digest, None)


def test_an_event_of_what_was_rolled_back_does_not_exist(app: Flask) -> None:
    write("kept")
    with pytest.raises(ZeroDivisionError):
        with transaction():
            record(actor(), "lost", "thing")
            raise ZeroDivisionError
    write("after")
    assert [event.action for event in events()] == ["kept", "after"]
    assert find_broken() is None


@pytest.mark.parametrize("way", ["update", "delete"])
def test_the_database_refuses_to_alter_the_log(app: Flask, way: str) -> None:
    write("one", "two")
    before = [(event.id, event.digest) for event in events()]
    with pytest.raises(DatabaseError, match=REFUSAL):
        alter(ALTER[way], before[0][0])
    assert [(event.id, event.digest) for event in events()] == before


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("update", "event {1} was altered"),
        ("delete", "between event {0} and event {2} something was removed or altered"),
    ],
)
def test_the_command_finds_the_first_event_that_does_not_fit(app: Flask, way: str, told: str) -> None:
    write("one", "two", "three", "four")
    numbers = [event.id for event in events()]
    whole = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (whole.exit_code, whole.output) == (0, "the log is whole: 4 events, 0 anchors\n")
    alter_behind_its_back(ALTER[way], numbers[1])
    db.session.rollback()
    broken = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (broken.exit_code, broken.output) == (1, f"Error: {told.format(*numbers)}\n")
    with pytest.raises(DatabaseError, match=REFUSAL):
        alter(ALTER[way], numbers[0])


def test_an_empty_log_is_whole(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def test_the_page_checks_the_log(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    browser.get("/audit", lang="en")
    whole = browser.follow(browser.post("/audit/verification"))
    assert "The log is whole: no event was altered or removed." in whole.words
    number = events()[0].id
    alter_behind_its_back(ALTER["update"], number)
    broken = browser.follow(browser.post("/audit/verification"))
    assert f"The log was altered: event {number} does not fit its own digest." in broken.words


def test_the_page_lists_events_newest_first_and_filters(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    write("candidate.created", "candidate.status", login="aigul")
    write("candidate.created", login="berik")
    created, changed = (
        ["aigul", "кандидат внесён", "thing", "–"],
        ["aigul", "candidate.status", "thing", "–"],
    )
    other = ["berik", "кандидат внесён", "thing", "–"]
    (logged_in,) = rows(browser.get("/audit?login=root"))
    assert logged_in[:2] == ["root", "вход"]
    assert rows(browser.get("/audit")) == [other, changed, created, logged_in]
    assert rows(browser.get("/audit?action=candidate.created")) == [other, created]
    assert rows(browser.get("/audit?action=candidate.created&login=aigul")) == [created]
    assert rows(browser.get("/audit?kind=user_account")) == [logged_in]
    assert rows(browser.get("/audit?login=nobody")) == []


def test_the_page_filters_by_the_number_of_a_record(login, factory) -> None:
    one, other = factory.seminar(place="Школа"), factory.seminar(place="Клуб")
    browser = login(Role.ADMINISTRATOR)
    write("seminar.created", subject=one)
    write("seminar.created", subject=other)
    found = rows(browser.get(f"/audit?kind=seminar&subject_id={other.id}"))
    assert found == [["aigul", "семинар запланирован", f"семинар №{other.id}", "–"]]
    assert len(rows(browser.get("/audit?kind=seminar&subject_id=x"))) == 2
    assert browser.get("/audit?subject_id=99999999999999999999").status == 200


def test_the_page_has_fifty_events_a_page(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        for number in range(51):
            record(actor(), f"a{number:02d}", "thing")
    first, second = browser.get("/audit?kind=thing"), browser.get("/audit?kind=thing&page=2")
    assert [row[1] for row in rows(first)] == [f"a{number:02d}" for number in range(50, 0, -1)]
    assert [row[1] for row in rows(second)] == ["a00"]
    assert first.page.xpath("//a[@rel='next']/@href") == ["/audit?kind=thing&page=2"]
    assert second.page.xpath("//a[@rel='prev']/@href") == ["/audit?kind=thing&page=1"]


def test_the_page_shows_the_viewer_s_territory_only(login) -> None:
    write("here", scope=HERE)
    write("there", scope=THERE)
    page = login(Role.ADMINISTRATOR, path="110000000/").get("/audit")
    assert [row[1] for row in rows(page)] == ["вход", "here"]
    assert page.page.xpath("//select[@id='action']/option/text()")[1:] == ["вход", "here"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.HQ_STAFF, Role.TRAINER, Role.OBSERVER])
def test_the_page_is_the_administrators(login, role) -> None:
    browser = login(role)
    assert browser.get("/audit").status == 403
    assert browser.post("/audit/verification").status == 403


def test_history_shows_what_the_viewer_may_see(factory) -> None:
    here, there = factory.seminar(HERE), factory.seminar(THERE)
    write("seminar.created", "seminar.changed", subject=here)
    write("seminar.created", subject=there)
    ours, theirs = here.id, there.id
    with looking_from("110000000/"):
        assert [event.action for event in list_history("seminar", ours)] == [
            "seminar.changed",
            "seminar.created",
        ]
        assert list_history("seminar", theirs) == []
        assert list_history("course", ours) == []
        assert list_actions() == ["seminar.changed", "seminar.created"]


def test_history_shows_the_last_fifty(factory) -> None:
    seminar = factory.seminar(HERE)
    with transaction():
        for number in range(51):
            record(actor(), f"a{number:02d}", seminar)
    assert [event.action for event in list_history("seminar", seminar.id)] == [
        f"a{number:02d}" for number in range(50, 0, -1)
    ]


def test_an_event_is_not_replaced_either(app: Flask) -> None:
    write("thing.made")
    event = events()[0]

    with pytest.raises(DatabaseError, match=REFUSAL):
        alter(REPLACE[db.engine.dialect.name], event.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_look SET person_id = 6 WHERE event_id = :id",
        "DELETE FROM audit_look WHERE event_id = :id",
        "INSERT OR REPLACE INTO audit_look SELECT * FROM audit_look WHERE event_id = :id",
    ],
)
def test_who_saw_whom_is_never_altered(app: Flask, statement: str) -> None:
    if "REPLACE" in statement and db.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE")
    write("people.seen")
    event = events()[0]
    alter(LOOK, event.id)

    with pytest.raises(DatabaseError, match=REFUSAL):
        alter(statement, event.id)
