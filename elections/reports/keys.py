"""What there is to print: the territories that a kind of report can be about, in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.campaign.models import ContestStatus
from elections.campaign.queries import find_election, list_all_contests
from elections.database import ancestors
from elections.reports.queries import list_districts_with_contests
from elections.territory.models import Unit

WHOLE_COUNTRY = "all"


@dataclass(frozen=True)
class Key:
    """What a report is about: its key in addresses and commands, its territory, its names."""

    key: str
    path: str
    name_ru: str
    name_kk: str
    name_en: str = ""


def list_district_keys(path: str) -> list[Key]:
    """Returns the districts below `path` that elect an akim, by region and name."""
    return _keys([district for _region, district, _contests in _found(path)])


def list_region_keys(path: str) -> list[Key]:
    """Returns the regions at or below `path` that elect an akim, in order."""
    regions = {region.kato: region for region, _district, _contests in _found("")}
    return [one for one in _keys(list(regions.values())) if one.path.startswith(path)]


def list_constituency_keys(path: str) -> list[Key]:
    """Returns the constituencies below `path` that elect an akim, by region, district and name."""
    election = find_election()
    return [
        Key(one.constituency.kato, one.path, one.constituency.name_ru, one.constituency.name_kk)
        for one in (list_all_contests(election, path) if election else ())
        if one.status is not ContestStatus.CANCELLED
    ]


def list_national_keys(path: str) -> list[Key]:
    """Returns the whole country, for whoever asks for all of it."""
    return (
        []
        if path
        else [
            Key(WHOLE_COUNTRY, "", "Республика Казахстан", "Қазақстан Республикасы", "Republic of Kazakhstan")
        ]
    )


def name_above(path: str, places: Mapping[str, str]) -> str:
    """Returns in which region and district a territory lies, out of their names by path."""
    return ", ".join(places[one] for one in ancestors(path) if one in places)


def _found(path: str) -> list[tuple[Unit, Unit, int]]:
    election = find_election()
    found = list_districts_with_contests(election) if election else []
    return [line for line in found if line[1].path.startswith(path)]


def _keys(units: list[Unit]) -> list[Key]:
    return [Key(one.kato, one.path, one.name_ru, one.name_kk, one.name_en) for one in units]


def places_of(keys: Iterable[Key]) -> frozenset[str]:
    """Returns the paths of the territories in which there is something to print."""
    return frozenset(path for one in keys for path in (one.path, *ancestors(one.path)))
