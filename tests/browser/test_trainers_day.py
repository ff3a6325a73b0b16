"""A trainer's day on a phone, with JavaScript and without: from the plan and the list to certificates that verify."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from elections.database import EVERYWHERE, db, looking_from
from elections.training.models import Attendance, Certificate, Participation
from tests.browser.conftest import PHONE, Site

DISTRICT = "194200000"


@pytest.mark.parametrize(("scripts", "day"), [(True, "2021-07-27"), (False, "2021-07-28")])
def test_trainers_day_leads_from_the_list_to_certificates(
    site: Site, open_as: Callable[..., Page], scripts: bool, day: str
) -> None:
    page = open_as("trainer", width=PHONE, scripts=scripts)
    seminar = plan(page, day)
    enrol(page, seminar)

    call_roll(page, seminar)
    add_walk_in(page, seminar, "Сәрсенбек" if scripts else "Тілеуғазы")
    give_scores(page, seminar)
    close(page, seminar)
    page.get_by_role("button", name="Выдать сертификаты всем, кто сдал").click()

    code = code_of(site, seminar)
    page.goto(f"/verify/{code}")
    expect(page.get_by_role("main")).to_contain_text("✓")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE if scripts else True


def test_taps_wait_for_the_network_and_none_is_lost(site: Site, open_as: Callable[..., Page]) -> None:
    page = open_as("trainer", width=PHONE)
    seminar = plan(page, "2021-07-29")
    enrol(page, seminar)
    page.goto(f"/seminars/{seminar}/list")
    rows = page.locator("ol.taps li")

    page.context.set_offline(True)
    for at in range(3):
        rows.nth(at).locator("button").first.click(no_wait_after=True)
    expect(page.locator("#waiting")).to_be_visible()
    assert came(site, seminar) == 0
    page.context.set_offline(False)

    expect(page.locator("#waiting")).to_be_hidden(timeout=10_000)
    expect(page.locator("ol.taps [aria-pressed='true']")).to_have_count(3)
    assert came(site, seminar) == 3


def plan(page: Page, day: str) -> int:
    page.goto("/seminars/new")
    page.select_option("#course_id", label="Избирательное законодательство и порядок регистрации")
    page.fill("#kato", DISTRICT)
    page.fill("#place", "Дом культуры")
    page.fill("#trainer", "А. Ким")
    page.fill("#capacity", "40")
    page.fill("#starts_at", f"{day}T10:00")
    page.fill("#ends_at", f"{day}T16:00")
    page.get_by_role("button", name="Сохранить семинар").click()
    expect(page.get_by_role("status")).to_contain_text("внесите людей")
    return int(re.findall(r"/seminars/(\d+)", page.url)[0])


def enrol(page: Page, seminar: int) -> None:
    page.goto(f"/seminars/{seminar}/enrolment/group?course=")
    page.get_by_role("button", name="Внести отмеченных в список").click()
    expect(page).to_have_url(re.compile(rf"/seminars/{seminar}/enrolment$"))


def call_roll(page: Page, seminar: int) -> None:
    """The first is tapped by mistake, and back; then three are here and one is not."""
    page.goto(f"/seminars/{seminar}/list")
    rows = page.locator("ol.taps li")
    rows.first.get_by_role("button").nth(1).click()
    page.get_by_role("button", name="Отменить").click()
    expect(rows.first.locator("[aria-pressed='true']")).to_have_count(0)
    for at in range(3):
        rows.nth(at).get_by_role("button").first.click()
        expect(rows.nth(at).locator("[aria-pressed='true']")).to_have_count(1)
    rows.nth(3).get_by_role("button").nth(1).click()
    expect(page.locator("[aria-pressed='true']")).to_have_count(4)


def add_walk_in(page: Page, seminar: int, surname: str) -> None:
    page.goto(f"/seminars/{seminar}/walk-ins")
    page.fill("#surname", surname)
    page.fill("#given_name", "Айгүл")
    page.locator("form:has(#surname) button").click()
    expect(page.get_by_role("status").first).to_contain_text(surname)


def give_scores(page: Page, seminar: int) -> None:
    """One score is above the maximum: the page names it and keeps the others."""
    page.goto(f"/seminars/{seminar}/scores")
    fields = page.locator("input[name^=score_]")
    for at, score in enumerate(("101", "85", "40")):
        fields.nth(at).fill(score)
    page.locator("form:has(input[name^=score_]) button").click()
    expect(page.get_by_role("alert")).to_contain_text("101")
    expect(fields.nth(1)).to_have_value("85")
    fields.first.fill("90")
    page.locator("form:has(input[name^=score_]) button").click()
    expect(page.get_by_role("status")).to_contain_text("3")


def close(page: Page, seminar: int) -> None:
    page.goto(f"/seminars/{seminar}/closing")
    page.check("#others_absent")
    page.get_by_role("button", name="Подписать и закрыть список").click()
    expect(page).to_have_url(re.compile(rf"/seminars/{seminar}$"))


def code_of(site: Site, seminar: int) -> str:
    """The code of the first certificate of a seminar; two people passed."""
    with site.app.app_context(), looking_from(EVERYWHERE):
        found = db.session.query(Certificate).join(Participation).filter_by(seminar_id=seminar).all()
        codes = [one.code for one in found]
        db.session.remove()
    assert len(codes) == 2
    return codes[0]


def came(site: Site, seminar: int) -> int:
    with site.app.app_context(), looking_from(EVERYWHERE):
        found = db.session.query(Participation).filter_by(seminar_id=seminar, attendance=Attendance.ATTENDED)
        number = found.count()
        db.session.remove()
        return number
