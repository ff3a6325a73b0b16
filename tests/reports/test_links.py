"""From where a report is reached: pages of territories, contests and candidates; and where the codes on papers lead."""

from collections.abc import Callable

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.reports.nearness import is_near
from elections.territory.models import Constituency, Unit
from tests.browsing import Answer, Browser
from tests.reports.conftest import KATO, PATH


def addresses(answer: Answer) -> list[str]:
    """The addresses of reports that a page links to."""
    assert answer.status == 200
    return [
        one for one in answer.page.xpath("//a/@href") if one.startswith("/reports/") and one.endswith(".pdf")
    ]


def place(name: str) -> Constituency:
    with looking_from(EVERYWHERE):
        return db.session.query(Constituency).filter_by(name_ru=name).one()


def test_pages_of_a_constituency_lead_to_its_sheet(district: str, login: Callable[..., Browser]) -> None:
    azat = place("Азат")
    sheet = f"/reports/constituency/{azat.kato}.pdf"
    candidate = db.session.query(Candidate).filter_by(path=azat.path).first()
    pages = (
        f"/territory/constituencies/{azat.id}",
        f"/candidates/contests/{candidate.contest_id}",
        f"/candidates/{candidate.id}",
    )
    browser = login(Role.COORDINATOR, path=PATH)

    assert [addresses(browser.get(one)) for one in pages] == [[sheet]] * 3
    assert browser.get(sheet).mimetype == "application/pdf"
    reader = login(Role.OBSERVER, path=PATH)
    assert [addresses(reader.get(one)) for one in pages] == [[]] * 3


def test_cancelled_contest_has_no_sheet(district: str, login: Callable[..., Browser]) -> None:
    page = f"/territory/constituencies/{place('Гранит').id}"

    assert addresses(login(Role.COORDINATOR, path=PATH).get(page)) == []


def test_page_of_a_district_and_of_a_region_lead_to_their_reports(
    district: str, login: Callable[..., Browser]
) -> None:
    units = {one.kato: one.id for one in db.session.query(Unit)}
    browser, narrow = login(Role.COORDINATOR), login(Role.COORDINATOR, path=PATH)

    assert addresses(browser.get(f"/territory/units/{units[KATO]}")) == [f"/reports/district/{KATO}.pdf"]
    assert addresses(browser.get(f"/territory/units/{units['110000000']}")) == [
        "/reports/region/110000000.pdf"
    ]
    assert addresses(narrow.get(f"/territory/units/{units[KATO]}")) == [f"/reports/district/{KATO}.pdf"]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.HQ_STAFF, Role.LAWYER, Role.ADMINISTRATOR])
def test_who_prints_nothing_is_told_who_does_and_sees_no_empty_column(
    district: str, login: Callable[..., Browser], role: Role
) -> None:
    answer = login(role, path="" if role is Role.ADMINISTRATOR else PATH).get("/reports?lang=en")

    assert [one.text for one in answer.page.xpath("//thead//th")] == ["Report about", "Lies in"]
    assert "Coordinators print these reports." in answer.words


def test_who_prints_is_told_when_codes_lead_to_this_machine_alone(
    district: str, app: Flask, login: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = login(Role.COORDINATOR, path=PATH)
    assert "http://127.0.0.1:8000, which opens on this machine alone" in browser.get("/reports?lang=en").words

    monkeypatch.setitem(app.config, "PUBLIC_ADDRESS", "https://sailau.example")
    answer = browser.get("/reports?lang=en")
    assert "on this machine alone" not in answer.words
    assert [one.text for one in answer.page.xpath("//thead//th")] == ["Report about", "Lies in", "PDF"]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("http://127.0.0.1:8000", True), ("http://127.8.0.1", True), ("http://localhost", True),
        ("http://sailau.localhost:1", True), ("http://[::1]:8000", True), ("http://192.168.1.5:8000", False),
        ("https://sailau.example", False), ("https://localhost.example", False), ("", False),
    ],
)  # fmt: skip
def test_near_is_what_no_phone_reaches(address: str, near: bool) -> None:
    assert is_near(address) is near


def test_only_territories_with_something_to_print_are_offered(factory, login) -> None:
    held = factory.contest().constituency
    empty = factory.district("113400000", name_ru="Район без выборов")

    browser = login(Role.COORDINATOR)
    offered = browser.get("/reports").page.xpath("//select[@name='path' or @name='region']/option/@value")

    assert empty.path not in offered
    assert held.path[:20] in offered
    assert browser.get("/reports", path=empty.path).status == 200
