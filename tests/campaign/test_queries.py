"""Reading the campaign: its one election, its day and its present moment, its parties, its contests in the viewer's territory."""

from datetime import UTC, date, datetime, timedelta

import pytest

from elections.campaign import queries
from elections.campaign.calendar import Rules, TieRule
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.target_rule import Counting, Denominator
from elections.database import looking_from
from elections.errors import NotFound

WEST = "150000000/"


@pytest.fixture
def contests(factory) -> dict[str, Contest]:
    """Two contests at home, one of them cancelled, and one in another region."""
    home, west = factory.district(), factory.district("153200000", factory.region("150000000"))
    return {
        "sary": factory.contest(factory.constituency(home, name_ru="Сары с.о.", search_text="сары")),
        "birlik": factory.contest(
            factory.constituency(home, name_ru="Бирлик с.о.", search_text="бирлик"),
            status=ContestStatus.CANCELLED,
        ),
        "khobda": factory.contest(factory.constituency(west, name_ru="Хобда с.о.", search_text="хобда")),
    }


def names(rows) -> list[str]:
    return [one.constituency.name_ru for one in rows]


def test_installation_without_an_election_says_so(app) -> None:
    assert (queries.find_election(), queries.find_contest("113241000")) == (None, None)
    with pytest.raises(queries.NoElection):
        queries.get_election()


def test_past_elections_are_not_the_present_one(factory) -> None:
    present = factory.election()
    factory.election(is_current=False, voting_on=date(2017, 7, 25), called_on=date(2017, 6, 25))

    assert (queries.find_election().id, queries.get_election().id) == (present.id, present.id)


def test_present_moment_is_the_demos_own_or_now(factory) -> None:
    standing = factory.election()
    assert queries.present(standing) == datetime(2021, 7, 5, 6, tzinfo=UTC)
    standing.clock_at = None

    moments = [queries.present(one) for one in (standing, None)]

    assert [abs(datetime.now(UTC) - one) < timedelta(minutes=1) for one in moments] == [True, True]


def test_days_are_those_of_the_election_or_what_would_be_made(app, factory) -> None:
    settings = app.config["SETTINGS"].election
    before = (queries.election_day(), queries.first_election_day())
    factory.election(voting_on=date(2021, 7, 20))

    assert before == (datetime.now(UTC).date(), settings.voting_on)
    assert (queries.election_day(), queries.first_election_day()) == (date(2021, 7, 20), date(2021, 7, 20))


def test_rules_calendar_and_target_are_the_elections_own(factory) -> None:
    election = factory.election(
        rules=Rules(age_minimum=30, tie=TieRule.REPEAT_VOTING).to_json(), target_percent=75,
        target_denominator=Denominator.ALL, target_counting=Counting.MEMBERS,
    )  # fmt: skip

    calendar = queries.calendar_of(election, WEST)

    assert queries.rules_of(election) == Rules(age_minimum=30, tie=TieRule.REPEAT_VOTING)
    assert (calendar.voting_on, calendar.zone.key, calendar.rules.age_minimum) == (
        date(2021, 7, 25),
        "Asia/Aqtobe",
        30,
    )


def test_parties_are_listed_by_code_and_found_in_any_case(factory) -> None:
    second, first = factory.party(code="JER"), factory.party(code="Birlik")

    assert [one.code for one in queries.list_parties()] == ["Birlik", "JER"]
    assert [queries.find_party(code) for code in (" birlik ", "jer", "none")] == [first, second, None]
    assert queries.get_party(first.id) == first
    with pytest.raises(NotFound):
        queries.get_party(10**6)


def test_all_contests_are_those_of_the_territory(contests) -> None:
    election = queries.get_election()

    assert names(queries.list_all_contests(election)) == ["Бирлик с.о.", "Сары с.о.", "Хобда с.о."]
    assert names(queries.list_all_contests(election, WEST)) == ["Хобда с.о."]
    with looking_from(WEST):
        assert names(queries.list_all_contests(election)) == ["Хобда с.о."]


def test_contest_of_another_territory_is_not_found(contests) -> None:
    contest = contests["khobda"]
    assert queries.get_contest(contest.id).constituency.region.kato == "150000000"

    with looking_from("110000000/"), pytest.raises(NotFound):
        queries.get_contest(contest.id)


def test_contests_that_are_held_are_counted(contests) -> None:
    election = queries.get_election()

    assert [queries.count_contests(election, path) for path in ("", "110000000/", WEST, "190000000/")] == [
        2,
        1,
        1,
        0,
    ]


def test_contest_is_looked_for_in_the_election_that_is_named(contests, factory) -> None:
    kato = contests["khobda"].constituency.kato
    past = factory.election(is_current=False)

    assert (queries.find_contest(kato), queries.find_contest(kato, past)) == (contests["khobda"], None)
