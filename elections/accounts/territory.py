"""The territory of an account by its code: handed in from above, since accounts know no territory."""

from collections.abc import Callable

from elections.errors import NotFound

_finders: list[Callable[[str], tuple[str, str] | None]] = []


def register_territory(finder: Callable[[str], tuple[str, str] | None]) -> None:
    """Says who knows the (path, name) of a KATO code."""
    _finders[:] = [finder]


def find_territory(kato: str) -> tuple[str, str]:
    """Returns (path, name) of the unit with this code; ("", "") for no code, the nation. Raises NotFound."""
    if not kato:
        return "", ""
    found = _finders[0](kato) if _finders else None
    if found is None:
        raise NotFound
    return found
