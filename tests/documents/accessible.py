"""Holds a PDF against what PDF/UA-1 asks and a machine can check: the check that veraPDF makes, in little."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

FAMILIES = ("Noto-Sans", "DejaVu-Sans")
SHOWN = {"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
"""What puts something on the page."""
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct", "P", "H1", "H2", "H3", "H4", "H5",
    "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Link", "Figure", "Form",
}  # fmt: skip
INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
    "TFoot": {"Table"}, "LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI"},
}  # fmt: skip
"""Where an element of the structure may stand."""


def faults(pdf: bytes, language: str = "") -> list[str]:
    """Returns what keeps a PDF from being read by everybody, in words; nothing for a good one."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        elements = list(_elements(book))
        return [
            *_of_document(book, language), *_of_structure(elements), *_of_tables(elements), *_of_fonts(book),
            *(fault for number, page in enumerate(book.pages, 1) for fault in _of_page(page, number)),
        ]  # fmt: skip


def _of_document(book: pikepdf.Pdf, language: str) -> Iterator[str]:
    root = book.Root
    said = str(root.get("/Lang", ""))
    if not said or (language and said != language):
        yield f"the language is {said!r}"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the document is not tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window does not show the title"
    with book.open_metadata() as metadata:
        if not str(metadata.get("dc:title") or "").strip():
            yield "there is no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "the metadata does not say PDF/UA-1"
    if "/StructTreeRoot" not in root or "/ParentTree" not in root.get("/StructTreeRoot", {}):
        yield "there is no tree of tags"


def _of_structure(elements: list[tuple[str, Any, tuple[str, ...]]]) -> Iterator[str]:
    level = 0
    for name, element, above in elements:
        if name not in STANDARD:
            yield f"{name} is no standard tag"
        if name in INSIDE and not INSIDE[name] & set(above[-1:]):
            yield f"{name} stands in {above[-1:]}"
        if name == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no text alternative"
        if name[:1] == "H" and name[1:].isdecimal():
            if int(name[1:]) > level + 1:
                yield f"{name} follows a heading of level {level}"
            level = int(name[1:])
    if elements and not level:
        yield "there is no heading"


def _of_tables(elements: list[tuple[str, Any, tuple[str, ...]]]) -> Iterator[str]:
    for name, element, _above in elements:
        if name == "Table" and not any(one == "TH" for one, _element, _path in _below(element)):
            yield "a table has no headings"
        if name == "TH" and str(element.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
            yield "a heading of a table does not say of what"


def _of_fonts(book: pikepdf.Pdf) -> Iterator[str]:
    seen = set()
    for page in book.pages:
        for font in page.resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            name = str(font.BaseFont).split("+")[-1].lstrip("/")
            if name in seen:
                continue
            seen.add(name)
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys()):
                yield f"the font {name} lies outside the file"
            if not name.startswith(FAMILIES):
                yield f"{name} is none of the two families"
            if "/ToUnicode" not in font:
                yield f"text in {name} cannot be copied out"


def _of_page(page: Any, number: int) -> Iterator[str]:
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in ("BDC", "BMC"):
            depth += 1
        elif word == "EMC":
            depth -= 1
        elif word in SHOWN and not depth:
            yield f"page {number}: something ({word} {operands}) is neither tagged nor an artifact"[:120]
            break
    if "/StructParents" not in page.obj:
        yield f"page {number} does not lead to its tags"
    if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
        yield f"page {number}: links are not followed in the order of the text"


def _elements(book: pikepdf.Pdf) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    tree = book.Root.get("/StructTreeRoot")
    if tree is not None:
        yield from _below(tree)


def _below(element: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Returns (tag, element, tags above it) of all below an element, in the order in which they are read."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            name = str(kid.S).lstrip("/")
            yield name, kid, above
            yield from _below(kid, (*above, name))
