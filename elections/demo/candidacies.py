"""The candidacies of the demo: 586 of the own party with the published profile, and the 1 711 rivals.

All figures are those published of 14 July 2021: 2 297 registered, of them 458 women; 1 419 nominated
themselves, six parties nominated 878.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from elections.demo.parties import OWN_PARTY, PARTIES
from elections.demo.people import People, Person
from elections.demo.places import Constituency
from elections.demo.shares import apportion, chosen
from elections.people.iin import Sex

OWN_COUNT = OWN_PARTY.nominees
OWN_WOMEN, OWN_YOUNG, OWN_NEW_FACES, OWN_MEAN_AGE = 64, 82, 206, 46
YOUNG_BELOW = 35
INCUMBENTS, IN_PRIMARIES, HEADS_OF_PRIMARY_ORGANISATIONS = 231, 402, 158
RIVAL_WOMEN = 394
SELF_NOMINATED_MEMBERS = 120
"""Members of the own party who nominated themselves: they win for it by membership only."""
MEMBERS_WITHOUT_OWN_NOMINEE = 48
"""How many of them stand where the party has nominated nobody."""
OCCUPATIONS = (
    ("заместитель акима", "аппарат акима"),
    ("главный специалист", "аппарат акима района"),
    ("директор школы", "средняя школа"),
    ("учитель истории", "средняя школа"),
    ("учитель математики", "основная школа"),
    ("главный агроном", "крестьянское хозяйство"),
    ("глава крестьянского хозяйства", "крестьянское хозяйство"),
    ("ветеринарный врач", "районная ветеринарная станция"),
    ("юрист", "районный центр юридической помощи"),
    ("экономист", "районный отдел экономики и бюджета"),
    ("главный бухгалтер", "сельскохозяйственное товарищество"),
    ("инженер", "районные электрические сети"),
    ("заведующий врачебной амбулаторией", "врачебная амбулатория"),
    ("директор Дома культуры", "Дом культуры"),
    ("индивидуальный предприниматель", ""),
    ("начальник почтового отделения", "отделение связи"),
)
INCUMBENT_OCCUPATION = ("действующий аким", "аппарат акима")
EDUCATION = (
    "высшее, юридическое",
    "высшее, экономическое",
    "высшее, сельскохозяйственное",
    "высшее, педагогическое",
    "высшее, техническое",
    "высшее, государственное управление",
    "высшее, ветеринарное",
    "высшее, медицинское",
)


@dataclass(frozen=True)
class Candidacy:
    """A registered candidate. `nominated_by` is a code of `PARTIES`, "" of the self-nominated."""

    number: int
    person: Person
    constituency_kato: str
    nomination: Literal["party", "self"]
    nominated_by: str
    member_of: str
    registered_on: date
    is_new_face: bool
    is_incumbent: bool
    was_in_primaries: bool
    heads_primary_organisation: bool
    education: str
    occupation: str
    workplace: str

    @property
    def is_own_nominee(self) -> bool:
        """Returns whether the own party nominated this candidate."""
        return self.nominated_by == OWN_PARTY.code


@dataclass(frozen=True)
class _Rival:
    """A rival's place before a person is invented for it."""

    constituency: Constituency
    nominated_by: str
    member_of: str


def own_candidacies(constituencies: Sequence[Constituency], people: People) -> tuple[Candidacy, ...]:
    """Returns the party's 586 nominees, one per contested constituency, numbered from 1."""
    random = Random("demo: own candidates")
    ages = _own_ages(random)
    women = chosen(random, OWN_WOMEN, OWN_COUNT)
    new_faces = _likeliest(random, OWN_NEW_FACES, [90 if age < YOUNG_BELOW else 0 for age in ages])
    never = [is_new or age < 30 for is_new, age in zip(new_faces, ages, strict=True)]
    incumbents = _likeliest(random, INCUMBENTS, [-1000 if is_never else 0 for is_never in never])
    primaries = chosen(random, IN_PRIMARIES, OWN_COUNT)
    heads = chosen(random, HEADS_OF_PRIMARY_ORGANISATIONS, OWN_COUNT)
    return tuple(
        Candidacy(
            i + 1,
            people.make(Sex.FEMALE if women[i] else Sex.MALE, ages[i], constituency.region_kato),
            constituency.kato,
            "party",
            OWN_PARTY.code,
            OWN_PARTY.code,
            date(2021, 7, 6) + timedelta(random.randrange(8)),
            new_faces[i],
            incumbents[i],
            primaries[i],
            heads[i],
            random.choice(EDUCATION),
            *(INCUMBENT_OCCUPATION if incumbents[i] else random.choice(OCCUPATIONS)),
        )
        for i, constituency in enumerate(_contested(constituencies, random))
    )


def rival_candidacies(
    constituencies: Sequence[Constituency], own: Sequence[Candidacy], people: People
) -> tuple[Candidacy, ...]:
    """Returns the other 1 711, numbered after the own ones; a party nominates at most one in a contest."""
    random = Random("demo: rivals")
    rivals = _rivals(constituencies, {c.constituency_kato: None for c in own}, random)
    women = chosen(random, RIVAL_WOMEN, len(rivals))
    return tuple(
        _rival_candidacy(len(own) + i, rival, is_woman, people, random)
        for i, (rival, is_woman) in enumerate(zip(rivals, women, strict=True), 1)
    )


def _rival_candidacy(number: int, rival: _Rival, is_woman: bool, people: People, random: Random) -> Candidacy:
    is_member = rival.member_of == OWN_PARTY.code
    make = people.make if is_member else people.make_published
    person = make(
        Sex.FEMALE if is_woman else Sex.MALE, random.randint(25, 64), rival.constituency.region_kato
    )
    return Candidacy(
        number,
        person,
        rival.constituency.kato,
        "party" if rival.nominated_by else "self",
        rival.nominated_by,
        rival.member_of,
        date(2021, 7, 5) + timedelta(random.randrange(10)),
        False,
        False,
        False,
        False,
        random.choice(EDUCATION),
        *random.choice(OCCUPATIONS),
    )


def _own_ages(random: Random) -> list[int]:
    """Returns ages of which 82 are below 35 and whose mean is 46."""
    young = [random.randint(25, 34) for _ in range(OWN_YOUNG)]
    older = [random.randint(35, 48) + random.randint(0, 14) for _ in range(OWN_COUNT - OWN_YOUNG)]
    missing = OWN_MEAN_AGE * OWN_COUNT - sum(young) - sum(older)
    while missing:
        i = random.randrange(len(older))
        step = 1 if missing > 0 else -1
        if YOUNG_BELOW <= older[i] + step <= 62:
            older[i] += step
            missing -= step
    ages = young + older
    random.shuffle(ages)
    return ages


def _likeliest(random: Random, count: int, chances: Sequence[int]) -> list[bool]:
    """Returns marks of which `count` are true, those of the highest chance plus a random number below 200."""
    drawn = [chance + random.randrange(200) for chance in chances]
    first = sorted(range(len(drawn)), key=lambda i: (-drawn[i], i))[:count]
    marks = [False] * len(drawn)
    for i in first:
        marks[i] = True
    return marks


def _contested(constituencies: Sequence[Constituency], random: Random) -> list[Constituency]:
    """Returns where the party stands: of each region the same share."""
    regions = sorted({c.region_kato for c in constituencies})
    by_region = [[c for c in constituencies if c.region_kato == region] for region in regions]
    counts = apportion(OWN_COUNT, [len(of_region) for of_region in by_region])
    marks = [
        (c, mark)
        for of_region, count in zip(by_region, counts, strict=True)
        for c, mark in zip(of_region, chosen(random, count, len(of_region)), strict=True)
    ]
    return [c for c, mark in marks if mark]


def _rivals(
    constituencies: Sequence[Constituency], contested: dict[str, None], random: Random
) -> list[_Rival]:
    places = [c for c in constituencies for _ in range(c.candidates - (c.kato in contested))]
    nominees = _place_nominees(places, random)
    members = _place_members(places, nominees, contested, random)
    return [
        _Rival(place, nominees.get(i, ""), OWN_PARTY.code if i in members else nominees.get(i, ""))
        for i, place in enumerate(places)
    ]


def _place_nominees(places: Sequence[Constituency], random: Random) -> dict[int, str]:
    """Returns the party code by the index of the place that its nominee takes."""
    nominees: dict[int, str] = {}
    present: set[tuple[str, str]] = set()
    for code in [party.code for party in PARTIES[1:] for _ in range(party.nominees)]:
        i = random.randrange(len(places))
        while i in nominees or (places[i].kato, code) in present:
            i = random.randrange(len(places))
        nominees[i] = code
        present.add((places[i].kato, code))
    return nominees


def _place_members(
    places: Sequence[Constituency], nominees: dict[int, str], contested: dict[str, None], random: Random
) -> set[int]:
    """Returns the places' indices of the own party's self-nominated members, at most one in a contest."""
    order = [i for i in range(len(places)) if i not in nominees]
    random.shuffle(order)
    room = {True: SELF_NOMINATED_MEMBERS - MEMBERS_WITHOUT_OWN_NOMINEE, False: MEMBERS_WITHOUT_OWN_NOMINEE}
    members: set[int] = set()
    present: set[str] = set()
    for i in order:
        is_contested = places[i].kato in contested
        if room[is_contested] and places[i].kato not in present:
            room[is_contested] -= 1
            members.add(i)
            present.add(places[i].kato)
    return members
