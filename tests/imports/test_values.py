"""Cells as spreadsheets keep them: a whole number is no fraction, a date is a day, a code keeps its zeros."""

from datetime import date, datetime, time
from typing import Any

import pytest

from elections.errors import Objection, Refused
from elections.imports.registers import Column, Kind, Row
from elections.imports.values import read_value

DAY = date(2021, 7, 25)


def column(kind: Kind, *, required: bool = True, may_be_empty: bool = False) -> Column:
    return Column("key", required, ("Заголовок",), kind, may_be_empty)


def refusal_of(kind: Kind, cell: Any) -> Objection:
    with pytest.raises(Refused) as refused:
        read_value(column(kind), cell)
    (objection,) = refused.value.objections
    return objection


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (586, 586), (586.0, 586), ("586", 586), ("586.0", 586), (" 586 ", 586), (0, 0), ("0", 0), ("007", 7),
        ("1 847", 1847), ("1\u00a0847", 1847), ("1\u202f847", 1847), (999_999_999, 999_999_999),
    ],
)  # fmt: skip
def test_whole_number_is_read_however_it_is_kept(cell: Any, value: int) -> None:
    read = read_value(column(Kind.INTEGER), cell)

    assert (read, type(read)) == (value, int)


@pytest.mark.parametrize(
    "cell",
    [
        586.5, "586,5", "586.5", -3, "-3", "1e5", "шесть", True, "1_847", "٣", "1" * 10, 10**9, DAY, time(1),
        float("nan"), float("inf"), "0x1F", "№ 3", "≈500", "1.847",
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(cell: Any) -> None:
    objection = refusal_of(Kind.INTEGER, cell)

    assert (objection.code, objection.field) == ("import.value_integer", "key")


@pytest.mark.parametrize(
    "cell",
    [
        DAY, datetime(2021, 7, 25), "2021-07-25", "25.07.2021", "25/07/2021", " 25.7.2021 ", "2021-07-25 00:00:00",
        "2021-07-25T00:00", 44402, 44402.0, "25.07.2021 г.", "25.07.2021г", "25.07.2021 ж.", "25 июля 2021", "25 июля 2021 года",
        "25 Шілде 2021 ж.", "2021 жылғы 25 шілде",
    ],
)  # fmt: skip
def test_date_is_read_however_it_is_kept(cell: Any) -> None:
    read = read_value(column(Kind.DATE), cell)

    assert (read, type(read)) == (DAY, date)


@pytest.mark.parametrize(
    "cell",
    [
        "31.02.2021", "2021-13-01", "25.07.21", "25 июль 2021", "32 июля 2021", "25 июля 21 г.", "2021", "2021 г.", 44402.5, "07/25/2021", "20210725",
        datetime(2021, 7, 25, 18, 30), "2021-07-25 18:30", "0.0.0000", True,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell: Any) -> None:
    objection = refusal_of(Kind.DATE, cell)

    assert (objection.code, objection.field) == ("import.value_date", "key")


@pytest.mark.parametrize(
    ("cell", "is_read"), [("01.01.1900", True), ("31.12.1899", False), (date(202, 7, 25), False)]
)
def test_date_of_another_age_is_refused(cell: Any, is_read: bool) -> None:
    if is_read:
        assert read_value(column(Kind.DATE), cell) == date(1900, 1, 1)
    else:
        assert refusal_of(Kind.DATE, cell).code == "import.value_too_early"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("113241000", "113241000"), (113241000, "113241000"), (113241000.0, "113241000"), ("113241000.0", "113241000"),
        ("11 32 41 000", "113241000"), ("010000000", "010000000"), (10000000, "010000000"), (10000000.0, "010000000"),
    ],
)  # fmt: skip
def test_kato_is_text_of_nine_digits_however_it_is_kept(cell: Any, code: str) -> None:
    assert read_value(column(Kind.KATO), cell) == code


@pytest.mark.parametrize(
    "cell",
    [
        "10000000",
        1132410,
        "1132410000",
        1132410000,
        "11324100O",
        "1.13241E+08",
        113241000.5,
        -113241000,
        "КАТО",
    ],
)
def test_what_is_no_kato_is_refused(cell: Any) -> None:
    assert refusal_of(Kind.KATO, cell).code == "import.value_kato"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Қарасай \n а.о. ", "Қарасай а.о."), (77010000000, "77010000000"), (77010000000.0, "77010000000"),
        (0.5, "0.5"), (DAY, "2021-07-25"), (datetime(2021, 7, 25), "2021-07-25"), ("=1+1", "=1+1"), (0, "0"),
        ("Қара\u00adсай\u200b", "Қарасай"),
    ],
)  # fmt: skip
def test_text_is_tidied_and_numbers_are_text(cell: Any, text: str) -> None:
    assert read_value(column(Kind.TEXT), cell) == text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\u200b"])
def test_empty_cell_is_refused_only_where_it_must_be_filled(kind: Kind, cell: Any) -> None:
    assert refusal_of(kind, cell) == Objection("import.value_missing", "key")
    assert read_value(column(kind, required=False), cell) is None
    assert read_value(column(kind, may_be_empty=True), cell) is None


def test_refusal_shows_the_value_as_it_stands_in_the_cell() -> None:
    assert refusal_of(Kind.KATO, " 11 324 ") == Objection("import.value_kato", "key", {"value": "11 324"})
    assert refusal_of(Kind.INTEGER, 0.5) == Objection("import.value_integer", "key", {"value": "0.5"})


@pytest.mark.parametrize(
    ("values", "text"), [({"a": "x"}, "x"), ({"a": 5}, "5"), ({"a": None}, ""), ({}, "")]
)
def test_row_gives_text_for_an_optional_column(values: dict[str, Any], text: str) -> None:
    assert Row(2, values).text("a") == text


def test_refused_choice_is_answered_in_words_as_people_write_them() -> None:
    sex = Column("sex", False, ("Пол",), Kind.CHOICE, choices={"мужскои": "male"}, words=("мужской",))

    with pytest.raises(Refused) as refused:
        read_value(sex, "хз")

    assert refused.value.objections[0].params == {"value": "хз", "choices": "мужской"}


BIRTH = Column("born_on", False, ("Дата рождения",), Kind.DATE, is_birth=True)


@pytest.mark.parametrize(
    ("cell", "meant"), [("12.03.79", date(1979, 3, 12)), ("1/2/55", date(1955, 2, 1)), ("12.03.79 г.", date(1979, 3, 12)),
                        ("05.11.01", date(2001, 11, 5))]
)  # fmt: skip
def test_birth_year_of_two_figures_is_read_when_one_century_makes_a_grown_person(
    cell: str, meant: date
) -> None:
    assert read_value(BIRTH, cell) == meant


@pytest.mark.parametrize("cell", ["12.03.15", "31.02.79", "12.13.79"])
def test_birth_year_of_two_figures_that_tells_nobody_is_refused(cell: str) -> None:
    """Born in 1915 nobody stands, born in 2015 nobody may."""
    with pytest.raises(Refused) as refused:
        read_value(BIRTH, cell)
    assert [one.code for one in refused.value.objections] == ["import.value_date"]


@pytest.mark.parametrize("cell", ["1979", 1979, "1979 г."])
def test_year_alone_is_no_birth_date_and_the_words_say_so(cell: object) -> None:
    with pytest.raises(Refused) as refused:
        read_value(BIRTH, cell)
    assert [one.code for one in refused.value.objections] == ["import.value_year"]


def test_year_of_two_figures_is_refused_in_other_dates() -> None:
    with pytest.raises(Refused):
        read_value(column(Kind.DATE), "12.03.79")
