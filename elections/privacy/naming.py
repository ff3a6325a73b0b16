"""Finding a person's name in what somebody wrote, however it is ordered, shortened, spelt or inflected (pure)."""

import re
from functools import lru_cache
from typing import Any

from elections.alphabet import LETTERS, fold

_LETTERS = LETTERS + "іїѓќњґўј"
_BETWEEN = r"[\s\-]+"
_ENDING = r"\w{0,4}"
_INFLECTED = "аәоөеэыиіяйь"


def name_pattern(surname: str, given_name: str, patronymic: str = "") -> re.Pattern[str] | None:
    """Returns what finds the surname beside the given name or its initial; None for a name without one of them."""
    if not re.match(r"[^\W\d_]", surname) or not re.match(r"[^\W\d_]", given_name):
        return None
    family, given, father = _words(surname), _words(given_name), _words(patronymic)
    first = f"{_letter(given_name[0])}\\."
    if patronymic:
        second = _letter(patronymic[0])
        first += f"(?:{second}\\b\\.?|\\s*{second}\\.)?"
        given += f"(?:\\s+{father})?"
    after, before = f"{family}(?:[\\s,]+{given}|[\\s,]*{first})", f"(?:{given}\\s+|{first}\\s*){family}"
    return re.compile(rf"\b(?:{after}|{before})", re.IGNORECASE)


def without_names(told: Any, patterns: tuple[re.Pattern[str], ...], instead: str) -> Any:
    """Returns a text, or lists and tables of texts, with something else in the place of each name."""
    if isinstance(told, str):
        for pattern in patterns:
            told = pattern.sub(instead, told)
        return told
    if isinstance(told, dict):
        return {key: without_names(value, patterns, instead) for key, value in told.items()}
    return [without_names(one, patterns, instead) for one in told] if isinstance(told, list) else told


def _words(name: str) -> str:
    """Returns a pattern of a name in any case of Russian or Kazakh."""
    return _BETWEEN.join(_spellings(_stem(word)) + _ENDING for word in re.split(_BETWEEN, name) if word)


def _stem(word: str) -> str:
    """Returns what of a word stays when it is inflected."""
    if len(word) > 5 and word.lower().endswith(("ий", "ый", "ая", "яя")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1].lower() in _INFLECTED else word


def _spellings(word: str) -> str:
    """Returns a pattern of a word in Kazakh letters and in the Russian ones that stand for them."""
    return "".join(f"[{''.join(sorted(_alike(letter.lower())))}]" for letter in word)


def _letter(initial: str) -> str:
    """Returns a pattern of a capital letter."""
    return f"(?-i:[{''.join(sorted(_alike(initial.lower()))).upper()}])"


@lru_cache(256)
def _alike(letter: str) -> frozenset[str]:
    return frozenset({letter, *(one for one in _LETTERS if fold(one) == fold(letter))} - set("[]\\^-"))
