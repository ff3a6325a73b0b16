"""The steps of a platform through the real actions on both databases: two approvals, the checklist, ways back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.platforms import actions, comment_actions, pledge_actions
from elections.platforms import review_actions as reviews
from elections.platforms.checklist import Answer, Point, Verdict
from elections.platforms.models import MoneySource, Platform, Sector
from elections.platforms.review_models import PlatformApproval, PlatformCheck, PlatformSubmission
from elections.platforms.review_queries import (
    count_open_comments,
    count_platforms,
    list_approvals,
    list_checks,
    list_versions,
    with_pledges,
    writer_logins,
)
from elections.platforms.workflow import PlatformStatus, Side
from tests.candidates.dossiers import last_event
from tests.factories import Factory

DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
AUTHOR, SECOND = Actor(1, "author", Role.COORDINATOR, ""), Actor(2, "second", Role.COORDINATOR, "")
STAFF, LAWYER = Actor(3, "staff", Role.HQ_STAFF, ""), Actor(4, "lawyer", Role.LAWYER, "")
NOW = datetime(2021, 7, 12, 6, tzinfo=UTC)
TEXTS = {"title_ru": "Село", "title_kk": "Ауыл", "text_ru": "Вода", "text_kk": "Су"}
PLEDGE: dict[str, Any] = {
    "sector": Sector.WATER, "what_ru": "Водопровод", "what_kk": "", "place": "Ақкөл", "indicator": "3 км",
    "cost_kzt": 25_000_000, "money_source": MoneySource.LOCAL_BUDGET, "due_on": date(2023, 9, 1),
    "responsible": "Аким",
}  # fmt: skip
KEPT = {point: Answer(Verdict.KEPT) for point in Point}


def draft(factory: Factory, actor: Actor = AUTHOR) -> Platform:
    candidate = factory.candidate()
    with transaction():
        platform = actions.create_platform(actor, candidate, TEXTS, NOW.date())
    factory.pledge(platform)
    return platform


def submitted(factory: Factory) -> Platform:
    platform = draft(factory)
    step(platform, SUBMITTED)
    return platform


def step(
    platform: Platform, new: PlatformStatus, actor: Actor = AUTHOR, *, version: int = 0, reason: str = "Дополнить"
) -> None:  # fmt: skip
    with transaction():
        reviews.step(actor, platform, new, version or platform.version, NOW, reason)


def answer(platform: Platform, answers: dict[Point, Answer] = KEPT, actor: Actor = LAWYER) -> bool:
    with transaction():
        return reviews.save_answers(actor, platform, platform.version, answers, NOW)


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [one.code for one in refused.value.objections]


def test_platform_goes_from_draft_to_published_by_two_approvals(factory: Factory) -> None:
    platform = submitted(factory)

    step(platform, APPROVED, SECOND)
    waiting = (platform.status, set(list_approvals(platform)))
    answer(platform)
    step(platform, APPROVED, LAWYER)
    approved = (platform.status, {side: one.login for side, one in list_approvals(platform).items()})
    step(platform, PUBLISHED, AUTHOR)

    assert waiting == (SUBMITTED, {Side.COORDINATOR})
    assert approved == (APPROVED, {Side.COORDINATOR: "second", Side.LAWYER: "lawyer"})
    assert (platform.status, platform.published_by, platform.published_at, platform.status_on) == (
        PUBLISHED, "author", NOW, date(2021, 7, 12),
    )  # fmt: skip
    event = last_event("platform")
    assert (event["action"], event["before"]) == (
        "platform.published", {"status": "approved", "approvals": {"coordinator": "second", "lawyer": "lawyer"}},
    )  # fmt: skip


def test_lawyer_may_approve_first(factory: Factory) -> None:
    platform = submitted(factory)
    answer(platform)

    step(platform, APPROVED, LAWYER)
    assert platform.status is SUBMITTED
    step(platform, APPROVED, SECOND)

    assert platform.status is APPROVED


def test_nobody_approves_a_version_they_had_a_hand_in(factory: Factory) -> None:
    platform = draft(factory)
    with transaction():
        actions.change_platform(SECOND, platform, platform.version, {**TEXTS, "text_ru": "Школа"})
    step(platform, SUBMITTED, Actor(7, "third", Role.COORDINATOR, ""))

    for actor in (AUTHOR, SECOND, Actor(7, "third", Role.COORDINATOR, "")):
        assert codes(lambda actor=actor: step(platform, APPROVED, actor)) == ["platform.own_approval"]
    step(platform, APPROVED, Actor(8, "fourth", Role.COORDINATOR, ""))


def add_a_pledge(platform: Platform) -> None:
    pledge_actions.save_pledge(SECOND, platform, PLEDGE)


def change_a_pledge(platform: Platform) -> None:
    pledge = platform.pledges[0]
    pledge_actions.save_pledge(SECOND, platform, PLEDGE, pledge=pledge, version=pledge.version)


def remove_a_pledge(platform: Platform) -> None:
    pledge_actions.remove_pledge(SECOND, platform.pledges[0])


@pytest.mark.parametrize("deed", [add_a_pledge, change_a_pledge, remove_a_pledge])
def test_who_changed_a_pledge_does_not_approve(factory: Factory, deed: Callable[[Platform], None]) -> None:
    platform = draft(factory)
    factory.pledge(platform)
    with transaction():
        deed(platform)
    step(platform, SUBMITTED)

    assert codes(lambda: step(platform, APPROVED, SECOND)) == ["platform.own_approval"]


def test_one_person_is_not_two_and_a_side_approves_once(factory: Factory) -> None:
    platform = submitted(factory)
    step(platform, APPROVED, SECOND)
    both = Actor(2, "second", Role.LAWYER, "")
    answer(platform)

    assert codes(lambda: step(platform, APPROVED, both)) == ["platform.same_person"]
    assert codes(lambda: step(platform, APPROVED, Actor(9, "other", Role.COORDINATOR, ""))) == [
        "platform.side_approved"
    ]
    assert platform.status is SUBMITTED


def test_lawyer_approves_when_every_point_is_answered(factory: Factory) -> None:
    platform = submitted(factory)
    answer(platform, {Point.ORDER: Answer(Verdict.KEPT)})

    with pytest.raises(Refused) as refused:
        step(platform, APPROVED, LAWYER)

    assert refused.value.objections == (Objection("check.unanswered", params={"number": 9}, article="CL 29"),)
    answer(platform)
    step(platform, APPROVED, LAWYER)


def test_a_no_sends_the_platform_back_with_its_words_and_answers_are_given_anew(factory: Factory) -> None:
    platform = submitted(factory)
    step(platform, APPROVED, SECOND)
    found = {
        **KEPT,
        Point.GIFTS: Answer(Verdict.BROKEN, "Подарки"),
        Point.OFFICE: Answer(Verdict.BROKEN, "Машина акимата"),
    }

    went_back = answer(platform, found)

    event = last_event("platform")
    assert (went_back, platform.status, list_approvals(platform)) == (True, DRAFT, {})
    assert (event["action"], event["reason"]) == ("platform.draft", "Подарки; Машина акимата")
    step(platform, SUBMITTED)
    assert list_checks(platform) == {}
    before = list_checks(platform, 1)
    kept = before[Point.GIFTS]
    assert (len(before), kept.verdict, kept.words, kept.login, kept.at) == (
        10, Verdict.BROKEN, "Подарки", "lawyer", NOW,
    )  # fmt: skip


def test_answer_that_did_not_change_keeps_who_gave_it_and_one_can_be_taken_back(factory: Factory) -> None:
    platform = submitted(factory)
    answer(platform, {Point.ORDER: Answer(Verdict.KEPT), Point.GIFTS: Answer(Verdict.KEPT)})

    answer(
        platform,
        {Point.ORDER: Answer(Verdict.KEPT), Point.OFFICE: Answer(Verdict.KEPT, "да")},
        Actor(6, "other", Role.LAWYER, ""),
    )

    assert {point: one.login for point, one in list_checks(platform).items()} == {
        Point.ORDER: "lawyer", Point.OFFICE: "other",
    }  # fmt: skip


def test_all_objections_to_answers_come_at_once(factory: Factory) -> None:
    platform = draft(factory)
    with transaction():
        actions.change_platform(AUTHOR, platform, 1, {**TEXTS, "text_kk": ""})
    wrong = {**KEPT, Point.ORDER: Answer(Verdict.BROKEN, " ")}

    assert codes(lambda: answer(platform, wrong)) == [
        "check.words_missing", "check.language_missing", "check.not_submitted",
    ]  # fmt: skip
    assert db.session.query(PlatformCheck).count() == 0


def test_answers_stand_once_the_lawyer_approved(factory: Factory) -> None:
    platform = submitted(factory)
    answer(platform)
    step(platform, APPROVED, LAWYER)

    assert codes(lambda: answer(platform)) == ["check.approved_already"]


@pytest.mark.parametrize("actor", [AUTHOR, STAFF, SECOND, LAWYER])
def test_writers_and_approvers_send_back_with_a_reason_and_approvals_are_void(
    factory: Factory, actor: Actor
) -> None:
    platform = submitted(factory)
    step(platform, APPROVED, SECOND)

    assert codes(lambda: step(platform, DRAFT, actor, reason=" ")) == ["platform.reason_missing"]
    step(platform, DRAFT, actor, reason="Срок")

    assert (platform.status, list_approvals(platform)) == (DRAFT, {})
    event = last_event("platform")
    assert (event["actor_login"], event["reason"], event["before"]) == (
        actor.login, "Срок", {"status": "submitted", "approvals": {"coordinator": "second"}},
    )  # fmt: skip


def test_published_stays_and_what_one_side_approved_is_not_published(factory: Factory) -> None:
    published = factory.platform(status=PUBLISHED)
    half = factory.platform(status=APPROVED)

    assert codes(lambda: step(published, DRAFT)) == ["platform.step_impossible"]
    assert codes(lambda: step(half, PUBLISHED)) == ["platform.coordinator_missing", "platform.lawyer_missing"]


def test_empty_platform_is_not_submitted(factory: Factory) -> None:
    bare = factory.platform()

    assert codes(lambda: step(bare, SUBMITTED)) == ["platform.text_missing", "platform.pledges_missing"]


def test_what_was_changed_meanwhile_is_not_approved_unseen(factory: Factory) -> None:
    platform = submitted(factory)
    seen = platform.version
    step(platform, DRAFT)
    step(platform, SUBMITTED)

    with pytest.raises(Stale):
        step(platform, APPROVED, SECOND, version=seen)
    with pytest.raises(Stale), transaction():
        reviews.save_answers(LAWYER, platform, seen, KEPT, NOW)

    assert list_approvals(platform) == {}


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.OBSERVER, {SUBMITTED, APPROVED, PUBLISHED, DRAFT}),
        (Role.TRAINER, {SUBMITTED, APPROVED, PUBLISHED, DRAFT}),
        (Role.ADMINISTRATOR, {SUBMITTED, APPROVED, PUBLISHED, DRAFT}),
        (Role.HQ_STAFF, {APPROVED, PUBLISHED}),
        (Role.LAWYER, {SUBMITTED, PUBLISHED}),
        (Role.COORDINATOR, set()),
    ],
)
def test_who_may_take_which_step(factory: Factory, role: Role, refused: set[PlatformStatus]) -> None:
    platform = submitted(factory)
    foreign = Actor(9, "foreign", role, "150000000/")

    def is_forbidden(actor: Actor, new: PlatformStatus) -> bool:
        try:
            step(platform, new, actor, version=99)
        except Stale:
            return False
        except Forbidden:
            return True
        raise AssertionError

    assert {new for new in PlatformStatus if is_forbidden(Actor(9, "own", role, ""), new)} == refused
    assert {new for new in PlatformStatus if is_forbidden(foreign, new)} == set(PlatformStatus)


def test_only_lawyers_answer_the_checklist(factory: Factory) -> None:
    platform = submitted(factory)

    for actor in (AUTHOR, STAFF, Actor(4, "lawyer", Role.LAWYER, "150000000/")):
        with pytest.raises(Forbidden):
            answer(platform, actor=actor)


def test_versions_keep_what_was_submitted(factory: Factory) -> None:
    platform = submitted(factory)
    step(platform, DRAFT)
    with transaction():
        actions.change_platform(AUTHOR, platform, platform.version, {**TEXTS, "text_ru": "Школа"})

    now, before = list_versions(platform.candidate_id)

    assert (now.key, now.texts["text_ru"], before.key, before.texts["text_ru"]) == (
        str(platform.id), "Школа", f"{platform.id}-1", "Вода",
    )  # fmt: skip
    assert with_pledges(now).pledges == with_pledges(before).pledges
    assert before.pledges[0]["cost_kzt"] == "25000000"
    kept = db.session.query(PlatformSubmission).one()
    assert (kept.login, kept.at, kept.number) == ("author", NOW, 1)


def test_counts_say_what_waits_for_whom(factory: Factory) -> None:
    author, lawyer = factory.user(login="a"), factory.user(login="l", role=Role.LAWYER)
    platform = factory.platform(status=SUBMITTED, author_id=author.id, text_ru="Вода")
    factory.platform(factory.candidate(), status=APPROVED)
    factory.platform(factory.candidate())
    with transaction():
        comment_actions.add_comment(LAWYER, platform, "ru", "Вода", "Где?", NOW)

    def waiting(actor: Actor) -> int:
        return count_platforms(actor).waiting

    counts = count_platforms(SECOND)
    assert (dict(counts.by_status), counts.commented) == ({SUBMITTED: 1, APPROVED: 1, DRAFT: 1}, 1)
    assert waiting(Actor(99, "c", Role.COORDINATOR, "")) == 2
    assert waiting(Actor(author.id, "a", Role.COORDINATOR, "")) == 1
    assert waiting(Actor(lawyer.id, "l", Role.LAWYER, "")) == 1
    assert waiting(Actor(99, "s", Role.HQ_STAFF, "")) == 1
    assert waiting(Actor(99, "o", Role.OBSERVER, "")) == 0
    assert dict(count_platforms(SECOND, "150000000/").by_status) == {}
    assert (count_open_comments([platform.id]), writer_logins(platform)) == ({platform.id: 1}, ["a"])


@pytest.mark.parametrize("changes", [{"user_id": 2}, {"side": Side.COORDINATOR}])
def test_database_refuses_a_second_approval_of_a_side_or_a_person(
    factory: Factory, changes: dict[str, Any]
) -> None:
    platform = factory.platform(status=SUBMITTED)
    first = {
        "platform_id": platform.id,
        "path": platform.path,
        "side": Side.COORDINATOR,
        "user_id": 2,
        "login": "x",
        "at": NOW,
    }

    with pytest.raises(IntegrityError), transaction():
        other = {**first, "side": Side.LAWYER, "user_id": 3, **changes}
        db.session.add_all([PlatformApproval(**first), PlatformApproval(**other)])
