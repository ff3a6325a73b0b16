"""Names and birth dates of persons: how they are tidied, what speaks against them, how they are shortened."""

import re
from dataclasses import dataclass
from datetime import date

from elections.alphabet import sound, squeeze, unify_letters
from elections.errors import Objection

MAXIMUM_LENGTH = 120
EARLIEST_BIRTH_YEAR = 1900
YOUNGEST_IN_REGISTER = 16

_HYPHENS = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_NAME = re.compile(r"[^\W\d_]+\.?(?:[ \-'’ʼ]+[^\W\d_]+\.?)*")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_SMALL_WORDS = {"ұлы", "қызы", "улы", "кызы", "оглы"}


@dataclass(frozen=True)
class FullName:
    """A person's name as in the identity document; a patronymic need not be."""

    surname: str
    given_name: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """Returns the name in the order of official lists: surname, given name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    @property
    def initials(self) -> str:
        """Returns the surname with initials: "Сейітқали Т. О."."""
        letters = [f"{part[0].upper()}." for part in (self.given_name, self.patronymic) if part]
        return " ".join([self.surname, *letters])


def clean_name(text: str) -> str:
    """Returns a part of a name tidied: spaces, hyphens, Latin letters that look Cyrillic, ALL CAPITALS."""
    name = _HYPHENS.sub("-", unify_letters(squeeze(text)))
    if not name.isupper() or sum(char.isalpha() for char in name) == 1:
        return name
    capitalised = _WORD.sub(lambda word: word[0].capitalize(), name)
    first, *others = capitalised.split(" ")
    return " ".join([first, *(word.lower() if word.lower() in _SMALL_WORDS else word for word in others)])


def check_name(name: FullName) -> tuple[Objection, ...]:
    """Returns what speaks against the parts of a cleaned name."""
    return (
        *check_part("surname", name.surname),
        *check_part("given_name", name.given_name),
        *check_part("patronymic", name.patronymic),
    )


def check_part(field: str, text: str) -> tuple[Objection, ...]:
    """Returns what speaks against one cleaned part of a name; a patronymic may be empty."""
    if not text:
        return () if field == "patronymic" else (Objection("name.missing", field),)
    found = []
    if len(text) > MAXIMUM_LENGTH:
        found.append(Objection("name.too_long", field, {"length": len(text), "maximum": MAXIMUM_LENGTH}))
    if not _NAME.fullmatch(text) or any(_mixes_alphabets(word) for word in _WORD.findall(text)):
        found.append(Objection("name.letters", field, {"name": text}))
    return tuple(found)


def is_same_name(one: FullName, other: FullName) -> bool:
    """Tells whether two names are one in another spelling; a patronymic that only one of them has says nothing."""
    pairs = [(one.surname, other.surname), (one.given_name, other.given_name)]
    if one.patronymic and other.patronymic:
        pairs.append((one.patronymic, other.patronymic))
    return all(_sounds(left) == _sounds(right) for left, right in pairs)


def _sounds(text: str) -> list[str]:
    return [sound(word) for word in _WORD.findall(text)]


def _mixes_alphabets(word: str) -> bool:
    return bool(_LATIN.search(word) and _CYRILLIC.search(word))


def age_on(born_on: date, day: date) -> int:
    """Returns the full years of age on `day`; who was born on 29 February completes a year on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def birth_date_objections(born_on: date, today: date) -> tuple[Objection, ...]:
    """Returns why `born_on` cannot be the birth date of a person in the register on `today`."""
    if born_on > today:
        return (Objection("person.born_in_future", "born_on", {"born_on": born_on}),)
    if born_on.year < EARLIEST_BIRTH_YEAR:
        params = {"born_on": born_on, "earliest": EARLIEST_BIRTH_YEAR}
        return (Objection("person.born_too_long_ago", "born_on", params),)
    age = age_on(born_on, today)
    if age < YOUNGEST_IN_REGISTER:
        params = {"age": age, "minimum": YOUNGEST_IN_REGISTER}
        return (Objection("person.too_young_for_register", "born_on", params),)
    return ()


def birth_year_objections(year: int, today: date) -> tuple[Objection, ...]:
    """Returns why `year` cannot be the birth year of a person in the register on `today`."""
    if EARLIEST_BIRTH_YEAR <= year <= today.year:
        return ()
    params = {"year": year, "earliest": EARLIEST_BIRTH_YEAR}
    return (Objection("person.birth_year", "birth_year", params),)
