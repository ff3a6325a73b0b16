"""Writing platforms and their pledges, through the real actions on both databases."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor, Role
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.platforms import actions, pledge_actions
from elections.platforms.models import MoneySource, Platform, Pledge, Sector
from elections.platforms.queries import (
    furthest_by_candidate,
    list_editions,
    pledges_by_sector,
    ready_by_region,
)
from elections.platforms.review_queries import pledge_values
from elections.platforms.workflow import PlatformStatus
from tests.candidates.dossiers import last_event
from tests.factories import Factory

AUTHOR, APPROVER = Actor(1, "author", Role.COORDINATOR, ""), Actor(2, "approver", Role.COORDINATOR, "")
ON = date(2021, 7, 12)
TEXTS = {"title_ru": "Село", "title_kk": "Ауыл", "text_ru": "Вода", "text_kk": "Су"}
PLEDGE: dict[str, Any] = {
    "sector": Sector.WATER, "what_ru": "Водопровод", "what_kk": "", "place": "Ақкөл", "indicator": "3 км",
    "cost_kzt": 25_000_000, "money_source": MoneySource.LOCAL_BUDGET, "due_on": date(2023, 9, 1),
    "responsible": "Аким",
}  # fmt: skip
LOGGED = {
    **PLEDGE, "sector": "water", "money_source": "local_budget", "due_on": "2023-09-01",
    **dict.fromkeys(("indicator_kk", "unit", "unit_kk", "responsible_kk", "demand", "demand_kk"), ""),
    **dict.fromkeys(("beneficiaries", "start_value", "goal_value", "demand_way", "demand_on", "demand_people")),
}  # fmt: skip


def write(candidate: Candidate, actor: Actor = AUTHOR) -> Platform:
    with transaction():
        return actions.create_platform(actor, candidate, TEXTS, ON)


def promise(platform: Platform, pledge: Pledge | None = None, version: int = 0, **changes: Any) -> Pledge:
    with transaction():
        values = {**PLEDGE, **changes}
        return pledge_actions.save_pledge(AUTHOR, platform, values, pledge=pledge, version=version)


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [one.code for one in refused.value.objections]


def test_first_edition_is_a_draft_and_logged(factory: Factory) -> None:
    candidate = factory.candidate()

    platform = write(candidate)

    kept = (platform.edition, platform.status, platform.status_on, platform.author_id, platform.path)
    assert kept == (1, PlatformStatus.DRAFT, ON, 1, candidate.path)
    event = last_event("platform")
    assert (event["action"], event["path"], event["before"], event["after"]) == (
        "platform.created", candidate.path, None, TEXTS,
    )  # fmt: skip


def test_next_edition_waits_until_the_last_is_published_and_begins_with_its_pledges(factory: Factory) -> None:
    candidate = factory.candidate()
    first = factory.platform(candidate, status=PlatformStatus.APPROVED)
    factory.pledge(first, beneficiaries=300, demand="Сход 12.06")

    with pytest.raises(Refused) as refused:
        write(candidate)

    assert refused.value.objections == (Objection("platform.edition_open", params={"edition": 1}),)
    with transaction():
        first.status = PlatformStatus.PUBLISHED
    second = write(candidate)
    assert [(one.id, one.edition, one.status) for one in list_editions(candidate.id)] == [
        (second.id, 2, PlatformStatus.DRAFT),
        (first.id, 1, PlatformStatus.PUBLISHED),
    ]
    kept, copied = first.pledges[0], second.pledges[0]
    assert kept.id != copied.id
    assert pledge_values(kept) == pledge_values(copied)
    assert (copied.beneficiaries, copied.demand, copied.path) == (300, "Сход 12.06", candidate.path)


def test_the_edition_that_came_furthest_is_known_by_candidate(factory: Factory) -> None:
    first, second, bare = factory.candidate(), factory.candidate(), factory.candidate()
    published = factory.platform(first, status=PlatformStatus.PUBLISHED)
    factory.platform(first, edition=2, status=PlatformStatus.SUBMITTED)
    factory.platform(second, status=PlatformStatus.DRAFT)
    later = factory.platform(second, edition=2, status=PlatformStatus.APPROVED)

    found = furthest_by_candidate(first.election_id)

    assert found == {
        first.id: (PlatformStatus.PUBLISHED, published.id), second.id: (PlatformStatus.APPROVED, later.id),
    }  # fmt: skip
    assert bare.id not in found
    assert furthest_by_candidate(first.election_id + 1) == {}


def test_texts_of_a_draft_are_changed_by_one_at_a_time(factory: Factory) -> None:
    platform = write(factory.candidate())
    with transaction():
        actions.change_platform(AUTHOR, platform, 1, {**TEXTS, "text_ru": "Вода и дороги"})

    with pytest.raises(Stale), transaction():
        actions.change_platform(APPROVER, platform, 1, {**TEXTS, "text_ru": "Школа"})

    assert (platform.text_ru, platform.version) == ("Вода и дороги", 2)
    event = last_event("platform")
    assert (event["actor_login"], event["action"], event["before"], event["after"]) == (
        "author", "platform.changed", TEXTS, {**TEXTS, "text_ru": "Вода и дороги"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "status", [PlatformStatus.SUBMITTED, PlatformStatus.APPROVED, PlatformStatus.PUBLISHED]
)
def test_what_is_no_draft_is_not_changed(factory: Factory, status: PlatformStatus) -> None:
    platform = factory.platform(status=status)
    pledge = factory.pledge(platform)

    def remove() -> None:
        with transaction():
            pledge_actions.remove_pledge(AUTHOR, pledge)

    def change() -> None:
        with transaction():
            actions.change_platform(AUTHOR, platform, 1, TEXTS)

    for call in (remove, change, lambda: promise(platform), lambda: promise(platform, pledge, 1)):
        assert codes(call) == ["platform.not_a_draft"]
    assert (platform.title_ru, db.session.query(Pledge).count()) == ("Программа", 1)


def test_pledge_is_made_changed_and_removed_and_the_log_keeps_it(factory: Factory) -> None:
    platform = write(factory.candidate())

    pledge = promise(platform)
    made = last_event("pledge")
    promise(platform, pledge, 1, cost_kzt=30_000_000)
    changed = last_event("pledge")
    with transaction():
        pledge_actions.remove_pledge(AUTHOR, pledge)
    removed = last_event("pledge")

    dearer = {**LOGGED, "cost_kzt": 30_000_000}
    assert [(one["action"], one["before"], one["after"]) for one in (made, changed, removed)] == [
        ("pledge.created", None, LOGGED),
        ("pledge.changed", LOGGED, dearer),
        ("pledge.removed", dearer, None),
    ]
    assert (platform.pledges, db.session.query(Pledge).count()) == ([], 0)


def test_pledge_of_a_stale_version_is_refused(factory: Factory) -> None:
    platform = write(factory.candidate())
    pledge = promise(platform)
    promise(platform, pledge, 1, indicator="4 км")

    with pytest.raises(Stale):
        promise(platform, pledge, 1, indicator="5 км")

    assert pledge.indicator == "4 км"


def test_all_objections_to_a_pledge_come_at_once(factory: Factory) -> None:
    platform = write(factory.candidate())

    wrong = {"what_ru": "", "cost_kzt": -1, "due_on": date(2021, 7, 25)}
    assert codes(lambda: promise(platform, **wrong)) == [
        "pledge.what_missing", "pledge.cost_range", "pledge.due_too_early",
    ]  # fmt: skip
    assert promise(platform, what_ru="", what_kk="Су құбыры").what_kk == "Су құбыры"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR, Role.COORDINATOR])
def test_roles_that_do_not_write_and_foreign_coordinators_are_refused(factory: Factory, role: Role) -> None:
    platform = write(factory.candidate())
    pledge = promise(platform)
    actor = Actor(9, "foreign", role, "150000000/" if role is Role.COORDINATOR else "")
    calls: list[Callable[[], object]] = [
        lambda: actions.create_platform(actor, platform.candidate, TEXTS, ON),
        lambda: actions.change_platform(actor, platform, 1, TEXTS),
        lambda: pledge_actions.save_pledge(actor, platform, PLEDGE),
        lambda: pledge_actions.remove_pledge(actor, pledge),
    ]

    for call in calls:
        with pytest.raises(Forbidden), transaction():
            call()

    assert (platform.status, db.session.query(Pledge).count()) == (PlatformStatus.DRAFT, 1)


def test_pledges_are_summed_by_sector_of_approved_platforms_below_a_path(factory: Factory) -> None:
    here = factory.candidate(factory.contest(factory.constituency(factory.district())))
    there = factory.candidate(factory.contest(factory.constituency(factory.district("113400000"))))
    ready = factory.platform(here, status=PlatformStatus.APPROVED)
    published = factory.platform(there, status=PlatformStatus.PUBLISHED)
    draft = factory.platform(there, edition=2)
    for platform, sector, cost in (
        (ready, Sector.WATER, 10**12), (ready, Sector.WATER, 5), (ready, Sector.ROADS, 10**12),
        (published, Sector.SCHOOL, 7), (draft, Sector.HEALTH, 9),
    ):  # fmt: skip
        factory.pledge(platform, sector=sector, cost_kzt=cost)

    assert pledges_by_sector() == [
        (Sector.WATER, 2, 10**12 + 5), (Sector.ROADS, 1, 10**12), (Sector.SCHOOL, 1, 7),
    ]  # fmt: skip
    assert pledges_by_sector(there.path) == [(Sector.SCHOOL, 1, 7)]


def test_ready_by_region_counts_own_registered_nominees_once(factory: Factory) -> None:
    first, second = factory.candidate(), factory.candidate()
    factory.platform(first, status=PlatformStatus.PUBLISHED)
    factory.platform(first, status=PlatformStatus.APPROVED, edition=2)
    factory.platform(second)
    factory.platform(factory.candidate(own=False), status=PlatformStatus.PUBLISHED)

    election = first.contest.election
    assert ready_by_region(election.id, election.own_party_id) == {"110000000": (1, 2)}


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda f: f.pledge(cost_kzt=-1), "ck_pledge_cost_not_negative"),
        (lambda f: f.platform(edition=0), "ck_platform_edition_positive"),
        (lambda f: [f.platform(f._once("candidate")) for _ in range(2)], "candidate_id"),
    ],
)
def test_database_refuses_when_the_rules_are_bypassed(
    factory: Factory, make: Callable[[Factory], object], constraint: str
) -> None:
    with pytest.raises(IntegrityError) as refused:
        make(factory)
    assert constraint in str(refused.value.orig)
