"""The tags of a PDF: what WeasyPrint leaves out of them and PDF/UA asks for."""

from typing import Any

Element = dict[str, Any]
IN_A_PAIR = {"/LI": "/LBody", "/LBody": "/Div"}
"""What becomes of the tags of a term and its words when the pair of them is one item of a list."""


def mend_tags(_document: object, pdf: Any) -> None:
    """Says what each heading of a table heads, and makes each pair of a list of terms one item of it."""
    objects = {one.number: one for one in pdf.objects}
    elements = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
    for one in elements:
        if one["S"] == "/TH":
            group = _parent(_parent(one, objects), objects)
            one["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    for one in elements:
        if one["S"] == "/Div" and _parent(one, objects).get("S") == "/L":
            _join(one, objects)


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
