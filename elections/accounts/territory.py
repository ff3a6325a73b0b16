"""The territory of an account by its code: handed in from above, since accounts know no territory."""

from collections.abc import Callable, Iterable

from elections.errors import NotFound

Names = Callable[[Iterable[str]], dict[str, str]]
_finders: list[Callable[[str], tuple[str, str] | None]] = []
_names: list[Names] = []


def register_territory(finder: Callable[[str], tuple[str, str] | None]) -> None:
    """Says who knows the (path, name) of a KATO code."""
    _finders[:] = [finder]


def register_names(names: Names) -> None:
    """Says who knows the names of territories by path, in the present language."""
    _names[:] = [names]


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """Returns the names of territories by path, in the present language; the nation and unknown ones have none."""
    asked = {path for path in paths if path}
    return _names[0](asked) if asked and _names else {}


def find_territory(kato: str) -> tuple[str, str]:
    """Returns (path, name) of the unit with this code; ("", "") for no code, the nation. Raises NotFound."""
    if not kato:
        return "", ""
    found = _finders[0](kato) if _finders else None
    if found is None:
        raise NotFound
    return found
