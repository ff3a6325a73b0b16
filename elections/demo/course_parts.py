"""What the courses of the demo consist of: modules with their hours, and where to read on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A module of a course."""

    title_ru: str
    title_kk: str
    hours: int


MODULES: dict[str, tuple[Part, ...]] = {
    "LAW": (
        Part("Выдвижение и регистрация кандидата", "Кандидатты ұсыну және тіркеу", 2),
        Part("Агитация и её границы", "Үгіт және оның шегі", 2),
        Part("Жалобы и сроки", "Шағымдар мен мерзімдер", 2),
    ),
    "HQ": (
        Part("Роли в штабе", "Штабтағы рөлдер", 2),
        Part("Работа с участками", "Учаскелермен жұмыс", 4),
        Part("Отчётность", "Есептілік", 2),
    ),
    "PLATFORM": (
        Part("Что обещать можно", "Не уәде етуге болады", 4),
        Part("Деньги и сроки", "Қаржы мен мерзімдер", 4),
    ),
    "COUNT": (
        Part("День голосования", "Дауыс беру күні", 2),
        Part("Протокол", "Хаттама", 2),
    ),
}
"""By the course's code; the others are attended as a whole."""

LAW = ("Конституционный закон о выборах", "https://adilet.zan.kz/rus/docs/Z950002464_")
LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "LAW": (LAW,),
    "COUNT": (LAW,),
}
"""Title and address of what to read, by the course's code."""
