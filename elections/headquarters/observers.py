"""The rules of observers and commissions (pure): shifts of the day, one observer at a time, who is in a commission."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from elections.alphabet import sound, squeeze
from elections.errors import Objection
from elections.people.names import FullName, clean_name, is_same_name

MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 24 * 60
PRESENCE = "CL 20(8)"
MANDATE = "CL 20-1"
_YEAR = re.compile(r"[\s,;(]*((?:19|20)\d\d)\D*$")


@dataclass(frozen=True)
class Shift:
    """A stretch of the voting day in minutes since its midnight; the count may carry it into the next day."""

    starts: int
    ends: int

    def meets(self, other: "Shift") -> bool:
        """Returns whether both are there at one moment; who comes when the other goes does not meet them."""
        return self.starts < other.ends and other.starts < self.ends

    def sees_count(self, closes: time) -> bool:
        """Returns whether somebody on this shift is still there when the polls have closed."""
        return self.ends > minute_of(closes)

    @property
    def is_into_next_day(self) -> bool:
        """Returns whether it ends after midnight."""
        return self.ends > MINUTES_OF_DAY


@dataclass(frozen=True)
class Assignment:
    """Somebody's shift in a precinct: by name, and the precinct's number."""

    name: str
    precinct: int
    shift: Shift


@dataclass(frozen=True)
class Sending:
    """Somebody whom the party shall send to a precinct, and what is known of them and of the precinct."""

    shift: Shift
    mandate_number: str
    mandate_on: date | None
    phone: str
    phone_consent_on: date | None
    today: date
    here: tuple[Assignment, ...] = ()
    """The party's other observers in the precinct."""
    own: tuple[Assignment, ...] = ()
    """The person's other shifts, here and elsewhere."""
    is_proxy_here: bool = False
    commissions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """By what somebody is told from others: the name, and the year of birth where it is known."""

    name: FullName
    birth_year: int | None = None


def is_same_person(one: Identity, other: Identity) -> bool:
    """Returns whether two may be one; a year that only one of them has tells nobody apart: it is to be entered."""
    if not is_same_name(one.name, other.name):
        return False
    return None in (one.birth_year, other.birth_year) or one.birth_year == other.birth_year


def name_key(name: FullName) -> str:
    """Returns by what a name is looked up however it was spelt: surname and given name as they sound."""
    return f"{sound(name.surname)} {sound(name.given_name)}"


def read_member(line: str) -> Identity:
    """Returns whom a line of a commission's list names: "Surname Given name Patronymic, 1975"."""
    year = _YEAR.search(line)
    words = [clean_name(word) for word in squeeze(_YEAR.sub("", line).strip(" ,;.")).split(" ")]
    surname, given_name, *others = [*words, ""] if len(words) == 1 else words
    return Identity(FullName(surname, given_name, " ".join(others)), int(year[1]) if year else None)


def minute_of(moment: time) -> int:
    """Returns 07:30 as 450."""
    return moment.hour * MINUTES_OF_HOUR + moment.minute


def clock_of(minute: int) -> time:
    """Returns 450 as 07:30; minutes of the next day as its time."""
    return time(minute % MINUTES_OF_DAY // MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR)


def shift_of(starts: time, ends: time) -> Shift:
    """Returns the shift between two times of day; one that ends before it begins ends on the next day."""
    first, last = minute_of(starts), minute_of(ends)
    return Shift(first, last if last >= first else last + MINUTES_OF_DAY)


def objections_to_sending(sending: Sending, at_once: int) -> list[Objection]:
    """Returns everything that speaks against an observer; `at_once` is how many of a party may be present together."""
    found = [*_papers(sending), *_person(sending)]
    if sending.shift.ends == sending.shift.starts:
        return [*found, Objection("observer.shift_empty", "ends")]
    for own in sending.own:
        if own.shift.meets(sending.shift):
            params: dict[str, object] = {"precinct": own.precinct, "shift": write_shift(own.shift)}
            found.append(Objection("observer.twice", "starts", params))
    others = [one for one in sending.here if one.shift.meets(sending.shift)]
    if _most_together(sending.shift, others) >= at_once:
        names = "; ".join(f"{one.name} {write_shift(one.shift)}" for one in others)
        found.append(
            Objection("observer.too_many", "starts", {"most": at_once, "names": names or "–"}, PRESENCE)
        )
    return found


def write_shift(shift: Shift) -> str:
    """Returns a shift as 07:00–14:00; what ends after midnight has a +1 for the next day."""
    next_day = " (+1)" if shift.is_into_next_day else ""
    return f"{clock_of(shift.starts):%H:%M}–{clock_of(shift.ends):%H:%M}{next_day}"


def _most_together(shift: Shift, others: Sequence[Assignment]) -> int:
    """Returns how many of the others are there together at the fullest moment of a shift."""
    moments = [shift.starts, *(one.shift.starts for one in others if one.shift.starts > shift.starts)]
    return max(sum(one.shift.starts <= at < one.shift.ends for one in others) for at in moments)


def _papers(sending: Sending) -> list[Objection]:
    found = []
    if not sending.mandate_number.strip():
        found.append(Objection("observer.mandate_missing", "mandate_number", article=MANDATE))
    if sending.mandate_on is None:
        found.append(Objection("observer.mandate_undated", "mandate_on", article=MANDATE))
    for field in ("mandate_on", "phone_consent_on"):
        day = getattr(sending, field)
        if day is not None and day > sending.today:
            found.append(Objection("proxy.day_in_future", field, {"today": sending.today}))
    if sending.phone and sending.phone_consent_on is None:
        found.append(Objection("observer.phone_without_consent", "phone_consent_on"))
    return found


def _person(sending: Sending) -> list[Objection]:
    found = []
    if sending.commissions:
        places = "; ".join(sending.commissions)
        found.append(Objection("observer.in_commission", "surname", {"places": places}, MANDATE))
    if sending.is_proxy_here:
        found.append(Objection("observer.is_proxy", "surname"))
    return found
