"""What a certificate says beside its own data: the wording in versions, never altered, only followed (pure).

A certificate keeps the number of its version, so that it is printed again in the same words.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """The words of a certificate in one language."""

    language: str
    school: str
    confirms: str
    hours: str
    held: str
    trainer: str
    issued: str
    until: str
    check: str
    demo: str


_FIRST = (
    Wording(
        "kk",
        "Саяси менеджмент мектебі",
        "жоғарыда аталған тыңдаушы мына курсты оқып, қорытынды тесттен өтті:",
        "Көлемі, сағат",
        "Өткен күні",
        "Тренер",
        "Берілген күні",
        "Жарамды мерзімі",
        "Түпнұсқалығын тексеру",
        "Демонстрация: адамдар ойдан шығарылған",
    ),
    Wording(
        "ru",
        "Школа политического менеджмента",
        "названный выше слушатель прошёл курс и сдал итоговый тест:",
        "Объём, часов",
        "Проведён",
        "Тренер",
        "Дата выдачи",
        "Действителен до",
        "Проверка подлинности",
        "Демонстрация: люди вымышлены",
    ),
)
WORDINGS = {
    1: _FIRST,
    # the mark of a demo has the Kazakh word for it that stands everywhere else
    2: (replace(_FIRST[0], demo="Көрсетілім: адамдар ойдан шығарылған"), _FIRST[1]),
}
"""Kazakh and Russian, which stand side by side, by version."""
CURRENT = max(WORDINGS)
