"""The stamp of a report: of when its data is, and a digest of what it says; from it a code that asks "still true?"."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import current_app, url_for

from elections.audit.change_queries import find_moment, last_changes
from elections.database import db
from elections.documents.digests import SHORT, digest_of
from elections.documents.qr import qr_picture
from elections.reports.models import ReportFile
from elections.reports.reach import path_of

if TYPE_CHECKING:
    from elections.reports.kinds import Kind

__all__ = ["Stamp", "digest_of", "last_changes", "link_of", "stamp_of"]

PRINTED = 8
"""So many signs of the digest stand in the foot: people compare them by eye."""


@dataclass(frozen=True)
class Stamp:
    """What makes a report comparable: the newest event of the log it knows, that event's time, the digest of its content."""

    log_id: int
    at: datetime | None
    digest: str

    @property
    def short(self) -> str:
        """As much of the digest as stands on paper."""
        return self.digest[:SHORT]


def stamp_of(kind: "Kind", key: str, content: Any) -> Stamp:
    """Returns the stamp of a content: the same whoever looks. Raises NotFound for a foreign territory.

    Where a kept report says the same it has its stamp: what was written since then changed no word of it.
    """
    path, digest = path_of(key), digest_of(content)
    since = _since(kind.name, key, digest)
    log_id, at = last_changes([path])[path] if since is None else (since, find_moment(since))
    return Stamp(log_id, at, digest)


def _since(kind: str, key: str, digest: str) -> int | None:
    """Returns since which event the kept report of this content, in any language, says so; None without one."""
    found = sa.select(sa.func.min(ReportFile.since_id)).where(
        ReportFile.kind == kind, ReportFile.key == key, ReportFile.digest == digest
    )
    since: int | None = db.session.scalar(found)
    return since


@dataclass(frozen=True)
class Seal:
    """A stamp as it is printed: of when the data is in which zone, a short digest, the code and where it leads."""

    at: datetime | None
    path: str
    digest: str
    link: str

    @property
    def code(self) -> str:
        """The code, as the address of a picture that holds itself."""
        return qr_picture(self.link)


def seal_of(kind: "Kind", key: str, stamp: Stamp) -> Seal:
    """Returns what a report is printed with so that it can be asked whether it is still true; raises NotFound."""
    return Seal(stamp.at, path_of(key), stamp.digest[:PRINTED], link_of(kind, key, stamp))


def link_of(kind: "Kind", key: str, stamp: Stamp) -> str:
    """Returns the whole address that a report's code leads to: the page that says whether it is still true."""
    base = str(current_app.config["PUBLIC_ADDRESS"]).rstrip("/")
    page = url_for("report_checks.show", kind=kind.name, key=key, _external=False)
    return f"{base}{page}?at={stamp.log_id}&is={stamp.short}"
