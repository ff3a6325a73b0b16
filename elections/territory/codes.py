"""Codes of the classifier of territories (KATO, NK RK 11): what nine digits say, and what a name says.

AB CD EF HIJ: region or city of republican significance, district or city administration, okrug or town,
locality; zeros on the right mean a higher level. The classifier leaves some parents out (a town directly
under its district, the districts of Almaty directly under the city), so a parent is looked for among the
codes that there are.
"""

import re
from collections.abc import Container, Iterable
from enum import StrEnum

from elections.alphabet import fold
from elections.errors import Objection

LENGTH = 9

_CODE = re.compile(r"(?!00)[0-9]{2}(?:0{7}|(?!00)[0-9]{7})")


class Level(StrEnum):
    """How deep a code lies."""

    REGION = "region"
    DISTRICT = "district"
    SUB_DISTRICT = "sub_district"
    LOCALITY = "locality"


class UnitKind(StrEnum):
    """What a unit is. `town` is one of district significance, whose akim is elected."""

    REGION = "region"
    CITY_OF_REPUBLICAN_SIGNIFICANCE = "city_of_republican_significance"
    DISTRICT = "district"
    CITY_ADMINISTRATION = "city_administration"
    RURAL_OKRUG = "rural_okrug"
    VILLAGE = "village"
    SETTLEMENT = "settlement"
    TOWN = "town"
    TOWN_OF_REGION_SIGNIFICANCE = "town_of_region_significance"
    CITY_DISTRICT = "city_district"
    LOCALITY = "locality"


ELECTING = frozenset({UnitKind.RURAL_OKRUG, UnitKind.VILLAGE, UnitKind.SETTLEMENT, UnitKind.TOWN})
"""The kinds of unit that elect their akim (LSG 36(1))."""

# How many digits a level's code begins with; the rest is zeros.
_DIGITS = {Level.REGION: 2, Level.DISTRICT: 4, Level.SUB_DISTRICT: 6, Level.LOCALITY: 9}

# The classifier's abbreviations, before or after the name; its own spelling wavers ("с.о.", "с.о", "с. о.").
_KINDS_OF_SUB_DISTRICT = (
    (re.compile(r"(^|\s)с\.\s?о(\.|\s|$)"), UnitKind.RURAL_OKRUG),
    (re.compile(r"(^|\s)с\.\s?а(\.|\s|$)"), UnitKind.VILLAGE),
    (re.compile(r"(^|\s)п\.\s?а(\.|\s|$)"), UnitKind.SETTLEMENT),
    (re.compile(r"(^|\s)г\.\s?а(\.|\s|$)"), UnitKind.TOWN),
    (re.compile(r"(^|\s)р\.\s?а(\.|\s|$)|(^|\s)район(\s|$)"), UnitKind.CITY_DISTRICT),
    (re.compile(r"^г\."), UnitKind.TOWN_OF_REGION_SIGNIFICANCE),
)
# How people write them, Kazakh after Russian.
_KIND_WORDS = tuple(
    (re.compile(rf"(?<!\w)({words})(?!\w)\.?"), kind)
    for words, kind in (
        (
            r"с\.\s?о|с/о|с(ел|ельск)?\.\s?окр(уг)?|сельский округ|а\.\s?о|а/о|ауылдық округі?",
            UnitKind.RURAL_OKRUG,
        ),
        (r"с\.\s?а|сельский акимат|село|с|а\.\s?ә|ауылы?", UnitKind.VILLAGE),
        (r"п\.\s?а|пос[её]лок|пос|п|к\.\s?ә|кенті?", UnitKind.SETTLEMENT),
        (r"г\.\s?а|город|г|қ\.\s?ә|қаласы?", UnitKind.TOWN),
    )
)
_CITY = re.compile(r"^г\.")
_CITY_ADMINISTRATION = re.compile(r"(^|\s)г\.\s?а(\.|\s|$)")
_CITY_DISTRICT = re.compile(r"^район\s|\sрайон$")


def code_of(typed: str) -> str:
    """Returns the code that typed text begins with ("194200000 Панфиловский район"), or "" when it begins with none."""
    first = typed.split(" ")[0] if typed else ""
    return first if first.isdigit() and len(first) == LENGTH else ""


def check_kato(kato: str) -> tuple[Objection, ...]:
    """Returns what speaks against a code: it is not nine digits, has no region, or lies in no district."""
    return () if _CODE.fullmatch(kato) else (Objection("kato.format", "kato", {"kato": kato}),)


def level_of(kato: str) -> Level:
    """Returns how deep a code lies."""
    return next(level for level, digits in _DIGITS.items() if not kato[digits:].strip("0"))


def region_of(kato: str) -> str:
    """Returns the code of the region (or city of republican significance) in which a code lies."""
    return _cut(kato, Level.REGION)


def district_of(kato: str) -> str:
    """Returns the code of the district (or city administration) of a code; "" for a region's own code."""
    return "" if level_of(kato) is Level.REGION else _cut(kato, Level.DISTRICT)


def ancestors_of(kato: str) -> tuple[str, ...]:
    """Returns the codes above a code by its structure, from the region down, whether they exist or not."""
    above = list(_DIGITS)[: list(_DIGITS).index(level_of(kato))]
    return tuple(
        dict.fromkeys(_cut(kato, level) for level in above)
    )  # a level left out repeats the one above


def parent_of(kato: str, known: Container[str]) -> str:
    """Returns the nearest code above that is among the `known` ones; "" when none is."""
    return next((above for above in reversed(ancestors_of(kato)) if above in known), "")


def _cut(kato: str, level: Level) -> str:
    return kato[: _DIGITS[level]].ljust(LENGTH, "0")


def path_of(chain: Iterable[str]) -> str:
    """Returns the path of codes, from the region down: "110000000/111000000/"; of none, the nation, ""."""
    return "".join(f"{kato}/" for kato in chain)


def within(path: str, scope: str) -> bool:
    """Returns whether a path lies in the territory of a scope (itself a path; "" is the nation)."""
    return path.startswith(scope)


def bare_name(name: str) -> tuple[str, UnitKind | None]:
    """Returns a name, folded, without the words for what it is the name of, and what they say; None where none do."""
    typed = name.casefold()
    for words, kind in _KIND_WORDS:
        bare, found = words.subn(" ", typed, count=1)
        if found and fold(bare):
            return fold(bare), kind
    return fold(typed), None


def kind_of(name_ru: str, level: Level) -> UnitKind | None:
    """Returns what a unit is, by the abbreviation in its Russian name; None where the name does not say."""
    name = " ".join(name_ru.casefold().split())
    if level is Level.REGION:
        return UnitKind.CITY_OF_REPUBLICAN_SIGNIFICANCE if _CITY.search(name) else UnitKind.REGION
    if level is Level.DISTRICT:
        return UnitKind.CITY_ADMINISTRATION if _CITY_ADMINISTRATION.search(name) else UnitKind.DISTRICT
    if level is Level.LOCALITY:
        return UnitKind.CITY_DISTRICT if _CITY_DISTRICT.search(name) else UnitKind.LOCALITY
    return next((kind for abbreviation, kind in _KINDS_OF_SUB_DISTRICT if abbreviation.search(name)), None)
