"""Who may be entered twice: pairs found in one snapshot of people, without comparing everybody with everybody.

People are given as frozen `PersonKey(id, surname, given_name, patronymic, birth_year, born_on, iin_index, place)`
(of `likeness`; `place` is the path of a territory: "110000000/113200000/113230000/").

    find_pairs(people) -> list[Pair]
        who of these may be one person, the best pair first
    find_matches_of(people, snapshot) -> dict[int, list[Pair]]
        for each of the new people (by id: the row of a file, say) who of the snapshot it may be, the best first;
        `pair.left` is the new one's id, `pair.right` that of the snapshot; who is like nobody is not in the answer.
        One call for a whole file: the snapshot is read once, whatever the number of rows.

Only people who share a block (the same surname and initials, the same birth date, …) are compared, and in a crowded
block everybody with a limited number of neighbours in order of name. So twice the people cost twice the comparisons.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from elections.people.likeness import Pair, PersonKey, Reading, compare, read
from elections.people.transliteration import family_stem

NEIGHBOURS = 24
"""In a block of more people than this each is compared with so many neighbours only."""


@dataclass(frozen=True)
class Kind:
    """A kind of blocks: which ones a person belongs to; where `lacks` is given, one of two compared must lack it."""

    blocks_of: Callable[[Reading], tuple[str, ...]]
    lacks: Callable[[Reading], bool] | None = None


def find_pairs(people: Iterable[PersonKey]) -> list[Pair]:
    """Returns who of these people may be one person, the best pair first."""
    readings = _read_all(people)
    compared = (compare(one, other) for one, other in pairs_to_compare(readings))
    return sorted((pair for pair in compared if pair is not None), key=_best_first)


def find_matches_of(people: Iterable[PersonKey], snapshot: Iterable[PersonKey]) -> dict[int, list[Pair]]:
    """Returns for each new person (by id) who of the snapshot it may be, the best first; see the module."""
    words: dict[str, str] = {}
    new, known = _read_all(people, words), _read_all(snapshot, words)
    found: dict[int, list[Pair]] = defaultdict(list)
    for one, other in matches_to_compare(new, known):
        pair = compare(one, other)
        if pair is not None:
            found[pair.left].append(pair)
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
        wanted = _blocks(new, kind)
        for name, block in _blocks(known, kind, wanted.keys()).items():
            block.sort(key=lambda at: _order(known[at]))
            lacking = [at for at in block if kind.lacks is None or kind.lacks(known[at])]
            for at in wanted[name]:
                whole = kind.lacks is None or kind.lacks(new[at])
                for other in _around(block if whole else lacking, new[at], known):
                    number = at * len(known) + other
                    if number not in seen:
                        seen.add(number)
                        yield new[at], known[other]


def _neighbours(block: list[int], readings: Sequence[Reading], kind: Kind) -> Iterator[tuple[int, list[int]]]:
    """Yields the people of a block who are compared, each with those next to them in order of name."""
    if len(block) < 2:
        return
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


def _read_all(people: Iterable[PersonKey], words: dict[str, str] | None = None) -> list[Reading]:
    words = {} if words is None else words
    return [read(person, words) for person in people]


def _blocks(
    readings: Sequence[Reading], kind: Kind, wanted: Collection[str] | None = None
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(readings):
        for name in kind.blocks_of(one):
            if wanted is None or name in wanted:
                found[name].append(at)
    return found


def _order(one: Reading) -> tuple[str, str, str, int, int]:
    return one.surname, one.given, one.father, one.year or 0, one.key.id


def _best_first(pair: Pair) -> tuple[int, int, int]:
    return -pair.score, pair.left, pair.right


def _by_iin(one: Reading) -> tuple[str, ...]:
    return (one.key.iin_index,) if one.key.iin_index else ()


def _by_name(one: Reading) -> tuple[str, ...]:
    return ("|".join(sorted((one.stem, family_stem(one.given)))),) if one.given else ()


def _by_name_and_father(one: Reading) -> tuple[str, ...]:
    return tuple(f"{name}|{one.father[0]}" for name in _by_name(one)) if one.father else ()


def _by_initials(one: Reading) -> tuple[str, ...]:
    return tuple(f"{stem}|{one.father[0]}" for stem in _stems(one)) if one.father else ()


def _by_surname_and_year(one: Reading) -> tuple[str, ...]:
    return tuple(f"{stem}|{one.year}" for stem in _stems(one)) if one.year else ()


def _by_surname_and_place(one: Reading) -> tuple[str, ...]:
    return tuple(f"{stem}|{one.district}" for stem in _stems(one)) if one.district else ()


def _by_father_and_year(one: Reading) -> tuple[str, ...]:
    return (f"{one.given}|{one.father}|{one.year}",) if one.father and one.year else ()


def _by_father_and_place(one: Reading) -> tuple[str, ...]:
    return (f"{one.given}|{one.father}|{one.district}",) if one.father and one.district else ()


def _by_birth_date(one: Reading) -> tuple[str, ...]:
    initials = "".join(sorted(one.surname[:1] + one.given[:1]))
    return (f"{one.day}|{initials}",) if one.day else ()


def _stems(one: Reading) -> tuple[str, ...]:
    """Returns the stem of a surname, and of each part of a double one, with the first letter of the given name."""
    parts = {one.stem, *(family_stem(part) for part in one.parts)} if len(one.parts) > 1 else (one.stem,)
    return tuple(f"{part}|{one.given[:1]}" for part in parts)


def _lacks_patronymic(one: Reading) -> bool:
    return not one.father


def _has_initials(one: Reading) -> bool:
    return one.given_is_initial or one.father_is_initial


KINDS = (
    Kind(_by_iin), Kind(_by_name_and_father), Kind(_by_name, _lacks_patronymic), Kind(_by_initials, _has_initials),
    Kind(_by_surname_and_year), Kind(_by_surname_and_place), Kind(_by_father_and_year), Kind(_by_father_and_place),
    Kind(_by_birth_date),
)  # fmt: skip
