"""Codes of the classifier, and the kinds that names say; the last tests read the files of ../shared/data."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.territory.codes import (
    ELECTING,
    Level,
    UnitKind,
    ancestors_of,
    bare_name,
    check_kato,
    district_of,
    kind_of,
    level_of,
    parent_of,
    path_of,
    region_of,
    within,
)

DATA = Path(__file__).parents[3] / "shared" / "data"
CODES = st.from_regex(r"[1-9][0-9]([1-9][0-9]([0-9]{2}([0-9]{3}|000)|00000)|0000000)", fullmatch=True)


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("Улькенский с.о.", "улькенскии", UnitKind.RURAL_OKRUG), ("Улькенский сельский округ", "улькенскии", UnitKind.RURAL_OKRUG),
        ("УЛЬКЕНСКИЙ С. О", "улькенскии", UnitKind.RURAL_OKRUG), ("Улькенский сел. округ", "улькенскии", UnitKind.RURAL_OKRUG),
        ("Үлкен а.о.", "улкен", UnitKind.RURAL_OKRUG), ("Үлкен ауылдық округі", "улкен", UnitKind.RURAL_OKRUG),
        ("с.Аксу", "аксу", UnitKind.VILLAGE), ("Ақсу ауылы", "аксу", UnitKind.VILLAGE), ("Ақсу а.ә.", "аксу", UnitKind.VILLAGE),
        ("Аксуская п.а.", "аксуская", UnitKind.SETTLEMENT), ("пос. Аксу", "аксу", UnitKind.SETTLEMENT), ("Ақсу к.ә.", "аксу", UnitKind.SETTLEMENT),
        ("г. Алга", "алга", UnitKind.TOWN), ("Алға Қ.Ә.", "алга", UnitKind.TOWN),
        ("Улькенский", "улькенскии", None), ("Село", "село", None), ("", "", None),
    ],
)  # fmt: skip
def test_name_and_what_it_is_the_name_of_are_told_apart(name: str, bare: str, kind: UnitKind | None) -> None:
    assert bare_name(name) == (bare, kind)


@pytest.mark.parametrize(
    ("kato", "level", "region", "district", "ancestors"),
    [
        ("110000000", Level.REGION, "110000000", "", ()),
        ("113200000", Level.DISTRICT, "110000000", "113200000", ("110000000",)),
        ("113220000", Level.SUB_DISTRICT, "110000000", "113200000", ("110000000", "113200000")),
        ("113220100", Level.LOCALITY, "110000000", "113200000", ("110000000", "113200000", "113220000")),
        ("100000000", Level.REGION, "100000000", "", ()),
        ("631000200", Level.LOCALITY, "630000000", "631000000", ("630000000", "631000000")),
    ],
)
def test_what_the_digits_say(
    kato: str, level: Level, region: str, district: str, ancestors: tuple[str, ...]
) -> None:
    assert (level_of(kato), region_of(kato), district_of(kato), ancestors_of(kato)) == (
        level, region, district, ancestors,
    )  # fmt: skip


@given(CODES)
def test_every_code_is_below_its_ancestors_level_by_level(kato: str) -> None:
    assert check_kato(kato) == ()
    chain = (*ancestors_of(kato), kato)
    depths = [list(Level).index(level_of(code)) for code in chain]
    assert depths == sorted(set(depths))
    assert {region_of(code) for code in chain} == {chain[0]}


@pytest.mark.parametrize(
    "kato", ["", "11000000", "1100000000", "11000000O", "000000000", "110000100", "١١٠٠٠٠٠٠٠"]
)
def test_check_kato_refuses(kato: str) -> None:
    assert check_kato(kato) == (Objection("kato.format", "kato", {"kato": kato}),)


@pytest.mark.parametrize(
    ("kato", "known", "parent"),
    [
        ("110000000", {"110000000"}, ""),
        ("113220100", {"110000000", "113200000", "113220000"}, "113220000"),
        ("113820100", {"110000000", "113800000"}, "113800000"),
        ("711110000", {"710000000"}, "710000000"),
        ("711110000", set(), ""),
    ],
)
def test_parent_of_is_the_nearest_code_that_exists(kato: str, known: set[str], parent: str) -> None:
    assert parent_of(kato, known) == parent


@pytest.mark.parametrize(
    ("chain", "path"), [((), ""), (("110000000", "111000000"), "110000000/111000000/")]
)  # fmt: skip
def test_path_of(chain: tuple[str, ...], path: str) -> None:
    assert path_of(chain) == path


@given(st.lists(CODES, max_size=4), st.integers(0, 4))
def test_a_path_lies_within_each_of_its_beginnings(chain: list[str], length: int) -> None:
    assert within(path_of(chain), path_of(chain[:length]))


def test_a_path_lies_not_within_a_place_below_or_beside_it() -> None:
    assert [within("110000000/", scope) for scope in ("110000000/111000000/", "150000000/")] == [False, False]


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("Акмолинская область", Level.REGION, UnitKind.REGION),
        ("область Абай", Level.REGION, UnitKind.REGION),
        ("г.Алматы", Level.REGION, UnitKind.CITY_OF_REPUBLICAN_SIGNIFICANCE),
        ("Кокшетау Г.А.", Level.DISTRICT, UnitKind.CITY_ADMINISTRATION),
        ("район Биржан сал", Level.DISTRICT, UnitKind.DISTRICT),
        ("Красноярский с.о.", Level.SUB_DISTRICT, UnitKind.RURAL_OKRUG),
        ("Байторысайский  с.о", Level.SUB_DISTRICT, UnitKind.RURAL_OKRUG),
        ("с.о.Отпан", Level.SUB_DISTRICT, UnitKind.RURAL_OKRUG),
        ("с.\u00a0о. Бастау", Level.SUB_DISTRICT, UnitKind.RURAL_OKRUG),
        ("Карабулакская с.а.", Level.SUB_DISTRICT, UnitKind.VILLAGE),
        ("с.а.Изобильный", Level.SUB_DISTRICT, UnitKind.VILLAGE),
        ("с.а. Кырыккудык", Level.SUB_DISTRICT, UnitKind.VILLAGE),
        ("Станционная п.а.", Level.SUB_DISTRICT, UnitKind.SETTLEMENT),
        ("С.Асфендияров п.а.", Level.SUB_DISTRICT, UnitKind.SETTLEMENT),
        ("Акколь г.а.", Level.SUB_DISTRICT, UnitKind.TOWN),
        ("г.а.Макинск", Level.SUB_DISTRICT, UnitKind.TOWN),
        ("г.Косшы", Level.SUB_DISTRICT, UnitKind.TOWN_OF_REGION_SIGNIFICANCE),
        ("р.а. им.Казыбек би", Level.SUB_DISTRICT, UnitKind.CITY_DISTRICT),
        ("район Есиль", Level.SUB_DISTRICT, UnitKind.CITY_DISTRICT),
        ("Алмалинский район", Level.SUB_DISTRICT, UnitKind.CITY_DISTRICT),
        ("район Астана", Level.LOCALITY, UnitKind.CITY_DISTRICT),
        ("г.Атбасар", Level.LOCALITY, UnitKind.LOCALITY),
        ("с.Абай", Level.LOCALITY, UnitKind.LOCALITY),
        ("Абай", Level.SUB_DISTRICT, None),
    ],
)
def test_kind_of(name: str, level: Level, kind: UnitKind | None) -> None:
    assert kind_of(name, level) == kind


def test_kinds_are_those_of_the_units_of_2021() -> None:
    # The file's column calls 159 okrugs villages, where "с.о." stands first; in Kazakh they are "а.о.".
    same = {"city_oblast_significance": "town_of_region_significance", "city_raion_significance": "town"}
    units = rows("kz_2021_rural_units.csv")
    differing = [
        unit
        for unit in units
        if kind_of(unit["name_ru"], Level.SUB_DISTRICT) != same.get(unit["type"], unit["type"])
    ]
    assert {(unit["type"], unit["name_ru"][:4]) for unit in differing} == {("village", "с.о.")}
    assert {unit["name_kk"].rstrip(".")[-3:] for unit in differing} == {"а.о"}
    assert len(differing) == 159


def test_the_units_that_elect_an_akim_in_2021() -> None:
    kinds = [kind_of(unit["name_ru"], Level.SUB_DISTRICT) for unit in rows("kz_2021_rural_units.csv")]
    assert {kind: kinds.count(kind) for kind in ELECTING} == {
        UnitKind.RURAL_OKRUG: 2132, UnitKind.VILLAGE: 93, UnitKind.SETTLEMENT: 72, UnitKind.TOWN: 32,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["kato_2026-07-17_ru_kk.csv", "territory_2021.csv"])
def test_every_unit_of_a_classifier_has_code_level_kind_and_parent(name: str) -> None:
    units = rows(name)
    level_words = {
        "oblast": Level.REGION, "district": Level.DISTRICT,
        "sub_district": Level.SUB_DISTRICT, "settlement": Level.LOCALITY,
    }  # fmt: skip
    known = {unit["kato"] for unit in units}
    odd = [
        unit
        for unit in units
        if check_kato(unit["kato"])
        or level_of(unit["kato"]) != level_words[unit["level"]]
        or kind_of(unit["name_ru"], level_of(unit["kato"])) is None
        or (level_of(unit["kato"]) is not Level.REGION and not parent_of(unit["kato"], known))
    ]
    assert odd == []
