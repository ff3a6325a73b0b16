"""Phones and e-mail addresses (pure): written in one way however they were typed, refused when nobody could use them."""

import re

from elections.errors import Objection

COUNTRY, NATIONAL_LENGTH = "7", 10
FOREIGN_LENGTHS = range(8, 16)
"""How many digits a number of another country has, its country's code among them (ITU-T E.164)."""
MAXIMUM_LENGTH = 40

_SEPARATORS = re.compile(r"\s*[,;/]\s*|\s+(?:и|және)\s+")
_EXTENSION = re.compile(r"\s*(?:доб|вн|ішкі|ext|#)\.?\s*(\d{1,5})$", re.IGNORECASE)
_WRITTEN = re.compile(r"(\+?)((?:[\s()\u00a0\u202f.\u2010-\u2015-]*[0-9])+)\)?")
_NOT_DIGITS = re.compile("[^0-9]")
_EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>().]+(?:\.[^\s@,;<>().]+)+")


def clean_phone(typed: str) -> str:
    """Returns numbers as they are written here, "+7 701 123 45 67"; what is no number stays as it was typed."""
    return ", ".join(_clean(one) or one for one in _parts(typed))


def check_phone(typed: str, field: str = "phone") -> tuple[Objection, ...]:
    """Returns what speaks against a phone: signs or a length that no number has, or too many of them."""
    wrong = [one for one in _parts(typed) if not _clean(one)]
    if wrong:
        return tuple(Objection("phone.format", field, {"phone": one}) for one in wrong)
    length = len(clean_phone(typed))
    if length > MAXIMUM_LENGTH:
        return (Objection("phone.too_many", field),)
    return ()


def check_email(typed: str, field: str = "email") -> tuple[Objection, ...]:
    """Returns what speaks against an e-mail address; none at all is none."""
    return (
        (Objection("email.format", field, {"email": typed}),) if typed and not _EMAIL.fullmatch(typed) else ()
    )


def digits_of(typed: str) -> str:
    """Returns the digits by which numbers are compared: the ten of the country, or all of a foreign one."""
    digits = _NOT_DIGITS.sub("", _EXTENSION.sub("", typed))
    return digits[-NATIONAL_LENGTH:] if len(digits) in (NATIONAL_LENGTH, NATIONAL_LENGTH + 1) else digits


def _parts(typed: str) -> list[str]:
    return [part for part in _SEPARATORS.split(typed.strip()) if part]


def _clean(typed: str) -> str:
    """Returns one number written anew, or "" when it is none."""
    extension = _EXTENSION.search(typed)
    written = _WRITTEN.fullmatch(_EXTENSION.sub("", typed).strip())
    if written is None:
        return ""
    digits, is_foreign = _NOT_DIGITS.sub("", written[2]), bool(written[1])
    number = _foreign(digits) if is_foreign and digits[0] != COUNTRY else _national(digits)
    return f"{number} #{extension[1]}" if number and extension else number


def _national(digits: str) -> str:
    if len(digits) == NATIONAL_LENGTH + 1 and digits[0] in (COUNTRY, "8"):
        digits = digits[1:]
    if len(digits) != NATIONAL_LENGTH or digits[0] != COUNTRY:
        return ""
    return f"+{COUNTRY} {digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"


def _foreign(digits: str) -> str:
    return f"+{digits}" if len(digits) in FOREIGN_LENGTHS and digits[0] != "0" else ""
