"""The shelf of printed reports: which of them still hold, and putting a newer one in an older one's place."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.dialects import postgresql, sqlite

from config import ROOT
from elections.board.maps import boundaries_digest
from elections.campaign.queries import get_election, present
from elections.database import db, utc_now
from elections.documents.marks import present_mark
from elections.jobs.models import JobFile
from elections.reports.keys import Key
from elections.reports.kinds import Kind
from elections.reports.models import ReportFile
from elections.reports.paper import file_name
from elections.reports.stamps import Stamp, last_changes
from elections.zones import zone_for

MADE_WITH = (
    "elections/**/*.py", "elections/**/*.mo", "templates/paper/*.html", "static/paper.css", "requirements.txt",
)  # fmt: skip
_TABLE = cast(sa.Table, ReportFile.__table__)
_FILES = cast(sa.Table, JobFile.__table__)


class _Kept(NamedTuple):
    id: int
    log_id: int
    day: date
    digest: str
    sha256: str


class Shelf:
    """The printed reports of a kind in a language; asks the log once what was changed since each was made."""

    def __init__(self, kind: Kind, language: str, keys: Sequence[Key]) -> None:
        self.kind, self.language, self._made_with = kind, language, made_with()
        self._now = present(get_election())
        self._changes = {path: change[0] for path, change in last_changes([one.path for one in keys]).items()}
        self._kept = self._find()

    def _find(self) -> dict[str, _Kept]:
        """Returns what was made by the program as it is now; anything else is as if it were not there."""
        columns = _TABLE.c.key, _TABLE.c.id, _TABLE.c.log_id, _TABLE.c.day, _TABLE.c.digest, _TABLE.c.sha256
        found = sa.select(*columns).where(
            _TABLE.c.kind == self.kind.name, _TABLE.c.language == self.language,
            _TABLE.c.made_with == self._made_with,
        )  # fmt: skip
        return {key: _Kept(*values) for key, *values in db.session.execute(found)}

    def _day(self, key: Key) -> date:
        return self._now.astimezone(zone_for(key.path)).date()

    def name_of(self, key: Key) -> str:
        """Returns the name of a report's file."""
        return file_name(self.kind.name, key.key, self.language)

    def holds(self, key: Key) -> bool:
        """Returns whether nothing happened since the report was made: no change in the log, no other day."""
        kept = self._kept.get(key.key)
        return kept is not None and kept.log_id >= self._changes[key.path] and kept.day == self._day(key)

    def says(self, key: Key, digest: str) -> bool:
        """Returns whether the report that was made last says what has this digest."""
        kept = self._kept.get(key.key)
        return kept is not None and kept.digest == digest

    def put(self, key: Key, stamp: Stamp, pdf: bytes) -> None:
        """Puts a report in place of what was there of it, as part of the present transaction."""
        values = {
            "path": key.path, "log_id": self._changes[key.path], "day": self._day(key), "made_with": self._made_with,
            "since_id": stamp.log_id, "digest": stamp.digest, "sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf), "content": pdf,
            "made_at": utc_now(),
        }  # fmt: skip
        is_sqlite = db.session.get_bind().dialect.name == "sqlite"
        insert: Any = sqlite.insert(_TABLE) if is_sqlite else postgresql.insert(_TABLE)
        own = {"kind": self.kind.name, "key": key.key, "language": self.language}
        db.session.execute(
            insert.values(**own, **values).on_conflict_do_update(index_elements=list(own), set_=values)
        )

    def confirm(self, keys: Iterable[Key]) -> None:
        """Notes that these reports still say what they say, as part of the present transaction."""
        db.session.execute(
            sa.update(_TABLE)
            .where(_TABLE.c.id == sa.bindparam("of"))
            .values(log_id=sa.bindparam("log"), day=sa.bindparam("on")),
            [
                {"of": self._kept[key.key].id, "log": self._changes[key.path], "on": self._day(key)}
                for key in keys
            ],
        )

    def copy(self, keys: Iterable[Key], job_id: int, path: str) -> None:
        """Gives a job the files of these reports, as part of the present transaction; none passes through the program."""
        kept = _TABLE.c
        name = kept.kind + "-" + kept.key + "-" + kept.language + ".pdf"
        columns = {
            "job_id": sa.literal(job_id), "path": sa.literal(path), "name": name,
            "mimetype": sa.literal("application/pdf"), "size": kept.size, "sha256": kept.sha256, "content": kept.content,
        }  # fmt: skip
        found = sa.select(*cast(Any, list(columns.values()))).where(
            kept.id.in_([self._kept[key.key].id for key in keys])
        )
        db.session.execute(sa.insert(_FILES).from_select(list(columns), found))

    def sha256_of(self, key: Key) -> str:
        """Returns the checksum of the report that was made last."""
        return self._kept[key.key].sha256

    def read(self, key: Key) -> bytes:
        """Returns the report that was made last."""
        return cast(
            bytes, db.session.scalar(sa.select(_TABLE.c.content).where(_TABLE.c.id == self._kept[key.key].id))
        )


def made_with() -> str:
    """Returns what stands for all that a report is made with besides its content: the program, and how it is set up."""
    parts = _program(), str(current_app.config["PUBLIC_ADDRESS"]), present_mark(), boundaries_digest()
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache
def _program() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_WITH for path in Path(ROOT).glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
