"""Documents and steps on the page of a dossier: refused in place, recorded once, shown to the next who opens it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from elections.accounts.access import Role
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import Document, Status, required_documents
from elections.database import db
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import hand_in_all
from tests.factories import Factory

LogIn = Callable[..., Browser]
AFTER_REGISTRATION = datetime(2021, 7, 20, 6, tzinfo=UTC)


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the form leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def ticked(answer: Answer) -> list[str]:
    return answer.page.xpath("//input[@name='documents' and @checked]/@value")


def offered(answer: Answer) -> list[str]:
    return answer.page.xpath("//select[@name='status']/option/@value")


def test_documents_are_ticked_and_seen_by_the_next(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.PROPOSED)
    browser, url = login(Role.HQ_STAFF, candidate.path), f"/candidates/{candidate.id}"
    asked = browser.get(url).page.xpath("//input[@name='documents']/@value")
    required = [one.value for one in required_documents(candidate.nomination)]

    saved = browser.post(f"{url}/documents", {"documents": ["consent", "deposit"], "version": "1"})
    page = login(Role.OBSERVER).get(url)

    assert (asked, saved.status, saved.location, ticked(page)) == (required, 303, url, ["consent", "deposit"])
    assert page.page.xpath("//input[@name='documents' and not(@disabled)]") == []
    kept = db.session.query(CandidateDocument).order_by(CandidateDocument.id)
    assert [(one.kind, one.received_on) for one in kept] == [
        (Document.CONSENT, date(2021, 7, 5)), (Document.DEPOSIT, date(2021, 7, 5)),
    ]  # fmt: skip
    assert db.session.query(Candidate.status).scalar() is Status.DOCUMENTS


def test_documents_on_a_stale_or_missing_version_are_refused(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    browser, url = login(), f"/candidates/{candidate.id}/documents"

    for version in ("7", "abc", "9" * 30):
        answer = browser.post(url, {"documents": ["consent"], "version": version})
        assert (version, answer.status) == (version, 422)

    assert db.session.query(CandidateDocument).count() == 0


def test_steps_are_offered_refused_and_recorded(factory: Factory, login: LogIn) -> None:
    factory.election(clock_at=AFTER_REGISTRATION)
    candidate = factory.candidate(status=Status.FILED)
    browser, url = login(Role.HQ_STAFF), f"/candidates/{candidate.id}"
    form = {
        "status": "registered",
        "status_on": "2021-07-15",
        "ground": "",
        "note": "Протокол №3",
        "version": "1",
    }

    before = offered(browser.get(url))
    late = browser.post(f"{url}/step", form)
    hand_in_all(candidate)
    stale = browser.post(f"{url}/step", {**form, "status_on": "2021-07-14", "version": "7"})
    leap = browser.post(f"{url}/step", {**form, "status": "proposed"})
    done = browser.post(f"{url}/step", {**form, "status_on": "2021-07-14"})
    after = offered(browser.get(url))

    assert before == ["documents", "registered", "refused", "withdrawn"]
    assert (late.status, wrong(late)) == (422, ["status_on"])
    assert late.page.xpath("//input[@name='note']/@value") == ["Протокол №3"]
    assert (stale.status, leap.status, wrong(leap), done.status) == (422, 422, ["status"], 303)
    assert (candidate.status, candidate.status_on) == (Status.REGISTERED, date(2021, 7, 14))
    assert after == ["cancelled", "withdrawn"]


def test_restoration_beside_another_nominee_is_refused_in_words(factory: Factory, login: LogIn) -> None:
    factory.election(clock_at=AFTER_REGISTRATION)
    ended = factory.candidate(status=Status.CANCELLED)
    hand_in_all(ended)
    factory.candidate(ended.contest, factory.person(surname="Бекова", given_name="Әсел", patronymic=""))
    form = {"status": "registered", "status_on": "2021-07-20", "ground": "", "version": "1"}

    answer = login().post(f"/candidates/{ended.id}/step", form)

    assert (answer.status, "Бекова Әсел" in answer.page.xpath("string(//*[@role='alert'])")) == (422, True)
    assert ended.status is Status.CANCELLED


def test_same_form_sent_twice_counts_once(factory: Factory, login: LogIn) -> None:
    factory.election(clock_at=AFTER_REGISTRATION)
    candidate = factory.candidate(status=Status.REGISTERED)
    browser, url = login(), f"/candidates/{candidate.id}/step"
    form = {
        "status": "withdrawn", "status_on": "2021-07-14", "ground": "own_wish", "note": "Заявление", "version": "1",
        "idempotency_key": "key-1",
    }  # fmt: skip

    answers = [browser.post(url, form) for _ in range(2)]

    assert [(one.status, one.location) for one in answers] == [(303, f"/candidates/{candidate.id}")] * 2
    assert (candidate.status, candidate.version) == (Status.WITHDRAWN, 2)
