"""Loading the demo: what is in the database afterwards, and what it is never mixed with."""

from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.passwords import DEMO_PASSWORD, password_fits
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.campaign.models import Contest, Election
from elections.candidates.funnel import STAGES, lines_of
from elections.candidates.funnel_queries import count_groups
from elections.candidates.models import Candidate, CandidateDocument, CandidateStep
from elections.candidates.registration import Status, missing_documents
from elections.database import db, starts_with, transaction
from elections.demo.accounts import DISTRICT, REGION
from elections.demo.invention import Campaign
from elections.demo.load import COUNTED, load_demo
from elections.demo.load_entries import UNDECIDED
from elections.demo.load_forecasts import KEPT_AT
from elections.demo.load_people import VOTING_ON
from elections.demo.night import CLOCK_AT
from elections.forecast.models import ContestAssessment, KeptForecast
from elections.headquarters.models import Headquarters, Member, Support
from elections.headquarters.proxy_models import CommissionMember, Observer, Proxy
from elections.people.models import Person
from elections.platforms.models import Platform, Pledge
from elections.platforms.review_models import PlatformApproval, PlatformCheck, PlatformComment
from elections.results.counting import update_outcome
from elections.results.entries import State
from elections.results.models import Outcome, OutcomeChange, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.official import OfficialKind
from elections.results.official_models import OfficialResult
from elections.results.outcome_queries import Look, find_repeat, list_outcomes
from elections.results.repeats import latest_day
from elections.results.tally import OutcomeState
from elections.tasks.models import Task
from elections.tasks.pack_queries import list_grounds, list_shifts, new_tasks
from elections.tasks.queries import outside_campaign
from elections.tasks.rules import State as TaskState
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency, Precinct, Unit
from elections.training.models import Participation, Seminar, SeminarStatus
from tests.factories import Factory

COUNTS = {
    "parties": 6,
    "units": 951,
    "constituencies": 730,
    "precincts": 1847,
    "people": 4659,
    "candidates": 2582,
    "protocols": 1848,
    "tasks": 13484,
    "certificates": 2681,
}
SEALED_ANEW = {"iin_sealed", "password_hash", "content_sealed", "exceptions_sealed"}
"""Columns that hold chance by design: a nonce, a salt."""


def count(model: type, *conditions: object) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log."""
    return {
        table.name: db.session.execute(
            sa.select(*(column for column in table.c if column.name not in SEALED_ANEW)).order_by(
                *table.primary_key
            )
        ).all()
        for table in db.metadata.sorted_tables
        if table.name != AuditEvent.__tablename__
    }


def run(app: Flask, *options: str) -> tuple[int, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["demo", "load", *options])
    return result.exit_code, result.output


def test_demo_is_loaded_whole_and_the_same_each_time(app: Flask, campaign: Campaign) -> None:
    assert run(app, "--if-empty")[0] == 0
    holds_what_was_invented(campaign)
    lets_each_role_in()
    has_work_for_the_district()
    has_tasks_for_the_night()
    before = contents()
    assert run(app, "--if-empty") == (0, "")
    assert run(app) == (1, "Error: the demo is loaded already; --reset loads it anew\n")
    assert run(app, "--reset")[0] == 0
    assert contents() == before
    done = db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)).all()
    actions = [one for one in done if not one.startswith(("platform.", "comment.", "forecast.", "target."))]
    assert (actions, find_broken()) == (
        ["coverage.published", "demo.loaded", "demo.reset", "coverage.published", "demo.loaded"],
        None,
    )
    adds_up_as_the_count_does()


def holds_what_was_invented(campaign: Campaign) -> None:
    own = db.session.scalars(sa.select(Election)).one().own_party_id
    assert {name: count(model) for name, model in COUNTED.items()} == COUNTS
    assert count(Unit, Unit.kind == UnitKind.REGION) == 14
    assert (count(Contest), count(Contest, Contest.round == 2)) == (731, 1)
    holds_what_the_night_brought()
    registered = Candidate.status == Status.REGISTERED
    assert count(Candidate, registered, Candidate.nominated_by_id == own) == 586
    assert count(Candidate, registered, Candidate.nominated_by_id.is_distinct_from(own)) == 1711
    keeps_the_way_of_everybody_nominated(own)
    assert db.session.scalar(sa.select(sa.func.sum(Precinct.voters))) == 1_209_817
    found = [count(model) for model in (Headquarters, Member, Support, Seminar, Participation)]
    assert found == [
        len(campaign.headquarters),
        sum(len(one.members) for one in campaign.headquarters),
        sum(len(one.support) for one in campaign.headquarters),
        len(campaign.seminars),
        sum(len(one.participations) for one in campaign.seminars),
    ]
    anew = db.session.scalars(sa.select(Platform.candidate_id).where(Platform.edition == 2)).all()
    copied = Platform.candidate_id.in_(anew) & (Platform.edition == 1)
    assert (count(Platform, Platform.edition == 1), len(anew)) == (542, 2)
    assert (count(PlatformApproval), count(PlatformCheck)) == (2 * (398 + 86) + 2, 20)
    assert count(PlatformComment, PlatformComment.resolved_at.is_not(None)) == 1
    in_first = sum(len(one.pledges) for one in campaign.platforms)
    assert count(Pledge) == in_first + count(Pledge, Pledge.platform.has(copied))
    assert Counter(db.session.scalars(sa.select(Protocol.state))) == {
        State.ACCEPTED: len(campaign.protocols) - 1,
        State.DISPUTED: 1,
        State.EXPECTED: 1848 - len(campaign.protocols) - UNDECIDED,
        State.DIFFERS: UNDECIDED,
    }
    watchers = campaign.watchers
    found = [count(model) for model in (Proxy, Observer, CommissionMember)]
    assert found == [len(watchers.proxies), len(watchers.observers), len(watchers.commissions)]
    assert count(ContestAssessment) == 173
    assert [
        (one.at, one.path) for one in db.session.scalars(sa.select(KeptForecast).order_by(KeptForecast.id))
    ] == [(at, path) for at in KEPT_AT for path in ("", f"{REGION}/")]
    assert (count(ProtocolEntry), count(Outcome)) == (len(campaign.protocols) + 2 * UNDECIDED, 731)
    everything_lies_somewhere()


def keeps_the_way_of_everybody_nominated(own: int) -> None:
    """2 582 were nominated, 588 of them by the own party, and 2 297 registered."""
    groups = count_groups(db.session.scalars(sa.select(Election)).one())
    line = lines_of(groups)[""]
    assert [line.reached[stage] for stage in STAGES] == [2582, 2512, 2454, 2297]
    assert [line.lost[stage] for stage in STAGES] == [70, 58, 157, 0]
    assert count(Candidate, Candidate.nominated_by_id == own) == 588
    assert count(CandidateStep, CandidateStep.to_status == Status.PROPOSED) == 2582


def everything_lies_somewhere() -> None:
    paths = [
        path for model in (Candidate, Protocol, Outcome) for path in db.session.scalars(sa.select(model.path))
    ]
    known = set(db.session.scalars(sa.select(Constituency.path)))
    assert {path for path in paths if path not in known} == set()
    paper = db.session.scalars(sa.select(CandidateDocument.kind).where(CandidateDocument.candidate_id == 1))
    assert missing_documents(db.session.get_one(Candidate, 1).nomination, set(paper)) == ()
    people = db.session.scalars(sa.select(Person).where(Person.iin_index.is_not(None))).all()
    assert {len(person.iin_masked) for person in people} == {12}


def adds_up_as_the_count_does() -> None:
    """The outcomes of the half counted region are those that the results' own sums give."""
    columns = [column for column in Outcome.__table__.c if column.name not in {"version", "updated_at"}]
    in_region = sa.select(Contest).where(starts_with(Contest.path, f"{REGION}/"))

    def outcomes() -> list[list[object]]:
        tables = ((columns, Outcome.id), (OutcomeVotes.__table__.c, OutcomeVotes.candidate_id))
        return [db.session.execute(sa.select(*shown).order_by(key)).all() for shown, key in tables]

    loaded = outcomes()
    states = {OutcomeState.COUNTING, OutcomeState.PRELIMINARY, OutcomeState.OFFICIAL, OutcomeState.ANNULLED}
    assert {one.state for one in loaded[0]} == states
    turns = count(OutcomeChange)
    with transaction():
        for contest in db.session.scalars(in_region).all():
            update_outcome(contest)
    assert (outcomes(), count(OutcomeChange)) == (loaded, turns)


def holds_what_the_night_brought() -> None:
    """Turns in order of time, eight official results of which one differs from our count, an alarm, a tie repeated."""
    times = db.session.scalars(sa.select(OutcomeChange.at).order_by(OutcomeChange.id)).all()
    assert list(times) == sorted(times)
    assert max(times) <= CLOCK_AT
    last = {
        one.contest_id: one for one in db.session.scalars(sa.select(OutcomeChange).order_by(OutcomeChange.id))
    }
    for one in db.session.scalars(sa.select(Outcome)):
        turn = last.get(one.contest_id)
        told = (
            (turn.state, turn.winner_id, turn.is_called, turn.is_tie)
            if turn
            else (OutcomeState.COUNTING, None, False, False)
        )
        assert told == (one.state, one.winner_id, one.is_called, one.is_tie)
        assert (one.counting_at is None, one.preliminary_at is None) == (
            one.precincts_received == 0, one.precincts_received < one.precincts_expected,
        )  # fmt: skip
    kinds = Counter(db.session.scalars(sa.select(OfficialResult.kind)))
    assert kinds == {OfficialKind.ELECTED: 7, OfficialKind.ANNULLED: 1}
    found = {look: list_outcomes(look=look).total for look in (Look.DIFFERS, Look.ALARM, Look.REPEATS)}
    assert found == {Look.DIFFERS: 1, Look.ALARM: 1, Look.REPEATS: 1}
    tied = db.session.scalars(sa.select(Outcome).where(Outcome.is_tie)).one()
    assert find_repeat(tied.contest_id).voting_on <= latest_day(VOTING_ON)


def has_tasks_for_the_night() -> None:
    """All that was due before the night is done but a few, and no campaigning is planned when it is forbidden."""
    election = db.session.scalars(sa.select(Election)).one()
    due = Task.due_at < CLOCK_AT
    assert (
        count(Task, due, Task.state == TaskState.DONE)
        > 20 * count(Task, due, Task.state == TaskState.OPEN)
        > 0
    )
    assert count(Task, outside_campaign(election)) == 0
    assert count(Task, due, Task.state == TaskState.OPEN, starts_with(Task.path, f"{REGION}/{DISTRICT}/")) > 0
    assert list_shifts(election) == []
    assert list(new_tasks(election, list_grounds(election), CLOCK_AT)) == []


def lets_each_role_in() -> None:
    users = db.session.scalars(sa.select(User).order_by(User.id)).all()
    assert [(user.login, user.role, user.path, user.territory_label) for user in users] == [
        ("admin", Role.ADMINISTRATOR, "", ""),
        ("national", Role.COORDINATOR, "", ""),
        ("coordinator", Role.COORDINATOR, f"{REGION}/", "Алматинская область"),
        ("hq", Role.HQ_STAFF, f"{REGION}/{DISTRICT}/", "Алматинская область, Жамбылский район"),
        ("lawyer", Role.LAWYER, f"{REGION}/", "Алматинская область"),
        ("trainer", Role.TRAINER, f"{REGION}/", "Алматинская область"),
        ("observer", Role.OBSERVER, "", ""),
    ]
    assert {user.is_demo and password_fits(DEMO_PASSWORD, user.password_hash) for user in users} == {True}
    election = db.session.scalars(sa.select(Election)).one()
    assert (election.is_demo, election.clock_at, election.entries_required) == (True, CLOCK_AT, 1)


def has_work_for_the_district() -> None:
    """In the district of the account "hq" there is a contest without nominee and with a protocol to come."""
    district = f"{REGION}/{DISTRICT}/"
    own = db.session.scalars(sa.select(Election)).one().own_party_id
    contested = sa.select(Candidate.contest_id).where(Candidate.nominated_by_id == own)
    open_contests = db.session.scalars(
        sa.select(Contest.id).distinct().join(Protocol, Protocol.contest_id == Contest.id).where(
            starts_with(Contest.path, district), Contest.id.not_in(contested), Protocol.state == State.EXPECTED
        )
    ).all()  # fmt: skip
    assert open_contests
    assert count(Protocol, starts_with(Protocol.path, district), Protocol.state == State.ACCEPTED) > 0
    planned = db.session.scalars(sa.select(Seminar.path).where(Seminar.status == SeminarStatus.PLANNED)).all()
    assert {path.startswith(f"{REGION}/") for path in planned} == {True}


@pytest.mark.parametrize("kind", ["user", "unit", "election", "party", "candidate"])
def test_real_campaign_is_refused_and_left_alone(app: Flask, factory: Factory, kind: str) -> None:
    {"unit": factory.region}.get(kind, getattr(factory, kind, factory.region))()
    before = contents()
    for options in ((), ("--reset",)):
        status, output = run(app, *options)
        assert (status, output.startswith("Error: the database holds what is not of a demo (")) == (1, True)
    assert run(app, "--if-empty") == (0, "")
    assert contents() == before


def test_demo_in_which_there_is_a_real_account_is_not_emptied(app: Flask, factory: Factory) -> None:
    load_demo()
    factory.user()
    assert run(app, "--reset") == (
        1,
        "Error: the database holds what is not of a demo (accounts: 1); nothing was changed\n",
    )
    assert count(Candidate) == 2582
