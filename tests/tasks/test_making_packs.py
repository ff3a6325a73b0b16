"""Packs are made once for each contest with an own candidate; made again they follow calendar and dossier, and lose nothing."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.campaign.models import ContestStatus
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import Document, Status
from elections.database import db, looking_from, transaction
from elections.errors import Forbidden, Refused
from elections.headquarters.models import MemberRole
from elections.tasks.models import Task
from elections.tasks.pack import LEFT, PACK
from elections.tasks.pack_actions import Made, make_packs
from elections.tasks.pack_queries import count_packs, list_shifts
from elections.tasks.rules import State
from tests.factories import Factory
from tests.queries import counting_queries, on_both
from tests.tasks.conftest import Field

CHIEF = Actor(None, "chief", Role.COORDINATOR, "")
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
WHOLE = len(PACK)


def make(field: Field, path: str = "", actor: Actor = CHIEF, now: datetime = NOW) -> Made:
    with transaction():
        return make_packs(actor, field.election, path, now)


def tasks(**asked: object) -> list[Task]:
    return db.session.query(Task).filter_by(**asked).order_by(Task.id).all()


def test_every_contest_with_an_own_candidate_gets_its_pack_once(field: Field) -> None:
    first, again = make(field), make(field)

    assert (first.contests, first.added, first.moved) == (2, 2 * WHOLE, ())
    assert (again.added, again.proven, again.moved) == (0, 0, ())
    assert {one.contest_id for one in tasks()} == {field.east.id, field.west.id}
    assert count_packs(field.election) == 2
    logged = [one.after for one in db.session.query(AuditEvent).filter_by(action="tasks.packed")]
    assert logged == [{"path": "", "contests": 2, "added": 2 * WHOLE, "proven": 0, "moved": []}]


def test_pack_of_who_stands_no_more_is_cancelled_and_opened_again_when_they_do(field: Field) -> None:
    make(field, field.east.path)
    put(field, Status.WITHDRAWN)

    left = make(field, field.east.path)
    cancelled = [(one.state, one.reason) for one in tasks()]
    put(field, Status.DOCUMENTS)
    back = make(field, field.east.path)

    assert (left.contests, left.left, back.returned, back.added) == (0, 1, 1, 0)
    assert cancelled == [(State.CANCELLED, LEFT)] * WHOLE
    assert {(one.state, one.reason) for one in tasks()} == {(State.OPEN, "")}


def put(field: Field, status: Status) -> None:
    """Changes a candidacy behind the back of what follows the dossiers."""
    with transaction():
        here = Candidate.contest_id == field.east.id
        db.session.execute(sa.update(Candidate).where(here).values(status=status))
        db.session.expire_all()


def test_due_dates_are_the_regions_own(field: Field) -> None:
    make(field)

    silence = {one.path[:2]: one.due_at for one in tasks(template="silence")}
    assert silence == {
        "11": datetime(2021, 7, 23, 18, tzinfo=UTC), "15": datetime(2021, 7, 23, 19, tzinfo=UTC),
    }  # fmt: skip


def test_pack_is_made_of_the_territory_that_was_chosen(field: Field) -> None:
    make(field, field.west.path[:10])

    assert {one.path for one in tasks()} == {field.west.path}


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LAWYER, Role.TRAINER, Role.ADMINISTRATOR])
def test_who_only_reads_makes_none(field: Field, role: Role) -> None:
    with pytest.raises(Forbidden):
        make(field, actor=Actor(None, "x", role, ""))
    with pytest.raises(Forbidden), looking_from("110000000/"):
        make(field, "150000000/", Actor(None, "x", Role.HQ_STAFF, "110000000/"))
    assert tasks() == []


def test_territory_without_own_candidates_is_told(field: Field) -> None:
    with pytest.raises(Refused) as refused:
        make(field, field.bare.path)

    assert [one.code for one in refused.value.objections] == ["pack.no_contests"]


@pytest.mark.parametrize("gone", ["cancelled", "withdrawn"])
def test_contest_that_is_off_and_candidate_who_left_get_nothing(field: Field, gone: str) -> None:
    with transaction():
        if gone == "cancelled":
            db.session.get(type(field.west), field.west.id).status = ContestStatus.CANCELLED
        else:
            db.session.query(Candidate).filter_by(contest_id=field.west.id).one().status = Status.WITHDRAWN

    assert make(field).contests == 1


def test_moved_calendar_moves_what_is_undone_and_says_which(field: Field) -> None:
    make(field)
    with transaction():
        done = tasks(template="consent", contest_id=field.east.id)[0]
        done.state, done.done_at, done.proof = State.DONE, NOW, "есть"
        kept = tasks(template="silence", contest_id=field.east.id)[0]
        kept.note = "позвонить всем"
        field.election.voting_on = date(2021, 8, 1)
    assert sum(one.number for one in list_shifts(field.election)) == 2 * WHOLE - 1

    made = make(field)

    assert (made.added, sum(one.number for one in made.moved), list_shifts(field.election)) == (
        0,
        2 * WHOLE - 1,
        [],
    )
    moved = next(one for one in made.moved if one.template == "silence" and one.region == "11")
    assert (moved.was, moved.due) == (
        datetime(2021, 7, 23, 18, tzinfo=UTC), datetime(2021, 7, 30, 18, tzinfo=UTC),
    )  # fmt: skip
    assert (done.due_at, done.proof) == (datetime(2021, 7, 7, 12, tzinfo=UTC), "есть")
    assert (kept.due_at, kept.note, kept.version) == (moved.due, "позвонить всем", 3)
    logged = db.session.query(AuditEvent).filter_by(action="tasks.packed").all()[-1].after["moved"]
    assert ["silence", "2021-07-23T18:00:00+00:00", "2021-07-30T18:00:00+00:00", 1] in logged


def test_own_tasks_never_move(factory: Factory, field: Field) -> None:
    own = factory.task(field.east)
    with transaction():
        field.election.voting_on = date(2021, 8, 1)

    make(field)

    assert own.due_at == datetime(2021, 7, 9, 12, tzinfo=UTC)


def test_what_the_dossier_shows_is_done_when_made_and_when_made_again(factory: Factory, field: Field) -> None:
    candidate = db.session.query(Candidate).filter_by(contest_id=field.east.id).one()

    def receive(kind: Document) -> None:
        with transaction():
            db.session.add(
                CandidateDocument(candidate_id=candidate.id, kind=kind, received_on=date(2021, 7, 2))
            )

    receive(Document.CONSENT)
    make(field)
    receive(Document.DEPOSIT)
    again = make(field)

    done = [(one.template, one.done_by, one.contest_id) for one in tasks(state=State.DONE)]
    assert (done, again.proven) == ([("consent", "", field.east.id), ("deposit", "", field.east.id)], 1)


def test_each_task_goes_to_the_member_who_does_such_work(factory: Factory, field: Field) -> None:
    office = factory.headquarters(field.east.path[:20])
    lawyer = factory.member(office, role=MemberRole.LAWYER)
    factory.member(office, role=MemberRole.HEAD, until_on=date(2021, 7, 1))

    make(field)

    owners = {(one.template, one.path): one.owner_member_id for one in tasks()}
    assert owners["consent", field.east.path] == lawyer.id
    assert owners["deposit", field.east.path] is None
    assert owners["consent", field.west.path] is None


def test_template_that_a_pack_lacks_is_added(field: Field) -> None:
    make(field)
    with transaction():
        db.session.delete(tasks(template="thanks", contest_id=field.east.id)[0])

    assert make(field).added == 1


@pytest.mark.parametrize("number", [1, 3])
def test_making_is_as_many_statements_for_one_as_for_three(factory: Factory, number: int) -> None:
    election, district = factory._once("election"), factory.district()
    for _ in range(number):
        factory.candidate(factory.contest(factory.constituency(district)), status=Status.DOCUMENTS)

    with counting_queries() as made, transaction():
        make_packs(CHIEF, election, "", NOW)

    assert len(on_both(made)) == 11
    assert len(tasks()) == number * WHOLE
