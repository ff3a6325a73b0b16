"""Publishing the target: its figures are kept as they stand, with date and author, and nobody changes them."""

from typing import Any

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import find_user
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.results.target_models import TargetStatement
from elections.results.target_page import Look, figures_of, told
from elections.results.target_queries import TargetView
from elections.territory.models import Constituency, Unit


def publish_target(
    actor: Actor, look: Look, place: Unit | Constituency | None, note: str = ""
) -> TargetStatement:
    """Freezes the target of a territory as it stands; `place` is None of the nation. Raises Refused, Forbidden."""
    if not actor.may(Permission.PUBLISH_COUNT, look.path):
        raise Forbidden
    refuse_if([] if look.seats else [Objection("target.nothing")])
    user = find_user(actor.login)
    statement = TargetStatement(
        election_id=look.election.id, path=look.path, territory_ru=place.name_ru if place else "",
        territory_kk=place.name_kk if place else "", as_of=look.at, published_by=actor.login,
        author=user.name if user else actor.login, note=note, figures=freeze(look),
    )  # fmt: skip
    db.session.add(statement)
    db.session.flush()
    after = {**figures_of(look.view.main), "received": list(look.received)}
    record(actor, "target.published", statement, label=statement.territory_ru, after=after, reason=note)
    return statement


def freeze(look: Look) -> dict[str, Any]:
    """Returns what is published of a target: enough to show and print it without asking the count again."""
    return {
        "percent": look.election.target_percent,
        "received": list(look.received),
        "variants": _variants(look.view),
        "places": [
            {
                "path": path, "name_ru": unit.name_ru if unit else "", "name_kk": unit.name_kk if unit else "",
                "target": figures_of(view.main),
            }
            for path, view in look.places.items()
            for unit in [look.names.get(path.split("/")[-2])]
        ],
        "history": [[one.at.isoformat(), one.won, one.open, one.lost] for one in told(look.moments)],
    }  # fmt: skip


def _variants(view: TargetView) -> list[dict[str, Any]]:
    return [
        {"denominator": denominator.value, "counting": counting.value, "target": figures_of(target)}
        for (denominator, counting), target in view.by.items()
    ]
