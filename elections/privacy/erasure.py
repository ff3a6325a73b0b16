"""When a person's data may be erased, and what stays in its place (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.errors import Objection

LONGEST_REASON = 300


class Basis(StrEnum):
    """Why a person's data is erased."""

    DEMAND = "demand"
    WITHDRAWN = "withdrawn"
    PURPOSE = "purpose"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Standing:
    """What of a person's present work speaks against erasing."""

    stands: bool = False
    serves: bool = False
    is_erased: bool = False


def objections_to(
    standing: Standing, reason: str, *, is_sure: bool, version: int, present: int
) -> list[Objection]:
    """Returns what speaks against erasing a person."""
    found = []
    if standing.is_erased:
        found.append(Objection("erasure.done"))
    if standing.stands:
        found.append(Objection("erasure.stands"))
    if standing.serves:
        found.append(Objection("erasure.serves"))
    if not reason:
        found.append(Objection("erasure.reason", "reason"))
    if not is_sure:
        found.append(Objection("erasure.sure", "is_sure"))
    if version != present:
        found.append(Objection("erasure.changed"))
    return found


def stands(statuses: Collection[object], ended: Collection[object], voting_on: date, today: date) -> bool:
    """Returns whether one of the candidacies has not ended while the election is not over."""
    return today <= voting_on and any(one not in ended for one in statuses)


def name_of(person_id: int) -> tuple[str, str]:
    """Returns what stands in the place of surname and given name."""
    return f"№ {person_id}", "—"
