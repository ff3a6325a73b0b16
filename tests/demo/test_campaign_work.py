"""The demo's headquarters, school and platforms: enough of each, and something amiss in each."""

from collections import Counter
from datetime import date
from itertools import combinations

from elections.demo.afterwards import AFTERWARDS
from elections.demo.course_parts import LINKS, MODULES
from elections.demo.invention import Campaign
from elections.demo.night import CLOCK_AT


def test_headquarters_cover_the_nation_down_to_constituencies(campaign: Campaign) -> None:
    levels = Counter(hq.level for hq in campaign.headquarters)

    assert levels == {"nation": 1, "region": 14, "district": 187, "constituency": 147}
    assert len({hq.kato for hq in campaign.headquarters}) == len(campaign.headquarters)
    assert any("head" in hq.vacancies for hq in campaign.headquarters)


def test_members_who_left_left_after_they_came(campaign: Campaign) -> None:
    left = [m for hq in campaign.headquarters for m in hq.members if m.until_on]

    assert left
    assert [m for m in left if m.until_on and m.until_on < m.since_on] == []


def test_support_is_sent_after_it_is_asked_for(campaign: Campaign) -> None:
    items = [item for hq in campaign.headquarters for item in hq.support]

    assert [i for i in items if i.sent_on and i.sent_on <= i.requested_on] == []
    assert [i for i in items if i.received_on and (not i.sent_on or i.received_on <= i.sent_on)] == []
    assert any(i.received_on is None for i in items)


def test_seminars_are_between_20_june_and_20_july(campaign: Campaign) -> None:
    held = [s for s in campaign.seminars if s.course_code != AFTERWARDS.code]
    days = [s.starts_at.date() for s in held]
    counts = Counter(s.status for s in held)

    assert min(days) >= date(2021, 6, 20)
    assert max(days) <= date(2021, 7, 20)
    assert counts["planned"] == 1
    assert counts["cancelled"] > 0


def test_no_trainer_and_no_hall_is_wanted_twice_at_one_time(campaign: Campaign) -> None:
    held = [s for s in campaign.seminars if s.status != "cancelled"]
    clashes = [
        (one, other)
        for one, other in combinations(held, 2)
        if one.starts_at < other.ends_at and other.starts_at < one.ends_at
        and (one.trainer == other.trainer or (one.kato, one.place) == (other.kato, other.place))
    ]  # fmt: skip

    assert clashes == []


def test_seminars_hold_everyone_once(campaign: Campaign) -> None:
    placed = [sum(p.attendance != "waiting" for p in s.participations) for s in campaign.seminars]
    assert [s for s, number in zip(campaign.seminars, placed, strict=True) if number > s.capacity] == []
    for course in campaign.courses:
        trainees = Counter(
            p.person_number
            for s in campaign.seminars
            if s.course_code == course.code
            for p in s.participations
        )
        assert set(trainees.values()) == {1}


def test_one_seminar_is_ahead_and_more_want_to_come_than_fit_in(campaign: Campaign) -> None:
    [ahead] = [s for s in campaign.seminars if s.course_code == AFTERWARDS.code]

    states = Counter(p.attendance for p in ahead.participations)
    assert (ahead.status, ahead.starts_at > CLOCK_AT) == ("planned", True)
    assert (states["waiting"], states["invited"] + states["confirmed"]) == (4, ahead.capacity)


def test_modules_take_the_hours_of_their_courses(campaign: Campaign) -> None:
    hours = {course.code: course.hours for course in campaign.courses}

    assert {code: sum(one.hours for one in parts) for code, parts in MODULES.items()} == {
        code: hours[code] for code in MODULES
    }
    assert LINKS.keys() <= hours.keys()


def test_scores_fit_the_pass_mark(campaign: Campaign) -> None:
    pass_marks = {course.code: course.pass_mark for course in campaign.courses}

    for seminar in campaign.seminars:
        for part in seminar.participations:
            has_exam = part.attendance in ("passed", "failed")
            assert (part.score is not None) == has_exam
            if part.score is not None:
                assert (part.score >= pass_marks[seminar.course_code]) == (part.attendance == "passed")


def test_nearly_all_candidates_passed_what_is_required(campaign: Campaign) -> None:
    required = {c.code for c in campaign.courses if c.is_required and c.audience != "members"}
    passed = Counter(
        p.person_number
        for s in campaign.seminars
        if s.course_code in required
        for p in s.participations
        if p.attendance == "passed"
    )

    trained = sum(passed[c.person.number] == len(required) for c in campaign.own)

    assert 0.92 * 586 < trained < 586


def test_platforms_are_mostly_published_and_have_two_to_four_pledges(campaign: Campaign) -> None:
    statuses = Counter(p.status for p in campaign.platforms)

    assert statuses == {"published": 398, "approved": 86, "submitted": 37, "draft": 21}
    assert {len(p.pledges) for p in campaign.platforms} == {2, 3, 4}
    assert len({p.candidate for p in campaign.platforms}) == 542


def test_pledges_can_be_checked(campaign: Campaign) -> None:
    pledges = [pledge for platform in campaign.platforms for pledge in platform.pledges]

    assert {p.due_on.year for p in pledges} == {2022, 2023, 2024, 2025, 2027}
    assert min(p.cost_kzt for p in pledges) > 0
    assert {p.sector for p in pledges} == {
        "water",
        "roads",
        "school",
        "health",
        "digital",
        "jobs",
        "culture",
        "energy",
    }
    assert [p for p in pledges if "{" in p.indicator] == []


def test_pledges_serve_somebody_and_a_few_are_unlikely(campaign: Campaign) -> None:
    pledges = [pledge for platform in campaign.platforms for pledge in platform.pledges]
    late = [p for p in pledges if p.due_on.year == 2027]

    assert min(p.beneficiaries for p in pledges) >= 20
    assert {p.goal_value > 0 and 0 < len(p.unit) <= 40 for p in pledges} == {True}
    assert 0.55 < sum(p.demand is not None for p in pledges) / len(pledges) < 0.75
    assert 5 < len(late) < len(pledges) / 40


def test_means_cover_most_of_what_is_promised_by_documents(campaign: Campaign) -> None:
    keys = [(m.kato, m.year, m.source, m.document) for m in campaign.means]

    assert len(set(keys)) == len(keys) > 900
    assert {m.year for m in campaign.means} == {2022, 2023, 2024, 2025}
    assert min(m.amount_kzt for m in campaign.means) > 0
    assert {m.kato for m in campaign.means} <= {c.kato for c in campaign.territory.constituencies}
