"""What stands for the content of a paper: one digest over its plain values, whatever the language (pure)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

SHORT = 12
"""So many signs of a digest stand on paper and in a code: enough that nobody meets the same one by chance."""


def digest_of(content: Any) -> str:
    """Returns the SHA-256 (hex) over the plain values of a content; raises TypeError for what is not plain, as a row."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo is None else str(value.timestamp())
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (Fraction, Decimal, timedelta)):
        return str(value)
    return _plain_group(value)


def _plain_group(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(one) for one in value), key=str)
    raise TypeError(f"a content keeps plain values only, no {type(value).__name__}")
