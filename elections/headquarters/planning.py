"""What an import of headquarters would do with each row: which headquarters, who, as what; and which rules object."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from elections.errors import Objection
from elections.headquarters.lines import (
    COLUMN_OF,
    FACTS,
    NAMES,
    Line,
    differences,
    mark_of,
    worded,
    work_cells,
)
from elections.headquarters.membership import Stint, last_day, objections_to
from elections.headquarters.queries import place_name, stint_of
from elections.headquarters.snapshot import Snapshot
from elections.headquarters.staffing import level_of
from elections.imports.changes import Change, RowState
from elections.imports.registers import Row
from elections.people import iin as iins
from elections.people.contacts import check_email, check_phone, clean_phone
from elections.people.models import Person
from elections.people.names import FullName, check_name, clean_name, is_same_name


@dataclass
class Planner:
    """Goes through the rows of one file: two rows may object to each other."""

    snapshot: Snapshot
    today: date
    scope: str
    index: Callable[[str], str]
    facts_of: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    claimed: dict[Any, int] = field(default_factory=dict)

    def plan(self, rows: Sequence[Row]) -> list[Change]:
        """Returns what would happen to each row."""
        lines = [self._read(row) for row in rows]
        for line in lines:
            self._find_role_change(line)
        self._check_work(lines)
        told: set[str] = set()
        return [self._change(line, told) for line in lines]

    # --- one row by itself -------------------------------------------------------------------------------------

    def _read(self, row: Row) -> Line:
        line = Line(row)
        self._find_place(line)
        self._read_facts(line)
        if row.text("role") or any(row.text(name) for name in (*NAMES, "iin")):
            self._read_person(line)
            if line.place is not None and not line.objections:
                self._find_person(line)
                self._find_member(line)
        return line

    def _find_place(self, line: Line) -> None:
        kato, level = line.row.text("kato"), line.row.values.get("level")
        if not kato and level is not None and level_of("") is not level:
            line.objections.append(Objection("headquarters.kato_missing", "kato"))
            return
        line.place = self.snapshot.places.get(kato)
        if line.place is None:
            code = "headquarters.kato_unknown" if kato else "headquarters.kato_missing"
            line.objections.append(Objection(code, "kato", {"kato": kato}))
            return
        if level is not None and level_of(line.place.path) is not level:
            line.objections.append(
                Objection("headquarters.level_differs", "level", {"name": line.place.names[0] or "–"})
            )
        line.office = self.snapshot.offices.get(line.place.path)

    def _read_facts(self, line: Line) -> None:
        values = line.row.values
        line.objections += check_phone(line.row.text("hq_phone"), "hq_phone")
        said = {name: values.get(COLUMN_OF.get(name, name)) for name in FACTS}
        said["phone"] = clean_phone(str(said["phone"] or ""))
        line.facts = {name: value for name, value in said.items() if value}
        closed = values.get("closed_on")
        if closed is not None and (line.office.closed_on if line.office else None) != closed:
            line.objections.append(Objection("headquarters.close_on_page", "closed_on"))
        if line.place is None:
            return
        first, known = self.facts_of.setdefault(line.place.path, (line.row.number, {}))
        for name, value in line.facts.items():
            if known.setdefault(name, value) != value:
                column = COLUMN_OF.get(name, name)
                params = {"row": first, "other": worded(known[name])}
                line.objections.append(Objection("headquarters.rows_differ", column, params))

    def _read_person(self, line: Line) -> None:
        row = line.row
        line.role, line.since, line.until = (
            row.values.get("role"),
            row.values.get("since_on"),
            row.values.get("until_on"),
        )
        line.values = {name: clean_name(row.text(name)) for name in NAMES}
        line.values |= {
            "phone": clean_phone(row.text("phone")), "email": row.text("email"), "iin": iins.clean(row.text("iin")),
        }  # fmt: skip
        found = [] if line.role else [Objection("member.role_missing", "role")]
        if not line.name:
            found.append(Objection("member.person_missing", "surname"))
        else:
            found += check_name(FullName(*(line.values[name] for name in NAMES)))
        found += check_phone(row.text("phone"))
        found += check_email(row.text("email"))
        if line.values["iin"]:
            found += iins.check(line.values["iin"])
        if line.until is not None and line.until > self.today:
            found.append(Objection("member.in_future", "until_on", {"day": line.until}))
        line.objections += found

    # --- who it is ---------------------------------------------------------------------------------------------

    def _find_person(self, line: Line) -> None:
        path, digest = line.place.path if line.place else "", ""
        if line.values["iin"]:
            digest = self.index(line.values["iin"])
            line.person = self.snapshot.by_iin.get(digest)
            if line.person is not None and not _is_called(line, line.person):
                line.objections.append(Objection("person.iin_other_name", "surname"))
        if line.person is None:
            alike = self.snapshot.namesakes(path, line.name)
            alike = [one for one in alike if not (digest and one.iin_index)]
            if len(alike) > 1:
                line.objections.append(Objection("member.ambiguous", "surname", {"name": line.name}))
            line.person = alike[0] if len(alike) == 1 else None
        if line.person is None and not digest and self.snapshot.elsewhere(path, line.name, self.scope):
            line.warnings.append(Objection("people.likely_known", "surname", {"names": line.name}))
        if line.person is not None:
            line.key = f"person {line.person.id}"
        else:
            line.key = f"iin {digest}" if digest else f"name {path} {line.name.casefold()}"

    def _find_member(self, line: Line) -> None:
        works = self.snapshot.of_person.get(line.person.id, ()) if line.person else ()
        here = [one for one in works if line.place and one.path == line.place.path and one.role is line.role]
        same = [one for one in here if line.since is None or one.since_on == line.since]
        same = same or [one for one in here if one.until_on is None and line.until is None]
        same.sort(key=lambda one: one.until_on is not None)  # the present work before a former one
        line.member = same[0] if same else None
        if line.member is None:
            line.since = line.since or self.today
        mark: Any = (
            line.member.id
            if line.member
            else (line.key, line.place and line.place.path, line.role, line.since)
        )
        first = self.claimed.setdefault(mark, line.row.number)
        if first != line.row.number:
            line.objections.append(Objection("member.person_twice", "surname", {"row": first}))

    # --- rows beside each other --------------------------------------------------------------------------------

    def _find_role_change(self, line: Line) -> None:
        """Takes another role in the same headquarters, when no row speaks of the old one, for a change of role."""
        if not line.is_of_person or line.member or line.until or line.person is None or line.place is None:
            return
        for old in self.snapshot.of_person.get(line.person.id, ()):
            is_present = old.path == line.place.path and old.until_on is None
            if is_present and old.id not in self.claimed and line.since and line.since >= old.since_on:
                line.replaces = old

    def _check_work(self, lines: Sequence[Line]) -> None:
        stints = self._stints(lines)
        for line in lines:
            if not line.is_of_person or line.place is None or line.role is None:
                continue
            own = stints.get(mark_of(line))
            if own is None or (line.member is not None and not work_cells(line)[0]):
                continue
            others = {mark: one for mark, one in stints.items() if mark != mark_of(line)}
            of_person = [one for mark, one in others.items() if mark[0] == line.key]
            of_office = [one for one in others.values() if one.path == line.place.path]
            line.objections += objections_to(own, self.today, of_person, of_office)

    def _stints(self, lines: Sequence[Line]) -> dict[tuple[str, str], Stint]:
        """Returns all work as it would be: what is known, as rows change it, and what rows begin."""
        found = {
            (f"person {one.person_id}", f"member {one.id}"): stint_of(one) for one in self.snapshot.members
        }
        for line in lines:
            if line.replaces is not None and line.since is not None:
                old = stint_of(line.replaces)
                mark = (f"person {line.replaces.person_id}", f"member {line.replaces.id}")
                found[mark] = Stint(
                    old.path, old.place, old.who, old.role, old.since, last_day(old, line.since)
                )
        for line in lines:
            if line.is_of_person and line.place is not None and line.role is not None:
                since = line.since or (line.member.since_on if line.member else self.today)
                until = line.until or (line.member.until_on if line.member else None)
                place = place_name(line.office) if line.office else line.place.names[0]
                found[mark_of(line)] = Stint(line.place.path, place, line.name, line.role, since, until)
        return found

    # --- what comes of it --------------------------------------------------------------------------------------

    def _change(self, line: Line, told: set[str]) -> Change:
        path = line.place.path if line.place else ""
        place = (place_name(line.office) if line.office else line.place.names[0]) if line.place else ""
        label = ", ".join(part for part in (line.name, place or line.row.text("kato")) if part)
        before, after = differences(line, path not in told)
        is_closed = line.office is not None and line.office.closed_on is not None
        if is_closed and after and line.office is not None:
            line.objections.append(
                Objection("headquarters.is_closed", "kato", {"closed": line.office.closed_on})
            )
        if line.objections:
            cells = {
                one.field: worded(line.row.values.get(one.field))
                for one in line.objections
                if one.field in line.row.values
            }
            return Change(
                line.row.number, RowState.REFUSED, label, path, after=cells, objections=tuple(line.objections)
            )
        is_new = (line.office is None and path not in told) or (line.is_of_person and line.member is None)
        told.add(path)
        state = RowState.NEW if is_new else RowState.CHANGED if after else RowState.UNCHANGED
        subject = line.member.id if line.member else None
        return Change(
            line.row.number,
            state,
            label,
            path,
            subject,
            before,
            after,
            warnings=tuple(line.warnings),
            plan=line,
        )


def _is_called(line: Line, person: Person) -> bool:
    said = FullName(*(line.values[name] for name in NAMES))
    return is_same_name(said, FullName(person.surname, person.given_name, person.patronymic))
