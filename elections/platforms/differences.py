"""What changed between two versions of a programme: word by word in the texts, field by field in the pledges (pure)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE_PERCENT = 50
"""From so much in common two paragraphs are one that was changed, and two pledges too."""
MOST_PAIRS = 400
"""Where more paragraphs changed at once, each is compared with the one in its place."""
MOST_WORDS = 4_000_000
"""Paragraphs whose words would make more pairs than this are shown as a whole."""


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph, and whether the other version lacks them."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Row:
    """A paragraph of the old version beside one of the new; an empty side has none."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Returns whether the two sides differ."""
        return any(one.changed for one in (*self.old, *self.new))


class Change(StrEnum):
    """What became of a pledge."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


Pledge = Mapping[str, str]
"""A pledge's values as text, by field."""


@dataclass(frozen=True)
class PledgeChange:
    """What became of a pledge: its values, and (field, before, after) of those that changed."""

    kind: Change
    pledge: Pledge
    fields: tuple[tuple[str, str, str], ...] = ()


def compare_texts(old: str, new: str) -> list[Row]:
    """Returns the paragraphs of two texts side by side, with the words marked that the other one lacks."""
    before, after = _paragraphs(old), _paragraphs(new)
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            rows += [Row((Piece(one, False),), (Piece(one, False),)) for one in before[i1:i2]]
        else:
            rows += [_row(left, right) for left, right in _pairs(before[i1:i2], after[j1:j2])]
    return rows


def compare_pledges(old: Sequence[Pledge], new: Sequence[Pledge]) -> list[PledgeChange]:
    """Returns what became of the pledges: changed ones field by field, then added and removed ones."""
    left = [one for one in old if one not in new]
    right = [one for one in new if one not in old]
    changes, added = [], []
    for one in right:
        before = max(left, key=lambda other: _likeness(other, one), default=None)
        if before is None or _likeness(before, one) < ALIKE_PERCENT:
            added.append(PledgeChange(Change.ADDED, one))
            continue
        left.remove(before)
        fields = tuple((name, before[name], one[name]) for name in one if before.get(name, "") != one[name])
        changes.append(PledgeChange(Change.CHANGED, one, fields))
    return [*changes, *added, *(PledgeChange(Change.REMOVED, one) for one in left)]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Gives paragraphs that belong together, in order; one that is alone stands beside nothing."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from zip_longest(old, new, fillvalue="")
        return
    taken = 0
    for one in old:
        mate = next((at for at in range(taken, len(new)) if _percent(one, new[at]) >= ALIKE_PERCENT), None)
        if mate is None:
            yield one, ""
            continue
        yield from (("", other) for other in new[taken:mate])
        yield one, new[mate]
        taken = mate + 1
    yield from (("", other) for other in new[taken:])


def _row(old: str, new: str) -> Row:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) > MOST_WORDS:
        return Row((Piece(old, True),), (Piece(new, True),))
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words in ((left, before[i1:i2]), (right, after[j1:j2])):
            if words:
                side.append(Piece("".join(words), tag != "equal"))
    return Row(tuple(left), tuple(right))


def _likeness(old: Pledge, new: Pledge) -> int:
    """Returns how alike two pledges are by what they promise, in per cent; another sector is another pledge."""
    if old.get("sector") != new.get("sector"):
        return 0
    return max(
        (
            _percent(old[name], new[name])
            for name in ("what_kk", "what_ru")
            if old.get(name) and new.get(name)
        ),
        default=0,
    )


def _percent(old: str, new: str) -> int:
    matcher = SequenceMatcher(None, WORDS.findall(old), WORDS.findall(new), autojunk=False)
    if matcher.real_quick_ratio() * 100 < ALIKE_PERCENT or matcher.quick_ratio() * 100 < ALIKE_PERCENT:
        return 0
    return int(matcher.ratio() * 100)
