"""How far a group is, in numbers; and what changed since a statement."""

from fractions import Fraction

import pytest

from elections.training.gaps import Changes, Group, Reach, Step, Untrained, compare, total


def somebody(number: int, group: Group = Group.CANDIDATES, *courses: str) -> Untrained:
    return Untrained(number, f"Ә{number}", group, "1/", "Район", "Аудан", courses or ("LAW",))


def test_numbers_are_of_those_of_whom_it_is_required() -> None:
    reach = Reach(4, 4, 3, 2, 1)

    assert [reach.number(one) for one in Step] == reach.as_json() == [4, 4, 3, 2, 1]
    assert [reach.lacking(one) for one in Step] == [0, 0, 1, 2, 3]
    assert reach.share(Step.PASSED) == Fraction(1, 2)
    assert Reach().share(Step.PASSED) is None


def test_places_add_up() -> None:
    assert total([Reach(4, 4, 3, 2, 1), Reach(1, 1, 1, 1, 1)]) == Reach(5, 5, 4, 3, 2)
    assert total([]) == Reach()


@pytest.mark.parametrize(
    ("then", "now", "changes"),
    [
        ([], [], ((), (), ())),
        ([1, 2], [2, 3], ((1,), (2,), (3,))),
        ([1], [], ((1,), (), ())),
    ],
)
def test_statement_is_compared_by_person(then, now, changes) -> None:
    expected = Changes(*(tuple(somebody(one) for one in several) for several in changes))

    assert compare([somebody(one) for one in then], [somebody(one) for one in now]) == expected


def test_candidate_and_member_are_compared_apart() -> None:
    assert compare([somebody(1)], [somebody(1, Group.MEMBERS)]).new == (somebody(1, Group.MEMBERS),)


def test_exception_is_kept_whole() -> None:
    one = somebody(1, Group.MEMBERS, "LAW", "HQ")

    assert Untrained.from_json(one.as_json()) == one
