"""The main job in a browser: as HQ staff with a phone in Kazakh, as trainer, as coordinator with a printer."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.demo.accounts import DISTRICT
from elections.results.entries import State
from elections.results.models import Protocol
from tests.browser.conftest import DESK, PHONE, Site

NAME = "Өтегенұлы Ғалымжан Қайратұлы"


def test_main_job_is_done_by_hq_trainer_and_coordinator(
    site: Site, open_as: Callable[..., Page], downloads: Path
) -> None:
    kato, protocols = open_contest(site)
    coordinator = open_as("coordinator", language="ru", width=DESK)
    before = target_row(coordinator)

    hq = open_as("hq", language="kk", width=PHONE)
    candidate = register_candidate(hq, kato)
    take_steps(hq, candidate)
    platform = write_platform(hq, candidate)
    coordinator.goto(platform)
    coordinator.get_by_role("button", name="Одобрить").click()
    expect(coordinator.get_by_role("status")).to_be_visible()

    trainer = open_as("trainer", language="ru", width=PHONE)
    train(trainer)
    for number in protocols:
        enter_protocol(hq, number)

    after = target_row(coordinator)
    needed = -(-(before[0] + 1) * 80 // 100)
    assert after == [before[0] + 1, needed, before[2] + 1, before[3], before[4]]
    assert NAME in district_report(coordinator, downloads)


def open_contest(site: Site) -> tuple[str, list[int]]:
    """A contest of the district without a nominee of ours: its code, and the protocols that are still to come."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        ours = sa.select(Candidate.contest_id).where(Candidate.nominated_by_id == 1)
        awaited = (
            sa.select(Protocol)
            .where(Protocol.path.contains(DISTRICT), Protocol.contest_id.not_in(ours))
            .where(Protocol.state == State.EXPECTED)
        )
        protocols = db.session.scalars(awaited.order_by(Protocol.contest_id, Protocol.id)).all()
        contest = protocols[0].contest
        found = contest.constituency.kato, [one.id for one in protocols if one.contest_id == contest.id]
        db.session.remove()
        return found


def target_row(page: Page) -> list[int]:
    """The campaign's own target: contests, needed, won, open, lost."""
    page.goto("/")
    cells = page.locator("tr.chosen td.number").all_inner_texts()
    return [int(text.replace("\N{NARROW NO-BREAK SPACE}", "")) for text in cells[:5]]


def register_candidate(page: Page, kato: str) -> str:
    page.goto("/candidates")
    page.get_by_role("link", name="Кандидатты тіркеу").click()
    page.fill("#contest", kato)
    page.fill("#surname", "Өтегенұлы")
    page.fill("#given_name", "  Ғалымжан ")
    page.fill("#patronymic", "Қайратұлы")
    page.fill("#born_on", "1821-02-28")
    page.select_option("#nominated_by", index=1)
    page.select_option("#member_of", index=1)
    page.get_by_role("button", name="Кандидатты сақтау").click()
    expect(page.locator(".summary")).to_be_focused()
    expect(page.locator("#patronymic")).to_have_value("Қайратұлы")
    expect(page.locator("#born_on")).to_have_attribute("aria-invalid", "true")
    page.fill("#born_on", "1980-02-29")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/candidates/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    return page.url


def take_steps(page: Page, candidate: str) -> None:
    page.goto(candidate)
    for box in page.locator("input[name=documents]").all():
        box.check()
    page.get_by_role("button", name="Құжаттарды сақтау").click()
    for status, day in (("filed", "2021-07-09"), ("registered", "2021-07-14")):
        page.select_option("#status", status)
        page.fill("#status_on", day)
        page.get_by_role("button", name="Қадамды жазу").click()
        expect(page.get_by_role("status")).to_be_visible()


def write_platform(page: Page, candidate: str) -> str:
    page.goto(candidate)
    page.get_by_role("link", name="Бағдарлама жазу").click()
    page.fill("#title_kk", "Ауылға су")
    page.fill("#text_kk", "Әр үйге таза су.")
    page.locator("main form button:not([name])").first.click()
    page.locator("main a[href$='/pledges/new']").click()
    page.fill("#what_kk", "Су құбырын тарту")
    page.fill("#indicator", "3 км")
    page.fill("#cost_kzt", "25 000 000")
    page.fill("#due_on", "2023-09-01")
    page.fill("#responsible", "Әкім")
    page.locator("main form button:not([name])").first.click()
    expect(page.get_by_text("Су құбырын тарту")).to_be_visible()
    platform = page.url
    step = page.locator("form[action$='/step']", has=page.locator("input[value='submitted']"))
    step.locator("button").click()
    expect(page.get_by_role("status")).to_be_visible()
    return platform


def train(page: Page) -> None:
    page.goto("/seminars/new")
    page.select_option("#course_id", index=0)
    page.fill("#kato", DISTRICT)
    page.fill("#place", "Мәдениет үйі")
    page.fill("#trainer", "Т. Оспанова")
    page.fill("#capacity", "60")
    page.fill("#starts_at", "2021-07-20T10:00")
    page.fill("#ends_at", "2021-07-20T17:00")
    page.get_by_role("button", name="Сохранить семинар").click()
    page.wait_for_url(re.compile(r"/seminars/\d+$"))
    seminar = page.url
    page.locator("main a[href$='/enrolment']").click()
    page.locator(
        "main a[href$='/walk-ins']"
    ).click()  # it was held already: who came is found in the register
    page.fill("#search", "Өтегенұлы")
    page.locator("main").get_by_role("button", name="Найти").click()
    page.locator(".found button").click()
    page.goto(seminar)
    page.get_by_label("Сдал тест", exact=True).check()
    page.get_by_label("Балл").fill("1000")
    page.get_by_role("button", name="Сохранить перекличку").click()
    expect(page.locator(".summary")).to_contain_text("Өтегенұлы Ғалымжан")
    expect(page.get_by_label("Балл")).to_have_value("1000")
    expect(page.get_by_label("Сдал тест", exact=True)).to_be_checked()
    page.get_by_label("Балл").fill("85")
    page.get_by_role("button", name="Сохранить перекличку").click()
    expect(page.get_by_role("status")).to_contain_text("1")


def enter_protocol(page: Page, number: int) -> None:
    """Types a protocol with the keyboard alone: Enter leads from number to number, on the button it saves."""
    page.goto(f"/protocols/{number}/entry")
    ours = page.get_by_label(NAME).get_attribute("id")
    page.focus("#voters")
    names = page.eval_on_selector_all("input[inputmode=numeric]", "all => all.map(one => one.id)")
    figures = {
        "voters": 900,
        "ballots_issued": 700,
        "took_part": 695,
        "invalid": 5,
        "against_all": 5,
        ours: 690,
    }
    for name in names:
        expect(page.locator(f"[id='{name}']")).to_be_focused()
        page.keyboard.type(str(figures.get(name, 0 if name.startswith("votes_") else "")))
        if name != names[-1]:
            page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    confirm_unlikely(page)
    page.wait_for_url(f"**/protocols/{number}")


def confirm_unlikely(page: Page) -> None:
    """The figures are possible and unlikely: they stand there still, and are saved once confirmed with a reason."""
    expect(page.locator("#unlikely")).to_contain_text("W.207")
    expect(page.locator("#voters")).to_have_value("900")
    page.locator("#confirmed").check()
    page.fill("#reason", "Қағазда солай")
    page.locator("#reason").press("Tab")
    page.keyboard.press("Enter")


def district_report(page: Page, folder: Path) -> str:
    page.goto("/reports")
    link = page.locator(f"a[href$='{DISTRICT}.pdf?paper=kk']")
    answer = page.context.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    path = folder / "district.pdf"
    path.write_bytes(answer.body())
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return " ".join(text.split())
