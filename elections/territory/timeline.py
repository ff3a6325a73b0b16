"""The dated history of one unit: what a classifier of some date changes in it.

A classifier speaks for the days from its own date until the next later one that is known. Classifiers may
come in any order; each changes only the days it speaks for, so that what was known of earlier and later days
stays true.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

Content = TypeVar("Content")

FOREVER = date.max


@dataclass(frozen=True)
class Span(Generic[Content]):
    """A stored stretch of time in which a unit did not change; `valid_to` is the first day after it."""

    id: int
    valid_from: date
    valid_to: date | None
    content: Content


@dataclass(frozen=True)
class Open(Generic[Content]):
    """A new span is needed."""

    valid_from: date
    valid_to: date | None
    content: Content


@dataclass(frozen=True)
class Redate:
    """A span begins or ends on another day."""

    id: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Correct(Generic[Content]):
    """A span's content was different."""

    id: int
    content: Content


@dataclass(frozen=True)
class Vanish:
    """Nothing of a span would be left: only where a date's classifier is replaced by one without the unit.

    Rows are never deleted, so callers refuse this.
    """

    id: int


Change = Open[Content] | Redate | Correct[Content] | Vanish


@dataclass(frozen=True)
class _Piece(Generic[Content]):
    id: int | None
    begin: date
    end: date
    content: Content


def insert_snapshot(
    spans: Sequence[Span[Content]], content: Content | None, as_of: date, next_snapshot: date | None
) -> tuple[Change[Content], ...]:
    """Returns the changes that make the unit `content` (None: absent) from `as_of` until `next_snapshot`.

    `next_snapshot` is the first day that a later classifier speaks for, None when there is none. On all other
    days the unit stays what it was; there are no changes when all is so already. The changes are in an
    order in which no two spans ever begin on one day.
    """
    end = next_snapshot or FOREVER
    stored = [_Piece(span.id, span.valid_from, span.valid_to or FOREVER, span.content) for span in spans]
    kept: list[_Piece[Content]] = []
    spare: list[_Piece[Content]] = []
    for piece in sorted(stored, key=lambda piece: piece.begin):
        if piece.content == content or piece.end <= as_of or piece.begin >= end:
            kept.append(piece)
        else:
            outside = _outside(piece, as_of, end)
            kept += outside
            spare += [] if outside else [piece]
    if content is not None:
        for begin, until in _gaps(kept, as_of, end):
            _fill(kept, spare, _Piece(None, begin, until, content))
    return _changes({piece.id: piece for piece in stored}, kept, spare)


def _outside(piece: _Piece[Content], begin: date, end: date) -> list[_Piece[Content]]:
    """Returns what lies of a piece before `begin` and from `end` on; the first of it keeps the row."""
    left = [replace(piece, end=begin)] if piece.begin < begin else []
    right = [replace(piece, begin=end, id=None if left else piece.id)] if piece.end > end else []
    return left + right


def _gaps(kept: list[_Piece[Content]], begin: date, end: date) -> list[tuple[date, date]]:
    gaps = []
    for piece in sorted(kept, key=lambda piece: piece.begin):
        if piece.end > begin and piece.begin < end:
            if piece.begin > begin:
                gaps.append((begin, piece.begin))
            begin = piece.end
    return [*gaps, (begin, end)] if begin < end else gaps


def _fill(kept: list[_Piece[Content]], spare: list[_Piece[Content]], gap: _Piece[Content]) -> None:
    """Fills a gap: with a row that would vanish, or a neighbour of the same content, or a new row."""
    if spare:
        kept.append(replace(gap, id=spare.pop(0).id))
        return
    for place, piece in enumerate(kept):
        if piece.content == gap.content and gap.begin <= piece.end and piece.begin <= gap.end:
            kept[place] = replace(piece, begin=min(piece.begin, gap.begin), end=max(piece.end, gap.end))
            return
    kept.append(gap)


def _changes(
    stored: dict[int | None, _Piece[Content]], kept: list[_Piece[Content]], spare: list[_Piece[Content]]
) -> tuple[Change[Content], ...]:
    vanished: list[Change[Content]] = [Vanish(piece.id) for piece in spare if piece.id is not None]
    redated: list[Change[Content]] = []
    corrected: list[Change[Content]] = []
    opened: list[Change[Content]] = []
    for piece in kept:
        valid_to = None if piece.end == FOREVER else piece.end
        if piece.id is None:
            opened.append(Open(piece.begin, valid_to, piece.content))
            continue
        before = stored[piece.id]
        if (piece.begin, piece.end) != (before.begin, before.end):
            redated.append(Redate(piece.id, piece.begin, valid_to))
        if piece.content != before.content:
            corrected.append(Correct(piece.id, piece.content))
    return (*vanished, *redated, *corrected, *opened)
