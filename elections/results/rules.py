"""The rules of a protocol's figures, one list with codes: errors F stop a protocol, warnings W must be confirmed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from elections.errors import Objection
from elections.results.neighbours import Neighbours, neighbours_of
from elections.results.tally import ProtocolFigures

LARGEST = 10**6
REQUIRED = ("voters", "ballots_issued", "took_part", "invalid", "against_all")
"""The figures without which nothing can be checked; copies of protocols may lack the others."""
OPTIONAL = ("ballots_received", "ballots_cancelled", "outside", "absentee")
_WHOLE = re.compile(r"([-−–]?)([0-9]+)(?:[.,]0)?")


class Severity(StrEnum):
    """What a broken rule does: an error stops the protocol, a warning must be confirmed with a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Rule:
    """One rule: its code, the field that it marks, the article of law and the threshold that it has, "" for none.

    What it says in words stands beside the objections' texts.
    """

    code: str
    field: str
    article: str = ""
    threshold: str = ""

    @property
    def severity(self) -> Severity:
        """Returns what breaking it does, by the letter of the code."""
        return Severity.ERROR if self.code.startswith("F") else Severity.WARNING


RULES = (
    Rule("F.101", "every"),
    Rule("F.102", "every"),
    Rule("F.103", "ballots_issued", "CL 43"),
    Rule("F.104", "ballots_issued", "CL 43"),
    Rule("F.105", "ballots_cancelled", "CL 43"),
    Rule("F.106", "took_part", "CL 43(5)"),
    Rule("F.107", "invalid", "CL 43(5)"),
    Rule("F.108", "outside", "CL 43"),
    Rule("F.109", "absentee", "CL 44(5)"),
    Rule("F.110", "every"),
    Rule("F.111", "every"),
    Rule("F.112", "candidate", "CL 37"),
    Rule("F.113", "votes", "CL 43"),
    Rule("F.114", "precinct_number", "CL 23"),
    Rule("F.115", "candidate", "CL 37"),
    Rule("W.201", "voters"),
    Rule("W.202", "voters", "CL 23", "voters_most"),
    Rule("W.203", "took_part"),
    Rule("W.204", "took_part", "", "turnout_high"),
    Rule("W.205", "invalid", "", "invalid_high"),
    Rule("W.206", "votes"),
    Rule("W.207", "votes", "", "zero_from"),
    Rule("W.208", "took_part"),
    Rule("W.209", "took_part", "", "turnout_apart"),
    Rule("W.210", "votes", "", "share_apart"),
)
BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Thresholds:
    """From where a figure is unlikely; an election has its own, changed by people and kept in the log."""

    voters_most: int = 3000
    turnout_high: int = 95
    invalid_high: int = 10
    zero_from: int = 100
    turnout_apart: int = 25
    share_apart: int = 40
    compare_from: int = 2
    """How many other precincts must be in before a protocol is held against them."""

    def to_json(self) -> dict[str, int]:
        """Returns the thresholds as JSON has them."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> "Thresholds":
        """Returns the thresholds that `to_json` stored: defaults where one is missing, nothing of the unknown."""
        names = {one.name for one in fields(cls)}
        return cls(**{name: int(value) for name, value in (kept or {}).items() if name in names})


BOUNDS: Mapping[str, tuple[int, int]] = {
    "voters_most": (1, LARGEST), "turnout_high": (1, 100), "invalid_high": (0, 100), "zero_from": (1, LARGEST),
    "turnout_apart": (1, 100), "share_apart": (1, 100), "compare_from": (1, 100),
}  # fmt: skip


def check_thresholds(thresholds: Thresholds) -> tuple[Objection, ...]:
    """Returns which thresholds are outside of what makes sense."""
    return tuple(
        Objection("thresholds.bounds", name, {"least": least, "most": most})
        for name, (least, most) in BOUNDS.items()
        if not least <= getattr(thresholds, name) <= most
    )


def read_figure(text: str, field: str, *, required: bool = True) -> tuple[int | None, Objection | None]:
    """Returns (figure, None) of what was typed, or (None, why not); an empty one that may be empty is None."""
    bare = "".join(text.split())
    if not bare:
        return None, _broken("F.111", field) if required else None
    match = _WHOLE.fullmatch(bare)
    if match is None:
        return None, _broken("F.110", field, value=text.strip()[:40])
    digits = match[2].lstrip("0") or "0"
    if match[1] and digits != "0":
        return None, _broken("F.101", field, figure=f"-{digits[:20]}")
    if len(digits) > len(str(LARGEST)) or int(digits) > LARGEST:
        return None, _broken("F.102", field, figure=digits[:20], maximum=LARGEST)
    return int(digits), None


def check(figures: ProtocolFigures) -> tuple[Objection, ...]:
    """Returns the errors of a protocol's figures, each with its arithmetic (CL 43(3-1)–(5))."""
    found = []
    for field, figure in figures.by_field().items():
        if figure < 0:
            found.append(_broken("F.101", field, figure=figure))
        elif figure > LARGEST:
            found.append(_broken("F.102", field, figure=figure, maximum=LARGEST))
    return (*found, *_ballots(figures), *_votes(figures))


def _ballots(figures: ProtocolFigures) -> list[Objection]:
    issued, received, cancelled = figures.ballots_issued, figures.ballots_received, figures.ballots_cancelled
    found = []
    if issued > figures.voters:
        found.append(_broken("F.103", "", issued=issued, voters=figures.voters))
    if received is not None and issued > received:
        found.append(_broken("F.104", "", issued=issued, received=received))
    if received is not None and cancelled is not None and received - issued != cancelled:
        remaining = received - issued
        found.append(
            _broken("F.105", "", received=received, issued=issued, remaining=remaining, cancelled=cancelled)
        )
    return found


def _votes(figures: ProtocolFigures) -> list[Objection]:
    issued, took_part, invalid = figures.ballots_issued, figures.took_part, figures.invalid
    votes, against_all = sum(figures.votes.values()), figures.against_all
    total = votes + against_all
    found = []
    if total != took_part:
        found.append(
            _broken("F.106", "", votes=votes, against_all=against_all, total=total, took_part=took_part)
        )
    if took_part + invalid > issued:
        total = took_part + invalid
        found.append(_broken("F.107", "", took_part=took_part, invalid=invalid, total=total, issued=issued))
    if figures.outside is not None and figures.outside > issued:
        found.append(_broken("F.108", "", outside=figures.outside, issued=issued))
    if figures.absentee is not None and figures.absentee > issued:
        found.append(_broken("F.109", "", absentee=figures.absentee, issued=issued))
    return found


def warnings(
    figures: ProtocolFigures,
    voters_on_list: int | None = None,
    others: Sequence[ProtocolFigures] | Neighbours = (),
    thresholds: Thresholds | None = None,
) -> tuple[Objection, ...]:
    """Returns what is possible and yet unlikely.

    `voters_on_list` is by the register of precincts, `others` are the other precincts of the contest that are in.
    """
    limits = thresholds or Thresholds()
    beside = others if isinstance(others, Neighbours) else neighbours_of(figures, others)
    return (*_alone(figures, voters_on_list, limits), *_of_candidates(figures, limits),
            *_beside(figures, beside, limits))  # fmt: skip


def _alone(figures: ProtocolFigures, voters_on_list: int | None, limits: Thresholds) -> list[Objection]:
    voters, took_part, invalid = figures.voters, figures.took_part, figures.invalid
    ballots, found = took_part + invalid, []
    if voters_on_list is not None and voters != voters_on_list:
        found.append(_broken("W.201", "", voters=voters, on_list=voters_on_list))
    if voters > limits.voters_most:
        found.append(_broken("W.202", "", voters=voters, maximum=limits.voters_most))
    if took_part <= 0:
        found.append(_broken("W.203", ""))
    if took_part * 100 > voters * limits.turnout_high:
        found.append(_broken("W.204", "", took_part=took_part, voters=voters, percent=limits.turnout_high))
    if invalid * 100 > ballots * limits.invalid_high:
        found.append(_broken("W.205", "", invalid=invalid, ballots=ballots, percent=limits.invalid_high))
    return found


def _of_candidates(figures: ProtocolFigures, limits: Thresholds) -> list[Objection]:
    took_part, found = figures.took_part, []
    for candidate, votes in figures.votes.items():
        if votes == took_part > 0:
            found.append(_broken("W.206", f"votes.{candidate}", votes=votes))
    for candidate, votes in figures.votes.items():
        if votes == 0 and took_part >= limits.zero_from:
            found.append(_broken("W.207", f"votes.{candidate}", took_part=took_part))
    return found


def _beside(figures: ProtocolFigures, others: Neighbours, limits: Thresholds) -> list[Objection]:
    """Holds a protocol against the other precincts of its contest; too few of them, or empty ones, tell nothing."""
    took_part, voters, found = figures.took_part, figures.voters, []
    if took_part > 0 and others.has_same:
        found.append(_broken("W.208", ""))
    there, part = others.voters, others.took_part
    if others.precincts < limits.compare_from or not (voters and there and took_part and part):
        return found
    if abs(took_part * there - part * voters) * 100 > limits.turnout_apart * voters * there:
        here, usual = round(100 * took_part / voters), round(100 * part / there)
        found.append(_broken("W.209", "", here=here, there=usual, points=limits.turnout_apart))
    for candidate, votes in figures.votes.items():
        usual_votes = others.votes.get(candidate, 0)
        if abs(votes * part - usual_votes * took_part) * 100 > limits.share_apart * took_part * part:
            here, usual = round(100 * votes / took_part), round(100 * usual_votes / part)
            params = {"here": here, "there": usual, "points": limits.share_apart}
            found.append(_broken("W.210", f"votes.{candidate}", **params))
    return found


def key_of(warning: Objection, figures: ProtocolFigures) -> str:
    """Returns what a confirmation is about: the warning and the figure that it was shown for, "W.201:voters=727"."""
    return f"{warning.code}:{warning.field}={figures.by_field().get(warning.field)}"


def _broken(code: str, field: str, **params: object) -> Objection:
    rule = BY_CODE[code]
    return Objection(code, field or rule.field, params, rule.article)
