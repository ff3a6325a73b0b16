"""A platform on paper: a leaflet of two pages and a full programme, each in one language, readable by all."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from flask import Flask

from elections.database import db, transaction
from elections.platforms.imprint import Paper
from elections.platforms.imprint_queries import list_imprints
from elections.platforms.models import Platform, Sector
from elections.platforms.paper import leaflet_pdf, programme_pdf
from elections.platforms.queries import get_platform
from elections.platforms.workflow import PlatformStatus
from tests.documents.test_pdf import fonts_of, tags_of
from tests.documents.test_picture import picture
from tests.factories import Factory
from tests.queries import counting_queries

KAZAKH = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі"
SENTENCE = "Ауылға таза ауызсу, жол және жарық керек. "
LONG_NAME = {"surname": "Әбдірахманұлы-Қожахметовтардың", "given_name": "Нұрсұлтанғалиасқар",
             "patronymic": "Мұхамедқалимахметұлы"}  # fmt: skip
TOGETHER = {"kk": ("ЖОБА", "таратуға арналмаған"), "ru": ("ЧЕРНОВИК", "не для распространения")}
IMPRINT = {
    "kk": ("Шығарған ұйым: Ұйым.", "Басылған жері: Баспа, Көкшетау, Абай көшесі, 112.", "Таралымы: 1\u202f500.",
           "Тапсырыс беруші: Әлиев Ә.", "Төленген қаражат көзі: өз қаражаты."),
    "ru": ("Выпустила организация: Филиал партии.", "Отпечатано: ТОО «Полиграфия», Кокшетау, ул. Абая, 112.",
           "Тираж, экземпляров: 1\u202f500.", "Заказчик: Кандидат.", "Оплачено из средств: средства партии."),
}  # fmt: skip
Print = Callable[..., pypdf.PdfReader]


@pytest.fixture
def platform(factory: Factory) -> Platform:
    """A published platform, whole in both languages, with a photo and an imprint in each."""
    district = factory.district(name_ru="Сандыктауский район", name_kk="Сандықтау ауданы")
    place = factory.constituency(district, name_ru="Сарыаркинский с.о.", name_kk="Сарыарқа а.о.")
    person = factory.person(surname="Өтегенұлы", given_name="Ғалымжан", patronymic="Қайратұлы")
    candidate = factory.candidate(factory.contest(place), person)
    factory.scan(candidate, document=None, content=picture(), mimetype="image/jpeg")
    made = factory.platform(
        candidate, status=PlatformStatus.PUBLISHED, title_kk="Ауылға су", title_ru="Селу воду",
        text_kk=f"Әр үйге таза су. {KAZAKH}", text_ru="В каждый дом чистую воду.",
    )  # fmt: skip
    factory.pledge(
        made, what_kk="Су құбырын тарту", what_ru="Провести водопровод", place="Ақкөл", beneficiaries=1250, unit="км",
        start_value=Decimal(2), goal_value=Decimal("14.5"), indicator="Құбыр", due_on=date(2023, 9, 1), demand="Жиын",
    )  # fmt: skip
    factory.pledge(
        made,
        sector=Sector.ROADS,
        place="Сарыаркинский с.о.",
        what_kk="Жол жөндеу",
        what_ru="Отремонтировать дорогу",
        cost_kzt=75_000_000,
    )
    factory.imprint(made)
    factory.imprint(
        made, language="kk", issued_by="Ұйым", printer="Баспа", printer_address="Көкшетау, Абай көшесі, 112",
        ordered_by="Әлиев Ә.", paid_from="өз қаражаты",
    )  # fmt: skip
    return made


@pytest.fixture
def printed(app: Flask) -> Print:
    """Prints a platform: `printed(platform, Paper.KAZAKH, programme_pdf, is_draft=True)`."""

    def print_it(
        platform: Platform,
        paper: Paper = Paper.KAZAKH,
        make: Callable[..., bytes] = leaflet_pdf,
        is_draft: bool = False,
    ) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(content(app, platform.id, paper, make, is_draft)))

    return print_it


def content(
    app: Flask,
    platform_id: int,
    paper: Paper,
    make: Callable[..., bytes] = leaflet_pdf,
    is_draft: bool = False,
) -> bytes:
    db.session.rollback()
    with app.test_request_context():
        return make(
            get_platform(platform_id), paper, list_imprints(platform_id).get(paper), is_draft=is_draft
        )


def text_of(pdf: pypdf.PdfReader) -> str:
    text = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(text.replace("\u202f", "~").split()).replace("~", "\u202f")


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("make", [leaflet_pdf, programme_pdf])
def test_paper_says_who_where_what_and_who_printed_it(
    platform: Platform, printed: Print, make: Callable[..., bytes], paper: Paper
) -> None:
    pdf = printed(platform, paper, make)

    text = text_of(pdf)
    own = {"kk": ("Ауылға су", "Сарыарқа а.о.", "Сандықтау ауданы", "Су құбырын тарту", "Жол жөндеу", KAZAKH, "1\u202f250 адам"),
           "ru": ("Селу воду", "Сарыаркинский с.о.", "Сандыктауский район", "Провести водопровод", "Отремонтировать дорогу",
                  "В каждый дом чистую воду.", "для 1\u202f250 чел.")}  # fmt: skip
    both = ("Өтегенұлы", "Ғалымжан Қайратұлы", "25.07.2021", "Ақкөл", "2 → 14,5 км", "25\u202f000\u202f000 ₸",
            "75\u202f000\u202f000 ₸", "100\u202f000\u202f000 ₸", "01.09.2023")  # fmt: skip
    assert [one for one in (*both, *own[paper], *IMPRINT[paper]) if one not in text] == []
    other = Paper.RUSSIAN if paper is Paper.KAZAKH else Paper.KAZAKH
    assert [one for one in (*own[other], *IMPRINT[other], *TOGETHER[paper]) if one in text] == []
    assert pdf.trailer["/Root"]["/Lang"] == paper
    assert "Өтегенұлы Ғалымжан Қайратұлы" in pdf.metadata.title


def test_leaflet_has_two_pages_a_photo_and_is_tagged(platform: Platform, printed: Print) -> None:
    pdf = printed(platform)

    assert (len(pdf.pages), len(pdf.pages[0].images)) == (2, 1)
    assert {"/H1", "/H2", "/Figure", "/Table", "/TH"} <= tags_of(pdf)
    assert "Ауылға су" in pdf.pages[0].extract_text()
    assert "Таралымы" in pdf.pages[1].extract_text()


@pytest.mark.parametrize("make", [leaflet_pdf, programme_pdf])
def test_fonts_are_the_house_s_own_and_inside(
    platform: Platform, printed: Print, make: Callable[..., bytes]
) -> None:
    fonts = fonts_of(printed(platform, Paper.KAZAKH, make))

    assert all(fonts.values())
    assert {name.split("-Sans")[0] for name in fonts} <= {"Noto", "DejaVu"}


@pytest.mark.parametrize("make", [leaflet_pdf, programme_pdf])
def test_same_platform_gives_the_same_bytes(
    app: Flask, platform: Platform, make: Callable[..., bytes]
) -> None:
    platform_id = platform.id

    first = content(app, platform_id, Paper.KAZAKH, make)

    assert first == content(app, platform_id, Paper.KAZAKH, make)
    assert first != content(app, platform_id, Paper.RUSSIAN, make)


@pytest.mark.parametrize("paper", list(Paper))
def test_draft_says_on_each_page_that_it_is_not_for_distribution(
    platform: Platform, printed: Print, paper: Paper
) -> None:
    for page in printed(platform, paper, leaflet_pdf, True).pages:
        assert [one for one in TOGETHER[paper] if one not in " ".join(page.extract_text().split())] == []
    assert TOGETHER[paper][0] in text_of(printed(platform, paper, programme_pdf, True))


@pytest.mark.parametrize("pledges", [0, 1, 3, 4, 8, 30])
@pytest.mark.parametrize("text", ["", SENTENCE * 400])
def test_leaflet_has_two_pages_whatever_there_is_to_say(
    factory: Factory, printed: Print, pledges: int, text: str
) -> None:
    long = bool(text)
    candidate = factory.candidate(person=factory.person(**LONG_NAME) if long else None)
    made = factory.platform(
        candidate, title_kk=("Ауылдың болашағы " * 11).strip() if long else "Ауыл", text_kk=text
    )
    for number in range(pledges):
        factory.pledge(
            made, sector=list(Sector)[number % len(Sector)], what_kk=(SENTENCE * 12)[:500] if long else f"Іс {number}",
            place="Қызылжар " * 20 if long else "", beneficiaries=12_000, indicator="Көрсеткіш " * 29 if long else "3 км",
            cost_kzt=10**12 if long else 5,
        )  # fmt: skip
    factory.imprint(made, language="kk", **dict.fromkeys(
        ("issued_by", "printer", "printer_address", "ordered_by", "paid_from"), "Ұйым " * 39 if long else "Ұйым"
    ))  # fmt: skip
    factory.headquarters(made.path, address="Абай көшесі " * 20, phone="+7 701 000 00 01")

    pdf = printed(made, Paper.KAZAKH, leaflet_pdf, True)

    text_shown = text_of(pdf)
    assert len(pdf.pages) == 2
    assert "Таралымы: 1\u202f500" in text_shown
    if long:
        assert "…" in text_shown
        assert "Нұрсұлтанғалиасқар Мұхамедқалимахметұлы" in text_shown
    if pledges:
        assert "Барлығы" in text_shown
    if pledges == 30:
        assert "міндеттеме толық бағдарламада" in text_shown
        full = printed(made, Paper.KAZAKH, programme_pdf)
        assert f"{pledges}. " in text_of(full)
        assert "…" not in text_of(full)


def test_leaflet_of_one_pledge_without_a_photo_leaves_nothing_out(factory: Factory, printed: Print) -> None:
    made = factory.platform(title_kk="Ауыл", text_kk="Су")
    factory.pledge(made, what_kk="Су құбырын тарту")

    pdf = printed(made)

    assert (len(pdf.pages), len(pdf.pages[0].images)) == (2, 0)
    assert "Су құбырын тарту" in text_of(pdf)
    assert "…" not in text_of(pdf)


@pytest.mark.parametrize("make", [leaflet_pdf, programme_pdf])
def test_what_is_missing_in_the_language_is_said_and_never_mixed_in(
    factory: Factory, printed: Print, make: Callable[..., bytes]
) -> None:
    made = factory.platform(title_kk="Ауыл", title_ru="", text_kk="Таза су", text_ru="")
    factory.pledge(made, what_kk="Су құбырын тарту", what_ru="")

    text = text_of(printed(made, Paper.RUSSIAN, make, True))

    assert "Название на русском языке ещё не написано" in text
    assert "Программа на русском языке ещё не написана. Казахский текст — отдельным файлом." in text
    assert "Таза су" not in text
    assert "Су құбырын тарту (на русском ещё не написано)" in text
    assert "Выходные данные ещё не полны" in text


def test_each_paper_tells_pledges_in_its_own_language(factory: Factory, printed: Print) -> None:
    district = factory.district()
    place = factory.constituency(district, kato="113241000")
    okrug = factory.unit("113241000", place.kind, district)
    factory.unit("113241100", "locality", okrug, name_ru="Акколь", name_kk="Ақкөл")
    made = factory.platform(factory.candidate(factory.contest(place)))
    factory.pledge(made, place="АККОЛЬ", goal_value=Decimal(3), start_value=Decimal(1), **{
        "indicator": "мест", "indicator_kk": "балалар орны", "unit": "шт.", "unit_kk": "дана", "responsible": "Аким",
        "responsible_kk": "Әкім", "demand": "Сход", "demand_kk": "Жиын", "what_kk": "Балабақша салу",
    })  # fmt: skip

    kazakh, russian = (text_of(printed(made, paper, programme_pdf, True)) for paper in Paper)

    for words in ("Ақкөл", "балалар орны: 1 → 3 дана", "Жауапты: Әкім", "талабы: Жиын"):
        assert words in kazakh
    for words in ("Акколь", "мест: 1 → 3 шт.", "Ответственный: Аким", "жителей: Сход"):
        assert words in russian
    assert [one for one in ("Акколь", "мест", "шт.", "Аким", "Сход", "жазылмаған)") if one in kazakh] == []


def test_words_of_the_other_language_are_marked_as_such(factory: Factory, printed: Print) -> None:
    made = factory.platform()
    factory.pledge(made, indicator="3 км", responsible="Аким")

    text = text_of(printed(made, Paper.KAZAKH, programme_pdf, True))

    assert "3 км (қазақшасы әлі жазылмаған)" in text
    assert "Аким (қазақшасы әлі жазылмаған)" in text


def test_candidate_s_headquarters_is_where_the_full_programme_is(factory: Factory, printed: Print) -> None:
    made = factory.platform()
    assert "Полную программу спросите в штабе кандидата" in text_of(printed(made, Paper.RUSSIAN))
    office = factory.headquarters(made.path, address="ул. Абая, 6", phone="+7 701 000 00 01")

    text = text_of(printed(made, Paper.RUSSIAN))

    assert "Полная программа — в штабе кандидата: ул. Абая, 6, +7 701 000 00 01." in text
    with transaction():
        office.closed_on = date(2021, 7, 20)
    assert "ул. Абая, 6" not in text_of(printed(made, Paper.RUSSIAN))


def test_printing_asks_no_more_for_many_pledges_than_for_one(app: Flask, factory: Factory) -> None:
    made = [factory.platform(), factory.platform()]
    for platform, number in zip(made, (1, 3), strict=True):
        for _each in range(number):
            factory.pledge(platform)
    numbers, ids = [], [one.id for one in made]
    content(app, ids[0], Paper.RUSSIAN)
    for platform_id in ids:
        db.session.expunge_all()
        with counting_queries() as queries:
            content(app, platform_id, Paper.RUSSIAN)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1] <= 10
