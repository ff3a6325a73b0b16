"""What each trainer did: people once each, a seminar of two for both."""

from fractions import Fraction

from elections.training.workload import Held, Workload, summed, workloads


def test_trainers_are_summed_by_name_in_the_order_of_the_kazakh_alphabet() -> None:
    held = [
        Held(("Яковлева", "Әлиев"), 8, frozenset({1, 2}), 1, 1),
        Held(("Яковлева",), 6, frozenset({2, 3}), 2, 0),
        Held((), 4, frozenset({4}), 0, 0),
    ]

    assert workloads(held) == [
        Workload("", 1, 4, 1, 0, 0),
        Workload("Әлиев", 1, 8, 2, 1, 2),
        Workload("Яковлева", 2, 14, 3, 3, 4),
    ]
    assert summed("", held) == Workload("", 3, 18, 4, 3, 4)


def test_pass_rate_is_of_those_who_took_the_test() -> None:
    assert Workload("Ә", 1, 8, 9, 3, 4).pass_rate == Fraction(3, 4)
    assert Workload("Ә", 1, 8, 9, 0, 0).pass_rate is None
    assert summed("", []) == Workload("", 0, 0, 0, 0, 0)
