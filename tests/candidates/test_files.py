"""Photos and scans in a dossier: made clean, kept encrypted, refused with what helps, seen by those who may."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PIL import Image

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates.file_actions import LONGEST_NAME, MAXIMUM_SCANS, add_scans, save_photo, tidy_name
from elections.candidates.models import Candidate, CandidateDocument, CandidateFile, CandidateStep
from elections.candidates.registration import Document, Status
from elections.database import db
from elections.errors import Forbidden, Refused
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import coordinator, last_event, objections
from tests.documents.pdfs import small_pdf
from tests.documents.test_pdf_plain import spoil, told
from tests.documents.test_picture import HEIC, bomb, picture, told_all
from tests.factories import Factory

LogIn = Callable[..., Browser]
PDF = small_pdf()
ELSEWHERE = "150000000/"


def file(content: bytes, name: str = "file.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the page leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def scans(browser: Browser, candidate: Candidate, *files: Any, document: str = "biography") -> Answer:
    return browser.post(f"/candidates/{candidate.id}/scans", {"document": document, "scans": list(files)})


def kept() -> list[tuple[str, str, Document | None]]:
    rows = db.session.query(CandidateFile).order_by(CandidateFile.id)
    return [(one.name, one.mimetype, one.document) for one in rows]


def test_photo_loses_what_it_told_and_is_shown_to_who_may_see_the_candidate(
    factory: Factory, login: LogIn
) -> None:
    candidate = factory.candidate()
    url = f"/candidates/{candidate.id}/photo"

    saved = login(Role.HQ_STAFF, candidate.path).post(url, {"photo": file(told_all(), "IMG 1.jpg")})
    shown = login(Role.OBSERVER).get(url)

    assert (saved.status, saved.location) == (303, f"/candidates/{candidate.id}#part-photo")
    image = Image.open(io.BytesIO(shown.data))
    assert (shown.status, shown.mimetype, image.format, dict(image.getexif())) == (
        200,
        "image/jpeg",
        "JPEG",
        {},
    )
    assert b"SECRET" not in shown.data
    assert shown.headers["Cache-Control"] == "private, no-cache"
    page = login(Role.OBSERVER, login="second").get(f"/candidates/{candidate.id}").page
    assert page.xpath("//main//img/@src") == [f"{url}?v=1"]


def test_photo_is_sealed_in_the_table(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    browser, url = login(), f"/candidates/{candidate.id}/photo"

    browser.post(url, {"photo": file(picture())})

    sealed = db.session.query(CandidateFile.content_sealed).scalar()
    shown = browser.get(url).data
    assert (b"JFIF" in sealed, b"JFIF" in shown) == (False, True)
    assert browser.app.extensions["vault"].decrypt_bytes(sealed) == shown


def test_browser_that_has_the_photo_is_told_so(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    browser, url = login(), f"/candidates/{candidate.id}/photo"
    browser.post(url, {"photo": file(picture())})
    tag = browser.get(url).headers["ETag"]

    again = browser.client.get(url, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_other_photo_takes_the_place_of_the_first_the_same_does_not_and_it_is_taken_away(
    factory: Factory, login: LogIn
) -> None:
    candidate = factory.candidate()
    browser, url = login(), f"/candidates/{candidate.id}/photo"

    for size in ((40, 30), (60, 50), (60, 50)):
        assert browser.post(url, {"photo": file(picture("PNG", size), "x.png")}).status == 303
    saved = [one.action for one in db.session.query(AuditEvent).filter_by(subject_kind="candidate")]
    second = Image.open(io.BytesIO(browser.get(url).data)).size
    removals = [browser.post(f"{url}/removal").status for _ in range(2)]

    assert (second, removals, browser.get(url).status) == ((60, 50), [303, 404], 404)
    assert saved == ["candidate.photo_saved"] * 2
    assert (kept(), last_event("candidate")["action"]) == ([], "candidate.photo_removed")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEIC, "HEIC"),
        (picture("GIF", mode="P"), "JPEG, PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG, PNG"),
        (PDF, "JPEG, PNG"),
        (picture("JPEG", (400, 300))[:900], "снимок.jpg"),
        (bomb(40_000), "50"),
        (picture() + bytes(10 * 1024 * 1024), "10"),
    ],
)
def test_photo_that_is_none_is_refused_with_what_helps(
    factory: Factory, login: LogIn, content: bytes, words: str
) -> None:
    candidate = factory.candidate()

    answer = login().post(f"/candidates/{candidate.id}/photo", {"photo": file(content, "снимок.jpg")})

    said = answer.page.xpath("string(//*[@role='alert'])")
    assert (answer.status, wrong(answer), kept()) == (422, ["photo"], [])
    assert "снимок.jpg" in said
    assert words in said


def test_photo_that_was_not_chosen_and_request_that_is_too_large(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    browser, url = login(), f"/candidates/{candidate.id}/photo"

    empty = browser.post(url, {"photo": file(b"", "")})
    huge = browser.post(url, {"photo": file(bytes(21 * 1024 * 1024))})

    assert (empty.status, wrong(empty), huge.status) == (422, ["photo"], 413)


def test_scans_mark_the_document_as_received_and_begin_the_collecting(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.PROPOSED)

    saved = scans(login(), candidate, file(PDF, "анкета.pdf"), file(picture("PNG"), "стр 2.png"))

    assert (saved.status, saved.location) == (303, f"/candidates/{candidate.id}#part-scans")
    assert kept() == [
        ("анкета.pdf", "application/pdf", Document.BIOGRAPHY), ("стр 2.jpg", "image/jpeg", Document.BIOGRAPHY),
    ]  # fmt: skip
    received = db.session.query(CandidateDocument.kind, CandidateDocument.received_on).all()
    assert received == [(Document.BIOGRAPHY, date(2021, 7, 5))]
    assert (candidate.status, candidate.status_on) == (Status.DOCUMENTS, date(2021, 7, 5))
    step = db.session.query(CandidateStep).one()
    assert (step.from_status, step.to_status) == (Status.PROPOSED, Status.DOCUMENTS)
    event = last_event("candidate")
    assert event["after"] == {"document": "biography", "files": ["анкета.pdf", "стр 2.jpg"]}


def test_scan_of_a_received_document_changes_neither_its_day_nor_the_status(
    factory: Factory, login: LogIn
) -> None:
    candidate = factory.candidate(status=Status.REGISTERED)
    browser = login()
    browser.post(f"/candidates/{candidate.id}/documents", {"documents": ["biography"], "version": "1"})
    version = candidate.version

    assert scans(browser, candidate, file(PDF)).status == 303

    assert (candidate.status, candidate.version) == (Status.REGISTERED, version)
    assert db.session.query(CandidateDocument).count() == 1


def test_same_file_twice_is_told_as_it_came_and_as_made_anew(factory: Factory, login: LogIn) -> None:
    candidate, browser = factory.candidate(), login()
    assert scans(browser, candidate, file(PDF), file(picture())).status == 303

    again = scans(browser, candidate, file(PDF, "again.pdf"), file(picture(), "again.jpg"))
    twice = scans(browser, candidate, file(PDF), file(PDF), document="deposit")
    other = scans(browser, candidate, file(PDF), document="deposit")

    assert (again.status, wrong(again)) == (422, ["scans", "scans"])
    assert "again.pdf" in again.words
    assert (twice.status, wrong(twice), other.status, len(kept())) == (422, ["scans"], 303, 3)


def test_scans_are_refused_all_at_once_and_none_is_kept(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.PROPOSED)
    files = (file(PDF, "good.pdf"), file(HEIC, "a.heic"), file(b"MZ", "b.exe"), file(b"<html>", "c.pdf"))

    answer = scans(login(), candidate, *files)

    said = answer.page.xpath("string(//*[@role='alert'])")
    assert (answer.status, len(wrong(answer)), kept(), candidate.status) == (422, 3, [], Status.PROPOSED)
    assert [name in said for name in ("good.pdf", "a.jpg", "a.heic", "b.exe", "c.pdf")] == [
        False, False, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("document", ["signatures_protocol", "passport", ""])
def test_document_that_the_law_does_not_ask_is_refused(factory: Factory, login: LogIn, document: str) -> None:
    answer = scans(login(), factory.candidate(), file(PDF), document=document)

    assert (answer.status, wrong(answer), kept()) == (422, ["document"], [])


def test_scan_is_handed_out_without_what_acts_in_it(factory: Factory, login: LogIn) -> None:
    candidate, browser = factory.candidate(), login()
    assert scans(browser, candidate, file(small_pdf("page", spoil), "анкета.pdf")).status == 303
    url = f"/candidates/{candidate.id}/scans/{db.session.query(CandidateFile.id).scalar()}"

    handed_out = told(browser.post(f"{url}/download").data)

    assert [one in handed_out for one in ("(page) Tj", "SECRET", "JavaScript")] == [True, False, False]


def test_no_scan_at_all_is_refused(factory: Factory, login: LogIn) -> None:
    answer = scans(login(), factory.candidate(), file(b"", ""))

    assert (answer.status, wrong(answer)) == (422, ["scans"])


def test_dossier_is_full_at_some_time(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    for _ in range(MAXIMUM_SCANS - 1):
        factory.scan(candidate)
    browser = login()

    last = scans(browser, candidate, file(PDF))
    more = scans(browser, candidate, file(small_pdf("another paper")))

    assert (last.status, more.status, wrong(more), len(kept())) == (303, 422, ["scans"], MAXIMUM_SCANS)


def test_scan_is_handed_out_as_a_file_and_the_log_says_to_whom(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    scan = factory.scan(candidate, content=PDF, name="анкета.pdf")
    url = f"/candidates/{candidate.id}/scans/{scan.id}"
    browser = login(Role.HQ_STAFF, candidate.path, login="clerk")

    answer = browser.post(f"{url}/download")

    assert (answer.status, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "no-store", "nosniff",
    )  # fmt: skip
    event = last_event("candidate")
    assert (event["actor_login"], event["action"], event["after"]) == (
        "clerk", "candidate.scan_seen", {"document": "biography", "file": "анкета.pdf"},
    )  # fmt: skip


def test_scan_is_taken_away_and_the_document_stays_received(factory: Factory, login: LogIn) -> None:
    candidate, browser = factory.candidate(), login()
    scans(browser, candidate, file(PDF))
    url = f"/candidates/{candidate.id}/scans/{db.session.query(CandidateFile.id).scalar()}"

    answers = [browser.post(f"{url}/removal").status for _ in range(2)]

    assert (answers, kept(), db.session.query(CandidateDocument).count()) == ([303, 404], [], 1)
    assert browser.post(f"{url}/download").status == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.OBSERVER, Role.ADMINISTRATOR])
def test_who_does_not_edit_sees_how_many_scans_there_are_and_none_of_them(
    factory: Factory, login: LogIn, role: Role
) -> None:
    candidate = factory.candidate()
    scan = factory.scan(candidate, name="анкета Асанова.pdf")
    browser, url = login(role), f"/candidates/{candidate.id}"

    page = browser.get(url)
    answers = [
        browser.post(f"{url}/scans/{scan.id}/download"), browser.post(f"{url}/scans/{scan.id}/removal"),
        scans(browser, candidate, file(PDF)), browser.post(f"{url}/photo", {"photo": file(picture())}),
        browser.post(f"{url}/photo/removal"), browser.post(f"{url}/consent"),
        browser.post(f"{url}/consent/withdrawal"),
    ]  # fmt: skip

    assert {one.status for one in answers} == {403}
    assert page.page.xpath("//tr[@id='scans-biography']/td[3]/text()") == ["\n1"]
    assert ("анкета" in page.text, page.page.xpath("//main//input[@type='file']")) == (False, [])
    assert db.session.query(AuditEvent).filter_by(subject_kind="candidate").count() == 0


def test_foreign_territory_has_no_files(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    scan, photo = factory.scan(candidate), factory.scan(candidate, document=None)
    other = factory.candidate(factory.contest())
    url, browser = f"/candidates/{candidate.id}", login(Role.COORDINATOR, ELSEWHERE)

    posted = [
        browser.post(f"{url}{one}").status
        for one in (f"/scans/{scan.id}/download", f"/scans/{scan.id}/removal", "/scans", "/photo", "/consent")
    ]
    read = [browser.get(f"{url}{one}").status for one in ("/photo", "/card.pdf")]
    at_home = login(Role.COORDINATOR, login="home")
    of_others = [
        at_home.post(f"/candidates/{other.id}/scans/{scan.id}/download").status,
        at_home.post(f"{url}/scans/{photo.id}/download").status,
    ]

    assert {*posted, *read, *of_others} == {404}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("анкета.pdf", "анкета.pdf"),
        ("C:\\Users\\Асан\\скан 1.PDF", "скан 1.PDF"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\u202egpj.exe", "abgpj.exe"),
        ("", "scan"),
        (".pdf", "scan.pdf"),
        ("x" * 300, "x" * LONGEST_NAME),
        (f"{'x' * 300}.pdf", f"{'x' * (LONGEST_NAME - 10)}.pdf"),
    ],
)
def test_name_of_a_file_is_tidied(typed: str, name: str) -> None:
    assert tidy_name(typed) == name


def test_history_tells_of_files_and_consents_in_words(factory: Factory, login: LogIn) -> None:
    candidate, browser = factory.candidate(), login()
    scans(browser, candidate, file(PDF, "анкета.pdf"))
    browser.post(
        f"/candidates/{candidate.id}/consent", {"text_version": "1", "given_on": "2021-07-01", "way": "paper"}
    )

    words = browser.get(f"/candidates/{candidate.id}/history").words

    assert [one in words for one in ("анкета.pdf", "Биографические данные", "01.07.2021")] == [True] * 3
    codes = ("files", "document", "biography", "text_version", "given_on", "way")
    assert [code for code in codes if f" {code} " in words] == []


def test_action_itself_refuses_a_document_that_is_not_asked_and_no_file(factory: Factory) -> None:
    candidate = factory.candidate()

    with pytest.raises(Refused) as refused:
        add_scans(coordinator(), candidate, Document.SIGNATURES_PROTOCOL, [], date(2021, 7, 5))

    assert objections(refused.value) == [
        ("scan.document_not_asked", "document", ""), ("scan.missing", "scans", ""),
    ]  # fmt: skip
    with pytest.raises(Forbidden):
        save_photo(coordinator(ELSEWHERE), candidate, ("x.jpg", picture()))
