"""What a search writes: that an IIN was looked up; a list kept under a name, and taken away."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.audit.look_models import Protected
from elections.audit.looks import saw
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.people.actions import full_name
from elections.people.iin import mask
from elections.people.models import Person
from elections.search.models import SavedView
from elections.search.queries import find_own_view, find_person


def look_up(actor: Actor, iin: str) -> Person | None:
    """Returns the person of the actor's territory with this IIN, or None; the log keeps who looked. Raises Forbidden."""
    if not actor.allows(Permission.SEE_IIN):
        raise Forbidden
    person = find_person(actor, iin)
    if person is not None:
        saw(Protected.IIN, [person.id])
    label = mask(iin) if person is None else full_name(person)
    record(actor, "person.looked_up", "person" if person is None else person, label=label)
    return person


def save_view(actor: Actor, name: str, filters: dict[str, str], *, shared: bool) -> SavedView:
    """Keeps a filtered list of candidates under a name, for its owner or for all. Raises Refused, Forbidden."""
    if not actor.allows(Permission.SEE_CANDIDATES) or actor.user_id is None:
        raise Forbidden
    refuse_if([Objection("view.name_taken", "name")] if find_own_view(actor, name) else [])
    view = SavedView(
        owner_id=actor.user_id, owner_login=actor.login, name=name, filters=filters, is_shared=shared,
        path=actor.scope,
    )  # fmt: skip
    db.session.add(view)
    db.session.flush()
    record(actor, "view.saved", view, label=name, after={**filters, "shared": shared})
    return view


def remove_view(actor: Actor, view: SavedView) -> None:
    """Takes a saved list away. Raises Forbidden when it is somebody else's."""
    if view.owner_id != actor.user_id:
        raise Forbidden
    record(actor, "view.removed", view, label=view.name, before=dict(view.filters))
    db.session.delete(view)
    db.session.flush()
