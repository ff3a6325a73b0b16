"""The log as a file: exactly the events that a list with its filters shows."""

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.audit.protected import veiled
from elections.audit.queries import Filters, count_events, list_all_events
from elections.audit.words import action_label, kind_label
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.web.i18n import moment

MOST = 50_000
"""So many events a file holds: more, nobody reads in a spreadsheet."""


def export_log(actor: Actor, filters: Filters, reason: str, suffix: str = "xlsx") -> bytes:
    """Returns the events of a list with these filters as XLSX or CSV. Raises Refused, Forbidden.

    Contacts and IINs are veiled. The log says who took which, how many, and what for.
    """
    if not actor.allows(Permission.SEE_AUDIT):
        raise Forbidden
    number = count_events(filters)
    missing = [] if reason.strip() else [Objection("log.export_reason_missing", "reason")]
    too_long = (
        [Objection("log.export_too_long", params={"events": number, "most": MOST})] if number > MOST else []
    )
    refuse_if([*missing, *too_long])
    rows = [list(one) for one in _rows(list_all_events(filters, MOST))]
    as_csv = suffix == "csv"
    content = write_csv(_headings(), rows) if as_csv else write_xlsx(_("Log"), _headings(), rows)
    after = {**filters.chosen(), "rows": len(rows), "file": "csv" if as_csv else "xlsx"}
    record(actor, "log.exported", "audit_event", after=after, reason=reason)
    return content


def _headings() -> list[str]:
    return [
        _("Number"), _("When"), _("Who"), _("What was done"), _("Kind of record"), _("Number of the record"),
        _("Record"), _("Territory"), _("Before"), _("After"), _("Reason"), _("Digest"),
    ]  # fmt: skip


def _rows(events: Iterable[AuditEvent]) -> Iterable[list[Any]]:
    for one in events:
        yield [
            one.id, moment(one.at, one.path), one.actor_login, action_label(one.action), kind_label(one.subject_kind),
            one.subject_id, one.subject_label, one.path, _text(one.before), _text(one.after), one.reason, one.digest,
        ]  # fmt: skip


def _text(values: dict[str, Any] | None) -> str:
    return "" if values is None else json.dumps(veiled(values), ensure_ascii=False, sort_keys=True)
