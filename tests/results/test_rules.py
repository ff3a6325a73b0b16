"""The rules of a protocol's figures: each broken and kept, to the last branch, and the table in the documentation."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask_babel import force_locale
from hypothesis import given

from elections.errors import Objection
from elections.results.rule_words import SAYS, rules_table
from elections.results.rules import (
    BOUNDS,
    RULES,
    Severity,
    Thresholds,
    check,
    check_thresholds,
    key_of,
    read_figure,
    warnings,
)  # fmt: skip
from elections.results.tally import ProtocolFigures
from elections.results.words import OBJECTIONS
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


OTHERS = (replace(FIGURES, votes={1: 380, 2: 190}), replace(FIGURES, votes={1: 410, 2: 160}))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"votes": {1: 410, 2: 160}}, ["W.208"]),
        ({"voters": 1200}, ["W.209"]),
        ({"voters": 600, "took_part": 590}, ["W.204"]),
        ({"votes": {1: 100, 2: 470}}, ["W.210", "W.210"]),
        ({"votes": {1: 0, 2: 0}, "took_part": 0, "against_all": 0, "invalid": 0}, ["W.203"]),
    ],
)
def test_protocol_is_held_against_the_other_precincts(changes: dict[str, object], codes: list[str]) -> None:
    found = warnings(replace(FIGURES, **changes), None, OTHERS)  # type: ignore[arg-type]
    assert [one.code for one in found] == codes


def test_too_few_or_empty_others_tell_nothing() -> None:
    far = replace(FIGURES, voters=1500, votes={1: 100, 2: 470})
    empty = replace(FIGURES, took_part=0, votes={}, against_all=0)
    assert warnings(far, None, OTHERS[:1]) == ()
    assert warnings(far, None, (empty, empty)) == ()
    assert [one.code for one in warnings(far, None, OTHERS[:1], Thresholds(compare_from=1))] == [
        "W.209", "W.210", "W.210",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("limits", "figures", "code"),
    [
        ({"voters_most": 700}, {}, "W.202"),
        ({"turnout_high": 81}, {}, "W.204"),
        ({"invalid_high": 1}, {}, "W.205"),
        ({"zero_from": 20}, {"votes": {1: 7, 2: 0}, "took_part": 27, "invalid": 0}, "W.207"),
    ],
)
def test_thresholds_move_the_bounds(limits: dict[str, int], figures: dict[str, object], code: str) -> None:
    changed = replace(FIGURES, **figures)  # type: ignore[arg-type]
    assert warnings(changed) == ()
    assert [one.code for one in warnings(changed, thresholds=Thresholds(**limits))] == [code]


def test_thresholds_are_kept_as_json_and_bounded() -> None:
    limits = Thresholds(turnout_high=80)
    assert Thresholds.from_json({**limits.to_json(), "unknown": 1}) == limits
    assert Thresholds.from_json(None) == Thresholds()
    assert check_thresholds(limits) == ()
    assert check_thresholds(Thresholds(turnout_high=101)) == (
        Objection("thresholds.bounds", "turnout_high", {"least": 1, "most": 100}),
    )


@pytest.mark.parametrize(
    ("text", "required", "figure", "code"),
    [
        ("727", True, 727, None), (" 1 000 ", True, 1000, None), ("12.0", True, 12, None), ("-0", True, 0, None),
        ("", False, None, None), ("", True, None, "F.111"), ("12.5", True, None, "F.110"), ("1.000", True, None, "F.110"),
        ("two", False, None, "F.110"), ("²", True, None, "F.110"), ("-7", True, None, "F.101"), ("−7", True, None, "F.101"),
        ("1000000", True, 1_000_000, None), ("1000001", True, None, "F.102"), ("1" + "0" * 12, True, None, "F.102"),
        ("9" * 5000, True, None, "F.102"), ("0" * 5000 + "7", True, 7, None),
    ],
)  # fmt: skip
def test_figures_are_read_or_refused_with_a_code(
    text: str, required: bool, figure: int | None, code: str | None
) -> None:
    found, objection = read_figure(text, "voters", required=required)
    assert (found, objection and objection.code) == (figure, code)


def test_key_of_a_confirmation_names_the_figure() -> None:
    assert [key_of(one, FIGURES) for one in warnings(FIGURES, 700)] == ["W.201:voters=727"]


def test_every_rule_has_its_words_and_every_code_its_rule() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert set(codes) == set(SAYS) == {code for code in OBJECTIONS if re.match(r"[FW]\.\d", code)}
    assert {rule.threshold for rule in RULES if rule.threshold} | {"compare_from"} == set(BOUNDS)
    assert {rule.severity for rule in RULES if rule.code.startswith("W")} == {Severity.WARNING}
    assert {rule.severity for rule in RULES if rule.code.startswith("F")} == {Severity.ERROR}


def test_table_in_the_documentation_is_the_list(sqlite_app) -> None:
    with sqlite_app[0].test_request_context(), force_locale("en"):
        table = rules_table()
    path = Path(__file__).parents[2] / "docs/protocol-rules.md"
    assert path.read_text(encoding="utf-8") == table, "write rules_table() there anew"
