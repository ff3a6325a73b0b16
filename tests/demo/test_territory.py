"""The demo's territory has the real names and codes, and the published totals."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from elections.demo.invention import Campaign
from elections.demo.places import PRECINCT_LIMIT, Place
from elections.territory.codes import UnitKind, kind_of, level_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def test_territory_has_the_published_totals(campaign: Campaign) -> None:
    contests = campaign.territory.constituencies

    precincts = [precinct for contest in contests for precinct in contest.precincts]

    assert (len(contests), len(precincts), sum(p.voters for p in precincts)) == (730, 1847, 1_209_817)
    assert [c.voters for c in contests] == [sum(p.voters for p in c.precincts) for c in contests]
    assert min(p.voters for p in precincts) > 0
    assert max(p.voters for p in precincts) <= PRECINCT_LIMIT


def test_territory_has_the_published_constituencies_by_region(campaign: Campaign) -> None:
    by_region = Counter(c.region_kato[:2] for c in campaign.territory.constituencies)

    assert by_region == {
        "11": 95,
        "15": 50,
        "19": 71,
        "23": 18,
        "27": 31,
        "31": 40,
        "35": 75,
        "39": 65,
        "43": 40,
        "47": 10,
        "55": 44,
        "59": 54,
        "61": 60,
        "63": 77,
    }


def test_territory_has_the_published_precincts_and_voters_of_mangystau(campaign: Campaign) -> None:
    mangystau = [c for c in campaign.territory.constituencies if c.region_kato == "470000000"]

    assert sum(len(c.precincts) for c in mangystau) == 14
    assert sum(c.voters for c in mangystau) == 14_144
    assert sum(c.candidates for c in mangystau) == 25


def test_places_are_a_tree_with_parents_first(campaign: Campaign) -> None:
    seen = {""}
    for place in campaign.territory.places:
        assert place.parent_kato in seen
        seen.add(place.kato)

    kinds = Counter(place.kind for place in campaign.territory.places)

    assert len(seen) == len(campaign.territory.places) + 1
    assert kinds[UnitKind.REGION] == 14
    assert kinds[UnitKind.DISTRICT] + kinds[UnitKind.CITY_ADMINISTRATION] == 204


def test_places_say_their_kind_where_the_language_puts_it(campaign: Campaign) -> None:
    places = {place.kato: place for place in campaign.territory.places}

    assert places["113241000"] == Place(
        "113241000", UnitKind.RURAL_OKRUG, "Карасайский с.о.", "Қарасай а.о.", "", "113200000"
    )
    assert places["113849000"].name_ru == "с.а. Новосельское"
    assert places["114500000"].name_ru == "район Биржан сал"
    assert places["190000000"].name_en == "Almaty Region"


def test_kinds_are_what_the_names_say(campaign: Campaign) -> None:
    kinds = [place.kind for place in campaign.territory.places]

    assert kinds == [kind_of(place.name_ru, level_of(place.kato)) for place in campaign.territory.places]


def test_precinct_numbers_are_unique_in_a_district(campaign: Campaign) -> None:
    numbers = Counter(
        (c.district_kato, precinct.number)
        for c in campaign.territory.constituencies
        for precinct in c.precincts
    )

    assert set(numbers.values()) == {1}


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")
def test_codes_are_those_of_the_classifier_of_2021(campaign: Campaign) -> None:
    official_constituencies = _column("constituencies_2021.csv", "kato")
    official_territory = _column("territory_2021.csv", "kato")

    assert {c.kato for c in campaign.territory.constituencies} == official_constituencies
    assert {place.kato for place in campaign.territory.places} <= official_territory


def _column(file_name: str, column: str) -> set[str]:
    with (SHARED / file_name).open(encoding="utf-8-sig", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}
