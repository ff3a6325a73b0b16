"""The dated history of one unit, against the naive reading of all classifiers at once."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.territory.timeline import Change, Correct, Open, Redate, Span, Vanish, insert_snapshot

Y1, Y2, Y3, Y4 = (date(year, 1, 1) for year in (2018, 2021, 2022, 2026))


@pytest.mark.parametrize(
    ("spans", "content", "as_of", "following", "changes"),
    [
        ([], None, Y2, None, ()),
        ([], "a", Y2, None, (Open(Y2, None, "a"),)),
        ([Span(1, Y2, None, "a")], "a", Y2, None, ()),
        ([Span(1, Y2, None, "a")], "a", Y3, None, ()),
        ([Span(1, Y2, None, "a")], None, Y3, None, (Redate(1, Y2, Y3),)),
        ([Span(1, Y2, None, "a")], "b", Y3, None, (Redate(1, Y2, Y3), Open(Y3, None, "b"))),
        ([Span(1, Y3, None, "a")], None, Y2, Y3, ()),
        ([Span(1, Y3, None, "a")], "a", Y2, Y3, (Redate(1, Y2, None),)),
        ([Span(1, Y3, None, "a")], "b", Y2, Y3, (Open(Y2, Y3, "b"),)),
        ([Span(1, Y1, None, "a")], None, Y2, Y3, (Redate(1, Y1, Y2), Open(Y3, None, "a"))),
        ([Span(1, Y1, None, "a")], "b", Y2, Y3, (Redate(1, Y1, Y2), Open(Y3, None, "a"), Open(Y2, Y3, "b"))),
        ([Span(1, Y1, Y2, "a"), Span(2, Y4, None, "a")], "a", Y2, Y4, (Redate(1, Y1, Y4),)),
        ([Span(1, Y2, None, "a")], "b", Y2, None, (Correct(1, "b"),)),
        ([Span(1, Y2, None, "a")], "b", Y2, Y3, (Redate(1, Y3, None), Open(Y2, Y3, "b"))),
        (
            [Span(1, Y2, Y3, "a"), Span(2, Y3, Y4, "a")],
            "b",
            Y2,
            Y4,
            (Vanish(2), Redate(1, Y2, Y4), Correct(1, "b")),
        ),
        ([Span(1, Y2, None, "a")], None, Y2, None, (Vanish(1),)),
        ([Span(1, Y3, Y4, "b")], "b", Y2, None, (Redate(1, Y2, None),)),
    ],
)
def test_insert_snapshot(
    spans: list[Span[str]],
    content: str | None,
    as_of: date,
    following: date | None,
    changes: tuple[Change[str], ...],
) -> None:
    assert insert_snapshot(spans, content, as_of, following) == changes


class Rows:
    """Rows as a table holds them: changes are made one after the other, no two rows ever begin on one day."""

    def __init__(self) -> None:
        self.spans: dict[int, Span[str]] = {}
        self.dates: set[date] = set()

    def insert(self, as_of: date, content: str | None) -> tuple[Change[str], ...]:
        following = min((day for day in self.dates if day > as_of), default=None)
        changes = insert_snapshot(list(self.spans.values()), content, as_of, following)
        for change in changes:
            self._make(change)
            begins = [span.valid_from for span in self.spans.values()]
            assert len(begins) == len(set(begins))
        self.dates.add(as_of)
        return changes

    def _make(self, change: Change[str]) -> None:
        match change:
            case Open(valid_from, valid_to, content):
                number = len(self.spans) + 1
                self.spans[number] = Span(number, valid_from, valid_to, content)
            case Redate(number, valid_from, valid_to):
                self.spans[number] = replace(self.spans[number], valid_from=valid_from, valid_to=valid_to)
            case Correct(number, content):
                self.spans[number] = replace(self.spans[number], content=content)
            case _:
                raise AssertionError(change)

    def history(self, days: list[date]) -> list[list[str]]:
        return [
            [
                s.content
                for s in self.spans.values()
                if s.valid_from <= day and (s.valid_to is None or day < s.valid_to)
            ]
            for day in days
        ]


def naive(snapshots: dict[date, str | None], days: list[date]) -> list[list[str]]:
    read = []
    for day in days:
        latest = max((as_of for as_of in snapshots if as_of <= day), default=None)
        content = snapshots[latest] if latest else None
        read.append([content] if content else [])
    return read


DATES = st.integers(0, 12).map(lambda years: date(2010 + years, 1, 1))
SNAPSHOTS = st.dictionaries(DATES, st.sampled_from(["a", "b", None]), min_size=1)
DAYS = [date(2009, 7, 1) + timedelta(days=183 * step) for step in range(30)]


@given(SNAPSHOTS.flatmap(lambda found: st.permutations(list(found.items()))))
def test_snapshots_in_any_order_give_the_naive_history(snapshots: list[tuple[date, str | None]]) -> None:
    rows = Rows()
    for done, (as_of, content) in enumerate(snapshots, start=1):
        rows.insert(as_of, content)
        assert rows.history(DAYS) == naive(dict(snapshots[:done]), DAYS)
    ordered = sorted(rows.spans.values(), key=lambda span: span.valid_from)
    assert all(
        one.valid_to is not None and one.valid_to <= other.valid_from for one, other in pairwise(ordered)
    )
    assert all(span.valid_to is None or span.valid_from < span.valid_to for span in ordered)


@given(SNAPSHOTS.flatmap(lambda found: st.permutations(list(found.items()))))
def test_a_snapshot_that_was_there_already_changes_nothing(snapshots: list[tuple[date, str | None]]) -> None:
    rows = Rows()
    for as_of, content in snapshots:
        rows.insert(as_of, content)
    assert [rows.insert(as_of, content) for as_of, content in snapshots] == [()] * len(snapshots)


@given(SNAPSHOTS, st.data())
def test_another_content_for_a_date_replaces_the_first(
    snapshots: dict[date, str | None], data: st.DataObject
) -> None:
    rows = Rows()
    for as_of, content in snapshots.items():
        rows.insert(as_of, content)
    as_of = data.draw(st.sampled_from(sorted(snapshots)))
    rows.insert(as_of, "c")
    assert rows.history(DAYS) == naive({**snapshots, as_of: "c"}, DAYS)
