"""The forms and links that people find on a page, as a browser would send them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.browsing import Answer

OWN_FIELDS = ("csrf_token", "idempotency_key")
NUMBERED = ("hidden", "checkbox", "radio")


@dataclass(frozen=True)
class Sheet:
    """A form: where it goes, what it would send as it stands, all of its fields, and those that name a record."""

    url: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def sheets(url: str, answer: Answer) -> Iterator[Sheet]:
    """The forms of a page."""
    for form in answer.page.forms:
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        controls = [
            one
            for one in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]")
            if one.get("type") != "submit"
        ]
        names = list(dict.fromkeys(one.get("name") for one in controls if one.get("name") not in OWN_FIELDS))
        choices = {
            one.get("name")
            for one in controls
            if one.tag == "select" or one.get("type") in NUMBERED or one.get("list")
        }
        yield Sheet(
            urljoin(url, form.get("action") or url), (form.get("method") or "GET").upper(), values, tuple(names),
            tuple(name for name in names if name in choices),
        )  # fmt: skip


def links(url: str, answer: Answer) -> list[str]:
    """Where the links of a page lead, inside the product."""
    found = [
        urljoin(url, one)
        for one in answer.page.xpath("//a/@href")
        if not one.startswith(("mailto:", "tel:", "#"))
    ]
    return [one for one in dict.fromkeys(found) if not urlsplit(one).scheme and "/static/" not in one]


def with_field(sheet: Sheet, name: str, *values: Any) -> dict[str, Any]:
    """What the form sends with one field answered otherwise."""
    return {**sheet.values, name: list(values)}
