"""The spreadsheet of who watches the count: a precinct a row, numbers and names of places, no person."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from elections.campaign.models import Election
from elections.documents.spreadsheet import write_xlsx
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.watch_queries import Watch, list_watch
from elections.web.i18n import local

ALL = 100_000


def watch_xlsx(election: Election, chosen: dict[str, str]) -> bytes:
    """Returns the precincts that the page shows with these filters as XLSX."""
    found = list_watch(election, chosen, size=ALL).rows
    headings = [
        _("Region"), _("District"), _("Constituency"), _("KATO code"), _("Precinct"), _("Address"), _("Voters"),
        _("Registered proxies"), _("Proxies not registered yet"), _("Observers"), _("Somebody watches the count"),
    ]  # fmt: skip
    return write_xlsx(_("Who watches the count"), headings, _rows(found))


def _rows(found: Iterable[Watch]) -> Iterable[list[Any]]:
    for one in found:
        place = one.precinct.constituency
        registered = sum(proxy.status is ProxyStatus.REGISTERED for proxy in one.proxies)
        yield [
            local(place.region), local(place.district), local(place), place.kato, one.precinct.number,
            one.precinct.address, one.precinct.voters, registered, len(one.proxies) - registered, len(one.observers),
            _("yes") if one.is_watched else _("no"),
        ]  # fmt: skip
