"""The rules of a protocol's figures: each broken and kept, to the last branch, and the table in the documentation."""

from dataclasses import replace

import pytest
from hypothesis import given

from elections.errors import Objection
from elections.results.rules import check, warnings
from elections.results.tally import ProtocolFigures
from tests.results.test_tally import FIGURES, protocols


@given(protocols())
def test_figures_that_add_up_have_no_errors(figures: ProtocolFigures) -> None:
    assert check(figures) == ()


def test_figures_that_a_copy_lacks_are_not_checked() -> None:
    copy = replace(FIGURES, ballots_received=None, ballots_cancelled=None, outside=None, absentee=None)
    assert check(copy) == ()
    assert check(replace(FIGURES, ballots_cancelled=None)) == ()


@pytest.mark.parametrize(
    ("changes", "objections"),
    [
        ({"outside": -1}, [Objection("F.101", "outside", {"figure": -1})]),
        (
            {"votes": {1: 571, 2: -1}},
            [Objection("F.101", "votes.2", {"figure": -1})],
        ),
        ({"voters": 1_000_001}, [Objection("F.102", "voters", {"figure": 1_000_001, "maximum": 1_000_000})]),
        ({"voters": 599}, [Objection("F.103", "ballots_issued", {"issued": 600, "voters": 599}, "CL 43")]),
        (
            {"ballots_received": 599, "ballots_cancelled": -1},
            [
                Objection("F.101", "ballots_cancelled", {"figure": -1}),
                Objection("F.104", "ballots_issued", {"issued": 600, "received": 599}, "CL 43"),
            ],
        ),
        (
            {"ballots_cancelled": 134},
            [
                Objection(
                    "F.105",
                    "ballots_cancelled",
                    {"received": 735, "issued": 600, "remaining": 135, "cancelled": 134},
                    "CL 43",
                )
            ],
        ),
        (
            {"took_part": 589},
            [
                Objection(
                    "F.106",
                    "took_part",
                    {"votes": 570, "against_all": 20, "total": 590, "took_part": 589},
                    "CL 43(5)",
                )
            ],
        ),
        (
            {"invalid": 11},
            [
                Objection(
                    "F.107",
                    "invalid",
                    {"took_part": 590, "invalid": 11, "total": 601, "issued": 600},
                    "CL 43(5)",
                )
            ],
        ),
        ({"outside": 601}, [Objection("F.108", "outside", {"outside": 601, "issued": 600}, "CL 43")]),
        ({"absentee": 601}, [Objection("F.109", "absentee", {"absentee": 601, "issued": 600}, "CL 44(5)")]),
    ],
)
def test_check_names_each_error_with_its_arithmetic(
    changes: dict[str, object], objections: list[Objection]
) -> None:
    assert check(replace(FIGURES, **changes)) == tuple(objections)  # type: ignore[arg-type]


def test_check_returns_all_errors_at_once() -> None:
    figures = replace(FIGURES, voters=-1, ballots_issued=800, took_part=900)
    assert [objection.code for objection in check(figures)] == [
        "F.101",
        "F.103",
        "F.104",
        "F.105",
        "F.106",
        "F.107",
    ]


@pytest.mark.parametrize(
    ("changes", "voters_on_list", "objections"),
    [
        ({}, None, []),
        ({}, 727, []),
        ({}, 726, [Objection("W.201", "voters", {"voters": 727, "on_list": 726})]),
        ({"voters": 3001}, None, [Objection("W.202", "voters", {"voters": 3001, "maximum": 3000}, "CL 23")]),
        ({"took_part": 0, "invalid": 0}, None, [Objection("W.203", "took_part")]),
        (
            {"voters": 621},
            None,
            [Objection("W.204", "took_part", {"took_part": 590, "voters": 621, "percent": 95})],
        ),
        (
            {"invalid": 66},
            None,
            [Objection("W.205", "invalid", {"invalid": 66, "ballots": 656, "percent": 10})],
        ),
        (
            {"votes": {1: 590, 2: 0}},
            None,
            [
                Objection("W.206", "votes.1", {"votes": 590}),
                Objection("W.207", "votes.2", {"took_part": 590}),
            ],
        ),
    ],
)
def test_warnings(
    changes: dict[str, object], voters_on_list: int | None, objections: list[Objection]
) -> None:
    assert warnings(replace(FIGURES, **changes), voters_on_list) == tuple(objections)  # type: ignore[arg-type]
