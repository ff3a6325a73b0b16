"""The headquarters of the demo: the nation's, the regions', the districts', and a share of constituencies'.

Some roles are vacant and some support is still on its way, so that the screens have something to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from elections.demo.candidacies import Candidacy
from elections.demo.people import People, Person
from elections.demo.places import STREETS, Place, Territory
from elections.people.iin import Sex

Level = Literal["nation", "region", "district", "constituency"]
Role = Literal[
    "head", "deputy", "organiser", "lawyer", "press", "agitator_coordinator", "observer_coordinator", "driver"
]
SupportKind = Literal["organisational", "methodological", "material"]

ROLES: dict[Level, tuple[Role, ...]] = {
    "nation": (
        "head",
        "deputy",
        "deputy",
        "organiser",
        "organiser",
        "lawyer",
        "lawyer",
        "press",
        "press",
        "agitator_coordinator",
        "observer_coordinator",
        "driver",
    ),
    "region": (
        "head",
        "deputy",
        "organiser",
        "lawyer",
        "press",
        "agitator_coordinator",
        "observer_coordinator",
        "driver",
    ),
    "district": ("head", "deputy", "organiser", "lawyer", "agitator_coordinator", "observer_coordinator"),
    "constituency": ("head", "agitator_coordinator", "observer_coordinator"),
}
VACANCY_PERCENT: dict[Level, int] = {"nation": 0, "region": 4, "district": 5, "constituency": 7}
EVERY_NTH_CONSTITUENCY = 4
OPENED_ON: dict[Level, date] = {
    "nation": date(2021, 6, 7),
    "region": date(2021, 6, 14),
    "district": date(2021, 6, 17),
    "constituency": date(2021, 6, 21),
}
HOURS = ("пн–сб 09:00–19:00", "ежедневно 09:00–20:00", "пн–пт 09:00–18:00, сб 10:00–15:00")
SUPPORT: tuple[tuple[SupportKind, str, int, str, int | None], ...] = (
    ("material", "листовки с программой кандидата", 1200, "шт.", 30),
    ("material", "плакаты А2", 150, "шт.", 450),
    ("material", "баннер 3 × 6 м", 2, "шт.", 38_000),
    ("material", "автомобиль с водителем", 1, "авто", 220_000),
    ("methodological", "памятка агитатора", 40, "экз.", 120),
    ("methodological", "памятка наблюдателя", 30, "экз.", 120),
    ("organisational", "встреча с избирателями с участием депутата", 1, "", None),
    ("organisational", "юридическая консультация", 3, "часа", None),
)
"""What is given: its sort, what, how many of which unit, and what one costs in tenge."""
REFUSAL = "Напечатано для соседнего штаба: заберите там."
NIGHT = date(2021, 7, 25)


@dataclass(frozen=True)
class Member:
    """A person's work in a headquarters; `until_on` is None while it lasts."""

    person: Person
    role: Role
    since_on: date
    until_on: date | None


@dataclass(frozen=True)
class SupportItem:
    """Support for a headquarters: asked for, perhaps sent, perhaps received."""

    kind: SupportKind
    what: str
    quantity: int
    unit: str
    cost_kzt: int | None
    requested_on: date
    sent_on: date | None
    received_on: date | None
    received_quantity: int | None = None
    refused_on: date | None = None


@dataclass(frozen=True)
class Headquarters:
    """A headquarters of the territory with the code `kato`; of the nation it is ""."""

    level: Level
    kato: str
    address: str
    phone: str
    opening_hours: str
    members: tuple[Member, ...]
    vacancies: tuple[Role, ...]
    support: tuple[SupportItem, ...]


def headquarters(territory: Territory, own: Sequence[Candidacy], people: People) -> tuple[Headquarters, ...]:
    """Returns the HQs from the nation down to the constituencies, each level in the order of codes."""
    random = Random("demo: headquarters")
    return tuple(
        _headquarters(number, level, place, people, random)
        for number, (level, place) in enumerate(_seats(territory, own), 1)
    )


def _seats(territory: Territory, own: Sequence[Candidacy]) -> Iterator[tuple[Level, Place | None]]:
    places = {place.kato: place for place in territory.places}
    contests = territory.constituencies
    yield "nation", None
    for kato in sorted({c.region_kato for c in contests}):
        yield "region", places[kato]
    for kato in sorted({c.district_kato for c in contests}):
        yield "district", places[kato]
    for candidacy in own[::EVERY_NTH_CONSTITUENCY]:
        yield "constituency", places[candidacy.constituency_kato]


def _headquarters(
    number: int, level: Level, place: Place | None, people: People, random: Random
) -> Headquarters:
    members: list[Member] = []
    vacancies: list[Role] = []
    for role in ROLES[level]:
        if random.randrange(100) < VACANCY_PERCENT[level]:
            vacancies.append(role)
        else:
            members.extend(_members(role, level, place, people, random))
    name = place.name_ru if place else "г. Нур-Султан"
    return Headquarters(
        level,
        place.kato if place else "",
        f"{name}, ул. {random.choice(STREETS)}, {random.randint(1, 90)}",
        f"+7 70{random.randrange(10)} 999 {number // 100:02} {number % 100:02}",
        random.choice(HOURS),
        tuple(members),
        tuple(vacancies),
        tuple(_support(level, random)),
    )


def _members(
    role: Role, level: Level, place: Place | None, people: People, random: Random
) -> Iterator[Member]:
    """Yields who has the role now, and before them sometimes somebody who has left."""
    since = OPENED_ON[level] + timedelta(random.randrange(7))
    if random.randrange(100) < 2:
        left = since + timedelta(random.randint(5, 12))
        yield Member(_person(place, people, random), role, since, left)
        since = left + timedelta(1)
    yield Member(_person(place, people, random), role, since, None)


def _person(place: Place | None, people: People, random: Random) -> Person:
    is_woman = random.randrange(100) < 43
    return people.make(
        Sex.FEMALE if is_woman else Sex.MALE, random.randint(23, 66), place.kato if place else ""
    )


def _support(level: Level, random: Random) -> Iterator[SupportItem]:
    if level == "nation":
        return
    for kind, what, quantity, unit, price in random.sample(SUPPORT, random.randint(1, 3)):
        requested = date(2021, 7, 8) + timedelta(random.randrange(10))
        sent = requested + timedelta(random.randint(1, 6)) if random.randrange(100) < 88 else None
        received = sent + timedelta(random.randint(1, 4)) if sent and random.randrange(100) < 85 else None
        received = received if received and received <= NIGHT else None
        arrived = quantity - quantity // 10 if received and requested.day % 5 == 0 else quantity
        yield SupportItem(
            kind, what, quantity, unit, price and price * quantity, requested, sent, received,
            arrived if received else None, None if sent or requested.day % 3 else requested + timedelta(2),
        )  # fmt: skip
