"""The rules of commissions' results: sums, who is elected, days; and of repeat elections."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.results.official import (
    Ground,
    Official,
    OfficialKind,
    differences,
    hints_on,
    objections_to_official,
    objections_to_version,
)
from elections.results.repeats import Earlier, latest_day, objections_to_repeat
from elections.results.tally import OutcomeState

VOTE = date(2021, 7, 25)
GROUND = Ground((1, 2), VOTE)
GOOD = Official(
    OfficialKind.ELECTED, date(2021, 7, 27), 1, voters=1000, took_part=620, invalid=10, against_all=20,
    votes={1: 350, 2: 250}, source="№ 7",
)  # fmt: skip


def codes(told: Official, reason: str = "", ground: Ground = GROUND) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in objections_to_official(told, ground, reason)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"votes": {}, "took_part": None, "invalid": None, "against_all": None, "voters": None}, []),
        ({"against_all": None}, []),
        ({"kind": OfficialKind.ANNULLED, "elected": None}, []),
        ({"kind": OfficialKind.NOT_HELD, "elected": None, "votes": {}, "decided_on": date(2021, 7, 12)}, []),
        ({"kind": OfficialKind.MISTAKE, "elected": None, "took_part": 1}, []),
        ({"elected": None}, [("official.elected_missing", "elected")]),
        ({"elected": 7}, [("official.elected_not_on_ballot", "elected")]),
        ({"elected": 2}, [("official.elected_not_first", "elected")]),
        ({"votes": {1: 300, 2: 300}}, [("official.elected_not_first", "elected")]),
        ({"kind": OfficialKind.ANNULLED}, [("official.nobody_elected", "elected")]),
        ({"kind": OfficialKind.TIE, "elected": None}, [("official.tie_not_even", "kind")]),
        ({"kind": OfficialKind.TIE, "elected": None, "votes": {1: 300, 2: 300}}, []),
        (
            {"kind": OfficialKind.TOO_FEW, "elected": None, "votes": {}},
            [("official.enough_candidates", "kind")],
        ),
        ({"took_part": 621}, [("official.sum", "took_part")]),
        ({"voters": 629}, [("official.over_voters", "voters")]),
        ({"voters": 600, "took_part": None}, [("official.over_voters", "voters")]),
        ({"votes": {1: 600}}, [("official.votes_missing", "votes.2")]),
        ({"invalid": -1}, [("official.out_of_bounds", "invalid")]),
        ({"voters": 10**12}, [("official.out_of_bounds", "voters")]),
        ({"decided_on": date(2021, 7, 24)}, [("official.before_the_vote", "decided_on")]),
    ],
)
def test_rules_of_an_official_result(changes, expected) -> None:
    assert codes(replace(GOOD, **changes)) == expected


def test_what_may_be_so_in_life_is_taken_with_a_reason() -> None:
    told = [
        replace(GOOD, elected=2),
        replace(GOOD, kind=OfficialKind.TIE, elected=None),
        replace(GOOD, kind=OfficialKind.TOO_FEW, elected=None, votes={}),
    ]

    assert [codes(one, "so decided the court") for one in told] == [[], [], []]
    assert codes(replace(GOOD, took_part=621), "a reason mends no sum") == [("official.sum", "took_part")]


def test_all_objections_come_at_once() -> None:
    told = replace(GOOD, elected=None, took_part=700, decided_on=date(2021, 7, 1))

    assert len(codes(told)) == 3


def test_a_result_after_the_laws_days_is_told_and_stops_nothing() -> None:
    assert [
        [one.article for one in hints_on(replace(GOOD, decided_on=date(2021, 7, day)), GROUND)]
        for day in (28, 29)
    ] == [[], ["CL 113-10(1)"]]
    assert hints_on(replace(GOOD, kind=OfficialKind.ANNULLED, decided_on=date(2021, 8, 9)), GROUND) == ()


def test_a_version_says_something_new_and_why() -> None:
    other = replace(GOOD, invalid=11)

    def found(told: Official, before: Official | None, reason: str = "") -> list[str]:
        return [one.code for one in objections_to_version(told, before, reason)]

    assert found(GOOD, None) == []
    assert found(GOOD, GOOD, "again") == ["official.nothing_new"]
    assert found(other, GOOD) == ["official.reason_missing"]
    assert found(other, GOOD, "recount") == []
    assert found(replace(GOOD, kind=OfficialKind.MISTAKE), None) == ["official.nothing_recorded"]


def test_differences_name_what_only_one_knows() -> None:
    assert differences({"a": 1, "b": 2}, {"b": 3, "c": 4}) == ("a", "b", "c")
    assert differences(GOOD.by_field(), GOOD.by_field()) == ()
    assert differences(GOOD.by_field(), replace(GOOD, votes={1: 350, 2: 249}).by_field()) == ("votes.2",)


@pytest.mark.parametrize(
    ("first", "latest"),
    [
        (date(2021, 7, 25), date(2021, 8, 25)),
        (date(2021, 1, 31), date(2021, 2, 28)),
        (date(2021, 12, 12), date(2022, 1, 12)),
    ],
)
def test_the_law_gives_a_month_for_the_repeat(first: date, latest: date) -> None:
    assert latest_day(first) == latest


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_month_is_a_month_on_any_day(first: date) -> None:
    assert 28 <= (latest_day(first) - first).days <= 31


TIE = Earlier(VOTE, OutcomeState.PRELIMINARY, is_tie=True)


@pytest.mark.parametrize(
    ("earlier", "on", "reason", "expected"),
    [
        (TIE, date(2021, 8, 22), "", []),
        (TIE, date(2021, 8, 25), "", []),
        (TIE, date(2021, 8, 26), "", ["repeat.too_late"]),
        (TIE, date(2021, 8, 26), "quarantine", []),
        (TIE, VOTE, "", ["repeat.too_early"]),
        (replace(TIE, is_repeated=True), date(2021, 8, 22), "", ["repeat.called_already"]),
        (Earlier(VOTE, OutcomeState.ANNULLED, False), date(2021, 8, 22), "", []),
        (Earlier(VOTE, OutcomeState.NOT_HELD, False), date(2021, 8, 22), "", []),
        (Earlier(VOTE, OutcomeState.OFFICIAL, True), date(2021, 8, 22), "", []),
        (Earlier(VOTE, OutcomeState.OFFICIAL, False), date(2021, 8, 22), "", ["repeat.not_needed"]),
        (Earlier(VOTE, OutcomeState.COUNTING, False), date(2021, 8, 22), "", ["repeat.not_needed"]),
    ],
)
def test_rules_of_a_repeat_election(earlier: Earlier, on: date, reason: str, expected: list[str]) -> None:
    assert [one.code for one in objections_to_repeat(earlier, on, reason)] == expected
