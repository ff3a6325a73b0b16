"""Names for what a restore lays aside: a second one in the same second must not meet the first (pure)."""

from collections.abc import Callable
from itertools import chain, count


def free_name(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Returns the name that is wanted, or it with the first number behind it, from 2, that nobody has."""
    numbered = (f"{wanted}_{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if not is_taken(name))
