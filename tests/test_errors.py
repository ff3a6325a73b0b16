"""What can go wrong, in types."""

import pytest

from elections.errors import Objection, Refused, Stale, refuse_if

MISSING, LETTERS = (
    Objection("name.missing", "surname"),
    Objection("name.letters", "given_name", {"name": "1"}),
)


def test_refused_holds_all_objections() -> None:
    with pytest.raises(Refused, match="^name.missing, name.letters$") as caught:
        refuse_if(objection for objection in (MISSING, LETTERS))
    assert caught.value.objections == (MISSING, LETTERS)


def test_nothing_is_refused_without_objections() -> None:
    refuse_if([])


def test_stale_is_a_refusal() -> None:
    assert Stale().objections == (Objection("record.stale"),)
