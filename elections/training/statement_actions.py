"""Publishing who is trained: "all are", or everybody who is not by name; kept as it was at that moment."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import find_user
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.territory.models import Unit
from elections.training.coverage_queries import (
    ALL,
    count_coverage,
    list_groups,
    list_untrained,
    place_names,
)
from elections.training.gaps import Group, Reach
from elections.training.models import Course, CoverageStatement
from elections.zones import zone_for


def publish(
    actor: Actor, election: Election, path: str, unit: Unit | None, now: datetime
) -> CoverageStatement:
    """Freezes how far the training of a territory is, with date and author. Raises Refused, Forbidden.

    `unit` is the territory of `path`, None of the nation.
    """
    if not actor.may(Permission.EDIT_TRAINING, path):
        raise Forbidden
    today = now.astimezone(zone_for(path)).date()
    figures = {
        group.value: _figures(election, group, courses, path, now) for group, courses in list_groups().items()
    }
    required = sum(one["all"][0] for one in figures.values())
    refuse_if([] if required else [Objection("coverage.nobody")])
    untrained, user = list_untrained(election, path, today), find_user(actor.login)
    sealed = json.dumps([one.as_json() for one in untrained], ensure_ascii=False)
    statement = CoverageStatement(
        election_id=election.id, path=path, territory_ru=unit.name_ru if unit else "",
        territory_kk=unit.name_kk if unit else "", as_of=now, published_by=actor.login,
        author=user.name if user else actor.login, figures=figures, exceptions=len(untrained),
        exceptions_sealed=current_app.extensions["vault"].encrypt(sealed),
    )  # fmt: skip
    db.session.add(statement)
    db.session.flush()
    after = {"required": required, "exceptions": len(untrained)}
    record(actor, "coverage.published", statement, label=statement.territory_ru, after=after)
    return statement


def _figures(
    election: Election, group: Group, courses: Sequence[Course], path: str, now: datetime
) -> dict[str, Any]:
    names = place_names(path)
    found = count_coverage(election, group, courses, path, now.astimezone(zone_for(path)).date())

    def place(where: str, reach: Reach) -> dict[str, Any]:
        known = names.get(where, ("", ""))
        return {"path": where, "name_ru": known[0], "name_kk": known[1], "reach": reach.as_json()}

    return {
        "all": found.courses[ALL].as_json(),
        "courses": [
            {
                "code": one.code, "title_ru": one.title_ru, "title_kk": one.title_kk,
                "reach": found.courses[one.id].as_json(),
            }
            for one in courses
        ],
        "places": [place(where, reach) for where, reach in sorted(found.places[ALL].items())],
    }  # fmt: skip
