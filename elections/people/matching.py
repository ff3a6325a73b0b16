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

from elections.people.likeness import Ear, Pair, PersonKey, Reading, are_born_apart, compare, read_all

NEIGHBOURS = 16
"""In a block of more people than this each is compared with so many neighbours only."""
Blocks = dict[int, list[int]]
"""People by the hash of what they share: two blocks of one hash cost a few comparisons more, and lose nobody."""


@dataclass(frozen=True)
class Kind:
    """A kind of blocks: which ones a person belongs to; where `lacks` is given, one of two compared must lack it."""

    blocks_of: Callable[[Reading], Sequence[Hashable]]
    lacks: Callable[[Reading], bool] | None = None
    is_number: bool = False
    """Of two people who both have an IIN nothing else is looked at."""


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
    everybody, free = range(size), _without_number(readings)
    for kind in KINDS:
        considered = everybody if kind.is_number or free else ()
        for block in _blocks(readings, considered, kind).values():
            for at, others in _neighbours(block, readings, kind):
                one = readings[at]
                for other in others:
                    if are_born_apart(one, readings[other]) and not kind.is_number:
                        continue
                    low, high = (at, other) if at < other else (other, at)
                    number = low * size + high
                    if low != high and number not in seen:
                        seen.add(number)
                        yield readings[low], readings[high]


def matches_to_compare(new: Sequence[Reading], known: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yields each new person with those of the snapshot who share a block, once."""
    seen: set[int] = set()
    newcomers, residents = _to_consider(new, known)
    for kind in KINDS:
        ours, theirs = (range(len(new)), range(len(known))) if kind.is_number else (newcomers, residents)
        if kind.lacks is None:
            wanted = {name for at in ours for name in map(hash, kind.blocks_of(new[at]))}
        else:
            wanted = _lacking(new, ours, kind.lacks, kind) | _lacking(known, theirs, kind.lacks, kind)
        blocks = _shared_blocks(known, theirs, kind, wanted)
        for name, some in _shared_blocks(new, ours, kind, blocks).items():
            members = blocks[name]
            is_plain = kind.lacks is None and len(members) <= NEIGHBOURS
            around = None if is_plain else _Block(members, known, kind).around
            for at in some:
                one = new[at]
                for other in members if around is None else around(one):
                    if are_born_apart(one, known[other]) and not kind.is_number:
                        continue
                    number = at * len(known) + other
                    if number not in seen:
                        seen.add(number)
                        yield one, known[other]


def _without_number(readings: Sequence[Reading]) -> list[int]:
    return [at for at, one in enumerate(readings) if not one.key.iin_index]


def _to_consider(new: Sequence[Reading], known: Sequence[Reading]) -> tuple[Sequence[int], Sequence[int]]:
    """Returns whom names can tell of: of two people with an IIN each, the IIN has decided."""
    free, known_free = _without_number(new), _without_number(known)
    ours: Sequence[int] = range(len(new)) if known_free else free
    theirs: Sequence[int] = range(len(known)) if free else known_free
    return ours, theirs


class _Block:
    """A block of the snapshot, put in order of name when it is crowded, and who of it a newcomer is compared with."""

    def __init__(self, members: list[int], known: Sequence[Reading], kind: Kind) -> None:
        self._known, self._kind = known, kind
        self._all = members
        self._pools: dict[tuple[bool, bool], list[int]] = {}

    def around(self, one: Reading) -> list[int]:
        """Returns the neighbours of a newcomer."""
        lacks = self._kind.lacks
        pool = self._pool(
            lacks is not None and not lacks(one), bool(one.key.iin_index) and not self._kind.is_number
        )
        if len(pool) <= NEIGHBOURS:
            return pool
        place = bisect_left(pool, _order(one), key=lambda at: _order(self._known[at]))
        return _next_to(pool, place)

    def _pool(self, must_lack: bool, without_number: bool) -> list[int]:
        pool = self._pools.get((must_lack, without_number))
        if pool is None:
            lacks = self._kind.lacks
            pool = self._pools[must_lack, without_number] = [
                at
                for at in self._all
                if not (without_number and self._known[at].key.iin_index)
                and (not must_lack or lacks is None or lacks(self._known[at]))
            ]
            if len(pool) > NEIGHBOURS:
                pool.sort(key=lambda at: _order(self._known[at]))
        return pool


def _neighbours(block: list[int], readings: Sequence[Reading], kind: Kind) -> Iterator[tuple[int, list[int]]]:
    """Yields the people of a block who are compared, each with those next to them in order of name."""
    starting = block if kind.lacks is None else [at for at in block if kind.lacks(readings[at])]
    free = block if kind.is_number else [at for at in block if not readings[at].key.iin_index]
    if not starting or not free:
        return
    if kind.lacks is None:
        starting = free
    if len(starting) == len(block) <= NEIGHBOURS:
        for place, at in enumerate(block):
            yield at, block[place + 1 :]
        return
    if len(block) > NEIGHBOURS:
        block.sort(key=lambda at: _order(readings[at]))
    begins = set(starting)
    for place, at in enumerate(block):
        if len(begins) == len(block):
            yield at, block[place + 1 : place + 1 + NEIGHBOURS]
        elif at in begins:
            yield at, _next_to(block, place)


def _next_to(block: list[int], place: int) -> list[int]:
    start = max(0, min(place - NEIGHBOURS // 2, len(block) - NEIGHBOURS))
    return block[start : start + NEIGHBOURS]


def _blocks(readings: Sequence[Reading], considered: Iterable[int], kind: Kind) -> Blocks:
    """Returns the blocks of two people and more; where one of two must lack something, those where somebody does."""
    if kind.lacks is not None:
        return _shared_blocks(readings, considered, kind, _lacking(readings, considered, kind.lacks, kind))
    found: Blocks = {}
    first: dict[int, int] = {}
    blocks_of = kind.blocks_of
    for at in considered:
        for name in map(hash, blocks_of(readings[at])):
            earliest = first.setdefault(name, at)
            if earliest != at:
                found.setdefault(name, [earliest]).append(at)
    return found


def _lacking(
    readings: Sequence[Reading], considered: Iterable[int], lacks: Callable[[Reading], bool], kind: Kind
) -> set[int]:
    """Returns the blocks of those who lack what a kind is for."""
    blocks_of = kind.blocks_of
    return {name for at in considered if lacks(readings[at]) for name in map(hash, blocks_of(readings[at]))}


def _shared_blocks(
    readings: Sequence[Reading], considered: Iterable[int], kind: Kind, wanted: Collection[int]
) -> Blocks:
    """Returns the blocks of these names, as far as anybody is in them."""
    found: Blocks = {}
    blocks_of = kind.blocks_of
    for at in considered if wanted else ():
        for name in map(hash, blocks_of(readings[at])):
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
    return (_name(one),) if one.given.stem else ()


def _by_name_and_father(one: Reading) -> Sequence[Hashable]:
    father = one.father.stem
    return ((_name(one), father[0]),) if father and one.given.stem else ()


def _by_name_and_day(one: Reading) -> Sequence[Hashable]:
    """Returns the block of one name and birthday, whatever the year."""
    return ((_name(one), one.day.month, one.day.day),) if one.day else ()


def _by_initials(one: Reading) -> Sequence[Hashable]:
    return _stems(one, None, None)


def _by_surname_and_year(one: Reading) -> Sequence[Hashable]:
    return _stems(one, one.father.stem[0], one.year) if one.year and one.father.stem else ()


def _by_surname_alone_and_year(one: Reading) -> Sequence[Hashable]:
    return _stems(one, None, one.year) if one.year else ()


def _by_surname_and_place(one: Reading) -> Sequence[Hashable]:
    return _stems(one, one.father.stem[0], one.district) if one.district and one.father.stem else ()


def _by_father_and_year(one: Reading) -> Sequence[Hashable]:
    return _father(one, one.surname.sound[:1], one.year) if one.year else ()


def _by_father_and_place(one: Reading) -> Sequence[Hashable]:
    return _father(one, one.surname.sound[:1], one.district) if one.district else ()


def _by_father_and_day(one: Reading) -> Sequence[Hashable]:
    """Returns the block of who took another surname: the rest of the name and the birth date are the same."""
    return _father(one, None, one.day) if one.day else ()


def _by_birth_date(one: Reading) -> Sequence[Hashable]:
    if one.day is None:
        return ()
    surname, given = one.surname.sound[:1], one.given.sound[:1]
    return ((one.day, surname, given),) if surname < given else ((one.day, given, surname),)


def _father(one: Reading, surname: Hashable, beside: Hashable) -> Sequence[Hashable]:
    return ((one.given.sound, one.father.stem, surname, beside),) if one.father.stem else ()


def _name(one: Reading) -> Hashable:
    """Returns surname and given name, in whichever order they were entered."""
    surname, given = one.surname.stem, one.given.stem
    return (surname, given) if surname < given else (given, surname)


def _stems(one: Reading, father: Hashable, beside: Hashable) -> Sequence[Hashable]:
    """Returns blocks of the stem of a surname, and of each part of a double one, with the given name's first letter."""
    initial, stem, parts = one.given.sound[:1], one.surname.stem, one.surname.parts
    if len(parts) < 2:
        return ((stem, initial, father, beside),)
    return tuple((part, initial, father, beside) for part in (stem, *parts))


def _lacks_patronymic(one: Reading) -> bool:
    return not one.father.stem


def _lacks_day(one: Reading) -> bool:
    return one.day is None


def _lacks_year(one: Reading) -> bool:
    return one.year is None


def _has_initials(one: Reading) -> bool:
    return one.given.is_initial or one.father.is_initial


KINDS = (
    Kind(_by_iin, is_number=True), Kind(_by_name_and_day), Kind(_by_surname_and_year), Kind(_by_father_and_year),
    Kind(_by_father_and_day), Kind(_by_birth_date), Kind(_by_name_and_father, _lacks_day),
    Kind(_by_surname_and_place, _lacks_year), Kind(_by_father_and_place, _lacks_year),
    Kind(_by_name, _lacks_patronymic), Kind(_by_surname_alone_and_year, _lacks_patronymic),
    Kind(_by_initials, _has_initials),
)  # fmt: skip
