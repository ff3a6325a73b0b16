"""Every module says why it exists and every public class and function what it does, in whole sentences."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import modules

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def wanting(tree: ast.Module, name: str) -> list[str]:
    """Returns what of a module has no docstring whose first line is a whole sentence."""
    return [found for found, node in public(tree, name) if not begins_with_a_sentence(node)]


def public(node: Documented, name: str) -> Iterator[tuple[str, Documented]]:
    """Yields a module or class and what is public in it, each with its full name."""
    yield name, node
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and child.name[0] != "_":
            inside = f"{name}.{child.name}"
            if isinstance(child, ast.ClassDef):
                yield from public(child, inside)
            else:
                yield inside, child


def begins_with_a_sentence(node: Documented) -> bool:
    first = (ast.get_docstring(node) or "").split("\n")[0]
    return len(first.split()) > 1 and first.endswith(".")


def test_all_that_is_public_has_its_sentence() -> None:
    assert [one for name, tree in modules().items() for one in wanting(tree, name)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""Why it is."""', []),
        ('"""Why it is."""\ndef _own(): pass', []),
        ('"""Why it is."""\ndef act():\n    """Acts at once."""', []),
        ("", ["m"]),
        ('"""Why it is"""', ["m"]),
        ('"""Why it\nis."""', ["m"]),
        ('"""Why it is."""\ndef act(): pass', ["m.act"]),
        ('"""Why it is."""\nclass One:\n    """Is one."""\n    def act(self): pass', ["m.One.act"]),
    ],
)
def test_what_has_no_sentence_is_found(source: str, found: list[str]) -> None:
    assert wanting(ast.parse(source), "m") == found
