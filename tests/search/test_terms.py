"""What was typed into the search, and by which words a record is found: both by the same rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.alphabet import LETTERS
from elections.search.terms import (
    LONGEST_WORD,
    MOST_TERMS,
    Question,
    beginning,
    numbers_of,
    read_question,
    words_of,
)

LETTER = LETTERS + "abcdefghijklmnopqrstuvwxyz"


def finds(typed: str, words: set[str]) -> bool:
    """Tells whether a record with these words is found."""
    question = read_question(typed)
    return not question.is_empty and all(
        any(
            since <= word < before
            for spelling in term
            for since, before in [beginning(spelling)]
            for word in words
        )
        for term in question.terms
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Қасымов", "Касымов"), ("Қасымов", "касимов"), ("Қасымов", "Kassymov"), ("Қасымов", "kasymov"),
        ("Қасымов", "ҚАСЫМ"), ("Касымов", "Қасымов"), ("Әлиев", "Алиев"), ("Әлиев", "Aliev"), ("Алиев", "Әлиев"),
        ("Ғалымов", "Галымов"), ("Ғалымов", "Galymov"), ("Ңұрпейіс", "Нурпеис"), ("Өтегенов", "Отегенов"),
        ("Өтегенов", "Otegenov"), ("Ұлықбек", "Улыкбек"), ("Үсенов", "Усенов"), ("Үсенов", "Usenov"),
        ("Һамитов", "Хамитов"), ("Хамитов", "Һамитов"), ("Ілиясов", "Илиясов"), ("Жұмабай", "Zhumabai"),
        ("Шоқан", "Shokan"), ("Щербаков", "Shcherbakov"), ("Қасымов", "Kaсымов"),
        ("Нұр-Ахметова", "Нур-Ахметова"), ("Нұр-Ахметова", "Ахметова"), ("Нұр-Ахметова", "нурахметова"),
    ],
)  # fmt: skip
def test_name_is_found_in_any_spelling(name: str, typed: str) -> None:
    assert finds(typed, words_of(name))


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Қасымов", "сымов"), ("Асанов", "Асанова"), ("Асанов", "Есанов"), ("Асанов Берік", "Асанов Серік")],
)
def test_other_names_and_the_middle_of_a_word_are_not_found(name: str, typed: str) -> None:
    assert not finds(typed, words_of(name))


@pytest.mark.parametrize("typed", ["Әлиев Берік", "берік әли", "Алиев Б.", "Б. Алиев", "Aliev B"])
def test_all_words_must_be_found_in_any_order_and_by_their_beginning(typed: str) -> None:
    assert finds(typed, words_of("Әлиев", "Берік", "Қайратұлы"))
    assert not finds(f"{typed} Жұмабай", words_of("Әлиев", "Берік", "Қайратұлы"))


@pytest.mark.parametrize(
    "typed",
    [
        "+7 701 123 45 67", "8 701 123 45 67", "87011234567", "7011234567", "8(701)1234567", "+7 (701) 123-45-67",
        "701 123", "1234567", "123-45-67", "\u202f+7\u00a0701\u00a0123\u00a045\u00a067",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kept", ["+7 701 123 45 67", "8 (701) 123-45-67", "7011234567"])
def test_phone_is_found_however_it_is_written(typed: str, kept: str) -> None:
    assert finds(typed, numbers_of(kept))


@pytest.mark.parametrize("typed", ["+7 702 123 45 67", "2345678", "4567"])
def test_other_phones_are_not_found(typed: str) -> None:
    assert not finds(typed, numbers_of("+7 701 123 45 67"))


@pytest.mark.parametrize("phone", ["", "–", "7", "нет"])
def test_what_is_no_phone_is_no_word(phone: str) -> None:
    assert numbers_of(phone) == set()


@pytest.mark.parametrize("typed", ["113241000", "11 32 41 000", "1132", "113241"])
def test_code_is_found_by_its_beginning(typed: str) -> None:
    assert finds(typed, {"113241000"})


@pytest.mark.parametrize("code", ["750000000", "850000000"])
def test_code_that_begins_like_a_phone_is_found(code: str) -> None:
    assert finds(code, {code})


@pytest.mark.parametrize(
    "typed", ["850301300123", "850301 300123", "ИИН 850301-300-123", "Асанов 850301300123"]
)
def test_twelve_digits_are_an_iin_and_nothing_else(typed: str) -> None:
    assert read_question(typed) == Question(iin="850301300123")


@pytest.mark.parametrize("typed", ["", " ", "а", "а б", "!?", "–", "%", "_", "1"])
def test_too_little_is_no_question(typed: str) -> None:
    assert read_question(typed).is_empty


@pytest.mark.parametrize("typed", ["аб", "а бв", "12", "850301300123"])
def test_enough_is_a_question(typed: str) -> None:
    assert not read_question(typed).is_empty


def test_only_so_many_terms_and_letters_count() -> None:
    assert len(read_question(" ".join(f"{one}б" for one in LETTERS)).terms) <= MOST_TERMS
    assert {len(word) for word in words_of("ж" + "аб" * 100)} == {LONGEST_WORD}
    assert finds("ж" + "аб" * 100, words_of("ж" + "аб" * 100))


@given(st.text(LETTER, min_size=2, max_size=30))
def test_every_name_is_found_by_itself(name: str) -> None:
    words = words_of(name)
    assert read_question(name).is_empty or finds(name, words)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    question = read_question(typed)
    assert all(spelling and "\0" not in spelling for term in question.terms for spelling in term)
