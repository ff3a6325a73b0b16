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


def test_headquarters_staff_are_told_whom_to_ask_and_the_coordinators_reason_is_kept_and_shown(
    factory: Factory, login: LogIn
) -> None:
    factory.election(clock_at=AFTER_REGISTRATION)
    candidate = factory.candidate(status=Status.FILED, status_on=date(2021, 7, 9))
    hand_in_all(candidate)
    factory.user(login="aigul", name="Айгүл Сейітова", path=candidate.path[:10])
    factory.user(login="berik", name="Берік Оспанов", path=candidate.path[:20])
    factory.user(login="far", name="Чужой", path="150000000/")
    factory.user(login="gone", name="Ушедший", is_active=False)
    staff, url = login(Role.HQ_STAFF, candidate.path), f"/candidates/{candidate.id}"
    form = {
        "status": "registered", "status_on": "2021-07-15", "note": "Протокол №3", "reason": "Суд решил", "version": "1",
    }  # fmt: skip

    refused = staff.post(f"{url}/step?lang=en", form)
    browser = login(Role.COORDINATOR, candidate.path[:10])
    unsaid = browser.post(f"{url}/step", {**form, "reason": " "})
    done = browser.post(f"{url}/step", form)

    said = " ".join(refused.page.xpath("string(//*[@role='alert'])").split())
    assert refused.status == 422
    assert "Айгүл Сейітова (aigul), Берік Оспанов (berik)" in said
    assert ("Чужой" in said, "Ушедший" in said, "113-5(14)" in said) == (False, False, True)
    assert refused.page.xpath("//input[@name='reason']/@value") == ["Суд решил"]
    assert (unsaid.status, wrong(unsaid)) == (422, ["status_on", "reason"])
    assert (done.status, candidate.status) == (303, Status.REGISTERED)
    shown = login(Role.OBSERVER).get(url).page.xpath("//ol[@class='timeline']/li")[-1].text_content()
    assert all(one in shown for one in ("15.07.2021", "Протокол №3", "Суд решил"))


def test_documents_without_any_answer_are_refused_and_the_page_is_shown(
    factory: Factory, login: LogIn
) -> None:
    candidate = factory.candidate()
    assert login(Role.HQ_STAFF).post(f"/candidates/{candidate.id}/documents").status == 422


def test_overtaken_clerk_sees_both_lists_of_documents_and_chooses(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    first, second, url = login(), login(), f"/candidates/{candidate.id}/documents"
    first.post(url, {"documents": ["consent", "deposit"], "version": "1"})

    answer = second.post(url, {"documents": ["biography"], "version": "1"})
    version = answer.page.xpath(f"//form[@action='{url}']//input[@name='version']/@value")
    chosen = {"documents": ["biography"], "stays-documents": "theirs", "version": version[0]}
    saved = second.post(url, chosen)

    assert (answer.status, ticked(answer), version) == (422, ["biography"], ["2"])
    assert len(answer.page.xpath("//input[@name='stays-documents']")) == 2
    assert saved.status == 303
    assert {one.kind for one in db.session.query(CandidateDocument)} == {Document.CONSENT, Document.DEPOSIT}


def test_step_on_a_dossier_that_somebody_else_changed_says_who_and_what_follows_now(
    factory: Factory, login: LogIn
) -> None:
    candidate = factory.candidate(status=Status.PROPOSED)
    browser, url = login(login="second"), f"/candidates/{candidate.id}"
    login(login="first").post(f"{url}/documents", {"documents": ["consent"], "version": "1"})

    form = {"status": "withdrawn", "status_on": "2021-07-05", "ground": "own_wish", "version": "1"}
    answer = browser.post(f"{url}/step", form)

    assert (answer.status, "first" in answer.page.xpath("string(//*[@role='alert'])")) == (422, True)
    assert offered(answer) == ["proposed", "filed", "withdrawn"]
    assert answer.page.xpath("//select[@name='ground']//option[@selected]/@value") == ["own_wish"]


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
