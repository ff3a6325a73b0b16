"""Asking for a batch on the page of reports, and what its job's page says of it."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.jobs import queue
from elections.jobs.models import Job, JobState
from elections.reports import printing
from tests.browsing import Browser
from tests.factories import Factory

KATOS = ["113200000", "113400000"]
LogIn = Callable[..., Browser]


@pytest.fixture(autouse=True)
def places(factory: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    factory.election()
    for kato in KATOS:
        factory.contest(factory.constituency(factory.district(kato, name_ru=f"Район {kato}")))
    monkeypatch.setattr(printing, "FEW", 9)


def asked() -> Job:
    db.session.rollback()
    return db.session.query(Job).order_by(Job.id.desc()).first()


def test_form_asks_for_what_the_list_shows(login: LogIn) -> None:
    page = login(Role.COORDINATOR).get("/reports", kind="constituency", path=f"110000000/{KATOS[0]}/").page

    chosen = {
        one.get("name"): one.xpath("string(.//option[@selected]/@value)")
        for one in page.xpath("//form[@method='post']//select")
    }
    assert (chosen["level"], chosen["region"]) == ("constituency", f"110000000/{KATOS[0]}/")
    assert page.xpath("//form[@method='post']//input[@type='checkbox']/@name") == ["merged"]


def test_batch_is_asked_for_made_and_handed_out(login: LogIn) -> None:
    browser = login(Role.COORDINATOR)
    answer = browser.post(
        "/reports/batches", {"level": "district", "region": "", "paper": "kk-ru", "merged": "y"}
    )

    assert (answer.status, answer.location) == (303, f"/jobs/{asked().id}")
    assert asked().params == {"kind": "district", "language": "kk-ru", "merged": True}
    assert queue.run_next()
    page = browser.follow(answer)
    files = page.page.xpath("//*[@id='progress']//tbody//a/text()")
    assert files == ["all-district-kk-ru.pdf", *(f"district-{kato}-kk-ru.pdf" for kato in KATOS)]
    link = page.page.xpath("//*[@id='progress']//tbody//a/@href")[0]
    whole = browser.get(link)
    assert (whole.status, whole.data[:5]) == (200, b"%PDF-")
    assert "Қазақша – Русский" in page.words


def test_batch_of_one_territory_is_of_it_alone(login: LogIn) -> None:
    path = f"110000000/{KATOS[1]}/"
    browser = login(Role.COORDINATOR, path)

    answer = browser.post("/reports/batches", {"level": "constituency", "region": "", "paper": "ru"})

    assert (answer.status, asked().path) == (303, path)
    queue.run_next()
    assert (asked().state, asked().result["files"]) == (JobState.DONE, 1)


@pytest.mark.parametrize(
    "wrong", [{"level": "leaflet"}, {"paper": "fr"}, {"region": "990000000/"}, {"level": "national", "region": "113200000/"}]
)  # fmt: skip
def test_what_there_is_not_is_not_asked_for(login: LogIn, wrong: dict[str, str]) -> None:
    form = {"level": "district", "region": "", "paper": "ru", **wrong}

    answer = login(Role.COORDINATOR).post("/reports/batches", form)

    assert (answer.status, asked()) == (422, None)


def test_page_says_which_report_failed_and_what_to_do(login: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = login(Role.COORDINATOR)
    browser.post("/reports/batches", {"level": "district", "region": "", "paper": "ru"})
    genuine = printing.html_of

    def html_of(kind: object, key: str, *rest: object) -> str:
        if key == KATOS[0]:
            raise ZeroDivisionError("turnout")
        return genuine(kind, key, *rest)

    monkeypatch.setattr(printing, "html_of", html_of)
    queue.run_next()

    page = browser.get(f"/jobs/{asked().id}", lang="en")
    wrong, part = page.page.xpath("//p[contains(@class, 'notice')]")
    assert f"Район {KATOS[0]}" in wrong.text_content()
    assert "1 of 2 are made" in part.text_content()
    assert page.page.xpath("//*[@id='progress']//tbody//a/text()") == [f"district-{KATOS[1]}-ru.pdf"]


def test_who_may_not_print_asks_for_nothing(login: LogIn) -> None:
    answer = login(Role.OBSERVER).post("/reports/batches", {"level": "district", "region": "", "paper": "ru"})

    assert (answer.status, asked()) == (403, None)


def test_interrupted_batch_tells_its_failure_without_a_traceback(login: LogIn) -> None:
    with transaction():
        db.session.add(Job(kind="reports.batch", params={"kind": "district", "language": "ru"}, path="",
                           state=JobState.FAILED, error="given up after three attempts"))  # fmt: skip

    page = login(Role.COORDINATOR).get(f"/jobs/{asked().id}")

    assert (page.status, "given up after three attempts" in page.words) == (200, True)
