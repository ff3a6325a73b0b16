"""Protocols that are contested before a commission or a court, and those that a recount replaces (pure)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.errors import Objection
from elections.results.entries import State


class Instance(StrEnum):
    """Before whom a protocol is contested."""

    COMMISSION = "commission"
    COURT = "court"


class Settlement(StrEnum):
    """How a dispute ended: the figures stand, they were corrected, or the votes were counted anew."""

    STANDS = "stands"
    CORRECTED = "corrected"
    RECOUNTED = "recounted"


RECOUNT = "CL 43(9)"
CAN_BE_DISPUTED = frozenset({State.SECOND, State.DIFFERS, State.ACCEPTED})
CAN_BE_RECOUNTED = frozenset({State.FIRST, State.SECOND, State.DIFFERS, State.ACCEPTED, State.DISPUTED})


@dataclass(frozen=True)
class Claim:
    """Who contests a protocol, before whom, since when and why."""

    by_whom: str
    instance: Instance
    since_on: date
    reason: str


def objections_to_claim(state: State, claim: Claim, voting_on: date, today: date) -> tuple[Objection, ...]:
    """Returns everything that speaks against marking a protocol as disputed."""
    if state not in CAN_BE_DISPUTED:
        return (Objection("dispute.not_now", params={"state": state}),)
    found = []
    if not claim.by_whom:
        found.append(Objection("dispute.by_whom_missing", "by_whom"))
    if claim.since_on < voting_on:
        found.append(Objection("dispute.before_voting", "since_on", {"voting_on": voting_on}))
    if claim.since_on > today:
        found.append(Objection("dispute.in_future", "since_on", {"today": today}))
    return (*found, *_unexplained(claim.reason))


def objections_to_settling(state: State, reason: str) -> tuple[Objection, ...]:
    """Returns why a dispute is not settled: there is none, or nobody says how it ended."""
    if state is not State.DISPUTED:
        return (Objection("dispute.not_disputed", params={"state": state}),)
    return _unexplained(reason)


def objections_to_recount(state: State, reason: str) -> tuple[Objection, ...]:
    """Returns why no new protocol takes this one's place: nothing was entered, another did already, or no reason."""
    if state not in CAN_BE_RECOUNTED:
        return (Objection("recount.not_now", params={"state": state}, article=RECOUNT),)
    return _unexplained(reason)


def _unexplained(reason: str) -> tuple[Objection, ...]:
    return () if reason else (Objection("protocol.reason_missing", "reason"),)
