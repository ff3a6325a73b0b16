"""Invented people: names, birth dates, and IINs that are valid in form but have serials nobody was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elections.demo import names
from elections.people.iin import Sex, complete

FIRST_SERIAL = 9000
"""Serials of the demo begin here, so that one sees that an IIN is invented."""
REGISTRATION_END = date(2021, 7, 14)
"""The day on which the party published its candidates' profile: ages are completed years on it."""
RUSSIAN_PERCENT = {"11": 25, "35": 20, "39": 35, "55": 25, "59": 40, "63": 25}
"""How many of a hundred have Russian names, by region; elsewhere `RUSSIAN_PERCENT_ELSEWHERE`."""
RUSSIAN_PERCENT_ELSEWHERE = 3
OTHER_PERCENT = 4


@dataclass(frozen=True)
class Person:
    """A person of the demo; of somebody known from the published list only, just the year of birth is known.

    `number` is unique in the whole demo. Without a birth date there is no IIN and no phone either ("").
    """

    number: int
    surname: str
    given_name: str
    patronymic: str
    sex: Sex
    birth_year: int
    born_on: date | None
    iin: str
    phone: str

    @property
    def full_name(self) -> str:
        """Returns surname, given name and patronymic."""
        return f"{self.surname} {self.given_name} {self.patronymic}"


class People:
    """Makes persons, no two with the same full name, number, IIN or phone."""

    def __init__(self) -> None:
        self._random = Random("demo: people")
        self._taken: set[str] = set()
        self._serials: dict[str, int] = {}
        self._count = 0

    def make(self, sex: Sex, age: int, region_kato: str) -> Person:
        """Returns a person of `age` completed years on 14 July 2021, with birth date, IIN and phone."""
        return self._person(sex, _born(age, self._random), region_kato, is_known=True)

    def make_published(self, sex: Sex, age: int, region_kato: str) -> Person:
        """Returns a person as a commission publishes candidates (CL 113-5(9)): with the year of birth."""
        return self._person(sex, _born(age, self._random), region_kato, is_known=False)

    def _person(self, sex: Sex, born: date, region_kato: str, is_known: bool) -> Person:
        surname, given_name, patronymic = self._new_name(sex is Sex.FEMALE, region_kato)
        self._count += 1
        iin = self._iin(sex, born) if is_known else ""
        phone = self._phone() if is_known else ""
        return Person(
            self._count,
            surname,
            given_name,
            patronymic,
            sex,
            born.year,
            born if is_known else None,
            iin,
            phone,
        )

    def _new_name(self, is_woman: bool, region_kato: str) -> tuple[str, str, str]:
        while True:
            name = _name(is_woman, region_kato, self._random)
            if " ".join(name) not in self._taken:
                self._taken.add(" ".join(name))
                return name

    def _iin(self, sex: Sex, born: date) -> str:
        century_and_sex = (3 if born.year < 2000 else 5) + (sex is Sex.FEMALE)
        start = f"{born:%y%m%d}{century_and_sex}"
        while True:
            serial = self._serials.get(start, FIRST_SERIAL)
            self._serials[start] = serial + 1
            iin = complete(f"{start}{serial}")
            if iin is not None:
                return iin

    def _phone(self) -> str:
        return f"+7 7{self._random.randrange(100):02} 000 {self._count // 100:02} {self._count % 100:02}"


def _born(age: int, random: Random) -> date:
    return date(REGISTRATION_END.year - age, REGISTRATION_END.month, REGISTRATION_END.day) - timedelta(
        days=random.randrange(365)
    )


def _name(is_woman: bool, region_kato: str, random: Random) -> tuple[str, str, str]:
    dice = random.randrange(100)
    russian_percent = RUSSIAN_PERCENT.get(region_kato[:2], RUSSIAN_PERCENT_ELSEWHERE)
    if dice < russian_percent:
        return _russian_name(names.RUSSIAN_SURNAMES, is_woman, random)
    if dice < russian_percent + OTHER_PERCENT:
        return _russian_name(names.OTHER_SURNAMES, is_woman, random)
    return _kazakh_name(is_woman, random)


def _russian_name(surnames: Sequence[str], is_woman: bool, random: Random) -> tuple[str, str, str]:
    surname = random.choice(surnames)
    given_name = random.choice(names.RUSSIAN_WOMEN if is_woman else names.RUSSIAN_MEN)
    patronymic = random.choice(names.RUSSIAN_FATHERS) + ("на" if is_woman else "ич")
    return names.feminine(surname) if is_woman else surname, given_name, patronymic


def _kazakh_name(is_woman: bool, random: Random) -> tuple[str, str, str]:
    father = random.choice(names.KAZAKH_FATHERS)
    given_name = random.choice(names.KAZAKH_WOMEN if is_woman else names.KAZAKH_MEN)
    if random.randrange(100) < 20:
        return random.choice(names.PLAIN_SURNAMES), given_name, names.kazakh_patronymic(father, is_woman)
    surname = random.choice(names.KAZAKH_SURNAMES)
    form = names.kazakh_patronymic if random.randrange(100) < 60 else names.russian_patronymic
    return names.feminine(surname) if is_woman else surname, given_name, form(father, is_woman)
