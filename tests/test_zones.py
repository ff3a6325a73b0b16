"""The zones of Kazakhstan's regions, before and after the country got one time."""

from datetime import UTC, datetime, timedelta

import pytest

from elections.zones import day_begins, zone_for

FIVE, SIX = timedelta(hours=5), timedelta(hours=6)


@pytest.mark.parametrize(
    ("path", "in_2021", "in_2025"),
    [
        ("", SIX, FIVE),
        ("110000000/111000000/", SIX, FIVE),
        ("150000000/", FIVE, FIVE),
        ("231033000", FIVE, FIVE),
        ("270000000/", FIVE, FIVE),
        ("390000000/", SIX, FIVE),
        ("430000000/", FIVE, FIVE),
        ("470000000/", FIVE, FIVE),
        ("750000000/", SIX, FIVE),
    ],
)
def test_zone_for(path: str, in_2021: timedelta, in_2025: timedelta) -> None:
    zone = zone_for(path)
    offsets = [datetime(year, 7, 25, 12, tzinfo=zone).utcoffset() for year in (2021, 2025)]
    assert offsets == [in_2021, in_2025]


def test_day_begins_at_midnight_of_the_place_not_of_greenwich() -> None:
    evening = datetime(
        2021, 7, 24, 18, 30, tzinfo=UTC
    )  # 00:30 of the 25th in Almaty, 23:30 of the 24th in Atyrau

    assert day_begins("190000000/", evening) == datetime(2021, 7, 24, 18, tzinfo=UTC)
    assert day_begins("230000000/", evening) == datetime(2021, 7, 23, 19, tzinfo=UTC)
