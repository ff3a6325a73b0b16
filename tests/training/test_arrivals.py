"""When somebody came, written down afterwards: on an open list freely, on a closed one with a reason."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.training.models import Attendance, Participation, SeminarStatus
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
CAME = datetime(2021, 7, 3, 5, 30, tzinfo=UTC)


@pytest.fixture
def present(factory: Factory, school: School) -> Participation:
    return factory.participation(school.seminar, school.head.person, attendance=Attendance.ATTENDED)


def test_time_of_arrival_is_typed_in_local_time_and_taken_back(
    login: LogIn, school: School, present: Participation
) -> None:
    browser, url = login(Role.TRAINER), f"/participations/{present.id}/arrival"
    assert url in browser.get(f"{school.url}/list").page.xpath("//main//a/@href")

    saved = browser.post(url, {**fields_of(browser.get(url), "arrived_at"), "arrived_at": "2021-07-03T11:30"})
    came = school.participations()[0].arrived_at
    page = fields_of(browser.get(url), "arrived_at")
    late = browser.get(f"{school.url}/list").words
    emptied = browser.post(url, {**page, "arrived_at": ""})

    assert (saved.status, came, page["arrived_at"]) == (303, CAME, "2021-07-03T11:30")
    assert "03.07.2021 11:30" in late
    assert (emptied.status, school.participations()[0].arrived_at) == (303, None)


@pytest.mark.parametrize("typed", ["2021-07-03T06:59", "2021-07-03T16:01", "2021-07-04T10:00"])
def test_time_of_arrival_lies_in_the_seminar(
    login: LogIn, school: School, present: Participation, typed: str
) -> None:
    browser, url = login(Role.TRAINER), f"/participations/{present.id}/arrival"
    form = fields_of(browser.get(url), "arrived_at")

    answer = browser.post(url, {**form, "arrived_at": typed})

    assert (answer.status, wrong(answer)) == (422, ["arrived_at"])


def test_on_a_closed_list_the_time_needs_a_reason_that_the_log_keeps(
    login: LogIn, school: School, present: Participation
) -> None:
    with transaction():
        db.session.merge(school.seminar).status = SeminarStatus.CLOSED
    browser, url = login(Role.TRAINER), f"/participations/{present.id}/arrival"
    assert url in browser.get(f"/participations/{present.id}/correction").page.xpath("//main//a/@href")
    form = {**fields_of(browser.get(url), "arrived_at"), "arrived_at": "2021-07-03T11:30"}

    bare = browser.post(url, form)
    good = browser.post(url, {**form, "reason": "Записано на бумаге"})
    stale = browser.post(url, {**form, "reason": "Записано на бумаге"})

    assert (bare.status, wrong(bare), good.status, stale.status) == (422, ["reason"], 303, 422)
    assert (
        db.session.query(AuditEvent).filter_by(action="attendance.arrived").one().reason
        == "Записано на бумаге"
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [(SeminarStatus.CANCELLED, Attendance.ATTENDED), (SeminarStatus.PLANNED, Attendance.ABSENT)],
)
def test_who_was_not_there_did_not_arrive(
    factory: Factory, login: LogIn, school: School, status: SeminarStatus, state: Attendance
) -> None:
    one = factory.participation(school.seminar, school.head.person, attendance=state)
    with transaction():
        db.session.merge(school.seminar).status = status
    browser, url = login(Role.TRAINER), f"/participations/{one.id}/arrival"

    answer = browser.post(
        url, {**fields_of(browser.get(url), "arrived_at"), "arrived_at": "2021-07-03T11:30"}
    )

    assert (answer.status, wrong(answer)) == (422, [""])
    assert login(Role.OBSERVER).get(url).status == 403
    assert login(Role.TRAINER, school.other.path).get(url).status == 404
