"""How a programme is written: plain text with "# " for a heading, "- " for a list, a blank line between paragraphs (pure).

The text stays as it was typed; only here is it told apart into blocks, which pages and paper show in their own way.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

HEADINGS = ("# ", "## ")
BULLETS = ("- ", "* ", "• ")
OVERLONG = re.compile(r"\S{60}")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True)
class Block:
    """A passage of a text: its lines without marks, and its source as it was written, which a comment quotes."""

    kind: BlockKind
    lines: tuple[str, ...]
    source: str


class Part(StrEnum):
    """What one language of a programme may lack."""

    TITLE = "title"
    TEXT = "text"
    PASSAGES = "passages"
    PLEDGES = "pledges"


@dataclass(frozen=True)
class Lack:
    """What a language lacks; `number` of passages or pledges."""

    language: str
    part: Part
    number: int = 0


def blocks(text: str) -> tuple[Block, ...]:
    """Returns the blocks of a text: headings, paragraphs, lists."""
    found: list[Block] = []
    group: list[str] = []
    for line in [*(one.strip() for one in text.splitlines()), ""]:
        if group and (not line or _kind(line) is not _kind(group[-1]) or _is_heading(line)):
            found.append(_block(group))
            group = []
        if line:
            group.append(line)
    return tuple(found)


def unmarked(text: str) -> str:
    """Returns a text as running words, for paper that has no room for headings: no marks, items of a list with a dot."""
    return "\n\n".join(
        "\n".join(f"• {line}" if one.kind is BlockKind.LIST else line for line in one.lines)
        for one in blocks(text)
    )


def breakable(text: str) -> str:
    """Returns a text whose overlong words may break anywhere: without that a printer looks for a place for minutes."""
    return OVERLONG.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def find_passage(passages: Sequence[Block], quote: str) -> int | None:
    """Returns the place of the passage that says what the quote says, white space aside; None when none does."""
    wanted = quote.split()
    return next((at for at, one in enumerate(passages) if one.source.split() == wanted), None)


def lacks(texts: Mapping[str, str], pledges: Sequence[tuple[str, str]]) -> list[Lack]:
    """Returns what Kazakh and Russian lack beside the other language; `pledges` are (Kazakh, Russian)."""
    found = []
    for at, (own, other) in enumerate((("kk", "ru"), ("ru", "kk"))):
        if texts[f"title_{other}"] and not texts[f"title_{own}"]:
            found.append(Lack(own, Part.TITLE))
        if not texts[f"text_{own}"].strip():
            found.append(Lack(own, Part.TEXT))
        elif (fewer := len(blocks(texts[f"text_{other}"])) - len(blocks(texts[f"text_{own}"]))) > 0:
            found.append(Lack(own, Part.PASSAGES, fewer))
        if silent := sum(not one[at] for one in pledges):
            found.append(Lack(own, Part.PLEDGES, silent))
    return found


def _kind(line: str) -> BlockKind:
    if line.startswith(BULLETS):
        return BlockKind.LIST
    for mark, kind in zip(HEADINGS, (BlockKind.HEADING, BlockKind.SUBHEADING), strict=True):
        if line.startswith(mark):
            return kind
    return BlockKind.PARAGRAPH


def _is_heading(line: str) -> bool:
    return line.startswith(HEADINGS)


def _block(lines: Sequence[str]) -> Block:
    kind = _kind(lines[0])
    marked = kind is not BlockKind.PARAGRAPH
    shown = (line.partition(" ")[2].strip() if marked else line for line in lines)
    return Block(kind, tuple(shown), "\n".join(lines))
