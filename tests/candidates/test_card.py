"""The candidate's card: one page in Kazakh or Russian, whatever the dossier holds, and only what may leave the house."""

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.candidates.paper import BIOGRAPHY_LENGTHS, card_pdf, shortened
from elections.candidates.registration import Nomination, Status
from elections.database import db
from tests.browsing import Browser
from tests.documents.test_picture import picture
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
KAZAKH = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі"
CONTACTS = {"phone": "+7 701 000 00 01", "email": "asan@example.kz", "address": "Абай көшесі, 1"}
BORN_AS = {"surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы"}
QUERIES = 6
"""Who asks, the election, the candidate, the documents, the photo, the consent."""
WORDS = {
    "ru": ("Выборы акимов", "Сарыаркинский с.о.", "Сандыктауский район", "Дата рождения", "Образование",
           "Род занятий", "Место работы", "Кем выдвинут", "Зарегистрирован, 10.07.2021", "Новое лицо"),
    "kk": ("Әкімдер сайлауы", "Сарыарқа а.о.", "Сандықтау ауданы", "Туған күні", "Білімі",
           "Қызмет түрі", "Жұмыс орны", "Кім ұсынды", "Тіркелді, 10.07.2021", "Жаңа тұлға"),
}  # fmt: skip


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    """Somebody of whom all is known, with a photo and a consent."""
    district = factory.district(name_ru="Сандыктауский район", name_kk="Сандықтау ауданы")
    place = factory.constituency(district, name_ru="Сарыаркинский с.о.", name_kk="Сарыарқа а.о.")
    person = factory.person(**BORN_AS, **CONTACTS, born_on=date(1979, 7, 26))
    made = factory.candidate(
        factory.contest(place), person, is_new_face=True, education="КазНАУ", occupation="ветеринар",
        workplace="школа", biography=f"Ауылда туған. {KAZAKH}\nЕкі баласы бар.",
    )  # fmt: skip
    factory.consent(made)
    factory.scan(made, document=None, content=picture(), mimetype="image/jpeg")
    return made


@pytest.fixture
def printed(app: Flask) -> Callable[..., pypdf.PdfReader]:
    """Prints a card: `printed(candidate, "kk")`."""

    def print_card(candidate: Candidate, language: str = "ru") -> pypdf.PdfReader:
        candidate_id = candidate.id
        db.session.rollback()
        with app.test_request_context():
            return pypdf.PdfReader(io.BytesIO(card_pdf(candidate_id, language)))

    return print_card


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_card_says_all_of_a_candidate_on_one_page_in_its_language(
    candidate: Candidate, printed: Callable[..., pypdf.PdfReader], language: str
) -> None:
    pdf = printed(candidate, language)

    text = text_of(pdf)
    assert (len(pdf.pages), len(pdf.pages[0].images), pdf.trailer["/Root"]["/Lang"]) == (1, 2, language)
    assert [word for word in WORDS[language] if word not in text] == []
    known = (
        *BORN_AS.values(),
        *CONTACTS.values(),
        "26.07.1979",
        "41",
        "КазНАУ",
        "ветеринар",
        "школа",
        KAZAKH,
    )
    assert [word for word in known if word not in text] == []
    other = set(WORDS["kk" if language == "ru" else "ru"])
    assert [word for word in other if word in text] == []


def test_card_in_two_languages_says_all_in_both_and_once_what_is_the_same(
    candidate: Candidate, printed: Callable[..., pypdf.PdfReader]
) -> None:
    pdf = printed(candidate, "kk-ru")

    text = text_of(pdf)
    assert (len(pdf.pages), pdf.trailer["/Root"]["/Lang"]) == (1, "kk")
    assert [word for word in (*WORDS["kk"], *WORDS["ru"]) if word not in text] == []
    assert [text.count(one) for one in ("КазНАУ", "ветеринар", CONTACTS["email"])] == [1, 1, 1]


def test_card_without_a_consent_in_force_has_no_contacts(
    factory: Factory, candidate: Candidate, login: LogIn
) -> None:
    browser, url = login(), f"/candidates/{candidate.id}"
    browser.post(
        f"{url}/consent/withdrawal", {"withdrawn_on": "2021-07-05", "withdrawal_reason": "Заявление"}
    )

    for language in ("ru", "kk"):
        text = text_of(pypdf.PdfReader(io.BytesIO(browser.get(f"{url}/card.pdf", paper=language).data)))
        assert [one for one in CONTACTS.values() if one in text] == []
        assert "КазНАУ" in text


def test_card_of_somebody_of_whom_little_is_known(
    factory: Factory, printed: Callable[..., pypdf.PdfReader]
) -> None:
    person = factory.person(surname="Бекова", born_on=None, birth_year=1980, sex=None, patronymic="")
    rival = factory.candidate(person=person, own=False, nomination=Nomination.SELF, status=Status.PROPOSED)

    text = text_of(printed(rival))

    assert [word in text for word in ("Бекова", "1980", "самовыдвижение", "Образование", "Телефон")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_card_stays_one_page_and_nothing_is_lost_but_the_end_of_the_biography(
    factory: Factory, printed: Callable[..., pypdf.PdfReader], language: str
) -> None:
    person = factory.person(surname="Абдрахманбердиева-Қожамұратқызы", given_name="Нұрсұлтанғалым",
                            patronymic="Мұхаммедғалиұлы", email=f"{'o' * 80}@example.kz")  # fmt: skip
    candidate = factory.candidate(
        person=person, is_new_face=True, is_incumbent=True, was_in_primaries=True, heads_primary_organisation=True,
        education="Қазақ ұлттық аграрлық университеті, " * 8, occupation="қаржыландырылмағандықтан" * 12,
        workplace="шаруа қожалығы " * 20, biography="Ауылда туған, елге қызмет еткен. " * 240,
    )  # fmt: skip

    pdf = printed(candidate, language)

    text = text_of(pdf)
    assert len(pdf.pages) == 1
    assert [part in text for part in ("Абдрахманбердиева", "Мұхаммедғалиұлы", "шаруа қожалығы")] == [True] * 3
    assert "ауылда туған, елге".capitalize() in text
    assert "…" in text


def test_longest_answers_of_the_form_still_fit_one_page(
    factory: Factory, printed: Callable[..., pypdf.PdfReader]
) -> None:
    person = factory.person(**dict.fromkeys(BORN_AS, "Щ" * 120), email="щ" * 200, address="Щ" * 300)
    factory.consent(candidate := factory.candidate(
        person=person, **dict.fromkeys(("education", "occupation", "workplace"), "Щ" * 300),
    ))  # fmt: skip

    assert len(printed(candidate).pages) == 1


def test_long_names_break_at_a_syllable_with_a_hyphen(
    factory: Factory, printed: Callable[..., pypdf.PdfReader]
) -> None:
    person = factory.person(surname="Қаржыландырылмағандықтарыңыздан", given_name="Ай", patronymic="")

    text = printed(factory.candidate(person=person), "kk").pages[0].extract_text()

    line = next(one for one in text.splitlines() if one.startswith("Қаржы"))
    broken = "Қар-жы-лан-ды-рыл-ма-ған-дық-та-ры-ңыз-дан"
    assert line[-1] in "-‐"
    assert broken.startswith(_syllables(line, broken))


def _syllables(line: str, broken: str) -> str:
    """Returns the beginning of a word parted in syllables that has the letters of a line."""
    letters = len(line.rstrip("-‐ "))
    for end in range(len(broken) + 1):
        if len(broken[:end].replace("-", "")) == letters and broken[end : end + 1] == "-":
            return broken[:end]
    return "broken inside a syllable"


def test_card_is_opened_in_the_browser_by_who_may_see_the_candidate(
    candidate: Candidate, login: LogIn
) -> None:
    browser, url = login(Role.OBSERVER), f"/candidates/{candidate.id}/card.pdf"
    links = browser.get(f"/candidates/{candidate.id}").page.xpath(
        "//main//a[contains(@href, 'card.pdf')]/@href"
    )
    with counting_queries() as ours:
        answer = browser.get(url, paper="kk")

    assert links == [f"{url}?paper={one}" for one in ("kk", "ru", "en", "kk-ru", "kk-en", "ru-en")]
    assert (answer.status, answer.mimetype) == (200, "application/pdf")
    named = f'inline; filename="candidate-{candidate.id}-kk.pdf"'
    assert (answer.headers["Content-Disposition"], answer.headers["Cache-Control"]) == (
        named,
        "no-store",
    )
    assert browser.get(url, paper="kk").data == answer.data
    assert browser.get(url, paper="fr").headers["Content-Disposition"].endswith('-ru.pdf"')
    of_the_log = [one for one in ours if "audit_event" in one or "last_event" in one]
    assert len(ours) - len(of_the_log) == QUERIES


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("", 10, ""),
        ("Один два", 8, "Один два"),
        ("Один два три", 9, "Один два…"),
        ("Один два три", 8, "Один…"),
        ("Нераздельно", 5, "Нера…"),
        (" Один \n\n два ", 20, "Один\nдва"),
        ("Один", 0, ""),
    ],
)
def test_text_is_cut_at_the_end_of_a_word(text: str, length: int, expected: str) -> None:
    assert shortened(text, length) == expected


def test_lengths_fall_to_nothing() -> None:
    assert list(BIOGRAPHY_LENGTHS) == sorted(set(BIOGRAPHY_LENGTHS), reverse=True)
    assert BIOGRAPHY_LENGTHS[-1] == 0
