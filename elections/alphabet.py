"""The Kazakh alphabet: its order for sorting, its folding for searching, and the tidying of typed text.

It exists because neither a database nor Python orders Kazakh letters as people do ("Ә" after "А", "Қ" after
"К"), and because the same name reaches the HQ in Kazakh letters, in Russian ones, and with Latin letters that
look alike.
"""

import re
import unicodedata
from functools import lru_cache

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

# How folded Cyrillic and Latin of any transliteration sound: one letter for each sound, "x" is sh, "c" is ch.
_SOUNDS = str.maketrans({
    **dict(zip("абвгдезиклмнопрстуфхчшщыэ", "abvgdeziklmnoprstufhcxxie", strict=True)),
    "ж": "j", "ц": "ts", "ю": "iu", "я": "ia", "ъ": "", "ь": "",
})  # fmt: skip
_LATIN_SOUNDS = (
    ("shch", "x"), ("sch", "x"), ("sh", "x"), ("ch", "c"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("q", "k"),
    ("w", "u"), ("y", "i"),
)  # fmt: skip
_MARKED_LATIN = str.maketrans(
    {"ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "i", "ñ": "n", "ŋ": "n", "ə": "a", "ø": "o"}
)
_ONE_SOUND = (("dj", "j"), ("ng", "n"))
_OPENING_E = re.compile("(^|[aeou])ie")
_REPEATED = re.compile(r"([a-z])\1+")
_APOSTROPHES = re.compile("['’‘ʼʹ`´]")

REMEMBERED = 1 << 16
"""Names repeat: what was done to a text is remembered for so many of them."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SEPARATORS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")


@lru_cache(REMEMBERED)
def sort_key(text: str) -> str:
    """Returns a text that, compared code point by code point, orders as `text` does in the alphabet.

    Case and punctuation do not count; digits come first, then Latin letters, then the Kazakh alphabet.
    """
    return _words_of(text).translate(_RANKS)


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """Returns what is searched for and in: small letters without Kazakh marks, one space between words."""
    # Both before and after: capitals look like other letters than small ones do ("H", "h").
    return unify_letters(_words_of(unify_letters(text))).translate(_FOLDED)


@lru_cache(REMEMBERED)
def sound(word: str) -> str:
    """Returns by what a word is found however it was spelt: "Қасымов", "Касимов", "Kassymov" are all "kasimov"."""
    kept = unicodedata.normalize("NFC", _APOSTROPHES.sub("", word).casefold()).translate(_MARKED_LATIN)
    bare = unicodedata.normalize("NFD", fold(kept).replace(" ", ""))
    heard = "".join(char for char in bare if unicodedata.category(char) != "Mn")
    for written, spoken in _LATIN_SOUNDS:
        heard = heard.replace(written, spoken)
    heard = heard.translate(_SOUNDS)
    for written, spoken in _ONE_SOUND:
        heard = heard.replace(written, spoken)
    return _OPENING_E.sub(r"\1e", _REPEATED.sub(r"\1", heard))


def squeeze(text: str) -> str:
    """Returns `text` with one plain space for any white space inside it, and none at its ends."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def unify_letters(text: str) -> str:
    """Returns `text` with Latin letters made the Cyrillic ones they look like, in words that hold such."""
    return _WORD.sub(_unified, text)


def _unified(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKES) if _CYRILLIC.search(word[0]) else word[0]


def _words_of(text: str) -> str:
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).casefold())
    bare = "".join(char for char in composed if unicodedata.category(char) != "Mn")
    return _SEPARATORS.sub(" ", bare).strip()
