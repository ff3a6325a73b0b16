"""The district report on paper: one language at a time, the same bytes for the same data, and who may have it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import polib
import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.people.models import Person
from elections.reports.kinds import kind_of
from elections.reports.paper import html_of, pdf_of
from elections.training.models import Course
from tests.queries import counting_queries
from tests.reports.conftest import KATO, OTHER_KATO, PATH
from tests.results.count import start_count

TRANSLATIONS = Path(__file__).parents[2] / "elections" / "translations"
REPORTS = Path(__file__).parents[2] / "elections" / "reports"
WORD = re.compile(r"[^\W\d_]+")
HYPHENATED = re.compile("\N{HYPHEN}\\s+")
MARK = re.compile(r"· [0-9a-f]{8}\b")
URL = f"/reports/district/{KATO}.pdf"
RECORDS = {
    "Азат", "Барак", "Весна", "Аккольский", "район", "Ақкөл", "ауданы", "Акмолинская", "область", "Азатский", "штаб",
    "штабы", "Штаб", "Выборы", "акимов", "Әкімдер", "сайлауы", "C", "QR", "Закон", "о", "выборах",
}  # fmt: skip


def text_of(pdf: bytes) -> str:
    """Returns the text of a PDF, white space squeezed, hyphenated words whole."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return HYPHENATED.sub("", " ".join(" ".join(pages).split()))


def words_of(language: str) -> set[str]:
    """Returns the words of all texts of the product in one language."""
    entries = list(
        polib.pofile(
            str(TRANSLATIONS / ("ru" if language == "en" else language) / "LC_MESSAGES" / "messages.po")
        )
    )
    texts = [
        text
        for entry in entries
        for text in (
            (entry.msgid, entry.msgid_plural)
            if language == "en"
            else (entry.msgstr, *entry.msgstr_plural.values())
        )
    ]
    return {word for text in texts for word in WORD.findall(text)}


def names_of_people() -> set[str]:
    """Returns the names of all people with their initials, and the words of what courses are called."""
    rows = db.session.execute(sa.select(Person.surname, Person.given_name, Person.patronymic))
    names = {name for row in rows for name in row}
    titles = db.session.execute(sa.select(Course.title_ru, Course.title_kk)).all()
    return (
        names
        | {name[:1] for name in names}
        | {word for row in titles for one in row for word in WORD.findall(one)}
    )


@pytest.fixture
def printed(app: Flask, district: str) -> Callable[..., bytes]:
    """Prints the report: `printed("kk")`."""

    def print_report(language: str = "ru") -> bytes:
        db.session.rollback()
        with app.test_request_context():
            return pdf_of(kind_of("district"), district, language)

    return print_report


@pytest.mark.parametrize(
    ("language", "others", "said"),
    [
        (
            "kk", "ru en",
            ["Ақкөл ауданы", "2 / 3 кандидатымыз бар округ", "1 / 2 оқытылған кандидат", "84,0", "Азат штабы бос"],
        ),
        (
            "ru", "kk en",
            ["Аккольский район", "2 / 3 округов с нашими кандидатами", "1 / 2 кандидатов обучено", "84,0",
             "Азатский штаб вакансия"],
        ),
        (
            "en", "kk ru",
            ["Аккольский район", "2 / 3 constituencies contested", "1 / 2 candidates trained", "84.0",
             "Азатский штаб vacant"],
        ),
    ],
)  # fmt: skip
def test_paper_speaks_one_language(printed, language: str, others: str, said: list[str]) -> None:
    text = text_of(printed(language))

    assert [one for one in said if one not in text] == []
    words = set(WORD.findall(MARK.sub("", text))) - names_of_people() - RECORDS
    assert words - words_of(language) == set()
    assert [one for one in others.split() if words <= words_of(one)] == []


def test_two_languages_stand_side_by_side_on_landscape_sheets(printed) -> None:
    pdf = printed("kk-ru")
    text, sheet = text_of(pdf), pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox

    assert sheet.width > sheet.height
    assert [one for one in ("Ақкөл ауданы", "Аккольский район", "Азат штабы", "Азатский штаб") if one not in text] == []  # fmt: skip
    assert text.count("1 / 2") >= 2
    with_both = re.compile("кандидатымыз бар округ.*округов с нашими кандидатами")
    assert with_both.search(text)


def test_each_half_says_in_which_language_it_is(app: Flask, district: str) -> None:
    db.session.rollback()
    with app.test_request_context():
        page = lxml.html.fromstring(html_of(kind_of("district"), district, "kk-ru"))

    assert page.get("lang") == "kk"
    assert page.xpath("//h1/ancestor-or-self::*[@lang][1]/@lang") == ["kk", "ru"]
    for row in page.xpath("//table[contains(@class, 'rows')]//tr"):
        languages = row.xpath("./*[@lang]/@lang")
        half = len(languages) // 2
        assert languages == ["kk"] * half + ["ru"] * half


def test_numbers_on_paper_are_those_of_the_records(printed) -> None:
    text = text_of(printed("en"))

    assert [
        one
        for one in (
            "80 % of the constituencies, that is 2 of 2. Won: 1, open: 1, lost: 0. Protocols: 2 of 4.",
            "3 approved pledges 1 constituencies won",
            "Roads 1 90 000 000 Water 2 26 000 000 Total 3 116 000 000",
            "Весна no candidate of ours – – – – no protocol yet",
            "Азат 1 / 1 84.0 % 250",
            "+100 won",
            "−10 ours is behind",
            "data as of",
            "Put up a candidate Весна",
        )
        if one not in text
    ] == []
    assert [one for one in ("Далёкий", "Гранит", "Жаксынский") if one in text] == []


@pytest.mark.parametrize(
    ("precincts", "said"),
    [
        (1, "84.0 % 200"),
        (1, "tie: repeat election"),
        (1, "Prepare the repeat election, which the law asks for within a month"),
        (2, "even so far"),
    ],
)
def test_even_votes_are_a_tie_only_when_all_is_counted(app, factory, precincts: int, said: str) -> None:
    count = start_count(factory, precincts=precincts)
    count.enter(count.figures(200, 200))
    db.session.rollback()

    with app.test_request_context():
        text = text_of(pdf_of(kind_of("district"), KATO, "en"))

    assert said in text


def test_untrained_are_named_under_their_heading(printed) -> None:
    name = db.session.scalar(
        sa.select(Person).join(Candidate, Candidate.person_id == Person.id).where(Candidate.id == 3)
    )

    after = text_of(printed("en")).split("Who is still to be trained ")[1]

    assert f"{name.surname} {name.given_name} {name.patronymic}" in after.split("Pledges of the approved")[0]


def test_same_data_give_the_same_bytes_and_a_change_gives_others(printed) -> None:
    first = printed()

    assert printed() == first
    with transaction():
        one = db.session.scalars(sa.select(Candidate).order_by(Candidate.id)).first()
        one.person.surname = "Өзгерген"
    assert printed() != first


@pytest.mark.parametrize(
    ("role", "path", "pdf", "listing"),
    [
        (Role.COORDINATOR, "", 200, 200),
        (Role.COORDINATOR, PATH, 200, 200),
        (Role.COORDINATOR, "110000000/113400000/", 404, 200),
        (Role.HQ_STAFF, "", 403, 200),
        (Role.OBSERVER, "", 403, 200),
        (Role.ADMINISTRATOR, "", 403, 200),
        (Role.TRAINER, "", 403, 403),
    ],
)
def test_who_prints_and_who_reads_the_list(
    district, login, role: Role, path: str, pdf: int, listing: int
) -> None:
    browser = login(role, path)

    answer = browser.get(URL, paper="kk")

    assert (answer.status, browser.get("/reports").status) == (pdf, listing)
    if pdf == 200:
        named = answer.headers["Content-Disposition"]
        assert (answer.mimetype, answer.data[:5], f"{KATO}-kk.pdf" in named) == (
            "application/pdf",
            b"%PDF-",
            True,
        )


def test_list_links_to_reports_of_ones_own_territory_in_each_language(district, login) -> None:
    links = login(Role.COORDINATOR, PATH).get("/reports").page.xpath("//tbody//a/@href")
    reading = login(Role.OBSERVER).get("/reports").page

    assert links == [
        *(f"{URL}?paper={code}" for code in ("kk", "ru", "en", "kk-ru", "kk-en", "ru-en")),
        f"/reports/district/{KATO}.xlsx",
    ]
    assert len(reading.xpath("//tbody/tr")) == 2
    assert len(login(Role.OBSERVER).get("/reports", path=PATH).page.xpath("//tbody/tr")) == 1
    assert reading.xpath("//tbody//a/@href") == []


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("", ["district", "region", "national", "constituency"]),
        ("110000000/", ["district", "region", "constituency"]),
        (PATH, ["district", "constituency"]),
        ("590000000/", ["district"]),
    ],
)
def test_only_kinds_that_one_has_are_offered(district, login, path: str, offered: list[str]) -> None:
    page = login(Role.COORDINATOR, path).get("/reports?lang=en")

    assert page.page.xpath("//form[@role='search']//select[@name='kind']/option/@value") == offered
    levels = page.page.xpath("//select[@name='level']/option/@value")
    assert levels == (offered if len(offered) > 1 else [])
    assert ("There is nothing to report on yet" in page.words) == (len(offered) == 1)


def test_kind_that_one_has_not_is_said_to_be_so(district, login) -> None:
    answer = login(Role.COORDINATOR, "110000000/").get("/reports?kind=national&lang=en")
    assert "There is no report of this kind in your territory: choose another kind." in answer.words


def test_foreign_territory_in_the_address_is_no_filter(district, login) -> None:
    answer = login(Role.COORDINATOR, PATH).get("/reports?path=590000000/591000000/")
    assert answer.page.xpath("//ul[@class='chips']/li") == []
    assert len(answer.page.xpath("//tbody/tr")) == 1


def test_list_makes_as_many_queries_for_three_districts_as_for_one(factory, login) -> None:
    factory.election()
    browser = login(Role.COORDINATOR)

    def queries(kato: str) -> int:
        factory.contest(factory.constituency(factory.district(kato)))
        browser.get("/reports")
        with counting_queries() as made:
            rows = browser.get("/reports").page.xpath("//tbody/tr")
        lengths.append(len(rows))
        return len(made)

    lengths: list[int] = []
    assert [queries(kato) for kato in (KATO, OTHER_KATO, "113600000")] == [7, 7, 7]
    assert lengths == [1, 2, 3]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["district", KATO, "--lang", "kk"], 0, "bytes"),
        (["district", OTHER_KATO], 0, "bytes"),
        (["district", KATO, "--lang", "kk-ru"], 0, "bytes"),
        (["region", "110000000"], 0, "bytes"),
        (["national", "all", "--lang", "en"], 0, "bytes"),
        (["constituency", "113200001"], 1, "113200001: no constituency with this code elects an akim"),
        (["district", "119999999"], 1, "119999999: no district with this code elects an akim"),
        (["district", "110000000"], 1, "110000000: no district with this code elects an akim"),
        (["district", KATO, "--lang", "de"], 2, "'de' is not one of"),
        (["district"], 2, "Missing argument"),
    ],
)
def test_command_writes_the_report_or_says_why_not(
    app: Flask, district, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    file = tmp_path / "report.pdf"
    db.session.rollback()

    result = app.test_cli_runner().invoke(args=["report", *arguments, "--out", str(file)])

    assert (result.exit_code, said in result.output, file.exists()) == (status, True, status == 0)
    if status == 0:
        assert result.output == f"{file}: {file.stat().st_size} bytes\n"
        assert file.read_bytes().startswith(b"%PDF-")


def test_command_without_a_file_is_wrong_use(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["report", "district", KATO]).exit_code == 2
