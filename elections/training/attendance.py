"""The rules of a seminar's list (pure): who may be put on it, what may be marked, with which score."""

from datetime import datetime, timedelta

from elections.errors import Objection

EARLY = timedelta(hours=3)
GRACE = timedelta(minutes=10)
LONGEST_VALIDITY = 600
"""In months: whoever passed for longer than that passed for good."""


def objections_to_seminar(starts_at: datetime, ends_at: datetime, capacity: int) -> list[Objection]:
    """Returns what speaks against a seminar's time and size."""
    found = []
    if ends_at <= starts_at:
        found.append(Objection("seminar.ends_before_start", "ends_at"))
    if capacity < 1:
        found.append(Objection("seminar.capacity", "capacity"))
    return found


def objections_to_place(place: str, link: str) -> list[Objection]:
    """Returns what speaks against where a seminar is held: in a place, behind a link, or both."""
    found = []
    if not place and not link:
        found.append(Objection("seminar.place_missing", "place"))
    if link and not link.startswith(("https://", "http://")):
        found.append(Objection("seminar.link", "link"))
    return found


def arrival(now: datetime, starts_at: datetime, ends_at: datetime) -> datetime | None:
    """Returns when somebody arrived who is marked now; None when the seminar is not going on: nobody saw them come."""
    return now if starts_at - EARLY <= now <= ends_at else None


def objections_to_arrival(
    arrived_at: datetime | None, starts_at: datetime, ends_at: datetime, name: str, *, is_present: bool
) -> list[Objection]:
    """Returns what speaks against a time of arrival that is written down afterwards; None is on time."""
    found = []
    if not is_present:
        found.append(Objection("attendance.not_present", "", {"name": name}))
    if arrived_at is not None and not starts_at - EARLY <= arrived_at <= ends_at:
        found.append(Objection("attendance.arrival", "arrived_at"))
    return found


def is_late(arrived_at: datetime | None, starts_at: datetime) -> bool:
    """Returns whether somebody came late: more than ten minutes after the beginning."""
    return arrived_at is not None and arrived_at > starts_at + GRACE


def objections_to_score(
    score: int | None, maximum: int, name: str, field: str = "score", *, is_marked: bool = True
) -> list[Objection]:
    """Returns what speaks against somebody's score; `field` is where it was typed."""
    if score is None:
        return []
    found = []
    if not is_marked:
        found.append(Objection("seminar.mark_missing", field, {"name": name}))
    if not 0 <= score <= maximum:
        params = {"name": name, "score": score, "maximum": maximum}
        found.append(Objection("seminar.score_range", field, params))
    return found


def objections_to_course(
    *, hours: int, maximum_score: int, pass_mark: int, valid_months: int | None = None
) -> list[Objection]:
    """Returns what speaks against a course's numbers."""
    found = []
    if hours < 1:
        found.append(Objection("course.hours", "hours"))
    if not 0 <= pass_mark <= maximum_score:
        found.append(Objection("course.pass_mark", "pass_mark", {"maximum": maximum_score}))
    if valid_months is not None and not 1 <= valid_months <= LONGEST_VALIDITY:
        found.append(Objection("course.validity", "valid_months", {"maximum": LONGEST_VALIDITY}))
    return found
