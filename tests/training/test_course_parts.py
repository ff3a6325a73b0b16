"""A course's page: modules in their order with the sum of their hours, files and links that are handed out safely."""

import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.documents.pdf_plain import plain_pdf
from elections.training.course_models import CourseMaterial, CourseModule
from elections.training.models import Course
from tests.browsing import Answer, Browser
from tests.documents.pdfs import small_pdf
from tests.documents.test_pdf_plain import spoil
from tests.factories import Factory
from tests.training.conftest import fields_of, wrong

LogIn = Callable[..., Browser]
PDF = small_pdf("memo", spoil)


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (30, 20), (1, 2, 3)).save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def course(factory: Factory) -> Course:
    factory.election()
    return factory.course(hours=8)


@pytest.fixture
def trainer(login: LogIn, course: Course) -> Browser:
    return login(Role.TRAINER)


def add_module(browser: Browser, course: Course, title: str, hours: object = 2, **more: str) -> Answer:
    url = f"/courses/{course.id}/modules/new"
    typed = {"title_kk": f"{title} kk", "title_ru": title, "hours": str(hours), **more}
    return browser.post(url, {**fields_of(browser.get(url), "hours"), **typed})


def modules() -> list[tuple[str, int]]:
    db.session.rollback()
    rows = db.session.query(CourseModule).order_by(CourseModule.position)
    return [(one.title_ru, one.hours) for one in rows]


def materials() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.query(CourseMaterial).order_by(CourseMaterial.id)
    return [(one.title, one.url, one.name) for one in rows]


def version(browser: Browser, course: Course) -> str:
    return browser.get(f"/courses/{course.id}/edit").page.xpath("string(//input[@name='version']/@value)")


@pytest.mark.parametrize(("hours", "wanting"), [((2, 3), "3"), ((4, 4), ""), ((5, 5), "2")])
def test_modules_are_listed_with_the_sum_of_their_hours(
    trainer: Browser, course: Course, hours: tuple[int, int], wanting: str
) -> None:
    answers = [
        add_module(trainer, course, title, each) for title, each in zip(("Закон", "Штаб"), hours, strict=True)
    ]

    assert [one.status for one in answers] == [303, 303]
    page = trainer.follow(answers[0]).page
    assert [row.xpath("string(td)") for row in page.xpath("//tbody/tr")] == ["1. Закон", "2. Штаб"]
    said = page.xpath("string(//table/../following-sibling::p[1])")
    assert (str(sum(hours)) in said, "8" in said, said.count(wanting) > 0) == (True, True, True)
    assert bool(page.xpath("//p[@class='notice bad']")) == (wanting != "")


def test_module_is_changed_moved_and_removed(trainer: Browser, course: Course) -> None:
    for title in ("Закон", "Штаб", "Итоги"):
        add_module(trainer, course, title)
    first, second, third = [one.id for one in db.session.query(CourseModule).order_by(CourseModule.id)]
    place = f"/courses/{course.id}/modules"

    def send(what: str, **form: str) -> int:
        return trainer.post(f"{place}/{what}", {"version": version(trainer, course), **form}).status

    assert [
        send(f"{third}/move", to="up"),
        send(f"{first}/move", to="up"),
        send(f"{first}/move", to="down"),
    ] == [303] * 3
    assert [title for title, _ in modules()] == ["Итоги", "Закон", "Штаб"]
    url = f"{place}/{second}/edit"
    trainer.post(url, {**fields_of(trainer.get(url), "hours"), "hours": "4"})
    assert send(f"{third}/removal") == 303
    assert modules() == [("Закон", 2), ("Штаб", 4)]
    actions = [event.action for event in db.session.query(AuditEvent).filter_by(subject_kind="course")]
    assert sorted(set(actions)) == [
        "course.module_added", "course.module_changed", "course.module_moved", "course.module_removed",
    ]  # fmt: skip


@pytest.mark.parametrize(("hours", "title"), [(0, "Закон"), (201, "Закон"), ("два", "Закон"), (2, " ")])
def test_refused_module_keeps_what_was_typed(
    trainer: Browser, course: Course, hours: object, title: str
) -> None:
    answer = add_module(trainer, course, title, hours, title_kk="Заң")

    assert (answer.status, wrong(answer), modules()) == (422, ["hours" if title.strip() else "title_ru"], [])
    assert fields_of(answer, "hours")["title_kk"] == "Заң"


def test_overtaken_trainer_changes_nothing(trainer: Browser, course: Course) -> None:
    seen = version(trainer, course)
    add_module(trainer, course, "Закон")
    module = db.session.query(CourseModule).one().id

    late = [
        trainer.post(f"/courses/{course.id}/modules/{module}/{what}", {"version": seen})
        for what in ("move", "removal")
    ]

    assert ([one.status for one in late], modules()) == ([422, 422], [("Закон", 2)])


def add_link(browser: Browser, course: Course, url: str, title: str = "Закон") -> Answer:
    form = {"title": title, "url": url, "version": version(browser, course)}
    return browser.post(f"/courses/{course.id}/materials/link", form)


def add_file(
    browser: Browser, course: Course, content: bytes, name: str = "memo.pdf", title: str = "Памятка"
) -> Answer:
    form = {"title": title, "file": (io.BytesIO(content), name), "version": version(browser, course)}
    return browser.post(f"/courses/{course.id}/materials/file", form)


def test_links_are_https_alone_and_each_is_there_once(trainer: Browser, course: Course) -> None:
    bad = (
        "http://adilet.zan.kz", "adilet.zan.kz", "javascript:alert(1)", "https://", "https://a b.kz", "https://u@x.kz",
        "https://[", "ftp://adilet.zan.kz", "https://localhost",
    )  # fmt: skip
    answers = [add_link(trainer, course, one) for one in bad]
    assert [(one.status, wrong(one)) for one in answers] == [(422, ["url"])] * len(bad)

    added, twice = [add_link(trainer, course, "https://adilet.zan.kz/rus") for _ in range(2)]

    assert (added.status, twice.status, wrong(twice)) == (303, 422, ["url"])
    assert materials() == [("Закон", "https://adilet.zan.kz/rus", "")]
    link = trainer.follow(added).page.xpath("//a[@href='https://adilet.zan.kz/rus']")[0]
    assert "noopener" in link.get("rel")


def test_files_are_told_by_their_content_and_handed_out_as_attachments(
    trainer: Browser, course: Course, login: LogIn
) -> None:
    assert add_file(trainer, course, PDF, "памятка.pdf").status == 303
    assert add_file(trainer, course, picture(), "схема.png").status == 303

    assert [name for _, _, name in materials()] == ["памятка.pdf", "схема.jpg"]
    reader = login(Role.OBSERVER)
    links = reader.get(f"/courses/{course.id}").page.xpath("//main//ul//a/@href")
    memo, drawing = [reader.get(one) for one in links]
    assert (memo.data, memo.mimetype, drawing.mimetype) == (plain_pdf(PDF), "application/pdf", "image/jpeg")
    assert memo.headers["Content-Disposition"].startswith("attachment")
    assert memo.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html>", "memo.pdf"), (b"PK\x03\x04", "slides.pptx"), (b"MZ", "memo.exe"), (b"", "memo.pdf"),
     (b"%PDF-" + b"0" * (10 * 1024**2), "memo.pdf"), (b"\x89PNG\r\n\x1a\n broken", "memo.png")],
)  # fmt: skip
def test_refused_file_is_named_and_not_kept(
    trainer: Browser, course: Course, content: bytes, name: str
) -> None:
    answer = add_file(trainer, course, content, name)

    assert (answer.status, wrong(answer), materials()) == (422, ["file"], [])
    assert name in answer.page.xpath("string(//*[@role='alert'])")


MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
SLIDES, TEXT = MAIN.format("presentationml.presentation"), MAIN.format("wordprocessingml.document")


def office(contents: str, *more: str) -> bytes:
    """An Office file as far as it is looked into: its table of contents, and the names of other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{contents}"/></Types>')
        for name in more:
            archive.writestr(name, "x")
    return file.getvalue()


def test_slides_and_texts_are_handed_out_as_attachments_under_their_own_kind(
    trainer: Browser, course: Course, login: LogIn
) -> None:
    assert add_file(trainer, course, office(SLIDES), "слайды.zip").status == 303
    assert add_file(trainer, course, office(TEXT), "текст.docx").status == 303

    assert [name for _, _, name in materials()] == ["слайды.pptx", "текст.docx"]
    reader = login(Role.OBSERVER)
    answers = [
        reader.get(one) for one in reader.get(f"/courses/{course.id}").page.xpath("//main//ul//a/@href")
    ]
    assert [one.mimetype for one in answers] == [
        SLIDES.removesuffix(".main+xml"),
        TEXT.removesuffix(".main+xml"),
    ]
    assert {one.headers["Content-Disposition"].split(";")[0] for one in answers} == {"attachment"}
    assert {one.headers["X-Content-Type-Options"] for one in answers} == {"nosniff"}


@pytest.mark.parametrize(
    "content",
    [
        office(SLIDES.replace("openxmlformats-officedocument.presentationml.presentation", "ms-powerpoint.presentation.macroEnabled")),
        office(SLIDES, "ppt/vbaProject.bin"), office(TEXT, "word/activeX/activeX1.bin"), office("text/html"),
        office(SLIDES)[:-30], office("x" * (1024 * 1024)),
    ],
)  # fmt: skip
def test_office_file_with_macros_or_of_no_kind_is_refused(
    trainer: Browser, course: Course, content: bytes
) -> None:
    answer = add_file(trainer, course, content, "slides.pptx")

    assert (answer.status, wrong(answer), materials()) == (422, ["file"], [])
    assert "slides.pptx" in answer.page.xpath("string(//*[@role='alert'])")


def test_same_file_is_kept_once_and_a_removed_one_is_gone(trainer: Browser, course: Course) -> None:
    added, twice = [add_file(trainer, course, PDF) for _ in range(2)]
    assert (added.status, twice.status, wrong(twice)) == (303, 422, ["file"])
    link = trainer.follow(added).page.xpath("//main//ul//a/@href")[0]

    removed = trainer.post(f"{link}/removal", {"version": version(trainer, course)})

    assert (removed.status, materials(), trainer.get(link).status) == (303, [], 404)


def test_course_has_only_so_many_materials(trainer: Browser, course: Course) -> None:
    for number in range(30):
        add_link(trainer, course, f"https://adilet.zan.kz/{number}")

    assert [add_link(trainer, course, "https://x.kz").status, add_file(trainer, course, PDF).status] == [
        422,
        422,
    ]
    assert len(materials()) == 30


def test_parts_of_another_course_are_not_found(trainer: Browser, course: Course, factory: Factory) -> None:
    other = factory.course()
    add_module(trainer, course, "Закон")
    add_link(trainer, course, "https://adilet.zan.kz")
    module, material = db.session.query(CourseModule).one().id, db.session.query(CourseMaterial).one().id

    paths = (f"modules/{module}/edit", f"materials/{material}")
    assert [trainer.get(f"/courses/{other.id}/{one}").status for one in paths] == [404, 404]
    assert trainer.get(f"/courses/{course.id}/materials/{material}").status == 404  # a link is no file
    assert trainer.get("/courses/99").status == 404


@pytest.mark.parametrize(
    ("role", "path"), [(Role.TRAINER, "110000000/"), (Role.OBSERVER, ""), (Role.HQ_STAFF, "")]
)
def test_parts_are_written_by_the_nations_trainers_alone(
    login: LogIn, course: Course, factory: Factory, role: Role, path: str
) -> None:
    factory.region()
    browser, place = login(role, path), f"/courses/{course.id}"
    form = {
        "version": "1",
        "title_kk": "a",
        "title_ru": "b",
        "hours": "1",
        "title": "c",
        "url": "https://x.kz",
    }

    answers = [browser.post(f"{place}/{one}", dict(form)).status for one in ("modules/new", "materials/link")]

    assert (answers, modules(), materials()) == ([403, 403], [], [])
    page = browser.get(place)
    assert (page.status, page.page.xpath("//main//button")) == (200, [])
