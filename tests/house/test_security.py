"""docs/security.md: the OWASP ASVS 5.0.0 at levels 1 and 2, no requirement missing, each named test there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.house.source import ROOT

LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223", "6.7": "33",
    "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""The level of each requirement of a section, in order, as the standard has them."""
OPEN = {"5.4.3", "6.3.3"}
"""What does not hold yet, and says so."""
ROW = re.compile(r"\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.+) \| (.+?) \|")
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


@dataclass(frozen=True)
class Requirement:
    """A row: number and level, what is asked, how it is met, which tests show it."""

    number: str
    level: int
    asked: str
    met: str
    shown: str


@cache
def requirements() -> tuple[Requirement, ...]:
    lines = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    found = [ROW.fullmatch(line) for line in lines if re.match(r"\| \d+\.\d+\.\d+ ", line)]
    assert None not in found
    return tuple(Requirement(one[1], int(one[2]), *one.groups()[2:]) for one in found if one)


def asked_for() -> Iterator[tuple[str, int]]:
    """Yields the number and the level of all that levels 1 and 2 ask for."""
    for section, levels in LEVELS.items():
        for place, level in enumerate(levels, start=1):
            if level in "12":
                yield f"{section}.{place}", int(level)


@cache
def known_tests(name: str) -> frozenset[str]:
    """Returns the tests of a file, those in classes too."""
    path = ROOT / "tests" / name
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


def test_levels_are_those_of_the_standard() -> None:
    together = "".join(LEVELS.values())

    assert [together.count(level) for level in "123"] == [70, 183, 92]


def test_no_requirement_is_missing_and_none_comes_twice() -> None:
    assert [(one.number, one.level) for one in requirements()] == list(asked_for())


def test_every_named_test_is_there() -> None:
    named = {(one.number, *found) for one in requirements() for found in TEST.findall(one.shown)}

    assert (
        sorted(f"{number}: {file}::{test}" for number, file, test in named if test not in known_tests(file))
        == []
    )


def test_each_row_says_how_it_is_met_and_what_shows_it() -> None:
    silent = [one.number for one in requirements() if not one.asked or not one.met or _is_unclear(one.shown)]

    assert silent == []


def _is_unclear(shown: str) -> bool:
    """Whether a cell is neither a row of tests nor a dash."""
    return shown != "–" and (not TEST.search(shown) or TEST.sub("", shown).strip() != "")


def test_what_is_open_says_so() -> None:
    assert {one.number for one in requirements() if "open:" in one.met} == OPEN
