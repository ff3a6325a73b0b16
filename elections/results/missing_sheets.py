"""The list of precincts that have not reported as a file: with the phones of those who agreed to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.documents.spreadsheet import write_csv, write_xlsx
from elections.errors import Forbidden, Objection, refuse_if
from elections.headquarters.observers import write_shift
from elections.headquarters.queries import place_name
from elections.people.actions import full_name
from elections.people.models import Person
from elections.people.protected import phone_to_call
from elections.results.missing_queries import Silent, list_missing
from elections.results.words import STATE_LABELS
from elections.web.i18n import local

ALL = 200_000


def export_missing(
    actor: Actor, election: Election, chosen: Mapping[str, str], reason: str, suffix: str
) -> bytes:
    """Returns the precincts that a list with these filters shows, as XLSX or CSV. Raises Refused, Forbidden.

    Phones of who has not consented are left out. The log says who took the list, how many precincts, and what for.
    """
    if not (actor.allows(Permission.EXPORT_REGISTERS) and actor.allows(Permission.SEE_RESULTS)):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("missing.export_reason", "reason")])
    rows = [_row(one) for one in list_missing(election, chosen, size=ALL).rows]
    headings = [
        _("Region"), _("District"), _("Constituency"), _("KATO code"), _("Precinct"), _("Address"), _("Voters"),
        _("State"), _("Observers"), _("Proxies"), _("Headquarters"),
    ]  # fmt: skip
    title = _("Who has not reported")
    content = write_csv(headings, rows) if suffix == "csv" else write_xlsx(title, headings, rows)
    filters = {name: value for name, value in chosen.items() if value}
    record(
        actor,
        "missing.exported",
        "protocol",
        after={**filters, "rows": len(rows), "file": suffix},
        reason=reason,
    )
    return content


def _row(one: Silent) -> list[Any]:
    protocol, place = one.protocol, one.protocol.contest.constituency
    observers = (
        f"{write_shift(each.shift)} {_called(each.person, each.phone_consent_on is not None)}"
        for each in one.observers
    )
    proxies = (_called(each.person, each.consent_on is not None) for each in one.proxies)
    return [
        local(place.region), local(place.district), local(place), place.kato, protocol.precinct.number,
        protocol.precinct.address, protocol.precinct.voters, str(STATE_LABELS[protocol.state]), _lines(observers),
        _lines(proxies), _lines(_office(one)),
    ]  # fmt: skip


def _office(one: Silent) -> Iterable[str]:
    if one.office is not None:
        yield f"{place_name(one.office)} {one.office.phone}".strip()
        for each in one.commanders:
            yield _called(each.person, each.consent_on is not None)


def _called(person: Person, has_consented: bool) -> str:
    return f"{full_name(person)} {phone_to_call(person) if has_consented else ''}".strip()


def _lines(texts: Iterable[str]) -> str:
    return "; ".join(texts)
