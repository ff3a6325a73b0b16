"""Writes the demo's territory: units, constituencies, precincts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.alphabet import fold, sort_key
from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.places import FACTS, Place, Territory
from elections.territory.codes import path_of
from elections.territory.models import Constituency, Precinct, Snapshot, Unit

AS_OF = date(2021, 1, 1)
"""Since when the demo's units are as they are."""
NATION_RU, NATION_KK = "Республика Казахстан", "Қазақстан Республикасы"


@dataclass(frozen=True)
class Ground:
    """Where things of the territory were written: ids and paths by KATO code ("" is the nation)."""

    places: Mapping[str, Place]
    paths: Mapping[str, str]
    constituencies: Mapping[str, int]
    precincts: Mapping[tuple[str, int], int]
    """By the constituency's code and the precinct's number."""

    def names(self, kato: str) -> tuple[str, str]:
        """Returns a territory's Russian and Kazakh name."""
        place = self.places.get(kato)
        return (place.name_ru, place.name_kk) if place else (NATION_RU, NATION_KK)

    def label(self, kato: str) -> str:
        """Returns a territory's Russian name after its region's; "" for the nation."""
        chain = _chain(kato, self.places)
        return ", ".join(self.places[above].name_ru for above in chain)


def load_territory(territory: Territory) -> Ground:
    """Writes units with the electing ones among them, the constituencies drawn over these, their precincts."""
    places = {place.kato: place for place in territory.places}
    paths = {"": ""} | {kato: path_of(_chain(kato, places)) for kato in places}
    insert(Snapshot, [{"as_of": AS_OF, "file_name": FACTS.name, "units": len(places)}])
    unit_ids = insert_returning(Unit, [_unit(place, paths) for place in territory.places])
    units = dict(zip(places, unit_ids, strict=True))
    constituencies = _load_constituencies(territory, units, paths)
    precincts = _load_precincts(territory, constituencies, paths)
    return Ground(places, paths, constituencies, precincts)


def named(name_ru: str, name_kk: str, kato: str) -> dict[str, str]:
    """Returns what a territory is ordered by and found by."""
    return {"sort_key": sort_key(name_ru), "search_text": fold(f"{name_ru} {name_kk} {kato}")}


def _chain(kato: str, places: Mapping[str, Place]) -> list[str]:
    """Returns the codes from the region down to `kato`; none for the nation."""
    return [*_chain(places[kato].parent_kato, places), kato] if kato else []


def _unit(place: Place, paths: Mapping[str, str]) -> Row:
    return {
        "kato": place.kato,
        "parent_kato": place.parent_kato,
        "kind": place.kind,
        "name_ru": place.name_ru,
        "name_kk": place.name_kk,
        "name_en": place.name_en,
        **named(place.name_ru, place.name_kk, place.kato),
        "path": paths[place.kato],
        "valid_from": AS_OF,
    }


def _load_constituencies(
    territory: Territory, units: Mapping[str, int], paths: Mapping[str, str]
) -> dict[str, int]:
    rows = [
        {
            "kato": one.kato,
            "kind": one.kind,
            "name_ru": one.name_ru,
            "name_kk": one.name_kk,
            **named(one.name_ru, one.name_kk, one.kato),
            "district_id": units[one.district_kato],
            "region_id": units[one.region_kato],
            "voters": one.voters,
            "path": paths[one.kato],
        }
        for one in territory.constituencies
    ]
    ids = insert_returning(Constituency, rows)
    return dict(zip((one.kato for one in territory.constituencies), ids, strict=True))


def _load_precincts(
    territory: Territory, constituencies: Mapping[str, int], paths: Mapping[str, str]
) -> dict[tuple[str, int], int]:
    precincts = [precinct for one in territory.constituencies for precinct in one.precincts]
    rows = [
        {
            "constituency_id": constituencies[one.constituency_kato],
            "number": one.number,
            "voters": one.voters,
            "address": one.address,
            "path": paths[one.constituency_kato],
        }
        for one in precincts
    ]
    ids = insert_returning(Precinct, rows)
    return dict(zip(((one.constituency_kato, one.number) for one in precincts), ids, strict=True))
