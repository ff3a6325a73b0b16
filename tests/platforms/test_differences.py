"""What changed between two versions: words of the texts, fields of the pledges."""

from hypothesis import given
from hypothesis import strategies as st

from elections.platforms import differences
from elections.platforms.differences import Change, Piece, PledgeChange, Row, compare_pledges, compare_texts

WATER = {"sector": "water", "what_ru": "Провести водопровод по улице", "what_kk": "", "cost_kzt": "5"}
ROAD = {"sector": "roads", "what_ru": "Отремонтировать дорогу", "what_kk": "Жолды жөндеу", "cost_kzt": "7"}


def test_words_that_changed_are_marked_on_both_sides() -> None:
    assert compare_texts("Вода будет в 2022 году.", "Вода будет в 2023 году.") == [
        Row(
            (Piece("Вода будет в ", False), Piece("2022", True), Piece(" году.", False)),
            (Piece("Вода будет в ", False), Piece("2023", True), Piece(" году.", False)),
        )
    ]


def test_paragraphs_stand_beside_those_they_were() -> None:
    old = "Вода в каждый дом.\n\nДороги.\n\nШкола будет открыта осенью."
    new = "Больница рядом.\n\nВода в каждый двор.\n\nШкола будет открыта осенью.\n\nСвязь."

    rows = compare_texts(old, new)

    assert [("".join(p.text for p in row.old), "".join(p.text for p in row.new)) for row in rows] == [
        ("", "Больница рядом."),
        ("Вода в каждый дом.", "Вода в каждый двор."),
        ("Дороги.", ""),
        ("Школа будет открыта осенью.", "Школа будет открыта осенью."),
        ("", "Связь."),
    ]
    assert [row.changed for row in rows] == [True, True, True, False, True]


def test_many_changed_paragraphs_are_compared_place_by_place() -> None:
    old = "\n\n".join(f"Старый {at}" for at in range(25))
    new = "\n\n".join(f"Новый {at}" for at in range(26))

    rows = compare_texts(old, new)

    assert (len(rows), all(row.changed for row in rows), rows[-1].old) == (26, True, ())


def test_paragraph_too_long_to_compare_is_shown_whole(monkeypatch) -> None:
    monkeypatch.setattr(differences, "MOST_WORDS", 8)

    assert compare_texts("Вода и дом", "Вода и двор") == [
        Row((Piece("Вода и дом", True),), (Piece("Вода и двор", True),))
    ]


@given(st.text(alphabet="аб \n", max_size=40), st.text(alphabet="аб \n", max_size=40))
def test_no_word_of_either_text_is_lost_and_equal_texts_do_not_differ(old: str, new: str) -> None:
    rows = compare_texts(old, new)

    for side, text in ((0, old), (1, new)):
        shown = "".join(piece.text for row in rows for piece in (row.old, row.new)[side])
        assert "".join(shown.split()) == "".join(text.split())
    assert not any(row.changed for row in compare_texts(old, old))


def test_pledges_are_changed_added_and_removed() -> None:
    dearer = {**WATER, "cost_kzt": "9"}
    school = {"sector": "school", "what_ru": "Школа", "what_kk": "Мектеп", "cost_kzt": "1"}

    assert compare_pledges([WATER, ROAD], [dearer, school]) == [
        PledgeChange(Change.CHANGED, dearer, (("cost_kzt", "5", "9"),)),
        PledgeChange(Change.ADDED, school),
        PledgeChange(Change.REMOVED, ROAD),
    ]
    assert compare_pledges([WATER, ROAD], [ROAD, WATER]) == []


def test_pledge_of_other_words_or_another_sector_is_another_pledge() -> None:
    other = {**WATER, "what_ru": "Построить баню"}
    silent = {**ROAD, "what_ru": "", "what_kk": ""}
    moved = {**WATER, "sector": "jobs"}

    for one in (other, moved):
        assert [change.kind for change in compare_pledges([WATER], [one])] == [Change.ADDED, Change.REMOVED]
    assert [change.kind for change in compare_pledges([ROAD], [silent])] == [Change.ADDED, Change.REMOVED]
    assert [change.kind for change in compare_pledges([], [WATER])] == [Change.ADDED]


def test_pledges_alike_in_one_language_are_the_same_pledge() -> None:
    translated = {**ROAD, "what_ru": "Совсем другие слова"}

    assert [change.fields for change in compare_pledges([ROAD], [translated])] == [
        (("what_ru", "Отремонтировать дорогу", "Совсем другие слова"),)
    ]
