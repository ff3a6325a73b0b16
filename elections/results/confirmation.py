"""Unlikely figures: what is unlikely in a protocol, and whether whoever enters it has confirmed that with a reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from elections.database import db
from elections.errors import Objection, refuse_if
from elections.results.entries import look_again
from elections.results.entry_papers import Paper
from elections.results.kept_sums import Kept, read_kept
from elections.results.models import Protocol
from elections.results.neighbours import NOBODY, Neighbours
from elections.results.queries import accepted_of
from elections.results.rules import Thresholds, key_of, warnings
from elections.results.tally import ProtocolFigures


@dataclass(frozen=True)
class Confirmation:
    """What somebody confirms: the keys of the warnings that they saw, whether they ticked the box, and why."""

    shown: frozenset[str] = frozenset()
    is_ticked: bool = False
    reason: str = ""
    kept: frozenset[str] = frozenset()
    """The keys of the figures that the second person saw to differ from the first entry (see entries.keys_of)."""

    def of(self, found: Sequence[Objection]) -> dict[str, str]:
        """Returns what an entry keeps of the confirmation; nothing where there was nothing to confirm."""
        return {"confirmed_codes": codes_of(found), "confirmed_reason": self.reason if found else ""}


NOTHING = Confirmation()
Confirming = Callable[[Sequence[Objection]], Confirmation]


def find_warnings(protocol: Protocol | Paper, figures: ProtocolFigures) -> tuple[Objection, ...]:
    """Returns what is unlikely in figures of a protocol, beside the register and the contest's other precincts.

    Their sums are those that are kept of the contest; the protocol's own figures are taken out where they are among them.
    """
    return warnings_beside(protocol, figures, read_kept(db.session.connection(), protocol, figures))


def warnings_beside(
    protocol: Protocol | Paper, figures: ProtocolFigures, kept: Kept | None
) -> tuple[Objection, ...]:
    """Returns the same, beside an outcome that was read before."""
    limits = Thresholds.from_json(protocol.contest.election.protocol_thresholds)
    return warnings(figures, protocol.precinct.voters, _neighbours(protocol, kept), limits)


def _neighbours(protocol: Protocol | Paper, kept: Kept | None) -> Neighbours:
    if kept is None:
        return NOBODY
    own = accepted_of(protocol)
    if own is None:
        return Neighbours(kept.precincts_received, kept.voters, kept.took_part, kept.votes, kept.has_same)
    votes = {one: number - own.votes.get(one, 0) for one, number in kept.votes.items()}
    return Neighbours(
        kept.precincts_received - 1, kept.voters - own.voters, kept.took_part - own.took_part, votes, kept.has_same
    )  # fmt: skip


def keys_of(found: Iterable[Objection], figures: ProtocolFigures) -> frozenset[str]:
    """Returns what a confirmation of these warnings is about."""
    return frozenset(key_of(one, figures) for one in found)


def require_confirmed(
    found: Sequence[Objection], figures: ProtocolFigures, confirmation: Confirmation,
    first: ProtocolFigures | None = None,
) -> None:  # fmt: skip
    """Raises Refused while a warning was not seen and confirmed for this very figure, or without a reason.

    Against a `first` entry, too, while a figure that differs from it was not looked at again.
    """
    refuse_if([*look_again(first, figures, confirmation.kept), *_unconfirmed(found, figures, confirmation)])


def _unconfirmed(
    found: Sequence[Objection], figures: ProtocolFigures, confirmation: Confirmation
) -> list[Objection]:
    if not found:
        return []
    is_confirmed = confirmation.is_ticked and keys_of(found, figures) <= confirmation.shown
    objections = [] if is_confirmed else [Objection("protocol.unconfirmed", "confirmed")]
    if confirmation.is_ticked and not confirmation.reason:
        objections.append(Objection("protocol.reason_missing", "reason"))
    return objections


def codes_of(found: Iterable[Objection]) -> str:
    """Returns the codes of warnings, each once, as an entry keeps them."""
    return " ".join(sorted({one.code for one in found}))


def as_on_form(found: Iterable[Objection]) -> tuple[Objection, ...]:
    """Returns objections with the fields as the form names them: "votes_7" for candidate 7."""
    return tuple(replace(one, field=one.field.replace(".", "_")) for one in found)
