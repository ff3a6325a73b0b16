"""Which territory is meant when a headquarters is opened: by its level, and its name or code."""

from dataclasses import dataclass

from elections.errors import Objection, Refused
from elections.headquarters.staffing import Level, level_of
from elections.territory.queries import DISTRICTS, REGIONS, match_constituency, match_place


@dataclass(frozen=True)
class Place:
    """A territory that may have a headquarters: its path and its names, Russian and Kazakh; the nation has none."""

    path: str
    names: tuple[str, str]


NATION = Place("", ("", ""))


def find_place(typed: str, level: str) -> Place:
    """Returns the territory that was typed, of the level that was chosen. Raises Refused."""
    if not typed:
        if level in ("", Level.NATION):
            return NATION
        raise Refused([Objection("headquarters.territory_missing", "kato")])
    found = _find(typed, level)
    if found is None:
        raise Refused([Objection("headquarters.territory_unknown", "kato")])
    if level and level_of(found.path).value != level:
        raise Refused([Objection("headquarters.level_differs", "level", {"name": found.names[0]})])
    return found


def _find(typed: str, level: str) -> Place | None:
    unit = None if level == Level.CONSTITUENCY else match_place(typed)
    found = unit if unit and unit.kind in (*REGIONS, *DISTRICTS) else match_constituency(typed)
    return Place(found.path, (found.name_ru, found.name_kk)) if found else None
