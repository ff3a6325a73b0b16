"""Pages for those whose form met a database in trouble: told what to do, their answers kept, no false success."""

import pytest
from flask import Flask, flash, redirect
from sqlalchemy import exc
from sqlalchemy.orm import Session

from elections.database import db, sqlite_driver
from tests.browsing import Answer, Browser

TYPED = {"csrf_token": "its own", "idempotency_key": "once", "name": "Әлия <b>", "several": ["1", "2"]}


def failing(words: str) -> exc.OperationalError:
    return exc.OperationalError("INSERT", {}, sqlite_driver.OperationalError(words))


@pytest.fixture
def send(app: Flask, second_app, monkeypatch: pytest.MonkeyPatch):
    """Sends a form whose COMMIT fails with these words, after the view said that it was saved."""

    def save() -> object:
        flash("It was saved.")
        return redirect("/saved", 303)

    browser = Browser(second_app({"/save": save}))
    browser.get("/login", lang="en")

    def send(words: str, form: dict[str, object] | None = None, at: str = "commit") -> Answer:
        def fail(*_arguments: object, **_options: object) -> None:
            fault.undo()
            raise failing(words)

        with monkeypatch.context() as fault:
            fault.setattr(Session, at, fail)
            return browser.post("/save", TYPED if form is None else form)

    return send


def again(answer: Answer) -> list[tuple[str, str]]:
    return [(one.get("name"), one.get("value")) for one in answer.page.xpath("//form[@data-again]//input")]


@pytest.mark.parametrize(
    ("words", "status", "wait", "title"),
    [
        ("database or disk is full", 507, "300", "There is no room left on the server's disk"),
        ("database is locked", 503, "5", "Others are saving at this moment"),
        ("disk I/O error", 500, None, "The database cannot be read or written"),
        ("gone", 503, "30", "The database does not answer"),
    ],
)
def test_what_could_not_be_kept_is_told_and_stays_on_the_page(send, words, status, wait, title) -> None:
    answer = send(words)

    assert (answer.status, answer.headers.get("Retry-After")) == (status, wait)
    assert answer.page.findtext(".//h1") == title
    assert again(answer) == [
        ("csrf_token", "its own"), ("idempotency_key", "once"), ("name", "Әлия <b>"), ("several", "1"), ("several", "2"),
    ]  # fmt: skip


def test_success_that_came_to_nothing_is_not_told(send) -> None:
    assert "It was saved" not in send("disk is full").words


def test_commit_whose_answer_was_lost_is_told_to_be_uncertain(send) -> None:
    words = "It is not certain whether this was saved"

    assert words in send("gone").words
    assert "send the same form again" in send("gone").words
    assert "look at the record" in send("gone", {"csrf_token": "its own", "name": "x"}).words
    assert words in send("disk I/O error").words
    assert words not in send("gone", at="flush").words
    assert words not in send("disk I/O error", at="flush").words
    assert words not in send("disk is full").words


@pytest.mark.parametrize(
    "form",
    [
        {"name": "x"},
        {"csrf_token": "its own", "password": "secret"},
        {"csrf_token": "its own", "iin": "750301300123"},
        {"csrf_token": "its own", "name": "x" * 100_001},
    ],
    ids=["of another site", "password", "iin", "too long"],
)
def test_form_that_must_not_be_repeated_is_not(send, form) -> None:
    answer = send("gone", form)
    assert (answer.status, again(answer)) == (503, [])


def test_fault_of_another_kind_stays_a_fault(second_app, app: Flask) -> None:
    def fail() -> object:
        raise PermissionError("a fault of the programme")

    answer = Browser(second_app({"/fail": fail})).get("/fail", lang="en")
    assert (answer.status, answer.page.findtext(".//h1")) == (500, "Something went wrong")
    db.session.rollback()
