"""How a report is set: each picture says what it is, short tables stay whole, words break with a hyphen."""

import pytest
from flask import Flask
from lxml import html as markup
from markupsafe import Markup

from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election
from elections.charts.bars import Row, bars_chart
from elections.database import db, transaction
from elections.reports.blocks import MOST_TOGETHER, Column, Picture, Table
from elections.reports.kinds import kind_of
from elections.reports.paper import html_of
from tests.factories import Factory
from tests.reports.boxes import cut_words, fills, texts_by_page
from tests.reports.conftest import KATO

on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
REGION = "110000000"
LEAST = 33
"""So many percent of a page are filled when another page follows."""


@on_one_database
@pytest.mark.parametrize("language", ["ru", "kk", "kk-ru"])
def test_region_report_heads_its_pictures_and_breaks_words_with_hyphens(
    app: Flask, district: str, language: str
) -> None:
    with app.test_request_context():
        page = html_of(kind_of("region"), REGION, language)

    document = markup.document_fromstring(page)
    headless = [
        figure.findtext(".//title")
        for figure in document.iter("figure")
        if figure.find("p[@class='what']") is None and not _follows_heading(figure)
    ]
    assert headless == []
    assert (
        document.xpath("//figure/p[@class='what']/text()")[1]
        == document.xpath("//figure[p[@class='what']]//title/text()")[1]
    )
    assert cut_words(page) == []


def _follows_heading(figure: markup.HtmlElement) -> bool:
    """Whether a picture is the first of its section, right below the heading."""
    above = figure.getparent() if figure.getparent().tag == "section" else figure.getparent().getparent()
    block = figure if above.tag == "section" else figure.getparent().getparent()
    before = block.getprevious()
    return before is not None and (before.tag == "h2" or before.find(".//h2") is not None)


def test_heading_of_a_picture_is_what_its_drawing_calls_itself() -> None:
    drawing = bars_chart([Row("Азат", 1, 2, "1")], "Жеңіс & <жеңіліс>", "")

    assert Picture(drawing).title == Markup("Жеңіс &amp; &lt;жеңіліс&gt;")
    assert Picture(Markup("<svg></svg>")).title == ""


@pytest.mark.parametrize(("rows", "on_each"), [(MOST_TOGETHER, [0, 5]), (MOST_TOGETHER + 1, [3, 3])])
def test_short_table_is_not_torn(rows: int, on_each: list[int]) -> None:
    table = Table("one", [Column("Округ")], [[f"Азат {number}"] for number in range(rows)])
    lines = "".join(f"<tr><td>{row[0]}</td></tr>" for row in table.rows)
    looks, above = "rows short" if table.is_short else "rows", "<p>Выше</p>" * 35
    page = (
        f'<html lang="ru"><title>x</title><body class="report">{above}<table class="{looks}">'
        f"<thead><tr><th>Округ</th></tr></thead><tbody>{lines}</tbody></table></body></html>"
    )

    assert [sum("Азат" in one for one in texts) for texts in texts_by_page(page)] == on_each


@on_one_database
def test_reports_say_which_of_their_tables_are_short(app: Flask, district: str) -> None:
    with app.test_request_context():
        pages = [
            html_of(kind_of(*one), key, "ru") for *one, key in (("region", REGION), ("district", district))
        ]
    tables = [table for page in pages for table in markup.document_fromstring(page).xpath("//table")]

    sizes = [len(one.xpath("./tbody/tr[not(@class)]")) for one in tables]
    assert ["short" in one.get("class") for one in tables] == [one <= MOST_TOGETHER for one in sizes]
    assert min(sizes) <= MOST_TOGETHER < max(sizes)


@on_one_database
@pytest.mark.parametrize(
    ("kind", "key", "language"),
    [("district", KATO, "kk-ru"), ("region", REGION, "ru-en"), ("national", "all", "kk-ru")],
)
def test_no_page_is_left_nearly_empty_while_another_follows(
    app: Flask, district: str, factory: Factory, kind: str, key: str, language: str
) -> None:
    election = get_election()
    with transaction():
        election.is_demo = True
    first = db.session.query(Contest).order_by(Contest.id).first()
    factory.contest(first.constituency, round=2, repeats_id=first.id, status=ContestStatus.REPEAT)
    with app.test_request_context():
        filled = fills(html_of(kind_of(kind), key, language))

    assert len(filled) > 1
    assert min(filled[:-1]) >= LEAST, filled


@on_one_database
@pytest.mark.parametrize("language", ["kk", "kk-en"])
def test_no_page_of_a_district_with_nothing_is_left_nearly_empty(
    app: Flask, factory: Factory, language: str
) -> None:
    factory.election(is_demo=True)
    factory.contest(factory.constituency(factory.district(KATO)))
    with app.test_request_context():
        filled = fills(html_of(kind_of("district"), KATO, language))

    assert min([*filled[:-1], 100]) >= LEAST, filled
