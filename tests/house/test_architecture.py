"""The order of the rooms: who imports whom, which files a room has, what is pure, what a page may touch."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import elections.rooms  # noqa: F401 all tables are known once the rooms are
from elections.database import Base, InScope
from tests.house.source import (
    BELOW,
    ROOT,
    contract,
    documented,
    features,
    imports_of,
    module_of,
    modules,
    rooms,
)

LAST_WORD = re.compile(r"(?:[a-z]+_)?([a-z]+)")
ONLY_IN = {
    "weasyprint": {"elections.documents.pdf"},
    "python_calamine": {"elections.documents.spreadsheet"},
    "xlsxwriter": {"elections.documents.spreadsheet"},
    "PIL": {"elections.documents.picture"},
    "segno": {"elections.documents.qr"},
    "numpy": {"elections.forecast.wins"},
}
WITH_FLOATS = {
    "elections.forecast.chances", "elections.forecast.wins", "elections.forecast.reckoning",
    "elections.forecast.scoring", "elections.charts.boundaries",
}  # fmt: skip
"""What reckons in chances or degrees, not in votes or money: floats, and numpy with a seed that is handed in (decision 8)."""
CLOCK = "elections.database.utc_now"
"""All that a page may take from the room of the database."""


def test_import_contracts_are_kept() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_every_room_is_a_layer_and_on_the_map() -> None:
    layers = " ".join(contract("features are layers")["layers"])
    named = {name.removeprefix("elections.") for name in layers.replace("|", " ").split()}
    on_the_map = {line.split()[0] for line in _docstring("elections").splitlines() if line[:4] == "    "}

    code = rooms() - {"migrations", "translations"}
    assert code - named == set()
    assert code - on_the_map == set()


def test_contract_of_the_features_holds_for_all_of_them() -> None:
    assert set(contract("inside a feature")["containers"]) == {f"elections.{name}" for name in features()}


def test_features_have_files_of_the_vocabulary_or_documented_ones() -> None:
    vocabulary = {name.removesuffix(".py") for name in documented("Rooms") if "/" not in name}
    known = documented("Pure modules") | documented("Modules beside the vocabulary")
    files = [path for feature in features() for path in (ROOT / "elections" / feature).rglob("*.py")]

    strange = {
        f"{path.parent.name}/{path.stem}"
        for path in files
        if path.stem != "__init__" and LAST_WORD.fullmatch(path.stem)[1] not in vocabulary
    }
    assert strange - known == set()


def test_documented_modules_exist() -> None:
    named = documented("Pure modules") | documented("Modules beside the vocabulary")

    assert {name for name in named if f"elections.{name.replace('/', '.')}" not in modules()} == set()


def test_pure_modules_are_those_of_the_contract_and_of_the_map() -> None:
    pure = _pure_modules()

    assert set(contract("the rules are pure")["source_modules"]) == pure
    assert {f"elections.{name.replace('/', '.')}" for name in documented("Pure modules")} == pure


@pytest.mark.parametrize("name", sorted(contract("the rules are pure")["source_modules"]))
def test_pure_modules_know_no_clock_no_chance_and_no_float(name: str) -> None:
    tree = modules()[name]
    called = {
        ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)
    }
    numbers = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float
    ]

    assert called & {"now", "today", "utcnow", "float", "print"} == set()
    assert imports_of(tree) & {"random", "secrets", "os", "time"} == set()
    assert name in WITH_FLOATS or numbers == []


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_one_module_knows_the_library(library: str) -> None:
    users = {name for name, tree in modules().items() if _libraries(tree) & {library}}

    assert users == ONLY_IN[library]


def test_contract_of_the_libraries_names_every_room_but_documents() -> None:
    top = {name for name in modules() if name.count(".") == 1}

    assert set(contract("one room knows")["source_modules"]) == top - {"elections.documents"}


def test_views_have_no_session_and_no_query() -> None:
    views = {name: tree for name, tree in modules().items() if name.endswith("views")}
    touching = {
        (name, one)
        for name, tree in views.items()
        for one in imports_of(tree)
        if one.split(".")[0] in ("sqlalchemy", "flask_sqlalchemy") or one.startswith("elections.database")
    }

    assert {(name, one) for name, one in touching if one != CLOCK} == set()
    assert _expanded(contract("pages never touch")["source_modules"]) == set(views)


def test_rows_with_a_path_are_in_scope() -> None:
    mapped = [mapper.class_ for mapper in Base.registry.mappers]

    with_path = {one.__name__ for one in mapped if "path" in one.__table__.columns}
    in_scope = {one.__name__ for one in mapped if issubclass(one, InScope)}
    assert with_path == in_scope


def test_rooms_below_the_features_know_none_of_them() -> None:
    pure = "elections.accounts.access"
    knowing = {
        (name, module_of(one))
        for name, tree in modules().items()
        if name.split(".")[1:2] and name.split(".")[1] in BELOW
        for one in imports_of(tree)
        if module_of(one).split(".")[1:2] and module_of(one).split(".")[1] in features()
    }

    assert {(name, one) for name, one in knowing if one != pure} == set()


def test_imports_know_who_acts_and_the_log_but_no_feature_else() -> None:
    known = {
        module_of(one).split(".")[1]
        for name, tree in modules().items()
        if name.startswith("elections.imports")
        for one in imports_of(tree)
        if module_of(one).count(".")
    }

    assert known & (features() - {"accounts", "audit"}) == set()


def test_tests_mirror_the_rooms() -> None:
    tested = {path.parent.name for path in (ROOT / "tests").rglob("test_*.py")}

    with_code = {name.split(".")[1] for name in modules() if name.count(".") == 2}
    assert with_code - tested == set()


def _pure_modules() -> set[str]:
    """Returns the modules with code that import the standard library, numpy and each other only, and keep no state."""
    pure = {name for name, tree in modules().items() if not _keeps_state(tree)}
    while mixed := {name for name in pure if not _stays_among(pure, imports_of(modules()[name]))}:
        pure -= mixed
    return {name for name in pure if _has_code(modules()[name]) and not name.startswith("elections.demo")}


def _stays_among(pure: set[str], imports: set[str]) -> bool:
    return all(
        module_of(one) in pure
        if one.startswith("elections")
        else one.split(".")[0] in {*sys.stdlib_module_names, "numpy"}
        for one in imports
    )


def _keeps_state(tree: ast.Module) -> bool:
    """Tells a module in which others register what they hand in: an empty list or table at its top."""
    kept = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    return any(ast.unparse(value) in ("[]", "{}", "set()") for value in kept)


def _has_code(tree: ast.Module) -> bool:
    return any(not isinstance(node, ast.Expr) for node in tree.body)


def _libraries(tree: ast.Module) -> set[str]:
    return {one.split(".")[0] for one in imports_of(tree)}


def _expanded(names: list[str]) -> set[str]:
    patterns = [re.compile(name.replace(".", r"\.").replace("*", "[a-z_]+")) for name in names]
    return {name for name in modules() if any(pattern.fullmatch(name) for pattern in patterns)}


def _docstring(name: str) -> str:
    return ast.get_docstring(modules()[name], clean=False) or ""
