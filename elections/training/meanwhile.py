"""Lists that stood open while another clerk wrote (pure): a page writes what was typed on it, not what it showed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """The answers of a list by row: as the clerk typed them, as the page had shown them ("found"), as they are saved now.

    A row that the page did not show to the clerk is not in `found`: what was typed there counts.
    """

    typed: Mapping[int, str]
    found: Mapping[int, str]
    saved: Mapping[int, str]

    def is_changed(self, row: int) -> bool:
        """Returns whether the clerk gave another answer than the page had shown."""
        return self.typed[row] != self.found.get(row)

    def is_overtaken(self, row: int) -> bool:
        """Returns whether both the clerk and somebody else changed the row, each to something else."""
        found, saved = self.found.get(row), self.saved[row]
        return found is not None and self.is_changed(row) and saved not in (found, self.typed[row])

    def overtaken(self) -> list[int]:
        """Returns the rows of which somebody must decide, in the order of the list."""
        return [row for row in self.typed if self.is_overtaken(row)]

    def shown(self) -> dict[int, str]:
        """Returns what the page says that it has shown: where the clerk is told of another's answer, that one."""
        return {
            row: self.saved[row] if row not in self.found or self.is_overtaken(row) else self.found[row]
            for row in self.saved
        }
