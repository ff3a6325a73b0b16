"""The rules of a course's parts (pure): its modules' hours, the links among its materials."""

from urllib.parse import urlsplit

from elections.errors import Objection

LONGEST_MODULE = 200
MAXIMUM_MATERIALS = 30


def objections_to_module(hours: int) -> list[Objection]:
    """Returns what speaks against a module's hours."""
    return (
        []
        if 1 <= hours <= LONGEST_MODULE
        else [Objection("module.hours", "hours", {"maximum": LONGEST_MODULE})]
    )


def objections_to_link(url: str) -> list[Objection]:
    """Returns what speaks against a link: it must be a whole address, and https."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return [Objection("material.link", "url")]
    strange = parts.scheme != "https" or "." not in host or "@" in parts.netloc
    blank = any(sign.isspace() or sign in '<>"\\' for sign in url)
    return [Objection("material.link", "url")] if strange or blank else []


def objections_to_number(held: int) -> list[Objection]:
    """Returns what speaks against one more material beside those that a course has."""
    if held < MAXIMUM_MATERIALS:
        return []
    return [Objection("material.too_many", "", {"maximum": MAXIMUM_MATERIALS})]
