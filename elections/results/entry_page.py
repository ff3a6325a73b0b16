"""What the page of an entry shows beside the form: the viewer's draft, the paper, the way to the next precinct."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import force_locale

from elections.accounts.access import Actor
from elections.candidates.queries import list_ballot, list_contest_candidates
from elections.candidates.words import NOMINATION_LABELS
from elections.database import utc_now
from elections.errors import Objection
from elections.results.draft_actions import objections_to_entering
from elections.results.draft_queries import find_draft, find_next
from elections.results.forms import ProtocolForm
from elections.results.models import Protocol
from elections.results.photo_forms import PhotosForm
from elections.results.photo_queries import list_photos
from elections.web.guards import viewer
from elections.web.i18n import language
from elections.web.objections import describe

BEFORE_VOTES = ("voters", "ballots_issued", "ballots_received", "ballots_cancelled", "took_part", "invalid")
AFTER_VOTES = ("outside", "absentee")
"""The fields around the votes in the order of the law, CL 43(3-1), (4), (4-1) and 44(5)."""
OTHER_LANGUAGE = {"kk": "ru", "ru": "kk"}


@dataclass(frozen=True)
class Sum:
    """A sum that the page shows while somebody types: what is added, what of it is taken away, what it is held against.

    It tells nothing about what is allowed: that is the server's word alone.
    """

    code: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    against: str
    is_exact: bool


def entry_page(form: ProtocolForm, protocol: Protocol) -> dict[str, Any]:
    """Returns what the page of an entry shows; the viewer's draft is put into a form that was not sent yet."""
    actor, ballot = viewer(), list_ballot(protocol.contest_id)
    drafted_at, lost = (None, ()) if form.is_submitted() else _put_draft(form, protocol, actor)
    votes = tuple(f"votes_{one.id}" for one in ballot)
    return {
        "ballot": ballot, "before_votes": BEFORE_VOTES, "after_votes": AFTER_VOTES,
        "ordered": (*BEFORE_VOTES, *votes, "against_all", *AFTER_VOTES),
        "nominations": NOMINATION_LABELS, "describe": describe, "now": utc_now(),
        "closed": () if form.is_submitted() else objections_to_entering(actor, protocol),
        "drafted_at": drafted_at, "lost": lost, "sums": _sums(votes), "other_words": _other_words(form),
        **paper_of(protocol, back="entry"),
    }  # fmt: skip


def paper_of(protocol: Protocol, *, back: str = "", form: PhotosForm | None = None) -> dict[str, Any]:
    """Returns what stands beside a protocol's numbers: its photos, the form for more, what the viewer takes next."""
    actor = viewer()
    if form is None:
        form = PhotosForm(formdata=None, back=back)
    return {
        "paper": protocol, "photos": list_photos(protocol.id), "photo_form": form,
        "next_protocol": find_next(protocol, actor.user_id),
        "draft_key": f"sailau-draft-{actor.user_id}-{protocol.id}",
        "own_entries": sum(one.entered_by_id == actor.user_id for one in protocol.entries),
    }  # fmt: skip


def objections_to_names(contest_id: int, ballot: Iterable[int]) -> tuple[Objection, ...]:
    """Returns who got votes in the form that was sent and is not on the ballot (any more): CL 37, 113-6."""
    sent = _votes_in(request.form, ballot)
    return tuple(Objection("F.115", "", {"name": name}, "CL 37") for name in _names(contest_id, sent))


def _put_draft(form: ProtocolForm, protocol: Protocol, actor: Actor) -> tuple[datetime | None, Sequence[str]]:
    """Puts the actor's draft into the form; returns when it was kept, and who of it is off the ballot by now."""
    draft = find_draft(protocol.id, actor.user_id)
    if draft is None:
        return None, ()
    for name, typed in draft.answers.items():
        if name in form:
            form[name].data = typed
    left = [name for name in draft.answers if name.startswith("votes_") and name not in form]
    return draft.updated_at, _names(protocol.contest_id, left)


def _votes_in(sent: Mapping[str, str], ballot: Iterable[int]) -> list[str]:
    known = {f"votes_{one}" for one in ballot}
    return [
        name
        for name, typed in sent.items()
        if name.startswith("votes_") and name not in known and typed.strip()
    ]


def _names(contest_id: int, fields: Iterable[str]) -> list[str]:
    """Returns the names of the contest's candidates whose fields these are; of somebody unknown, the field itself."""
    wanted = list(fields)
    if not wanted:
        return []
    by_field = {
        f"votes_{one.id}": f"{one.person.surname} {one.person.given_name}"
        for one in list_contest_candidates(contest_id)
    }
    return [by_field.get(field, field) for field in wanted]


def _sums(votes: tuple[str, ...]) -> dict[str, Sum]:
    return {
        "ballots": Sum("F.105", ("ballots_received",), ("ballots_issued",), "ballots_cancelled", True),
        "boxes": Sum("F.107", ("took_part", "invalid"), (), "ballots_issued", False),
        "votes": Sum("F.106", (*votes, "against_all"), (), "took_part", True),
    }


def _other_words(form: ProtocolForm) -> dict[str, tuple[tuple[str, str], ...]]:
    """Returns (language, label) of each figure in the other language of the paper; in English in both."""
    here = language()
    others = (OTHER_LANGUAGE[here],) if here in OTHER_LANGUAGE else ("kk", "ru")
    words: dict[str, tuple[tuple[str, str], ...]] = {}
    for other in others:
        with force_locale(other):
            for name in (*BEFORE_VOTES, *AFTER_VOTES, "against_all"):
                words[name] = (*words.get(name, ()), (other, str(form[name].label.text)))
    return words
