"""How many were trained: candidates and members of headquarters apart, by region, of what the viewer sees."""

from fractions import Fraction

import pytest

from elections.campaign.models import Election
from elections.campaign.queries import get_election
from elections.candidates.registration import Status
from elections.database import looking_from
from elections.headquarters.models import MemberRole
from elections.training.coverage import Coverage, candidates_by_region, members_by_region
from elections.training.models import Attendance
from tests.factories import Factory
from tests.queries import counting_queries
from tests.training.conftest import School

HOME, WEST = "110000000", "150000000"


@pytest.fixture
def trained(factory: Factory, school: School) -> Election:
    """At home two of three nominees and nobody of the two members were trained; the nation's one member was."""
    first, second = school.nominees
    seminars = [factory.seminar(school.home.path), factory.seminar("")]
    states = (
        (first, Attendance.PASSED), (second, Attendance.ABSENT), (school.rival, Attendance.ATTENDED),
        (school.head, Attendance.FAILED), (school.foreign, Attendance.INVITED),
    )  # fmt: skip
    for one, state in states:
        factory.participation(seminars[0], one.person, path=one.path, attendance=state)
    for one in (first, school.foreign):
        factory.participation(seminars[1], one.person, path=one.path, attendance=Attendance.ATTENDED)
    gone = factory.member(school.head.headquarters, until_on=school.head.since_on)
    factory.participation(seminars[1], gone.person, path=gone.path, attendance=Attendance.PASSED)
    factory.member(school.head.headquarters, second.person, role=MemberRole.LAWYER)
    chief = factory.member(factory.headquarters(""))
    factory.participation(seminars[1], chief.person, attendance=Attendance.ATTENDED)

    west = factory.contest(factory.constituency(factory.district("153200000", factory.region(WEST))))
    factory.candidate(west)
    factory.candidate(factory.contest(west.constituency, election=factory.election(is_current=False)))
    factory.candidate(
        factory.contest(factory.constituency(west.constituency.district)), status=Status.WITHDRAWN
    )
    return get_election()


def test_nominees_are_counted_by_region_once_each(trained: Election) -> None:
    assert candidates_by_region(trained) == {
        HOME: Coverage(2, 3), WEST: Coverage(0, 1), "": Coverage(2, 4),
    }  # fmt: skip


def test_present_members_are_counted_apart_and_the_nations_among_all(trained: Election) -> None:
    assert members_by_region(trained) == {HOME: Coverage(0, 2), "": Coverage(1, 3)}


@pytest.mark.parametrize(
    ("scope", "candidates", "members"),
    [
        ("110000000/113200000/", {HOME: Coverage(1, 2), "": Coverage(1, 2)},
         {HOME: Coverage(0, 2), "": Coverage(0, 2)}),
        ("110000000/113400000/", {HOME: Coverage(1, 1), "": Coverage(1, 1)}, {"": Coverage()}),
        ("150000000/", {WEST: Coverage(0, 1), "": Coverage(0, 1)}, {"": Coverage()}),
        ("190000000/", {"": Coverage()}, {"": Coverage()}),
    ],
)  # fmt: skip
def test_viewer_counts_ones_own_territory(
    trained: Election, scope: str, candidates: dict[str, Coverage], members: dict[str, Coverage]
) -> None:
    with looking_from(scope):
        assert (candidates_by_region(trained), members_by_region(trained)) == (candidates, members)


def test_each_is_one_query(trained: Election) -> None:
    with counting_queries() as made:
        candidates_by_region(trained)
        members_by_region(trained)

    assert len(made) == 2


@pytest.mark.parametrize(
    ("coverage", "share"),
    [(Coverage(), None), (Coverage(0, 3), Fraction(0)), (Coverage(2, 3), Fraction(2, 3))],
)
def test_share_is_of_all_and_nothing_of_nobody(coverage: Coverage, share: Fraction | None) -> None:
    assert coverage.share == share
