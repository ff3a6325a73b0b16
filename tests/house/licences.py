"""The list of licences, docs/licences.md: `make licences` writes it out of what the installed libraries say themselves."""

import re
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "licences.md"
LOCKS = {
    "What is delivered": "requirements.txt",
    "What only builds and tests it": "requirements-dev.txt",
}
SAID_ELSEWHERE = {
    "axe-playwright-python": "MIT; axe-core, which it carries: MPL-2.0",
    "pyrage": "MIT",
    "pysqlite3": "Zlib; SQLite, which it carries: public domain",
}
"""Licences of libraries whose metadata name none: taken from their source."""
REASONS = {
    "axe-playwright-python": "a tool of the tests: nothing of it is delivered",
    "djlint": "a tool of `make lint`: nothing of it is delivered",
    "hypothesis": "a tool of the tests: nothing of it is delivered",
    "pathspec": "a part of tools of `make lint`: nothing of it is delivered",
    "pikepdf": "used unaltered; MPL asks for the source of its own files alone",
    "psycopg": "used unaltered, as a library that can be replaced: what LGPL asks for",
    "psycopg-binary": "used unaltered, as a library that can be replaced: what LGPL asks for",
    "pyphen": "of its three licences MPL 1.1 is taken; used unaltered",
}
"""Why a library that asks for its source to be passed on may be used all the same."""
COPYLEFT = re.compile(r"GPL|General Public|MPL|Mozilla|EUPL|CDDL|EPL\b")
NEVER = re.compile(r"AGPL|Affero|SSPL|Commons Clause|non-commercial", re.I)
LONGEST = 40


def pinned(lock: str) -> list[str]:
    """Returns the names of the libraries that a lock file pins for this system."""
    lines = (line.split("\\")[0].strip() for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
    wanted = [Requirement(line) for line in lines if "==" in line and not line.startswith(("#", "--"))]
    return [one.name for one in wanted if one.marker is None or one.marker.evaluate()]


def licence_of(name: str) -> str:
    """Returns what an installed library says of its licence: an expression of SPDX, else in its own words."""
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    said = metadata(name)
    if said["License-Expression"]:
        return str(said["License-Expression"])
    first = (said["License"] or "").strip().splitlines()[:1]
    if first and len(first[0]) <= LONGEST and not first[0].startswith("Copyright"):
        return str(first[0])
    classes = [one for one in said.get_all("Classifier", []) if one.startswith("License ::")]
    return "; ".join(one.split(" :: ")[-1] for one in classes)


def is_copyleft(licence: str) -> bool:
    """Returns whether a licence asks for the source of what is built with it, or of its own files, to be passed on."""
    return bool(COPYLEFT.search(licence))


def listed() -> str:
    """Returns the whole list as Markdown; raises PackageNotFoundError for a library that is not installed."""
    parts, told = [HEAD], set[str]()
    for heading, lock in LOCKS.items():
        names = [name for name in pinned(lock) if name not in told]
        told.update(names)
        parts.append(
            f"## {heading}\n\n| library | licence | why all the same |\n|---|---|---|\n{_rows(names)}\n"
        )
    return "\n".join(parts)


def _rows(names: Iterable[str]) -> str:
    return "\n".join(f"| {name} | {licence_of(name)} | {REASONS.get(name, '')} |" for name in sorted(names))


HEAD = """# Licences

`make licences` writes this list out of what the libraries of the lock files say of themselves; a test holds it against
them. Fonts, Pango and HarfBuzz come with Debian and are not passed on. None may ask for the source of Sailau itself.
"""

if __name__ == "__main__":
    try:
        LIST.write_text(listed(), encoding="utf-8")
    except PackageNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed: `make lint` installs what the lock files pin")
