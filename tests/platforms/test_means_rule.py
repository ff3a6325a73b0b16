"""What a line of means must say: every limit, all at once."""

from datetime import date
from typing import Any

import pytest

from elections.platforms.means_rule import objections_to_means

GOOD = {"amount_kzt": 5_000_000, "year": 2022, "document": "Решение № 12", "document_on": date(2021, 1, 14)}


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, []),
        ({"year": 2021}, []),
        ({"year": 2025}, []),
        ({"year": 2020}, ["means.year_range"]),
        ({"year": 2026}, ["means.year_range"]),
        ({"year": None}, ["means.year_range"]),
        ({"amount_kzt": 10**12}, []),
        ({"amount_kzt": 10**12 + 1}, ["means.amount_range"]),
        ({"amount_kzt": 0}, ["means.amount_range"]),
        ({"document_on": date(2021, 7, 13)}, ["means.document_ahead"]),
        ({"document_on": date(2021, 7, 12)}, []),
        (
            dict.fromkeys(GOOD),
            ["means.amount_range", "means.year_range", "means.document_missing", "means.document_on_missing"],
        ),
    ],
)
def test_means(said: dict[str, Any], codes: list[str]) -> None:
    found = objections_to_means({**GOOD, **said}, date(2021, 7, 25), date(2021, 7, 12))
    assert [one.code for one in found] == codes
