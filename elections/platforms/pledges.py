"""What a pledge must say (pure). Source: CL 29 and the party's rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elections.errors import Objection
from elections.platforms.sums import MAXIMUM_KZT, grouped

MOST_PEOPLE = 100_000
"""A pledge for more is a typing error: no constituency of a rural akim has so many people."""


TOLD = ("indicator", "responsible")
"""What every pledge must say, in Kazakh or in Russian."""


def in_any_language(said: Mapping[str, Any], name: str) -> str:
    """Returns what a pledge says in Russian, else in Kazakh, else ""."""
    return said.get(name) or said.get(f"{name}_kk") or ""


def objections_to_pledge(said: Mapping[str, Any], voting_on: date, today: date) -> list[Objection]:
    """Returns all that speaks against a pledge, by the names of its fields; what is not said is absent or None."""
    return [
        *_of_what(said), *_of_cost(said), *_of_date(said, voting_on), *_of_values(said), *_of_demand(said, today),
    ]  # fmt: skip


def _of_what(said: Mapping[str, Any]) -> list[Objection]:
    objections = []
    if not (said.get("what_ru") or said.get("what_kk")):
        objections.append(Objection("pledge.what_missing", "what_ru"))
    for name in TOLD:
        if not in_any_language(said, name):
            objections.append(Objection(f"pledge.{name}_missing", name))
    people = said.get("beneficiaries")
    if people is not None and not 0 < people <= MOST_PEOPLE:
        objections.append(
            Objection("pledge.people_range", "beneficiaries", {"maximum": grouped(MOST_PEOPLE)})
        )
    return objections


def _of_cost(said: Mapping[str, Any]) -> list[Objection]:
    cost = said.get("cost_kzt")
    if cost is None:
        return [Objection("pledge.cost_missing", "cost_kzt")]
    if not 0 <= cost <= MAXIMUM_KZT:
        return [Objection("pledge.cost_range", "cost_kzt", {"maximum": grouped(MAXIMUM_KZT)})]
    return []


def _of_date(said: Mapping[str, Any], voting_on: date) -> list[Objection]:
    due_on = said.get("due_on")
    if due_on is None:
        return [Objection("pledge.due_missing", "due_on")]
    if due_on <= voting_on:
        return [Objection("pledge.due_too_early", "due_on", {"voting_on": voting_on})]
    return []


def _of_values(said: Mapping[str, Any]) -> list[Objection]:
    start, goal, unit = said.get("start_value"), said.get("goal_value"), in_any_language(said, "unit")
    if goal is None:
        return [Objection("pledge.goal_missing", "goal_value")] if unit or start is not None else []
    objections = []
    if not unit:
        objections.append(Objection("pledge.unit_missing", "unit"))
    if goal == (start or 0):
        objections.append(Objection("pledge.goal_is_start", "goal_value"))
    return objections


def _of_demand(said: Mapping[str, Any], today: date) -> list[Objection]:
    way, people, voiced_on = (said.get(name) for name in ("demand_way", "demand_people", "demand_on"))
    objections = []
    if (way or people is not None or voiced_on) and not in_any_language(said, "demand"):
        objections.append(Objection("pledge.demand_missing", "demand"))
    if people is not None and not 0 < people <= MOST_PEOPLE:
        objections.append(
            Objection("pledge.people_range", "demand_people", {"maximum": grouped(MOST_PEOPLE)})
        )
    if voiced_on is not None and voiced_on > today:
        objections.append(Objection("pledge.demand_ahead", "demand_on"))
    return objections
