"""What a dossier shows is not marked twice: documents and steps move the tasks that they prove, there and back."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from elections.accounts.access import Actor, Role
from elections.candidates.actions import mark_documents, take_step
from elections.candidates.models import Candidate
from elections.candidates.registration import Document, Ground, Nomination, Status, required_documents
from elections.database import db, transaction
from elections.tasks.models import Task
from elections.tasks.pack import PACK
from elections.tasks.pack_actions import make_packs
from elections.tasks.rules import State
from tests.factories import Factory
from tests.tasks.conftest import Field

CHIEF = Actor(None, "chief", Role.COORDINATOR, "")
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
DAY = date(2021, 7, 5)


@pytest.fixture
def own(field: Field) -> Candidate:
    with transaction():
        make_packs(CHIEF, field.election, "", NOW)
    return db.session.query(Candidate).filter_by(contest_id=field.east.id).one()


def done(candidate: Candidate) -> dict[str, str]:
    db.session.expire_all()
    found = db.session.query(Task).filter_by(contest_id=candidate.contest_id, state=State.DONE)
    return {one.template: one.done_by for one in found}


def mark(candidate: Candidate, *received: Document) -> None:
    with transaction():
        mark_documents(CHIEF, candidate, candidate.version, set(received), DAY)


def test_document_that_is_marked_does_its_task_and_taken_back_opens_it(own: Candidate) -> None:
    mark(own, Document.CONSENT, Document.DEPOSIT)
    first = done(own)
    mark(own, Document.DEPOSIT)

    assert (first, done(own)) == ({"consent": "", "deposit": ""}, {"deposit": ""})
    assert db.session.query(Task).filter_by(template="deposit", state=State.DONE).one().done_at == NOW


def test_what_somebody_said_stays_said(own: Candidate) -> None:
    with transaction():
        task = db.session.query(Task).filter_by(contest_id=own.contest_id, template="consent").one()
        task.state, task.done_at, task.done_by = State.DONE, NOW, "gulnar"

    mark(own, Document.DEPOSIT)

    assert done(own) == {"consent": "gulnar", "deposit": ""}


def test_step_of_the_registration_does_its_tasks(own: Candidate) -> None:
    mark(own, *required_documents(Nomination.PARTY))
    with transaction():
        take_step(CHIEF, own, own.version, Status.FILED, DAY, "")
    filed = set(done(own))
    with transaction():
        take_step(CHIEF, own, own.version, Status.REGISTERED, DAY, "")

    assert {"minutes", "consent", "documents", "tax", "deposit", "nomination", "filing"} == filed
    assert set(done(own)) == filed | {"certificate"}


def test_rival_moves_nothing(factory: Factory, field: Field, own: Candidate) -> None:
    rival = factory.candidate(field.east, own=False, status=Status.FILED, status_on=date(2021, 7, 2))

    with transaction():
        take_step(CHIEF, rival, rival.version, Status.REFUSED, DAY, "", ground=Ground.REQUIREMENTS_NOT_MET)

    assert done(own) == {}


def test_whoever_stands_no_more_leaves_no_work_behind(own: Candidate) -> None:
    mark(own, Document.CONSENT)
    with transaction():
        own.status = Status.WITHDRAWN
    left = states(own)
    with transaction():
        own.status = Status.DOCUMENTS

    assert left == {State.DONE: 1, State.CANCELLED: len(PACK) - 1}
    assert states(own) == {State.DONE: 1, State.OPEN: len(PACK) - 1}


def states(candidate: Candidate) -> dict[str, int]:
    db.session.expire_all()
    found = db.session.query(Task).filter_by(contest_id=candidate.contest_id).all()
    return dict(Counter(one.state for one in found))
