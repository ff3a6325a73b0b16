"""What is guessed first: lists, patterns of the keyboard, words about the place; and that a phrase of one's own is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.accounts.guessable import is_common, is_of_context, words_of
from elections.accounts.password_rules import COMMON, common_passwords

CONTEXT = ["sailau", "сайлау", "аким", "әкім", "Айгүл", "Аршалынский", "район"]


@pytest.mark.parametrize(
    "password",
    [
        "password2021!", "PassWord1234", "P@ssw0rd2021", "!!!password!!!", "iloveyou-2021", "пароль123456", "gfhjkm123456",
        "Қазақстан2021", "passwordpassword", "qwertyuiop12", "poiuytrewq12", "123456789012", "950101300123", "abcdefgh1234",
        "йцукенгшщзхъ", "1q2w3e4r5t6y", "zaq12wsxcde3", "abcabcabcabc", "aaaaaaaaaaaaaa", "121212121212121", "constitution21",
        "qwertyQWERTY1",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_common(password: str) -> None:
    assert is_common(password, common_passwords())


@pytest.mark.parametrize(
    "password",
    [
        "a long good phrase", "twelve signs", "нежный кактус у трамвая", "жеті ақ бота көл жағасында", "kW7#pq-Zr2!xb",
        "7#9!28x41&%05", "🐫🐪 шөлде жүр 🌵🌞", "correct horse battery", "12345678901234567x9038",
    ],
)  # fmt: skip
def test_a_phrase_of_ones_own_is_not(password: str) -> None:
    assert not is_common(password, common_passwords())
    assert not is_of_context(password, CONTEXT)


@pytest.mark.parametrize(
    "password",
    [
        "sailau-2021-07",
        "Сайлау2021!!!!",
        "Аким_аким_аким",
        "аршалынский район",
        "Cfqkfe2021!!!",
        "s@ilau$2021",
        "АЙГҮЛ-1995-айгүл",
    ],
)
def test_words_of_the_place_are_no_secret_whatever_stands_around_them(password: str) -> None:
    assert is_of_context(password, CONTEXT)


def test_a_word_of_the_place_may_be_part_of_a_phrase() -> None:
    assert not is_of_context("наш аким вырастил кактус", CONTEXT)


def test_words_of_a_name_are_those_long_enough() -> None:
    assert words_of("Әлия О. Нұр-Сұлтан_қ., 21") == ["Әлия", "Нұр", "Сұлтан"]


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert isinstance(is_common(text, common_passwords()), bool)
    assert isinstance(is_of_context(text, CONTEXT), bool)


WORDS = sorted(
    word for word in common_passwords() if word[0].isalpha() and word[-1].isalpha() and len(word) >= 6
)


@given(st.sampled_from(WORDS), st.from_regex(r"[0-9!._-]{0,6}", fullmatch=True))
def test_every_word_of_the_list_is_refused_with_any_ending(word: str, ending: str) -> None:
    assert is_common(word + ending, common_passwords())
    assert is_common(word.upper() + ending, common_passwords())


@pytest.mark.parametrize("word", ["spring/summer", "state-of-the-art1", "Everything's"])
def test_a_word_of_the_list_with_signs_inside_is_refused(word: str) -> None:
    assert is_common(word, common_passwords())


def test_the_list_is_long_and_the_file_small() -> None:
    words = common_passwords()
    assert len(words) > 20_000
    assert sum(len(word) >= 12 for word in words) > 3_000
    assert {"password", "qwertyuiop", "пароль", "құпиясөз"} <= words
    assert COMMON.stat().st_size < 200_000
