"""What counts in the target: repeats for what they repeat, ties and annulled contests open, sums from kept outcomes."""

import re

import pytest
import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting
from elections.candidates.registration import Status
from elections.database import db, looking_from, transaction
from elections.results.models import Outcome
from elections.results.tally import OutcomeState
from elections.results.target import ContestState
from elections.results.target_page import look_at, way_of
from elections.results.target_queries import (
    count_precincts,
    list_leads,
    list_seats,
    list_turns,
    measure_target,
    targets_by_place,
)
from tests.factories import Factory
from tests.queries import counting_queries
from tests.results.count import Count, start_count
from tests.results.country import make_country

OPEN, UNCONTESTED = ContestState(True, False), ContestState(False, False)
WON, LOST = ContestState(True, True, True, True), ContestState(True, True)
COUNTED = ("won", "open", "lost", "contests", "out_of_reach")


def states() -> list[ContestState]:
    db.session.expire_all()
    return [one.state for one in list_seats()]


def settle(count: Count, **changes: object) -> None:
    with transaction():
        db.session.execute(sa.update(Outcome).where(Outcome.contest_id == count.contest.id).values(**changes))


def repeat(factory: Factory, contest: Contest, **changes: object) -> Contest:
    with transaction():
        db.session.merge(contest).status = ContestStatus.REPEAT
    return factory.contest(contest.constituency, round=contest.round + 1, repeats_id=contest.id, **changes)


def test_repeat_stands_for_the_contest_it_repeats(factory: Factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(200, 200))
    again = repeat(factory, count.contest)
    own = factory.candidate(again)

    assert [one.contest_id for one in list_seats()] == [again.id]
    assert states() == [OPEN]

    second = start_count(factory, own=own)
    for number in range(len(second.protocols)):
        second.enter(second.figures(250, 150), number)
    assert set(states()) <= {WON, OPEN}


def test_repeat_in_which_nobody_stands_yet_is_contested_if_the_other_was(factory: Factory) -> None:
    count = start_count(factory)
    again = repeat(factory, count.contest)
    third = repeat(factory, again)

    assert [one.contest_id for one in list_seats()] == [third.id]
    assert states() == [OPEN]

    factory.candidate(third, own=False)
    assert states() == [UNCONTESTED]


def test_cancelled_repeat_stands_for_nothing(factory: Factory) -> None:
    count = start_count(factory)
    repeat(factory, count.contest, status=ContestStatus.CANCELLED)

    assert [one.contest_id for one in list_seats()] == [count.contest.id]


@pytest.mark.parametrize("state", [OutcomeState.ANNULLED, OutcomeState.NOT_HELD])
def test_annulled_and_not_held_are_open_until_repeated(factory: Factory, state: OutcomeState) -> None:
    count = start_count(factory)
    count.enter(count.figures(250, 150))
    assert states() == [WON]

    settle(count, state=state)

    assert states() == [OPEN]
    assert measure_target().main.open == 1


def test_official_winner_counts_whatever_the_own_count_says(factory: Factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(250, 150))

    settle(count, state=OutcomeState.OFFICIAL, winner_id=count.rival.id)

    assert states() == [LOST]


def test_nominee_who_stands_no_more_contests_nothing(factory: Factory) -> None:
    count = start_count(factory)
    with transaction():
        db.session.merge(count.own).status = Status.WITHDRAWN

    assert states() == [UNCONTESTED]


def test_districts_add_up_to_their_region_and_regions_to_the_nation(factory: Factory) -> None:
    make_country(factory)
    election, seats = get_election(), list_seats()
    nation, regions, districts = (
        measure_target(),
        *(targets_by_place(election, seats, level) for level in (1, 2)),
    )

    for way in nation.by:
        for figure in COUNTED:
            told = {path: getattr(view.by[way], figure) for path, view in regions.items()}
            assert sum(told.values()) == getattr(nation.by[way], figure)
            for region, number in told.items():
                inside = [view for path, view in districts.items() if path.startswith(region)]
                assert sum(getattr(view.by[way], figure) for view in inside) == number
    assert list(regions) == ["110000000/", "150000000/"]
    assert regions["110000000/"] == measure_target("110000000/")
    assert districts["110000000/113400000/"] == measure_target("110000000/113400000/")


def test_who_sees_a_region_measures_it_alone(factory: Factory) -> None:
    make_country(factory)

    with looking_from("150000000/"):
        assert (measure_target().main.contests, count_precincts(get_election())) == (3, (1, 3))
        assert {turn.contest_id for turn in list_turns(get_election())} <= {
            one.contest_id for one in list_seats()
        }


def test_precincts_are_counted_out_of_the_kept_sums(factory: Factory) -> None:
    make_country(factory)

    assert count_precincts(get_election()) == (4, 6)
    assert count_precincts(get_election(), "990000000/") == (0, 0)


def test_turns_of_the_counts_lead_to_the_target_that_is_measured(factory: Factory) -> None:
    make_country(factory)

    look = look_at("")
    last = look.moments[-1]

    assert (last.won, last.open, last.lost) == (3, 2, 1)
    assert [one.won for one in look.moments] == sorted(one.won for one in look.moments)


def test_contest_in_play_tells_the_votes_that_are_needed(factory: Factory) -> None:
    behind, whole = start_count(factory, precincts=2), start_count(factory, contest=factory.contest())
    behind.enter(behind.figures(150, 180))
    whole.enter(whole.figures(200, 200))
    start_count(factory, contest=factory.contest(), precincts=2)

    (lead,) = list_leads(get_election())

    assert (lead.contest_id, lead.ahead, lead.votes, lead.missing_voters) == (
        behind.contest.id,
        False,
        31,
        500,
    )
    assert (lead.precincts_in, lead.precincts) == (1, 2)


def test_member_is_ours_in_play_where_members_count(factory: Factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(0, 180))
    with transaction():
        own = db.session.merge(count.own)
        own.nominated_by_id, own.nomination = None, "self"
    assert list_leads(get_election()) == []

    with transaction():
        get_election().target_counting = Counting.MEMBERS
    (lead,) = list_leads(get_election())
    assert (lead.own, lead.rival) == (0, 180)


def test_way_holds_the_open_contests_whose_win_counts_in_the_order_of_the_lead(factory: Factory) -> None:
    make_country(factory)
    count = start_count(factory, contest=factory.contest(), precincts=2)
    count.enter(count.figures(200, 190))

    way, leads = way_of(look_at(""))

    open_ = {one.contest_id for one in list_seats() if one.state == OPEN}
    assert {one.prospect.contest_id for one in way.steps} == open_
    assert (way.steps[0].prospect.contest_id, way.by_chance) == (count.contest.id, False)
    assert [one.contest_id for one in leads] == [count.contest.id]


def plans(statements: list[str]) -> str:
    """Returns how the database would carry the statements out."""
    if db.engine.dialect.name == "postgresql":
        return " ".join(statements)
    return " ".join(statements) + " ".join(
        str(row)
        for text in statements
        for row in db.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {text}", tuple("" for _ in re.findall(r"\?", text))
        )
    )


def test_target_asks_and_reads_the_same_whatever_the_number_of_precincts(factory: Factory) -> None:
    start_count(factory, contest=factory.contest())
    big = start_count(factory, contest=factory.contest(), precincts=3)
    big.enter(big.figures(250, 150))

    def look() -> list[str]:
        db.session.expire_all()
        with counting_queries() as made:
            assert look_at("").moments is not None
            measure_target("110000000/")
        return made

    few = look()
    for _ in range(6):
        factory.precinct(big.contest.constituency)
    many = look()

    assert len(few) == len(many) <= 9
    assert not re.search(r"\b(protocol|protocol_entry|entry_votes|precinct)\b", plans(many))


def test_target_asks_as_little_of_three_contests_as_of_one(factory: Factory) -> None:
    asked = []
    for _ in range(2):
        start_count(factory, contest=factory.contest())
        with counting_queries() as made:
            measure_target()
        asked.append(len(made))

    assert asked == [2, 2]
