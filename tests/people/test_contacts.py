"""Phones and e-mail addresses: one way of writing however they were typed, and what nobody could use is refused."""

import pytest

from elections.people.contacts import check_email, check_phone, clean_phone, digits_of


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("8 (701) 123-45-67", "+7 701 123 45 67"),
        ("+77011234567", "+7 701 123 45 67"),
        ("701\N{NO-BREAK SPACE}123 45 67", "+7 701 123 45 67"),
        ("8(7172)42-12-34", "+7 717 242 12 34"),
        ("8 7172 421234 доб. 12", "+7 717 242 12 34 #12"),
        ("+7 7172 421234; 87019998877", "+7 717 242 12 34, +7 701 999 88 77"),
        ("87011234567 және 87011234568", "+7 701 123 45 67, +7 701 123 45 68"),
        ("+998901234567", "+998901234567"),
    ],
)
def test_phone_is_written_in_one_way(typed: str, written: str) -> None:
    assert clean_phone(typed) == written
    assert (clean_phone(written), check_phone(typed), check_phone(written)) == (written, (), ())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("позвоните", ["phone.format"]),
        ("112", ["phone.format"]),
        ("+7 700", ["phone.format"]),
        ("8 901 123 45 67", ["phone.format"]),
        ("+0123456789", ["phone.format"]),
        ("+99812", ["phone.format"]),
        ("12, абв", ["phone.format", "phone.format"]),
        ("87011234567/87011234568/87011234569", ["phone.too_many"]),
    ],
)
def test_what_is_no_phone_is_refused_and_stays_as_typed(typed: str, codes: list[str]) -> None:
    found = check_phone(typed, "hq_phone")

    assert [(one.code, one.field) for one in found] == [(code, "hq_phone") for code in codes]
    assert codes != ["phone.format"] or clean_phone(typed) == typed


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("8 701 123-45-67", "7011234567"),
        ("+7 701 123 45 67 #12", "7011234567"),
        ("1234567", "1234567"),
        ("+998901234567", "998901234567"),
    ],
)
def test_numbers_are_compared_by_their_digits(typed: str, digits: str) -> None:
    assert digits_of(typed) == digits


@pytest.mark.parametrize(
    ("typed", "is_good"),
    [("", True), ("asel@example.kz", True), ("asel@mail.example.kz", True), ("asel", False), ("a b@example.kz", False),
     ("asel@example", False), ("a@b@example.kz", False)],
)  # fmt: skip
def test_email_looks_like_one(typed: str, is_good: bool) -> None:
    assert ([one.code for one in check_email(typed)] == []) is is_good
