"""A row of an import of headquarters as it is understood, and what it would change: cell by cell, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from elections.errors import Objection
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.places import Place
from elections.headquarters.words import ROLE_LABELS
from elections.imports.registers import Row
from elections.people import iin as iins
from elections.people.models import Person

NAMES = ("surname", "given_name", "patronymic")
CONTACTS = ("phone", "email")
FACTS = ("address", "phone", "opening_hours", "opened_on")
"""What a row says of its headquarters; the phone's column is `hq_phone`."""
COLUMN_OF = {"phone": "hq_phone"}


@dataclass
class Line:
    """A row as it is understood: its territory, what it says of the headquarters, who it is about."""

    row: Row
    place: Place | None = None
    office: Headquarters | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    key: str = ""
    member: Member | None = None
    replaces: Member | None = None
    role: MemberRole | None = None
    since: date | None = None
    until: date | None = None
    objections: list[Objection] = field(default_factory=list)
    warnings: list[Objection] = field(default_factory=list)

    @property
    def is_of_person(self) -> bool:
        """Returns whether the row is about a member, not about the headquarters alone."""
        return bool(self.key)

    @property
    def name(self) -> str:
        """Returns the name in the row."""
        return " ".join(str(self.values[part]) for part in NAMES if self.values.get(part))


def differences(line: Line, is_first: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the cells that differ, in words; what the file leaves empty stays as it is."""
    pairs: dict[str, tuple[Any, Any]] = {}
    if is_first:
        pairs = {
            COLUMN_OF.get(name, name): (getattr(line.office, name, None), value)
            for name, value in line.facts.items()
        }
    if line.is_of_person:
        pairs |= work_cells(line)[1]
    differing = {name: pair for name, pair in pairs.items() if (pair[0] or "") != pair[1]}
    return (
        {name: worded(old) for name, (old, _new) in differing.items()},
        {name: worded(new) for name, (_old, new) in differing.items()},
    )


def person_changes(line: Line) -> dict[str, Any]:
    """Returns what a row changes of a known person: all it says of a member here, what is missing of anybody else."""
    if line.person is None:
        return {}
    said = {name: line.values[name] for name in (*NAMES, *CONTACTS) if line.values[name]}
    differing = {name: value for name, value in said.items() if getattr(line.person, name) != value}
    if line.member is None and line.replaces is None:
        return {name: value for name, value in differing.items() if not getattr(line.person, name)}
    return differing


def work_changes(line: Line) -> dict[str, Any]:
    """Returns what a row changes of a known membership."""
    said = {"since_on": line.since, "until_on": line.until, "consent_on": line.row.values.get("consent_on")}
    return {name: value for name, value in said.items() if value and getattr(line.member, name) != value}


def worded(value: Any) -> str:
    """Returns a value as people read it."""
    if isinstance(value, MemberRole):
        return str(ROLE_LABELS[value])
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return "" if value is None else str(value)


def work_cells(line: Line) -> tuple[bool, dict[str, tuple[Any, Any]]]:
    """Returns whether the days of the work change, and the cells of person and work before and after."""
    pairs: dict[str, tuple[Any, Any]] = {
        name: (getattr(line.person, name), value) for name, value in person_changes(line).items()
    }
    if line.person is None:
        pairs |= {name: ("", line.values[name]) for name in (*NAMES, *CONTACTS) if line.values[name]}
    if line.values["iin"] and not (line.person and line.person.iin_index):
        pairs["iin"] = ("", iins.mask(line.values["iin"]))
    if line.member is not None:
        changes = work_changes(line)
        pairs |= {name: (getattr(line.member, name), value) for name, value in changes.items()}
        return bool(changes.keys() & {"since_on", "until_on"}), pairs
    pairs["role"] = (line.replaces.role if line.replaces else None, line.role)
    pairs |= {name: (None, value) for name, value in _days(line).items() if value}
    return True, pairs


def _days(line: Line) -> Mapping[str, Any]:
    return {"since_on": line.since, "until_on": line.until, "consent_on": line.row.values.get("consent_on")}


def mark_of(line: Line) -> tuple[str, str]:
    """Returns by what the work of a row is told from other work: whose it is, and which."""
    return line.key, f"member {line.member.id}" if line.member else f"row {line.row.number}"
