"""A night to rehearse: plausible figures for each precinct, and the moments at which the protocols come in.

The same seed gives the same night: what is drawn is taken out of a digest, not out of chance.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time

from elections.results.tally import ProtocolFigures

USUAL_VOTERS = 300
"""How many voters a precinct gets whose number the register does not know."""
TURNOUT_PERMILLE = (620, 820)
OWN_WEIGHT, OTHER_WEIGHT = (400, 650), (120, 570)
"""How strong an own candidate and another one are; an own one wins most contests, not all."""
PERCENT, PERMILLE = 100, 1000
WRITTEN = (
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
)
"""How files write a day with its time."""
NOON, HOURS, SECONDS = 12, 24, 60 * 60


@dataclass(frozen=True)
class Step:
    """One entry of the night: whose protocol, the first or the second entry, and how long after the start, in ms."""

    protocol: int
    number: int
    after: int


def draw(seed: str, least: int, most: int) -> int:
    """Returns a number from `least` to `most`, always the same one for a seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    return least + int.from_bytes(digest[:8], "big") % (most - least + 1)


def invent(
    contest: int, precinct: int, voters: int | None, candidates: Sequence[int], own: Iterable[int]
) -> ProtocolFigures:
    """Returns figures that hold and are likely: the precincts of a contest differ a little, as they do."""
    ours, voters = frozenset(own), voters or USUAL_VOTERS
    here = f"{contest}/{precinct}"
    turnout = draw(f"turnout {contest}", *TURNOUT_PERMILLE) + draw(f"turnout {here}", -50, 50)
    ballots = max(1, voters * turnout // PERMILLE)
    invalid = ballots * draw(f"invalid {here}", 5, 25) // PERMILLE
    took_part = ballots - invalid
    weights = {
        one: draw(f"weight {one}", *(OWN_WEIGHT if one in ours else OTHER_WEIGHT)) + draw(f"weight {one} {here}", 0, 40)
        for one in candidates
    }  # fmt: skip
    against_all = took_part * draw(f"against {here}", 20, 60) // PERMILLE if candidates else took_part
    received = voters + voters // PERCENT
    return ProtocolFigures(
        voters=voters, ballots_received=received, ballots_issued=ballots, ballots_cancelled=received - ballots,
        took_part=took_part, invalid=invalid, against_all=against_all,
        outside=ballots * draw(f"outside {here}", 10, 60) // PERMILLE, votes=share_out(took_part - against_all, weights),
    )  # fmt: skip


def share_out(votes: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Returns votes shared out by weight; what is left of the division goes to the first ones."""
    whole = sum(weights.values())
    shares = {one: votes * weight // whole for one, weight in weights.items()}
    left = votes - sum(shares.values())
    return {one: share + (place < left) for place, (one, share) in enumerate(shares.items())}


def spread(voters: Mapping[int, int | None], entries: int, span: int, seed: str = "night") -> list[Step]:
    """Returns the entries of protocols over `span` ms: small precincts are done counting earlier, as a rule.

    A second entry follows its first after a twentieth of the night, and never after its end.
    """
    order = sorted(
        voters, key=lambda one: ((voters[one] or USUAL_VOTERS) * draw(f"{seed} {one}", 60, 140), one)
    )
    return timed({one: span * place // len(order) for place, one in enumerate(order, 1)}, entries, span)


def fit(moments: Mapping[int, int], entries: int, span: int) -> list[Step]:
    """Returns the entries of protocols whose moments (in any one unit) are known, fitted into `span` ms."""
    first, last = min(moments.values()), max(moments.values())
    length = max(1, last - first)
    return timed({one: span * (at - first) // length for one, at in moments.items()}, entries, span)


def timed(firsts: Mapping[int, int], entries: int, span: int) -> list[Step]:
    """Returns the first and, where two are required, the second entry of each protocol, in their order."""
    steps = [Step(one, 1, after) for one, after in firsts.items()]
    if entries > 1:
        steps += [Step(one, 2, min(span, after + span // 20)) for one, after in firsts.items()]
    return sorted(steps, key=lambda step: (step.after, step.number, step.protocol))


def moment_of(cell: object) -> int | None:
    """Returns the moment that a cell names, in seconds; None when it names none.

    A time without its day is of the night of the count: what is before noon comes after midnight.
    """
    if isinstance(cell, str):
        cell = _read(" ".join(cell.split()))
    if isinstance(cell, datetime):
        return cell.toordinal() * HOURS * SECONDS + _seconds(cell)
    if isinstance(cell, time):
        return _seconds(cell) + (HOURS * SECONDS if cell.hour < NOON else 0)
    return None


def _read(text: str) -> datetime | time | None:
    for pattern in WRITTEN:
        with suppress(ValueError):
            return datetime.strptime(text, pattern)  # noqa: DTZ007 moments are only held against each other
    with suppress(ValueError):
        return time.fromisoformat(text)
    return None


def _seconds(clock: datetime | time) -> int:
    return clock.hour * SECONDS + clock.minute * 60 + clock.second
