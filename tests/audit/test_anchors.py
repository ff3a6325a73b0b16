"""Anchors: the log's head, noted day by day and printed, by which even a log rewritten to its end is found out."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.anchor_actions import make_anchor, note_head, tend_anchors
from elections.audit.chain import FIRST, Anchor, Fault, Verdict, digest_of
from elections.audit.models import AuditAnchor
from elections.audit.queries import check_log, content_of, find_head, has_digest
from elections.database import db, transaction
from elections.errors import Forbidden, Refused
from tests.audit.test_log import ALTER, alter_behind_its_back, events, write

NOW = datetime(2021, 7, 25, 3, tzinfo=UTC)
ADMINISTRATOR = Actor(1, "root", Role.ADMINISTRATOR, "")
REWRITE = "UPDATE audit_event SET reason = '{}', previous_digest = '{}', digest = '{}' WHERE id = {}"


def note(now: datetime = NOW) -> AuditAnchor | None:
    with transaction():
        return note_head(now)


def anchors() -> list[tuple[int, str]]:
    db.session.rollback()
    found = db.session.execute(sa.select(AuditAnchor.event_id, AuditAnchor.digest).order_by(AuditAnchor.id))
    return [tuple(one) for one in found]


def rewrite_from(number: int) -> None:
    """Forges the reason of an event and chains all that follow anew, as one who owns the database could."""
    chained = events()
    previous, forged = FIRST, []
    for place, event in enumerate(chained, start=1):
        content = content_of(event)
        if place >= number:
            content["reason"] = "forged"
        digest = digest_of(content, previous, event.id) if place >= number else event.digest
        forged.append((event.id, content["reason"], previous, digest))
        previous = digest
    for event_id, reason, before, digest in reversed(forged[number - 1 :]):  # digests stay unlike each other
        alter_behind_its_back(REWRITE.format(reason, before, digest, event_id), event_id)


def test_the_head_is_noted_with_its_digest_and_its_day_in_kazakhstan(app: Flask) -> None:
    write("one", "two")
    note(datetime(2021, 7, 25, 20, tzinfo=UTC))
    db.session.rollback()
    (anchor,) = db.session.scalars(sa.select(AuditAnchor))
    last = events()[-1]
    assert (anchor.event_id, anchor.digest, f"{anchor.day}", anchor.made_by) == (
        last.id,
        last.digest,
        "2021-07-26",
        "",
    )
    assert check_log() == Verdict(events=2, anchors=1)


def test_nothing_is_noted_twice_and_nothing_of_an_empty_log(app: Flask) -> None:
    assert note() is None
    write("one")
    assert note() is not None
    assert note() is None
    assert len(anchors()) == 1


def test_the_worker_notes_it_once_a_day(app: Flask, monkeypatch) -> None:
    write("one")
    days = iter([NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1), NOW + timedelta(days=2)])
    monkeypatch.setattr("elections.audit.anchor_actions.utc_now", lambda: next(days))
    assert tend_anchors() is True
    write("two")
    assert tend_anchors() is False
    assert tend_anchors() is True
    assert tend_anchors() is False, "nothing was logged since"
    assert [number for number, _digest in anchors()] == [event.id for event in events()]


def test_a_log_rewritten_to_its_end_does_not_fit_its_anchor(app: Flask) -> None:
    write("one", "two")
    note()
    write("three", "four")
    note(NOW + timedelta(days=1))
    numbers = [event.id for event in events()]

    rewrite_from(3)
    assert check_log() == Verdict(4, 1, Fault.REWRITTEN, numbers[3], numbers[1])
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (told.exit_code, told.output) == (
        1, f"Error: what follows event {numbers[1]} was rewritten: the anchor at event {numbers[3]} does not fit\n",
    )  # fmt: skip


def test_a_log_whose_end_is_cut_off_does_not_fit_its_anchor(app: Flask) -> None:
    write("one", "two", "three")
    note()
    last = events()[-1].id
    alter_behind_its_back(ALTER["delete"], last)
    assert check_log() == Verdict(2, 0, Fault.REWRITTEN, last, None)


def test_a_printed_anchor_finds_what_the_database_s_own_no_longer_tells(app: Flask) -> None:
    write("one", "two", "three")
    printed = find_head()
    rewrite_from(2)
    assert check_log() == Verdict(events=3), "whoever rewrites the log rewrites the anchors too"

    verify = ["audit", "verify", "--anchor", f"{printed.event_id}:{printed.digest[:16].upper()}"]
    told = app.test_cli_runner().invoke(args=verify)
    assert (told.exit_code, told.output) == (
        1, f"Error: the log was rewritten: event {printed.event_id} is not the printed one\n",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["", "12", "12:", "12:abc", "x:0123456789", "1234567890:0123456789"])
def test_what_is_no_anchor_is_wrong_use(app: Flask, typed: str) -> None:
    assert app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", typed]).exit_code == 2


def test_the_command_notes_and_says_it(app: Flask) -> None:
    write("one")
    head = find_head()
    made, again = (app.test_cli_runner().invoke(args=["audit", "anchor"]) for _time in range(2))
    assert made.output.splitlines()[-1] == f"{head.event_id}:{head.digest}"
    assert again.output == "nothing was logged since the last anchor\n"
    verify = app.test_cli_runner().invoke(
        args=["audit", "verify", "--json", "--anchor", made.output.split()[-1]]
    )
    assert (verify.exit_code, verify.output) == (
        0, '{"events": 1, "anchors": 1, "fault": null, "event_id": null, "after": null}\n',
    )  # fmt: skip


@pytest.mark.parametrize("statement", ["UPDATE audit_anchor SET digest = 'x'", "DELETE FROM audit_anchor"])
def test_the_database_refuses_to_alter_an_anchor(app: Flask, statement: str) -> None:
    write("one")
    note()
    with pytest.raises(DatabaseError, match="the log is never altered"), transaction():
        db.session.execute(sa.text(statement))
    assert len(anchors()) == 1


def test_who_may_not_read_the_log_notes_nothing(app: Flask) -> None:
    write("one")
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(Forbidden), transaction():
            make_anchor(replace(ADMINISTRATOR, role=role))
    assert anchors() == []


def test_an_administrator_s_anchor_is_logged_and_not_made_of_nothing(app: Flask) -> None:
    with pytest.raises(Refused) as refused, transaction():
        make_anchor(ADMINISTRATOR)
    assert [one.code for one in refused.value.objections] == ["log.nothing_to_anchor"]
    with transaction():
        record(ADMINISTRATOR, "one", "thing")
        make_anchor(ADMINISTRATOR)
    _one, noted = events()
    assert (noted.action, noted.subject_kind, noted.after) == (
        "log.anchored",
        "audit_anchor",
        {"event": _one.id},
    )


def test_has_digest_compares_the_beginning(app: Flask) -> None:
    write("one")
    head = find_head()
    assert has_digest(head)
    assert has_digest(Anchor(head.event_id, head.digest[:8]))
    assert not has_digest(Anchor(head.event_id, "0" * 64))
    assert not has_digest(Anchor(head.event_id + 1, head.digest))


def test_the_pages_note_print_and_check(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    browser.get("/audit", lang="en")
    empty = browser.get("/audit/anchors")
    assert "There is no anchor yet." in empty.words
    made = browser.follow(browser.post("/audit/anchors"))
    assert "The head of the log was noted." in made.words
    paper = browser.get(made.page.xpath("//td//a/@href")[0])
    assert (paper.status, paper.mimetype) == (200, "application/pdf")
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    ((number, digest),) = anchors()
    assert digest in re.sub(r"\s", "", printed)
    assert len(pypdf.PdfReader(io.BytesIO(paper.data)).pages) == 1

    fits = browser.get("/audit/anchors/check", event=str(number), digest=digest[:8])
    assert "It fits" in fits.words
    wrong = browser.get("/audit/anchors/check", event=str(number), digest="0" * 64)
    assert "It does not fit" in wrong.words
    for typed in ({}, {"event": "x", "digest": digest}, {"event": str(number), "digest": digest[:7]}):
        assert "Enter the number of the event" in browser.get("/audit/anchors/check", **typed).words


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER])
def test_the_anchors_are_the_administrators(login, role) -> None:
    browser = login(role)
    addresses = ("/audit/anchors", "/audit/anchors/check", "/audit/anchors/1.pdf")
    assert [browser.get(address).status for address in addresses] == [403] * 3
    assert browser.post("/audit/anchors").status == 403


def test_an_anchor_that_is_not_there_is_not_found(login) -> None:
    assert login(Role.ADMINISTRATOR).get("/audit/anchors/7.pdf").status == 404
