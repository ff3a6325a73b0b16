"""What an event of the log changed, in words: of the fields that reports print, what each was and what it became."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from elections.audit.models import AuditEvent
from elections.candidates.history_words import FIELD_LABELS as DOSSIER
from elections.candidates.words import NOMINATION_LABELS
from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.headquarters.proxy_words import STATUS_LABELS as PROXY_LABELS
from elections.headquarters.words import ROLE_LABELS
from elections.platforms.words import SECTOR_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.results.words import STATE_LABELS as PROTOCOL_LABELS
from elections.tasks.words import STATE_LABELS as TASK_LABELS
from elections.training.words import ATTENDANCE_LABELS
from elections.web.i18n import day, moment, number

STATUS, DUE = lazy_gettext("Status"), lazy_gettext("By when")
_NAMES = {name: DOSSIER[name] for name in ("surname", "given_name", "patronymic")}
_FIELDS: Mapping[str, Mapping[str, object]] = {
    "person": _NAMES,
    "candidate": {
        **_NAMES, "status": STATUS, "nomination": DOSSIER["nomination"],
        **{name: DOSSIER[name] for name in ("is_new_face", "is_incumbent", "was_in_primaries", "heads_primary_organisation")},
    },
    "headquarters": {"address": lazy_gettext("Address"), "opened_on": lazy_gettext("Opened on"), "closed_on": lazy_gettext("Closed on")},
    "headquarters_member": {"role": lazy_gettext("Role"), "until_on": lazy_gettext("Until")},
    "participation": {"attendance": lazy_gettext("Training")},
    "platform": {"status": STATUS, "title_ru": lazy_gettext("Title"), "title_kk": lazy_gettext("Title")},
    "pledge": {
        "what_ru": lazy_gettext("Pledge"), "what_kk": lazy_gettext("Pledge"), "sector": lazy_gettext("Sector"),
        "cost_kzt": lazy_gettext("Cost, tenge"), "due_on": DUE,
    },
    "protocol": {"state": lazy_gettext("Protocol"), "voters": lazy_gettext("Voters on the lists"), "took_part": lazy_gettext("Took part")},
    "proxy": {"status": STATUS},
    "task": {"title": lazy_gettext("Task"), "due_at": DUE, "state": STATUS},
    "contest": {"voting_on": lazy_gettext("Voting day"), "round": lazy_gettext("Round")},
    "election": {"voting_on": lazy_gettext("Voting day"), "target_percent": lazy_gettext("Target, percent")},
    "course": {"title_ru": lazy_gettext("Title"), "title_kk": lazy_gettext("Title")},
}  # fmt: skip
"""What is told of which rows: what stands on paper, and nothing else of a person."""
_CODES: Mapping[tuple[str, str], Mapping[Any, object]] = {
    ("candidate", "status"): CANDIDATE_LABELS, ("candidate", "nomination"): NOMINATION_LABELS,
    ("headquarters_member", "role"): ROLE_LABELS, ("participation", "attendance"): ATTENDANCE_LABELS,
    ("platform", "status"): PLATFORM_LABELS, ("pledge", "sector"): SECTOR_LABELS,
    ("protocol", "state"): PROTOCOL_LABELS, ("proxy", "status"): PROXY_LABELS, ("task", "state"): TASK_LABELS,
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A field that an event changed: what it is called, what it was, what it became."""

    label: str
    before: str
    after: str


def told_of(event: AuditEvent) -> list[Told]:
    """Returns what an event changed of what reports print; nothing where only the action itself is known."""
    kind, before, after = event.subject_kind, event.before or {}, event.after or {}
    return [
        Told(str(label), _worded(event, name, before.get(name)), _worded(event, name, after.get(name)))
        for name, label in _FIELDS.get(kind, {}).items()
        if (name in after or (name in before and not after)) and (before.get(name) or None) != (after.get(name) or None)
    ]  # fmt: skip


def _worded(event: AuditEvent, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return "–"
    if isinstance(value, int):
        return number(value)
    text = str(value)
    codes = {str(code): label for code, label in _CODES.get((event.subject_kind, name), {}).items()}
    return str(codes[text]) if text in codes else _timed(name, text, event.path)


def _timed(name: str, text: str, path: str) -> str:
    try:
        if name.endswith("_at"):
            return moment(datetime.fromisoformat(text), path)
        return day(date.fromisoformat(text)) if name.endswith("_on") else text
    except ValueError:
        return text
