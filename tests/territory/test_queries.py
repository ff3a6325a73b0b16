"""Reading the territory: one order, the day that is meant, what somebody typed, and only the viewer's own."""

from datetime import UTC, date, datetime

import pytest

from elections.accounts.territory import find_territory as find_for_account
from elections.database import looking_from
from elections.errors import NotFound
from elections.territory import day, queries
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency, Unit

DAY, BEFORE = date(2021, 7, 25), date(2020, 7, 25)
NORTH, WEST = "110000000", "150000000"


@pytest.fixture
def land(factory) -> dict[str, Unit | Constituency]:
    """Two regions with two districts and a city, and three constituencies, of which two have one name."""
    factory.election()
    north, west = (
        factory.region(NORTH),
        factory.region(WEST, name_ru="Актюбинская область", search_text="актюбинская область"),
    )
    akkol = factory.district(
        "113200000", north, name_ru="Аккольский район", search_text="аккольскии раион ақкол"
    )
    city = factory.unit(
        "111000000", UnitKind.CITY_ADMINISTRATION, north, name_ru="Кокшетау Г.А.", search_text="кокшетау г а"
    )
    khobda = factory.district("153200000", west, name_ru="Хобдинский район", search_text="хобдинскии раион")
    return {
        "north": north, "west": west, "akkol": akkol, "city": city, "khobda": khobda,
        "birlik": factory.constituency(akkol, kato="113241000", name_ru="Бирлик с.о.", search_text="бирлик 113241000"),
        "another birlik": factory.constituency(khobda, kato="153241000", name_ru="Бирлик с.о.", search_text="бирлик 153241000"),
        "sary": factory.constituency(akkol, kato="113247000", name_ru="Сары с.о.", search_text="сары 113247000"),
    }  # fmt: skip


def names(places) -> list[str]:
    return [one.name_ru for one in places]


def test_regions_and_districts_are_listed_in_order(land) -> None:
    assert names(queries.list_regions()) == ["Акмолинская область", "Актюбинская область"]
    assert names(queries.list_districts()) == ["Аккольский район", "Кокшетау Г.А.", "Хобдинский район"]
    assert names(queries.list_districts(f"{WEST}/")) == ["Хобдинский район"]
    assert queries.list_regions(BEFORE) == queries.list_districts(on=BEFORE) == []


def test_children_and_chain_are_those_of_the_day(land) -> None:
    path = land["birlik"].path

    assert names(queries.list_children(NORTH)) == ["Аккольский район", "Кокшетау Г.А."]
    assert names(queries.list_chain(path)) == ["Акмолинская область", "Аккольский район"]
    assert queries.list_chain(path, BEFORE) == queries.list_children(NORTH, BEFORE) == []


def test_place_labels_indent_the_districts_below_their_region(land) -> None:
    assert queries.place_labels(DAY) == {
        f"{NORTH}/": "Акмолинская область",
        f"{NORTH}/113200000/": f"{queries.INDENT}Аккольский район",
        f"{NORTH}/111000000/": f"{queries.INDENT}Кокшетау Г.А.",
        f"{WEST}/": "Актюбинская область",
        f"{WEST}/153200000/": f"{queries.INDENT}Хобдинский район",
    }


def test_suggestions_begin_with_the_code_and_name_the_district(land) -> None:
    assert queries.suggest_places()[:2] == ["110000000 Акмолинская область", "111000000 Кокшетау Г.А."]
    assert queries.suggest([land["birlik"]]) == ["113241000 Бирлик с.о., Аккольский район"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("113200000 Аккольский район", "akkol"),
        ("110000000", "north"),
        ("999999999 Нигде", None),
        ("хобдинск", "khobda"),
        ("Ақкөл", "akkol"),
        ("район", None),
        ("Наурызым", None),
        ("113241000 Бирлик с.о.", None),
    ],
)
def test_place_is_matched_by_its_code_or_a_name_of_its_own(land, typed: str, found: str | None) -> None:
    assert queries.match_place(typed) == (land[found] if found else None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("153241000 Бирлик с.о.", "another birlik"),
        ("113241000", "birlik"),
        ("999999999", None),
        ("САРЫ", "sary"),
        ("бирлик", None),
        ("Наурызым", None),
    ],
)
def test_constituency_is_matched_by_its_code_or_a_name_of_its_own(
    land, typed: str, found: str | None
) -> None:
    assert queries.match_constituency(typed) == (land[found] if found else None)


def test_name_that_two_share_is_enough_where_only_one_is_seen(land) -> None:
    with looking_from(f"{WEST}/"):
        assert queries.match_constituency("бирлик") == land["another birlik"]


def test_units_are_found_on_their_day_only(land) -> None:
    codes = [NORTH, "999999999"]

    assert queries.find_units(codes, DAY) == {NORTH: land["north"]}
    assert queries.find_units(codes, BEFORE) == {}
    assert [queries.find_unit(NORTH, on) for on in (None, DAY, BEFORE)] == [
        land["north"],
        land["north"],
        None,
    ]


def test_what_is_not_there_or_not_ones_own_is_not_found(land) -> None:
    unit, constituency = land["khobda"].id, land["another birlik"].id
    assert (queries.get_unit(unit), queries.get_constituency(constituency)) == (
        land["khobda"],
        land["another birlik"],
    )

    with looking_from(f"{NORTH}/"):
        for look in (lambda: queries.get_unit(unit), lambda: queries.get_constituency(constituency)):
            with pytest.raises(NotFound):
                look()
        assert names(queries.list_constituencies()) == ["Бирлик с.о.", "Сары с.о."]
    with pytest.raises(NotFound):
        queries.get_unit(10**6)


def test_constituencies_are_listed_within_a_path(land) -> None:
    listed = [row.kato for row in queries.list_constituencies()]

    assert listed == ["113241000", "113247000", "153241000"]
    assert [row.kato for row in queries.list_constituencies(f"{WEST}/")] == ["153241000"]


def test_search_wants_every_word_in_any_spelling(land) -> None:
    assert [row.kato for row in queries.search_constituencies("Бірлік 1132").rows] == ["113241000"]
    assert [row.kato for row in queries.search_units("район акколь").rows] == ["113200000"]
    assert queries.search_units("%").total == queries.search_units("").total


def test_accounts_learn_path_and_name_of_a_code(land) -> None:
    assert queries.find_territory("113200000") == (f"{NORTH}/113200000/", "Аккольский район")
    assert queries.find_territory("999999999") is None
    assert find_for_account("113200000") == (f"{NORTH}/113200000/", "Аккольский район")
    assert find_for_account("") == ("", "")
    with pytest.raises(NotFound):
        find_for_account("999999999")


def test_usual_day_is_the_one_handed_in_or_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day, "_days", [])
    today = day.usual_day()

    for told in (BEFORE, DAY):
        day.register_day(lambda told=told: told)

    assert (today, day.usual_day()) == (datetime.now(UTC).date(), DAY)
