"""The steps of a platform: submitted, approved by two people, published, sent back; and the lawyer's checklist."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.platforms.actions import keep_writer, require
from elections.platforms.checklist import Answer, Answers, Point, broken, objections_to_answers, unanswered
from elections.platforms.models import Platform
from elections.platforms.queries import list_writers
from elections.platforms.review_models import PlatformApproval, PlatformCheck, PlatformSubmission
from elections.platforms.review_queries import (
    SIDE_PERMISSIONS,
    answers_of,
    list_approvals,
    list_checks,
    snapshot,
    texts_of,
)
from elections.platforms.workflow import (
    PlatformStatus,
    Side,
    missing_sides,
    objections_to_approval,
    objections_to_step,
)
from elections.zones import zone_for

BACKWARD = (Permission.EDIT_PLATFORMS, *SIDE_PERMISSIONS.values())
"""Who may send a platform back: its writers, and those who would have to approve it."""


def step(
    actor: Actor, platform: Platform, new: PlatformStatus, version: int, now: datetime, reason: str = ""
) -> None:
    """Submits a platform, approves or publishes it, or sends it back. Raises Refused, Stale, Forbidden."""
    side = _side(actor, platform, new)
    _hold(platform, version)
    if side is not None:
        _approve(actor, platform, side, now)
        return
    approvals = list_approvals(platform)
    refuse_if(
        objections_to_step(
            platform.status, new, texts=[platform.text_ru, platform.text_kk], pledges=len(platform.pledges),
            approvals={one: approval.user_id for one, approval in approvals.items()}, reason=reason,
        )
    )  # fmt: skip
    if new is PlatformStatus.SUBMITTED:
        keep_writer(actor, platform)
        _keep_submitted(actor, platform, now)
    elif new is PlatformStatus.PUBLISHED:
        platform.published_at, platform.published_by = now, actor.login
    else:
        _void(platform)
    _move(actor, platform, new, now, reason, {one.value: had.login for one, had in approvals.items()})


def save_answers(actor: Actor, platform: Platform, version: int, answers: Answers, now: datetime) -> bool:
    """Keeps a lawyer's answers; a "no" sends the platform back with its words. Returns whether it went back.

    Raises Refused, Stale, Forbidden.
    """
    require(actor, Permission.CHECK_PLATFORMS, platform.path)
    _hold(platform, version)
    silent = [name for name in ("kk", "ru") if not getattr(platform, f"text_{name}").strip()]
    objections = objections_to_answers(answers, silent)
    if platform.status is not PlatformStatus.SUBMITTED:
        objections.append(Objection("check.not_submitted"))
    elif Side.LAWYER in list_approvals(platform):
        objections.append(Objection("check.approved_already"))
    refuse_if(objections)
    before = answers_of(list_checks(platform))
    _write_answers(actor, platform, answers, now)
    record(actor, "platform.checked", platform, before=_logged(before), after=_logged(answers))
    failed = broken(answers)
    if failed:
        _void(platform)
        reason = "; ".join(answers[point].words for point in failed)
        _move(actor, platform, PlatformStatus.DRAFT, now, reason, {})
    return bool(failed)


def _side(actor: Actor, platform: Platform, new: PlatformStatus) -> Side | None:
    """Returns for which side the actor approves, None for another step; raises Forbidden for who may not take it."""
    if new is PlatformStatus.APPROVED:
        for side, permission in SIDE_PERMISSIONS.items():
            if actor.may(permission, platform.path):
                return side
        raise Forbidden
    if new is PlatformStatus.DRAFT:
        if not any(actor.may(permission, platform.path) for permission in BACKWARD):
            raise Forbidden
    elif new is PlatformStatus.PUBLISHED:
        require(actor, Permission.APPROVE_PLATFORMS, platform.path)
    else:
        require(actor, Permission.EDIT_PLATFORMS, platform.path)
    return None


def _hold(platform: Platform, version: int) -> None:
    """Lets nobody else take a step meanwhile; raises Stale when somebody has."""
    held = sa.select(Platform.version).where(Platform.id == platform.id).with_for_update()
    if db.session.scalar(held) != version or platform.version != version:
        raise Stale


def _approve(actor: Actor, platform: Platform, side: Side, now: datetime) -> None:
    approvals, answers = list_approvals(platform), answers_of(list_checks(platform))
    refuse_if(
        objections_to_approval(
            platform.status, side, approvals={one: had.user_id for one, had in approvals.items()},
            writers=list_writers(platform), actor_id=actor.user_id, unanswered=len(unanswered(answers)),
            broken=len(broken(answers)),
        )
    )  # fmt: skip
    db.session.add(
        PlatformApproval(
            platform_id=platform.id, path=platform.path, side=side, user_id=actor.user_id, login=actor.login, at=now
        )
    )  # fmt: skip
    db.session.flush()
    is_lawyer = side is Side.LAWYER
    record(
        actor, "platform.approved_by_lawyer" if is_lawyer else "platform.approved_by_coordinator", platform,
        after={"side": side},
    )  # fmt: skip
    if not missing_sides({**dict.fromkeys(approvals), side: None}):
        _move(actor, platform, PlatformStatus.APPROVED, now, "", {})


def _keep_submitted(actor: Actor, platform: Platform, now: datetime) -> None:
    """Keeps what was submitted, so that whoever reads it again sees what changed."""
    platform.submissions += 1
    db.session.add(
        PlatformSubmission(
            platform_id=platform.id, path=platform.path, number=platform.submissions, texts=texts_of(platform),
            pledges=[snapshot(one) for one in platform.pledges], user_id=actor.user_id, login=actor.login, at=now,
        )
    )  # fmt: skip


def _void(platform: Platform) -> None:
    """Takes the approvals away: what will be approved is another text."""
    gone = sa.delete(PlatformApproval).where(PlatformApproval.platform_id == platform.id)
    db.session.execute(gone)


def _move(
    actor: Actor, platform: Platform, new: PlatformStatus, now: datetime, reason: str, approvals: Mapping[str, str]
) -> None:  # fmt: skip
    before = platform.status
    platform.status, platform.status_on = new, now.astimezone(zone_for(platform.path)).date()
    db.session.flush()
    told = {"status": before, **({"approvals": dict(approvals)} if approvals else {})}
    record(actor, f"platform.{new.value}", platform, before=told, after={"status": new}, reason=reason)


def _write_answers(actor: Actor, platform: Platform, answers: Answers, now: datetime) -> None:
    """Writes the answers of this submission; what was not changed keeps who said it and when."""
    known = list_checks(platform)
    for point in Point:
        answer, row = answers.get(point, Answer()), known.get(point)
        if answer.verdict is None:
            if row is not None:
                db.session.delete(row)
            continue
        if row is None:
            row = PlatformCheck(
                platform_id=platform.id, path=platform.path, submission=platform.submissions, point=point
            )
            db.session.add(row)
        if (row.verdict, row.words) != (answer.verdict, answer.words):
            row.verdict, row.words, row.login, row.at = answer.verdict, answer.words, actor.login, now
    db.session.flush()


def _logged(answers: Answers) -> dict[str, str]:
    return {
        point.value: f"{answer.verdict.value}{': ' if answer.words else ''}{answer.words}"
        for point, answer in answers.items()
        if answer.verdict is not None
    }
