"""The pages' templates: nothing is let through unescaped or inline, tables say what they show, no file is idle."""

import re

import pytest

from tests.house.source import ROOT

FOLDER = ROOT / "templates"
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false|\bMarkup\(")
INLINE = re.compile(
    r"<style\b|<script\b(?![^>]*\bsrc=)[^>]*>|<script\b(?![^>]*\bnonce=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
PAPER = "paper/"
"""What is printed: there a table is named by the heading above it."""
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
NAMED_TABLE = re.compile(
    r"<table\b[^>]*\baria-label(ledby)?=|<table\b[^>]*>\s*<caption>"  # by itself
    r"|<(div|section)\b[^>]*\brole=\"region\"[^>]*\baria-label(ledby)?=[^>]*>\s*<table\b"  # by the region around it
)
CHOSEN = re.compile(r"[\"']([a-z_/]+)[\"']\s*~\s*\w+\s*~\s*[\"']\.html[\"']")
"""How one of several templates is loaded whose names begin alike."""
LOADED = re.compile(r"[\"']([a-z_]+(?:/[a-z_]+)*\.html)[\"']")


def templates() -> dict[str, str]:
    """Returns the text of each template by its name, without comments."""
    return {
        str(path.relative_to(FOLDER)): COMMENT.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.rglob("*.html"))
    }


def hits(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [(name, hit.group()) for name, text in templates().items() for hit in pattern.finditer(text)]


def unnamed_tables(text: str) -> int:
    return len(re.findall(r"<table\b", text)) - len(NAMED_TABLE.findall(text))


def test_nothing_is_let_through_unescaped() -> None:
    assert hits(UNESCAPED) == []


def test_nothing_is_inline() -> None:
    assert hits(INLINE) == []


def test_tables_have_a_caption_or_a_labelled_region() -> None:
    pages = {name: text for name, text in templates().items() if not name.startswith(PAPER)}

    assert {name: number for name, text in pages.items() if (number := unnamed_tables(text))} == {}


def test_every_template_is_used_and_every_used_one_is_there() -> None:
    sources = [
        *templates().values(),
        *(path.read_text(encoding="utf-8") for path in (ROOT / "elections").rglob("*.py")),
    ]
    used = {name for text in sources for name in LOADED.findall(text)}
    beginnings = tuple(beginning for text in sources for beginning in CHOSEN.findall(text))
    used |= {name for name in templates() if name.startswith(beginnings)}

    assert used == set(templates())


def test_every_macro_is_used() -> None:
    texts = templates()
    macros = {name for text in texts.values() for name in re.findall(r"\{%-?\s*macro (\w+)", text)}
    everything = "\n".join(texts.values())
    idle = {name for name in macros if len(re.findall(rf"\b{name}\(", everything)) < 2}

    assert idle == set()


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">', "<style>p {}</style>", "<script>go()</script>", '<script src="x.js">',
        '<a onclick="go()">', '<a href="javascript:go()">', '<script nonce="1">go()</script>',
    ],
)  # fmt: skip
def test_what_is_inline_is_found(text: str) -> None:
    assert INLINE.search(text)


@pytest.mark.parametrize(
    "text", ['<script src="x.js" nonce="1" defer></script>', "<p class='style'>", "on = 1"]
)
def test_what_is_not_inline_is_not_found(text: str) -> None:
    assert not INLINE.search(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("<table><caption>Votes</caption></table>", 0), ('<table class="kpis" aria-label="Votes">', 0),
        ('<div role="region" aria-label="Votes"><table class="cards">', 0), ("<table><tr>", 1),
        ('<div><table class="cards"><thead>', 1),
    ],
)  # fmt: skip
def test_tables_without_a_name_are_counted(text: str, number: int) -> None:
    assert unnamed_tables(text) == number
