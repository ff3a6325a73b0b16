"""Codes of certificates and how one stands: a slip is told from a code that never was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.training.certificates import (
    ALPHABET,
    LENGTH,
    LIKE,
    Printed,
    Reading,
    Slip,
    Standing,
    in_groups,
    make_code,
    read_code,
    standing_of,
    valid_until,
)

chance = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=LENGTH - 1, max_size=LENGTH - 1)
CODE = make_code(range(11))


@given(chance)
def test_code_is_read_as_it_was_made(values: list[int]) -> None:
    code = make_code(values)

    assert read_code(code) == Reading(code, typed=LENGTH)
    assert set(code) <= set(ALPHABET)


@given(chance, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_found(values: list[int], place: int, sign: str) -> None:
    code = make_code(values)
    typed = code[:place] + sign + code[place + 1 :]

    assert read_code(typed).slip is (None if typed == code else Slip.CHECK)


@given(chance, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_always_found(values: list[int], one: int, other: int) -> None:
    code = make_code(values)
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]

    assert read_code("".join(signs)).slip is (None if "".join(signs) == code else Slip.CHECK)


def test_alphabet_has_no_look_alikes() -> None:
    assert set(ALPHABET) & set("01ILOQDSBZGUV") == set()
    assert set(LIKE.values()) <= set(ALPHABET)
    assert set(LIKE) & set(ALPHABET) == set()


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        (CODE.lower(), Reading(CODE, typed=12)),
        (in_groups(CODE), Reading(CODE, typed=12)),
        (f" {CODE[:4]} {CODE[4:8]}–{CODE[8:]}\N{NO-BREAK SPACE}", Reading(CODE, typed=12)),
        (
            CODE.replace("2", "Z").replace("8", "В").replace("5", "S").replace("6", "g"),
            Reading(CODE, typed=12),
        ),
        (CODE.replace("A", "А").replace("C", "С"), Reading(CODE, typed=12)),
        (CODE[:-1], Reading(slip=Slip.LENGTH, typed=11)),
        (CODE + "2", Reading(slip=Slip.LENGTH, typed=13)),
        ("", Reading(slip=Slip.LENGTH)),
        ("O" + CODE[1:], Reading(slip=Slip.SIGN, signs="O", typed=12)),
        ("IOI" + CODE[3:], Reading(slip=Slip.SIGN, signs="IO", typed=12)),
    ],
)
def test_what_was_typed_is_forgiven_or_named(typed: str, reading: Reading) -> None:
    assert read_code(typed) == reading


def test_code_is_shown_in_groups() -> None:
    assert in_groups("ACEFHJKMNPRT") == "ACEF-HJKM-NPRT"


@pytest.mark.parametrize(
    ("revoked_on", "until", "standing"),
    [
        (None, None, Standing.VALID),
        (None, date(2021, 7, 25), Standing.VALID),
        (None, date(2021, 7, 24), Standing.EXPIRED),
        (date(2021, 7, 1), None, Standing.REVOKED),
        (date(2021, 7, 1), date(2021, 7, 2), Standing.REVOKED),
    ],
)
def test_certificate_stands(revoked_on: date | None, until: date | None, standing: Standing) -> None:
    assert standing_of(revoked_on, until, date(2021, 7, 25)) is standing


@pytest.mark.parametrize(
    ("months", "day"),
    [(None, None), (0, None), (1, date(2021, 2, 28)), (12, date(2022, 1, 31)), (37, date(2024, 2, 29))],
)
def test_validity_ends_on_the_same_day_of_a_later_month(months: int | None, day: date | None) -> None:
    assert valid_until(date(2021, 1, 31), months) == day


def test_printed_is_what_was_kept() -> None:
    kept = Printed(
        7, CODE, "Ә", "К", "К", 8, "2021-07-03", "2021-07-04", "П", "П", "2021-07-05", address="https://a.kz"
    )

    assert Printed(**kept.as_json()) == kept
    assert (kept.number, kept.held) == ("№ 000007", "03.07.2021 – 04.07.2021")
    assert (kept.day("issued_on"), kept.day("valid_until")) == ("05.07.2021", "")
    assert kept.link == f"https://a.kz/verify/{CODE}"
