"""Paper: what an office prints must be readable by all, the same each time, and made of nothing from outside."""

import base64
import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest

from elections.charts.funnel import Stage, funnel_chart
from elections.documents.pdf import ForeignResource, render_pdf
from tests.reports.boxes import feet_beyond

ROOT = Path(__file__).parents[2]
KAZAKH = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"
SIGNS = "₸ № ≥"
PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def page(body: str = "", head: str = "", language: str = "kk") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Ақкөл ауданы</title>{head}</head>'
        f'<body><p class="running">Есеп</p><h1>Ақкөл ауданы</h1>{body}</body></html>'
    )


def table(rows: int) -> str:
    lines = "".join(
        f"<tr><td>{number}-округ</td><td>Әбдірахманов Асхат Мұратұлы</td></tr>" for number in range(rows)
    )
    head = '<thead><tr><th scope="col">Округ</th><th scope="col">Кандидат</th></tr></thead>'
    return f"<table>{head}<tbody>{lines}</tbody></table>"


def read(html: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(html)))


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in pdf.pages).split())


def fonts_of(pdf: pypdf.PdfReader) -> dict[str, bool]:
    """Returns each font's name, without the letters of its subset, and whether it lies inside the file."""
    found = {}
    for one in pdf.pages:
        for font in one["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            descriptor = inner["/FontDescriptor"]
            embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[font["/BaseFont"].split("+")[-1]] = embedded
    return found


def images_of(pdf: pypdf.PdfReader) -> int:
    return sum(len(one.images) for one in pdf.pages)


def tags_of(pdf: pypdf.PdfReader) -> set[str]:
    """Returns the kinds of all elements of the structure that a screen reader follows."""
    found, waiting = set(), [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, pypdf.generic.ArrayObject):
            waiting += element
        elif isinstance(element, pypdf.generic.DictionaryObject):
            found |= {element["/S"]} if "/S" in element else set()
            waiting += [element["/K"]] if "/K" in element else []
    return found


def said_in(pdf: pypdf.PdfReader) -> list[tuple[str, str]]:
    """Returns (language, text or text alternative) of all that is tagged, in the order in which it is read."""
    texts = [marked_texts(page) for page in pdf.pages]
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(pdf.pages)}
    found: list[tuple[str, str]] = []

    def walk(element: pypdf.generic.DictionaryObject, language: str) -> None:
        language = element.get("/Lang", language)
        if "/Alt" in element:
            found.append((language, element["/Alt"]))
            return
        kids = element["/K"].get_object() if "/K" in element else []
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                found.append((language, texts[pages[element.raw_get("/Pg").idnum]].get(kid, "")))
            elif "/K" in (inner := kid.get_object()):
                walk(inner, language)

    root = pdf.trailer["/Root"]
    walk(root["/StructTreeRoot"], root["/Lang"])
    return found


def marked_texts(page: pypdf.PageObject) -> dict[int, str]:
    """Returns the text of each marked part of a page by its number."""
    found: dict[int, str] = {}
    inside: list[int | None] = []

    def before(operator: bytes, operands: list, _matrix: list, _text: list) -> None:
        if operator in (b"BDC", b"BMC"):
            inside.append(operands[1].get("/MCID") if len(operands) > 1 else None)
        elif operator == b"EMC":
            inside.pop()

    def say(text: str, *_where: object) -> None:
        if text.strip() and inside and inside[-1] is not None:
            found[inside[-1]] = found.get(inside[-1], "") + text.strip()

    page.extract_text(visitor_operand_before=before, visitor_text=say)
    return found


def page_of(second: str) -> str:
    return (
        '<html lang="kk"><head><title>Т</title></head><body><p>Ауыл <a href="https://example.kz/a">әкімі</a></p>'
        f'<p lang="ru">{second}</p></body></html>'
    )


def test_a_link_in_another_language_is_named_with_what_it_stands_in() -> None:
    printed = pypdf.PdfReader(
        io.BytesIO(render_pdf(page_of('Аким <a href="https://example.kz/b">села <b lang="kk">Ақкөл</b></a>')))
    )
    said = [(language, text) for language, text in said_in(printed) if text]
    assert {language for language, text in said if text in ("Ауыл", "әкімі", "Ақкөл")} == {"kk"}
    assert {language for language, text in said if text in ("Аким", "села")} == {"ru"}


def test_a_language_that_nothing_is_said_in_is_not_named() -> None:
    printed = pypdf.PdfReader(io.BytesIO(render_pdf(page_of(""))))
    assert {language for language, _text in said_in(printed)} == {"kk"}


@pytest.mark.parametrize("name", ["Ә" + "қ" * 119, "Щ" * 240])
def test_a_long_name_below_a_sheet_goes_on_in_the_next_line(name: str) -> None:
    page = (
        f'<html lang="kk"><body><p class="running">Кандидат: {name} · 22.11.2026</p><p>Ауыл</p></body></html>'
    )
    assert feet_beyond(page) == []


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port of this machine at which nobody must knock."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def knocked(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_same_page_gives_the_same_bytes() -> None:
    first, second = render_pdf(page(table(40))), render_pdf(page(table(40)))

    assert first == second
    assert first != render_pdf(page(table(41)))


def test_pages_made_at_the_same_time_are_as_made_one_after_another() -> None:
    pages = [page(table(number)) for number in range(1, 7)]

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(render_pdf, pages))

    assert together == [render_pdf(one) for one in pages]


@pytest.mark.parametrize("element", ["p", "strong", "h2"])
def test_all_kazakh_letters_and_signs_can_be_copied_out(element: str) -> None:
    pdf = read(page(f"<{element}>{KAZAKH} {SIGNS}</{element}>"))

    assert f"{KAZAKH} {SIGNS}" in text_of(pdf)


def test_no_letter_is_missing_from_the_fonts() -> None:
    pdf = read(page(f"<p>{KAZAKH} {SIGNS}</p><p><strong>{KAZAKH} {SIGNS}</strong></p>"))

    assert "\ufffd" not in text_of(pdf)
    assert "\x00" not in text_of(pdf)


def test_fonts_are_the_two_chosen_ones_and_lie_inside() -> None:
    fonts = fonts_of(read(page(f"<p>{KAZAKH} <strong>{KAZAKH}</strong> {SIGNS}</p>{table(3)}")))

    assert len(fonts) >= 2
    assert {name: name.startswith(("Noto-Sans", "DejaVu-Sans")) for name in fonts} == dict.fromkeys(
        fonts, True
    )
    assert fonts == dict.fromkeys(fonts, True)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pdf_is_tagged_titled_and_says_its_language(language: str) -> None:
    pdf = read(page(table(3), language=language))
    root = pdf.trailer["/Root"]

    assert (pdf.metadata.title, root["/Lang"]) == ("Ақкөл ауданы", language)
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 the library's own kind of true
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert re.findall(rb"pdfuaid:part\D+(\d)", root["/Metadata"].get_data()) == [b"1"]


def test_structure_names_heading_paragraph_table_and_its_head() -> None:
    assert {"/H1", "/P", "/Table", "/TR", "/TH", "/TD"} <= tags_of(read(page(f"<p>Мәтін</p>{table(2)}")))
    assert tags_of(read(page("<p>Мәтін</p>"))).isdisjoint({"/Table", "/TH"})


OUTSIDE = {
    "picture": ("", '<img src="{url}" alt="x">'),
    "object": ("", '<object data="{url}">x</object>'),
    "stylesheet": ('<link rel="stylesheet" href="{url}">', ""),
    "import": ("<style>@import url('{url}')</style>", ""),
    "background": ("<style>body{{background:url('{url}')}}</style>", ""),
    "font": ("<style>@font-face{{font-family:X;src:url('{url}')}}h1{{font-family:X}}</style>", ""),
    "attachment": ('<link rel="attachment" href="{url}">', ""),
}


@pytest.mark.parametrize("way", OUTSIDE)
@pytest.mark.parametrize("protocol", ["file", "http", "ftp"])
def test_nothing_outside_the_page_is_fetched(
    way: str, protocol: str, tmp_path: Path, listener: socket.socket
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("сырын ашпа", encoding="utf-8")
    place = secret.as_uri() if protocol == "file" else f"{protocol}://127.0.0.1:{listener.getsockname()[1]}/x"
    head, body = (part.format(url=place) for part in OUTSIDE[way])

    with pytest.raises(ForeignResource) as refused:
        render_pdf(page(body, head))

    assert place in str(refused.value)
    assert not knocked(listener)


@pytest.mark.parametrize("protocol", ["file", "http"])
def test_picture_inside_a_drawing_is_not_fetched(
    protocol: str, tmp_path: Path, listener: socket.socket
) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(base64.b64decode(PIXEL.partition(",")[2]))
    place = path.as_uri() if protocol == "file" else f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'

    pdf = read(page(drawing.format(place)))

    assert (images_of(pdf), knocked(listener)) == (0, False)


def test_picture_that_lies_inside_the_page_is_shown() -> None:
    assert images_of(read(page(f'<img src="{PIXEL}" alt="Мөр">'))) == 1


def test_relative_place_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seal.png").write_bytes(base64.b64decode(PIXEL.partition(",")[2]))
    monkeypatch.chdir(tmp_path)

    assert images_of(read(page('<img src="seal.png" alt="Мөр">'))) == 0


def test_page_is_made_after_one_was_refused() -> None:
    with pytest.raises(ForeignResource):
        render_pdf(page('<img src="file:///etc/hostname" alt="x">'))

    assert "Ақкөл ауданы" in text_of(read(page()))


def test_twice_the_rows_take_no_more_than_twice_the_pages() -> None:
    once, twice = (len(read(page(table(rows))).pages) for rows in (150, 300))

    assert 2 <= once < twice <= 2 * once + 1


def test_head_of_a_table_and_the_page_number_stand_on_every_page() -> None:
    pages = [one.extract_text() for one in read(page(table(150))).pages]

    assert [
        ("Кандидат" in one, f"{number} / {len(pages)}" in one) for number, one in enumerate(pages, start=1)
    ] == [(True, True)] * len(pages)


def test_same_page_gives_the_same_bytes_in_another_process() -> None:
    html = page(f"<p>{KAZAKH} {SIGNS}</p>{table(3)}")
    script = "import sys; from elections.documents.pdf import render_pdf; sys.stdout.buffer.write(render_pdf(sys.argv[1]))"

    other = subprocess.run(
        [sys.executable, "-c", script, html],
        env={**os.environ, "PYTHONHASHSEED": "7"}, cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip

    assert other.stdout == render_pdf(html)


def test_text_in_another_language_lies_below_an_element_that_says_in_which() -> None:
    beside = (
        '<div class="pair"><div lang="kk"><h2>Нәтиже</h2><p>Бірінші</p></div><div lang="ru"><h2>Итог</h2>'
        '<p>Первый <span lang="en">first</span></p></div></div>'
    )
    cells = "<tr><td>Жеңіс</td><td>Әбдірахманов</td><td lang='ru'>Победа</td></tr>"
    picture = f'<p><img src="{PIXEL}" alt="Нүкте"></p><p lang="ru"><img src="{PIXEL}" alt="Точка"></p>'

    pdf = read(page(f"{beside}<table>{cells}</table>{picture}"))

    said = {text: language for language, text in said_in(pdf) if text}
    assert said == {
        "Ақкөл ауданы": "kk", "Нәтиже": "kk", "Бірінші": "kk", "Итог": "ru", "Первый": "ru", "first": "en",
        "Жеңіс": "kk", "Әбдірахманов": "kk", "Победа": "ru", "Нүкте": "kk", "Точка": "ru",
    }  # fmt: skip


def test_drawing_is_told_with_what_it_shows() -> None:
    drawing = funnel_chart([Stage("Ұсынылды", 5, 0)], "Бюллетеньге жол", "5-тен 3-і тіркелді")

    assert ("kk", "Бюллетеньге жол. 5-тен 3-і тіркелді") in said_in(read(page(f"<figure>{drawing}</figure>")))
