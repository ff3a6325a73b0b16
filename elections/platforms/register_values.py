"""Cells of pledges into values: sums as people type them, the start and the goal of an indicator (pure)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from elections.errors import Objection
from elections.platforms.sums import read_quantity, read_sum

TEXTS = (
    "what_kk", "what_ru", "place", "demand_kk", "demand", "indicator_kk", "indicator", "unit_kk", "unit", "responsible_kk",
    "responsible",
)  # fmt: skip
REQUIRED = {
    "sector": "pledge.sector_missing",
    "money_source": "pledge.source_missing",
}
"""What every pledge must say besides what its rules ask for, and what is said where it does not."""


def read_cell(name: str, cell: Any) -> Any:
    """Returns what a cell of a pledge says, or the objection to it; other cells than numbers stay as they are."""
    readers = {"cost_kzt": read_sum, "start_value": read_quantity, "goal_value": read_quantity}
    found = readers[name](str(cell)) if name in readers else cell
    return replace(found, field=name) if isinstance(found, Objection) else found


def missing_in(values: Mapping[str, Any]) -> list[Objection]:
    """Returns what a pledge lacks that a form would not let anybody leave out."""
    return [Objection(code, name) for name, code in REQUIRED.items() if not values.get(name)]
