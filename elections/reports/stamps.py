"""The stamp of a report: of when its data is, and a digest of what it says; from it a code that asks "still true?"."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app, url_for

from elections.audit.change_queries import last_changes
from elections.documents.digests import SHORT, digest_of

if TYPE_CHECKING:
    from elections.reports.kinds import Kind

__all__ = ["Stamp", "digest_of", "last_changes", "link_of", "stamp_of"]


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
    """Returns the stamp of a content, which has the `path` of its territory; the same whoever looks."""
    log_id, at = last_changes([content.path])[content.path]
    return Stamp(log_id, at, digest_of(content))


def link_of(kind: "Kind", key: str, stamp: Stamp) -> str:
    """Returns the whole address that a report's code leads to: the page that says whether it is still true."""
    base = str(current_app.config["PUBLIC_ADDRESS"]).rstrip("/")
    page = url_for("report_checks.check", kind=kind.name, key=key, _external=False)
    return f"{base}{page}?at={stamp.log_id}&is={stamp.short}"
