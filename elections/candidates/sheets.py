"""The candidates' spreadsheet: exactly what a list shows, for Excel."""

from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.candidates.columns import COLUMNS, FLAGS, PERSON_TEXTS, TEXTS
from elections.candidates.file_queries import candidates_with_consent
from elections.candidates.models import Candidate
from elections.candidates.queries import list_all_candidates
from elections.candidates.words import NOMINATION_LABELS, STATUS_LABELS
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.people.models import Person
from elections.people.protected import note_contacts
from elections.people.words import SEX_LABELS
from elections.web.i18n import language, local

LANGUAGES = ("ru", "kk", "en")
"""The order in which a column names its headings."""
EXPORTED = tuple(column for column in COLUMNS if column.key not in ("iin", "full_name"))
"""What a file holds, headed as the import reads it, so that it can be changed in Excel and brought back; no IIN."""


def export_candidates(
    actor: Actor, election: Election, chosen: dict[str, str], reason: str, suffix: str = "xlsx"
) -> bytes:
    """Returns the candidates that a list with these filters shows, as XLSX or CSV. Raises Refused, Forbidden.

    Contacts are left out of whoever has not consented, and for who may not see them; an import leaves what is empty as it is. The log says who took which, how many, and what for.
    """
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("candidates.export_reason_missing", "reason")])
    candidates, consented = list_all_candidates(election, chosen), candidates_with_consent(election)
    reached = [one.person for one in candidates if one.id in consented]
    rows = _rows(candidates, consented, with_contacts=note_contacts(actor, reached))
    as_csv = suffix == "csv"
    content = write_csv(_headings(), rows) if as_csv else write_xlsx(_("Candidates"), _headings(), rows)
    filters = {name: value for name, value in chosen.items() if value}
    after = {**filters, "rows": len(candidates), "file": "csv" if as_csv else "xlsx"}
    record(actor, "candidates.exported", "candidate", after=after, reason=reason)
    return content


def _headings() -> list[str]:
    position = LANGUAGES.index(language())
    return [*(column.headings[position] for column in EXPORTED), _("Consent")]


def _rows(
    candidates: Iterable[Candidate], consented: Collection[int], *, with_contacts: bool
) -> Iterable[list[Any]]:
    for one in candidates:
        has_consented = one.id in consented
        cells = {**_of_place(one), **_of_person(one.person), **_of_candidacy(one)}
        if not (has_consented and with_contacts):
            cells |= dict.fromkeys(PERSON_TEXTS, "")
        yield [*(cells.get(column.key, "") for column in EXPORTED), _("yes") if has_consented else _("no")]


def _of_place(one: Candidate) -> dict[str, Any]:
    place = one.contest.constituency
    return {
        "record": one.id, "kato": place.kato, "constituency": local(place), "district": local(place.district),
        "region": local(place.region),
    }  # fmt: skip


def _of_person(person: Person) -> dict[str, Any]:
    plain = ("surname", "given_name", "patronymic", "born_on", "birth_year", "phone", "email", "address")
    cells = {name: getattr(person, name) for name in plain}
    return {**cells, "sex": str(SEX_LABELS[person.sex]) if person.sex else ""}


def _of_candidacy(one: Candidate) -> dict[str, Any]:
    return {
        "nomination": str(NOMINATION_LABELS[one.nomination]), "status": str(STATUS_LABELS[one.status]),
        "nominated_by": local(one.nominated_by) if one.nominated_by else "",
        "member_of": local(one.member_of) if one.member_of else "", "status_on": one.status_on,
        **{name: getattr(one, name) for name in TEXTS},
        **{name: _("yes") if getattr(one, name) else _("no") for name in FLAGS},
    }  # fmt: skip
