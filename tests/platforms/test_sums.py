"""Sums as people type them: what is read, and why the rest is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.platforms.sums import grouped, read_people, read_quantity, read_sum, written


@pytest.mark.parametrize(
    ("typed", "tenge"),
    [
        ("12 500 000", 12_500_000),
        ("12500000", 12_500_000),
        ("12\u00a0500\u202f000 тг.", 12_500_000),
        ("12'500'000 KZT", 12_500_000),
        ("12.500.000", 12_500_000),
        ("12,500,000 ₸", 12_500_000),
        ("12,5 млн", 12_500_000),
        ("12.5 mln", 12_500_000),
        ("12,5 миллиона тенге", 12_500_000),
        ("3 млрд тг", 3_000_000_000),
        ("1,250 млрд", 1_250_000_000),
        ("850 тыс. теңге", 850_000),
        ("40 мың", 40_000),
        ("12 млн 500 тыс", 12_500_000),
        ("1 млн 50 000", 1_050_000),
        ("12 500,00", 12_500),
        ("0", 0),
        ("1 000 млрд", 10**12),
    ],
)
def test_sum_is_read(typed: str, tenge: int) -> None:
    assert read_sum(typed) == tenge


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12 500,50", "sum.tiyn"),
        ("12500.5", "sum.tiyn"),
        ("12 500 тенге 50 тиын", "sum.tiyn"),
        ("1,2345678 млн", "sum.tiyn"),
        ("двенадцать миллионов", "sum.words"),
        ("он екі миллион", "sum.words"),
        ("100 $", "sum.currency"),
        ("5000 руб.", "sum.currency"),
        ("30 тыс. евро", "sum.currency"),
        ("12.500", "sum.unclear"),
        ("12 50 000", "sum.unclear"),
        ("1.5.5", "sum.unclear"),
        ("-5", "sum.unclear"),
        ("5 пудов", "sum.unclear"),
        ("около 5 млн", "sum.unclear"),
        ("5 тыс 2 млн", "sum.unclear"),
        ("1.234,5 млн", "sum.unclear"),
        ("", "sum.unclear"),
        ("–", "sum.unclear"),
        ("1 001 млрд", "sum.range"),
    ],
)
def test_sum_is_refused_with_its_reason(typed: str, code: str) -> None:
    found = read_sum(typed)
    assert isinstance(found, Objection)
    assert found.code == code


@given(st.integers(0, 10**12))
def test_sum_is_read_as_it_is_shown(tenge: int) -> None:
    assert read_sum(grouped(tenge)) == read_sum(str(tenge)) == tenge


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (read_sum, read_quantity, read_people):
        assert isinstance(read(typed), int | Decimal | Objection)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3,5", Decimal("3.50")),
        ("3.25", Decimal("3.25")),
        ("1 200", Decimal("1200.00")),
        ("3,555", Objection("quantity.too_fine")),
        ("много", Objection("quantity.unclear")),
        ("-1", Objection("quantity.unclear")),
        ("1000000001", Objection("quantity.too_large", params={"maximum": "1 000 000 000"})),
    ],
)
def test_quantity(typed: str, expected: Decimal | Objection) -> None:
    assert read_quantity(typed) == expected


@given(st.decimals(0, 10**9, places=2))
def test_quantity_is_read_as_it_is_written(value: Decimal) -> None:
    assert read_quantity(written(value)) == value


def test_what_is_not_said_is_written_as_nothing() -> None:
    assert (written(None), written(Decimal("12.00")), written(Decimal("3.50"))) == ("", "12", "3,5")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("350", 350),
        ("1 200", 1200),
        ("триста", Objection("quantity.people_unclear")),
        ("3,5", Objection("quantity.people_unclear")),
        ("1234567890", Objection("quantity.people_unclear")),
    ],
)
def test_people(typed: str, expected: int | Objection) -> None:
    assert read_people(typed) == expected


def test_a_quantity_of_very_many_digits_is_too_large() -> None:
    said = read_quantity("1" + "0" * 40)

    assert isinstance(said, Objection)
    assert said.code == "quantity.too_large"
