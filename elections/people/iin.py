"""The individual identification number (IIN): its check digit, and what it says of its owner.

Twelve digits: date of birth YYMMDD, century and sex, four of serial number, check digit (Government
resolutions of 11.06.2003 No. 565 and of 22.05.2007 No. 406). Since resolution No. 853 of 26.08.2013 the
number is not tied to personal data, so a birth date or a sex that differs warns and does not refuse.
"""

import re
from datetime import date
from enum import StrEnum
from operator import mul

from elections.errors import Objection

LENGTH = 12
MASK = "•"

_BETWEEN = re.compile(r"[\s\u200b\ufeff\u2010-\u2015\u2212-]")
_DIGITS = re.compile(f"[0-9]{{{LENGTH}}}")
_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NOT_ISSUED = 10
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class Sex(StrEnum):
    """A person's sex as the register of candidates publishes it."""

    MALE = "male"
    FEMALE = "female"


_MALE, _FEMALE = (
    Sex.MALE,
    Sex.FEMALE,
)  # looked up once: an import asks for each row, and members of an enum are slow to find


def clean(iin: str) -> str:
    """Returns what was typed without the spaces and dashes that people put between the digits."""
    return _BETWEEN.sub("", iin)


def check(iin: str) -> tuple[Objection, ...]:
    """Returns what speaks against the number: not twelve digits, or a last digit that does not fit."""
    if not _DIGITS.fullmatch(iin):
        return (Objection("iin.digits", "iin", {"length": len(iin)}),)
    if complete(iin[:-1]) != iin:
        return (Objection("iin.check_digit", "iin"),)
    return ()


def complete(first11: str) -> str | None:
    """Returns the twelve digits that begin with these eleven, or None where no such number is issued."""
    digits = list(map(int, first11))
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(map(mul, digits, weights)) % 11
        if rest != _NOT_ISSUED:
            return f"{first11}{rest}"
    return None


def birth_date(iin: str) -> date | None:
    """Returns the date of birth that a number of twelve digits states, or None where it states none."""
    century = _CENTURIES.get(iin[6])
    if century is None:
        return None
    try:
        return date(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None


def sex(iin: str) -> Sex | None:
    """Returns the sex that a number of twelve digits states, or None where it states none."""
    if iin[6] not in _CENTURIES:
        return None
    return _MALE if iin[6] in "135" else _FEMALE


def mismatches(iin: str, born_on: date | None, stated_sex: Sex | None) -> tuple[Objection, ...]:
    """Returns warnings, never errors: where a number of twelve digits and the person's data differ."""
    in_iin, in_sex = birth_date(iin), sex(iin)
    found = []
    if in_iin and born_on and in_iin != born_on:
        found.append(Objection("iin.birth_differs", "born_on", {"in_iin": in_iin, "stated": born_on}))
    if in_sex and stated_sex and in_sex != stated_sex:
        found.append(Objection("iin.sex_differs", "sex"))
    return tuple(found)


def mask(iin: str) -> str:
    """Returns the number as screens and paper show it: four digits, six dots, two digits; "" stays ""."""
    return f"{iin[:4]}{MASK * 6}{iin[-2:]}" if iin else ""
