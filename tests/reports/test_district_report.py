"""What a district's report says: numbers that are those of the records, of this district and no other."""

import pytest

from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting, Denominator
from elections.database import looking_from
from elections.errors import NotFound
from elections.platforms.models import Sector
from elections.platforms.workflow import PlatformStatus
from elections.reports.queries import get_district_report, list_districts_with_contests
from elections.results.target import Target
from elections.training.models import Attendance
from tests.queries import counting_queries
from tests.reports.conftest import KATO, OTHER_KATO
from tests.results.count import start_count


def test_each_constituency_has_the_nominee_and_where_the_count_stands(district) -> None:
    report = get_district_report(district)

    lines = [
        (
            line.constituency.name_ru, line.candidate is not None, line.is_trained, line.platform_status,
            line.outcome and (line.outcome.precincts_received, line.outcome.margin, line.outcome.is_called),
        )
        for line in report.contests
    ]  # fmt: skip
    assert lines == [
        ("Азат", True, True, PlatformStatus.APPROVED, (1, 100, True)),
        ("Барак", True, False, PlatformStatus.DRAFT, (1, 10, False)),
        ("Весна", False, False, None, None),
    ]
    assert (report.district.kato, report.region.kato) == (KATO, "110000000")


def test_turnout_is_of_the_precincts_that_have_reported(district) -> None:
    azat, barak, spring = get_district_report(district).contests

    assert [(one.turnout.numerator, one.turnout.denominator) for one in (azat, barak)] == [(21, 25), (23, 50)]
    assert spring.turnout is None


def test_precincts_and_target_are_of_the_district(district) -> None:
    report = get_district_report(district)

    assert report.precincts == (2, 4)
    assert {key: one for key, one in report.target.by.items() if key[1] is Counting.NOMINATED} == {
        (Denominator.CONTESTED, Counting.NOMINATED): Target(2, 2, 1, 1, 0, 0, True, 0),
        (Denominator.ALL, Counting.NOMINATED): Target(3, 3, 1, 1, 1, 1, False, 0),
    }


def test_untrained_nominees_are_named(district) -> None:
    report = get_district_report(district)

    barak = report.contests[1].candidate
    assert report.untrained == [barak.person]


def test_nominee_who_was_trained_as_a_member_of_the_regions_headquarters_is_trained(
    factory, district
) -> None:
    barak = get_district_report(district).contests[1].candidate
    region = "110000000/"

    factory.participation(factory.seminar(region), barak.person, path=region, attendance=Attendance.ATTENDED)

    assert get_district_report(district).untrained == []


def test_pledges_are_of_approved_platforms_dearest_sector_first(district) -> None:
    assert get_district_report(district).pledges == (
        (Sector.ROADS, 1, 90_000_000), (Sector.WATER, 2, 26_000_000),
    )  # fmt: skip


def test_headquarters_have_their_present_head_and_members(district) -> None:
    lines = get_district_report(district).headquarters

    assert [(one.headquarters.territory_ru, one.head and one.head.surname, one.members) for one in lines] == [
        ("Аккольский штаб", "Қасымов", 2), ("Азатский штаб", None, 0),
    ]  # fmt: skip


def test_foreign_and_unknown_districts_are_not_found(district) -> None:
    for scope, kato in (("110000000/113400000/", KATO), ("", "119999999"), ("", "110000000")):
        with looking_from(scope), pytest.raises(NotFound):
            get_district_report(kato)
    with looking_from("110000000/113200000/"):
        assert get_district_report(KATO).district.kato == KATO


def test_districts_are_listed_with_their_contests_in_order(district) -> None:
    found = [
        (one.name_ru, two.kato, number) for one, two, number in list_districts_with_contests(get_election())
    ]

    assert found == [("Акмолинская область", KATO, 3), ("Акмолинская область", OTHER_KATO, 1)]


def test_report_makes_as_many_queries_for_three_constituencies_as_for_one(factory) -> None:
    factory.election()
    district = factory.district(KATO)

    def queries() -> int:
        count = start_count(factory, contest=factory.contest(factory.constituency(district)))
        count.enter(count.figures(250, 150))
        factory.member(factory.headquarters(count.contest.path))
        factory.pledge(factory.platform(count.own, status=PlatformStatus.APPROVED))
        with counting_queries() as made:
            report = get_district_report(KATO)
            assert [line.candidate.person.surname for line in report.own]
        return len(made)

    assert [queries() for _ in range(3)] == [23, 23, 23]
