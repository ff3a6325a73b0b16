"""Writing assessments: by headquarters' staff and coordinators, each in their territory."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.forecast.assessment_queries import local_day
from elections.forecast.chances import Assessment, Kind, objections_to_assessment
from elections.forecast.models import ContestAssessment

FIGURES = ("own", "rival", "sample", "chance")
FIELDS = ("kind", "held_on", *FIGURES, "source", "author")
KEY = ("kind", "held_on", "source", "author")


def save_assessment(
    actor: Actor, contest: Contest, values: Mapping[str, Any], *, assessment: ContestAssessment | None = None,
    version: int = 0,
) -> ContestAssessment:  # fmt: skip
    """Enters an assessment of a contest, or changes one. Raises Refused, Stale, Forbidden."""
    require_assessing(actor, contest.path)
    if assessment is not None and assessment.version != version:
        raise Stale
    found = objections_to(values, contest)
    same = _find_same(contest, values)
    if same is not None and same is not assessment:
        found.append(Objection("assessment.twice", "source"))
    refuse_if(found)
    return write_assessment(actor, contest, values, assessment)


def objections_to(values: Mapping[str, Any], contest: Contest) -> list[Objection]:
    """Returns what speaks against an assessment: figures, the day, a source or author that nobody named."""
    told = Assessment(
        values["kind"], values["held_on"], *(values[name] for name in ("own", "rival", "sample", "chance"))
    )
    today = local_day(contest.election, contest.path)
    found = [
        Objection(one.code, {"on": "held_on"}.get(one.field, one.field), one.params)
        for one in objections_to_assessment(told, today)
    ]
    return found + [
        Objection(f"assessment.{name}_missing", name) for name in ("source", "author") if not values[name]
    ]


def write_assessment(
    actor: Actor, contest: Contest, values: Mapping[str, Any], assessment: ContestAssessment | None
) -> ContestAssessment:
    """Writes an assessment that nothing speaks against, with its line in the log; a kind keeps its own figures alone."""
    before = None if assessment is None else shown(assessment)
    if assessment is None:
        assessment = ContestAssessment(contest_id=contest.id, path=contest.path)
        db.session.add(assessment)
    for name, value in kept_of(values).items():
        setattr(assessment, name, value)
    db.session.flush()
    record(
        actor, "assessment.changed" if before else "assessment.entered", assessment,
        label=contest.constituency.name_ru, before=before, after=shown(assessment),
    )  # fmt: skip
    return assessment


def remove_assessment(actor: Actor, assessment: ContestAssessment) -> None:
    """Takes an assessment away; the log keeps it. Raises Forbidden."""
    require_assessing(actor, assessment.path)
    label = assessment.contest.constituency.name_ru
    record(actor, "assessment.removed", assessment, label=label, before=shown(assessment))
    db.session.delete(assessment)
    db.session.flush()


def kept_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the values as they are kept: a poll has shares and a sample, the others a chance."""
    other = ("chance",) if values["kind"] is Kind.POLL else ("own", "rival", "sample")
    return {name: None if name in other else values[name] for name in FIELDS}


def shown(assessment: ContestAssessment) -> dict[str, Any]:
    """Returns an assessment as the log shows it."""
    return {name: getattr(assessment, name) for name in FIELDS}


def require_assessing(actor: Actor, path: str) -> None:
    """Raises Forbidden unless the actor may write of the count at that place."""
    if not actor.may(Permission.ENTER_PROTOCOLS, path):
        raise Forbidden


def _find_same(contest: Contest, values: Mapping[str, Any]) -> ContestAssessment | None:
    return db.session.scalar(
        sa.select(ContestAssessment).where(
            ContestAssessment.contest_id == contest.id,
            *(getattr(ContestAssessment, name) == values[name] for name in KEY),
        )
    )
