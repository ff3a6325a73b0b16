"""The territory of the demo: real names and codes out of `territory.txt`, invented voters and precincts.

By region the totals are those published of 25 July 2021, where there are any;
within a region they are made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from elections.demo.shares import apportion
from elections.territory.codes import UnitKind

FACTS = Path(__file__).with_name("territory.txt")
PRECINCT_LIMIT = 3000
"""The most voters of a precinct (CL 23)."""

KINDS = {
    "O": (UnitKind.RURAL_OKRUG, "с.о.", "а.о."),
    "V": (UnitKind.VILLAGE, "с.а.", "а.ә."),
    "S": (UnitKind.SETTLEMENT, "п.а.", "к.ә."),
    "T": (UnitKind.TOWN, "г.а.", "қ.ә."),
    "R": (UnitKind.DISTRICT, "район", "ауданы"),
    "C": (UnitKind.CITY_ADMINISTRATION, "Г.А.", "Қ.Ә."),
}
STREETS = (
    "Абая",
    "Жамбыла",
    "Достык",
    "Желтоксан",
    "Наурыз",
    "Ыбырая Алтынсарина",
    "Бейбитшилик",
    "Женис",
    "Тәуелсіздік",
)
HALLS = (
    "средняя школа",
    "сельский клуб",
    "Дом культуры",
    "основная школа",
    "сельская библиотека",
    "спортивный зал",
)


@dataclass(frozen=True)
class Place:
    """A unit of the classifier; the parent of a region or a city of republican significance is ""."""

    kato: str
    kind: UnitKind
    name_ru: str
    name_kk: str
    name_en: str
    parent_kato: str


@dataclass(frozen=True)
class Precinct:
    """A precinct: its number in its district, and its voters on the list."""

    constituency_kato: str
    number: int
    voters: int
    address: str


@dataclass(frozen=True)
class Constituency:
    """A unit that elects an akim on the day, and how many candidates are registered there."""

    kato: str
    kind: UnitKind
    name_ru: str
    name_kk: str
    district_kato: str
    region_kato: str
    voters: int
    candidates: int
    precincts: tuple[Precinct, ...]


@dataclass(frozen=True)
class Territory:
    """Regions, districts and electing units as `places`, parents first; constituencies in order of code."""

    places: tuple[Place, ...]
    constituencies: tuple[Constituency, ...]


@dataclass(frozen=True)
class RegionTotals:
    """What a region's constituencies add up to."""

    kato: str
    precincts: int
    voters: int
    candidates: int


def read_territory() -> Territory:
    """Returns the territory of 2021 with 730 constituencies, 1 847 precincts and 1 209 817 voters."""
    places: list[Place] = []
    totals: list[RegionTotals] = []
    for line in FACTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _read_line(line, places, totals)
    random = Random("demo: places")
    constituencies = [c for region in totals for c in _constituencies(region, places, random)]
    return Territory(tuple(places), tuple(sorted(constituencies, key=lambda c: c.kato)))


def _read_line(line: str, places: list[Place], totals: list[RegionTotals]) -> None:
    depth = len(line) - len(line.lstrip("\t"))
    if depth == 0:
        code, name_ru, name_kk, name_en, *figures = line.split("\t")
        kind = UnitKind.REGION if figures else UnitKind.CITY_OF_REPUBLICAN_SIGNIFICANCE
        kato = code.ljust(9, "0")
        places.append(Place(kato, kind, name_ru, name_kk, name_en, ""))
        if figures:
            precincts, voters, candidates = map(int, figures)
            totals.append(RegionTotals(kato, precincts, voters, candidates))
        return
    code, letter, stem_ru, stem_kk = line.strip("\t").split("\t")
    kind, word_ru, word_kk = KINDS[letter]
    district = next((p.kato for p in reversed(places) if p.parent_kato.endswith("0000000")), "")
    parent = places[-1].kato[:2].ljust(9, "0") if depth == 1 else district
    kato = (code if depth == 1 else district[:4] + code).ljust(9, "0")
    places.append(Place(kato, kind, _named(stem_ru, word_ru), _named(stem_kk, word_kk), "", parent))


def _named(stem: str, word: str) -> str:
    return stem.replace("*", word) if "*" in stem else f"{stem} {word}"


def _constituencies(region: RegionTotals, places: list[Place], random: Random) -> Iterator[Constituency]:
    electing = [p for p in places if p.kato[:2] == region.kato[:2] and p.kato[4:] != "00000"]
    weights = [random.randint(3, 10) * random.randint(3, 10) * random.randint(4, 10) for _ in electing]
    voters = apportion(region.voters, weights)
    precincts = _precinct_counts(region.precincts, voters)
    candidates = _candidate_counts(region.candidates, len(electing), random)
    last_number: dict[str, int] = {}
    for place, size, count, standing in zip(electing, voters, precincts, candidates, strict=True):
        first = last_number.get(place.parent_kato, 0) + 1
        last_number[place.parent_kato] = first + count - 1
        yield Constituency(
            place.kato,
            place.kind,
            place.name_ru,
            place.name_kk,
            place.parent_kato,
            region.kato,
            size,
            standing,
            tuple(_precincts(place.kato, first, _precinct_sizes(size, count, random), random)),
        )


def _precinct_counts(total: int, voters: list[int]) -> list[int]:
    counts = [-(-size // PRECINCT_LIMIT) for size in voters]
    for _ in range(total - sum(counts)):
        largest = max(range(len(voters)), key=lambda i: (voters[i] * 1000 // counts[i], -i))
        counts[largest] += 1
    return counts


def _candidate_counts(total: int, contests: int, random: Random) -> list[int]:
    """Returns how many stand in each contest: at least two (CL 113-7), at most nine."""
    counts = [2] * contests
    while sum(counts) < total:
        i = random.randrange(contests)
        counts[i] += 1 if counts[i] < 9 else 0
    return counts


def _precinct_sizes(voters: int, count: int, random: Random) -> list[int]:
    sizes = apportion(voters, [random.randint(50, 150) for _ in range(count)])
    return sizes if max(sizes) <= PRECINCT_LIMIT else apportion(voters, [1] * count)


def _precincts(kato: str, first: int, sizes: list[int], random: Random) -> Iterator[Precinct]:
    for number, size in enumerate(sizes, first):
        address = f"ул. {random.choice(STREETS)}, {random.randint(1, 60)}, {random.choice(HALLS)}"
        yield Precinct(kato, number, size, address)
