"""The map of tiles: every region of 2021 has a place of its own, and a name says no more than it must."""

import pytest

from elections.board.grid import REGIONS, place_of, short_name
from elections.zones import WESTERN


def test_regions_of_2021_have_places_of_their_own() -> None:
    assert len(REGIONS) == len(set(REGIONS.values())) == 14
    assert WESTERN.keys() <= REGIONS.keys()


def test_region_that_nobody_put_on_the_map_has_no_place_yet() -> None:
    assert place_of("110000000/") == (2, 1)
    assert place_of("990000000/") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Акмолинская область", "Акмолинская"), ("Ақмола облысы", "Ақмола"), ("Абайский район", "Абайский"),
        ("Степногорск Г.А.", "Степногорск"), ("район Биржан сал", "район Биржан сал"), ("Бөгембай а.о.", "Бөгембай"),
    ],
)  # fmt: skip
def test_names_on_tiles_leave_the_kind_out(name: str, short: str) -> None:
    assert short_name(name) == short
