"""What comes from outside: every file of it is known by its hash, every licence is named, and what is delivered is listed."""

import re

import pytest

from tests.house.licences import (
    COPYLEFT,
    LIST,
    LOCKS,
    NEVER,
    REASONS,
    is_copyleft,
    licence_of,
    listed,
    pinned,
)
from tests.house.source import ROOT

TOOLS = "requirements-tools.txt"
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==\S+", re.M)
HASHED = re.compile(
    r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==[^\s;]+(?: ; [^\\]+?)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
    re.M,
)


@pytest.mark.parametrize("lock", [*LOCKS.values(), TOOLS])
def test_every_pin_has_the_hashes_of_its_files(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert len(PIN.findall(text)) == len(HASHED.findall(text)) > 0


@pytest.mark.parametrize("lock", [*LOCKS.values(), TOOLS])
def test_what_is_installed_is_held_against_its_hashes(lock: str) -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"--require-hashes -r {lock}" in made


def test_the_list_of_licences_is_current() -> None:
    assert LIST.read_text(encoding="utf-8") == listed(), "run `make licences`"


def test_every_library_says_its_licence() -> None:
    assert [name for name in pinned("requirements-dev.txt") if not licence_of(name)] == []


def test_what_asks_for_its_source_has_a_reason_and_no_other_has() -> None:
    names = {name for lock in LOCKS.values() for name in pinned(lock)}
    assert {name for name in names if is_copyleft(licence_of(name))} == set(REASONS)
    assert [name for name in names if NEVER.search(licence_of(name))] == []


@pytest.mark.parametrize(
    ("licence", "asks"),
    [
        ("MIT", False),
        ("BSD License", False),
        ("LGPL-3.0-only", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
    ],
)
def test_copyleft_is_told(licence: str, asks: bool) -> None:
    assert bool(COPYLEFT.search(licence)) is asks
