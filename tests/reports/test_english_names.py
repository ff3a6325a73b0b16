"""Reports in English name places as the classifier does in English, and in Russian where it knows no English name."""

import io
from collections.abc import Callable

import lxml.html
import pikepdf
import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.board.grid import short_name
from elections.database import db, transaction
from elections.reports.kinds import kind_of
from elections.reports.paper import html_of
from elections.territory.models import Unit
from tests.browsing import Browser
from tests.reports.conftest import KATO
from tests.reports.test_batch import files, run

REGION, ENGLISH, RUSSIAN = "110000000", "Akmola Region", "Акмолинская область"


@pytest.fixture(autouse=True)
def named(district: str) -> None:
    """The region and one of its two districts have English names."""
    with transaction():
        for kato, name in ((REGION, ENGLISH), (KATO, "Akkol District")):
            db.session.query(Unit).filter_by(kato=kato).one().name_en = name


def page_of(app: Flask, kind: str, key: str, language: str = "en") -> lxml.html.HtmlElement:
    with app.test_request_context():
        return lxml.html.fromstring(html_of(kind_of(kind), key, language))


def first_cells(page: lxml.html.HtmlElement) -> set[str]:
    """Returns what the lines of all tables begin with."""
    return {str(row.xpath("string(*[1])")).strip() for row in page.xpath("//tbody/tr")}


def test_region_is_named_and_its_districts_where_they_have_names(app: Flask) -> None:
    page = page_of(app, "region", REGION)

    assert ENGLISH in page.xpath("string(//h1)")
    assert RUSSIAN not in page.text_content()
    assert {"Akkol District", "Жаксынский район"} <= first_cells(page)
    assert "Аккольский район" not in page.text_content()


def test_country_is_named_and_its_regions(app: Flask) -> None:
    page = page_of(app, "national", "all")

    assert "Republic of Kazakhstan" in page.xpath("string(//h1)")
    assert "Республика Казахстан" not in page.text_content()
    assert ENGLISH in first_cells(page)
    assert short_name(RUSSIAN) not in page.text_content()


@pytest.mark.parametrize(("language", "name"), [("ru", "Аккольский район"), ("kk", "Ақкөл ауданы")])
def test_other_languages_say_no_english_name(app: Flask, language: str, name: str) -> None:
    page = page_of(app, "region", REGION, language)

    assert name in first_cells(page)
    assert "Akkol District" not in page.text_content()


def test_list_of_reports_names_them_and_finds_them_by_that_name(login: Callable[..., Browser]) -> None:
    browser = login(Role.COORDINATOR)

    shown = browser.get("/reports", kind="district", lang="en").page.xpath("//tbody/tr/td[1]/text()")
    assert sorted(shown) == ["Akkol District", "Жаксынский район"]
    found = browser.get("/reports", kind="district", search="akkol", lang="en").page
    assert found.xpath("//tbody/tr/td[1]/text()") == ["Akkol District"]


def test_bookmarks_of_a_bound_file_are_in_its_language() -> None:
    names = {}
    for language in ("en", "kk", "kk-ru"):
        whole = files(run(language=language, merged=True))[f"all-district-{language}.pdf"]
        with pikepdf.open(io.BytesIO(whole)) as pdf, pdf.open_outline() as outline:
            names[language] = [one.title for one in outline.root]

    assert names == {
        "en": ["Akkol District", "Жаксынский район"],
        "kk": ["Ақкөл ауданы", "Жаксынский район"],
        "kk-ru": ["Ақкөл ауданы", "Жаксынский район"],
    }
