"""Reports of what nobody expects: very long names, many constituencies, none at all; nothing leaves its place on the paper."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.documents.pdf import render_pdf
from elections.headquarters.models import Headquarters
from elections.people.models import Person
from elections.platforms.models import Platform, Pledge
from elections.platforms.workflow import PlatformStatus
from elections.reports.kinds import kind_of
from elections.reports.paper import LANGUAGES, html_of
from elections.territory.models import Constituency, Unit
from tests.factories import Factory
from tests.reports.boxes import first_texts, last_boxes, overflowing
from tests.reports.conftest import KATO, PATH
from tests.results.count import start_count

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
LONG_WORD = "Өскеменқалалықмәслихатхатшысының"
LONG_NAME = f"{LONG_WORD * 3}-Жұмабекқажыахметұлы"
HUNDRED_AND_TWENTY = LONG_NAME[:120]
on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def page(app: Flask) -> Callable[[str, str, str], str]:
    """Makes the HTML of a report: `page("district", KATO, "kk")`."""

    def make(kind: str, key: str, language: str) -> str:
        db.session.rollback()
        with app.test_request_context():
            return html_of(kind_of(kind), key, language)

    return make


def make_long() -> None:
    """Gives everything in the district names as long as the columns take."""
    with transaction():
        for person in db.session.scalars(sa.select(Person)):
            person.surname = person.given_name = person.patronymic = HUNDRED_AND_TWENTY
        for place in (*db.session.scalars(sa.select(Unit)), *db.session.scalars(sa.select(Constituency))):
            place.name_ru = place.name_kk = HUNDRED_AND_TWENTY
        for office in db.session.scalars(sa.select(Headquarters)):
            office.territory_ru = office.territory_kk = HUNDRED_AND_TWENTY
            office.phone = "+77771234567, +77771234568, доб. 123"
        for platform in db.session.scalars(sa.select(Platform)):
            platform.title_ru = platform.title_kk = HUNDRED_AND_TWENTY + " " + HUNDRED_AND_TWENTY[:79]
        for pledge in db.session.scalars(sa.select(Pledge)):
            pledge.what_ru = pledge.what_kk = (LONG_WORD + " ") * 15
            pledge.cost_kzt = 999_999_999_999_999


def make_many(factory: Factory, number: int) -> None:
    """Adds so many counted constituencies with candidates, headquarters, platforms and tasks to the district."""
    district = db.session.scalars(sa.select(Unit).where(Unit.kato == KATO)).one()
    for place in range(number):
        contest = factory.contest(
            factory.constituency(
                district, kato=f"11329{place:02}00", name_ru=f"Новоалександровский-{place} с.о."
            )
        )
        count = start_count(factory, contest=contest, precincts=2)
        count.enter(count.figures(250 - place, 150 + place))
        factory.member(factory.headquarters(contest.path, territory_ru=f"Штаб {place}"))
        factory.pledge(factory.platform(count.own, status=PlatformStatus.APPROVED))
        factory.task(contest, title=f"Задача {place} " + "подробная " * 15)


@on_one_database
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["district", "constituency"])
def test_nothing_leaves_its_place_with_usual_names(district, page, kind: str, language: str) -> None:
    key = kind_of(kind).list_keys(PATH)[0].key

    assert overflowing(page(kind, key, language)) == []


@on_one_database
@pytest.mark.parametrize("language", ["ru", "kk-ru"])
@pytest.mark.parametrize("kind", ["district", "constituency"])
def test_nothing_leaves_its_place_with_names_of_120_letters(district, page, kind: str, language: str) -> None:
    key = kind_of(kind).list_keys(PATH)[0].key
    make_long()

    html = page(kind, key, language)

    assert overflowing(html) == []
    assert HUNDRED_AND_TWENTY in html


@on_one_database
def test_thirty_five_constituencies_go_on_over_pages_under_repeated_headings(factory, district, page) -> None:
    make_many(factory, 32)

    html = page("district", KATO, "ru")

    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(render_pdf(html))).pages]
    assert overflowing(html) == []
    assert 3 <= len(pages) <= 14
    assert sum("Готовность" in re.sub("[-\N{HYPHEN}]?\\s", "", text) for text in pages) >= 2
    assert "h2" not in last_boxes(html)
    assert all(first_texts(html))
    for place in range(32):
        assert f"Новоалександровский-{place}с.о." in re.sub("\N{HYPHEN}?\\s", "", "".join(pages))


@on_one_database
def test_district_with_nothing_says_what_is_missing(factory, page) -> None:
    factory.election()
    factory.contest(factory.constituency(factory.district(KATO)))

    html = page("district", KATO, "en")
    text = " ".join(pypdf.PdfReader(io.BytesIO(render_pdf(html))).pages[0].extract_text().split())

    assert [
        one
        for one in (
            "0 / 1 constituencies contested",
            "no candidate of ours",
            "There is no headquarters in this district yet.",
            "No platform in this district is approved yet.",
            "No protocol has come in yet.",
            "Put up a candidate",
        )
        if one not in text
    ] == []
    assert overflowing(html) == []


@on_one_database
@pytest.mark.parametrize("language", ["kk", "kk-ru"])
def test_all_letters_of_the_kazakh_alphabet_come_out_of_the_paper(district, page, language: str) -> None:
    with transaction():
        one = db.session.scalars(sa.select(Candidate).order_by(Candidate.id)).first()
        one.person.surname, one.person.given_name = KAZAKH, KAZAKH.lower()

    pages = pypdf.PdfReader(io.BytesIO(render_pdf(page("district", KATO, language)))).pages
    text = re.sub(r"\s", "", "".join(one.extract_text() for one in pages))

    assert KAZAKH in text
    assert KAZAKH.lower() in text
