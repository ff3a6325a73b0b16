"""Who may stand: what the law says against a candidacy, all of it at once."""

from dataclasses import dataclass
from datetime import date

from elections.candidates.registration import Nomination
from elections.errors import Objection
from elections.people.names import age_on


@dataclass(frozen=True)
class Candidacy:
    """What decides whether a person may stand in a contest; parties are told apart by their keys."""

    nomination: Nomination
    born_on: date | None
    birth_year: int | None = None
    nominated_by: int | None = None
    member_of: int | None = None
    other_nominee: str = ""
    """Who else the same party has nominated in the contest."""
    stands_in: str = ""
    """The other constituency in which the person stands already."""


def objections_to(candidacy: Candidacy, voting_on: date, age_minimum: int) -> tuple[Objection, ...]:
    """Returns what speaks against the candidacy.

    `candidate.birth_date_missing` is among them where the age cannot be known: callers decide whether it
    warns or refuses.
    """
    in_contest = contest_objections(candidacy.other_nominee, candidacy.stands_in)
    return (*_age(candidacy, voting_on, age_minimum), *_nomination(candidacy), *in_contest)


def contest_objections(other_nominee: str, stands_in: str) -> list[Objection]:
    """Returns what other candidacies say against one: of the party in the contest, of the person elsewhere."""
    found = []
    if other_nominee:
        params = {"name": other_nominee}
        found.append(Objection("candidate.party_has_nominee", "nominated_by", params, "CL 113-3(1)"))
    if stands_in:
        params = {"constituency": stands_in}
        found.append(Objection("candidate.stands_elsewhere", "contest", params, "CL 113-3(4)"))
    return found


def _age(candidacy: Candidacy, voting_on: date, minimum: int) -> list[Objection]:
    years = None if candidacy.birth_year is None else voting_on.year - candidacy.birth_year
    if candidacy.born_on is not None:
        age = age_on(candidacy.born_on, voting_on)
    elif years is not None and years != minimum:
        age = years  # whichever day of the year: too young, or old enough
    else:
        return [Objection("candidate.birth_date_missing", "born_on", {"minimum": minimum}, "LSG 36(1)")]
    if age >= minimum:
        return []
    params = {"age": age, "minimum": minimum, "voting_on": voting_on}
    return [Objection("candidate.too_young", "born_on", params, "LSG 36(1)")]


def _nomination(candidacy: Candidacy) -> list[Objection]:
    if candidacy.nomination is not Nomination.PARTY:
        if candidacy.nominated_by is None:
            return []
        return [Objection("candidate.party_needless", "nominated_by", article="CL 113-3(1)")]
    if candidacy.nominated_by is None:
        return [Objection("candidate.party_missing", "nominated_by", article="CL 113-3(1)")]
    if candidacy.member_of != candidacy.nominated_by:
        return [Objection("candidate.not_a_member", "member_of", article="CL 113-3(1)")]
    return []
