"""What a district's report says: numbers that are those of the records, of this district and no other."""

from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction

import pytest

from elections.campaign.models import ContestStatus
from elections.campaign.queries import get_election
from elections.database import db, looking_from, transaction
from elections.errors import NotFound
from elections.headquarters.models import MemberRole
from elections.platforms.models import Sector
from elections.platforms.workflow import PlatformStatus
from elections.readiness.queries import Line, list_readiness
from elections.reports.contents import SectorLine, Stand, Todo
from elections.reports.district import gather_district
from elections.reports.kinds import kind_of
from elections.reports.queries import list_districts_with_contests
from elections.results.target import Target
from elections.training.gaps import Group
from elections.training.models import Attendance, Audience
from tests.queries import counting_queries
from tests.reports.conftest import KATO, OTHER_KATO, PATH
from tests.results.count import start_count

AFTER = datetime(2021, 7, 25, 18, tzinfo=UTC)
PLAIN = (str, int, Fraction, date, Enum, type(None))


def at_night(moment: datetime = AFTER) -> None:
    """Sets the campaign's clock."""
    with transaction():
        get_election().clock_at = moment


def is_plain(value: object) -> bool:
    """Returns whether a value is plain all the way down."""
    if isinstance(value, tuple):
        return all(is_plain(one) for one in value)
    if is_dataclass(value):
        return all(is_plain(one) for one in vars(value).values())
    return isinstance(value, PLAIN)


def test_each_constituency_has_the_nominee_and_where_the_count_stands(district) -> None:
    report = gather_district(district)

    lines = [
        (
            line.place.name_ru, line.nominee is not None, line.nominee and line.nominee.is_trained,
            line.nominee and line.nominee.platform,
            line.count and (line.count.received, line.count.margin, line.count.stand),
        )
        for line in report.contests
    ]  # fmt: skip
    assert lines == [
        ("Азат", True, True, PlatformStatus.APPROVED, (1, 100, Stand.WON)),
        ("Барак", True, False, PlatformStatus.DRAFT, (1, -10, Stand.BEHIND)),
        ("Весна", False, None, None, None),
    ]
    assert (report.place.path, report.region.name_ru) == (PATH, "Акмолинская область")


def test_report_is_made_of_plain_values_only(district) -> None:
    report = gather_district(district)

    assert is_plain(report)
    assert hash(report) == hash(gather_district(district))


def test_turnout_is_of_the_precincts_that_have_reported(district) -> None:
    azat, barak, spring = gather_district(district).contests

    assert (azat.count.turnout, barak.count.turnout, spring.count) == (Fraction(21, 25), Fraction(23, 50), None)  # fmt: skip


def test_rival_is_the_strongest_of_the_others(district) -> None:
    azat, barak, _spring = gather_district(district).contests

    assert [(one.count.own_votes, one.count.rival_votes) for one in (azat, barak)] == [(250, 150), (100, 110)]
    assert azat.count.rival


def test_precincts_and_target_are_of_the_district(district) -> None:
    report = gather_district(district)

    assert report.precincts == (2, 4)
    assert report.target == Target(2, 2, 1, 1, 0, 0, True, 0)


def test_nominee_who_was_trained_as_a_member_of_the_regions_headquarters_is_trained(
    factory, district
) -> None:
    person = next(one.candidate.person for one in _lines() if one.contest.constituency.name_ru == "Барак")
    region = "110000000/"

    factory.participation(factory.seminar(region), person, path=region, attendance=Attendance.PASSED)

    assert [one.nominee.is_trained for one in gather_district(district).own] == [True, True]


def test_training_elsewhere_counts_whoever_looks(factory, district) -> None:
    person = next(one.candidate.person for one in _lines() if one.contest.constituency.name_ru == "Барак")
    region = "110000000/"
    factory.participation(factory.seminar(region), person, path=region, attendance=Attendance.PASSED)
    gather = kind_of("district").gather
    whole = gather(KATO)
    db.session.rollback()

    assert [one.nominee.is_trained for one in whole.own] == [True, True]
    with looking_from(PATH):
        assert gather(KATO) == whole


def _lines() -> list[Line]:
    return [one for one in list_readiness(get_election(), PATH) if one.candidate]


def test_untrained_are_named_with_the_courses_that_they_lack(factory, district) -> None:
    law = factory.seminar().course.code
    factory.course(code="SPEECH", is_required=True, audience=Audience.CANDIDATES)

    report = gather_district(district)

    assert {(one.group, one.place.name_ru, one.courses) for one in report.untrained if one.place} == {
        (Group.CANDIDATES, "Азат", ("SPEECH",)), (Group.CANDIDATES, "Барак", (law, "SPEECH")),
        (Group.MEMBERS, "Аккольский район", (law,)),
    }  # fmt: skip
    assert [one.nominee.is_trained for one in report.own] == [False, False]


def test_pledges_are_of_approved_platforms_dearest_sector_first(district) -> None:
    assert gather_district(district).sectors == (
        SectorLine(Sector.ROADS, 1, 90_000_000), SectorLine(Sector.WATER, 2, 26_000_000),
    )  # fmt: skip


def test_headquarters_have_their_present_head_members_and_vacancies(district) -> None:
    lines = gather_district(district).offices

    assert [(one.territory_ru, one.head.split()[:1], one.members) for one in lines] == [
        ("Аккольский штаб", ["Қасымов"], 2), ("Азатский штаб", [], 0),
    ]  # fmt: skip
    assert lines[0].vacancies == (MemberRole.DEPUTY, MemberRole.OBSERVER_COORDINATOR)


def test_before_the_vote_gaps_are_told_with_who_mends_them_and_until_when(district) -> None:
    steps = gather_district(district).steps
    found = {one.what: one for one in steps}

    assert {Todo.NOMINEE, Todo.COURSE, Todo.PLATFORM, Todo.VACANCIES} <= set(found)
    assert Todo.PROTOCOLS not in found
    nominee = found[Todo.NOMINEE]
    assert [one.name_ru for one in nominee.places] == ["Весна"]
    assert nominee.who[0].name.startswith("Қасымов")
    assert nominee.until.strftime("%d.%m.%Y %H:%M") == "09.07.2021 18:00"
    assert [one.until for one in steps] == sorted(one.until for one in steps)


def test_after_the_vote_missing_protocols_are_told_and_gaps_no_more(district) -> None:
    at_night()

    steps = {one.what: one for one in gather_district(district).steps}

    assert set(steps) == {Todo.PROTOCOLS}
    missing = steps[Todo.PROTOCOLS]
    assert (missing.number, [one.name_ru for one in missing.places]) == (2, ["Барак"])
    assert missing.who[0].role is MemberRole.OBSERVER_COORDINATOR
    assert missing.until.strftime("%d.%m.%Y %H:%M") == "26.07.2021 08:00"


def test_same_task_in_several_constituencies_is_one_step_and_late_by_its_day(factory, district) -> None:
    for line in _lines():
        factory.task(line.contest, template="consent", due_at=datetime(2021, 7, 4, 12, tzinfo=UTC))
    factory.task(path=PATH, title="Снять зал", due_at=datetime(2021, 7, 5, 1, tzinfo=UTC))

    tasks = [one for one in gather_district(district).steps if one.what is Todo.TASK]

    assert [(one.name, one.number, len(one.places), one.is_late) for one in tasks] == [
        ("consent", 2, 2, True), ("Снять зал", 1, 0, False),
    ]  # fmt: skip


def test_tie_asks_for_a_repeat_election_within_a_month(factory) -> None:
    count = start_count(factory, precincts=1)
    count.enter(count.figures(200, 200))

    report = gather_district(KATO)

    assert report.contests[0].count.stand is Stand.TIE
    step = next(one for one in report.steps if one.what is Todo.REPEAT_DUE)
    assert (step.until.date(), [one.path for one in step.places]) == (date(2021, 8, 25), [count.contest.path])


def test_repeat_election_that_is_called_is_told_with_its_day(factory) -> None:
    count = start_count(factory, precincts=1)
    count.enter(count.figures(200, 200))
    factory.contest(
        count.contest.constituency, round=2, repeats_id=count.contest.id, status=ContestStatus.REPEAT,
        voting_on=date(2021, 8, 15),
    )  # fmt: skip

    report = gather_district(KATO)

    assert [(one.repeat_on, one.count) for one in report.contests] == [(date(2021, 8, 15), None)]
    assert [one.until.date() for one in report.steps if one.what is Todo.REPEAT_CALLED] == [date(2021, 8, 15)]


def test_foreign_and_unknown_districts_are_not_found(district) -> None:
    for scope, kato in (("110000000/113400000/", KATO), ("", "119999999"), ("", "110000000")):
        with looking_from(scope), pytest.raises(NotFound):
            gather_district(kato)
    with looking_from(PATH):
        assert gather_district(KATO).place.path == PATH


def test_report_says_the_same_to_whoever_sees_the_district(district) -> None:
    whole = gather_district(KATO)
    db.session.rollback()
    with looking_from(PATH):
        assert gather_district(KATO) == whole


def test_districts_are_listed_with_their_contests_in_order(district) -> None:
    found = [
        (one.name_ru, two.kato, number) for one, two, number in list_districts_with_contests(get_election())
    ]

    assert found == [("Акмолинская область", KATO, 3), ("Акмолинская область", OTHER_KATO, 1)]


def test_report_makes_as_many_queries_for_three_constituencies_as_for_one(factory) -> None:
    factory.election(clock_at=AFTER)
    factory.course(code="LAW", is_required=True, audience=Audience.EVERYBODY)
    district = factory.district(KATO)

    def queries() -> int:
        count = start_count(factory, precincts=2, contest=factory.contest(factory.constituency(district)))
        count.enter(count.figures(250, 150))
        member = factory.member(factory.headquarters(count.contest.path))
        factory.task(count.contest, template="protocols", owner_member_id=member.id)
        factory.pledge(factory.platform(count.own, status=PlatformStatus.APPROVED))
        with counting_queries() as made:
            report = gather_district(KATO)
            assert len(report.own) == len(report.offices) == len(report.steps[0].places)
        return len(made)

    made = [queries() for _ in range(3)]
    assert made == [made[0]] * 3
    assert made[0] < 45
