"""The catalogues: every text of the code is there in Russian and in Kazakh, with the same placeholders."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
GATHERED = {"_", "gettext", "ngettext", "pgettext", "lazy_gettext"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    template = tmp_path_factory.mktemp("texts") / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "-k",
        "lazy_gettext",
    ]
    subprocess.run([*command, "-o", str(template), "."], cwd=ROOT, check=True)
    return {entry.msgid for entry in polib.pofile(str(template))}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_catalogue_is_complete(texts: set[str], language: str) -> None:
    catalogue = polib.pofile(str(ROOT / f"elections/translations/{language}/LC_MESSAGES/messages.po"))
    translated = {entry.msgid for entry in catalogue if entry.translated() and not entry.fuzzy}
    assert texts - translated == set()


def test_no_text_hides_in_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token: a text inside of it is not gathered, and stays English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{string.lineno}"
        for path in (ROOT / "elections").rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GATHERED
    ]
    assert hidden == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_translations_keep_the_placeholders(language: str) -> None:
    catalogue = polib.pofile(str(ROOT / f"elections/translations/{language}/LC_MESSAGES/messages.po"))
    wrong = [
        entry.msgid
        for entry in catalogue
        if entry.msgstr
        and sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "plurals"), [("ru", 3), ("kk", 2)])
def test_catalogue_has_its_heading(language: str, plurals: int) -> None:
    catalogue = polib.pofile(str(ROOT / f"elections/translations/{language}/LC_MESSAGES/messages.po"))
    assert catalogue.metadata["Language"] == language
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=utf-8", "no page opens without it"
    assert catalogue.metadata["Plural-Forms"].startswith(f"nplurals={plurals};")
    assert {len(one.msgstr_plural) for one in catalogue if one.msgid_plural} == {plurals}
