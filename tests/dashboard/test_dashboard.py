"""The first page: each figure beside what it is a part of, in one's own territory and no other."""

from datetime import date
from fractions import Fraction

import pytest

from elections.accounts.access import Role
from elections.campaign.target_rule import Counting, Denominator
from elections.candidates.queries import Profile
from elections.candidates.registration import Status
from elections.dashboard.queries import Dashboard, get_dashboard
from elections.database import looking_from
from elections.errors import NotFound
from elections.headquarters.models import MemberRole
from elections.people.iin import Sex
from elections.platforms.workflow import PlatformStatus
from elections.results.target import Target
from elections.training.coverage import Coverage
from elections.training.models import Attendance
from tests.browsing import Answer
from tests.queries import counting_queries
from tests.results.count import start_count

NORTH, WEST = "110000000/", "150000000/"
WON, LOST = (250, 150), (150, 250)
NOMINATED, MEMBERS = Counting.NOMINATED, Counting.MEMBERS
NORTH_LINE = ("110000000", 5, 2, Coverage(1, 2), Coverage(1, 2), 1, 1)
WEST_LINE = ("150000000", 1, 1, Coverage(1, 1), Coverage(0, 0), 1, 0)
CONTESTED, EVERY = Denominator.CONTESTED, Denominator.ALL


@pytest.fixture
def campaign(factory) -> None:
    """Six contests: in the north one won, one lost, one of a nominee not yet registered, two without; one in the west.

    The first two nominees have a birthday between the end of registration (14 July) and the vote (25 July).
    """
    factory.election()
    north = factory.district("113200000")
    west = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    places = [factory.contest(factory.constituency(one)) for one in (north,) * 5 + (west,)]
    people = [
        factory.person(born_on=date(1990, 7, 20), sex=Sex.FEMALE),
        factory.person(born_on=date(1986, 7, 20)),
        factory.person(born_on=date(1995, 1, 1), sex=Sex.FEMALE),
        factory.person(),
        factory.person(born_on=None, birth_year=None, sex=Sex.FEMALE),
    ]
    first = factory.candidate(places[0], people[0], is_new_face=True)
    second = factory.candidate(places[1], people[1])
    filed = factory.candidate(places[2], people[2], status=Status.FILED, is_new_face=True)
    factory.candidate(places[3], people[3], status=Status.REFUSED)
    last = factory.candidate(places[5], people[4])
    for own, votes in ((first, WON), (second, LOST)):
        count = start_count(factory, own=own)
        count.enter(count.figures(*votes))
    start_count(factory, own=last, precincts=3)
    office, nation = factory.headquarters(NORTH), factory.headquarters()
    former = factory.member(office, until_on=date(2021, 7, 1))
    members = factory.member(office), factory.member(office, role=MemberRole.LAWYER), factory.member(nation)
    _train(factory, dict.fromkeys((former, members[0], members[2]), Attendance.ATTENDED))
    _train(factory, {first: Attendance.PASSED, second: Attendance.ABSENT, filed: Attendance.PASSED,
                     last: Attendance.ATTENDED})  # fmt: skip
    factory.platform(first, status=PlatformStatus.APPROVED)
    factory.platform(first, status=PlatformStatus.PUBLISHED, edition=2)
    factory.platform(second, status=PlatformStatus.SUBMITTED)
    factory.platform(filed, status=PlatformStatus.APPROVED)
    factory.platform(last, status=PlatformStatus.PUBLISHED)


def _train(factory, attendances) -> None:
    seminar = factory.seminar()
    for candidate, attendance in attendances.items():
        factory.participation(seminar, candidate.person, path=candidate.path, attendance=attendance)


def statuses(**found: int) -> dict[Status, int]:
    return {status: found.get(status.value, 0) for status in Status}


def by_region(board: Dashboard) -> list[tuple[object, ...]]:
    """Returns (region, contests, registered, candidates' training, members' training, platforms, won) of each."""
    return [
        (
            line.region.kato, line.contests, line.profile.total, line.candidates, line.members, line.platforms,
            line.target.main.won,
        )
        for line in board.regions
    ]  # fmt: skip


def test_nominees_are_counted_by_status(campaign) -> None:
    assert get_dashboard().statuses == statuses(registered=3, filed=1, refused=1)


def test_profile_is_of_registered_nominees_on_the_day_registration_closes(campaign) -> None:
    profile = get_dashboard().profile

    assert profile == Profile(total=3, with_age=2, years=30 + 34, women=2, young=2, new_faces=1)
    assert profile.mean_age == Fraction(32)
    assert [profile.share(one) for one in (profile.women, profile.young, profile.new_faces)] == [
        Fraction(2, 3), Fraction(2, 3), Fraction(1, 3),
    ]  # fmt: skip


def test_trained_and_approved_are_parts_of_the_registered(campaign) -> None:
    board = get_dashboard()

    assert (board.candidates, board.platforms, board.profile.total) == (Coverage(2, 3), 2, 3)


def test_training_of_present_members_is_counted_apart_and_the_nations_with_the_whole(campaign) -> None:
    board = get_dashboard()

    assert (board.members, board.members.share) == (Coverage(2, 3), Fraction(2, 3))
    assert [line.members for line in board.regions] == [Coverage(1, 2), Coverage(0, 0)]


def test_results_that_are_in_are_a_part_of_the_protocols_expected(campaign) -> None:
    assert get_dashboard().received == (2, 5)


def test_target_is_measured_in_all_four_ways(campaign) -> None:
    assert get_dashboard().target.by == {
        (CONTESTED, NOMINATED): Target(4, 4, 1, 2, 1, 0, False, 0),
        (CONTESTED, MEMBERS): Target(4, 4, 1, 2, 1, 0, False, 0),
        (EVERY, NOMINATED): Target(6, 5, 1, 2, 3, 2, False, 0),
        (EVERY, MEMBERS): Target(6, 5, 1, 4, 1, 0, True, 0),
    }


def test_regions_add_up_to_the_whole(campaign) -> None:
    board = get_dashboard()

    assert by_region(board) == [NORTH_LINE, WEST_LINE]
    assert [line.target.main for line in board.regions] == [
        Target(3, 3, 1, 1, 1, 0, False, 0), Target(1, 1, 0, 1, 0, 0, True, 0),
    ]  # fmt: skip
    assert board.above == 0


def test_region_is_above_when_it_has_the_wins_it_needs(factory) -> None:
    count = start_count(factory)
    assert get_dashboard().above == 0

    count.enter(count.figures(*WON))

    assert get_dashboard().above == 1


@pytest.mark.parametrize(
    ("scope", "found", "profile", "received", "lines"),
    [
        (
            NORTH, statuses(registered=2, filed=1, refused=1), Profile(2, 2, 64, 1, 2, 1), (2, 2),
            [NORTH_LINE],
        ),
        (WEST, statuses(registered=1), Profile(1, 0, 0, 1, 0, 0), (0, 3), [WEST_LINE]),
        ("190000000/", statuses(), Profile(0, 0, 0, 0, 0, 0), (0, 0), []),
    ],
)  # fmt: skip
def test_region_sees_itself_only(campaign, scope, found, profile, received, lines) -> None:
    with looking_from(scope):
        board = get_dashboard()

    assert (board.statuses, board.profile, board.received) == (found, profile, received)
    assert by_region(board) == lines


def shown(answer: Answer, path: str) -> list[list[str]]:
    """Returns the texts of the parts of each thing at a path of the page."""
    rows = [[" ".join(part.text_content().split()) for part in one] for one in answer.page.xpath(path)]
    return [[text for text in row if text] for row in rows]


def test_page_shows_each_figure_with_what_it_is_a_part_of(campaign, login) -> None:
    answer = login(Role.OBSERVER).get("/", lang="en")

    assert "entered 2 of 5 protocols" in answer.words
    assert shown(answer, "//div[@class='figure']") == [
        ["3", "candidates registered"],
        ["32.0", "mean age when registration closed, years", "64 years of 2 people"],
        ["67 %", "women", "2 of 3"],
        ["67 %", "under 35", "2 of 3"],
        ["33 %", "new faces", "1 of 3"],
        ["67 %", "candidates who attended training", "2 of 3"],
        ["67 %", "members of headquarters who attended training", "2 of 3"],
        ["55.3", "mean readiness, points of 100", "4 constituencies"],
        ["67 %", "platforms approved", "2 of 3"],
    ]
    assert [pair for pair in shown(answer, "//dl[@class='facts']/div") if pair[1] != "0"] == [
        ["Filed with the commission", "1"], ["Registered", "3"], ["Registration refused", "1"],
    ]  # fmt: skip


def test_page_shows_the_target_in_all_four_ways_and_which_is_the_campaigns(campaign, login) -> None:
    answer = login(Role.OBSERVER).get("/", lang="en")

    rows = answer.page.xpath("//table[caption[starts-with(., 'Target')]]/tbody/tr")
    assert [[cell.text_content().strip() for cell in row.xpath("td")[1:]] for row in rows] == [
        ["4", "4", "1", "2", "1", "out of reach"],
        ["4", "4", "1", "2", "1", "out of reach"],
        ["6", "5", "1", "2", "3", "out of reach"],
        ["6", "5", "1", "4", "1", "0"],
    ]
    assert [row.get("class") for row in rows] == ["chosen", None, None, None]


def test_page_of_a_region_shows_no_other_region(campaign, login) -> None:
    words = login(Role.COORDINATOR, WEST).get("/", lang="ru").words

    assert ("Актюбинская область" in words, "Акмолинская область" in words) == (True, False)
    assert "1 из 1" in words


def test_page_of_a_region_without_candidates_divides_by_nothing(campaign, login) -> None:
    answer = login(Role.COORDINATOR, "190000000/").get("/", lang="en")

    assert (answer.status, "0 of 0" in answer.words) == (200, True)


def test_page_without_an_election_says_what_to_do(login) -> None:
    answer = login(Role.OBSERVER).get("/", lang="en")

    assert (answer.status, answer.page.findtext(".//h1").strip()) == (200, "There is no election yet")
    assert "flask import constituencies" in answer.words
    with pytest.raises(NotFound):
        get_dashboard()


def test_queries_do_not_grow_with_the_campaign(factory) -> None:
    factory.election()

    def queries() -> int:
        count = start_count(factory, contest=factory.contest())
        count.enter(count.figures(*WON))
        factory.platform(count.own, status=PlatformStatus.APPROVED)
        _train(factory, {count.own: Attendance.PASSED})
        factory.member(factory.headquarters(count.contest.path))
        with counting_queries() as made:
            assert get_dashboard().candidates.trained > 0
        return len(made)

    assert [queries() for _ in range(3)] == [21, 21, 21]


def test_regions_row_leads_whoever_sees_less_of_it_to_their_own_target(campaign, login) -> None:
    for path in ("", "110000000/", "110000000/113200000/"):
        browser = login(Role.HQ_STAFF, path=path)
        links = browser.get("/").page.xpath("//td[@data-label]/a[contains(@href, '/target')]/@href")
        assert links, path
        assert {browser.get(one).status for one in links} == {200}, path
