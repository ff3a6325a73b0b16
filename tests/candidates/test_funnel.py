"""The way to the ballot in numbers: of each stage, who came so far went on, was lost there, or is there."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from elections.candidates.funnel import LOST_FROM, STAGES, Group, Loss, lines_of, losses_of, stages_from
from elections.candidates.registration import ENDED, STANDING, Ground, Status

PLACES = ("110000000/", "150000000/")
STANDING_GROUPS = st.builds(
    Group,
    st.sampled_from(PLACES),
    st.sampled_from(sorted(STANDING)),
    st.none(),
    st.none(),
    st.integers(1, 99),
)
LOST_GROUPS = st.builds(
    Group, st.sampled_from(PLACES), st.sampled_from(sorted(ENDED)), st.sampled_from(STAGES),
    st.sampled_from(Ground) | st.none(), st.integers(1, 99),
)  # fmt: skip


def stand(number: int, status: Status, place: str = PLACES[0]) -> Group:
    return Group(place, status, None, None, number)


def lose(number: int, at: Status, status: Status, ground: Ground | None, place: str = PLACES[0]) -> Group:
    return Group(place, status, at, ground, number)


@given(st.lists(STANDING_GROUPS | LOST_GROUPS))
def test_who_came_to_a_stage_went_on_was_lost_there_or_is_there(groups: Sequence[Group]) -> None:
    lines = lines_of(groups)

    for line in lines.values():
        following = (*(line.reached[stage] for stage in STAGES[1:]), 0)
        for stage, went_on in zip(STAGES, following, strict=True):
            assert line.reached[stage] == went_on + line.lost[stage] + line.there[stage]
    total = sum(group.number for group in groups)
    assert lines[""].reached[Status.PROPOSED] == total
    assert sum(line.reached[Status.PROPOSED] for place, line in lines.items() if place) == total


def test_each_place_has_its_line() -> None:
    lines = lines_of([
        stand(5, Status.REGISTERED), stand(2, Status.PROPOSED, PLACES[1]),
        lose(3, Status.FILED, Status.REFUSED, Ground.NOMINATION_BROKEN, PLACES[1]),
    ])  # fmt: skip

    found = {
        place: [(line.reached[stage], line.lost[stage], line.there[stage]) for stage in STAGES]
        for place, line in lines.items()
    }
    assert found == {
        "": [(10, 0, 2), (8, 0, 0), (8, 3, 0), (5, 0, 5)],
        PLACES[0]: [(5, 0, 0), (5, 0, 0), (5, 0, 0), (5, 0, 5)],
        PLACES[1]: [(5, 0, 2), (3, 0, 0), (3, 3, 0), (0, 0, 0)],
    }


def test_nobody_makes_a_line_of_zeros() -> None:
    assert [lines_of([])[""].reached[stage] for stage in STAGES] == [0, 0, 0, 0]


def test_losses_are_told_by_stage_way_and_ground_the_most_frequent_first() -> None:
    groups = [
        stand(9, Status.REGISTERED),
        lose(1, Status.REGISTERED, Status.CANCELLED, Ground.BRIBERY),
        lose(2, Status.FILED, Status.REFUSED, Ground.OTHER),
        lose(3, Status.FILED, Status.REFUSED, Ground.NOMINATION_BROKEN, PLACES[1]),
        lose(4, Status.FILED, Status.REFUSED, Ground.NOMINATION_BROKEN),
        lose(5, Status.FILED, Status.WITHDRAWN, None),
    ]

    assert losses_of(groups) == [
        Loss(Status.FILED, Status.REFUSED, Ground.NOMINATION_BROKEN, 7),
        Loss(Status.FILED, Status.REFUSED, Ground.OTHER, 2),
        Loss(Status.FILED, Status.WITHDRAWN, None, 5),
        Loss(Status.REGISTERED, Status.CANCELLED, Ground.BRIBERY, 1),
    ]


def test_every_end_has_a_stage_it_usually_comes_from() -> None:
    assert set(LOST_FROM) == ENDED
    assert stages_from(Status.FILED) == (Status.FILED, Status.REGISTERED)
