"""What was typed into the search: words by their sound, numbers by their digits, and which words a record is found by.

Pure: the index and the question are made here by the same rules, so that one finds what the other holds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from elections.alphabet import sound

IIN_LENGTH = 12
NATIONAL_LENGTH = 10
LOCAL_LENGTH = 7
"""A phone's number within the country (701 123 45 67), and within its operator or town."""
SHORTEST = 2
MOST_TERMS = 8
LONGEST_WORD = 60

_NUMBER = re.compile(r"\+?\(?\d(?:[\s()\u00a0\u202f\u2010-\u2015-]*\d){3,}")
_NO_DIGITS = re.compile("[^0-9]+")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼʹ`´-][^\W_]+)*")


@dataclass(frozen=True)
class Question:
    """What is searched for: an IIN, or terms that all must be found, each by the beginning of one of its spellings."""

    terms: tuple[tuple[str, ...], ...] = ()
    iin: str = ""

    @property
    def is_empty(self) -> bool:
        """Returns whether too little was typed to search for."""
        return not self.iin and not any(len(spelling) >= SHORTEST for term in self.terms for spelling in term)


def read_question(typed: str) -> Question:
    """Returns what was typed as a question."""
    numbers = [_digits(match[0]) for match in _NUMBER.finditer(typed)]
    for digits in numbers:
        if len(digits) == IIN_LENGTH:
            return Question(iin=digits)
    terms = [_spellings(digits) for digits in numbers]
    terms += [(heard,) for heard in map(_heard, _words(_NUMBER.sub(" ", typed))) if heard]
    return Question(tuple(dict.fromkeys(terms))[:MOST_TERMS])


def words_of(*names: str) -> set[str]:
    """Returns the words by which names are found: each by its sound, a hyphened one in its parts and as one."""
    return set().union(*map(_words_of, names))


@lru_cache(maxsize=50_000)
def _words_of(name: str) -> frozenset[str]:
    parts = {part for word in _words(name) for part in (word, *word.split("-"))}
    return frozenset(heard for heard in map(_heard, parts) if heard)


def numbers_of(phone: str) -> set[str]:
    """Returns the digits by which a phone is found: its number in the country, and that without the first code."""
    national = _national(_digits(phone))
    return {national, national[-LOCAL_LENGTH:]} - {""} if len(national) >= SHORTEST else set()


def beginning(spelling: str) -> tuple[str, str]:
    """Returns the first word that begins so, and the first after all that do."""
    return spelling, spelling + "\uffff"


def _spellings(digits: str) -> tuple[str, ...]:
    """Returns a number as codes are written, and as phones are: 8 701 and +7 701 are both 701."""
    without = digits[1:] if digits[0] in "78" else digits
    if len(digits) > NATIONAL_LENGTH:
        return (without,)
    return tuple(dict.fromkeys((digits, without)))


def _national(digits: str) -> str:
    return digits[1:] if len(digits) == NATIONAL_LENGTH + 1 and digits[0] in "78" else digits


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(_HYPHENS.sub("-", text))


def _heard(word: str) -> str:
    return sound(word.replace("-", ""))[:LONGEST_WORD]
