"""Slots of the log's pages: the territory and the pages of the records lie above the log and are handed in."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for

Places = Callable[[], dict[str, str]]
_places: list[Places] = []
_pages: dict[str, tuple[str, str]] = {}


def register_places(list_places: Places) -> None:
    """Says who knows the names of the territories that the viewer may choose from, by path."""
    _places[:] = [list_places]


def register_pages(pages: Mapping[str, tuple[str, str]]) -> None:
    """Says which page shows a record of a kind: its endpoint, and what its address calls the number."""
    _pages.update(pages)


def places() -> dict[str, str]:
    """Returns the names of the territories that the viewer may choose from, by path."""
    return _places[0]() if _places else {}


def page_of(kind: str, number: int | None) -> str | None:
    """Returns the address of the page of a record; None for a kind that has none."""
    if number is None or kind not in _pages:
        return None
    endpoint, name = _pages[kind]
    values: dict[str, Any] = {name: number}
    return url_for(endpoint, **values)
