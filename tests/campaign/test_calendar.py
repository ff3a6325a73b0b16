"""The legal calendar, against the dates reported of 2021."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.calendar import (
    Calendar,
    Milestone,
    Phase,
    Rules,
    TieRule,
    check_calendar,
    check_rules,
)
from elections.errors import Objection
from elections.zones import zone_for

ALMATY = ZoneInfo("Asia/Almaty")
CALLED, VOTING = date(2021, 6, 25), date(2021, 7, 25)
CALENDAR = Calendar(CALLED, VOTING, Rules(), ALMATY)
RULES = st.builds(
    Rules,
    nomination_ends_days_before=st.integers(8, 20),
    registration_ends_days_before=st.integers(3, 8),
    silence_days=st.integers(0, 2),
    closing_hour=st.integers(0, 23),
    voting_opens=st.times(time(6), time(8)).map(lambda at: at.replace(second=0, microsecond=0)),
    voting_closes=st.times(time(18), time(22)).map(lambda at: at.replace(second=0, microsecond=0)),
    tie=st.sampled_from(TieRule),
)


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=ALMATY)


def test_milestones_are_those_of_2021() -> None:
    assert CALENDAR.milestones() == [
        Milestone("called", local(6, 25), "CL 113-1"),
        Milestone("nomination_opens", local(6, 26), "CL 113-3(5)"),
        Milestone("nomination_closes", local(7, 9, 18), "CL 113-3(5)"),
        Milestone("registration_closes", local(7, 14, 18), "CL 113-5(14)"),
        Milestone("campaign_opens", local(7, 14, 18), "CL 27(2)"),
        Milestone("silence_begins", local(7, 24), "CL 27(2)"),
        Milestone("voting_opens", local(7, 25, 7), "CL 38"),
        Milestone("voting_closes", local(7, 25, 20), "CL 38"),
        Milestone("results_due", local(7, 28, 23, 59), "CL 113-10(1)"),
        Milestone("publication_due", local(7, 29, 23, 59), "CL 44(4)"),
        Milestone("akim_registration_due", local(8, 1, 23, 59), "CL 113-11"),
    ]


def test_the_last_change_leaves_two_whole_days() -> None:
    assert CALENDAR.last_change_on == date(2021, 7, 22)


def test_hours_are_local_to_the_region() -> None:
    closings = [
        next(
            m.at
            for m in Calendar(CALLED, VOTING, Rules(), zone_for(kato)).milestones()
            if m.code == "voting_closes"
        )
        for kato in ("110000000/", "150000000/")
    ]
    assert [at.astimezone(UTC).hour for at in closings] == [14, 15]


@pytest.mark.parametrize(
    ("now", "phase", "next_code"),
    [
        (local(6, 1), Phase.PREPARATION, "called"),
        (local(6, 25), Phase.PREPARATION, "nomination_opens"),
        (local(6, 26), Phase.NOMINATION, "nomination_closes"),
        (local(7, 9, 17, 59), Phase.NOMINATION, "nomination_closes"),
        (local(7, 9, 18), Phase.REGISTRATION, "registration_closes"),
        (local(7, 14, 18), Phase.CAMPAIGN, "silence_begins"),
        (local(7, 24), Phase.SILENCE, "voting_opens"),
        (local(7, 25, 7), Phase.VOTING, "voting_closes"),
        (local(7, 25, 20), Phase.COUNTING, "results_due"),
        (local(7, 26, 8), Phase.RESULTS, "results_due"),
        (local(7, 29), Phase.RESULTS, "publication_due"),
        (local(8, 1, 23, 58), Phase.RESULTS, "akim_registration_due"),
        (local(8, 1, 23, 59), Phase.FINISHED, None),
    ],
)
def test_phase_and_next_milestone(now: datetime, phase: Phase, next_code: str | None) -> None:
    following = CALENDAR.next_milestone(now)
    assert (CALENDAR.phase_at(now), following and following.code) == (phase, next_code)


@given(RULES, st.integers(22, 30))
def test_a_calendar_without_objections_is_in_order(rules: Rules, days: int) -> None:
    voting_on = CALLED + timedelta(days=days)
    assert check_calendar(CALLED, voting_on, rules) == ()
    moments = [milestone.at for milestone in Calendar(CALLED, voting_on, rules, ALMATY).milestones()]
    assert moments == sorted(moments)


@given(RULES, st.datetimes(datetime(2021, 6, 1), datetime(2021, 9, 1)), st.integers(0, 100))
def test_phases_only_go_forward(rules: Rules, naive: datetime, hours: int) -> None:
    calendar = Calendar(CALLED, VOTING, rules, ALMATY)
    now = naive.replace(tzinfo=UTC)
    order = list(Phase)
    phases = [order.index(calendar.phase_at(at)) for at in (now, now + timedelta(hours=hours))]
    assert phases == sorted(phases)


@given(RULES)
def test_rules_survive_json(rules: Rules) -> None:
    assert Rules.from_json(json.loads(json.dumps(rules.to_json()))) == rules


def test_rules_from_json_fills_in_defaults_and_leaves_out_the_unknown() -> None:
    assert Rules.from_json({"age_minimum": 21, "of_a_later_version": 1}) == Rules(age_minimum=21)


@pytest.mark.parametrize(
    ("voting_on", "objections"),
    [
        (VOTING, ()),
        (CALLED, (Objection("election.voting_before_call", "voting_on", {"called_on": CALLED}, "CL 113-1"),)),
        (
            date(2021, 7, 26),
            (Objection("election.voting_too_late", "voting_on", {"days": 31, "maximum": 30}, "CL 113-1(3)"),),
        ),
        (
            date(2021, 7, 11),
            (
                Objection(
                    "election.no_time_to_nominate", "voting_on", {"days": 16, "minimum": 17}, "CL 113-3(5)"
                ),
            ),
        ),
        (date(2021, 7, 12), ()),
    ],
)
def test_check_calendar(voting_on: date, objections: tuple[Objection, ...]) -> None:
    assert check_calendar(CALLED, voting_on, Rules()) == objections


def test_check_rules_names_all_that_is_wrong() -> None:
    rules = Rules(registration_ends_days_before=16, closing_hour=24, voting_opens=time(20))
    assert check_rules(rules) == (
        Objection("election.steps_out_of_order", "registration_ends_days_before"),
        Objection("election.closing_hour", "closing_hour", {"hour": 24}),
        Objection("election.voting_hours", "voting_closes", article="CL 38"),
    )
