"""What an import did, or why it did nothing: the same data for the command, its JSON and a page."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from elections.errors import Objection
from elections.web.objections import describe


@dataclass(frozen=True)
class Finding:
    """One objection with its place: the row's number in the file (None: the whole file) and the column."""

    row: int | None
    column: str
    objection: Objection

    def to_json(self) -> dict[str, Any]:
        """Returns the finding as data, its message in the present language."""
        message = describe(self.objection)
        return {"row": self.row, "column": self.column, "code": self.objection.code, "message": message}


@dataclass
class Report:
    """Counts of rows and what was found; with any error nothing was changed."""

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    as_of: date | None = None

    def refuse(self, row: int | None, objection: Objection) -> None:
        """Notes an error at the column that the objection names."""
        self.errors.append(Finding(row, objection.field, objection))

    def warn(self, row: int | None, objection: Objection) -> None:
        """Notes a warning at the column that the objection names."""
        self.warnings.append(Finding(row, objection.field, objection))

    def count(self, *, created: bool = False, changed: bool = False) -> None:
        """Counts one row as created, updated or unchanged."""
        self.created += created
        self.updated += changed and not created
        self.unchanged += not changed and not created

    def with_headings(self, headings: dict[str, str]) -> "Report":
        """Returns the report with columns named as the file names them."""
        return replace(
            self, errors=_renamed(self.errors, headings), warnings=_renamed(self.warnings, headings)
        )

    def refused(self) -> "Report":
        """Returns the report of an import that changed nothing, because of its errors."""
        return replace(self, created=0, updated=0, unchanged=0, skipped=self.rows)

    def to_json(self) -> dict[str, Any]:
        """Returns the report as the commands print it."""
        counts = {
            name: getattr(self, name) for name in ("rows", "created", "updated", "unchanged", "skipped")
        }
        return {
            "kind": self.kind,
            **counts,
            "errors": [finding.to_json() for finding in self.errors],
            "warnings": [finding.to_json() for finding in self.warnings],
        }


def _renamed(findings: list[Finding], headings: dict[str, str]) -> list[Finding]:
    return [replace(finding, column=headings.get(finding.column, finding.column)) for finding in findings]
