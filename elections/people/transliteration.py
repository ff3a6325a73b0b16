"""What a name is compared by, however it was spelt: its skeleton, its family's stem, the name of the father.

One person is «Мұратұлы» in the identity card, «Муратович» in the party's list, "Muratuly" in a passport and
"Muratūly" in Kazakh Latin. `alphabet.sound` hears words of any kind; here is added what only names have.
"""

import re
import unicodedata

from elections.alphabet import sound

SHORTEST_STEM = 3
"""A stem of fewer letters says too little: the whole word is kept instead."""
SHORTEST_FATHER = 2
SHORTEST_SLIP = 4
"""In shorter words one other letter makes another name: Али, Эли."""

# Latin of 2017 (s', c', y'), of 2018 (ý for у), of Russian passports (ye, yo, x, lya), before sounds are made of it.
_APOSTROPHES = re.compile("[’‘ʼʹ`´]")
_WRITTEN = (
    (re.compile("^s'|s'(?=[aeiou])"), "sh"),
    (re.compile("c'"), "ch"),
    (re.compile("y'|ý"), "u"),
    (re.compile("x"), "ks"),
    (re.compile("yo"), "e"),
    (re.compile("lya(?=.)"), "la"),
    (re.compile("lyu"), "lu"),
    (re.compile("ля(?=.)"), "ла"),
    (re.compile("лю"), "лу"),
)
_REPEATED = re.compile(r"(.)\1+")
_FAMILY = re.compile("(?:ovna|evna|ova|eva|ov|ev|ina|in|uli|kizi)$")
_FATHER = re.compile("(?:inicna|ovna|evna|icna|ovic|evic|ic|uli|kizi|ogli)$")
_VOWELS = "aeiou"


def skeleton(word: str) -> str:
    """Returns what a word is compared by: "Ғалымжан", "Galymzhan" and "Ğalymjan" are all "galimjan"."""
    text = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", word).casefold())
    for written, meant in _WRITTEN:
        text = written.sub(meant, text)
    return _REPEATED.sub(r"\1", sound(text))


def family_stem(heard: str) -> str:
    """Returns the skeleton of a surname without its ending: of Асан, Асанов, Асанова and Асанұлы the same."""
    return _without(_FAMILY, heard, SHORTEST_STEM)


def father_stem(heard: str) -> str:
    """Returns the father's name out of a patronymic's skeleton: of Мұратұлы, Муратович, Мұратқызы the same."""
    return _without(_FATHER, heard, SHORTEST_FATHER)


def _without(ending: re.Pattern[str], heard: str, shortest: int) -> str:
    stem = ending.sub("", heard)
    bare = stem.rstrip(_VOWELS)
    return next((one for one in (bare, stem) if len(one) >= shortest), heard)


def is_slip(left: str, right: str) -> bool:
    """Returns whether one letter was left out, added, replaced, or two neighbours changed places."""
    if abs(len(left) - len(right)) > 1 or min(len(left), len(right)) < SHORTEST_SLIP or left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    one, other = left[start:], right[start:]
    if len(one) != len(other):
        return one[1:] == other or one == other[1:]
    return one[1:] == other[1:] or (one[1::-1] == other[:2] and one[2:] == other[2:])
