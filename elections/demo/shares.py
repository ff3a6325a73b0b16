"""Sharing out whole numbers by weights, so that what the demo invents adds up to the published totals."""

from collections.abc import Sequence
from random import Random


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Returns whole parts of `total` in proportion to `weights`, by largest remainder, first come first."""
    weight_sum = sum(weights)
    parts = [total * weight // weight_sum for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % weight_sum), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def chosen(random: Random, count: int, of: int) -> list[bool]:
    """Returns `of` marks of which exactly `count`, at random places, are true."""
    marks = [True] * count + [False] * (of - count)
    random.shuffle(marks)
    return marks
