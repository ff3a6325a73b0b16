"""Writing drafts: kept while somebody types, gone once the entry is saved. No change of the record, so not in the log."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from elections.accounts.access import Actor, Permission
from elections.database import db, utc_now
from elections.errors import Objection, refuse_if
from elections.results.actions import require
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State, objections_to_entry
from elections.results.entry_papers import Paper
from elections.results.kept_entries import OWN_DRAFT
from elections.results.models import Protocol
from elections.results.queries import FIGURES

LONGEST_FIGURE, LONGEST_REASON, MOST_NAMES = 40, 500, 60
_VOTES = re.compile(r"votes_[0-9]{1,9}")


def keep_draft(actor: Actor, protocol: Protocol, typed: Mapping[str, str]) -> datetime:
    """Keeps what the actor has typed of a protocol, in place of their draft before; returns the time of it.

    Raises Refused when they can no longer enter it (then there is nothing to keep), Forbidden. Nothing typed, no draft.
    """
    require(actor, Permission.ENTER_PROTOCOLS, protocol.path)
    refuse_if(objections_to_entering(actor, protocol))
    answers, now = answers_of(typed), utc_now()
    if actor.user_id is None or not answers:
        drop_draft(actor, protocol)
        return now
    values = {"answers": answers, "updated_at": now}
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(ProtocolDraft).values(
        protocol_id=protocol.id, user_id=actor.user_id, path=protocol.path, **values
    )
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["protocol_id", "user_id"], set_=values)
    )
    return now


def drop_draft(actor: Actor, protocol: Protocol | Paper) -> None:
    """Takes the actor's own draft of a protocol away, where there is one."""
    OWN_DRAFT.run(db.session.connection(), {"protocol": protocol.id, "user": actor.user_id})


def objections_to_entering(actor: Actor, protocol: Protocol) -> tuple[Objection, ...]:
    """Returns why this person cannot enter the protocol now: it is entered, or the first entry is theirs."""
    first = protocol.entries[-1].entered_by_id if protocol.state is State.FIRST else None
    return objections_to_entry(protocol.state, first, actor.user_id or 0)


def answers_of(typed: Mapping[str, str]) -> dict[str, str]:
    """Returns what a draft keeps of a form: figures as they were typed and the reason, all within bounds."""
    kept = {
        name: value.strip()[:LONGEST_FIGURE]
        for name, value in typed.items()
        if name in FIGURES or _VOTES.fullmatch(name)
    }
    reason = typed.get("reason", "").strip()[:LONGEST_REASON]
    filled = [(name, value) for name, value in (*kept.items(), ("reason", reason)) if value]
    return dict(filled[:MOST_NAMES])
