"""The pages of a platform on paper: what may be printed, what is missing, and the imprint that the law wants."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pypdf
import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.errors import Forbidden, Stale
from elections.platforms.imprint import Paper
from elections.platforms.imprint_actions import save_imprint
from elections.platforms.imprint_models import Imprint
from elections.platforms.models import Platform
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory

LogIn = Callable[..., Browser]
TYPED = {
    "issued_by": " Филиал  партии ", "printer": "ТОО «Полиграфия»", "printer_address": "Кокшетау, ул. Абая, 112",
    "print_run": "1 500", "ordered_by": "Кандидат", "paid_from": "средства партии", "printed_on": "2021-07-15",
}  # fmt: skip
SAVED = {**TYPED, "issued_by": "Филиал партии", "print_run": 1500, "printed_on": date(2021, 7, 15)}


@pytest.fixture
def platform(factory: Factory) -> Platform:
    made = factory.platform(status=PlatformStatus.PUBLISHED, title_kk="Ауыл", text_kk="Су", text_ru="Вода")
    factory.pledge(made, what_kk="Су құбыры")
    return made


@pytest.fixture
def browser(login: LogIn) -> Browser:
    made = login(Role.HQ_STAFF)
    made.get("/", lang="en")
    return made


def imprints() -> list[Imprint]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Imprint).order_by(Imprint.id)))


def links(browser: Browser, url: str) -> list[str]:
    return browser.get(url).page.xpath("//main//a/@href")


def test_platform_leads_to_its_paper_and_drafts_in_both_languages(
    browser: Browser, platform: Platform
) -> None:
    url = f"/platforms/{platform.id}"

    assert f"{url}/paper" in links(browser, url)
    offered = links(browser, f"{url}/paper")
    assert [one for one in offered if "purpose=print" in one] == []
    for paper in Paper:
        for kind in ("leaflet", "programme"):
            assert f"{url}/{kind}.pdf?paper={paper}" in offered
            answer = browser.get(f"{url}/{kind}.pdf", paper=paper.value)
            assert (answer.status, answer.mimetype) == (200, "application/pdf")
            assert f"{kind}-{platform.id}-{paper}-draft.pdf" in answer.headers["Content-Disposition"]


def test_print_without_imprint_is_refused_with_everything_that_is_missing(
    browser: Browser, factory: Factory
) -> None:
    made = factory.platform(title_ru="", text_kk="Су")
    factory.pledge(made)

    answer = browser.get(f"/platforms/{made.id}/leaflet.pdf", paper="ru", purpose="print")

    told = answer.page.xpath("//*[@role='alert']//li/text()")
    assert (answer.status, len(told)) == (422, 9)
    assert told[0].startswith("The platform is not published yet")
    assert [one for one in told if "CL\N{NO-BREAK SPACE}28(5)" in one] == told[3:]


def test_imprint_is_typed_kept_and_printed(browser: Browser, platform: Platform) -> None:
    url = f"/platforms/{platform.id}"

    answer = browser.post(f"{url}/imprints/ru", TYPED)

    assert (answer.status, answer.location) == (303, f"{url}/paper")
    kept = imprints()[0]
    assert {name: getattr(kept, name) for name in SAVED} == SAVED
    assert (kept.language, kept.path) == ("ru", platform.path)
    event = last_event("imprint")
    assert (event["action"], event["before"], event["after"]["print_run"]) == ("imprint.created", None, 1500)
    for kind in ("leaflet", "programme"):
        address = f"{url}/{kind}.pdf?paper=ru&purpose=print"
        assert address in links(browser, f"{url}/paper")
        answer = browser.get(f"{url}/{kind}.pdf", paper="ru", purpose="print")
        pdf = pypdf.PdfReader(io.BytesIO(answer.data))
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
        assert "Филиал партии" in text
        assert "ЧЕРНОВИК" not in text
    assert browser.get(f"{url}/leaflet.pdf", paper="kk", purpose="print").status == 422


def test_imprint_may_come_in_parts_and_the_page_says_what_is_still_missing(
    browser: Browser, platform: Platform
) -> None:
    url = f"/platforms/{platform.id}"
    browser.post(f"{url}/imprints/kk", {**TYPED, "print_run": "", "paid_from": "", "printed_on": ""})

    words = browser.get(f"{url}/paper").words

    assert "Enter how many copies are printed" in words
    assert "Enter from what money the print is paid" in words
    assert imprints()[0].print_run is None
    form = browser.get(f"{url}/imprints/kk").page
    version = form.xpath("//input[@name='version']/@value")[0]
    answer = browser.post(f"{url}/imprints/kk", {**TYPED, "version": version})
    assert answer.status == 303
    assert [(one.print_run, one.version) for one in imprints()] == [(1500, 2)]
    assert last_event("imprint")["action"] == "imprint.changed"


@pytest.mark.parametrize("typed", ["пятьсот", "0", "-5", "1.5", "12345678"])
def test_number_of_copies_is_a_whole_number_and_nothing_typed_is_lost(
    browser: Browser, platform: Platform, typed: str
) -> None:
    answer = browser.post(
        f"/platforms/{platform.id}/imprints/ru", {**TYPED, "print_run": typed, "printer": "П" * 201}
    )

    assert answer.status == 422
    assert len(answer.page.xpath("//*[@role='alert']//li")) == 2
    assert answer.page.xpath("//input[@id='print_run']/@value") == [typed]
    assert answer.page.xpath("//input[@id='ordered_by']/@value") == ["Кандидат"]
    assert imprints() == []


def test_new_imprint_begins_with_what_the_last_one_said(
    browser: Browser, factory: Factory, platform: Platform
) -> None:
    factory.imprint(factory.platform(), printer="Далёкая типография")
    factory.imprint(factory.platform(platform.candidate, edition=2), printer="Ближняя типография")
    factory.imprint(factory.platform(), language="kk", printer="Баспа")

    page = browser.get(f"/platforms/{platform.id}/imprints/ru").page

    assert page.xpath("//input[@id='printer']/@value") == ["Ближняя типография"]
    assert page.xpath("//input[@id='print_run']/@value") == [""]
    assert page.xpath("//input[@id='printed_on']/@value") == [""]


def test_print_on_the_day_of_silence_is_warned_of(browser: Browser, platform: Platform) -> None:
    url = f"/platforms/{platform.id}"

    answer = browser.post(f"{url}/imprints/ru", {**TYPED, "printed_on": "2021-07-24"})

    assert answer.status == 303
    assert "Campaigning ends before 24.07.2021" in browser.get(f"{url}/paper").words


def test_page_says_when_the_silence_has_begun(login: LogIn, factory: Factory) -> None:
    factory.election(clock_at=datetime(2021, 7, 24, 1, tzinfo=UTC))
    made = factory.platform()
    browser = login(Role.HQ_STAFF)

    assert (
        "Campaigning ended before 24.07.2021" in browser.get(f"/platforms/{made.id}/paper", lang="en").words
    )


def test_page_says_which_language_is_not_whole_and_offers_the_other(
    browser: Browser, factory: Factory
) -> None:
    made = factory.platform(title_ru="", title_kk="Ауыл", text_kk="Су")
    factory.pledge(made, what_kk="Су құбыры")

    page = browser.get(f"/platforms/{made.id}/paper")

    assert "Not all is written in this language yet" in page.words
    assert "#kk" in page.page.xpath("//main//a/@href")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LAWYER, Role.ADMINISTRATOR])
def test_who_only_reads_prints_drafts_and_writes_no_imprint(
    login: LogIn, platform: Platform, role: Role
) -> None:
    browser, url = login(role), f"/platforms/{platform.id}"

    assert browser.get(f"{url}/leaflet.pdf", paper="kk").status == 200
    assert [one for one in links(browser, f"{url}/paper") if "imprints" in one] == []
    assert browser.get(f"{url}/imprints/kk").status == 403
    with pytest.raises(Forbidden), transaction():
        save_imprint(Actor(1, "x", role, ""), platform, Paper.KAZAKH, {}, 0)


def test_foreign_platform_unknown_language_and_trainers_find_nothing(
    login: LogIn, browser: Browser, platform: Platform
) -> None:
    foreign = login(Role.COORDINATOR, path="990000000/")

    for address in ("paper", "leaflet.pdf?paper=kk", "imprints/kk"):
        assert foreign.get(f"/platforms/{platform.id}/{address}").status == 404
    assert browser.get(f"/platforms/{platform.id}/imprints/en").status == 404
    for address in ("leaflet.pdf?lang=kk", "leaflet.pdf?paper=fr&lang=kk"):
        answer = browser.get(f"/platforms/{platform.id}/{address}")
        assert "-kk-draft.pdf" in answer.headers["Content-Disposition"]
    assert login(Role.TRAINER).get(f"/platforms/{platform.id}/paper").status == 403


def test_two_clerks_do_not_overwrite_each_other_s_imprint(factory: Factory, platform: Platform) -> None:
    actor = Actor(1, "x", Role.HQ_STAFF, "")
    factory.imprint(platform)

    with pytest.raises(Stale), transaction():
        save_imprint(actor, platform, Paper.RUSSIAN, {}, 0)
