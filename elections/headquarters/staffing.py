"""Who a headquarters needs (pure): its level, the roles of its members, who is missing, which constituencies are served."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class Level(StrEnum):
    """Of which level of the territory a headquarters is."""

    NATION = "nation"
    REGION = "region"
    DISTRICT = "district"
    CONSTITUENCY = "constituency"


class MemberRole(StrEnum):
    """What a member does in a headquarters; the order is that in which members are shown."""

    HEAD = "head"
    DEPUTY = "deputy"
    ORGANISER = "organiser"
    LAWYER = "lawyer"
    PRESS = "press"
    AGITATOR_COORDINATOR = "agitator_coordinator"
    OBSERVER_COORDINATOR = "observer_coordinator"
    DRIVER = "driver"


LEVELS = tuple(Level)
_WHOLE = (
    MemberRole.HEAD, MemberRole.DEPUTY, MemberRole.ORGANISER, MemberRole.LAWYER, MemberRole.PRESS,
    MemberRole.AGITATOR_COORDINATOR, MemberRole.OBSERVER_COORDINATOR,
)  # fmt: skip
NEEDS: Mapping[Level, tuple[MemberRole, ...]] = MappingProxyType(
    {
        Level.NATION: _WHOLE,
        Level.REGION: _WHOLE,
        Level.DISTRICT: (
            MemberRole.HEAD, MemberRole.DEPUTY, MemberRole.LAWYER, MemberRole.OBSERVER_COORDINATOR,
        ),
        Level.CONSTITUENCY: (
            MemberRole.HEAD, MemberRole.AGITATOR_COORDINATOR, MemberRole.OBSERVER_COORDINATOR,
        ),
    }
)  # fmt: skip
"""Whom a headquarters of each level needs until the national headquarters says otherwise."""


def level_of(path: str) -> Level:
    """Returns of which level the headquarters of a territory is."""
    return LEVELS[min(path.count("/"), len(LEVELS) - 1)]


def missing_roles(needed: Iterable[MemberRole], held: Collection[MemberRole]) -> list[MemberRole]:
    """Returns the needed roles that nobody holds, in the order of roles."""
    wanted = set(needed) - set(held)
    return [role for role in MemberRole if role in wanted]


def place_of_role(role: MemberRole) -> int:
    """Returns where members of this role stand in a list: the head first, then the deputy."""
    return list(MemberRole).index(role)


# --- coverage ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Office:
    """An open headquarters as coverage sees it."""

    number: int
    path: str
    has_head: bool
    has_lawyer: bool


class Lack(StrEnum):
    """What a constituency is without."""

    OWN = "own"
    SERVED = "served"
    HEAD = "head"
    LAWYER = "lawyer"


@dataclass(frozen=True)
class Served:
    """How a constituency is served: by its own headquarters, else by its district's, else by none."""

    path: str
    own: Office | None
    district: Office | None

    @property
    def office(self) -> Office | None:
        """Returns the headquarters that works here: its own, else the district's."""
        return self.own or self.district

    @property
    def has_head(self) -> bool:
        """Returns whether the headquarters that works here has a head."""
        return self.office is not None and self.office.has_head

    @property
    def has_lawyer(self) -> bool:
        """Returns whether its own headquarters or the district's has a lawyer: one lawyer serves a district."""
        return any(one is not None and one.has_lawyer for one in (self.own, self.district))

    def lacks(self, what: Lack) -> bool:
        """Returns whether the constituency is without this."""
        has = {
            Lack.OWN: self.own is not None, Lack.SERVED: self.office is not None, Lack.HEAD: self.has_head,
            Lack.LAWYER: self.has_lawyer,
        }  # fmt: skip
        return not has[what]


@dataclass(frozen=True)
class Cover:
    """How many constituencies there are, and how many of them have what."""

    constituencies: int = 0
    own: int = 0
    served: int = 0
    head: int = 0
    lawyer: int = 0

    def number(self, what: str) -> int:
        """Returns how many have it."""
        return int(getattr(self, Lack(what).value))

    def lacking(self, what: str) -> int:
        """Returns how many are without it."""
        return self.constituencies - self.number(what)

    def share(self, what: str) -> Fraction | None:
        """Returns the share of those that have it, None where there is no constituency."""
        return Fraction(self.number(what), self.constituencies) if self.constituencies else None


def serve(paths: Iterable[str], offices: Mapping[str, Office]) -> list[Served]:
    """Returns how each constituency is served, out of the open headquarters by path."""
    return [Served(path, offices.get(path), offices.get(_above(path))) for path in paths]


def count_cover(served: Sequence[Served]) -> Cover:
    """Returns the figures of some constituencies."""
    return Cover(len(served), *(sum(not one.lacks(what) for one in served) for what in Lack))


def parts_of(served: Sequence[Served]) -> tuple[int, int, int, int]:
    """Returns how many have a head in their own headquarters, how many in the district's, no head, no headquarters."""
    own = sum(one.own is not None and one.has_head for one in served)
    district = sum(one.own is None and one.has_head for one in served)
    without = sum(one.office is not None and not one.has_head for one in served)
    return own, district, without, len(served) - own - district - without


def _above(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]
