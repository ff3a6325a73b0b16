"""What a pledge must say: every limit, all objections at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.platforms.pledges import MOST_PEOPLE, objections_to_pledge
from elections.platforms.sums import MAXIMUM_KZT

VOTING_ON, TODAY = date(2021, 7, 25), date(2021, 7, 12)
TOO_EARLY = Objection("pledge.due_too_early", "due_on", {"voting_on": VOTING_ON})
COST_RANGE = Objection("pledge.cost_range", "cost_kzt", {"maximum": "1 000 000 000 000"})
GOOD: dict[str, Any] = {
    "what_kk": "Су құбыры", "indicator": "3 км", "responsible": "Аким", "cost_kzt": 25_000_000, "due_on": date(2023, 9, 1),
}  # fmt: skip


def people(field: str) -> Objection:
    return Objection("pledge.people_range", field, {"maximum": "100 000"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"what_kk": "", "what_ru": "Водопровод"}, []),
        ({"what_kk": "", "what_ru": ""}, [Objection("pledge.what_missing", "what_ru")]),
        ({"cost_kzt": 0, "due_on": date(2021, 7, 26)}, []),
        ({"cost_kzt": MAXIMUM_KZT}, []),
        ({"cost_kzt": MAXIMUM_KZT + 1}, [COST_RANGE]),
        ({"cost_kzt": None}, [Objection("pledge.cost_missing", "cost_kzt")]),
        ({"due_on": None}, [Objection("pledge.due_missing", "due_on")]),
        ({"due_on": VOTING_ON}, [TOO_EARLY]),
        ({"cost_kzt": -1, "due_on": date(2021, 7, 24)}, [COST_RANGE, TOO_EARLY]),
        ({"beneficiaries": 1}, []),
        ({"beneficiaries": 0}, [people("beneficiaries")]),
        ({"beneficiaries": MOST_PEOPLE + 1}, [people("beneficiaries")]),
        ({"start_value": Decimal(0), "goal_value": Decimal(3), "unit": "км"}, []),
        ({"goal_value": Decimal(3), "unit": "км"}, []),
        ({"start_value": Decimal(9), "goal_value": Decimal(0), "unit": "аварий"}, []),
        ({"unit": "км"}, [Objection("pledge.goal_missing", "goal_value")]),
        ({"start_value": Decimal(0)}, [Objection("pledge.goal_missing", "goal_value")]),
        ({"goal_value": Decimal(3)}, [Objection("pledge.unit_missing", "unit")]),
        ({"goal_value": Decimal(0), "unit": "км"}, [Objection("pledge.goal_is_start", "goal_value")]),
        (
            {"start_value": Decimal(3), "goal_value": Decimal(3)},
            [Objection("pledge.unit_missing", "unit"), Objection("pledge.goal_is_start", "goal_value")],
        ),
        ({"demand": "Вода", "demand_way": "meeting", "demand_people": 30, "demand_on": TODAY}, []),
        ({"indicator": "", "indicator_kk": "3 шақырым", "responsible": "", "responsible_kk": "Әкім"}, []),
        (
            {"indicator": "", "responsible": ""},
            [
                Objection("pledge.indicator_missing", "indicator"),
                Objection("pledge.responsible_missing", "responsible"),
            ],
        ),
        ({"goal_value": Decimal(3), "unit_kk": "орын", "demand_kk": "Су", "demand_way": "meeting"}, []),
        ({"demand_way": "meeting"}, [Objection("pledge.demand_missing", "demand")]),
        ({"demand_people": 30}, [Objection("pledge.demand_missing", "demand")]),
        ({"demand_on": TODAY}, [Objection("pledge.demand_missing", "demand")]),
        ({"demand": "Вода", "demand_people": 0}, [people("demand_people")]),
        ({"demand": "Вода", "demand_on": date(2021, 7, 13)}, [Objection("pledge.demand_ahead", "demand_on")]),
    ],
)
def test_pledge(said: dict[str, Any], expected: list[Objection]) -> None:
    assert objections_to_pledge({**GOOD, **said}, VOTING_ON, TODAY) == expected


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = {"beneficiaries": 0, "unit": "км", "demand_people": 0}

    codes = [one.code for one in objections_to_pledge(said, VOTING_ON, TODAY)]
    assert codes == [
        "pledge.what_missing", "pledge.indicator_missing", "pledge.responsible_missing", "pledge.people_range",
        "pledge.cost_missing", "pledge.due_missing", "pledge.goal_missing", "pledge.demand_missing", "pledge.people_range",
    ]  # fmt: skip


@given(st.integers(), st.dates())
def test_pledge_is_refused_exactly_outside_the_limits(cost: int, due_on: date) -> None:
    said = {**GOOD, "cost_kzt": cost, "due_on": due_on}
    codes = {one.code for one in objections_to_pledge(said, VOTING_ON, TODAY)}
    assert ("pledge.cost_range" in codes) is not (0 <= cost <= 10**12)
    assert ("pledge.due_too_early" in codes) is not (due_on > date(2021, 7, 25))
