"""The rules of a seminar's list (pure): who may be put on it, what may be marked, with which score."""

from datetime import datetime

from elections.errors import Objection


def objections_to_seminar(starts_at: datetime, ends_at: datetime, capacity: int) -> list[Objection]:
    """Returns what speaks against a seminar's time and size."""
    found = []
    if ends_at <= starts_at:
        found.append(Objection("seminar.ends_before_start", "ends_at"))
    if capacity < 1:
        found.append(Objection("seminar.capacity", "capacity"))
    return found


def objections_to_enrolment(*, is_planned: bool, capacity: int, enrolled: int, new: int) -> list[Objection]:
    """Returns what speaks against putting `new` more people on the list."""
    found = []
    if not is_planned:
        found.append(Objection("seminar.not_planned"))
    if enrolled + new > capacity:
        found.append(Objection("seminar.full", "", {"capacity": capacity, "enrolled": enrolled, "new": new}))
    return found


def objections_to_mark(*, is_planned: bool, score: int | None, maximum: int, name: str) -> list[Objection]:
    """Returns what speaks against a mark in the list."""
    found = []
    if not is_planned:
        found.append(Objection("seminar.not_planned"))
    if score is not None and not 0 <= score <= maximum:
        found.append(
            Objection("seminar.score_range", "score", {"name": name, "score": score, "maximum": maximum})
        )
    return found
