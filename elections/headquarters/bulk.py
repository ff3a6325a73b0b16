"""Carrying planned rows of headquarters out, each through the room's own actions, with what takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.headquarters.actions import build_headquarters, facts_of
from elections.headquarters.lines import Line, person_changes, work_changes
from elections.headquarters.member_actions import build_member, work_of
from elections.headquarters.membership import last_day
from elections.headquarters.models import Headquarters, Member
from elections.headquarters.queries import find_headquarters, stint_of
from elections.imports.changes import Applied, Change
from elections.people.actions import NAME_PARTS, change_person, create_person, full_name
from elections.people.models import Person

PERSON = (*NAME_PARTS, "phone", "email")
SEALED = ("iin_sealed", "iin_index", "iin_masked")


@dataclass
class Carrier:
    """Carries rows out in their order: what one of them makes, the next one finds."""

    actor: Actor
    election: Election
    offices: dict[str, Headquarters] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    touched: list[tuple[int, int, dict[str, Any], list[Any]]] = field(default_factory=list)

    def carry(self, changes: Sequence[Change]) -> list[Applied]:
        """Carries rows out; returns of each what it made or changed, as it is when all are done."""
        for change in changes:
            self._row(change.number, change.plan)
        return [
            Applied(
                number,
                subject,
                {**undo, "versions": [[row.__tablename__, row.id, row.version] for row in rows]},
            )
            for number, subject, undo, rows in self.touched
        ]

    def _row(self, number: int, line: Line) -> None:
        undo: dict[str, Any] = {}
        rows: list[Any] = []
        office = self._office(line, undo, rows)
        subject = office.id
        if line.is_of_person:
            person = self._person(line, undo, rows)
            subject = self._member(line, office, person, undo, rows).id
        self.touched.append((number, subject, undo, rows))

    def _office(self, line: Line, undo: dict[str, Any], rows: list[Any]) -> Headquarters:
        assert line.place is not None  # noqa: S101 a row without one is refused
        path = line.place.path
        office = self.offices.get(path) or find_headquarters(self.election.id, path)
        if office is None:
            office = build_headquarters(self.election, path, line.place.names, line.facts)
            db.session.add(office)
            db.session.flush()
            record(
                self.actor, "headquarters.created", office, label=office.territory_ru, after=facts_of(office)
            )
            undo["made_office"] = office.id
            rows.append(office)
        differing = {name: value for name, value in line.facts.items() if getattr(office, name) != value}
        if differing:
            before = facts_of(office)
            undo["office"] = {"id": office.id, **plain({name: before[name] for name in differing})}
            for name, value in differing.items():
                setattr(office, name, value)
            db.session.flush()
            record(
                self.actor, "headquarters.changed", office, label=office.territory_ru, before=before,
                after=facts_of(office),
            )  # fmt: skip
            rows.append(office)
        self.offices[path] = office
        return office

    def _person(self, line: Line, undo: dict[str, Any], rows: list[Any]) -> Person:
        person = line.person or self.people.get(line.key)
        if person is None:
            person = create_person(self.actor, {**line.values})
            undo["made_person"] = person.id
            rows.append(person)
        elif line.person is not None:
            changes = person_changes(line)
            if line.values["iin"] and not person.iin_index:
                changes["iin"] = line.values["iin"]
            if changes:
                undo["person"] = {
                    "id": person.id,
                    **{name: getattr(person, name) for name in (*PERSON, *SEALED)},
                }
                change_person(
                    self.actor, person, {**{name: getattr(person, name) for name in PERSON}, **changes}
                )
                rows.append(person)
        self.people[line.key] = person
        return person

    def _member(
        self, line: Line, office: Headquarters, person: Person, undo: dict[str, Any], rows: list[Any]
    ) -> Member:
        if line.member is not None:
            changes = work_changes(line)
            if changes:
                before = {name: getattr(line.member, name) for name in changes}
                undo["member"] = {"id": line.member.id, **plain(before)}
                _set(line.member, changes)
                record(
                    self.actor, "member.changed", line.member, label=full_name(person), before=before,
                    after=changes,
                )  # fmt: skip
                rows.append(line.member)
            return line.member
        assert line.role is not None and line.since is not None  # noqa: S101, PT018 the plan says both
        if line.replaces is not None:
            undo["replaced"] = {"id": line.replaces.id, "until_on": None}
            _set(line.replaces, {"until_on": last_day(stint_of(line.replaces), line.since)})
            record(
                self.actor, "member.ended", line.replaces, label=full_name(person),
                after={"until_on": line.replaces.until_on},
            )  # fmt: skip
            rows.append(line.replaces)
        member = build_member(
            office, person, line.role, line.since, until_on=line.until,
            consent_on=line.row.values.get("consent_on"),
        )  # fmt: skip
        record(
            self.actor, "member.role_changed" if line.replaces else "member.added", member,
            label=full_name(person), after=work_of(member),
        )  # fmt: skip
        undo["made_member"] = member.id
        rows.append(member)
        return member


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Returns values as JSON keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _set(member: Member, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(member, name, value)
    db.session.flush()
