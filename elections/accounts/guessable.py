"""Passwords that are guessed first: common ones, patterns of the keyboard, and words that lie about the place.

There are no rules of composition. What is refused is what a list or a person who knows the owner tries first, also with
digits and signs before or after it, in capitals, with 0 for o, or typed with the other layout of the keyboard.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_LATIN, _TO_CYRILLIC = str.maketrans(CYRILLIC, LATIN), str.maketrans(LATIN, CYRILLIC)
_PLAIN = str.maketrans("01345789@$!|", "oleastbgasil")
ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "12345678901234567890",
    "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp", "zaq12wsxcde34rfvbgt56yhnmju78ik", "qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip
PIECE = 4
"""So many signs along a row of the keyboard, the alphabet or the digits are one thing to guess."""
LEFT = 6
"""A password of which fewer signs are left without what everybody tries is no secret."""
FEWEST_SIGNS = 5
LONGEST_NUMBER = 16
"""Digits alone up to this length are phones, IINs and dates."""
SHORTEST_WORD = 3


def is_common(password: str, common: Set[str]) -> bool:
    """Returns whether the password is a common one, a pattern, or one of these with something before or after it."""
    folded = _folded(password)
    if len(set(folded)) < FEWEST_SIGNS or (folded.isdecimal() and len(folded) <= LONGEST_NUMBER):
        return True
    return any(
        _is_first_tried(joined(form), common)
        or (len(_core(form)) >= LEFT and _is_first_tried(joined(_core(form)), common))
        for form in _forms(folded)
    )


def is_of_context(password: str, words: Iterable[str]) -> bool:
    """Returns whether little is left of the password without these words, digits and signs."""
    known = sorted({_folded(one) for one in words if len(one) >= SHORTEST_WORD}, key=len, reverse=True)
    return any(_is_made_of(form, known) for form in _forms(_folded(password)))


def words_of(text: str) -> list[str]:
    """Returns the words of a name, long enough to matter."""
    return [word for word in re.split(r"[\W_]+", text) if len(word) >= SHORTEST_WORD]


def _is_first_tried(word: str, common: Set[str]) -> bool:
    return word in common or _repeats(word) or len(_without_rows(word)) < PIECE


def _is_made_of(form: str, known: list[str]) -> bool:
    left = form
    for word in known:
        left = left.replace(word, " ")
    return left != form and len(re.sub(r"[\W\d_]", "", left)) < LEFT


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _forms(folded: str) -> Iterator[str]:
    """Yields the password as it is, with letters for look-alike digits, and as the other layout would have typed it."""
    yield folded
    yield folded.translate(_PLAIN)
    yield folded.translate(_TO_LATIN)
    yield folded.translate(_TO_CYRILLIC)


def _core(form: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", form)


def joined(form: str) -> str:
    """Returns a word without the signs in it."""
    return re.sub(r"[\W_]", "", form)


def _repeats(word: str) -> bool:
    """Returns whether the word is one piece over and over."""
    return len(word) > 1 and word in (word + word)[1:-1]


def _without_rows(word: str) -> str:
    """Returns what is left without pieces of rows, forwards and backwards."""
    left, place = "", 0
    while place < len(word):
        length = _along_a_row(word[place:])
        if length >= PIECE:
            place += length
        else:
            left += word[place]
            place += 1
    return left


def _along_a_row(text: str) -> int:
    """Returns how many signs at the start of the text follow a row."""
    length = PIECE
    rows = [row for one in ROWS for row in (one, one[::-1]) if text[:PIECE] in row]
    if len(text) < PIECE or not rows:
        return 0
    while length < len(text) and any(text[: length + 1] in row for row in rows):
        length += 1
    return length
