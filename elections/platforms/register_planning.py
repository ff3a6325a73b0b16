"""What an import of platforms would do with each row: whose platform it is, which pledge, what differs, what objects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from elections.alphabet import fold
from elections.candidates.models import Candidate
from elections.errors import Objection
from elections.imports.changes import Change, RowState
from elections.imports.registers import Row
from elections.imports.values import prose
from elections.people.actions import full_name
from elections.platforms.leaflet import plain
from elections.platforms.models import DemandWay, MoneySource, Platform, Pledge, Sector
from elections.platforms.pledges import objections_to_pledge
from elections.platforms.register_columns import CHOICES_OUT, PLEDGE_FIELDS, TEXTS
from elections.platforms.register_snapshot import Snapshot
from elections.platforms.register_values import TEXTS as PLEDGE_TEXTS
from elections.platforms.register_values import missing_in, read_cell
from elections.platforms.words import STATUS_LABELS
from elections.platforms.workflow import PlatformStatus

WORDS = ("what_kk", "what_ru", "place")
"""By what a pledge without its number is known again."""
Key = tuple[int, int]
"""A platform by its candidate and its edition; there may be none yet."""


@dataclass(slots=True)
class Plan:
    """What carries a row out."""

    candidate: Candidate
    edition: int
    platform: Platform | None
    texts: Mapping[str, str]
    """The texts that this row changes; of a platform that is made, all that the file says."""
    pledge: Pledge | None
    values: Mapping[str, Any] | None
    """The pledge as it will be, None where a row tells of texts alone or changes nothing."""


@dataclass
class Planner:
    """Goes through the rows of one file, and remembers what they said of each platform."""

    snapshot: Snapshot
    voting_on: date
    today: date
    texts: dict[Key, dict[str, str]] = field(default_factory=dict)
    told: dict[tuple[Key, str], int] = field(default_factory=dict)
    seen: dict[tuple[Key, Any], int] = field(default_factory=dict)

    def plan(self, rows: Iterable[Row]) -> list[Change]:
        """Returns what would happen to each row."""
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> Change:
        candidate, objection = self.snapshot.find(row)
        if candidate is None:
            label = f"{row.text('surname')} {row.text('given_name')}".strip()
            return Change(row.number, RowState.REFUSED, label, objections=(objection,) if objection else ())
        platform, edition, objections = self._edition(row, candidate)
        key = (candidate.id, edition)
        texts, differing = self._texts(row, key, platform)
        pledge, values, changed, more = self._pledge(row, key, platform)
        objections += differing + more
        is_new = platform is None or (values is not None and pledge is None)
        is_changed = bool(texts or changed)
        if platform is None and values is None and not texts and not objections:
            objections.append(Objection("platform.row_empty"))
        if platform is not None and platform.status is not PlatformStatus.DRAFT and (is_new or is_changed):
            params = {"edition": platform.edition, "state": str(STATUS_LABELS[platform.status])}
            objections.append(Objection("platform.import_needs_a_draft", "edition", params))
        label = f"{full_name(candidate.person)}, {candidate.contest.constituency.name_ru}"
        if objections:
            return Change(row.number, RowState.REFUSED, label, candidate.path, objections=tuple(objections))
        kept = self.texts.setdefault(key, {}) if platform is None else texts
        plan = Plan(candidate, edition, platform, kept, pledge, values if is_new or changed else None)
        state = RowState.NEW if is_new else RowState.CHANGED if is_changed else RowState.UNCHANGED
        before = {name: shown(getattr(platform, name)) for name in texts if platform} | {
            name: shown(getattr(pledge, name)) for name in changed if pledge
        }  # fmt: skip
        after = {name: shown(value) for name, value in {**texts, **changed}.items()}
        subject = platform.id if platform else None
        return Change(row.number, state, label, candidate.path, subject, before, after, plan=plan)

    def _edition(self, row: Row, candidate: Candidate) -> tuple[Platform | None, int, list[Objection]]:
        """Returns the platform that a row is about, None for one that is to be made, and its edition."""
        editions = self.snapshot.editions.get(candidate.id, {})
        latest = max(editions, default=0)
        wanted = row.values["edition"] or latest or 1
        if wanted in editions:
            return editions[wanted], wanted, []
        if wanted != latest + 1:
            params = {"edition": wanted, "next": latest + 1}
            return None, wanted, [Objection("platform.edition_unknown", "edition", params)]
        if latest and editions[latest].status is not PlatformStatus.PUBLISHED:
            return None, wanted, [Objection("platform.edition_open", "edition", {"edition": latest})]
        return None, wanted, []

    def _texts(self, row: Row, key: Key, platform: Platform | None) -> tuple[dict[str, str], list[Objection]]:
        """Returns the texts that a row changes; what an earlier row of the platform has said counts once."""
        changed, objections = {}, []
        known = self.texts.setdefault(key, {})
        for name in TEXTS:
            text = row.values[name]
            if text is None:
                continue
            first = self.told.setdefault((key, name), row.number)
            if known.setdefault(name, text) != text:
                objections.append(Objection("platform.texts_differ", name, {"row": first}))
            elif first == row.number and (platform is None or prose(getattr(platform, name)) != text):
                changed[name] = text
        return changed, objections

    def _pledge(
        self, row: Row, key: Key, platform: Platform | None
    ) -> tuple[Pledge | None, dict[str, Any] | None, dict[str, Any], list[Objection]]:
        """Returns the pledge of a row, it as it will be, what of it changes, and what speaks against it."""
        cells = {
            name: read_cell(name, row.values[name]) for name in PLEDGE_FIELDS if row.values[name] is not None
        }
        if not cells:
            return None, None, {}, []
        objections = [cell for cell in cells.values() if isinstance(cell, Objection)]
        pledge = self._find(row, cells, platform)
        known = (
            {name: getattr(pledge, name) for name in PLEDGE_FIELDS}
            if pledge
            else dict.fromkeys(PLEDGE_TEXTS, "")
        )
        values = {**dict.fromkeys(PLEDGE_FIELDS), **known, **cells}
        readable = {name: None if isinstance(value, Objection) else value for name, value in values.items()}
        unread = {one.field for one in objections}
        found = [*missing_in(values), *objections_to_pledge(readable, self.voting_on, self.today)]
        objections += [one for one in found if one.field not in unread]
        mark = pledge.id if pledge else _words(values)
        first = (
            self.seen.setdefault((key, mark), row.number) if pledge or any(_words(values)[:2]) else row.number
        )
        if first != row.number:
            objections.append(
                Objection("import.duplicate_row", "record" if pledge else "what_ru", {"row": first})
            )
        if objections:
            return pledge, values, {}, objections
        changed = {name: value for name, value in cells.items() if shown(known.get(name)) != shown(value)}
        return pledge, values, changed, objections

    def _find(self, row: Row, cells: Mapping[str, Any], platform: Platform | None) -> Pledge | None:
        """Returns the pledge that a row is about: by its number, else by its words and its village."""
        pledges: Sequence[Pledge] = platform.pledges if platform else ()
        numbered = [one for one in pledges if one.id == row.values["record"]]
        alike = [
            one
            for one in pledges
            if _words({name: getattr(one, name) for name in WORDS})
            == _words({**dict.fromkeys(PLEDGE_TEXTS, ""), **cells})
        ]
        return next(iter(numbered or alike), None)


def shown(value: Any) -> str:
    """Returns a value as people read it in the preview."""
    if value is None:
        return ""
    if isinstance(value, Sector | MoneySource | DemandWay):
        return CHOICES_OUT[type(value), value]
    if isinstance(value, Decimal):
        return plain(value)
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else prose(value)


def _words(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(fold(values[name] or "") for name in WORDS)
