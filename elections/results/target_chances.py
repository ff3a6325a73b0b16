"""The chance of a win in each contest: a slot, since the forecast lies above the count and hands it in."""

from collections.abc import Callable, Mapping

_sources: list[Callable[[str], Mapping[int, int]]] = []


def register_chances(source: Callable[[str], Mapping[int, int]]) -> None:
    """Says who knows the chances of the contests below a path, in thousandths by contest."""
    _sources[:] = [source]


def chances_below(path: str) -> Mapping[int, int]:
    """Returns the chance of a win in thousandths by contest; empty where nobody has forecast anything."""
    return _sources[0](path) if _sources else {}
