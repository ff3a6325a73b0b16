"""What is built on: each library has its reason on paper and its place in the code, and is pinned without an address."""

import ast
import re
from functools import cache

import pytest

from tests.house.source import ROOT, imports_of, modules, pyproject

NAMED = {"argon2-cffi": "argon2", "import-linter": "importlinter", "pillow": "PIL", "zxing-cpp": "zxingcpp"}
"""Libraries that are imported under another name than they are installed under."""
USED_UNSEEN = {
    "djlint": ("Makefile", "/djlint "),
    "gunicorn": ("Procfile", "/gunicorn "),
    "honcho": ("docs/install/serve.sh", "/honcho "),
    "import-linter": ("Makefile", "/lint-imports"),
    "mypy": ("Makefile", "/mypy"),
    "psycopg": ("docs/operations.md", "postgresql+psycopg://"),
    "pytest-cov": ("Makefile", "--cov"),
    "pytest-xdist": ("pyproject.toml", "--dist loadscope"),
    "ruff": ("Makefile", "/ruff check"),
    "types-flask-migrate": ("elections/database.py", "from flask_migrate import"),
    "types-lxml": ("tests/browsing.py", "from lxml import"),
    "types-wtforms": ("elections/web/forms.py", "from wtforms import"),
    "tzdata": ("elections/zones.py", "ZoneInfo"),
}
"""Libraries that nothing imports: where they are run, and by which words."""
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[0-9][^\s;]*( ; [a-z_]+ == \"\w+\")?")
ADDRESS = re.compile(
    r"://|\bwww\.|(^|\s)--|(^|\s)@|\b\w+\.(com|org|net|io|dev|local)\b|(?<![=.\d])\d+(\.\d+){3}(?![.\d])",
    re.M,
)
LOCKS = ("requirements.txt", "requirements-dev.txt")
TOOLS = "requirements-tools.txt"


def name_of(requirement: str) -> str:
    return re.split(r"[\[;<>=~! ]", requirement.strip())[0].lower()


def direct() -> list[str]:
    project = pyproject()["project"]
    return [name_of(one) for one in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


def pins(file: str) -> list[str]:
    lines = unhashed(file).splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def unhashed(file: str) -> str:
    """Returns a lock file without the hashes of its files, which test_supply looks at."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.sub(r"(?: \\)?\n    --hash=sha256:[0-9a-f]{64}(?= \\|\n)", "", text)


@cache
def imported() -> set[str]:
    tests = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("*.py")]
    return {one.split(".")[0] for tree in (*modules().values(), *tests) for one in imports_of(tree)}


def test_reasons_are_given_for_the_direct_dependencies_and_no_others() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [
        line.split("|") for line in text.splitlines() if line.startswith("| ") and "| library |" not in line
    ]

    assert sorted(name.strip() for row in rows for name in row[1].split(",")) == sorted(direct())
    assert [row[1].strip() for row in rows if not row[2].strip()] == []


@pytest.mark.parametrize("name", direct())
def test_dependency_is_imported_or_run_somewhere(name: str) -> None:
    if name in USED_UNSEEN:
        file, words = USED_UNSEEN[name]
        assert words in (ROOT / file).read_text(encoding="utf-8")
    else:
        assert NAMED.get(name, name).replace("-", "_") in imported()


@pytest.mark.parametrize("file", [*LOCKS, TOOLS])
def test_requirements_pin_all_and_name_no_address(file: str) -> None:
    text = unhashed(file)

    assert [line for line in pins(file) if not PIN.fullmatch(line)] == []
    assert ADDRESS.search(text) is None


def test_requirements_pin_every_direct_dependency_to_one_version() -> None:
    run, development = ({name_of(line): line for line in pins(file)} for file in LOCKS)

    needed = {name_of(one) for one in pyproject()["project"]["dependencies"]}
    assert needed - run.keys() == set()
    assert set(direct()) - development.keys() == set()
    assert {name for name in run if development.get(name) != run[name]} == set()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("flask==3.1.2", False),
        ("    # via sailau (pyproject.toml)", False),
        ("--index-url https://pypi.example/simple", True),
        ("--extra-index-url pypi.local", True),
        ("flask @ file:///wheels/flask.whl", True),
        ("# from 10.0.0.1", True),
        ("    # via mirror.company.com", True),
    ],
)
def test_address_in_a_line_is_found(line: str, found: bool) -> None:
    assert bool(ADDRESS.search(line)) is found
