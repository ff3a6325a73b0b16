"""The spreadsheet of headquarters and their members: what the list shows, headed as the import reads it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.headquarters.models import Headquarters, Member
from elections.headquarters.queries import list_all_headquarters, place_name, present_members
from elections.headquarters.registers import COLUMNS
from elections.headquarters.words import LEVEL_LABELS, ROLE_LABELS
from elections.imports.registers import LANGUAGES
from elections.people.protected import note_contacts
from elections.web.i18n import language

EXPORTED = tuple(column for column in COLUMNS if column.key not in ("iin", "until_on"))
"""What a file holds: those who work now, without their IIN."""


def export_members(actor: Actor, chosen: dict[str, str], reason: str, suffix: str = "xlsx") -> bytes:
    """Returns the headquarters of a list with their members as XLSX or CSV. Raises Refused, Forbidden.

    Phone and e-mail are left out of who has not consented, and for who may not see them; an import leaves what is empty as it is. The log says who
    took which, how many, and what for.
    """
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("headquarters.export_reason_missing", "reason")])
    offices = list_covered(actor, chosen)
    reached = [one.person for office in offices for one in present_members(office) if one.consent_on]
    rows = list(_rows(offices, with_contacts=note_contacts(actor, reached)))
    headings = [column.headings[LANGUAGES.index(language())] for column in EXPORTED]
    as_csv = suffix == "csv"
    content = write_csv(headings, rows) if as_csv else write_xlsx(_("Headquarters"), headings, rows)
    filters = {name: value for name, value in chosen.items() if value}
    after = {**filters, "rows": len(rows), "file": "csv" if as_csv else "xlsx"}
    record(actor, "headquarters.members_exported", "headquarters", after=after, reason=reason)
    return content


def list_covered(actor: Actor, chosen: dict[str, str]) -> list[Headquarters]:
    """Returns the headquarters of a list that lie in the actor's territory: those above it they see and do not change."""
    return [one for one in list_all_headquarters(**chosen) if actor.covers(one.path)]


def _rows(offices: Iterable[Headquarters], *, with_contacts: bool) -> Iterable[list[Any]]:
    for office in offices:
        for of_member in [_of_member(one) for one in present_members(office)] or [{}]:
            cells = {**_of_office(office), **of_member}
            if not with_contacts:
                cells |= {"phone": "", "email": ""}
            yield [cells.get(column.key, "") for column in EXPORTED]


def _of_office(office: Headquarters) -> dict[str, Any]:
    return {
        "kato": office.path.rstrip("/").rpartition("/")[2], "level": str(LEVEL_LABELS[office.level]),
        "territory": place_name(office), "address": office.address, "hq_phone": office.phone,
        "opening_hours": office.opening_hours, "opened_on": office.opened_on, "closed_on": office.closed_on,
    }  # fmt: skip


def _of_member(member: Member) -> dict[str, Any]:
    person, has_consented = member.person, member.consent_on is not None
    return {
        "role": str(ROLE_LABELS[member.role]), "surname": person.surname, "given_name": person.given_name,
        "patronymic": person.patronymic, "phone": person.phone if has_consented else "",
        "email": person.email if has_consented else "", "consent_on": member.consent_on, "since_on": member.since_on,
    }  # fmt: skip
