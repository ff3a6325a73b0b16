"""The tags of a PDF: what WeasyPrint leaves out of them and PDF/UA asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Element = dict[str, Any]
IN_A_PAIR = {"/LI": "/LBody", "/LBody": "/Div"}
"""What becomes of the tags of a term and its words when the pair of them is one item of a list."""


@dataclass(frozen=True)
class Said:
    """In which languages an element speaks itself, and in which the elements inside it do."""

    itself: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)


def mend_tags(document: Any, pdf: Any, *, is_mixed: bool = True) -> None:
    """Says what each heading of a table heads, makes each pair of a list of terms one item of it.

    Names the languages of the parts where there is more than one.
    """
    objects = {one.number: one for one in pdf.objects}
    elements = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
    for one in elements:
        if one["S"] == "/TH":
            group = _parent(_parent(one, objects), objects)
            one["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    for one in elements:
        if one["S"] == "/Div" and _parent(one, objects).get("S") == "/L":
            _join(one, objects)
    if is_mixed:
        _name_languages(document, pdf, objects)


def _name_languages(document: Any, pdf: Any, objects: dict[int, Any]) -> None:
    """Gives the parts that are in another language than what holds them their own, as high in the tree as it is one."""
    said = [_language(box) for page in document.pages for box in _shown(page._page_box)]
    own = str(document.metadata.lang or "")
    root = objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    below: dict[int, Said] = {}
    tree = objects[int(root["K"][0].split()[0])]
    if set(said) <= {own} or _gather(tree, objects, iter(said), below) != len(said):
        return
    _put(tree, objects, below, own, type(pdf.catalog["Lang"]))


def _gather(element: Element, objects: dict[int, Any], said: Iterator[str], below: dict[int, Said]) -> int:
    """Notes in which languages all is that lies below an element, and returns how much that is."""
    own, number = Said(), 0
    below[element.number] = own  # type: ignore[attr-defined]
    for kid in element["K"]:
        if isinstance(kid, int):
            own.itself.add(next(said, ""))
            number += 1
        elif (inner := objects[int(kid.split()[0])])["Type"] == "/StructElem":
            number += _gather(inner, objects, said, below)
            own.inside.update(below[inner.number].itself, below[inner.number].inside)
    return number


def _put(
    element: Element, objects: dict[int, Any], below: dict[int, Said], around: str, string: type
) -> None:
    """Names the language of an element where it is one and another than around it; looks into what has others still."""
    said = below[element.number]  # type: ignore[attr-defined]
    found = said.itself | said.inside
    named = found if len(found) == 1 else said.itself
    if len(named) == 1 and named != {around}:
        (around,) = named
        element["Lang"] = string(around)
    if found - {around}:
        for kid in _kids(element, objects):
            if kid["Type"] == "/StructElem":
                _put(kid, objects, below, around, string)


def _shown(box: Any) -> Iterator[Any]:
    """Yields the texts and drawings of a page in the order in which WeasyPrint tags them; its margins have no tags."""
    box = getattr(box, "_box", box)  # what is placed absolutely is wrapped
    kind = type(box).__name__
    if kind == "MarginBox":
        return
    if kind == "TextBox" or kind.endswith("ReplacedBox"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _shown(child)


def _language(box: Any) -> str:
    return str(box.style["lang"] or "")


def _join(pair: Element, objects: dict[int, Any]) -> None:
    pair["S"] = "/LI"
    for number, item in enumerate(_kids(pair, objects)):
        for body in _kids(item, objects):
            body["S"] = IN_A_PAIR.get(body["S"], body["S"])
        item["S"] = "/LBody" if number else "/Lbl"


def _kids(element: Element, objects: dict[int, Any]) -> list[Element]:
    return [objects[int(kid.split()[0])] for kid in element["K"] if isinstance(kid, bytes)]


def _parent(element: Element, objects: dict[int, Any]) -> Element:
    """Returns the element above one: it is named by a reference such as "12 0 R"."""
    found: Element = objects[int(element["P"].split()[0])]
    return found
