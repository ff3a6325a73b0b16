"""The hash chain of the log: each event's digest covers its content and the digest before it (pure)."""

import hashlib
import json
from collections.abc import Iterable, Mapping

FIRST = "0" * 64


def digest_of(content: Mapping[str, object], previous: str) -> str:
    """Returns the SHA-256 (hex) of an event's content and the previous digest, over canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(events: Iterable[tuple[int, Mapping[str, object], str, str]]) -> int | None:
    """Returns the id of the first event (id, content, previous digest, digest) that does not fit the chain, or None."""
    expected = FIRST
    for event_id, content, previous, digest in events:
        if previous != expected or digest != digest_of(content, previous):
            return event_id
        expected = digest
    return None
