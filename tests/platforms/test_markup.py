"""How a programme is written: blocks, passages found again, what one language lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.platforms.markup import Block, BlockKind, Lack, Part, blocks, find_passage, lacks

TEXT = "# Вода\nЧистая вода\nв каждый дом.\n\n## Когда\n- в 2022\n* в 2023\n• в 2024\nИтог.\n\n\n#не заголовок\n-не список"


def test_text_is_told_apart_into_headings_paragraphs_and_lists() -> None:
    assert blocks(TEXT) == (
        Block(BlockKind.HEADING, ("Вода",), "# Вода"),
        Block(BlockKind.PARAGRAPH, ("Чистая вода", "в каждый дом."), "Чистая вода\nв каждый дом."),
        Block(BlockKind.SUBHEADING, ("Когда",), "## Когда"),
        Block(BlockKind.LIST, ("в 2022", "в 2023", "в 2024"), "- в 2022\n* в 2023\n• в 2024"),
        Block(BlockKind.PARAGRAPH, ("Итог.",), "Итог."),
        Block(BlockKind.PARAGRAPH, ("#не заголовок", "-не список"), "#не заголовок\n-не список"),
    )


def test_headings_one_below_the_other_are_two() -> None:
    assert [one.lines for one in blocks("# Вода\n# Дороги")] == [("Вода",), ("Дороги",)]


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_has_no_blocks(text: str) -> None:
    assert blocks(text) == ()


@given(st.text())
def test_no_word_is_lost_and_a_passage_is_found_by_its_quote(text: str) -> None:
    found = blocks(text)
    assert "".join("".join(one.source for one in found).split()) == "".join(text.split())
    assert all(find_passage(found, one.source) is not None for one in found)


def test_passage_is_found_by_its_quote_wherever_it_moved_and_whatever_the_spaces() -> None:
    assert find_passage(blocks(f"Новое.\n\n{TEXT}"), "Чистая  вода\r\nв каждый дом.") == 2
    assert find_passage(blocks(TEXT), "Чистая вода в каждый двор.") is None


def test_what_each_language_lacks_is_said() -> None:
    texts = {"title_kk": "", "title_ru": "Вода", "text_kk": "Бір", "text_ru": "Один\n\nДва\n\nТри"}

    assert lacks(texts, [("Су", ""), ("", "Дорога"), ("", "Школа")]) == [
        Lack("kk", Part.TITLE), Lack("kk", Part.PASSAGES, 2), Lack("kk", Part.PLEDGES, 2), Lack("ru", Part.PLEDGES, 1),
    ]  # fmt: skip
    assert lacks({**texts, "text_kk": " "}, ()) == [Lack("kk", Part.TITLE), Lack("kk", Part.TEXT)]
    assert lacks({"title_kk": "Су", "title_ru": "Вода", "text_kk": "Бір", "text_ru": "Один"}, ()) == []
