"""Sums and quantities as people type them: "12,5 млн" is 12 500 000, tiyn, words and dollars are refused (pure).

What cannot be read without guessing is refused with the reason, never rounded: "12.500" may be twelve and a half
or twelve thousand five hundred.
"""

import re
from decimal import Decimal

from elections.alphabet import squeeze
from elections.errors import Objection

MAXIMUM_KZT = 10**12
MOST_OF_A_QUANTITY = 10**9
CENTS = 2
_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_STEPS = {
    "тыс": _THOUSAND, "тысяч": _THOUSAND, "тысяча": _THOUSAND, "тысячи": _THOUSAND, "мың": _THOUSAND,
    "thousand": _THOUSAND, "млн": _MILLION, "миллион": _MILLION, "миллиона": _MILLION, "миллионов": _MILLION,
    "mln": _MILLION, "million": _MILLION, "млрд": _BILLION, "миллиард": _BILLION, "миллиарда": _BILLION,
    "миллиардов": _BILLION, "mlrd": _BILLION, "bln": _BILLION, "billion": _BILLION,
}  # fmt: skip
_TENGE = re.compile(r"(тг|теңге|тенге|kzt|tg|tenge)\.?$|₸")
_TIYN = re.compile(r"тиын|тиин|тыйын|tiyn")
_OTHER_MONEY = re.compile(r"[$€£¥₽₴₺]|доллар|usd|евро|eur|руб|rub|юан|cny|сум(?!м)|сом(?!\w)")
_PART = re.compile(r"([0-9][0-9 .,']*)\s*([^\W\d_]*)\.?\s*")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:[ '][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]+"
)
_WITH_FRACTION = re.compile(rf"({_GROUPED.pattern})[.,]([0-9]+)")
_QUANTITY = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def read_sum(typed: str) -> int | Objection:
    """Returns a sum in whole tenge, or what speaks against what was typed."""
    text = squeeze(typed).casefold()
    if not re.search("[0-9]", text):
        return Objection("sum.words" if re.search(r"\w", text) else "sum.unclear")
    if _OTHER_MONEY.search(text):
        return Objection("sum.currency")
    if _TIYN.search(text):
        return Objection("sum.tiyn")
    read = _read_parts(_TENGE.sub("", text).strip())
    if isinstance(read, int) and read > MAXIMUM_KZT:
        return Objection("sum.range", params={"maximum": grouped(MAXIMUM_KZT)})
    return read


def _read_parts(text: str) -> int | Objection:
    """Reads "12 млн 500 тыс": each part a number and its step, the steps falling."""
    total, last, place = 0, 0, 0
    while place < len(text):
        part = _PART.match(text, place)
        step = _STEPS.get(part[2], 0 if part[2] else 1) if part else 0
        if part is None or not step or (last and step >= last):
            return Objection("sum.unclear")
        read = _read_number(part[1].strip(), step)
        if isinstance(read, Objection):
            return read
        total, last, place = total + read, step, part.end()
    return total


def _read_number(text: str, step: int) -> int | Objection:
    if _GROUPED.fullmatch(text):
        return int(re.sub("[^0-9]", "", text)) * step
    found = _WITH_FRACTION.fullmatch(text)
    if found is None:
        return Objection("sum.unclear")
    whole, fraction = re.sub("[^0-9]", "", found[1]), found[2]
    if step == 1 and len(fraction) > CENTS:
        return Objection("sum.unclear")
    value = Decimal(f"{whole}.{fraction}") * step
    return int(value) if value == int(value) else Objection("sum.tiyn")


def grouped(number: int) -> str:
    """Returns 12500000 as "12 500 000": the way a sum is shown back in the field where it was typed."""
    return f"{number:,}".replace(",", " ")


def read_quantity(typed: str) -> Decimal | Objection:
    """Returns a quantity with at most two decimals, after a comma or a point, or what speaks against it."""
    text = squeeze(typed).replace(" ", "")
    if not _QUANTITY.fullmatch(text):
        return Objection("quantity.unclear")
    value = Decimal(text.replace(",", "."))
    if value > MOST_OF_A_QUANTITY:  # first: so many digits cannot be rounded
        return Objection("quantity.too_large", params={"maximum": grouped(MOST_OF_A_QUANTITY)})
    if value != round(value, CENTS):
        return Objection("quantity.too_fine")
    return round(value, CENTS)


def written(value: Decimal | None) -> str:
    """Returns 3.50 as "3,5" and 12.00 as "12", "" for none."""
    return (
        ""
        if value is None
        else f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
        if value % 1
        else str(int(value))
    )


def read_people(typed: str) -> int | Objection:
    """Returns a number of people, or what speaks against it."""
    text = re.sub(r"[\s']", "", squeeze(typed))
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else Objection("quantity.people_unclear")
