"""Who asked for what the demo's candidates pledge: two of three pledges have people behind them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST_DAY = date(2021, 6, 28)
ASKED = {
    "water": ("Летом воды в колонках нет по три дня, просили на сходе у клуба", "Жазда су келмейді, клуб алдындағы жиында айтылды", "gathering"),
    "roads": ("Весной скорая не проезжает по улице, просили на встрече в школе", "Көктемде жедел жәрдем көшеден өте алмайды, мектептегі кездесуде айтылды", "meeting"),
    "school": ("Родители просили на собрании в школе", "Ата-аналар мектептегі жиналыста сұрады", "other"),
    "health": ("До врача сорок километров, написали обращение", "Дәрігерге дейін қырық шақырым, өтініш жазды", "appeal"),
    "digital": ("Дети не могут учиться дистанционно, просили на встрече", "Балалар қашықтан оқи алмайды, кездесуде айтылды", "meeting"),
    "jobs": ("Молодёжь уезжает на заработки, говорили на встрече в доме культуры", "Жастар жұмыс іздеп кетіп жатыр, мәдениет үйіндегі кездесуде айтылды", "meeting"),
    "culture": ("Молодёжи негде собраться, просили на сходе", "Жастар жиналатын орын жоқ, жиында айтылды", "gathering"),
    "energy": ("Зимой отключают свет, написали обращение всей улицей", "Қыста жарық өшеді, бүкіл көше өтініш жазды", "appeal"),
}  # fmt: skip


@dataclass(frozen=True)
class Demand:
    """What people asked for and where, in both languages, how (meeting, appeal, gathering), when, and how many of them."""

    text_ru: str
    text_kk: str
    way: str
    asked_on: date
    people: int


def demand_of(sector: str, served: int, random: Random) -> Demand | None:
    """Returns the demand behind a pledge that serves so many people, or None for every third."""
    if not random.randrange(3):
        return None
    asked_on = FIRST_DAY + timedelta(random.randrange(20))
    people = max(3, served * random.randint(2, 15) // 100)
    return Demand(*ASKED[sector], asked_on, people)
