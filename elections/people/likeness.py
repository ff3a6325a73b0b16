"""How alike two people of the register are: a score of 0 to 100, and the reasons for it as codes.

The IIN decides where both have one. Without it the name in any spelling counts, the birth and the place; nothing
but points is added up, so that a clerk can follow the sum. Whole numbers only.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from elections.people.transliteration import family_stem, father_stem, is_slip, skeleton

CERTAIN = 100
LIKELY = 80
POSSIBLE = 60
"""Below this two people are not shown as a pair."""

DISTRICT_DEPTH = 2
"""How many codes of a path lead to a district."""


class Reason(StrEnum):
    """One thing that speaks for or against two people being one."""

    IIN_SAME = "iin_same"
    SURNAME_SAME = "surname_same"
    SURNAME_SPELLING = "surname_spelling"
    SURNAME_ENDING = "surname_ending"
    SURNAME_PART = "surname_part"
    SURNAME_SLIP = "surname_slip"
    SURNAME_DIFFERS = "surname_differs"
    GIVEN_SAME = "given_same"
    GIVEN_SPELLING = "given_spelling"
    GIVEN_INITIAL = "given_initial"
    GIVEN_SLIP = "given_slip"
    GIVEN_DIFFERS = "given_differs"
    NAMES_SWAPPED = "names_swapped"
    PATRONYMIC_SAME = "patronymic_same"
    PATRONYMIC_FORM = "patronymic_form"
    PATRONYMIC_INITIAL = "patronymic_initial"
    PATRONYMIC_SLIP = "patronymic_slip"
    PATRONYMIC_MISSING = "patronymic_missing"
    PATRONYMIC_NONE = "patronymic_none"
    PATRONYMIC_DIFFERS = "patronymic_differs"
    BORN_SAME_DAY = "born_same_day"
    BORN_SAME_YEAR = "born_same_year"
    BORN_SLIP = "born_slip"
    BORN_NEAR_YEAR = "born_near_year"
    BORN_DIFFERS = "born_differs"
    PLACE_SAME = "place_same"
    PLACE_DISTRICT = "place_district"
    PLACE_REGION_DIFFERS = "place_region_differs"


POINTS: Mapping[Reason, int] = MappingProxyType(
    {
        Reason.IIN_SAME: CERTAIN,
        Reason.SURNAME_SAME: 30,
        Reason.SURNAME_SPELLING: 29,
        Reason.SURNAME_ENDING: 22,
        Reason.SURNAME_PART: 22,
        Reason.SURNAME_SLIP: 19,
        Reason.SURNAME_DIFFERS: -10,
        Reason.GIVEN_SAME: 25,
        Reason.GIVEN_SPELLING: 24,
        Reason.GIVEN_INITIAL: 15,
        Reason.GIVEN_SLIP: 14,
        Reason.GIVEN_DIFFERS: -25,
        Reason.NAMES_SWAPPED: 50,
        Reason.PATRONYMIC_SAME: 15,
        Reason.PATRONYMIC_FORM: 14,
        Reason.PATRONYMIC_INITIAL: 10,
        Reason.PATRONYMIC_SLIP: 8,
        Reason.PATRONYMIC_MISSING: 6,
        Reason.PATRONYMIC_NONE: 15,
        Reason.PATRONYMIC_DIFFERS: -30,
        Reason.BORN_SAME_DAY: 20,
        Reason.BORN_SAME_YEAR: 15,
        Reason.BORN_SLIP: 8,
        Reason.BORN_NEAR_YEAR: -15,
        Reason.BORN_DIFFERS: -40,
        Reason.PLACE_SAME: 10,
        Reason.PLACE_DISTRICT: 6,
        Reason.PLACE_REGION_DIFFERS: -5,
    }
)
"""What each reason adds: the same name, birth date and constituency make 100; a name of three parts alone 70."""


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What one person is compared by; `place` is the path of a territory, `iin_index` the keyed digest of the IIN."""

    id: int
    surname: str
    given_name: str
    patronymic: str = ""
    birth_year: int | None = None
    born_on: date | None = None
    iin_index: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one: their ids, the score, and what it is made of."""

    left: int
    right: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """One part of a name as it is compared: its words as written, how they sound, and what is left without endings."""

    written: str
    sound: str
    stem: str
    parts: tuple[str, ...]
    is_initial: bool


class Reading:
    """A person's key as it is compared: parts put in order, skeletons and stems made once."""

    __slots__ = ("day", "district", "father", "given", "key", "surname", "year")

    def __init__(self, key: PersonKey, surname: Heard, given: Heard, father: Heard) -> None:
        self.key, self.surname, self.given, self.father = key, surname, given, father
        day = key.born_on
        self.year = day.year if day else key.birth_year
        self.day = None if day and day.day == 1 and day.month == 1 else day
        self.district = _district(key.place)


@lru_cache(maxsize=1 << 14)
def _district(path: str) -> str:
    codes = path.split("/", DISTRICT_DEPTH)
    return f"{codes[0]}/{codes[1]}" if len(codes) > DISTRICT_DEPTH else ""


class Ear:
    """Hears parts of names, each spelling once: names repeat in a register."""

    def __init__(self) -> None:
        self._surnames: dict[str, Heard] = {}
        self._given: dict[str, Heard] = {}
        self._fathers: dict[str, Heard] = {}

    def read(self, key: PersonKey) -> Reading:
        """Returns a key ready to be compared."""
        surname, given, father = key.surname, key.given_name, key.patronymic
        if not given or (not father and not given.isalpha()):
            surname, given, father = _in_order(key)
        return Reading(
            key,
            self._surnames.get(surname) or _hear(surname, self._surnames, family_stem),
            self._given.get(given) or _hear(given, self._given, family_stem),
            self._fathers.get(father) or _hear(father, self._fathers, father_stem),
        )


def _hear(part: str, known: dict[str, Heard], stem_of: Callable[[str], str]) -> Heard:
    words = _WORD.findall(part)
    sounds = tuple(map(skeleton, words))
    heard = known[part] = Heard(
        " ".join(words).casefold(),
        "".join(sounds),
        stem_of("".join(sounds)),
        tuple({family_stem(one): None for one in sounds}),
        len(words) == 1 and _INITIAL.fullmatch(words[0]) is not None,
    )
    return heard


_WORD = re.compile(r"[^\W\d_'’‘ʼʹ`´]+(?:['’‘ʼʹ`´][^\W\d_'’‘ʼʹ`´]*)*\.?")
_INITIAL = re.compile(r"[^\W\d_]|[^\W\d_]{1,2}\.")


def read_all(keys: Iterable[PersonKey], ear: Ear | None = None) -> list[Reading]:
    """Returns keys ready to be compared."""
    read = (ear or Ear()).read
    return [read(key) for key in keys]


def compare(left: Reading, right: Reading) -> Pair | None:
    """Returns two people as a pair, or None where they are less alike than POSSIBLE."""
    one, other = left.key, right.key
    if one.iin_index and other.iin_index:
        if one.iin_index != other.iin_index:
            return None
        return Pair(one.id, other.id, CERTAIN, (Reason.IIN_SAME,))
    birth = _birth(left, right)
    if birth is Reason.BORN_DIFFERS:  # whatever the rest says, it is too little
        return None
    found = (*_names(left, right), birth, _place(left, right))
    reasons = tuple(reason for reason in found if reason is not None)
    score = sum(POINTS[reason] for reason in reasons)
    return Pair(one.id, other.id, score, reasons) if score >= POSSIBLE else None


def are_born_apart(left: Reading, right: Reading) -> bool:
    """Tells at a glance most of those whose birth dates, both known, are neither one nor a slip of one another."""
    one, other = left.day, right.day
    if one is None or other is None:
        return False
    return one.month != other.month and one.day != other.day and one.day != other.month


def _in_order(key: PersonKey) -> tuple[str, str, str]:
    """Returns surname, given name and patronymic; of «Асанов А. М.» or «А. М.» in one part each its own."""
    surname, given, patronymic = key.surname, key.given_name, key.patronymic
    if not given:
        words = _WORD.findall(surname)
        first = next((at for at, word in enumerate(words) if not _INITIAL.fullmatch(word)), 0)
        words = [*words[first:], *words[:first]]  # "А. М. Асанов"
        surname, given = words[0] if words else "", " ".join(words[1:])
    words = _WORD.findall(given)
    if not patronymic and len(words) > 1 and ("-" not in given or _INITIAL.fullmatch(words[0])):
        given, patronymic = words[0], " ".join(words[1:])
    return surname, given, patronymic


def _names(left: Reading, right: Reading) -> tuple[Reason | None, ...]:
    surname, given = _surname(left.surname, right.surname), _given(left.given, right.given)
    if (
        surname is Reason.SURNAME_DIFFERS
        and left.surname.sound == right.given.sound != ""
        and left.given.sound == right.surname.sound != ""
    ):
        return (Reason.NAMES_SWAPPED, _patronymic(left.father, right.father))
    return (surname, given, _patronymic(left.father, right.father))


def _surname(left: Heard, right: Heard) -> Reason:
    if left.sound == right.sound:
        return Reason.SURNAME_SAME if left.written == right.written else Reason.SURNAME_SPELLING
    if left.stem == right.stem:
        return Reason.SURNAME_ENDING
    if len(left.parts) != len(right.parts) and not set(left.parts).isdisjoint(right.parts):
        return Reason.SURNAME_PART
    return Reason.SURNAME_SLIP if is_slip(left.sound, right.sound) else Reason.SURNAME_DIFFERS


def _given(left: Heard, right: Heard) -> Reason:
    if left.sound == right.sound:
        return Reason.GIVEN_SAME if left.written == right.written else Reason.GIVEN_SPELLING
    if (left.is_initial or right.is_initial) and left.sound[:1] == right.sound[:1]:
        return Reason.GIVEN_INITIAL
    return Reason.GIVEN_SLIP if is_slip(left.sound, right.sound) else Reason.GIVEN_DIFFERS


def _patronymic(left: Heard, right: Heard) -> Reason:
    if not left.sound or not right.sound:
        return Reason.PATRONYMIC_NONE if left.sound == right.sound else Reason.PATRONYMIC_MISSING
    if left.stem == right.stem:
        return Reason.PATRONYMIC_SAME if left.written == right.written else Reason.PATRONYMIC_FORM
    if (left.is_initial or right.is_initial) and left.stem[:1] == right.stem[:1]:
        return Reason.PATRONYMIC_INITIAL
    return Reason.PATRONYMIC_SLIP if is_slip(left.stem, right.stem) else Reason.PATRONYMIC_DIFFERS


def _birth(left: Reading, right: Reading) -> Reason | None:
    one, other = left.day, right.day
    if left.year is None or right.year is None:
        return None
    if left.key.born_on and left.key.born_on == right.key.born_on:
        return Reason.BORN_SAME_DAY
    if one and other and _is_slip_of_dates(one, other):
        return Reason.BORN_SLIP
    if left.year == right.year:
        return Reason.BORN_DIFFERS if one and other else Reason.BORN_SAME_YEAR
    return (
        Reason.BORN_NEAR_YEAR
        if is_slip(str(left.year), str(right.year)) and not (one and other)
        else Reason.BORN_DIFFERS
    )


def _is_slip_of_dates(one: date, other: date) -> bool:
    """Tells dates of which one part differs, or day and month are exchanged."""
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return same == 2 and (one.year == other.year or is_slip(str(one.year), str(other.year)))


def _place(left: Reading, right: Reading) -> Reason | None:
    one, other = left.key.place, right.key.place
    if not one or not other:
        return None
    if one == other and left.district:
        return Reason.PLACE_SAME
    if left.district and left.district == right.district:
        return Reason.PLACE_DISTRICT
    return Reason.PLACE_REGION_DIFFERS if one.split("/")[0] != other.split("/")[0] else None
