"""Local time: which zone a place in Kazakhstan keeps (pure). The law's hours are local to the region."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

NATION = ZoneInfo("Asia/Almaty")
WESTERN = {
    "15": ZoneInfo("Asia/Aqtobe"),
    "23": ZoneInfo("Asia/Atyrau"),
    "27": ZoneInfo("Asia/Oral"),
    "39": ZoneInfo("Asia/Qostanay"),
    "43": ZoneInfo("Asia/Qyzylorda"),
    "47": ZoneInfo("Asia/Aqtau"),
}
"""Regions by the first two digits of their KATO code whose zone has a history of its own (IANA tz database)."""


def zone_for(path: str) -> ZoneInfo:
    """Returns the zone of a path or KATO code; the nation's ("") is that of Almaty."""
    return WESTERN.get(path[:2], NATION)


def day_begins(path: str, moment: datetime) -> datetime:
    """Returns when the day of a moment began at a path, in its zone."""
    return datetime.combine(moment.astimezone(zone_for(path)).date(), time(), zone_for(path))
