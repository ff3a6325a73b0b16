"""Writes the demo's headquarters, its School and its platforms: the work done before the voting."""

from collections.abc import Sequence
from decimal import Decimal

from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.demands import Demand
from elections.demo.invention import Campaign
from elections.demo.load_courses import load_courses
from elections.demo.load_people import Roll
from elections.demo.load_territory import Ground, named
from elections.demo.means import Means as Money
from elections.demo.night import CLOCK_AT
from elections.demo.organisation import OPENED_ON, REFUSAL, SupportItem
from elections.demo.organisation import Headquarters as Office
from elections.demo.organisation import Member as Work
from elections.demo.programmes import Platform as Programme
from elections.demo.school import Seminar as Lesson
from elections.headquarters.models import (
    Headquarters,
    Level,
    Member,
    MemberRole,
    Support,
    SupportKind,
    SupportState,
)
from elections.platforms.means_models import Means
from elections.platforms.models import DemandWay, MoneySource, Platform, Pledge, Sector
from elections.platforms.workflow import PlatformStatus
from elections.training.models import (
    Attendance,
    Audience,
    Course,
    Participation,
    Seminar,
    SeminarStatus,
)
from elections.training.trainer_models import SeminarTrainer, Trainer
from elections.training.trainer_queries import key_of

STAFF, CENTRE = "hq", "coordinator"
"""The demo's accounts that ask for support, and that send it."""


def load_work(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    """Writes headquarters with members and support, courses with seminars, platforms with pledges, means."""
    _load_headquarters(campaign.headquarters, ground, roll)
    _load_school(campaign, ground, roll)
    _load_platforms(campaign, ground, roll)
    _load_means(campaign.means, ground)


def _load_headquarters(offices: Sequence[Office], ground: Ground, roll: Roll) -> None:
    ids = insert_returning(Headquarters, [_headquarters(one, ground, roll) for one in offices])
    with_ids = [
        ({"headquarters_id": office_id, "path": ground.paths[office.kato]}, office)
        for office_id, office in zip(ids, offices, strict=True)
    ]
    insert(Member, [{**of, **_member(one, roll)} for of, office in with_ids for one in office.members])
    insert(Support, [{**of, **_support(one)} for of, office in with_ids for one in office.support])


def _member(work: Work, roll: Roll) -> Row:
    return {
        "person_id": roll.people[work.person.number],
        "role": MemberRole(work.role),
        "since_on": work.since_on,
        "until_on": work.until_on,
    }


def _support(item: SupportItem) -> Row:
    state = (
        SupportState.RECEIVED
        if item.received_on
        else SupportState.SENT
        if item.sent_on
        else SupportState.REQUESTED
    )
    return {
        "kind": SupportKind(item.kind), "what": item.what, "quantity": item.quantity, "unit": item.unit,
        "cost_kzt": item.cost_kzt, "state": SupportState.REFUSED if item.refused_on else state,
        "requested_on": item.requested_on, "requested_by": STAFF, "sent_on": item.sent_on,
        "sent_by": CENTRE if item.sent_on else "", "sent_quantity": item.quantity if item.sent_on else None,
        "received_on": item.received_on, "received_by": STAFF if item.received_on else "",
        "received_quantity": item.received_quantity, "ended_on": item.refused_on,
        "ended_by": CENTRE if item.refused_on else "", "reason": REFUSAL if item.refused_on else "",
    }  # fmt: skip


def _headquarters(office: Office, ground: Ground, roll: Roll) -> Row:
    name_ru, name_kk = ground.names(office.kato)
    return {
        "election_id": roll.election,
        "level": Level(office.level),
        "territory_ru": name_ru,
        "territory_kk": name_kk,
        **named(name_ru, name_kk, office.kato),
        "address": office.address,
        "phone": office.phone,
        "opening_hours": office.opening_hours,
        "opened_on": OPENED_ON[office.level],
        "path": ground.paths[office.kato],
    }


def _load_school(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    rows = [
        {
            "code": course.code,
            "title_ru": course.title_ru,
            "title_kk": course.title_kk,
            "audience": Audience(course.audience),
            "hours": course.hours,
            "is_required": course.is_required,
            "pass_mark": course.pass_mark,
        }
        for course in campaign.courses
    ]
    ids = insert_returning(Course, rows)
    courses = dict(zip((course.code for course in campaign.courses), ids, strict=True))
    load_courses(courses)
    seminars = insert_returning(
        Seminar, [_seminar(one, courses[one.course_code], ground, roll) for one in campaign.seminars]
    )
    _load_trainers(campaign.seminars, seminars)
    insert(
        Participation,
        [
            row
            for seminar_id, one in zip(seminars, campaign.seminars, strict=True)
            for row in _participations(one, seminar_id, ground, roll)
        ],
    )


def _load_trainers(lessons: Sequence[Lesson], seminars: Sequence[int]) -> None:
    """Writes the trainers by name, and who held what."""
    names = sorted({one.trainer for one in lessons})
    ids = insert_returning(
        Trainer,
        [
            {"name": name, "name_key": key_of(name), "phone": f"+7 700 000 {at:02d} {at * 7 % 100:02d}"}
            for at, name in enumerate(names)
        ],
    )
    known = dict(zip(names, ids, strict=True))
    insert(
        SeminarTrainer,
        [
            {"seminar_id": seminar_id, "trainer_id": known[one.trainer]}
            for seminar_id, one in zip(seminars, lessons, strict=True)
        ],
    )


def _seminar(seminar: Lesson, course_id: int, ground: Ground, roll: Roll) -> Row:
    name_ru, name_kk = ground.names(seminar.kato)
    return {
        "election_id": roll.election,
        "course_id": course_id,
        "territory_ru": name_ru,
        "territory_kk": name_kk,
        "place": seminar.place,
        "language": seminar.language,
        "capacity": seminar.capacity,
        "starts_at": seminar.starts_at,
        "ends_at": seminar.ends_at,
        "status": SeminarStatus(seminar.status),
        "reason": seminar.reason,
        "path": ground.paths[seminar.kato],
    }


def _participations(seminar: Lesson, seminar_id: int, ground: Ground, roll: Roll) -> list[Row]:
    marked_at = seminar.ends_at if seminar.status == "closed" else None
    return [
        {
            "seminar_id": seminar_id,
            "person_id": roll.people[one.person_number],
            "seminar_path": ground.paths[seminar.kato],
            "attendance": Attendance(one.attendance),
            "waits_since": CLOCK_AT if one.attendance == "waiting" else None,
            "score": one.score,
            "marked_at": marked_at,
            "path": roll.places[one.person_number],
        }
        for one in seminar.participations
    ]


def _load_platforms(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    paths = {one.number: ground.paths[one.constituency_kato] for one in campaign.own}
    ids = insert_returning(Platform, [_platform(one, paths, roll) for one in campaign.platforms])
    insert(
        Pledge,
        [
            {
                "platform_id": platform_id,
                "sector": Sector(pledge.sector),
                "what_ru": pledge.what_ru,
                "what_kk": pledge.what_kk,
                "place": pledge.place,
                "indicator": pledge.indicator,
                "indicator_kk": pledge.indicator_kk,
                "cost_kzt": pledge.cost_kzt,
                "money_source": MoneySource(pledge.money_source),
                "due_on": pledge.due_on,
                "responsible": pledge.responsible,
                "responsible_kk": pledge.responsible,
                "beneficiaries": pledge.beneficiaries,
                "unit": pledge.unit,
                "unit_kk": pledge.unit_kk,
                "start_value": Decimal(0),
                "goal_value": Decimal(pledge.goal_value),
                **_demand(pledge.demand),
                "path": paths[one.candidate],
            }
            for platform_id, one in zip(ids, campaign.platforms, strict=True)
            for pledge in one.pledges
        ],
    )


def _demand(demand: Demand | None) -> Row:
    return {
        "demand": demand.text_ru if demand else "",
        "demand_kk": demand.text_kk if demand else "",
        "demand_way": DemandWay(demand.way) if demand else None,
        "demand_on": demand.asked_on if demand else None,
        "demand_people": demand.people if demand else None,
    }


def _load_means(lines: Sequence[Money], ground: Ground) -> None:
    insert(
        Means,
        [
            {
                "constituency_id": ground.constituencies[one.kato],
                "year": one.year,
                "source": MoneySource(one.source),
                "amount_kzt": one.amount_kzt,
                "document": one.document,
                "document_on": one.document_on,
                "path": ground.paths[one.kato],
            }
            for one in lines
        ],
    )


def _platform(programme: Programme, paths: dict[int, str], roll: Roll) -> Row:
    return {
        "candidate_id": roll.candidates[programme.candidate],
        "status": PlatformStatus(programme.status),
        "title_ru": programme.title_ru,
        "title_kk": programme.title_kk,
        "text_ru": programme.text_ru,
        "text_kk": programme.text_kk,
        "status_on": programme.status_on,
        "path": paths[programme.candidate],
    }
