"""What a backup says of itself, and whether it may be brought back here (pure)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from elections.errors import Objection

FORMAT = 1
DATABASE = "database"


@dataclass(frozen=True)
class Manifest:
    """When a backup was made, of what, and by what its content is known."""

    made_at: str
    engine: str
    schema: str
    size: int
    sha256: str
    events: int
    last_event: str
    format: int = FORMAT

    def to_json(self) -> str:
        """Returns the manifest as text."""
        return json.dumps(asdict(self), indent=1)


def read_manifest(text: str) -> Manifest:
    """Returns what a manifest says; raises ValueError when it is none."""
    raw: Any = json.loads(text)
    names = {field.name for field in fields(Manifest)}
    if not isinstance(raw, dict) or not names <= set(raw):
        raise ValueError("no manifest")
    return Manifest(**{name: raw[name] for name in names})


def objections_to(manifest: Manifest, engine: str, known: Sequence[str]) -> list[Objection]:
    """Returns why a backup cannot be brought back into a database of `engine` by code that knows these schemas."""
    found = []
    if manifest.format > FORMAT or manifest.schema not in known:
        found.append(Objection("backup.newer", params={"schema": manifest.schema, "newest": max(known)}))
    if manifest.engine != engine:
        found.append(Objection("backup.other_engine", params={"was": manifest.engine, "here": engine}))
    return found
