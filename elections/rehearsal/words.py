"""The words of rehearsals."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from elections.errors import Objection
from elections.web.objections import describe

OBJECTIONS = {
    "rehearsal.is_on": _("A rehearsal is on already. End it first."),
    "rehearsal.none": _("There is no rehearsal."),
    "rehearsal.nothing": _(
        "There is nothing to replay: no constituency has both precincts and registered candidates."
    ),
    "rehearsal.minutes": _("The night lasts from 0 to %(most)s minutes"),
    "rehearsal.hours": _("A rehearsal is wiped after 1 to %(most)s hours"),
}
ACTIONS = {
    "rehearsal.started": _("Rehearsal started"),
    "rehearsal.ended": _("Rehearsal ended and wiped"),
}


def finding_text(kept: Mapping[str, Any]) -> str:
    """Returns what speaks against a row of the file, as it was kept with the rehearsal."""
    return describe(Objection(kept["code"], "", kept["params"], kept["article"]))
