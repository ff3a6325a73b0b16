"""The commission's result of a contest: its kinds, its figures, what speaks against them, how they differ from ours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from elections.errors import Objection
from elections.results.tally import OutcomeState

PLAIN = ("voters", "took_part", "invalid", "against_all")
"""The figures of a contest besides the votes; each may be unknown."""
LARGEST = 10**7


class OfficialKind(StrEnum):
    """What a commission found: somebody is elected, nobody was ahead, annulled, no vote, fewer than two candidates."""

    ELECTED = "elected"
    TIE = "tie"
    ANNULLED = "annulled"
    NOT_HELD = "not_held"
    TOO_FEW = "too_few"
    MISTAKE = "mistake"
    """What was recorded before is no result of this contest: the count stands alone again."""


STATES = {
    OfficialKind.ELECTED: OutcomeState.OFFICIAL,
    OfficialKind.TIE: OutcomeState.OFFICIAL,
    OfficialKind.ANNULLED: OutcomeState.ANNULLED,
    OfficialKind.NOT_HELD: OutcomeState.NOT_HELD,
    OfficialKind.TOO_FEW: OutcomeState.NOT_HELD,
    OfficialKind.MISTAKE: OutcomeState.COUNTING,
}
"""What each makes of a contest's outcome."""
VOTED = frozenset({OfficialKind.ELECTED, OfficialKind.TIE})


@dataclass(frozen=True)
class Official:
    """A commission's result as far as it is known: None is unknown, never zero; `votes` is empty or whole."""

    kind: OfficialKind
    decided_on: date
    elected: int | None = None
    voters: int | None = None
    took_part: int | None = None
    invalid: int | None = None
    against_all: int | None = None
    votes: Mapping[int, int] = field(default_factory=dict)
    source: str = ""

    def by_field(self) -> dict[str, str]:
        """Returns what is known, by field, as text; votes as "votes.7" for candidate 7."""
        plain = {
            "kind": self.kind.value, "decided_on": self.decided_on.isoformat(), "elected": self.elected,
            **{name: getattr(self, name) for name in PLAIN}, "source": self.source or None,
        }  # fmt: skip
        votes = {f"votes.{one}": self.votes[one] for one in sorted(self.votes)}
        return {name: str(value) for name, value in (plain | votes).items() if value is not None}


@dataclass(frozen=True)
class Ground:
    """What a result is held against: who is on the ballot, the day of the vote, the law's days for the result."""

    ballot: Collection[int]
    voting_on: date
    result_days: int = 3
    publication_days: int = 4


def objections_to_official(told: Official, ground: Ground, reason: str = "") -> tuple[Objection, ...]:
    """Returns what speaks against a commission's result; what may be so in life is asked for a reason."""
    if told.kind is OfficialKind.MISTAKE:
        return ()
    found = [*_days(told, ground), *_elected(told, ground, reason), *_sums(told), *_whole(told, ground)]
    if told.kind is OfficialKind.TIE and _most(told.votes)[1] == 1 and not reason:
        found.append(Objection("official.tie_not_even", "kind", article="CL 113-9(2)"))
    if told.kind is OfficialKind.TOO_FEW and len(ground.ballot) > 1 and not reason:
        found.append(
            Objection("official.enough_candidates", "kind", {"number": len(ground.ballot)}, "CL 113-7")
        )
    return tuple(found)


def objections_to_version(told: Official, before: Official | None, reason: str) -> tuple[Objection, ...]:
    """Returns what speaks against a version after another one: it says the same, or does not say why it is there."""
    if before is None:
        is_mistake = told.kind is OfficialKind.MISTAKE
        return (Objection("official.nothing_recorded", "kind"),) if is_mistake else ()
    if not differences(before.by_field(), told.by_field()):
        return (Objection("official.nothing_new"),)
    return () if reason else (Objection("official.reason_missing", "reason"),)


def hints_on(told: Official, ground: Ground) -> tuple[Objection, ...]:
    """Returns what is said and stops nothing: a result after the law's days."""
    due = ground.voting_on + timedelta(days=ground.result_days)
    if told.decided_on <= due or told.kind not in VOTED:
        return ()
    params = {"due": due.strftime("%d.%m.%Y")}
    return (Objection("official.late", "decided_on", params, "CL 113-10(1)"),)


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    """Returns the fields that both know and know otherwise, or that only one knows, in the order of the first."""
    order = [*one, *(name for name in other if name not in one)]
    return tuple(name for name in order if one.get(name) != other.get(name))


def _days(told: Official, ground: Ground) -> list[Objection]:
    if told.decided_on >= ground.voting_on or told.kind not in (*VOTED, OfficialKind.ANNULLED):
        return []
    params = {"voting_on": ground.voting_on.strftime("%d.%m.%Y")}
    return [Objection("official.before_the_vote", "decided_on", params, "CL 113-10(1)")]


def _elected(told: Official, ground: Ground, reason: str) -> list[Objection]:
    if told.kind is not OfficialKind.ELECTED:
        return [Objection("official.nobody_elected", "elected")] if told.elected is not None else []
    if told.elected is None:
        return [Objection("official.elected_missing", "elected", article="CL 113-10")]
    if told.elected not in ground.ballot:
        return [Objection("official.elected_not_on_ballot", "elected", article="CL 113-10")]
    most, number = _most(told.votes)
    is_first = told.votes.get(told.elected) == most and number == 1
    if told.votes and not is_first and not reason:
        return [Objection("official.elected_not_first", "elected", {"most": most}, "CL 9(2-1)")]
    return []


def _sums(told: Official) -> list[Objection]:
    found = [
        Objection("official.out_of_bounds", name, {"maximum": LARGEST})
        for name, figure in [
            *((name, getattr(told, name)) for name in PLAIN), *((f"votes.{one}", votes) for one, votes in told.votes.items()),
        ]
        if figure is not None and not 0 <= figure <= LARGEST
    ]  # fmt: skip
    votes = sum(told.votes.values())
    if told.votes and told.against_all is not None and told.took_part is not None:
        total = votes + told.against_all
        if total != told.took_part:
            params = {
                "votes": votes,
                "against_all": told.against_all,
                "total": total,
                "took_part": told.took_part,
            }
            found.append(Objection("official.sum", "took_part", params, "CL 43(5)"))
    took_part = told.took_part if told.took_part is not None else votes + (told.against_all or 0)
    if told.voters is not None and took_part + (told.invalid or 0) > told.voters:
        params = {"total": took_part + (told.invalid or 0), "voters": told.voters}
        found.append(Objection("official.over_voters", "voters", params, "CL 44(5)"))
    return found


def _whole(told: Official, ground: Ground) -> list[Objection]:
    """Returns what speaks against votes of some candidates alone: what is not known is left empty for all."""
    missing = [one for one in ground.ballot if one not in told.votes]
    if not told.votes or not missing:
        return []
    return [Objection("official.votes_missing", f"votes.{one}") for one in missing]


def _most(votes: Mapping[int, int]) -> tuple[int, int]:
    """Returns the most votes that anybody has, and how many have as many."""
    most = max(votes.values(), default=0)
    return most, sum(number == most for number in votes.values())
