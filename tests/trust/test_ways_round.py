"""The code itself is read: what goes past the session's scope is listed with its reason, and SQL is never made of what people type."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.trust import ways

ELECTIONS = Path(__file__).parents[2] / "elections"
COUNTRY_WIDE = ("migrations", "demo")
"""What runs at the command line only, in the whole of the database."""
RAW = {
    "exec_driver_sql",
    "from_statement",
    "__table__",
    "cursor",
    "literal_column",
    "dbapi_connection",
    "hold_back",
    "ask",
    "PreparedCursor",
}
WITHOUT_TERRITORY = {
    "AuditAnchor",
    "Course",
    "Election",
    "ParticipationModule",
    "Party",
    "Person",
    "Snapshot",
    "Trainer",
}
SCOPES = {"EVERYWHERE", "actor.scope", "path", "link.path", "task.path"}
"""From where code looks: from everywhere, or from a path that it was given with a record, or of whoever acts."""


def code() -> Iterator[tuple[str, ast.AST, ast.AST]]:
    """Every piece of the code: (where it stands, itself, what it is inside of)."""
    for file in sorted(ELECTIONS.rglob("*.py")):
        name = file.relative_to(ELECTIONS)
        if name.parts[0] not in COUNTRY_WIDE:
            yield from _inside(ast.parse(file.read_text(encoding="utf-8")), str(name), "")


def _inside(node: ast.AST, file: str, function: str) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield f"{file}:{function}", child, node
        inner = (
            f"{function}.{child.name}".strip(".")
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
            else function
        )
        yield from _inside(child, file, inner)


def called(node: ast.AST) -> str:
    """The name of what is called, "" of what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_raw(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in RAW:
        return True
    whole = ast.unparse(node) if called(node) else ""
    return whole.startswith("sa.Table(") or whole.endswith((".engine.connect()", "session.connection()"))


def test_every_statement_past_the_session_is_listed_with_its_reason() -> None:
    found = {where for where, node, _around in code() if is_raw(node)}
    found |= {
        where
        for where, node, _a in code()
        if called(node) == "text" and ast.unparse(node).startswith("sa.text") and _is_whole(node)
    }
    assert found == ways.RAW.keys()


def _is_whole(node: ast.AST) -> bool:
    """Whether a text of SQL is a whole statement, no condition in one."""
    assert isinstance(node, ast.Call)
    return (
        ast.unparse(node.args[0])
        .strip("f'\"")
        .upper()
        .startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "))
    )


def test_every_look_at_the_whole_country_is_listed_with_its_reason() -> None:
    found: dict[str, set[str]] = {}
    for where, node, _around in code():
        if called(node) == "looking_from":
            assert isinstance(node, ast.Call)
            found.setdefault(ast.unparse(node.args[0]), set()).add(where)
    assert found.keys() <= SCOPES, "look from a path that came with a record, or from everywhere"
    assert found["EVERYWHERE"] == ways.EVERYWHERE.keys()


def test_scope_of_a_request_is_set_in_one_place() -> None:
    assert {where for where, node, _a in code() if called(node) == "set_scope"} == {
        "web/guards.py:_know_nobody",
        "web/guards.py:check_guard",
        "web/guards.py:_forget",
    }


def test_fragments_of_sql_are_constants() -> None:
    for where, node, _around in code():
        if called(node) == "text" and ast.unparse(node).startswith("sa.text("):
            assert isinstance(node, ast.Call)
            fragment = node.args[0]
            parts = [one.value for one in ast.walk(fragment) if isinstance(one, ast.FormattedValue)]
            names = [ast.unparse(one) for one in parts] + (
                [fragment.id] if isinstance(fragment, ast.Name) else []
            )
            assert all(name.isupper() for name in names), f"{where}: {ast.unparse(node)}"
            assert isinstance(fragment, ast.Constant | ast.JoinedStr | ast.Name), (
                f"{where}: {ast.unparse(node)}"
            )


def test_rows_of_a_territory_are_not_taken_out_of_what_the_session_holds() -> None:
    """`session.get` answers with a row that the session holds already, whoever looks."""
    found = set()
    for where, node, _around in code():
        if called(node) in ("get", "get_one") and ast.unparse(node).startswith("db.session.get"):
            assert isinstance(node, ast.Call)
            if ast.unparse(node.args[0]) not in WITHOUT_TERRITORY:
                found.add(where)
    assert found == ways.HELD.keys()
