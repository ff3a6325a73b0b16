"""The candidates' spreadsheet: exactly what a list shows, for Excel."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.candidates.models import Candidate
from elections.candidates.queries import list_all_candidates
from elections.candidates.words import NOMINATION_LABELS, STATUS_LABELS
from elections.documents.spreadsheet import write_xlsx
from elections.errors import Forbidden
from elections.people.words import SEX_LABELS
from elections.web.i18n import local


def export_candidates(actor: Actor, election: Election, chosen: dict[str, str]) -> bytes:
    """Returns the candidates that a list with these filters shows, as XLSX; raises Forbidden. The log says who took it."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    candidates = list_all_candidates(election, chosen)
    content = write_xlsx(_("Candidates"), _headings(), _rows(candidates))
    filters = {name: value for name, value in chosen.items() if value}
    record(actor, "candidates.exported", "candidate", after={**filters, "rows": len(candidates)})
    return content


def _headings() -> list[str]:
    return [
        _("KATO code"), _("Constituency"), _("District"), _("Region"), _("Surname"), _("Given name"), _("Patronymic"),
        _("Birth date"), _("Sex"), _("Nominated by"), _("Member of the party"), _("Status"), _("Status since"),
        _("Education"), _("Occupation"), _("Place of work"), _("New face"), _("Incumbent akim"), _("Phone"),
    ]  # fmt: skip


def _rows(candidates: Iterable[Candidate]) -> Iterable[list[Any]]:
    for one in candidates:
        person, place = one.person, one.contest.constituency
        yield [
            place.kato, local(place), local(place.district), local(place.region), person.surname, person.given_name,
            person.patronymic, person.born_on, str(SEX_LABELS[person.sex]) if person.sex else "",
            local(one.nominated_by) if one.nominated_by else str(NOMINATION_LABELS[one.nomination]),
            local(one.member_of) if one.member_of else "", str(STATUS_LABELS[one.status]), one.status_on,
            one.education, one.occupation, one.workplace, _("yes") if one.is_new_face else _("no"),
            _("yes") if one.is_incumbent else _("no"), person.phone,
        ]  # fmt: skip
