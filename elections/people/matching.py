"""Who may be entered twice: pairs found in one snapshot of people, without comparing everybody with everybody.

People are given as frozen `PersonKey(id, surname, given_name, patronymic, birth_year, born_on, iin_index, place)`
(of `likeness`; `place` is the path of a territory: "110000000/113200000/113230000/").

    find_pairs(people) -> list[Pair]
        who of these may be one person, the best pair first
    find_matches(readings) -> list[Pair]
        the same of people who were read already (`likeness.read_all`)
    find_matches_of(people, snapshot) -> dict[int, list[Pair]]
        for each of the new people (by id: the row of a file, say) who of the snapshot it may be, the best first;
        `pair.left` is the new one's id, `pair.right` that of the snapshot; who is like nobody is not in the answer.
        One call for a whole file: the snapshot is read once, whatever the number of rows.

Only people who share a block (the same surname and initials, the same birth date, …) are compared, and in a crowded
block everybody with a limited number of neighbours in order of name. So twice the people cost twice the comparisons.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from elections.people.likeness import Ear, Pair, PersonKey, Reading, compare, read_all

NEIGHBOURS = 24
"""In a block of more people than this each is compared with so many neighbours only."""
Blocks = dict[Hashable, list[int]]


@dataclass(frozen=True)
class Kind:
    """A kind of blocks: which ones a person belongs to; where `lacks` is given, one of two compared must lack it."""

    blocks_of: Callable[[Reading], Sequence[Hashable]]
    lacks: Callable[[Reading], bool] | None = None


def find_pairs(people: Iterable[PersonKey]) -> list[Pair]:
    """Returns who of these people may be one person, the best pair first."""
    return find_matches(read_all(people))


def find_matches(readings: Sequence[Reading]) -> list[Pair]:
    """Returns who of these people may be one person, the best pair first."""
    compared = (compare(one, other) for one, other in pairs_to_compare(readings))
    return sorted((pair for pair in compared if pair is not None), key=_best_first)


def find_matches_of(people: Iterable[PersonKey], snapshot: Iterable[PersonKey]) -> dict[int, list[Pair]]:
    """Returns for each new person (by id) who of the snapshot it may be, the best first; see the module."""
    ear = Ear()
    new, known = read_all(people, ear), read_all(snapshot, ear)
    found: dict[int, list[Pair]] = {}
    for one, other in matches_to_compare(new, known):
        pair = compare(one, other)
        if pair is not None:
            found.setdefault(pair.left, []).append(pair)
    return {number: sorted(pairs, key=_best_first) for number, pairs in found.items()}


def pairs_to_compare(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yields each two people who share a block, once."""
    seen: set[int] = set()
    size = len(readings)
    for kind in KINDS:
        for block in _blocks(readings, kind).values():
            for at, others in _neighbours(block, readings, kind):
                for other in others:
                    low, high = (at, other) if at < other else (other, at)
                    number = low * size + high
                    if low != high and number not in seen:
                        seen.add(number)
                        yield readings[low], readings[high]


def matches_to_compare(new: Sequence[Reading], known: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yields each new person with those of the snapshot who share a block, once."""
    seen: set[int] = set()
    for kind in KINDS:
        if kind.lacks is not None and not any(map(kind.lacks, chain(new, known))):
            continue
        wanted = {name for one in new for name in kind.blocks_of(one)}
        blocks = _shared_blocks(known, kind, wanted)
        newcomers = _shared_blocks(new, kind, blocks)
        for name, block in blocks.items():
            block.sort(key=lambda at: _order(known[at]))
            lacking = block if kind.lacks is None else [at for at in block if kind.lacks(known[at])]
            for at in newcomers[name]:
                whole = kind.lacks is None or kind.lacks(new[at])
                for other in _around(block if whole else lacking, new[at], known):
                    number = at * len(known) + other
                    if number not in seen:
                        seen.add(number)
                        yield new[at], known[other]


def _neighbours(block: list[int], readings: Sequence[Reading], kind: Kind) -> Iterator[tuple[int, list[int]]]:
    """Yields the people of a block who are compared, each with those next to them in order of name."""
    if len(block) > NEIGHBOURS:
        block.sort(key=lambda at: _order(readings[at]))
    for place, at in enumerate(block):
        if kind.lacks is None:
            yield at, block[place + 1 : place + 1 + NEIGHBOURS]
        elif kind.lacks(readings[at]):
            start = max(0, min(place - NEIGHBOURS // 2, len(block) - NEIGHBOURS))
            yield at, block[start : start + NEIGHBOURS]


def _around(block: list[int], one: Reading, known: Sequence[Reading]) -> list[int]:
    """Returns the neighbours of a new person in a block that is in order."""
    if len(block) <= NEIGHBOURS:
        return block
    place = bisect_left(block, _order(one), key=lambda at: _order(known[at]))
    start = max(0, min(place - NEIGHBOURS // 2, len(block) - NEIGHBOURS))
    return block[start : start + NEIGHBOURS]


def _blocks(readings: Sequence[Reading], kind: Kind) -> Blocks:
    """Returns the blocks of two people and more."""
    found: Blocks = {}
    first: dict[Hashable, int] = {}
    blocks_of = kind.blocks_of
    for at, one in enumerate(readings):
        for name in blocks_of(one):
            earliest = first.setdefault(name, at)
            if earliest != at:
                found.setdefault(name, [earliest]).append(at)
    return found


def _shared_blocks(readings: Sequence[Reading], kind: Kind, wanted: Collection[Hashable]) -> Blocks:
    """Returns the blocks of these names, as far as anybody is in them."""
    found: Blocks = {}
    blocks_of = kind.blocks_of
    for at, one in enumerate(readings if wanted else ()):
        for name in blocks_of(one):
            if name in wanted:
                found.setdefault(name, []).append(at)
    return found


def _order(one: Reading) -> tuple[str, str, str, int, int]:
    return one.surname.sound, one.given.sound, one.father.stem, one.year or 0, one.key.id


def _best_first(pair: Pair) -> tuple[int, int, int]:
    return -pair.score, pair.left, pair.right


def _by_iin(one: Reading) -> Sequence[Hashable]:
    return (one.key.iin_index,) if one.key.iin_index else ()


def _by_name(one: Reading) -> Sequence[Hashable]:
    surname, given = one.surname.stem, one.given.stem
    return (((surname, given) if surname < given else (given, surname)),) if given else ()


def _by_name_and_father(one: Reading) -> Sequence[Hashable]:
    surname, given, father = one.surname.stem, one.given.stem, one.father.stem
    if not father or not given:
        return ()
    return ((surname, given, father[0]),) if surname < given else ((given, surname, father[0]),)


def _by_initials(one: Reading) -> Sequence[Hashable]:
    return _stems(one, one.father.stem[0]) if one.father.stem else ()


def _by_surname_and_year(one: Reading) -> Sequence[Hashable]:
    return _stems(one, one.year) if one.year else ()


def _by_surname_and_place(one: Reading) -> Sequence[Hashable]:
    return _stems(one, one.district) if one.district else ()


def _by_father_and_year(one: Reading) -> Sequence[Hashable]:
    return ((one.given.sound, one.father.stem, one.year),) if one.father.stem and one.year else ()


def _by_father_and_place(one: Reading) -> Sequence[Hashable]:
    return ((one.given.sound, one.father.stem, one.district),) if one.father.stem and one.district else ()


def _by_birth_date(one: Reading) -> Sequence[Hashable]:
    if one.day is None:
        return ()
    surname, given = one.surname.sound[:1], one.given.sound[:1]
    return ((one.day, surname, given),) if surname < given else ((one.day, given, surname),)


def _stems(one: Reading, beside: Hashable) -> Sequence[Hashable]:
    """Returns blocks of the stem of a surname, and of each part of a double one, with the given name's first letter."""
    initial, stem, parts = one.given.sound[:1], one.surname.stem, one.surname.parts
    if len(parts) < 2:
        return ((stem, initial, beside),)
    return tuple((part, initial, beside) for part in (stem, *parts))


def _lacks_patronymic(one: Reading) -> bool:
    return not one.father.stem


def _has_initials(one: Reading) -> bool:
    return one.given.is_initial or one.father.is_initial


KINDS = (
    Kind(_by_iin), Kind(_by_name_and_father), Kind(_by_name, _lacks_patronymic), Kind(_by_initials, _has_initials),
    Kind(_by_surname_and_year), Kind(_by_surname_and_place), Kind(_by_father_and_year), Kind(_by_father_and_place),
    Kind(_by_birth_date),
)  # fmt: skip
