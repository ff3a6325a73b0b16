"""Certificates as rules (pure): their codes, what a typed code turns out to be, until when one is valid, what it prints."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

ALPHABET = "23456789ACEFHJKMNPRTWXY"
"""Twenty-three signs of which no two look alike; their number is prime, so that the check sign finds what it should."""
LENGTH, GROUP = 12, 4
LIKE = dict(zip("BSZGВЗАСЕНКМРТХУ", "852683ACEHKMPTXY", strict=True))
"""What is taken for a sign of a code: letters drawn like it, and Cyrillic ones that look the same."""
SPACES = " -–—._\u00a0\u202f\t\n"


class Slip(StrEnum):
    """Why what was typed is no code at all."""

    LENGTH = "length"
    SIGN = "sign"
    CHECK = "check"


class Standing(StrEnum):
    """What can be said of a certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Reading:
    """What was typed, read as a code: the code, or why it is none (`signs`: those that no code has; `typed`: how many)."""

    code: str = ""
    slip: Slip | None = None
    signs: str = ""
    typed: int = 0


@dataclass(frozen=True)
class Printed:
    """Everything that stands on a certificate: of this alone its paper is made."""

    serial: int
    code: str
    name: str
    course_kk: str
    course_ru: str
    hours: int
    from_on: str
    until_on: str
    party_kk: str
    party_ru: str
    issued_on: str
    valid_until: str = ""
    trainers: list[str] = field(default_factory=list)
    address: str = ""
    is_demo: bool = False
    wording: int = 1

    def as_json(self) -> dict[str, Any]:
        """Returns it as the record keeps it."""
        return asdict(self)

    @property
    def number(self) -> str:
        """Returns the serial number as it is printed: № 000123."""
        return f"№ {self.serial:06d}"

    @property
    def held(self) -> str:
        """Returns the day or the days of the seminar: 03.07.2021, or 03.07.2021 – 04.07.2021."""
        days = [date.fromisoformat(one).strftime("%d.%m.%Y") for one in (self.from_on, self.until_on)]
        return days[0] if days[0] == days[1] else " – ".join(days)

    def day(self, name: str) -> str:
        """Returns one of the dates as it is printed; "" when there is none."""
        value = getattr(self, name)
        return date.fromisoformat(value).strftime("%d.%m.%Y") if value else ""

    @property
    def link(self) -> str:
        """Returns the address at which anybody can check it."""
        return f"{self.address}/verify/{self.code}"


def make_code(chosen: Sequence[int]) -> str:
    """Returns the code of eleven numbers from 0 to 22 (by chance), its twelfth sign being the check of them."""
    rest = sum(place * value for place, value in enumerate(chosen, 1))
    # the check sign has the weight of its place; weights and the number of signs have no divisor in common
    check = -rest * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)
    return "".join(ALPHABET[value] for value in (*chosen, check))


def read_code(typed: str) -> Reading:
    """Returns what was typed as a code: any case, with spaces and dashes, letters that look alike read as what they stand for.

    One sign wrong, or two that changed places, is always found.
    """
    plain = typed.upper().translate(str.maketrans("", "", SPACES))
    code = "".join(LIKE.get(sign, sign) for sign in plain)
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in ALPHABET))
    if strange:
        return Reading(slip=Slip.SIGN, signs=strange[:LENGTH], typed=len(plain))
    if len(code) != LENGTH:
        return Reading(slip=Slip.LENGTH, typed=len(plain))
    if sum(place * ALPHABET.index(sign) for place, sign in enumerate(code, 1)) % len(ALPHABET):
        return Reading(slip=Slip.CHECK, typed=len(plain))
    return Reading(code, typed=LENGTH)


def in_groups(code: str) -> str:
    """Returns a code as people read it: ABCD-EFGH-JKLM."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def standing_of(revoked_on: date | None, valid_until: date | None, today: date) -> Standing:
    """Returns how a certificate stands on a day."""
    if revoked_on is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if valid_until is not None and valid_until < today else Standing.VALID


def valid_until(issued_on: date, months: int | None) -> date | None:
    """Returns the last day on which a certificate is valid; None when its course knows no end."""
    if not months:
        return None
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    return date(year, month + 1, min(issued_on.day, monthrange(year, month + 1)[1]))
