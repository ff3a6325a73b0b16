"""Why a chance moved from one forecast to the next."""

import pytest

from elections.forecast.changes import (
    Line,
    Move,
    Reason,
    line_of,
    moves,
    read_line,
    reasons_for,
)
from elections.forecast.reckoning import Counted, Facts, Standing
from elections.results.target import ContestState

OPEN = ContestState(True, False)


@pytest.mark.parametrize("counted", [None, Counted(1, 2, 3, 4, 5)])
def test_line_is_read_back_as_it_was_kept(counted: Counted | None) -> None:
    line = line_of(Facts(7, "11/", OPEN, marks=("1.1",), counted=counted), 0.61249, Standing.OPEN)

    assert line == Line(612, Standing.OPEN, 4 if counted else 0, ("1.1",))
    assert read_line(line.to_json()) == line


@pytest.mark.parametrize(
    ("before", "after", "same_record", "reasons"),
    [
        (Line(500, Standing.OPEN), Line(1000, Standing.WON), False, (Reason.WON,)),
        (Line(500, Standing.OPEN), Line(0, Standing.LOST), True, (Reason.LOST,)),
        (Line(1000, Standing.WON), Line(600, Standing.OPEN), True, (Reason.REOPENED,)),
        (Line(0, Standing.LOST), Line(600, Standing.OPEN), True, (Reason.REOPENED,)),
        (Line(0, Standing.NOBODY), Line(600, Standing.OPEN), True, (Reason.NOMINEE,)),
        (Line(500, Standing.OPEN), Line(600, Standing.OPEN, 2), True, (Reason.COUNTED,)),
        (
            Line(500, Standing.OPEN, 0, ("1",)),
            Line(600, Standing.OPEN, 1, ("1", "2")),
            False,
            (Reason.COUNTED, Reason.ASSESSED, Reason.RECORD),
        ),
        (Line(500, Standing.OPEN), Line(600, Standing.OPEN), True, (Reason.AGED,)),
    ],
)
def test_reason_of_a_move(before: Line, after: Line, same_record: bool, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(before, after, same_record) == reasons


def test_small_moves_and_new_contests_are_not_told_and_the_largest_stand_first() -> None:
    before = {one: Line(500, Standing.OPEN) for one in (1, 2, 3)}
    after = {
        1: Line(551, Standing.OPEN), 2: Line(549, Standing.OPEN), 3: Line(0, Standing.LOST), 4: Line(900, Standing.OPEN),
    }  # fmt: skip

    assert moves(before, after) == [
        Move(3, 500, 0, (Reason.LOST,)), Move(1, 500, 551, (Reason.AGED,)),
    ]  # fmt: skip
