"""What a pledge must say (pure). Source: CL 29 and the party's rules."""

from datetime import date

from elections.errors import Objection

MAXIMUM_COST_KZT = 10**12


def objections_to_pledge(cost_kzt: int, due_on: date, voting_on: date) -> list[Objection]:
    """Returns what speaks against a pledge: a cost that is none, a date before the candidate could be in office."""
    objections = []
    if not 0 <= cost_kzt <= MAXIMUM_COST_KZT:
        objections.append(Objection("pledge.cost_range", "cost_kzt", {"maximum": MAXIMUM_COST_KZT}))
    if due_on <= voting_on:
        objections.append(Objection("pledge.due_too_early", "due_on", {"voting_on": voting_on}))
    return objections
