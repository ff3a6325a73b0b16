"""The Kazakh alphabet: order, folding, tidying."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.alphabet import LETTERS, fold, sort_key, squeeze, unify_letters

TEXTS = st.text(alphabet=LETTERS + LETTERS.upper() + "abcxyzABCXYZ0189 -–\u00a0.«»\u200b")
WORDS = st.text(alphabet=LETTERS, min_size=1)


def test_the_alphabet_has_42_letters() -> None:
    assert (len(LETTERS), len(set(LETTERS))) == (42, 42)


def test_sort_key_orders_names_by_the_kazakh_alphabet() -> None:
    ordered = [
        "", "7 ауыл", "Smith", "Абай", "Аққу", "Әбдірахманов", "Әли", "Әли Хан", "Әлиев", "Байқоңыр",
        "Гүл", "Ғабит",
        "Еркін", "Ёлкин", "Жан", "Ибраев", "Кенже", "Қанат", "Лев", "Нұр", "Ңа", "Орал", "Өскемен", "Сейіт",
        "Умар", "Ұлан", "Үміт", "Фатима", "Хан", "Һарун", "Цой", "Ыбырай", "Ілияс", "Эльза", "Ясин",
    ]  # fmt: skip
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_sort_key_puts_letters_of_other_languages_last() -> None:
    assert sorted(["ўлан", "яна"], key=sort_key) == ["яна", "ўлан"]


@given(WORDS, WORDS)
def test_sort_key_compares_letter_by_letter(one: str, other: str) -> None:
    def ranks(word: str) -> list[int]:
        return [LETTERS.index(letter) for letter in word]

    assert (sort_key(one) < sort_key(other)) == (ranks(one) < ranks(other))


@given(TEXTS)
def test_sort_key_does_not_see_case(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text.lower())


@given(TEXTS)
def test_sort_key_orders_the_same_as_bytes(text: str) -> None:
    other = "Қанат"
    assert (sort_key(text) < sort_key(other)) == (sort_key(text).encode() < sort_key(other).encode())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Сейітқали  Талғат", "сеииткали талгат"),
        ("ӘБДІРАХМАНОВ", "абдирахманов"),
        ("Өскемен–Үржар", "оскемен уржар"),
        ("Һарун Ұлы ёлка", "харун улы елка"),
        ("\u00a0«Ңа»\u202f", "на"),
        ("Cерик", "серик"),  # a Latin C
        ("HҰP", "нур"),
        ("Smith", "smith"),
        ("Ќостанай", "костанаи"),  # the Қ of an old font
        ("и\u0306 е\u0301", "и е"),
        ("с.о.им. Ш.Уәлиханова", "с о им ш уалиханова"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_fold_is_settled_by_one_pass(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_fold_leaves_single_spaces(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("", ""),
        ("  \t\n ", ""),
        ("Қарабұлақ  \u00a0а.ә.", "Қарабұлақ а.ә."),
        ("\ufeffАқ\u200bбұлақ\u2007\u202fауылы ", "Ақбұлақ ауылы"),
    ],
)
def test_squeeze(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("text", "unified"),
    [
        ("Cepик", "Серик"),
        ("HҰP OTAH", "НҰР OTAH"),  # a word without a Cyrillic letter is left alone
        ("Әбiш", "Әбіш"),
        ("əлия", "әлия"),
        ("Smith", "Smith"),
    ],
)
def test_unify_letters(text: str, unified: str) -> None:
    assert unify_letters(text) == unified
