"""What an import of candidates would do with each row: who it is, what differs, and which rules object."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from elections.alphabet import REMEMBERED, fold
from elections.campaign.calendar import Calendar
from elections.candidates.columns import FLAGS, PERSON_TEXTS, TEXTS
from elections.candidates.eligibility import Candidacy, objections_to
from elections.candidates.registration import ENDED, Nomination, Status
from elections.candidates.snapshot import Place, Snapshot, name_key, party_key
from elections.errors import Objection
from elections.imports.changes import Change, RowState
from elections.imports.registers import Row
from elections.people import iin as iins
from elections.people.names import (
    FullName,
    birth_date_objections,
    birth_year_objections,
    check_part,
    clean_name,
)

PERSON_FIELDS = ("surname", "given_name", "patronymic", "born_on", "birth_year", "sex", *PERSON_TEXTS)
CANDIDATE_FIELDS = ("nomination", "nominated_by_id", "member_of_id", *TEXTS, *FLAGS, "is_second_nominee")
WARN_OF_PUBLISHED = {"candidate.birth_date_missing", "candidate.party_has_nominee"}
FIELD_COLUMNS = {"nominated_by_id": "nominated_by", "member_of_id": "member_of"}

# looked up once: members of an enum are slow to find, and each row asks for them
_NEW, _PROPOSED, _REGISTERED, _BY_PARTY = RowState.NEW, Status.PROPOSED, Status.REGISTERED, Nomination.PARTY

_clean = lru_cache(REMEMBERED)(clean_name)
_check = lru_cache(REMEMBERED)(check_part)


@dataclass(frozen=True)
class Rules:
    """What decides about rows besides the register: the election's days, and whose list this is."""

    calendar: Calendar
    voting_on: date
    today: date
    nomination: Nomination | None
    status: Status
    """What a row is taken for that does not say it: nominated how, and how far."""
    as_published: bool
    """Rivals are recorded as the commission published them: what the law says against them warns, and is kept."""


@dataclass(slots=True)
class Plan:
    """What carries a row out."""

    place: Place
    person_id: int | None
    candidate_id: int | None
    iin: str
    iin_index: str
    person: dict[str, Any]
    candidate: dict[str, Any]
    status: Status
    status_on: date
    parties: Mapping[str, str]
    """Parties that must be made first: by the key under which the snapshot holds their number below zero."""


@dataclass
class Planner:
    """Goes through the rows of one file, and remembers who was in them: two rows may object to each other."""

    snapshot: Snapshot
    rules: Rules
    index: Any
    """The vault's keyed digest of an IIN."""
    seen_people: dict[str, int] = field(default_factory=dict)
    seen_nominees: dict[tuple[int, int], int] = field(default_factory=dict)
    seen_names: dict[tuple[int, str], int] = field(default_factory=dict)
    seen_candidates: dict[int, int] = field(default_factory=dict)
    new_parties: dict[str, str] = field(default_factory=dict)

    def plan(self, rows: Iterable[Row]) -> list[Change]:
        """Returns what would happen to each row."""
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> Change:
        values = row.values
        place, objections = self._place(values)
        person, iin, more = self._person(values)
        label = f"{person['surname']} {person['given_name']}".strip()
        if place is None or more:
            return _refused(row, label, place, [*objections, *more])
        digest = self.index(iin) if iin else ""
        candidate_id, person_id = self._find(values, place, person, digest)
        known = self.snapshot.candidates.get(candidate_id) if candidate_id else None
        parties = len(self.new_parties)
        candidate = self._candidate(values, known)
        unknown = list(self.new_parties.values())[parties:] if len(self.new_parties) > parties else ()
        found = self._rules(row, place, person, iin, candidate, person_id, candidate_id)
        if digest and person_id is not None and self.snapshot.by_iin.get(digest, person_id) != person_id:
            found.append(Objection("person.iin_taken", "iin"))
        warnings = [one for one in found if self._only_warns(one, candidate)] if found else []
        candidate["is_second_nominee"] = any(one.code == "candidate.party_has_nominee" for one in warnings)
        status, status_on, more = self._status(values, known)
        if more or len(found) > len(warnings):
            objections = [*(one for one in found if one not in warnings), *more]
            return _refused(row, f"{label}, {place.name}", place, objections)
        if known is None and status is not _PROPOSED and not self.rules.as_published:
            warnings.append(Objection("import.papers_missing", "status"))
        warnings += [Objection("candidate.party_unknown", "nominated_by", {"name": name}) for name in unknown]
        plan = Plan(
            place,
            person_id,
            candidate_id,
            iin,
            digest,
            person,
            candidate,
            status,
            status_on,
            self.new_parties,
        )
        return self._change(row, f"{label}, {place.name}", plan, known, warnings)

    def _only_warns(self, objection: Objection, candidate: Mapping[str, Any]) -> bool:
        rival = candidate["nominated_by_id"] != self.snapshot.own_party_id
        return self.rules.as_published and rival and objection.code in WARN_OF_PUBLISHED

    def _place(self, values: Mapping[str, Any]) -> tuple[Place | None, list[Objection]]:
        kato, name = values["kato"], values["constituency"]
        if kato is None and _is_kato(name or ""):
            kato = name
        if kato:
            place = self.snapshot.places.get(kato)
            column = "kato" if values["kato"] else "constituency"
            return place, [] if place else [Objection("candidate.contest_unknown", column)]
        found = self._named(name or "", values)
        if len(found) == 1:
            return found[0], []
        if found:
            params = {"name": name, "districts": "; ".join(sorted({one.district for one in found}))}
            return None, [Objection("candidate.contest_ambiguous", "constituency", params)]
        return None, [Objection("candidate.contest_unknown", "constituency")]

    def _named(self, name: str, values: Mapping[str, Any]) -> list[Place]:
        """Returns the contests of that name; "Name, district" and the columns of district and region tell them apart."""
        found = self.snapshot.places_called(name)
        where = [values["district"], values["region"]]
        if not found and "," in name:
            name, *others = (part.strip() for part in name.split(","))
            found, where = self.snapshot.places_called(name), [*others, *where]
        for words in where:
            if len(found) > 1 and words:
                found = [one for one in found if _words_in(words, one.words)]
        return found

    def _person(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], str, list[Objection]]:
        name = _name(values)
        person = {
            "surname": name.surname, "given_name": name.given_name, "patronymic": name.patronymic,
            "born_on": values["born_on"], "birth_year": values["birth_year"], "sex": values["sex"],
            "phone": values["phone"], "email": values["email"], "address": values["address"],
        }  # fmt: skip
        objections = [
            *_check("surname", name.surname), *_check("given_name", name.given_name),
            *_check("patronymic", name.patronymic),
        ]  # fmt: skip
        if person["born_on"]:
            person["birth_year"] = person["born_on"].year
            objections += birth_date_objections(person["born_on"], self.rules.today)
        elif person["birth_year"] is not None:
            objections += birth_year_objections(person["birth_year"], self.rules.today)
        iin = iins.clean(values["iin"]) if values["iin"] else ""
        if iin:
            wrong = iins.check(iin)
            objections += wrong
            if not wrong and person["sex"] is None:
                person["sex"] = iins.sex(iin)
        return person, iin, objections

    def _find(
        self, values: Mapping[str, Any], place: Place, person: Mapping[str, Any], digest: str
    ) -> tuple[int | None, int | None]:
        """Returns (candidate, person) that the row is about: by its number, the IIN, or the name in the contest."""
        known = self.snapshot.candidates.get(values["record"] or 0)
        if known is not None and known["contest_id"] == place.contest_id:
            return known["id"], known["person_id"]
        if digest:
            person_id = self.snapshot.by_iin.get(digest)
            if person_id is not None:
                candidate_id = self.snapshot.of_person.get(person_id)
                same = (
                    candidate_id and self.snapshot.candidates[candidate_id]["contest_id"] == place.contest_id
                )
                if not same and values["status"] in ENDED:
                    return self.snapshot.ended.get((place.contest_id, person_id)), person_id
                return candidate_id if same else None, person_id
        if not self.snapshot.by_name:
            return None, None
        key = name_key(person["surname"], person["given_name"], person["patronymic"])
        for candidate_id in self.snapshot.by_name.get((place.contest_id, key), []):
            found = self.snapshot.candidates[candidate_id]
            other = self.snapshot.people[found["person_id"]]
            if not (digest and other["iin_index"]) and _same_birth(person, other):
                return candidate_id, found["person_id"]
        return None, None

    def _candidate(self, values: Mapping[str, Any], known: Mapping[str, Any] | None) -> dict[str, Any]:
        nominated_by, member_of = self._party(values["nominated_by"]), self._party(values["member_of"])
        nomination = values["nomination"]
        if nomination is None:
            nomination = known["nomination"] if known else self.rules.nomination or (
                _BY_PARTY if nominated_by else Nomination.SELF)  # fmt: skip
        if nomination is _BY_PARTY and nominated_by is None:
            nominated_by = known["nominated_by_id"] if known else None
            if nominated_by is None and self.rules.nomination is _BY_PARTY:
                nominated_by = self.snapshot.own_party_id
        if member_of is None:
            member_of = known["member_of_id"] if known else nominated_by
        candidate = {"nomination": nomination, "nominated_by_id": nominated_by, "member_of_id": member_of}
        for name in TEXTS:
            candidate[name] = values[name] or (known[name] if known else "")
        for name in FLAGS:
            candidate[name] = values[name] if values[name] is not None else bool(known and known[name])
        return candidate

    def _party(self, name: str | None) -> int | None:
        """Returns the party of that code or name; one that is not known yet gets a number below zero until it is made."""
        if not name:
            return None
        key = party_key(name)
        if key not in self.snapshot.parties:
            self.new_parties[key] = name
            self.snapshot.parties[key] = -len(self.new_parties)
        return self.snapshot.parties[key]

    def _rules(
        self, row: Row, place: Place, person: Mapping[str, Any], iin: str, candidate: Mapping[str, Any],
        person_id: int | None, candidate_id: int | None,
    ) -> list[Objection]:  # fmt: skip
        party_id = candidate["nominated_by_id"]
        standing = self.snapshot.candidates.get(candidate_id or 0, row.values)
        stands = standing["status"] not in ENDED
        known = self.snapshot.people.get(person_id or 0, person)  # what the file leaves empty stays as it is
        candidacy = Candidacy(
            nomination=candidate["nomination"], born_on=person["born_on"] or known["born_on"],
            birth_year=person["birth_year"] or known["birth_year"],
            nominated_by=party_id, member_of=candidate["member_of_id"],
            other_nominee=self._other_nominee(row, place, party_id, candidate_id) if stands else "",
            stands_in=self._elsewhere(person_id, candidate_id) if stands else "",
        )  # fmt: skip
        age_minimum = self.rules.calendar.rules.age_minimum
        found = list(objections_to(candidacy, self.rules.voting_on, age_minimum))
        first = self._seen_before(row, place, person, iin, candidate_id)
        if first:
            found.append(Objection("import.duplicate_row", "iin" if iin else "surname", {"row": first}))
        return found

    def _other_nominee(self, row: Row, place: Place, party_id: int | None, candidate_id: int | None) -> str:
        if party_id is None:
            return ""
        standing = self.snapshot.nominees.get((place.contest_id, party_id))
        if standing is not None and standing != candidate_id:
            person = self.snapshot.people[self.snapshot.candidates[standing]["person_id"]]
            return f"{person['surname']} {person['given_name']}"
        first = self.seen_nominees.setdefault((place.contest_id, party_id), row.number)
        return _("row %(row)s", row=first) if first != row.number else ""

    def _elsewhere(self, person_id: int | None, candidate_id: int | None) -> str:
        standing = self.snapshot.of_person.get(person_id or 0)
        if standing is None or standing == candidate_id:
            return ""
        contest_id = self.snapshot.candidates[standing]["contest_id"]
        return next((one.name for one in self.snapshot.places.values() if one.contest_id == contest_id), "–")

    def _seen_before(
        self, row: Row, place: Place, person: Mapping[str, Any], iin: str, candidate_id: int | None
    ) -> int | None:
        if candidate_id and self.seen_candidates.setdefault(candidate_id, row.number) != row.number:
            return self.seen_candidates[candidate_id]
        if iin:
            first = self.seen_people.setdefault(iin, row.number)
        else:
            name = f"{person['surname']} {person['given_name']} {person['patronymic']} {person['birth_year']}"
            first = self.seen_names.setdefault((place.contest_id, name), row.number)
        return first if first != row.number else None

    def _status(
        self, values: Mapping[str, Any], known: Mapping[str, Any] | None
    ) -> tuple[Status, date, list[Objection]]:
        status, on = values["status"], values["status_on"]
        if known is not None:
            if status is not None and status is not known["status"]:
                return known["status"], known["status_on"], [Objection("import.status_by_steps", "status")]
            return known["status"], known["status_on"], []
        status = status or (_REGISTERED if on else self.rules.status)
        latest = self.rules.calendar.registration_closes_on if status is _REGISTERED else self.rules.today
        on = on or min(self.rules.today, latest)
        if status is _REGISTERED and on > self.rules.calendar.registration_closes_on:
            calendar = self.rules.calendar
            params = {"deadline": calendar.registration_closes_on, "hour": calendar.rules.closing_hour}
            return status, on, [Objection("registration.after_deadline", "status_on", params, "CL 113-5(14)")]
        return status, on, []

    def _change(
        self, row: Row, label: str, plan: Plan, known: Mapping[str, Any] | None, warnings: Sequence[Objection]
    ) -> Change:
        in_iin = iins.mismatches(plan.iin, plan.person["born_on"], plan.person["sex"]) if plan.iin else ()
        change = Change(
            row.number, _NEW, label, plan.place.path, plan.candidate_id, warnings=(*warnings, *in_iin),
            plan=plan,
        )  # fmt: skip
        if known is None:
            return change
        before, after = self._differences(plan, known)
        change.state = RowState.CHANGED if after else RowState.UNCHANGED
        change.before, change.after = before, after
        return change

    def _differences(self, plan: Plan, known: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
        """Returns the cells that differ, in words; what the file leaves empty stays as it is."""
        old = self.snapshot.people[known["person_id"]]
        before, after = {}, {}
        for name in PERSON_FIELDS:
            new = plan.person[name]
            if name == "birth_year" and plan.person["born_on"]:
                new = plan.person["born_on"].year
            if new is None or new == "":
                plan.person[name] = old[name]
            elif new != old[name]:
                before[name], after[name] = _worded(old[name]), _worded(new)
        for name in CANDIDATE_FIELDS:
            if plan.candidate[name] != known[name]:
                key = FIELD_COLUMNS.get(name, name)
                before[key], after[key] = (
                    self._shown(name, known[name]),
                    self._shown(name, plan.candidate[name]),
                )
        if plan.iin and old["iin_index"] != plan.iin_index:
            before["iin"], after["iin"] = "••••" if old["iin_index"] else "", iins.mask(plan.iin)
        return before, after

    def _shown(self, name: str, value: Any) -> str:
        if name in FIELD_COLUMNS and value is not None:
            return self.snapshot.party_names.get(value) or next(
                (text for key, text in self.new_parties.items() if self.snapshot.parties[key] == value), ""
            )
        return _worded(value)


def _name(values: Mapping[str, Any]) -> FullName:
    surname, given_name, patronymic = values["surname"], values["given_name"], values["patronymic"]
    if values["full_name"] and not surname:
        surname, given_name, patronymic = (*values["full_name"].split(" ", 2), "", "")[:3]
    return FullName(_clean(surname or ""), _clean(given_name or ""), _clean(patronymic or ""))


def _is_kato(text: str) -> bool:
    return len(text) == 9 and text.isdecimal()


def _words_in(typed: str, words: str) -> bool:
    return all(word in words for word in fold(typed).split())


def _same_birth(person: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if person["born_on"] and other["born_on"]:
        return bool(person["born_on"] == other["born_on"])
    return not person["birth_year"] or not other["birth_year"] or person["birth_year"] == other["birth_year"]


def _worded(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return {True: "+", False: "–"}[value] if isinstance(value, bool) else str(value)


def _refused(row: Row, label: str, place: Place | None, objections: Sequence[Objection]) -> Change:
    cells = {one.field: _worded(row.values.get(one.field)) for one in objections if one.field in row.values}
    return Change(
        row.number, RowState.REFUSED, label or _raw_label(row), place.path if place else "", after=cells,
        objections=tuple(objections),
    )  # fmt: skip


def _raw_label(row: Row) -> str:
    return " ".join(
        str(row.values[key]) for key in ("full_name", "surname", "given_name") if row.values.get(key)
    )
