"""Which values in the log only those may see who see them on the record itself, and what stands in their place (pure)."""

from collections.abc import Mapping
from typing import Any

PROTECTED = frozenset(
    {"phone", "phones", "email", "e_mail", "iin", "contact", "contacts", "address", "token"}
)
"""How the actions call what is veiled: contacts and numbers of people, keys of calendars."""
VEIL = "***"


def veiled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what an event keeps with its protected values veiled, at any depth; that there was one stays seen."""
    return {key: VEIL if key in PROTECTED and value else _inside(value) for key, value in values.items()}


def _inside(value: Any) -> Any:
    if isinstance(value, Mapping):
        return veiled(value)
    return [_inside(one) for one in value] if isinstance(value, list) else value
