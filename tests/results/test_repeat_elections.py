"""Repeat elections: contests of their own in the same precincts, for which candidates are nominated anew."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.queries import SYSTEM
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import (
    contest_calendar,
    count_contests,
    find_contest,
    get_election,
    list_all_contests,
)
from elections.candidates.actions import create_candidate
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination
from elections.candidates.snapshot import take_snapshot
from elections.database import db, transaction
from elections.errors import Forbidden, Refused
from elections.people.iin import Sex
from elections.readiness.queries import list_readiness
from elections.results.models import Protocol
from elections.results.outcome_queries import get_outcome
from elections.results.protocol_ground import know
from elections.results.repeat_actions import call_repeat
from elections.results.tally import OutcomeState
from tests.candidates.dossiers import IIN
from tests.results.count import COORDINATOR, FIRST, Count, start_count

VOTE = date(2021, 7, 25)


@pytest.fixture
def tie(factory) -> Count:
    """A contest of two precincts, counted: both have as many votes."""
    count = start_count(factory, precincts=2)
    count.enter(count.figures(250, 150))
    count.enter(count.figures(150, 250), number=1)
    return count


def call(count: Count, on: date = date(2021, 8, 22), reason: str = "", actor=COORDINATOR) -> Contest:
    with transaction():
        outcome = get_outcome(count.contest.id)
        made = call_repeat(actor, outcome, outcome.version, on, reason).id
    return db.session.get_one(Contest, made)


def test_repeat_is_a_contest_of_its_own_whose_protocols_are_expected_at_once(tie: Count) -> None:
    repeat = call(tie)

    assert (repeat.round, repeat.repeats_id, repeat.voting_on, repeat.status) == (
        2, tie.contest.id, date(2021, 8, 22), ContestStatus.REPEAT,
    )  # fmt: skip
    precincts = [
        set(db.session.scalars(sa.select(Protocol.precinct_id).where(Protocol.contest_id == one)))
        for one in (tie.contest.id, repeat.id)
    ]
    assert precincts[0] == precincts[1]
    outcome = get_outcome(repeat.id)
    assert (outcome.state, outcome.precincts_expected, outcome.votes) == (OutcomeState.COUNTING, 2, [])
    assert tie.outcome().is_tie


def test_repeat_is_refused_where_somebody_leads_and_twice_and_too_late(factory, tie: Count) -> None:
    won = start_count(factory, contest=factory.contest())
    won.enter(won.figures(250, 150))
    with pytest.raises(Refused) as refused:
        call(won)
    assert [one.code for one in refused.value.objections] == ["repeat.not_needed"]
    with pytest.raises(Refused) as refused:
        call(tie, date(2021, 9, 1))
    assert [(one.code, one.article) for one in refused.value.objections] == [
        ("repeat.too_late", "CL 113-9(3)")
    ]

    call(tie, date(2021, 9, 1), "flood")

    with pytest.raises(Refused) as refused:
        call(tie)
    assert [one.code for one in refused.value.objections] == ["repeat.called_already"]


def test_only_coordinators_call_it(tie: Count) -> None:
    with pytest.raises(Forbidden):
        call(tie, actor=FIRST)


def test_constituency_means_its_newest_round_from_then_on(tie: Count) -> None:
    kato, election = tie.contest.constituency.kato, get_election()
    before = (count_contests(election), len(list_readiness(election)))

    repeat = call(tie)

    assert find_contest(kato).id == repeat.id
    assert [one.id for one in list_all_contests(election)] == [repeat.id]
    assert (count_contests(election), len(list_readiness(election))) == before
    assert take_snapshot(election, "").places[kato].contest_id == repeat.id
    assert {one.contest_id for one in know([kato], SYSTEM).protocols.values()} == {repeat.id}


def test_cancelled_repeat_stands_for_nothing(factory, tie: Count) -> None:
    repeat = call(tie)
    with transaction():
        db.session.get_one(Contest, repeat.id).status = ContestStatus.CANCELLED

    assert find_contest(tie.contest.constituency.kato).id == tie.contest.id


PERSON = {
    "surname": "Әлиев", "given_name": "Асхат", "patronymic": "", "iin": "", "born_on": date(1979, 10, 28), "sex": Sex.MALE,
    "phone": "", "email": "", "address": "",
}  # fmt: skip


def nominate(contest: Contest, iin: str = IIN) -> int:
    values = {
        "nomination": Nomination.PARTY, "nominated_by_id": contest.election.own_party_id, "member_of_id": contest.election.own_party_id,
        "is_new_face": False, "is_incumbent": False, "was_in_primaries": False, "heads_primary_organisation": False,
        "education": "", "occupation": "", "workplace": "", "biography": "",
    }  # fmt: skip
    with transaction():
        return create_candidate(COORDINATOR, contest, {**PERSON, "iin": iin}, values).id


def test_who_stood_in_the_first_election_may_be_nominated_anew_and_only_once(factory, tie: Count) -> None:
    elsewhere = factory.contest()
    first = nominate(elsewhere)
    repeat = call(tie)

    anew = nominate(db.session.get_one(Contest, repeat.id))

    found = db.session.get_one(Candidate, anew)
    assert (found.round, found.contest_id) == (2, repeat.id)
    assert found.person_id == db.session.get_one(Candidate, first).person_id
    with pytest.raises(Refused) as refused:
        nominate(db.session.get_one(Contest, repeat.id))
    codes = {one.code for one in refused.value.objections}
    assert codes == {"candidate.party_has_nominee", "candidate.stands_elsewhere"}


def test_deadlines_of_the_repeat_are_reckoned_from_its_own_day(tie: Count) -> None:
    calendar = contest_calendar(call(tie))

    assert calendar.voting_on == date(2021, 8, 22)
    assert calendar.nomination_closes_on == date(2021, 8, 22) - timedelta(days=16)
    assert contest_calendar(tie.contest).voting_on == VOTE


def test_pages_lead_from_the_tie_to_its_repeat_and_back(login, tie: Count) -> None:
    browser, url = login(Role.COORDINATOR), f"/results/contests/{tie.contest.id}"
    assert "by 25.08.2021" in browser.get(url, lang="en").words

    version = str(tie.outcome().version)
    late = browser.post(f"{url}/repeat", {"voting_on": "2021-09-01", "version": version})
    answer = browser.post(f"{url}/repeat", {"voting_on": "2021-08-22", "version": version})

    assert (late.status, "within a month" in late.words) == (422, True)
    assert answer.status == 303
    repeat = browser.follow(answer)
    assert "repeat election of 22.08.2021" in repeat.words
    assert f'href="{url}"' in repeat.text
    assert f'href="{answer.location}"' in browser.get(url).text
    listed = browser.get("/results", lang="en", look="repeats")
    assert len(listed.page.xpath("//tbody/tr/td[1]//a")) == 1


def test_protocols_of_the_repeat_are_counted_apart(factory, tie: Count) -> None:
    repeat = call(tie)
    own, rival = factory.candidate(repeat, round=2), factory.candidate(repeat, own=False, round=2)
    ids = db.session.scalars(
        sa.select(Protocol.id).where(Protocol.contest_id == repeat.id).order_by(Protocol.precinct_id)
    )
    again = Count(repeat, own, rival, tuple(ids))

    again.enter(again.figures(300, 100))
    again.enter(again.figures(100, 200), number=1)

    assert (again.outcome().winner_id, again.outcome().state) == (own.id, OutcomeState.PRELIMINARY)
    assert tie.outcome().is_tie
