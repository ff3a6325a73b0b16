"""Documents and steps of the registration, through the real actions: what the law lets pass, and what it does not."""

from datetime import date

import pytest

from elections.candidates import actions
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import Document, Nomination, Status, required_documents
from elections.database import db, transaction
from elections.errors import Objection, Refused, Stale
from tests.candidates.dossiers import (
    coordinator,
    hand_in_all,
    last_event,
    nominee_of,
    objections,
    put_up,
    self_nominee,
)
from tests.factories import Factory

TODAY = date(2021, 7, 5)


def mark(candidate: Candidate, received: set[Document], version: int, on: date = TODAY) -> None:
    with transaction():
        actions.mark_documents(coordinator(), candidate, version, received, on)


def step(
    candidate: Candidate, status: Status, on: date, ground: str = "", version: int | None = None
) -> None:
    with transaction():
        actions.take_step(coordinator(), candidate, version or candidate.version, status, on, ground)


def kept(candidate: Candidate) -> dict[Document, date]:
    rows = db.session.query(CandidateDocument).filter_by(candidate_id=candidate.id)
    return {one.kind: one.received_on for one in rows}


def test_first_document_begins_the_collecting_and_keeps_its_day(factory: Factory) -> None:
    candidate = put_up(factory.contest(), self_nominee())

    mark(candidate, {Document.BIOGRAPHY}, 1, date(2021, 7, 4))
    mark(candidate, {Document.BIOGRAPHY, Document.DEPOSIT}, 2)

    assert kept(candidate) == {Document.BIOGRAPHY: date(2021, 7, 4), Document.DEPOSIT: TODAY}
    assert (candidate.status, candidate.status_on) == (Status.DOCUMENTS, date(2021, 7, 4))
    event = last_event("candidate")
    assert (event["action"], event["before"], event["after"]) == (
        "candidate.documents",
        {"biography": "2021-07-04"},
        {"biography": "2021-07-04", "deposit": "2021-07-05"},
    )


def test_document_is_taken_back_and_papers_of_another_way_are_not_kept(factory: Factory) -> None:
    candidate = put_up(factory.contest(), self_nominee())
    mark(candidate, {Document.BIOGRAPHY, Document.MINUTES_EXTRACT}, 1)
    before = kept(candidate)

    mark(candidate, set(), 2)

    assert (before, kept(candidate)) == ({Document.BIOGRAPHY: TODAY}, {})


def test_documents_of_a_stale_version_are_refused(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    mark(candidate, {Document.BIOGRAPHY}, 1)

    with pytest.raises(Stale):
        mark(candidate, {Document.DEPOSIT}, 1)

    assert kept(candidate) == {Document.BIOGRAPHY: TODAY}


def test_candidacy_goes_the_whole_way(factory: Factory) -> None:
    contest = factory.contest()
    candidate = put_up(contest, nominee_of(contest.election.own_party_id))
    mark(candidate, set(required_documents(Nomination.PARTY)), 1)
    ways = [
        (Status.FILED, date(2021, 7, 8), ""),
        (Status.REGISTERED, date(2021, 7, 14), ""),
        (Status.CANCELLED, date(2021, 7, 20), "Решение №5"),
        (Status.REGISTERED, date(2021, 7, 22), ""),
        (Status.WITHDRAWN, date(2021, 7, 22), "Заявление"),
    ]

    for status, on, ground in ways:
        before = (candidate.status, candidate.status_on)
        step(candidate, status, on, ground)
        event = last_event("candidate")
        assert (candidate.status, candidate.status_on, candidate.ground) == (status, on, ground)
        assert (event["action"], event["reason"]) == (f"candidate.{status.value}", ground)
        assert event["before"] == {"status": before[0].value, "on": str(before[1])}
        assert event["after"] == {"status": status.value, "on": str(on)}

    assert candidate.version == 7


@pytest.mark.parametrize(
    ("status", "wanted", "on", "ground", "documents", "expected"),
    [
        (
            Status.PROPOSED, Status.FILED, date(2021, 7, 5), "", True,
            [("registration.step_not_allowed", "status", "")],
        ),
        (
            Status.DOCUMENTS, Status.FILED, date(2021, 7, 5), "", False,
            [("registration.documents_missing", "documents", "CL 113-5(5)–(7)")],
        ),
        (
            Status.DOCUMENTS, Status.FILED, date(2021, 6, 25), "", True,
            [("registration.before_nomination", "status_on", "CL 113-3(5)")],
        ),
        (
            Status.FILED, Status.REGISTERED, date(2021, 7, 15), "", True,
            [("registration.after_deadline", "status_on", "CL 113-5(14)")],
        ),
        (
            Status.FILED, Status.REFUSED, date(2021, 7, 12), "", True,
            [("registration.ground_missing", "ground", "CL 113-5(11)")],
        ),
        (
            Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 23), "Заявление", True,
            [("registration.withdrawal_too_late", "status_on", "CL 113-6")],
        ),
        (
            Status.REGISTERED, Status.CANCELLED, date(2021, 7, 23), "Решение №5", True,
            [("registration.cancellation_too_late", "status_on", "CL 113-5(12)")],
        ),
        (
            Status.REFUSED, Status.REGISTERED, date(2021, 7, 23), "", True,
            [("registration.restoration_too_late", "status_on", "CL 113-5(12)")],
        ),
        (
            Status.PROPOSED, Status.REGISTERED, date(2021, 7, 15), "", False,
            [
                ("registration.step_not_allowed", "status", ""),
                ("registration.documents_missing", "documents", "CL 113-5(5)–(7)"),
                ("registration.after_deadline", "status_on", "CL 113-5(14)"),
            ],
        ),
    ],
)  # fmt: skip
def test_step_is_refused_with_all_objections_and_changes_nothing(
    factory: Factory, status: Status, wanted: Status, on: date, ground: str, documents: bool,
    expected: list[tuple[str, str, str]],
) -> None:  # fmt: skip
    candidate = factory.candidate(status=status)
    if documents:
        hand_in_all(candidate)

    with pytest.raises(Refused) as refused:
        step(candidate, wanted, on, ground)

    assert objections(refused.value) == expected
    assert (candidate.status, candidate.status_on, candidate.version) == (status, date(2021, 7, 10), 1)


def test_step_on_a_stale_version_is_refused(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    step(candidate, Status.PROPOSED, TODAY)

    with pytest.raises(Stale):
        step(candidate, Status.WITHDRAWN, TODAY, "Заявление", version=1)

    assert (candidate.status, candidate.version) == (Status.PROPOSED, 2)


def test_candidacy_is_not_restored_beside_another_nominee_or_contest(factory: Factory) -> None:
    contest, elsewhere = factory.contest(), factory.contest(factory.constituency(name_ru="Карасайский с.о."))
    person = factory.person()
    ended = factory.candidate(contest, person, status=Status.REFUSED)
    hand_in_all(ended)
    nominee = factory.candidate(contest, factory.person(surname="Бекова", given_name="Әсел", patronymic=""))
    standing = factory.candidate(elsewhere, person, own=False)

    with pytest.raises(Refused) as refused:
        step(ended, Status.REGISTERED, date(2021, 7, 20))

    assert refused.value.objections == (
        Objection("candidate.party_has_nominee", "nominated_by", {"name": "Бекова Әсел"}, "CL 113-3(1)"),
        Objection(
            "candidate.stands_elsewhere", "contest", {"constituency": "Карасайский с.о."}, "CL 113-3(4)"
        ),
    )
    with transaction():
        nominee.status = standing.status = Status.WITHDRAWN
    step(ended, Status.REGISTERED, date(2021, 7, 20))
    assert ended.status is Status.REGISTERED
