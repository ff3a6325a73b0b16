"""What is told of a fault that nobody foresaw: its kind and its places, never its words (pure).

What an exception says may hold what somebody typed: a name, a number, a row that a statement was to write.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOREIGN = "site-packages"


def lines_of(error: BaseException) -> list[str]:
    """Returns the kind of an exception, of those that led to it, and below each all places that it came through."""
    return [line for one in _chain(error) for line in (kind_of(one), *_places(one))]


def kind_and_place(error: BaseException) -> str:
    """Returns the same in one short line: of each the kind, and the last place in the product's own code."""
    return "; ".join(f"{kind_of(one)}{_own_place(one)}" for one in _chain(error))


def kind_of(error: BaseException) -> str:
    """Returns an exception's type with its module."""
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an exception and, one after the other, those that it came of."""
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"


def _own_place(error: BaseException) -> str:
    found = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and FOREIGN not in path.parts:
            found = f" ({path.relative_to(ROOT)}:{line} {frame.f_code.co_name})"
    return found
