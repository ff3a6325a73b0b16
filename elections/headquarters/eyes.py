"""Who watches the count (pure): precincts with a proxy, with an observer, with both, with nobody, and the voters there."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Eyes:
    """A territory's precincts by who watches the count in them, and the voters of all and of those without anybody."""

    both: int = 0
    proxy_only: int = 0
    observer_only: int = 0
    nobody: int = 0
    voters: int = 0
    voters_unwatched: int = 0

    @property
    def precincts(self) -> int:
        """Returns how many precincts there are."""
        return self.watched + self.nobody

    @property
    def watched(self) -> int:
        """Returns in how many of them there is somebody."""
        return self.both + self.proxy_only + self.observer_only

    @property
    def with_proxy(self) -> int:
        """Returns in how many there is a registered proxy."""
        return self.both + self.proxy_only

    @property
    def with_observer(self) -> int:
        """Returns in how many there is an observer during the count."""
        return self.both + self.observer_only

    @property
    def share(self) -> Fraction | None:
        """Returns the part of the precincts in which there is somebody; None where there is no precinct."""
        return Fraction(self.watched, self.precincts) if self.precincts else None


@dataclass(frozen=True)
class Some:
    """Precincts of one place in which the same sorts of watchers are: how many, and their voters."""

    place: str
    has_proxy: bool
    has_observer: bool
    precincts: int
    voters: int


def eyes_of(parts: Iterable[Some]) -> Eyes:
    """Returns what several parts come to."""
    known = list(parts)

    def number(has_proxy: bool, has_observer: bool) -> int:
        return sum(
            one.precincts for one in known if (one.has_proxy, one.has_observer) == (has_proxy, has_observer)
        )

    unwatched = sum(one.voters for one in known if not one.has_proxy and not one.has_observer)
    return Eyes(
        number(True, True), number(True, False), number(False, True), number(False, False),
        sum(one.voters for one in known), unwatched,
    )  # fmt: skip


def by_place(parts: Iterable[Some]) -> dict[str, Eyes]:
    """Returns the figures of each place, in the order in which the places first come."""
    known = list(parts)
    return {
        place: eyes_of(one for one in known if one.place == place)
        for place in dict.fromkeys(one.place for one in known)
    }
