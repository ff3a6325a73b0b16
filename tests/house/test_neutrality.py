"""The system serves any party and any machine: nothing in it names a real party, somebody's folder, or how it was made."""

import re

import pytest

from tests.house.source import tracked

CODE = ("elections/", "templates/", "static/", "config.py", "wsgi.py")
PLACES = ("elections/demo/territory.txt",)
"""Where a word may stand by chance: the official names of places."""
PARTIES = re.compile(
    r"\bнұ?у?р[\s-]отан|\bnur[\s-]otan|«аманат»|\bamanat\b|\b[аa]к[\s-]жол\b|\bақ[\s-]жол\b|\b[ao]q[\s-]jol\b|\bak[\s-]zhol\b"
    r"|«[аa]уыл»|\bauyl\b|«адал»|\badal\b|\brespublica\b|«республика»|«?\bбайта[қк]\b|\bbaitaq\b|\bbaytaq\b"
    r"|социал-демократ|\bосдп\b|\bжсдп\b|народн\w+ парти|халы[қк]тық? парти|халық партия|\bқхп\b|\bкнпк\b"
    r"|патриот\w* парти|алға,? қазақстан|\bfor president\b",
    re.IGNORECASE,
)
SLOGANS = re.compile(
    r"жаңа қазақстан|новый казахстан|new kazakhstan|әділетті қазақстан|справедливый казахстан|just kazakhstan"
    r"|слышащее государство|халық үніне құлақ|путь перемен|өзгерістер жолы|сильный лидер|мықты мемлекет"
    r"|вместе с народом|халықпен бірге|қазақстан, алға|вперёд, казахстан",
    re.IGNORECASE,
)
FOLDERS = re.compile(r"(?<![\w.])(/home/\w|/root\b|/Users/\w|/work/|/workspace\b|[A-Z]:\\Users)")
MAKERS = re.compile(
    r"\b(claude|anthropic|chatgpt|gpt-?\d|openai|copilot|codex|gemini|llms?|chat-?bots?|sub-?agents?|ai[- ](agent|assistant|model)s?"
    r"|language model|coding assistant|generated (by|with) (an? )?(ai|model|assistant)|нейросет\w*|языковая модель)\b",
    re.IGNORECASE,
)
OWN = "tests/house/test_neutrality.py"


def found(pattern: re.Pattern[str], *beginnings: str) -> list[tuple[str, str]]:
    """Returns (file, words) of each hit in the tracked files whose path begins so; in all when nothing is named."""
    return [
        (name, hit.group())
        for name, text in tracked().items()
        if name.startswith(beginnings or "") and name not in (OWN, *PLACES)
        for hit in pattern.finditer(text)
    ]


def test_no_real_party_is_named() -> None:
    assert found(PARTIES, *CODE) == []


def test_no_real_slogan_is_used() -> None:
    assert found(SLOGANS, *CODE) == []


def test_no_folder_of_a_machine_is_named() -> None:
    assert found(FOLDERS) == []


def test_nothing_tells_with_which_tools_it_was_made() -> None:
    assert found(MAKERS) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PARTIES, "Партия «Нур Отан»"), (PARTIES, "«Нұр Отан» партиясы"), (PARTIES, "партия «AMANAT»"),
        (PARTIES, "Партия «Ақ жол»"), (PARTIES, "партия «Ауыл»"), (PARTIES, "Народная партия Казахстана"),
        (SLOGANS, "Жаңа Қазақстан"), (FOLDERS, "open('/home/clerk/x')"), (FOLDERS, "cd /root"),
        (MAKERS, "written with ChatGPT"), (MAKERS, "an AI assistant"),
    ],
)  # fmt: skip
def test_what_is_not_neutral_is_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PARTIES, "жиналған аманаттар бойынша"), (PARTIES, "Берекелі ауыл"), (PARTIES, "Ақжол"), (PARTIES, "Партия «Бірлік»"),
        (SLOGANS, "Вода, дороги, работа"), (FOLDERS, "/var/lib/sailau"), (FOLDERS, "elections/work/"),
        (MAKERS, "User-Agent: Mozilla"), (MAKERS, "the agent of a candidate"),
    ],
)  # fmt: skip
def test_what_is_neutral_is_not(pattern: re.Pattern[str], text: str) -> None:
    assert not pattern.search(text)
