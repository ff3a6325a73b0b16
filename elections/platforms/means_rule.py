"""What a line of means must say (pure)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elections.errors import Objection
from elections.platforms.sums import MAXIMUM_KZT, grouped
from elections.platforms.usual import TERM_YEARS


def objections_to_means(said: Mapping[str, Any], voting_on: date, today: date) -> list[Objection]:
    """Returns all that speaks against means, by the names of their fields: sum, year, document, its date."""
    objections = []
    if not 0 < (said.get("amount_kzt") or 0) <= MAXIMUM_KZT:
        objections.append(Objection("means.amount_range", "amount_kzt", {"maximum": grouped(MAXIMUM_KZT)}))
    first, last = voting_on.year, voting_on.year + TERM_YEARS
    if not first <= (said.get("year") or 0) <= last:
        objections.append(Objection("means.year_range", "year", {"first": first, "last": last}))
    if not said.get("document"):
        objections.append(Objection("means.document_missing", "document"))
    document_on = said.get("document_on")
    if document_on is None:
        objections.append(Objection("means.document_on_missing", "document_on"))
    elif document_on > today:
        objections.append(Objection("means.document_ahead", "document_on", {"on": document_on}))
    return objections
