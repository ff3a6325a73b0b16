"""Writes the demo's certificates, two of them revoked, and a statement of who is trained."""

from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor, Role
from elections.campaign.models import Election
from elections.database import db
from elections.demo.accounts import REGION
from elections.demo.bulk import insert
from elections.demo.load_territory import Ground
from elections.territory.queries import find_unit
from elections.training.certificate_actions import to_print
from elections.training.certificate_queries import list_waiting, trainer_names
from elections.training.certificates import ALPHABET, LENGTH, make_code
from elections.training.models import Certificate
from elections.training.statement_actions import publish

COURSES = ("PLATFORM", "LAW")
ISSUED_ON = date(2021, 7, 20)
REVOKED = {40: "в фамилии ошибка", 57: "тест сдан по чужому удостоверению"}
"""Serial numbers of certificates that were revoked, and why."""
PUBLISHED_AT = datetime.combine(date(2021, 7, 22), time(12), UTC)


def load_proof(ground: Ground) -> None:
    """Writes certificates for who passed two of the courses, and one region's statement of coverage."""
    election = db.session.scalars(sa.select(Election).options(joinedload(Election.own_party))).one()
    insert(Certificate, _certificates(election))
    actor = Actor(user_id=None, login="coordinator", role=Role.COORDINATOR, scope=ground.paths[REGION])
    publish(actor, election, ground.paths[REGION], find_unit(REGION), PUBLISHED_AT)


def _certificates(election: Election) -> list[dict[str, Any]]:
    random = Random("demo: certificates")
    people = [one for one in list_waiting() if one.seminar.course.code in COURSES]
    trainers = trainer_names({one.seminar_id for one in people})
    rows = []
    for serial, one in enumerate(people, 1):
        code = make_code([random.randrange(len(ALPHABET)) for _ in range(LENGTH - 1)])
        printed = to_print(one, election, serial=serial, code=code, trainers=trainers[one.seminar_id],
                           issued_on=ISSUED_ON, until=None)  # fmt: skip
        is_revoked = serial in REVOKED
        rows.append({
            "participation_id": one.id, "path": one.path, "seminar_path": one.seminar_path,
            "serial_number": serial, "code": code, "issued_on": ISSUED_ON, "issued_by": "trainer",
            "printed": printed.as_json(), "revoked_on": date(2021, 7, 21) if is_revoked else None,
            "revoked_by": "coordinator" if is_revoked else "", "reason": REVOKED.get(serial, ""),
        })  # fmt: skip
    return rows
