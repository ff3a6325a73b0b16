"""The chances that the rooms below the forecast are handed."""

from elections.accounts.queries import SYSTEM
from elections.database import transaction
from elections.forecast.actions import keep_forecast
from elections.forecast.chance_queries import chances_below
from elections.forecast.reckoning import Settings
from tests.factories import Factory
from tests.results.count import start_count


def test_nobody_has_forecast_anything_yet(factory: Factory) -> None:
    factory.candidate()

    assert chances_below("") == {}


def test_assessment_gives_every_open_contest_its_chance(factory: Factory) -> None:
    told, other = factory.candidate().contest, factory.candidate(factory.contest()).contest
    won = start_count(factory, contest=factory.contest())
    won.enter(won.figures(250, 150))
    factory.contest()
    factory.assessment(told, chance=95)

    found = chances_below("")

    assert set(found) == {told.id, other.id}
    assert found[told.id] > found[other.id] == 500
    assert chances_below(other.path) == {}


def test_kept_forecast_says_what_a_contest_is_worth_of_which_nothing_is_known(factory: Factory) -> None:
    contest = factory.candidate().contest
    with transaction():
        keep_forecast(SYSTEM, "", Settings(record=80))

    assert chances_below("") == {contest.id: 800}
