"""What the pages of outcomes show: the list with its filters, a contest with our count beside the commission's."""

from dataclasses import dataclass
from typing import Any

from flask import request

from elections.audit.queries import list_history
from elections.campaign.models import Contest
from elections.campaign.queries import find_contest_by_id, rules_of, voting_day
from elections.candidates.queries import list_ballot
from elections.people.actions import full_name
from elections.results import outcome_queries as queries
from elections.results import outcome_words as words
from elections.results.models import Outcome
from elections.results.official import PLAIN, Ground, Official, hints_on
from elections.results.repeat_actions import earlier_of
from elections.results.repeats import latest_day
from elections.results.words import OUTCOME_LABELS
from elections.territory.queries import place_labels
from elections.web.paging import page_number

FILTERS = ("search", "path", "state", "look")


@dataclass(frozen=True)
class Compared:
    """A figure of our count beside the commission's; None is unknown."""

    label: str
    ours: int | None
    theirs: int | None
    candidate: int | None = None

    @property
    def difference(self) -> int | None:
        """Returns how much more ours is, None while one of them is not known."""
        return None if self.ours is None or self.theirs is None else self.ours - self.theirs


def list_page() -> dict[str, Any]:
    """Returns the list of outcomes as the address asks for it."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    return {
        "page": queries.list_outcomes(**chosen, page=page_number()), "chosen": chosen, "places": place_labels(),
        "states": words.FILTER_LABELS, "looks": words.LOOK_LABELS, "looked": queries.count_looks(chosen["path"]),
        "needed_text": words.needed_text,
    }  # fmt: skip


def contest_page(contest_id: int) -> dict[str, Any]:
    """Returns a contest: its count, what is missing, who could overtake, the commission's word, rounds before and after."""
    outcome = queries.get_outcome(contest_id)
    contest, ballot = outcome.contest, list_ballot(contest_id)
    versions, precincts = queries.list_official(contest_id), queries.list_precincts(contest_id)
    official = versions[0] if queries.is_known(versions[0] if versions else None) else None
    standing = queries.standing_of(outcome, [one.id for one in ballot], precincts)
    names = {one.id: full_name(one.person) for one in ballot}
    names |= {one.candidate_id: full_name(one.candidate.person) for one in outcome.votes}
    rows = compare(outcome, official.told if official else None, names)
    return {
        "outcome": outcome, "contest": contest, "states": OUTCOME_LABELS, "standing": standing, "names": names,
        "precincts": precincts, "missing": words.missing_text(standing, outcome.precincts_expected),
        "alarm": words.alarm_text(standing.alarm), "needed_text": words.needed_text,
        "official": official, "versions": versions, "kinds": words.KIND_LABELS,
        "hints": hints_on(official.told, _ground(contest)) if official else (),
        "rows": rows, "has_figures": any(one.theirs is not None for one in rows),
        "earlier": find_contest_by_id(contest.repeats_id), "repeat": queries.find_repeat(contest_id),
        "calls_for_repeat": earlier_of(outcome).calls_for_repeat, "latest": latest_day(voting_day(contest)),
        "voting_on": voting_day(contest), "history": list_history("outcome", outcome.id),
    }  # fmt: skip


def compare(outcome: Outcome, official: Official | None, names: dict[int, str]) -> list[Compared]:
    """Returns our count beside the commission's: the candidates by our votes, then the other figures."""
    counted = outcome.precincts_received > 0
    ours = {one.candidate_id: one.votes for one in outcome.votes}
    theirs = official.votes if official else {}
    order = sorted(names, key=lambda one: (-ours.get(one, 0), -theirs.get(one, 0), names[one], one))
    votes = [
        Compared(names[one], ours.get(one, 0) if counted else None, theirs.get(one), one) for one in order
    ]
    plain = [
        Compared(str(words.FIELD_LABELS[name]), getattr(outcome, name) if counted else None,
                 getattr(official, name) if official else None)
        for name in reversed(PLAIN)
    ]  # fmt: skip
    return votes + plain


def _ground(contest: Contest) -> Ground:
    rules = rules_of(contest.election)
    return Ground((), voting_day(contest), rules.result_days, rules.publication_days)
