"""The other precincts of a contest, as a protocol is held against them: their sums, and whether one has the same votes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.results.tally import ProtocolFigures, tally


@dataclass(frozen=True)
class Neighbours:
    """The sums of the other precincts that are in; `has_same` says that one of them has the very votes of the protocol."""

    precincts: int
    voters: int
    took_part: int
    votes: Mapping[int, int]
    has_same: bool


NOBODY = Neighbours(0, 0, 0, {}, has_same=False)


def neighbours_of(figures: ProtocolFigures, others: Iterable[ProtocolFigures]) -> Neighbours:
    """Returns the other precincts of a protocol with these figures."""
    there, own = list(others), likeness(figures)
    sums = tally(there)
    has_same = any(likeness(one) == own for one in there)
    return Neighbours(len(there), sums.voters, sums.took_part, sums.votes, has_same)


def likeness(figures: ProtocolFigures) -> int:
    """Returns a number that protocols with the same votes share; candidates have but one contest, so no others do."""
    votes = ",".join(f"{one}={figures.votes[one]}" for one in sorted(figures.votes))
    digest = hashlib.sha256(f"{figures.against_all};{votes}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
