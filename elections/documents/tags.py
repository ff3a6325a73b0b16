"""The tags of a PDF: what WeasyPrint leaves out of them and PDF/UA asks for."""

from typing import Any


def name_headings(_document: object, pdf: Any) -> None:
    """Says of each heading of a table whether it heads a column or a row, so that a screen reader repeats it there."""
    objects = {one.number: one for one in pdf.objects}
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("S") == "/TH":
            group = _parent(_parent(one, objects), objects)
            one["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"


def _parent(element: dict[str, Any], objects: dict[int, Any]) -> dict[str, Any]:
    """Returns the element above one: it is named by a reference such as "12 0 R"."""
    found: dict[str, Any] = objects[int(element["P"].split()[0])]
    return found
