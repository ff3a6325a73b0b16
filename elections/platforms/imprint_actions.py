"""Writing the imprint of a platform's print in one language; it may wait for the printer, the print may not."""

from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Stale
from elections.platforms.imprint import IMPRINT_FIELDS, Paper
from elections.platforms.imprint_models import Imprint
from elections.platforms.imprint_queries import list_imprints
from elections.platforms.models import Platform

SAVED = (*IMPRINT_FIELDS, "printed_on")


def save_imprint(
    actor: Actor, platform: Platform, paper: Paper, values: dict[str, Any], version: int = 0
) -> Imprint:
    """Writes or changes the imprint of a platform in a language. Raises Stale, Forbidden."""
    if not actor.may(Permission.EDIT_PLATFORMS, platform.path):
        raise Forbidden
    imprint = list_imprints(platform.id).get(paper)
    if (imprint.version if imprint else 0) != version:
        raise Stale
    before = {name: getattr(imprint, name) for name in SAVED} if imprint else None
    if imprint is None:
        imprint = Imprint(platform_id=platform.id, path=platform.path, language=paper.value)
        db.session.add(imprint)
    for name in SAVED:
        setattr(imprint, name, values[name])
    db.session.flush()
    after = {"language": paper, **values}
    record(actor, "imprint.changed" if before else "imprint.created", imprint, before=before, after=after)
    return imprint
