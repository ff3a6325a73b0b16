"""The columns of the platforms' spreadsheet: one row for each pledge, the texts of a platform on its first row.

The first three headings of each are its Russian, Kazakh and English names, as templates and exports write them.
"""

from collections.abc import Mapping
from typing import Any

from elections.alphabet import fold
from elections.imports.registers import Column, Kind
from elections.platforms.models import DemandWay, MoneySource, Sector

_SECTORS = {
    Sector.WATER: ("вода", "су", "water", "водоснабжение", "сумен жабдықтау"),
    Sector.ROADS: ("дороги", "жолдар", "roads", "дорога", "жол"),
    Sector.SCHOOL: ("школа", "мектеп", "school", "образование", "білім беру"),
    Sector.HEALTH: ("здравоохранение", "денсаулық сақтау", "health", "медицина"),
    Sector.DIGITAL: ("интернет и цифровые услуги", "интернет және цифрлық қызметтер", "digital", "интернет", "цифровизация"),
    Sector.JOBS: ("рабочие места", "жұмыс орындары", "jobs", "работа", "жұмыс"),
    Sector.CULTURE: ("культура и спорт", "мәдениет және спорт", "culture", "культура", "спорт"),
    Sector.ENERGY: ("энергия и свет", "энергия және жарық", "energy", "электричество", "освещение", "жарық"),
    Sector.OTHER: ("другое", "басқа", "other", "прочее"),
}  # fmt: skip
_SOURCES = {
    MoneySource.LOCAL_BUDGET: ("местный бюджет", "жергілікті бюджет", "local budget"),
    MoneySource.DISTRICT_BUDGET: ("районный бюджет", "аудандық бюджет", "district budget"),
    MoneySource.REGIONAL_BUDGET: ("областной бюджет", "облыстық бюджет", "regional budget"),
    MoneySource.NATIONAL_BUDGET: ("республиканский бюджет", "республикалық бюджет", "national budget"),
    MoneySource.BUSINESS: ("бизнес", "бизнес", "business", "спонсоры"),
    MoneySource.COMMUNITY: ("сами жители", "ауыл тұрғындарының өздері", "community", "жители"),
    MoneySource.PARTY: ("партия", "партия", "party"),
}  # fmt: skip
_WAYS = {
    DemandWay.MEETING: ("встреча", "кездесу", "meeting"),
    DemandWay.APPEAL: ("обращение", "өтініш", "appeal"),
    DemandWay.GATHERING: ("сход", "жиын", "gathering", "сход местного сообщества"),
    DemandWay.OTHER: ("иначе", "басқаша", "other"),
}  # fmt: skip


def _choices(words: Mapping[Any, tuple[str, ...]]) -> dict[str, Any]:
    known = {fold(word): value for value, spellings in words.items() for word in spellings}
    return {**known, **{fold(value.value): value for value in words}}


def _told(words: Mapping[Any, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for spellings in words.values() for word in spellings[:2]))


CHOICES_OUT: Mapping[Any, str] = {
    (kind, value): words[0] for kind, spelt in ((Sector, _SECTORS), (MoneySource, _SOURCES), (DemandWay, _WAYS))
    for value, words in spelt.items()
}  # fmt: skip
"""How a choice is written into a file, by its kind and value: two kinds share words such as "other"."""

COLUMNS = (
    Column("record", False, ("№ обязательства", "Міндеттеме №", "Pledge No"), Kind.INTEGER),
    Column("kato", True, ("КАТО округа", "Округтің ӘАОЖ коды", "KATO code", "КАТО", "Код КАТО", "ӘАОЖ коды"), Kind.KATO),
    Column("iin", False, ("ИИН кандидата", "Кандидаттың ЖСН", "IIN of the candidate", "ИИН", "ЖСН", "IIN"), is_secret=True),
    Column("surname", False, ("Фамилия", "Тегі", "Surname"), longest=120),
    Column("given_name", False, ("Имя", "Аты", "Given name"), longest=120),
    Column("patronymic", False, ("Отчество", "Әкесінің аты", "Patronymic"), longest=120),
    Column("edition", False, ("Редакция", "Редакция нөмірі", "Edition", "Версия"), Kind.INTEGER),
    Column("title_kk", False, ("Название на казахском", "Қазақша атауы", "Title in Kazakh"), longest=200),
    Column("title_ru", False, ("Название на русском", "Орысша атауы", "Title in Russian"), longest=200),
    Column("text_kk", False, ("Программа на казахском", "Қазақша бағдарлама", "Programme in Kazakh"), Kind.PROSE, longest=100_000),
    Column("text_ru", False, ("Программа на русском", "Орысша бағдарлама", "Programme in Russian"), Kind.PROSE, longest=100_000),
    Column("sector", False, ("Сфера", "Сала", "Sector", "Отрасль"), Kind.CHOICE, choices=_choices(_SECTORS), words=_told(_SECTORS)),
    Column("what_kk", False, ("Что обещано на казахском", "Не уәде етілді (қазақша)", "Pledge in Kazakh"), longest=500),
    Column("what_ru", False, ("Что обещано на русском", "Не уәде етілді (орысша)", "Pledge in Russian", "Что обещано"), longest=500),
    Column("place", False, ("Село", "Ауыл", "Village", "Населённый пункт"), longest=200),
    Column("beneficiaries", False, ("Сколько людей", "Қанша адамға", "People served", "Благополучатели"), Kind.INTEGER),
    Column("demand_kk", False, ("Наказ жителей на казахском", "Тұрғындардың талабы (қазақша)", "Demand in Kazakh"), longest=500),
    Column("demand", False, ("Наказ жителей", "Тұрғындардың талабы", "Demand of the people", "Наказ"), longest=500),
    Column("demand_way", False, ("Как просили", "Қалай сұрады", "How they asked"), Kind.CHOICE, choices=_choices(_WAYS), words=_told(_WAYS)),
    Column("demand_on", False, ("Когда просили", "Қашан сұрады", "When they asked"), Kind.DATE),
    Column("demand_people", False, ("Сколько просили", "Қанша адам сұрады", "How many asked"), Kind.INTEGER),
    Column("indicator_kk", False, ("Показатель на казахском", "Көрсеткіш (қазақша)", "Indicator in Kazakh"), longest=300),
    Column("indicator", False, ("Показатель", "Көрсеткіш", "Indicator", "Индикатор"), longest=300),
    Column("unit_kk", False, ("Единица на казахском", "Өлшем бірлігі (қазақша)", "Unit in Kazakh"), longest=40),
    Column("unit", False, ("Единица", "Өлшем бірлігі", "Unit", "Единица измерения"), longest=40),
    Column("start_value", False, ("Было", "Бастапқы мәні", "Start value", "Начальное значение")),
    Column("goal_value", False, ("Станет", "Мақсатты мәні", "Goal value", "Целевое значение")),
    Column("cost_kzt", False, ("Стоимость, тенге", "Құны, теңге", "Cost, tenge", "Стоимость")),
    Column("money_source", False, ("Источник денег", "Ақша көзі", "Source of the money", "Источник"), Kind.CHOICE,
           choices=_choices(_SOURCES), words=_told(_SOURCES)),
    Column("due_on", False, ("Срок", "Мерзімі", "Due date", "Срок исполнения"), Kind.DATE),
    Column("responsible_kk", False, ("Кто отвечает, на казахском", "Кім жауапты (қазақша)", "Who answers for it, in Kazakh"), longest=200),
    Column("responsible", False, ("Кто отвечает", "Кім жауапты", "Who answers for it", "Ответственный"), longest=200),
)  # fmt: skip
TEXTS = ("title_kk", "title_ru", "text_kk", "text_ru")
PLEDGE_FIELDS = (
    "sector", "what_kk", "what_ru", "place", "beneficiaries", "demand_kk", "demand", "demand_way", "demand_on", "demand_people",
    "indicator_kk", "indicator", "unit_kk", "unit", "start_value", "goal_value", "cost_kzt", "money_source", "due_on",
    "responsible_kk", "responsible",
)  # fmt: skip
