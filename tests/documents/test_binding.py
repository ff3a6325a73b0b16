"""Bound PDFs: all pages, a bookmark for each part, and a tree of tags in which every mark still finds its element."""

import io
import resource
import tracemalloc
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

import pikepdf
import pypdf
import pytest

from elections.documents.binding import Binder
from elections.documents.pdf import render_pdf
from tests.documents.accessible import faults

NAMES = ["Ақкөл ауданы", "Жақсы (ауданы) 1 0 R", "Зеренді"]
TITLE = "Барлық <есептер> & т.б."
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Үлес (1-2-3)</title><rect width="9" height="9" fill="#123a7a"/></svg>'


def page(name: str, rows: int) -> str:
    lines = "".join(
        f'<tr><th scope="row">{number}</th><td>Асхат {number}</td></tr>' for number in range(rows)
    )
    return (
        f'<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>{name}</title></head><body>'
        f'<p class="running">{name}</p><h1>{name}</h1><p><a href="#end">соңы</a> <a href="https://kk.test/">x</a></p>{DRAWING}'
        '<table><thead><tr><th scope="col">№</th><th scope="col">Кандидат</th></tr></thead>'
        f'<tbody>{lines}</tbody></table><h2 id="end">Соңы</h2></body></html>'
    )


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    return [render_pdf(page(name, rows)) for name, rows in zip(NAMES, (90, 2, 30), strict=True)]


def bind(parts: list[bytes]) -> bytes:
    target = io.BytesIO()
    binder = Binder(target, TITLE, "kk")
    for name, part in zip(NAMES, parts, strict=False):
        binder.add(part, name)
    binder.close()
    return target.getvalue()


@pytest.fixture(scope="module")
def whole(parts: list[bytes]) -> bytes:
    return bind(parts)


def pages_of(pdf: bytes) -> list[str]:
    return [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def elements(above: Any) -> Iterator[Any]:
    """Yields the elements below one, in the order in which they are read."""
    for one in above.get("/K", []):
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from elements(one)


def shape(pdf: pikepdf.Pdf, above: Any) -> list[tuple[str, list[int]]]:
    """Returns the kind and marks of each element below one: what a screen reader follows."""
    return [
        (str(one.S), [int(kid) for kid in one.get("/K", []) if isinstance(kid, int)])
        for one in elements(above)
    ]


def test_all_pages_are_there_in_their_order(parts: list[bytes], whole: bytes) -> None:
    assert pages_of(whole) == [page for part in parts for page in pages_of(part)]
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_it_is_as_accessible_as_its_parts(parts: list[bytes], whole: bytes) -> None:
    assert [faults(part, "kk") for part in parts] == [[], [], []]
    assert faults(whole, "kk") == []


def test_its_title_and_bookmarks_are_those_asked_for(parts: list[bytes], whole: bytes) -> None:
    read = pypdf.PdfReader(io.BytesIO(whole))

    assert (read.metadata.title, read.xmp_metadata.dc_title["x-default"]) == (TITLE, TITLE)
    begins = [sum(len(pages_of(part)) for part in parts[:number]) for number in range(3)]
    assert [(one.title, read.get_destination_page_number(one)) for one in read.outline] == list(
        zip(NAMES, begins, strict=True)
    )


def test_each_part_keeps_its_tree_of_tags(parts: list[bytes], whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert (str(document.S), document.P.objgen) == ("/Document", pdf.Root.StructTreeRoot.objgen)
        assert [(str(one.S), str(one.T), str(one.Lang)) for one in document.K] == [
            ("/Part", name, "kk") for name in NAMES
        ]
        for part, branch in zip(parts, document.K, strict=True):
            with pikepdf.open(io.BytesIO(part)) as alone:
                assert shape(pdf, branch) == shape(alone, alone.Root.StructTreeRoot.K[0])


def test_every_element_stands_below_the_one_that_it_names(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        for above in (pdf.Root.StructTreeRoot, *elements(pdf.Root.StructTreeRoot)):
            for one in above.get("/K", []):
                if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                    assert one.P.objgen == above.objgen


def test_every_mark_of_a_page_finds_its_element(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        places: dict[int, Any] = {}
        for leaf in pdf.Root.StructTreeRoot.ParentTree.Kids:
            low, high = (int(one) for one in leaf.Limits)
            own = {int(leaf.Nums[at]): leaf.Nums[at + 1] for at in range(0, len(leaf.Nums), 2)}
            assert (min(own), max(own), own.keys().isdisjoint(places)) == (low, high, True)
            places |= own
        used = [int(one.StructParents) for one in pdf.pages]
        links = [link for one in pdf.pages for link in one.get("/Annots", [])]
        used += [int(link.StructParent) for link in links]
        assert (sorted(used), len(links)) == (sorted(places), 6)
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey == len(places)
        for one in pdf.pages:
            for mark, element in enumerate(places[int(one.StructParents)]):
                kids = [kid if isinstance(kid, int) else kid.get("/MCID") for kid in element.K]
                assert mark in kids
        assert {str(places[int(link.StructParent)].S) for link in links} == {"/Link"}


def test_headings_of_tables_are_named_once_and_found(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        named = [str(one.ID) for one in found if "/ID" in one]
        asked = {str(name) for one in found for name in one.get("/A", {}).get("/Headers", [])}

    assert (len(named) > 100, len(set(named))) == (True, len(named))
    assert asked <= set(named)


def test_links_inside_a_part_lead_to_its_own_page(parts: list[bytes], whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        numbers = {one.obj.objgen: number for number, one in enumerate(pdf.pages)}
        led = [
            numbers[link.Dest[0].objgen]
            for one in pdf.pages
            for link in one.get("/Annots", [])
            if "/Dest" in link
        ]

    counts = [len(pages_of(part)) for part in parts]
    assert led == [sum(counts[: number + 1]) - 1 for number in range(3)]


def test_same_parts_give_the_same_bytes(parts: list[bytes], whole: bytes) -> None:
    assert bind(parts) == whole
    assert bind(parts[::-1]) != whole


def test_it_is_not_larger_than_its_parts_together(parts: list[bytes], whole: bytes) -> None:
    assert len(whole) < sum(map(len, parts))


def test_memory_does_not_grow_with_the_number_of_parts(parts: list[bytes]) -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with TemporaryFile() as target:
            binder = Binder(target, TITLE, "kk")
            for place in range(number):
                binder.add(parts[place % 3], str(place))
            binder.close()
        made = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return made + 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

    once = peak(10)

    assert peak(80) < once + 4_000_000
