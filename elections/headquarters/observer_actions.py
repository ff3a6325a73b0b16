"""Writing who watches for the party, and who is in the commissions that they watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.campaign.queries import get_election, rules_of
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.headquarters.observers import (
    Assignment,
    Identity,
    Sending,
    Shift,
    is_same_person,
    name_key,
    objections_to_sending,
    read_member,
    write_shift,
)
from elections.headquarters.proxy_models import CommissionMember, Observer
from elections.headquarters.watch_queries import (
    identity_of_member,
    list_at_work,
    list_commission,
    observers_at,
    own_shifts,
    proxies_at,
)
from elections.headquarters.watchers import (
    commissions_of,
    find_same,
    identity_of,
    require,
    settle_person,
    today_at,
)
from elections.people.actions import NAME_PARTS, change_person, full_name, person_objections
from elections.people.names import birth_year_objections, check_name
from elections.territory.models import Precinct


@dataclass(frozen=True)
class Mandate:
    """With what an observer comes: the party's mandate, the commission's certificate, the leave to show the phone."""

    number: str
    on: date | None
    certificate_number: str = ""
    phone_consent_on: date | None = None


def send(
    actor: Actor, precinct: Precinct, person: dict[str, Any], shift: Shift, mandate: Mandate
) -> Observer:
    """Sends somebody to a precinct for a shift. Raises Refused, Forbidden."""
    require(actor, precinct.path)
    db.session.refresh(precinct, ["number"], with_for_update=True)
    refuse_if(objections_to(precinct, person, shift, mandate))
    election = get_election()
    somebody = settle_person(actor, person, precinct.path)
    observer = Observer(
        election_id=election.id, precinct=precinct, person=somebody, path=precinct.path, starts=shift.starts,
        ends=shift.ends, **_kept(mandate),
    )  # fmt: skip
    db.session.add(observer)
    db.session.flush()
    record(actor, "observer.sent", observer, label=full_name(somebody), after=_shown(observer))
    return observer


def objections_to(
    precinct: Precinct, person: dict[str, Any], shift: Shift, mandate: Mandate
) -> list[Objection]:
    """Returns everything that speaks against sending somebody, of those answers that there are."""
    election = get_election()
    today = today_at(election, precinct.path)
    found = _objections(election, precinct, person, shift, mandate, today)
    return [*person_objections(person, today), *found]


def change_observer(
    actor: Actor, observer: Observer, version: int, person: dict[str, Any], shift: Shift, mandate: Mandate
) -> None:
    """Changes an observer's shift, papers and phone. Raises Refused, Stale, Forbidden."""
    require(actor, observer.path)
    if observer.version != version:
        raise Stale
    db.session.refresh(observer.precinct, ["number"], with_for_update=True)
    election, today = get_election(), today_at(get_election(), observer.path)
    refuse_if(_objections(election, observer.precinct, person, shift, mandate, today, observer))
    before = _shown(observer)
    for name, value in {"starts": shift.starts, "ends": shift.ends, **_kept(mandate)}.items():
        setattr(observer, name, value)
    db.session.flush()
    if person.get("phone", "") != observer.person.phone:
        names = {part: getattr(observer.person, part) for part in NAME_PARTS}
        change_person(actor, observer.person, {**names, "phone": person.get("phone", "")})
    record(
        actor, "observer.changed", observer, label=full_name(observer.person),
        before=before, after=_shown(observer),
    )  # fmt: skip


def remove_observer(actor: Actor, observer: Observer, on: date) -> None:
    """Takes an observer back; the history keeps them. Doing so again changes nothing. Raises Forbidden."""
    require(actor, observer.path)
    if observer.removed_on is not None:
        return
    observer.removed_on = on
    db.session.flush()
    record(
        actor, "observer.removed", observer, label=full_name(observer.person), before=_shown(observer),
        after={"removed_on": on},
    )  # fmt: skip


def enter_commission(actor: Actor, precinct: Precinct, lines: Sequence[str]) -> int:
    """Enters the members of a commission, one a line; returns how many were new. Raises Refused, Forbidden."""
    require(actor, precinct.path)
    election = get_election()
    today, at_work = today_at(election, precinct.path), list_at_work(election)
    listed = [identity_of_member(one) for one in list_commission(precinct.id)]
    objections: list[Objection] = []
    fresh: list[Identity] = []
    for number, line in enumerate(lines, start=1):
        one = read_member(line)
        wrong = [
            *check_name(one.name),
            *(birth_year_objections(one.birth_year, today) if one.birth_year else ()),
        ]
        if wrong:
            objections.append(Objection("commission.line_wrong", "people", {"line": number, "text": line}))
        served = sorted({place for who, place in at_work if is_same_person(one, who)})
        if not wrong and served:
            places = ", ".join(f"№ {place}" for place in served)
            objections.append(
                Objection("commission.is_watcher", "people", {"name": one.name.full, "places": places})
            )
        if not any(is_same_person(one, known) for known in (*listed, *fresh)):
            fresh.append(one)
    refuse_if(objections)
    for one in fresh:
        _enter(actor, precinct, one)
    return len(fresh)


def leave_commission(actor: Actor, member: CommissionMember) -> None:
    """Takes somebody off the list of a commission. Raises Forbidden."""
    require(actor, member.path)
    label = identity_of_member(member).name.full
    record(actor, "commission.left", member, label=label, before={"precinct": member.precinct.number})
    db.session.delete(member)
    db.session.flush()


def sending_of(
    election: Election, precinct: Precinct, person: dict[str, Any], shift: Shift, mandate: Mandate, today: date,
    observer: Observer | None = None,
) -> Sending:  # fmt: skip
    """Returns a sending with what is known of the person and the precinct; `observer` is the row that it changes."""
    ids = [observer.person_id] if observer else [one.id for one in find_same(person)]
    known = observer.id if observer else 0
    here = [one for one in observers_at(election, [precinct.id]).get(precinct.id, []) if one.id != known]
    own = [one for one in own_shifts(election.id, ids) if one.id != known]
    proxies = proxies_at(election, [precinct.id]).get(precinct.id, [])
    identity = identity_of(person)
    return Sending(
        shift, mandate.number, mandate.on, person.get("phone") or "", mandate.phone_consent_on, today,
        tuple(_assignment(one, precinct.number) for one in here if one.person_id not in ids),
        tuple(_assignment(one, one.precinct.number) for one in own),
        any(one.person_id in ids for one in proxies), commissions_of([identity])[identity],
    )  # fmt: skip


def _objections(
    election: Election, precinct: Precinct, person: dict[str, Any], shift: Shift, mandate: Mandate, today: date,
    observer: Observer | None = None,
) -> list[Objection]:  # fmt: skip
    sending = sending_of(election, precinct, person, shift, mandate, today, observer)
    return objections_to_sending(sending, rules_of(election).observers_at_once)


def _assignment(observer: Observer, number: int) -> Assignment:
    return Assignment(full_name(observer.person), number, observer.shift)


def _enter(actor: Actor, precinct: Precinct, one: Identity) -> None:
    member = CommissionMember(
        precinct_id=precinct.id, path=precinct.path, surname=one.name.surname, given_name=one.name.given_name,
        patronymic=one.name.patronymic, birth_year=one.birth_year, name_key=name_key(one.name),
    )  # fmt: skip
    db.session.add(member)
    db.session.flush()
    record(actor, "commission.entered", member, label=one.name.full, after={"precinct": precinct.number})


def _kept(mandate: Mandate) -> dict[str, Any]:
    return {
        "mandate_number": mandate.number.strip(), "mandate_on": mandate.on,
        "certificate_number": mandate.certificate_number.strip(), "phone_consent_on": mandate.phone_consent_on,
    }  # fmt: skip


def _shown(observer: Observer) -> dict[str, Any]:
    names = ("mandate_number", "mandate_on", "certificate_number", "phone_consent_on")
    return {"shift": write_shift(observer.shift), **{name: getattr(observer, name) for name in names}}
