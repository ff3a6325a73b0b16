"""The deadlines of a candidacy as people read them: in the region's own time, with how long that still is."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from elections.accounts.access import Role
from elections.campaign.calendar import TimeLeft, time_left
from elections.campaign.queries import calendar_of
from elections.candidates.deadlines import list_deadlines, next_deadline, nomination_closed_on, time_text
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination
from tests.factories import Factory

ALMATY, URALSK = "190000000/", "270000000/"
NOW = datetime(2021, 7, 14, 11, 59, tzinfo=UTC)
"""17:59 in Almaty, 16:59 in Uralsk."""


@pytest.mark.parametrize(
    ("left", "left_over"),
    [
        (timedelta(days=3, hours=4, minutes=5, seconds=59), TimeLeft(3, 4, 5, False)),
        (timedelta(minutes=1), TimeLeft(0, 0, 1, False)),
        (timedelta(0), TimeLeft(0, 0, 0, False)),
        (-timedelta(seconds=1), TimeLeft(0, 0, 0, True)),
        (-timedelta(days=2, hours=23), TimeLeft(2, 23, 0, True)),
    ],
)
def test_time_left_is_whole_minutes_and_the_moment_itself_is_in_time(
    left: timedelta, left_over: TimeLeft
) -> None:
    assert time_left(NOW + left, NOW) == left_over


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [
        (TimeLeft(3, 4, 5, False), "3 days 4 hours left", "3 дня 4 часа"),
        (TimeLeft(1, 0, 5, False), "1 day left", "1 день"),
        (TimeLeft(0, 5, 0, False), "5 hours left", "5 часов"),
        (TimeLeft(0, 1, 21, False), "1 hour 21 minutes left", "1 час 21 минуту"),
        (TimeLeft(0, 0, 1, False), "1 minute left", "1 минуту"),
        (TimeLeft(0, 0, 0, False), "0 minutes left", "0 минут"),
        (TimeLeft(2, 23, 9, True), "the time was up 2 days ago", "2 дня"),
        (TimeLeft(0, 0, 0, True), "the time was up 0 minutes ago", "0 минут"),
    ],
)
def test_time_left_in_words(app: Flask, left: TimeLeft, english: str, russian: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert time_text(left) == english
    with app.test_request_context(), force_locale("ru"):
        assert russian in time_text(left)


def test_deadlines_are_those_of_the_region(app: Flask, factory: Factory) -> None:
    election = factory.election(clock_at=NOW)

    with app.test_request_context(), force_locale("en"):
        found = {path: list_deadlines(election, path) for path in (ALMATY, URALSK)}
        following = {path: next_deadline(election, path) for path in (ALMATY, URALSK)}

    assert [(f"{one.at:%d.%m %H:%M}", one.article, one.is_over) for one in found[ALMATY]] == [
        ("09.07 18:00", "CL 113-3(5)", True),
        ("11.07 23:59", "CL 113-6", True),
        ("14.07 18:00", "CL 113-5(14)", False),
        ("22.07 23:59", "CL 113-5(12), 113-6", False),
    ]
    assert {path: (one.left, one.zone) for path, one in following.items()} == {
        ALMATY: ("1 minute left", "local time, UTC+6"),
        URALSK: ("1 hour 1 minute left", "local time, UTC+5"),
    }


def test_last_deadline_stays_when_all_are_over(app: Flask, factory: Factory) -> None:
    election = factory.election(clock_at=datetime(2021, 7, 25, 6, tzinfo=UTC))

    with app.test_request_context():
        last = next_deadline(election, ALMATY)

    assert (last.article, last.is_over) == ("CL 113-5(12), 113-6", True)


def test_pages_show_the_time_left_in_the_viewers_region(factory: Factory, login) -> None:
    factory.election(clock_at=NOW)
    district = factory.district("273600000", factory.region("270000000"))
    candidate = factory.candidate(factory.contest(factory.constituency(district)))

    dossier = login(Role.OBSERVER).get(f"/candidates/{candidate.id}", lang="en").words
    of_the_west = login(Role.HQ_STAFF, URALSK).get("/candidates", lang="en").words
    of_the_nation = login(Role.COORDINATOR).get("/candidates", lang="en").words

    assert "14.07.2021 18:00, local time, UTC+5: 1 hour 1 minute left" in dossier
    assert ("1 hour 1 minute left" in of_the_west, "1 minute left" in of_the_nation) == (True, True)


@pytest.mark.parametrize(
    ("days", "nomination", "is_late"),
    [
        (0, Nomination.SELF, False),
        (1, Nomination.SELF, True),
        (1, Nomination.PARTY, True),
        (1, Nomination.AKIM, False),
    ],
)
def test_candidacy_put_up_after_nomination_closed_is_told_its_day(
    factory: Factory, days: int, nomination: Nomination, is_late: bool
) -> None:
    contest = factory.contest()
    closes_on = calendar_of(contest.election, contest.path).nomination_closes_on
    candidate = Candidate(
        contest=contest, path=contest.path, nomination=nomination, status_on=closes_on + timedelta(days=days)
    )

    assert nomination_closed_on(candidate) == (closes_on if is_late else None)
