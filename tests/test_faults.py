"""A fault that nobody foresaw is told by its kind and its places; what it says stays untold."""

import json

import pytest

from elections.faults import kind_and_place, lines_of

NAME = "Қасымова Әлия 900101300123"


class Told(Exception):
    """A fault of a test."""


def _raised(cause: str) -> BaseException:
    """Returns a fault that came of another, or hides it."""
    try:
        try:
            json.loads(NAME)
        except ValueError as error:
            if cause == "from":
                raise Told(NAME) from error
            if cause == "none":
                raise Told(NAME) from None
            raise Told(NAME)  # noqa: B904 what stands before is the case
    except Told as error:
        return error


@pytest.mark.parametrize(
    ("cause", "kinds"),
    [
        ("from", ["tests.test_faults.Told", "json.decoder.JSONDecodeError"]),
        ("before", ["tests.test_faults.Told", "json.decoder.JSONDecodeError"]),
        ("none", ["tests.test_faults.Told"]),
    ],
)
def test_kinds_are_told_of_all_that_led_to_it_and_own_places_in_short(cause: str, kinds: list[str]) -> None:
    error = _raised(cause)

    assert [one.partition(" (tests/test_faults.py:")[0] for one in kind_and_place(error).split("; ")] == kinds
    lines = lines_of(error)
    assert [one for one in lines if not one.startswith(" ")] == kinds
    assert any("json/decoder.py:" in one for one in lines) == (len(kinds) > 1)
    assert NAME[:7] not in kind_and_place(error) + "".join(lines)


def test_fault_without_a_place_and_one_of_itself_have_an_end() -> None:
    error = Told(NAME)
    error.__cause__ = error

    assert (kind_and_place(error), lines_of(error)) == ("tests.test_faults.Told", ["tests.test_faults.Told"])


def test_place_in_a_library_is_not_the_products_own() -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 of whatever kind
        pytest.importorskip("lxml.html").fromstring("")

    assert kind_and_place(raised.value).partition(":")[0].endswith("ParserError (tests/test_faults.py")
