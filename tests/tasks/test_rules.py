"""When a task may be planned, how it lives, what proves it: the law's edges to the minute, in the region's own time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.calendar import Calendar, Rules
from elections.errors import Objection
from elections.tasks.rules import (
    CAMPAIGNING,
    Kind,
    Nature,
    State,
    Window,
    is_forbidden_now,
    is_late,
    nature_of,
    objections_to_proof,
    objections_to_step,
    objections_to_time,
    window_of,
)

EAST, WEST = ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Aqtobe")
CALENDAR = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), EAST)


def at(day: int, hour: int = 0, minute: int = 0, month: int = 7, zone: ZoneInfo = EAST) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=zone)


def test_campaigning_is_what_the_law_calls_so() -> None:
    assert {kind for kind in Kind if nature_of(kind) is Nature.CAMPAIGNING} == {
        Kind.MEETING, Kind.AGITATION, Kind.DISTRIBUTION, Kind.MEDIA,
    }  # fmt: skip
    assert nature_of(Kind.PRINTING) is Nature.ORGANISATIONAL


def test_campaigning_is_allowed_from_the_end_of_registration_until_the_day_before_the_voting() -> None:
    window = window_of(CALENDAR)

    assert window == Window(at(14, 18), at(24))
    assert [window.holds(one) for one in (at(14, 17, 59), at(14, 18), at(23, 23, 59), at(24))] == [
        False, True, True, False,
    ]  # fmt: skip


EARLY = Objection("task.before_campaign", "due_on", {"opens": "14.07.2021 18:00"}, "CL 27(2)")
SILENT = Objection("task.in_silence", "due_on", {"closes": "24.07.2021 00:00"}, "CL 27(2), 32")
FAR = Objection("task.far_away", "due_on", {"voting_on": date(2021, 7, 25)})


@pytest.mark.parametrize(
    ("kind", "due", "expected"),
    [
        (Kind.MEETING, at(14, 17, 59), (EARLY,)),
        (Kind.MEETING, at(14, 18), ()),
        (Kind.MEETING, at(23, 23, 59), ()),
        (Kind.MEETING, at(24), (SILENT,)),
        (Kind.MEETING, at(25, 12), (SILENT,)),
        (Kind.MEETING, at(26, 12), (SILENT,)),
        (Kind.AGITATION, at(24, 12), (SILENT,)),
        (Kind.DISTRIBUTION, at(1, 12), (EARLY,)),
        (Kind.MEDIA, at(24), (SILENT,)),
        (Kind.MEETING, at(24, 0, 30, zone=WEST), (SILENT,)),
        (Kind.MEETING, at(23, 22, 59, zone=WEST), ()),
        (Kind.MEETING, at(23, 23, zone=WEST), (SILENT,)),
        (Kind.OBSERVERS, at(24, 12), ()),
        (Kind.PRINTING, at(1, 12), ()),
        (Kind.COUNT, at(25, 23), ()),
        (Kind.OTHER, datetime(2012, 7, 25, tzinfo=EAST), (FAR,)),
        (Kind.MEETING, datetime(2201, 7, 20, tzinfo=EAST), (FAR,)),
    ],
)
def test_nothing_forbidden_is_planned(kind: Kind, due: datetime, expected: tuple[Objection, ...]) -> None:
    assert objections_to_time(kind, due, CALENDAR) == expected


@given(
    st.sampled_from(sorted(CAMPAIGNING)),
    st.datetimes(datetime(2021, 7, 24), datetime(2021, 8, 24), timezones=st.sampled_from([EAST, WEST])),
)
def test_no_campaigning_is_planned_from_the_silence_on(kind: Kind, due: datetime) -> None:
    calendar = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), due.tzinfo)

    assert [one.code for one in objections_to_time(kind, due, calendar)] == ["task.in_silence"]


@pytest.mark.parametrize(
    ("state", "new_state", "reason", "codes"),
    [
        (State.OPEN, State.DONE, "", []),
        (State.OPEN, State.CANCELLED, "не нужно", []),
        (State.OPEN, State.CANCELLED, "  ", ["task.reason_missing"]),
        (State.DONE, State.OPEN, "ошибка", []),
        (State.DONE, State.OPEN, "", ["task.reason_missing"]),
        (State.CANCELLED, State.OPEN, "снова нужно", []),
        (State.DONE, State.DONE, "", ["task.step_not_allowed"]),
        (State.OPEN, State.OPEN, "x", ["task.step_not_allowed"]),
        (State.DONE, State.CANCELLED, "x", ["task.step_not_allowed"]),
        (State.CANCELLED, State.DONE, "", ["task.step_not_allowed"]),
    ],
)
def test_task_goes_its_steps_only(state: State, new_state: State, reason: str, codes: list[str]) -> None:
    assert [one.code for one in objections_to_step(state, new_state, reason)] == codes


@pytest.mark.parametrize(
    ("proof", "files", "needed", "codes"),
    [
        ("", 0, False, []),
        ("", 0, True, ["task.proof_missing"]),
        ("  ", 0, True, ["task.proof_missing"]),
        ("исх. № 12", 0, True, []),
        ("", 1, True, []),
    ],
)
def test_proof_is_a_text_or_a_file(proof: str, files: int, needed: bool, codes: list[str]) -> None:
    assert [one.code for one in objections_to_proof(proof, files, needed=needed)] == codes


def test_task_is_late_when_its_time_is_up_and_it_is_open() -> None:
    due = at(9, 18)
    later = due + timedelta(minutes=1)

    assert [is_late(State.OPEN, due, one) for one in (due - timedelta(days=1), due, later)] == [
        False,
        False,
        True,
    ]
    assert not is_late(State.DONE, due, later)


@pytest.mark.parametrize(
    ("kind", "state", "now", "expected"),
    [
        (Kind.MEETING, State.OPEN, at(24), True),
        (Kind.MEETING, State.OPEN, at(23, 23, 59), False),
        (Kind.MEETING, State.DONE, at(24), False),
        (Kind.PRINTING, State.OPEN, at(24), False),
    ],
)  # fmt: skip
def test_open_campaigning_must_not_be_done_any_more(
    kind: Kind, state: State, now: datetime, expected: bool
) -> None:
    assert is_forbidden_now(kind, state, CALENDAR, now) is expected
