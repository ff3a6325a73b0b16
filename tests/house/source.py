"""What the guards of the house read: the modules of the code as syntax trees, and the files that git keeps."""

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BELOW = {"documents", "charts", "jobs", "web"}
"""Rooms that know no feature: each has files of its own."""
NO_FEATURES = BELOW | {"imports"} | {"demo", "migrations", "translations"}


def rooms() -> set[str]:
    """Returns the folders of the code."""
    return {
        path.name for path in (ROOT / "elections").iterdir() if path.is_dir() and path.name[0] not in "_."
    }


def features() -> set[str]:
    """Returns the folders that keep to one vocabulary of files."""
    return rooms() - NO_FEATURES


@cache
def modules() -> dict[str, ast.Module]:
    """Returns the syntax tree of each module of the code by its name, without the migrations."""
    found = {}
    for path in sorted((ROOT / "elections").rglob("*.py")):
        if "migrations" not in path.parts:
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports_of(tree: ast.Module) -> set[str]:
    """Returns the full names of what a module imports, wherever in it: "elections.errors.Refused"."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return found


def module_of(name: str) -> str:
    """Returns the module of the code that an imported name lies in; "" when it is none of ours."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name


@cache
def pyproject() -> dict[str, Any]:
    """Returns what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contract(beginning: str) -> dict[str, Any]:
    """Returns the import contract whose name begins so."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(beginning))


@cache
def tracked() -> dict[str, str]:
    """Returns the text of each file that git keeps, by path; pictures and the like are left out.

    Skips the test where the code lies without its history.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=False, capture_output=True)
    if listed.returncode:
        pytest.skip("git does not know this folder")
    texts = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                texts[name] = content.decode("utf-8")
    return texts


def documented(heading: str) -> set[str]:
    """Returns the words in `code` of the first column of the table below a heading of docs/architecture.md."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("|")]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
