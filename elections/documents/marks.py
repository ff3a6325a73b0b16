"""A slot: what is marked on every paper and workbook, such as that all of it is a rehearsal."""

from collections.abc import Callable

_mark: list[Callable[[], str]] = []


def register_mark(find: Callable[[], str]) -> None:
    """Says who knows the mark of what is being made now ("" for none)."""
    _mark[:] = [find]


def present_mark() -> str:
    """Returns the mark of what is being made now, "" for none."""
    return _mark[0]() if _mark else ""
