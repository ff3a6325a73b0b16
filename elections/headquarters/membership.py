"""Who may work in a headquarters and when (pure): one headquarters at a time, one head, days in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from elections.errors import Objection
from elections.headquarters.staffing import MemberRole

FURTHEST = timedelta(days=366)
"""How far ahead of today a work may begin: a later day is a slip in the year."""


@dataclass(frozen=True)
class Stint:
    """A stretch of somebody's work: where (the headquarters' path and name), as what, from when until when."""

    path: str
    place: str
    who: str
    role: MemberRole
    since: date
    until: date | None = None


def overlap(one: Stint, other: Stint) -> bool:
    """Tells whether two stretches share more than a day: who leaves on a day may begin elsewhere on the same."""
    ends_after = other.until is None or one.since < other.until
    begins_before = one.until is None or other.since < one.until
    return ends_after and begins_before


def objections_to(
    stint: Stint, today: date, of_person: Iterable[Stint], of_headquarters: Iterable[Stint]
) -> list[Objection]:
    """Returns everything against a stretch of work: its days, the person's other work, the head there is."""
    found = _objections_to_days(stint, today)
    for other in of_person:
        if overlap(stint, other):
            code = "member.already_here" if other.path == stint.path else "member.already"
            found.append(Objection(code, "surname", {"name": other.place, "since": other.since}))
            break
    if stint.role is MemberRole.HEAD:
        for other in of_headquarters:
            if other.role is MemberRole.HEAD and overlap(stint, other):
                params = {"who": other.who, "since": other.since}
                found.append(Objection("member.head_exists", "role", params))
                break
    return found


def objections_to_change(role: MemberRole, old: Stint, on: date) -> list[Objection]:
    """Returns what speaks against another role from a day on: the same role, a day before the old one began, an ended one."""
    found = []
    if old.until is not None:
        found.append(Objection("member.ended_already", params={"until": old.until}))
    if role is old.role:
        found.append(Objection("member.same_role", "role"))
    if on < old.since:
        found.append(Objection("member.before_begin", "since_on", {"since": old.since}))
    return found


def last_day(old: Stint, on: date) -> date:
    """Returns the last day of the old role when another begins on a day: the day before, or that day itself."""
    return max(old.since, on - timedelta(days=1))


def objections_to_end(stint: Stint, on: date, today: date) -> list[Objection]:
    """Returns what speaks against ending a work on a day."""
    if stint.until is not None:
        return [Objection("member.ended_already", params={"until": stint.until})]
    if on < stint.since:
        return [Objection("member.before_begin", "on", {"since": stint.since})]
    return [Objection("member.in_future", "on", {"day": on})] if on > today else []


def _objections_to_days(stint: Stint, today: date) -> list[Objection]:
    found = []
    if stint.since > today + FURTHEST:
        found.append(Objection("member.too_far", "since_on", {"day": stint.since}))
    if stint.until is not None and stint.until < stint.since:
        found.append(
            Objection("member.days_in_order", "until_on", {"since": stint.since, "until": stint.until})
        )
    return found
