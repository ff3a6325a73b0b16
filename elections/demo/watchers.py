"""Who watches the demo's count: proxies of the nominees, observers of the party, two commissions; and where nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from elections.demo.accounts import REGION
from elections.demo.candidacies import Candidacy
from elections.demo.people import People, Person
from elections.demo.places import Constituency, Territory
from elections.people.iin import Sex

SENT_ON = date(2021, 7, 19)
MORNING, DAY, NIGHT = (420, 1920), (420, 900), (900, 1920)
"""Shifts in minutes of the voting day: the whole day with the count, until 15:00, from then on."""
WITH_PROXY = {"11": 80, "19": 75, "61": 45, "55": 60}
"""In how many of a hundred contested constituencies the nominee has a proxy, by region; elsewhere `USUALLY`."""
USUALLY = 65
COMMISSIONS = 2
Status = Literal["consented", "registered", "ended"]


@dataclass(frozen=True)
class Proxy:
    """A proxy of a nominee in one precinct; `number` is the commission's certificate."""

    candidate: int
    constituency_kato: str
    precinct: int
    person: Person
    status: Status
    on: date
    number: int


@dataclass(frozen=True)
class Observer:
    """An observer of the party and the shift."""

    constituency_kato: str
    precinct: int
    person: Person
    shift: tuple[int, int]
    number: int


@dataclass(frozen=True)
class Watchers:
    """All who watch; members of commissions by constituency and precinct."""

    proxies: tuple[Proxy, ...]
    observers: tuple[Observer, ...]
    commissions: tuple[tuple[str, int, Person], ...]

    @property
    def people(self) -> list[Person]:
        """Returns the proxies and observers, each once, in the order in which they were invented."""
        serving = [one.person for one in self.proxies]
        everybody = {one.number: one for one in (*serving, *(one.person for one in self.observers))}
        return [everybody[number] for number in sorted(everybody)]


def watchers(territory: Territory, own: Sequence[Candidacy], people: People) -> Watchers:
    """Returns who watches: a proxy serves one or two precincts of a constituency, observers are in one region."""
    random = Random("demo: watchers")
    places = {one.kato: one for one in territory.constituencies}
    proxies: list[Proxy] = []
    for one in own:
        share = WITH_PROXY.get(one.constituency_kato[:2], USUALLY)
        if random.randrange(100) < share:
            proxies += _proxies(one, places[one.constituency_kato], people, random, len(proxies))
    observed = [one for one in territory.constituencies if one.kato[:2] == REGION[:2]]
    observers: list[Observer] = []
    for place in observed:
        for precinct in place.precincts:
            if random.randrange(100) < 40:
                observers += _observers(place, precinct.number, people, random, len(observers))
    lists = [
        (place.kato, place.precincts[0].number, people.make_published(Sex.FEMALE, 30 + at, place.region_kato))
        for place in observed[:COMMISSIONS]
        for at in range(5)
    ]
    return Watchers(tuple(proxies), tuple(observers), tuple(lists))


def _proxies(one: Candidacy, place: Constituency, people: People, random: Random, before: int) -> list[Proxy]:
    person = people.make(random.choice((Sex.MALE, Sex.FEMALE)), random.randint(22, 60), place.region_kato)
    dice = random.randrange(100)
    status: Status = "registered" if dice < 88 else "consented" if dice < 96 else "ended"
    on = max(one.registered_on, date(2021, 7, 15)) + timedelta(random.randint(0, 4))
    number = random.randint(1, 2)
    return [
        Proxy(
            one.number, place.kato, precinct.number, person, status if at == 0 else "registered", on, before + at + 1
        )
        for at, precinct in enumerate(place.precincts[:number])
    ]  # fmt: skip


def _observers(
    place: Constituency, precinct: int, people: People, random: Random, before: int
) -> list[Observer]:
    shifts = (MORNING,) if random.randrange(100) < 80 else (DAY, NIGHT)
    return [
        Observer(
            place.kato, precinct,
            people.make(random.choice((Sex.MALE, Sex.FEMALE)), random.randint(20, 62), place.region_kato),
            shift, before + at + 1,
        )
        for at, shift in enumerate(shifts)
    ]  # fmt: skip
