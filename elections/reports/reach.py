"""Whose reports one may have: a territory's own, whole, and the same for whoever looks."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from elections.database import EVERYWHERE, looking_from, scope_bounds
from elections.errors import NotFound
from elections.reports.keys import WHOLE_COUNTRY
from elections.territory.queries import find_constituency, find_unit

Content = TypeVar("Content")


def path_of(key: str) -> str:
    """Returns the path of the territory that a report is about; NotFound unless it lies in what the viewer sees."""
    found = None if key == WHOLE_COUNTRY else find_constituency(key) or find_unit(key)
    path = found.path if found else ""
    if (found is None and key != WHOLE_COUNTRY) or not path.startswith(scope_bounds()["low"]):
        raise NotFound
    return path


def whoever_looks(gather: Callable[[str], Content]) -> Callable[[str], Content]:
    """Has a report's content gathered whole: a nominee trained outside the viewer's territory is trained.

    So the same report comes out for all who may have it; for others NotFound.
    """

    @wraps(gather)
    def gathered(key: str) -> Content:
        path_of(key)
        with looking_from(EVERYWHERE):
            return gather(key)

    return gathered
