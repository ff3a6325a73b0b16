"""A small country to measure the target in."""

from tests.factories import Factory
from tests.results.count import start_count


def make_country(factory: Factory) -> None:
    """Two regions; the first of two districts; in them three won, one lost, two open, one without a nominee."""
    factory._once("election")
    second = factory.region("150000000", name_ru="Вторая")
    places = [
        factory._once("district"),
        factory.district("113400000"),
        factory.district("153200000", second),
    ]
    for district, votes in zip(
        [places[0], places[0], places[1], places[2], places[2], places[2]],
        [(250, 150), (150, 250), (250, 150), (250, 150), None, None],
        strict=True,
    ):
        count = start_count(factory, contest=factory.contest(factory.constituency(district)))
        if votes:
            count.enter(count.figures(*votes))
    factory.candidate(factory.contest(factory.constituency(places[1])), own=False)
