"""The Kazakh alphabet: its order for sorting, its folding for searching, and the tidying of typed text.

It exists because neither a database nor Python orders Kazakh letters as people do ("Ә" after "А", "Қ" after
"К"), and because the same name reaches the HQ in Kazakh letters, in Russian ones, and with Latin letters that
look alike.
"""

import re
import unicodedata

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The 42 letters of the Kazakh alphabet, in its order."""

# 42 code points in a row: above Latin, below the Cyrillic letters of other languages, which sort last.
_RANKS = {ord(letter): chr(0x0400 + rank) for rank, letter in enumerate(LETTERS)}

_LOOK_ALIKES = str.maketrans(
    "ABCEHIKMOPTXYƏƟaceikhmoptxyəɵ",
    "АВСЕНІКМОРТХУӘӨасеікһмортхуәө",
)

# The last seven are what texts set in the Kazakh fonts of the 1990s hold in place of Kazakh letters.
_FOLDED = str.maketrans("әғқңөұүһіёйјѓќњґўї", "агкноуухиеиагкноуу")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SEPARATORS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def sort_key(text: str) -> str:
    """Returns a text that, compared code point by code point, orders as `text` does in the alphabet.

    Case and punctuation do not count; digits come first, then Latin letters, then the Kazakh alphabet.
    """
    return _words_of(text).translate(_RANKS)


def fold(text: str) -> str:
    """Returns what is searched for and in: small letters without Kazakh marks, one space between words."""
    # Both before and after: capitals look like other letters than small ones do ("H", "h").
    return unify_letters(_words_of(unify_letters(text))).translate(_FOLDED)


def squeeze(text: str) -> str:
    """Returns `text` with one plain space for any white space inside it, and none at its ends."""
    return " ".join(_INVISIBLE.sub("", text).split())


def unify_letters(text: str) -> str:
    """Returns `text` with Latin letters made the Cyrillic ones they look like, in words that hold such."""
    return _WORD.sub(_unified, text)


def _unified(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKES) if _CYRILLIC.search(word[0]) else word[0]


def _words_of(text: str) -> str:
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).casefold())
    bare = "".join(char for char in composed if unicodedata.category(char) != "Mn")
    return _SEPARATORS.sub(" ", bare).strip()
