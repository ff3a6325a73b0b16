"""Certificates end to end: issued at one click, printed the same however often, revoked, checked by anybody."""

import io
from datetime import date

import pypdf
import pytest
import zxingcpp
from flask import Flask

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.campaign.models import Election
from elections.database import db, transaction
from elections.jobs.models import JobFile
from elections.jobs.queue import run_next
from elections.training import certificate_views
from elections.training.certificates import in_groups
from elections.training.models import Attendance, Certificate, Course, Participation, SeminarStatus
from tests.factories import Factory
from tests.queries import counting_queries
from tests.training.conftest import School, wrong

WHOLE = "110000000/"


@pytest.fixture
def held(factory: Factory, school: School) -> School:
    """The school's seminar, closed: both nominees passed, the head failed."""
    head = school.head
    factory.participation(school.seminar, head.person, path=head.path, attendance=Attendance.FAILED, score=10)
    for one in school.nominees:
        factory.participation(
            school.seminar, one.person, path=one.path, attendance=Attendance.PASSED, score=80
        )
    with transaction():
        db.session.merge(school.seminar).status = SeminarStatus.CLOSED
    return school


def certificates() -> list[Certificate]:
    db.session.rollback()
    return list(db.session.query(Certificate).order_by(Certificate.serial_number))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_all_who_passed_get_one_certificate_however_often_it_is_asked(held: School, login) -> None:
    trainer = login(Role.TRAINER, held.home.path)
    assert trainer.get(held.url).page.xpath(f"//form[@action='{held.url}/certificates']")

    answers = [trainer.post(f"{held.url}/certificates") for _ in range(2)]

    assert [one.status for one in answers] == [303, 303]
    issued = [(one.serial_number, one.printed["name"].split()[0]) for one in certificates()]
    assert issued == [(1, "Әлиев"), (2, "Бекова")]
    assert "Әлиев" in trainer.get(held.url).words
    events = db.session.query(AuditEvent).filter_by(action="certificates.issued").all()
    assert [one.after for one in events] == [{"certificates": 2, "first": 1, "last": 2}]


def test_who_attended_a_course_without_a_test_gets_a_certificate(factory: Factory, login) -> None:
    course = factory.course(pass_mark=0)
    seminar = factory.seminar(WHOLE, course_id=course.id, status=SeminarStatus.CLOSED)
    for state in (Attendance.ATTENDED, Attendance.ABSENT):
        factory.participation(seminar, attendance=state)

    page = login(Role.TRAINER, WHOLE).post(f"/seminars/{seminar.id}/certificates")

    assert (page.status, len(certificates())) == (303, 1)
    state = db.session.get_one(Participation, certificates()[0].participation_id).attendance
    assert state is Attendance.ATTENDED


def test_who_attended_a_course_with_a_test_gets_none_before_it_is_passed(factory: Factory, login) -> None:
    seminar = factory.seminar(WHOLE, course_id=factory.course(pass_mark=60).id, status=SeminarStatus.CLOSED)
    factory.participation(seminar, attendance=Attendance.ATTENDED)

    login(Role.TRAINER, WHOLE).post(f"/seminars/{seminar.id}/certificates")

    assert certificates() == []


def test_nothing_is_issued_before_the_list_is_closed(school: School, login) -> None:
    answer = login(Role.TRAINER, school.home.path).post(f"{school.url}/certificates")

    assert (answer.status, certificates()) == (422, [])


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [(Role.OBSERVER, "", 403), (Role.HQ_STAFF, WHOLE, 403), (Role.TRAINER, "150000000/", 404),
     (Role.TRAINER, "110000000/113400000/", 404), (Role.COORDINATOR, WHOLE, 303)],
)  # fmt: skip
def test_who_may_issue(held: School, login, role: Role, path: str, status: int) -> None:
    assert login(role, path).post(f"{held.url}/certificates").status == status


def test_printed_again_it_is_the_same_to_the_last_byte(held: School, login) -> None:
    trainer = login(Role.TRAINER, held.home.path)
    trainer.post(f"{held.url}/certificates")
    one = certificates()[0]
    alone, all_of_them = f"/certificates/{one.id}.pdf", f"{held.url}/certificates.pdf"
    before = [trainer.get(url).data for url in (alone, all_of_them)]

    with transaction():
        person = db.session.get_one(Participation, one.participation_id).person
        person.surname, person.sort_key = "Яковлева", "яя"
        course = db.session.get_one(Course, held.seminar.course_id)
        course.title_ru, course.title_kk, course.hours = "Другой", "Басқа", 99

    assert [trainer.get(url).data for url in (alone, all_of_them)] == before
    text = text_of(before[0])
    assert all(
        words in text for words in ("Әлиев", "Закон о выборах", "Сайлау туралы заң", "№ 000001", "03.07.2021")
    )
    assert len(pypdf.PdfReader(io.BytesIO(before[1])).pages) == 2


def test_sheet_is_landscape_and_speaks_both_languages(factory: Factory, login) -> None:
    one = factory.certificate(printed={"name": "Ө" * 100, "course_ru": "Длинное название " * 11})
    pdf = pypdf.PdfReader(io.BytesIO(login(Role.TRAINER).get(f"/certificates/{one.id}.pdf").data))

    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert "Школа политического менеджмента" in pdf.pages[0].extract_text()
    assert "Саяси менеджмент мектебі" in pdf.pages[0].extract_text()


def test_mark_of_a_demo_is_the_kazakh_word_of_today_on_new_certificates_alone(
    factory: Factory, held: School, login
) -> None:
    old = factory.certificate(printed={"is_demo": True, "wording": 1}).id
    with transaction():
        db.session.query(Election).one().is_demo = True
    browser = login(Role.TRAINER)
    browser.post(f"{held.url}/certificates")
    new = [one.id for one in certificates() if one.id != old]
    told = [text_of(browser.get(f"/certificates/{one}.pdf").data) for one in (old, new[0])]

    assert ["Демонстрация: адамдар" in one for one in told] == [True, False]
    assert ["Көрсетілім: адамдар ойдан шығарылған" in one for one in told] == [False, True]
    assert all("Демонстрация: люди вымышлены" in one for one in told)


def test_qr_of_the_paper_opens_the_page_that_says_valid(app: Flask, held: School, login, client) -> None:
    trainer = login(Role.TRAINER, held.home.path)
    trainer.post(f"{held.url}/certificates")
    one = certificates()[0]
    pdf = pypdf.PdfReader(io.BytesIO(trainer.get(f"/certificates/{one.id}.pdf").data))

    read = zxingcpp.read_barcode(pdf.pages[0].images[0].image.convert("L"))

    assert read.text == f"{app.config['PUBLIC_ADDRESS']}/verify/{one.code}"
    page = client.get(read.text.removeprefix(app.config["PUBLIC_ADDRESS"]), lang="en")
    assert page.status == 200
    assert "The certificate is valid." in page.words
    assert "Әлиев" in page.words
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_anybody_learns_how_a_certificate_stands_and_no_more(factory: Factory, client) -> None:
    valid = factory.certificate(valid_until=date(2021, 7, 5))
    expired = factory.certificate(valid_until=date(2021, 7, 5), issued_on=date(2021, 7, 4))
    revoked = factory.certificate(revoked_on=date(2021, 7, 5), reason="тайна", revoked_by="hq")
    with transaction():
        db.session.merge(expired).valid_until = date(2021, 7, 4)

    said = {one.id: client.get(f"/verify/{one.code}", lang="en") for one in (valid, expired, revoked)}

    assert {one.status for one in said.values()} == {200}
    assert "The certificate is valid." in said[valid.id].words
    assert "it was valid until 04.07.2021" in said[expired.id].words
    assert "was revoked on 05.07.2021" in said[revoked.id].words
    assert "тайна" not in said[revoked.id].words


def test_slip_in_a_code_is_said_to_be_a_slip(factory: Factory, client) -> None:
    code = factory.certificate().code
    other = "3" if code[0] != "3" else "4"

    answers = {
        typed: client.get("/verify", code=typed, lang="en")
        for typed in (
            in_groups(code).lower(),
            other + code[1:],
            code[:-1],
            "O" + code[1:],
            "222222222222",
            "",
        )
    }

    says = {typed: (one.status, one.words) for typed, one in answers.items()}
    assert "The certificate is valid." in says[in_groups(code).lower()][1]
    assert "One sign is wrong, or two have changed places" in says[other + code[1:]][1]
    assert "A code has 12 signs, you typed 11" in says[code[:-1]][1]
    assert "No code has the sign O" in says["O" + code[1:]][1]
    assert "No certificate with the code 2222-2222-2222 was ever issued." in says["222222222222"][1]
    assert [status for status, _words in says.values()] == [200, 404, 404, 404, 404, 200]


def test_revoked_with_a_reason_and_replaced_by_another(held: School, login, client) -> None:
    trainer = login(Role.TRAINER, held.home.path)
    trainer.post(f"{held.url}/certificates")
    url = f"/certificates/{certificates()[0].id}"

    silent = trainer.post(url, {"reason": " "})
    assert (silent.status, wrong(silent)) == (422, ["reason"])
    assert trainer.post(url, {"reason": "ошибка в фамилии"}).status == 303
    assert trainer.post(url, {"reason": "ещё раз"}).status == 422
    assert trainer.get(f"{url}.pdf").status == 422
    assert trainer.post(f"{held.url}/certificates").status == 303
    assert len(certificates()) == 2, "what was revoked is not issued again by itself"

    assert trainer.post(f"{url}/successor").status == 303
    assert trainer.post(f"{url}/successor").status == 422
    old, _other, new = certificates()
    assert (old.participation_id, new.serial_number) == (new.participation_id, 3)
    assert "revoked" in client.get(f"/verify/{old.code}", lang="en").words
    assert "is valid" in client.get(f"/verify/{new.code}", lang="en").words
    assert (
        db.session.query(AuditEvent).filter_by(action="certificate.revoked").one().reason
        == "ошибка в фамилии"
    )


def test_revoking_is_for_those_who_train_there(factory: Factory, held: School, login) -> None:
    url = f"/certificates/{factory.certificate(path=held.home.path, seminar_path=held.home.path).id}"

    assert login(Role.OBSERVER).post(url, {"reason": "так"}).status == 403
    assert login(Role.TRAINER, "150000000/").post(url, {"reason": "так"}).status == 404
    assert login(Role.TRAINER, "150000000/").get(f"{url}.pdf").status == 404


def test_territory_at_once_issues_and_prints_a_file_for_each_seminar(held: School, login) -> None:
    coordinator = login(Role.COORDINATOR, WHOLE)
    assert coordinator.post("/certificates/prints", {"path": WHOLE}).status == 422
    assert coordinator.post("/certificates", {"path": ""}).status == 403
    assert coordinator.post("/certificates", {"path": WHOLE}).status == 303
    assert (
        coordinator.get("/certificates", standing="valid", search="алиев").page.xpath("count(//tbody/tr)")
        == 1
    )

    job = coordinator.post("/certificates/prints", {"path": WHOLE})
    assert (job.status, run_next()) == (303, True)
    files = list(db.session.query(JobFile))
    assert [one.name for one in files] == [f"certificates-{held.seminar.id}.pdf"]


def test_great_seminar_is_printed_as_a_job(held: School, login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate_views, "AT_ONCE", 1)
    trainer = login(Role.TRAINER, held.home.path)
    trainer.post(f"{held.url}/certificates")

    assert trainer.get(held.url).page.xpath("//form[@action='/certificates/prints']//input[@name='seminar']")
    job = trainer.post("/certificates/prints", {"seminar": str(held.seminar.id)})
    assert trainer.follow(job).status == 200


def test_dossier_shows_trainings_and_certificates(held: School, login) -> None:
    trainer = login(Role.TRAINER, held.home.path)
    trainer.post(f"{held.url}/certificates")

    words = trainer.get(f"/candidates/{held.nominees[0].id}", lang="en").words
    assert "№ 000001 (valid)" in words
    assert "No seminar yet." in trainer.get(f"/candidates/{held.rival.id}", lang="en").words


@pytest.mark.parametrize("number", [1, 3])
def test_pages_make_the_same_queries_for_one_and_for_three(factory: Factory, login, number: int) -> None:
    seminar = factory.seminar(status=SeminarStatus.CLOSED)
    for _ in range(number):
        factory.certificate(factory.participation(seminar, attendance=Attendance.PASSED))
    browser = login(Role.TRAINER)

    with counting_queries() as of_list:
        page = browser.get("/certificates")
    with counting_queries() as of_seminar:
        browser.get(f"/seminars/{seminar.id}")

    assert (page.page.xpath("count(//tbody/tr)"), len(of_list), len(of_seminar)) == (number, 10, 15)
