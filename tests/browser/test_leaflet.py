"""A platform in a browser, from the draft to a printed leaflet in both languages: clerk, coordinator and lawyer, printer."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.demo.accounts import DISTRICT
from elections.platforms.models import Platform
from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.test_accessibility import faults_of

TEXTS = {
    "title_kk": "Ауылға таза су", "text_kk": "Әр үйге таза ауызсу тартамыз.", "title_ru": "Селу чистую воду",
    "text_ru": "Проведём чистую воду в каждый дом.",
}  # fmt: skip
PLEDGE = {
    "what_kk": "Су құбырын тарту", "what_ru": "Провести водопровод", "indicator": "3 км", "cost_kzt": "25 000 000",
    "due_on": "2023-09-01", "responsible": "Әкім",
}  # fmt: skip
IMPRINTS = {
    "kk": ("Аудандық филиал", "«Полиграфия» ЖШС", "Көкшетау, Абай көшесі, 112", "1500", "Кандидат", "партия қаражаты"),
    "ru": ("Районный филиал", "ТОО «Полиграфия»", "Кокшетау, ул. Абая, 112", "700", "Кандидат", "средства партии"),
}  # fmt: skip
FIELDS = ("issued_by", "printer", "printer_address", "print_run", "ordered_by", "paid_from")


@pytest.fixture
def candidate(site: Site) -> int:
    """A registered nominee of the clerk's district without a platform."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        written = sa.select(Platform.candidate_id)
        free = sa.select(Candidate.id).where(
            Candidate.nominated_by_id == 1, Candidate.path.contains(DISTRICT), Candidate.id.not_in(written)
        )
        found = db.session.scalars(free.order_by(Candidate.id)).first()
        db.session.remove()
        assert found
        return found


def test_platform_goes_from_draft_to_a_printed_leaflet_in_both_languages(
    open_as: Callable[..., Page], candidate: int
) -> None:
    clerk, coordinator = (
        open_as("hq", language="kk", width=PHONE),
        open_as("coordinator", language="ru", width=DESK),
    )
    platform = write(clerk, candidate)
    assert "ЖОБА, таратуға арналмаған" in text_of(clerk, f"{platform}/leaflet.pdf?paper=kk")
    take_step(clerk, platform, "submitted")
    take_step(coordinator, platform, "approved")
    go_through_checklist(open_as("lawyer", language="ru", width=DESK), platform)
    take_step(coordinator, platform, "published")

    for paper, lines in IMPRINTS.items():
        refuse(clerk, platform, paper)
        write_imprint(clerk, platform, paper, lines)

    clerk.goto(f"{platform}/paper")
    assert faults(clerk) == []
    for paper, lines in IMPRINTS.items():
        print_link = clerk.locator(
            f"main a[href*='leaflet.pdf'][href*='paper={paper}'][href*='purpose=print']"
        )
        text = text_of(clerk, print_link.get_attribute("href") or "", pages=2)
        wanted = [TEXTS[f"title_{paper}"], TEXTS[f"text_{paper}"], PLEDGE[f"what_{paper}"], *lines[:3]]
        assert [one for one in wanted if one not in text] == []
        other = "ru" if paper == "kk" else "kk"
        assert TEXTS[f"text_{other}"] not in text
        assert "ЖОБА" not in text
        assert "ЧЕРНОВИК" not in text


def write(page: Page, candidate: int) -> str:
    """Writes a platform in both languages with a pledge, and returns its address."""
    page.goto(f"/candidates/{candidate}/platforms/new")
    for name, text in TEXTS.items():
        page.fill(f"#{name}", text)
    page.locator("main form button:not([name])").first.click()
    page.wait_for_url(re.compile(r"/platforms/\d+$"))
    platform = page.url
    page.locator("main a[href$='/pledges/new']").click()
    for name, text in PLEDGE.items():
        page.fill(f"#{name}", text)
    page.locator("main form button:not([name])").first.click()
    page.wait_for_url(platform)
    return platform


def take_step(page: Page, platform: str, status: str) -> None:
    page.goto(platform)
    step = page.locator("form[action$='/step']", has=page.locator(f"input[value='{status}']"))
    step.locator("button").click()
    expect(page.get_by_role("status")).to_be_visible()


def go_through_checklist(page: Page, platform: str) -> None:
    """Answers each point of the law with "Yes" and approves: the second of the two who must."""
    page.goto(f"{platform}/checklist")
    for answer in page.locator("input[type=radio][value=kept]").all():
        answer.check()
    page.locator("button[name=approve]").click()
    page.wait_for_url(platform)
    expect(page.get_by_role("status")).to_be_visible()


def refuse(page: Page, platform: str, paper: str) -> None:
    """Asks for a print without the imprint, and is told all six lines that the law wants."""
    answer = page.goto(f"{platform}/leaflet.pdf?paper={paper}&purpose=print")
    assert answer
    assert answer.status == 422
    expect(page.locator(".summary li")).to_have_count(len(FIELDS))
    assert faults(page) == []


def write_imprint(page: Page, platform: str, paper: str, lines: tuple[str, ...]) -> None:
    page.goto(f"{platform}/paper")
    page.locator(f"main a[href$='/imprints/{paper}']").click()
    assert faults(page) == []
    for name, line in zip(FIELDS, lines, strict=True):
        page.fill(f"#{name}", line)
    page.locator("main form button:not([name])").first.click()
    page.wait_for_url("**/paper")


def text_of(page: Page, address: str, pages: int = 0) -> str:
    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(answer.body()))
    assert len(pdf.pages) == pages or not pages
    return " ".join(" ".join(one.extract_text() for one in pdf.pages).split())


def faults(page: Page) -> list[str]:
    """What is wrong with a page besides its language, which the tests of the catalogues watch."""
    return [one for one in faults_of(page, PHONE) if "English words" not in one]
