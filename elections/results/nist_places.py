"""The territory in the NIST format (pure): the country, its regions, districts, constituencies and precincts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from elections.results.nist_words import COUNTRY, plain_name
from elections.results.outgoing import ContestCount, Place, PrecinctCount

Json = dict[str, Any]


def constituency_id(one: ContestCount) -> str:
    """Returns the id of a contest's constituency."""
    return f"constituency-{one.constituency.kato}"


def precinct_id(one: ContestCount, precinct: PrecinctCount) -> str:
    """Returns the id of a precinct, which is the same for a repeat election there."""
    return f"precinct-{one.constituency.kato}-{precinct.number}"


def list_units(contests: Sequence[ContestCount]) -> list[Json]:
    """Returns the reporting units from the country down, each with those that it is composed of."""
    latest = {one.constituency.kato: one for one in sorted(contests, key=lambda one: one.round)}
    parts: dict[str, dict[str, None]] = {"country": {}}
    places: dict[str, Json] = {}
    for one in latest.values():
        region, district = f"region-{one.region.kato}", f"district-{one.district.kato}"
        places[region] = _place(one.region, "region")
        places[district] = _place(one.district, "district")
        parts["country"][region] = None
        parts.setdefault(region, {})[district] = None
        parts.setdefault(district, {})[constituency_id(one)] = None
    above = [("country", _place(COUNTRY, "country")), *places.items()]
    below = [unit for one in latest.values() for unit in _of_contest(one)]
    return [_unit(key, values, list(parts[key])) for key, values in above] + below


def _of_contest(one: ContestCount) -> Iterable[Json]:
    counted = {"SubUnitsReported": one.received, "TotalSubUnits": one.expected}
    voters = {"VotersRegistered": one.voters, "VotersParticipated": one.took_part + one.invalid}
    values = {**_place(one.constituency, "constituency"), **counted, **(voters if one.is_complete else {})}
    yield _unit(constituency_id(one), values, [precinct_id(one, each) for each in one.precincts])
    for precinct in one.precincts:
        yield _unit(precinct_id(one, precinct), _precinct(precinct))


def _place(place: Place, kind: str) -> Json:
    if kind == "country":
        known, told = {"Type": kind}, {"Type": "other", "OtherType": "iso-3166-1"}
    else:
        known, told = {"Type": "other", "OtherType": kind}, {"Type": "national-level", "Label": "KATO"}
    code = {"@type": "ElectionResults.ExternalIdentifier", **told, "Value": place.kato}
    return {"Name": plain_name(place), **known, "ExternalIdentifier": [code]}


def _precinct(precinct: PrecinctCount) -> Json:
    """Returns a precinct; its voters are those of the protocol, before it those of the register, which may not know them."""
    figures = precinct.figures
    values: Json = {"Name": f"№ {precinct.number}", "Type": "precinct", "Number": str(precinct.number)}
    if figures is not None:
        voted = figures.took_part + figures.invalid
        return {**values, "VotersRegistered": figures.voters, "VotersParticipated": voted}
    return {**values, "VotersRegistered": precinct.voters} if precinct.voters else values


def _unit(key: str, values: Mapping[str, Any], parts: Sequence[str] = ()) -> Json:
    composed = {"ComposingGpUnitIds": list(parts)} if parts else {}
    return {"@type": "ElectionResults.ReportingUnit", "@id": key, **values, **composed}
