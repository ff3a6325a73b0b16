"""Whom a headquarters needs, and which constituencies are served: by their own, by their district's, by none."""

from fractions import Fraction

import pytest

from elections.headquarters.staffing import (
    NEEDS,
    Cover,
    Lack,
    Level,
    MemberRole,
    Office,
    count_cover,
    level_of,
    missing_roles,
    parts_of,
    place_of_role,
    serve,
)

DISTRICT = "110000000/113200000/"
OWN, OTHER, ALONE = f"{DISTRICT}113203000/", f"{DISTRICT}113205000/", "110000000/113400000/113403000/"
OFFICES = {
    DISTRICT: Office(1, DISTRICT, True, True),
    OWN: Office(2, OWN, False, False),
    "110000000/": Office(3, "110000000/", True, True),
}


@pytest.mark.parametrize(
    ("path", "level"),
    [("", Level.NATION), ("110000000/", Level.REGION), (DISTRICT, Level.DISTRICT), (OWN, Level.CONSTITUENCY)],
)
def test_level_follows_from_the_territory(path: str, level: Level) -> None:
    assert level_of(path) is level


def test_role_that_nobody_has_is_missing_in_the_order_of_roles() -> None:
    needed = (MemberRole.LAWYER, MemberRole.HEAD, MemberRole.DRIVER)

    assert missing_roles(needed, {MemberRole.DRIVER}) == [MemberRole.HEAD, MemberRole.LAWYER]
    assert missing_roles(needed, set(needed)) == []


def test_every_level_needs_a_head_who_comes_first() -> None:
    assert all(MemberRole.HEAD in NEEDS[level] for level in Level)
    assert (
        place_of_role(MemberRole.HEAD) < place_of_role(MemberRole.DEPUTY) < place_of_role(MemberRole.DRIVER)
    )


def test_constituency_is_served_by_its_own_or_its_districts_headquarters() -> None:
    own, other, alone = serve([OWN, OTHER, ALONE], OFFICES)

    assert [one.office and one.office.number for one in (own, other, alone)] == [2, 1, None]
    assert [one.has_head for one in (own, other, alone)] == [False, True, False]
    assert [one.has_lawyer for one in (own, other, alone)] == [True, True, False]
    assert [what for what in Lack if own.lacks(what)] == [Lack.HEAD]
    assert [what for what in Lack if other.lacks(what)] == [Lack.OWN]
    assert [what for what in Lack if alone.lacks(what)] == list(Lack)


def test_figures_add_up() -> None:
    served = serve([OWN, OTHER, ALONE], OFFICES)
    cover = count_cover(served)

    assert cover == Cover(constituencies=3, own=1, served=2, head=1, lawyer=2)
    assert (cover.number("served"), cover.lacking(Lack.HEAD), cover.share("lawyer")) == (2, 2, Fraction(2, 3))
    assert parts_of(served) == (0, 1, 1, 1)
    assert Cover().share(Lack.OWN) is None
