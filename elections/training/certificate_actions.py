"""Writing certificates: issued to all who passed, issued anew, revoked; each keeps what it printed."""

import secrets
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.people.actions import full_name
from elections.training.certificate_queries import (
    earns_certificate,
    find_in_force,
    last_serial_number,
    list_waiting,
    trainer_names,
)
from elections.training.certificates import ALPHABET, LENGTH, Printed, make_code, valid_until
from elections.training.models import Certificate, Participation, Seminar, SeminarStatus
from elections.training.wording import CURRENT
from elections.zones import zone_for

NUMBERS_LOCK = 7_214_026
"""The number of PostgreSQL's advisory lock under which serial numbers are given; SQLite has one writer anyway."""


def issue(actor: Actor, seminar: Seminar, today: date) -> int:
    """Issues a certificate to each who passed a closed seminar and has none; returns how many. Raises Refused, Forbidden.

    Done twice it issues nothing the second time; whoever's was revoked is not given another by this.
    """
    _require(actor, seminar.path)
    refuse_if([] if seminar.status is SeminarStatus.CLOSED else [Objection("certificate.not_closed")])
    return len(_issue(actor, list_waiting(seminar.path, seminar.id), today))


def issue_everywhere(actor: Actor, path: str, today: date) -> int:
    """Does the same for all closed seminars held in `path`; returns how many. Raises Forbidden."""
    _require(actor, path)
    return len(_issue(actor, list_waiting(path), today))


def issue_anew(actor: Actor, participation: Participation, today: date) -> Certificate:
    """Issues one more certificate after the first was revoked, with today's name and titles. Raises Refused, Forbidden."""
    _require(actor, participation.seminar_path)
    objections = []
    if not earns_certificate(participation.attendance, participation.seminar.course):
        objections.append(
            Objection("certificate.not_passed", params={"name": full_name(participation.person)})
        )
    if find_in_force(participation.id) is not None:
        objections.append(Objection("certificate.in_force"))
    refuse_if(objections)
    made = _issue(actor, [participation], today)
    refuse_if([] if made else [Objection("certificate.in_force")])  # somebody else was faster by a moment
    return made[0]


def revoke(actor: Actor, certificate: Certificate, reason: str, today: date) -> None:
    """Revokes a certificate from today on, for a reason that the log keeps. Raises Refused, Forbidden."""
    _require(actor, certificate.seminar_path)
    objections = []
    if certificate.revoked_on is not None:
        objections.append(Objection("certificate.revoked_already", params={"day": certificate.revoked_on}))
    if not reason.strip():
        objections.append(Objection("certificate.reason_missing", "reason"))
    refuse_if(objections)
    certificate.revoked_on, certificate.revoked_by, certificate.reason = today, actor.login, reason.strip()
    db.session.flush()
    label = Printed(**certificate.printed).number
    record(actor, "certificate.revoked", certificate, label=label, after={"revoked_on": today}, reason=reason)


def _issue(actor: Actor, people: list[Participation], today: date) -> list[Certificate]:
    if not people:
        return []
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(NUMBERS_LOCK)))
        already = set(db.session.scalars(_in_force(people)))  # by who held the lock until now
        people = [one for one in people if one.id not in already]
    number, trainers = last_serial_number(), trainer_names({one.seminar_id for one in people})
    made: list[Certificate] = []
    numbers: dict[int, list[int]] = {}
    for serial, one in enumerate(people, number + 1):
        made.append(_certificate(actor, one, serial, trainers.get(one.seminar_id, []), today))
        numbers.setdefault(one.seminar_id, []).append(serial)
    db.session.add_all(made)
    db.session.flush()
    for seminar in {one.seminar_id: one.seminar for one in people}.values():
        own = numbers[seminar.id]
        after = {"certificates": len(own), "first": own[0], "last": own[-1]}
        record(actor, "certificates.issued", seminar, label=seminar.place, after=after)
    return made


def _in_force(people: Iterable[Participation]) -> sa.Select[int]:
    return sa.select(Certificate.participation_id).where(
        Certificate.participation_id.in_([one.id for one in people]), Certificate.revoked_on.is_(None)
    )


def _certificate(
    actor: Actor, one: Participation, serial: int, trainers: list[str], today: date
) -> Certificate:
    end = valid_until(today, getattr(one.seminar.course, "valid_months", None))
    code = make_code([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH - 1)])
    printed = to_print(
        one, one.seminar.election, serial=serial, code=code, trainers=trainers, issued_on=today, until=end
    )
    return Certificate(
        participation=one, path=one.path, seminar_path=one.seminar_path, serial_number=serial, code=code,
        issued_on=today, issued_by=actor.login, valid_until=end, printed=printed.as_json(),
    )  # fmt: skip


def to_print(
    one: Participation, election: Election, *, serial: int, code: str, trainers: list[str], issued_on: date,
    until: date | None,
) -> Printed:  # fmt: skip
    """Returns what the certificate of somebody's part in a seminar prints, as everything is called now."""
    seminar, course, zone = one.seminar, one.seminar.course, zone_for(one.seminar.path)
    return Printed(
        serial=serial, code=code, name=full_name(one.person), course_kk=course.title_kk,
        course_ru=course.title_ru, hours=course.hours,
        from_on=seminar.starts_at.astimezone(zone).date().isoformat(),
        until_on=seminar.ends_at.astimezone(zone).date().isoformat(),
        party_kk=election.own_party.name_kk, party_ru=election.own_party.name_ru,
        issued_on=issued_on.isoformat(), valid_until=until.isoformat() if until else "", trainers=trainers,
        address=str(current_app.config["PUBLIC_ADDRESS"]).rstrip("/"), is_demo=election.is_demo, wording=CURRENT,
    )  # fmt: skip


def _require(actor: Actor, path: str) -> None:
    if not actor.may(Permission.EDIT_TRAINING, path):
        raise Forbidden
