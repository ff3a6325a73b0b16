"""The courses of the School in the demo; their days do not overlap for one and the same participant."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Audience = Literal["candidates", "members", "everybody"]


@dataclass(frozen=True)
class Course:
    """A course: `hours` long, passed from `pass_mark` of 100; given from `first_on`, during `days` days."""

    code: str
    title_ru: str
    title_kk: str
    audience: Audience
    hours: int
    is_required: bool
    pass_mark: int
    first_on: date
    days: int


COURSES = (
    Course(
        "LAW",
        "Избирательное законодательство и порядок регистрации",
        "Сайлау заңнамасы және тіркеу тәртібі",
        "everybody",
        6,
        True,
        60,
        date(2021, 7, 5),
        7,
    ),
    Course(
        "HQ",
        "Организация работы предвыборного штаба",
        "Сайлауалды штабтың жұмысын ұйымдастыру",
        "members",
        8,
        True,
        60,
        date(2021, 6, 28),
        7,
    ),
    Course(
        "PLATFORM",
        "Предвыборная программа: обязательства, ресурсы, сроки",
        "Сайлауалды бағдарлама: міндеттемелер, ресурстар, мерзімдер",
        "candidates",
        8,
        True,
        70,
        date(2021, 6, 20),
        14,
    ),
    Course(
        "SPEECH",
        "Встречи с избирателями и публичные выступления",
        "Сайлаушылармен кездесу және көпшілік алдында сөйлеу",
        "candidates",
        4,
        False,
        50,
        date(2021, 7, 12),
        6,
    ),
    Course(
        "COUNT",
        "День голосования: участок, подсчет, протокол",
        "Дауыс беру күні: учаске, дауыстарды санау, хаттама",
        "members",
        4,
        True,
        60,
        date(2021, 7, 12),
        9,
    ),
)
