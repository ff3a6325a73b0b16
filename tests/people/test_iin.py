"""The IIN: check digit, what it states, warnings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.people.iin import Sex, birth_date, check, clean, complete, mask, mismatches, sex

ELEVEN = st.text(alphabet="0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("iin", ["061211600012", "791028302728"])
def test_check_accepts_a_valid_number(iin: str) -> None:
    assert check(iin) == ()


@pytest.mark.parametrize(
    ("iin", "objection"),
    [
        ("821214240092", Objection("iin.check_digit", "iin")),
        ("", Objection("iin.digits", "iin", {"length": 0})),
        ("79102830272", Objection("iin.digits", "iin", {"length": 11})),
        ("7910283027288", Objection("iin.digits", "iin", {"length": 13})),
        ("79102830272O", Objection("iin.digits", "iin", {"length": 12})),
        ("٧٩١٠٢٨٣٠٢٧٢٨", Objection("iin.digits", "iin", {"length": 12})),
        ("791028302728\n", Objection("iin.digits", "iin", {"length": 13})),
    ],
)
def test_check_refuses(iin: str, objection: Objection) -> None:
    assert check(iin) == (objection,)


@given(ELEVEN)
def test_a_completed_number_is_valid(first11: str) -> None:
    iin = complete(first11)
    assert iin is None or check(iin) == ()


@given(ELEVEN)
def test_one_check_digit_at_most_fits(first11: str) -> None:
    fitting = [digit for digit in "0123456789" if check(first11 + digit) == ()]
    assert fitting == ([] if (iin := complete(first11)) is None else [iin[-1]])


@pytest.mark.parametrize(
    ("first11", "iin"),
    [
        ("06121160001", "061211600012"),
        ("00000000010", "000000000101"),  # the first weights leave 10, the second 1
        ("00000000281", None),  # both leave 10
    ],
)
def test_complete(first11: str, iin: str | None) -> None:
    assert complete(first11) == iin


@pytest.mark.parametrize(
    ("iin", "born_on", "of_sex"),
    [
        ("791028302728", date(1979, 10, 28), Sex.MALE),
        ("061211600012", date(2006, 12, 11), Sex.FEMALE),
        ("000229500000", date(2000, 2, 29), Sex.MALE),
        ("650101400000", date(1965, 1, 1), Sex.FEMALE),
        ("991231100000", date(1899, 12, 31), Sex.MALE),
        ("991231200000", date(1899, 12, 31), Sex.FEMALE),
        ("010229500000", None, Sex.MALE),  # there was no such day
        ("791028000000", None, None),
        ("791028900000", None, None),
    ],
)
def test_what_a_number_states(iin: str, born_on: date | None, of_sex: Sex | None) -> None:
    assert (birth_date(iin), sex(iin)) == (born_on, of_sex)


def test_mismatches_warns_of_both() -> None:
    assert mismatches("791028302728", date(1979, 10, 29), Sex.FEMALE) == (
        Objection(
            "iin.birth_differs", "born_on", {"in_iin": date(1979, 10, 28), "stated": date(1979, 10, 29)}
        ),
        Objection("iin.sex_differs", "sex"),
    )


@pytest.mark.parametrize(
    ("iin", "born_on", "stated"),
    [
        ("791028302728", date(1979, 10, 28), Sex.MALE),
        ("791028302728", None, None),
        ("791028000000", date(1979, 10, 28), Sex.MALE),
    ],
)
def test_mismatches_is_silent_without_two_data_that_differ(
    iin: str, born_on: date | None, stated: Sex | None
) -> None:
    assert mismatches(iin, born_on, stated) == ()


def test_clean_forgives_spaces_and_dashes() -> None:
    assert clean(" 791028 302\u00a0728–\u200b") == "791028302728"


@pytest.mark.parametrize(("iin", "masked"), [("061211600012", "0612••••••12"), ("", "")])
def test_mask(iin: str, masked: str) -> None:
    assert mask(iin) == masked
