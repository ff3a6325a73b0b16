"""A dirty workbook in a browser: sent, mended in place, carried out, seen in the register, taken back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.demo.accounts import DISTRICT
from elections.jobs.queue import run_next
from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.test_accessibility import faults_of
from tests.documents.tables import make_xlsx

HEADINGS = ["№ п/п", "Ф.И.О.", "Сельский округ", "Дата рожд.", "Контакты", "Образование", "Примечание"]
NEWCOMER = "ТЕСТОВА  Айгүл Axметқызы"  # capitals, two spaces, two Latin letters
CLEANED = "Тестова Айгүл Ахметқызы"


@pytest.fixture
def ground(site: Site) -> dict[str, Any]:
    """A nominee of the clerk's district with their place, and a contest of it without a nominee of ours."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        ours = sa.select(Candidate).where(Candidate.nominated_by_id == 1, Candidate.path.contains(DISTRICT))
        known = db.session.scalars(ours.order_by(Candidate.id).limit(1)).one()
        taken = sa.select(Candidate.contest_id).where(Candidate.nominated_by_id == 1)
        free = sa.select(Contest).where(Contest.path.contains(DISTRICT), Contest.id.not_in(taken))
        person, contest = known.person, db.session.scalars(free.order_by(Contest.id).limit(1)).one()
        found = {
            "id": known.id, "name": f"{person.surname} {person.given_name} {person.patronymic}".strip(),
            "born_on": person.born_on, "phone": person.phone, "place": known.contest.constituency.kato,
            "free": contest.constituency.kato,
        }  # fmt: skip
        db.session.remove()
        return found


def dirty(ground: dict[str, Any]) -> bytes:
    """Returns a workbook as districts send them: a title, merged cells, empty rows, look-alike letters, a formula."""

    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.merge_range(0, 0, 0, 6, "Список кандидатов района")
        sheet.write_row(3, 0, HEADINGS)
        sheet.write_row(5, 0, [1, ground["name"] + "  ", ground["place"]])
        sheet.write_datetime(
            5, 3, datetime.combine(ground["born_on"] or date(1970, 1, 1), datetime.min.time()), day
        )
        sheet.write_formula(5, 4, '="+7 701 "&"555 00 01"', None, "+7 701 555 00 01")
        sheet.write_row(7, 0, [2, NEWCOMER, ground["free"], "31.02.1985", "8 701 111 22 33"])
        sheet.write_row(9, 0, [3, "Лишний Человек", "Несуществующий с.о.", "01.01.1980"])
        book.add_worksheet("Пустой")

    return make_xlsx(fill)


def work(site: Site) -> None:
    """Does what waits in the queue, as a worker does."""
    with site.app.app_context():
        while run_next():
            pass
        db.session.remove()


def phone_of(site: Site, candidate_id: int) -> str:
    """Returns what the register keeps of a candidate now."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        found = db.session.get_one(Candidate, candidate_id).person.phone
        db.session.remove()
        return found


def test_dirty_workbook_is_mended_carried_out_and_taken_back(
    site: Site, open_as: Callable[..., Page], downloads: Path, ground: dict[str, Any]
) -> None:
    path = downloads / "Список района.xlsx"
    path.write_bytes(dirty(ground))
    page = open_as("hq", language="ru", width=DESK)

    send(page, path)
    assert [one.inner_text().strip() for one in page.locator("tbody .badge").all()] == [
        "Отклонено", "Отклонено", "Изменено",
    ]  # fmt: skip
    mend_in_place(page)
    page.get_by_role("button", name=re.compile("2")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("progress")).to_be_visible()
    work(site)
    page.reload()
    expect(page.locator("main")).to_contain_text("Загружено")
    assert phone_of(site, ground["id"]) == "+7 701 555 00 01"
    assert in_register(page)

    page.go_back()
    page.locator("form[action$='/undo'] button").click()
    work(site)
    page.reload()
    expect(page.locator("form[action$='/undo']")).to_have_count(0)
    assert phone_of(site, ground["id"]) == ground["phone"]
    assert not in_register(page)


def send(page: Page, path: Path) -> None:
    """Sends a workbook from the menu on."""
    page.locator("nav a[href='/imports']").first.click()
    page.locator("main a[href='/imports/new']").click()
    page.select_option("#kind", "candidates")
    page.set_input_files("#file", path)
    page.locator("main form[method=post] button[type=submit], main form[method=post] button").first.click()
    page.wait_for_url(re.compile(r"/imports/\d+$"))


def mend_in_place(page: Page) -> None:
    """Types a date in place of one that there is not, with the keyboard alone."""
    cell = page.get_by_label(re.compile("строка 8"))
    expect(cell).to_have_value("31.02.1985")
    expect(cell).to_have_attribute("aria-invalid", "true")
    cell.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("28.02.1985")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("tr.row-new")).to_contain_text("Тестова Айгүл")
    assert page.locator("tr.row-refused").count() == 1


def in_register(page: Page) -> bool:
    """Returns whether the newcomer is in the register."""
    page.goto("/candidates?search=Тестова")
    return CLEANED in page.locator("main").inner_text()


@pytest.mark.parametrize(("language", "width"), [("kk", PHONE), ("ru", DESK)])
def test_pages_of_an_import_are_accessible(
    site: Site,
    open_as: Callable[..., Page],
    downloads: Path,
    ground: dict[str, Any],
    language: str,
    width: int,
) -> None:
    path = downloads / "Список района.xlsx"
    path.write_bytes(dirty(ground))
    page = open_as("hq", language=language, width=width, scheme="dark" if width == DESK else "light")

    page.goto("/imports/new")
    faults = faults_of(page, width)
    page.select_option("#kind", "candidates")
    page.set_input_files("#file", path)
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    shown = page.url
    for url in (shown, f"{shown}/columns", "/imports"):
        page.goto(url)
        faults += faults_of(page, width)

    assert faults == []
