"""The size budget: files, functions and templates stay small enough to be read in one go."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE, FUNCTION, TEMPLATE = 400, 50, 150


def test_files_are_small() -> None:
    files = [path for folder in ("elections", "tests") for path in (ROOT / folder).rglob("*.py")]
    long = [
        str(path.relative_to(ROOT)) for path in files if "versions" not in path.parts and lines(path) > FILE
    ]
    assert long == []


def test_templates_are_small() -> None:
    assert [path.name for path in (ROOT / "templates").rglob("*.html") if lines(path) > TEMPLATE] == []


def test_functions_are_small() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path in (ROOT / "elections").rglob("*.py")
        if "versions" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION
    ]
    assert long == []


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
