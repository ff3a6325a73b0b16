"""Is a printed report still true? Its code against what the report would say now, and the changes between."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from elections.audit.change_queries import find_moment, last_changes, list_changes
from elections.database import db
from elections.reports.kinds import Kind
from elections.reports.reach import path_of
from elections.reports.stamps import Stamp, stamp_of
from elections.territory.models import Constituency
from elections.web.paging import Page

AT = re.compile(r"\d{1,15}", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{12}")


class Truth(StrEnum):
    """What becomes of a printed report."""

    UNREADABLE = "unreadable"
    """The code was cut, or is none."""
    UNKNOWN = "unknown"
    """The log never came as far as the code says: it was not printed here."""
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DIFFERENT = "different"
    """It says something else though nothing was changed: a forged code, or a report that is laid out anew."""


@dataclass(frozen=True)
class Check:
    """The answer: what became of the report, of when the paper and the data are, and what was changed between."""

    truth: Truth
    path: str
    content: Any
    now: Stamp
    printed_at: datetime | None = None
    changes: Page[Any] | None = None
    places: dict[str, Constituency] = field(default_factory=dict)
    """The constituencies in which something was changed, by path."""


def check(kind: Kind, key: str, at: str, digest: str, page: int = 1) -> Check:
    """Returns whether a report printed with this code is still true; raises NotFound for a foreign territory."""
    path, content = path_of(key), kind.gather(key)
    now = stamp_of(kind, key, content)
    digest = digest.strip().lower()
    if not AT.fullmatch(at) or not DIGEST.fullmatch(digest):
        return Check(Truth.UNREADABLE, path, content, now)
    newest = last_changes([path])[path][0]
    if int(at) > newest:
        return Check(Truth.UNKNOWN, path, content, now)
    changes, printed_at = list_changes(path, int(at), page), find_moment(int(at))
    truth = Truth.CHANGED if int(at) < newest else Truth.DIFFERENT
    places = _places({one.path for one in changes.rows})
    return Check(
        Truth.UNCHANGED if digest == now.short else truth, path, content, now, printed_at, changes, places
    )


def _places(paths: set[str]) -> dict[str, Constituency]:
    statement = sa.select(Constituency).where(Constituency.path.in_(paths))
    return {one.path: one for one in db.session.scalars(statement)}
