"""The platforms of the demo: what the own candidates promise, most of it approved, some not yet written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Literal

from elections.demo.candidacies import Candidacy
from elections.demo.demands import Demand, demand_of
from elections.demo.shares import apportion

Status = Literal["draft", "submitted", "approved", "published"]

TEMPLATES = Path(__file__).with_name("pledges.txt")
MILLION = 1_000_000
STATUS_COUNTS: dict[Status, int] = {"published": 398, "approved": 86, "submitted": 37, "draft": 21}
"""542 platforms; the other 44 candidates have none yet."""
FIRST_DAY: dict[Status, date] = {
    "draft": date(2021, 7, 1),
    "submitted": date(2021, 7, 8),
    "approved": date(2021, 7, 10),
    "published": date(2021, 7, 15),
}
LAST_OF_TERM = date(2025, 7, 25)
ODDS, ODD = 80, {0: "dear", 1: "late"}
"""Of so many pledges one is far too dear, and one due after the term."""
DUE_MONTHS = ((3, 31), (6, 30), (9, 1), (11, 30), (12, 25))
TITLES = (
    ("Дела, которые видно", "Көрінетін істер"),
    ("Крепкое село — достойная жизнь", "Берекелі ауыл — лайықты өмір"),
    ("Вода, дороги, работа", "Су, жол, жұмыс"),
    ("Слышать каждого", "Әр адамды тыңдау"),
    ("Село, в котором остаются жить", "Жастар қалатын ауыл"),
    ("Вместе сделаем больше", "Бірге көп іс тындырамыз"),
)
OPENINGS = (
    (
        "Программа составлена по наказам, собранным на встречах с жителями. Каждое обязательство имеет срок, "
        "источник средств и показатель, по которому его можно проверить.",
        "Бағдарлама тұрғындармен кездесулерде жиналған аманаттар бойынша жасалды. Әр міндеттеменің мерзімі, "
        "қаржы көзі және тексеруге болатын көрсеткіші бар.",
    ),
    (
        "За четыре года я берусь решить то, о чём жители говорят чаще всего, "
        "и ежегодно отчитываться на сходе.",
        "Төрт жылда тұрғындар жиі айтатын мәселелерді шешуге "
        "және жыл сайын жиында есеп беруге міндеттенемін.",
    ),
    (
        "Главное — вода, дороги и рабочие места. Средства согласованы с районом; о ходе работ будет "
        "сообщаться каждые полгода.",
        "Ең бастысы — су, жол және жұмыс орындары. Қаражат ауданмен келісілген; жұмыстың барысы жарты "
        "жыл сайын хабарланады.",
    ),
)


@dataclass(frozen=True)
class Pledge:
    """A promise: cost in tenge, money_source one of the sources of a pledge."""

    sector: str
    what_ru: str
    what_kk: str
    place: str
    indicator: str
    indicator_kk: str
    cost_kzt: int
    money_source: str
    due_on: date
    responsible: str
    beneficiaries: int
    unit: str
    unit_kk: str
    goal_value: int
    demand: Demand | None


@dataclass(frozen=True)
class Platform:
    """The first edition of a candidate's programme; `candidate` is the number of the candidacy."""

    candidate: int
    status: Status
    status_on: date
    title_ru: str
    title_kk: str
    text_ru: str
    text_kk: str
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True)
class _Template:
    """A line of `pledges.txt`."""

    sector: str
    numbers: tuple[int, int]
    millions: tuple[int, int]
    sources: tuple[str, ...]
    what_ru: str
    what_kk: str
    indicator: str
    indicator_kk: str


def platforms(
    own: Sequence[Candidacy], place_names: dict[str, str], voters: dict[str, int]
) -> tuple[Platform, ...]:
    """Returns 542 platforms in the order of candidacies; constituencies' names and voters come by code."""
    random = Random("demo: programmes")
    templates = [_template(line) for line in _lines()]
    statuses: list[Status | None] = [status for status, count in STATUS_COUNTS.items() for _ in range(count)]
    statuses += [None] * (len(own) - len(statuses))
    random.shuffle(statuses)
    written = [
        _platform(candidacy, status, place_names[candidacy.constituency_kato], templates, random)
        for candidacy, status in zip(own, statuses, strict=True)
        if status is not None
    ]
    homes = {one.number: voters[one.constituency_kato] for one in own}
    return tuple(_served(platform, homes[platform.candidate]) for platform in written)


def _served(platform: Platform, voters: int) -> Platform:
    """Says of each pledge how many it serves and who asked for it; a few are made unlikely, to be marked."""
    random = Random(f"demo: pledges of {platform.candidate}")
    pledges = []
    for one in platform.pledges:
        people = max(20, voters * random.randint(30, 140) // 100)
        odd = ODD.get(random.randrange(ODDS), "")
        cost = one.cost_kzt * (30 if odd == "dear" else 1)
        due_on = date(2027, 6, 30) if odd == "late" else _within_term(one.due_on)
        demand = demand_of(one.sector, people, random)
        pledges.append(replace(one, beneficiaries=people, cost_kzt=cost, due_on=due_on, demand=demand))
    return replace(platform, pledges=tuple(pledges))


def _within_term(due_on: date) -> date:
    return due_on if due_on <= LAST_OF_TERM else due_on.replace(year=LAST_OF_TERM.year - 1)


def _lines() -> Iterator[str]:
    return (line for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def _template(line: str) -> _Template:
    sector, low, high, least, most, sources, what_ru, what_kk, *indicators = line.split("\t")
    return _Template(
        sector,
        (int(low), int(high)),
        (int(least), int(most)),
        tuple(sources.split()),
        what_ru,
        what_kk,
        *indicators,
    )


def _platform(
    candidacy: Candidacy, status: Status, place: str, templates: Sequence[_Template], random: Random
) -> Platform:
    title_ru, title_kk = random.choice(TITLES)
    text_ru, text_kk = random.choice(OPENINGS)
    return Platform(
        candidacy.number,
        status,
        FIRST_DAY[status] + timedelta(random.randrange(5)),
        title_ru,
        title_kk,
        text_ru,
        text_kk,
        tuple(_pledge(t, candidacy, place, random) for t in _of_different_sectors(templates, random)),
    )


def _of_different_sectors(templates: Sequence[_Template], random: Random) -> list[_Template]:
    sectors = list(dict.fromkeys(t.sector for t in templates))
    picked = random.sample(sectors, random.randint(2, 4))
    return [random.choice([t for t in templates if t.sector == sector]) for sector in picked]


def _pledge(template: _Template, candidacy: Candidacy, place: str, random: Random) -> Pledge:
    low, high = template.numbers
    number = random.randint(low, high)
    least, most = (bound * MILLION for bound in template.millions)
    spread = apportion(most - least, [number - low + 1, high - number + 1])[0]
    month, day = random.choice(DUE_MONTHS)
    return Pledge(
        template.sector,
        template.what_ru,
        template.what_kk,
        place,
        template.indicator.format(n=number),
        template.indicator_kk.format(n=number),
        (least + spread) // 100_000 * 100_000,
        random.choice(template.sources),
        date(random.randint(2022, 2025), month, day),
        candidacy.person.full_name,
        0,
        template.indicator.split(":")[0],
        template.indicator_kk.split(":")[0],
        number,
        None,
    )
