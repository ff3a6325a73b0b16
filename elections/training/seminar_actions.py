"""Writing seminars that change their time or number: called off, moved, copied, and the people told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.people.actions import full_name
from elections.training.actions import must_be_planned, require_training
from elections.training.attendance import objections_to_place, objections_to_seminar
from elections.training.clash_queries import find_clashes, slot_of
from elections.training.clashes import Slot, clashes_among
from elections.training.models import Seminar, SeminarStatus
from elections.training.notice_models import NoticeCall, NoticeKind, SeminarNotice
from elections.training.notice_queries import list_calls
from elections.training.queries import list_participations


def call_off(actor: Actor, seminar: Seminar, version: int, reason: str, now: datetime) -> SeminarNotice:
    """Calls a seminar off with a reason; the notice holds whom to tell. Raises Refused, Stale, Forbidden."""
    require_training(actor, seminar.path)
    refuse_if(must_be_planned(seminar))
    if seminar.version != version:
        raise Stale
    refuse_if([] if reason else [Objection("seminar.reason_missing", "reason")])
    notice = _notice(actor, seminar, NoticeKind.CANCELLED, reason, now)
    seminar.status, seminar.reason = SeminarStatus.CANCELLED, reason
    db.session.flush()
    record(actor, "seminar.cancelled", seminar, label=seminar.place, reason=reason)
    return notice


def move(
    actor: Actor, seminar: Seminar, version: int, values: dict[str, Any], reason: str, now: datetime,
    *, despite: bool = False,
) -> SeminarNotice:  # fmt: skip
    """Gives a seminar another time or place (`starts_at`, `ends_at`, `place`, `link`). Raises Refused, Stale, Forbidden."""
    require_training(actor, seminar.path)
    refuse_if(must_be_planned(seminar))
    if seminar.version != version:
        raise Stale
    before = {name: getattr(seminar, name) for name in values}
    refuse_if([
        *([] if reason else [Objection("seminar.move_reason_missing", "reason")]),
        *([] if before != values else [Objection("seminar.not_moved", "starts_at")]),
        *objections_to_seminar(values["starts_at"], values["ends_at"], seminar.capacity),
        *objections_to_place(values["place"], values["link"]),
    ])  # fmt: skip
    if not despite:
        people = {one.person_id: full_name(one.person) for one in list_participations(seminar.id)}
        trainers = frozenset(one.name for one in seminar.trainers)
        slot = Slot(values["starts_at"], values["ends_at"], values["place"], seminar.path, trainers)
        refuse_if(find_clashes(slot, but=seminar.id, people=people))
    notice = _notice(actor, seminar, NoticeKind.MOVED, reason, now)
    for name, value in values.items():
        setattr(seminar, name, value)
    db.session.flush()
    record(actor, "seminar.moved", seminar, label=seminar.place, before=before, after=values, reason=reason)
    return notice


def copy(
    actor: Actor,
    election: Election,
    seminar: Seminar,
    copies: Sequence[dict[str, Any]],
    *,
    despite: bool = False,
) -> list[Seminar]:
    """Plans the same seminar in other districts, all or none; each copy says its territory, time and place.

    Raises Refused, Forbidden.
    """
    require_training(actor, seminar.path)
    for values in copies:
        require_training(actor, values["path"])
    refuse_if([] if copies else [Objection("seminar.no_copies")])
    refuse_if(
        one for values in copies
        for one in objections_to_seminar(values["starts_at"], values["ends_at"], seminar.capacity)
    )  # fmt: skip
    made = [_copied(election, seminar, values) for values in copies]
    slots = [slot_of(one) for one in made]
    if not despite:
        refuse_if([*clashes_among(slots), *(found for slot in slots for found in find_clashes(slot))])
    db.session.add_all(made)
    db.session.flush()
    for one in made:
        record(
            actor,
            "seminar.copied",
            one,
            label=one.place,
            after={"from": seminar.id, "starts_at": one.starts_at},
        )
    return made


def tick(
    actor: Actor, notice: SeminarNotice, reached: Collection[int], asked: Collection[int], now: datetime
) -> int:
    """Keeps who was reached (participation ids) of those the page asked about; returns how many changed. Raises Forbidden."""
    require_training(actor, notice.path)
    known = list_calls(notice.id)
    listed = {one.id: one for one in list_participations(notice.seminar_id)}
    new = [one for one in asked if one in reached and one in listed and one not in known]
    gone = [known[one] for one in asked if one not in reached and one in known]
    for one in new:
        call = NoticeCall(notice_id=notice.id, participation_id=one, reached_by=actor.login, reached_at=now)
        db.session.add(call)
    for call in gone:
        db.session.delete(call)
    db.session.flush()
    if new or gone:
        names = {"reached": [full_name(listed[one].person) for one in new], "not reached": len(gone)}
        record(actor, "seminar.people_told", notice.seminar, label=notice.seminar.place, after=names)
    return len(new) + len(gone)


def _copied(election: Election, seminar: Seminar, values: dict[str, Any]) -> Seminar:
    with db.session.no_autoflush:
        return Seminar(
            election_id=election.id, course=seminar.course, course_id=seminar.course_id, link=seminar.link,
            language=seminar.language, capacity=seminar.capacity, trainers=list(seminar.trainers), **values,
        )  # fmt: skip


def _notice(actor: Actor, seminar: Seminar, kind: NoticeKind, reason: str, now: datetime) -> SeminarNotice:
    notice = SeminarNotice(
        seminar_id=seminar.id, kind=kind, reason=reason, was_place=seminar.place, was_starts_at=seminar.starts_at,
        made_by=actor.login, made_at=now, path=seminar.path,
    )  # fmt: skip
    db.session.add(notice)
    return notice
