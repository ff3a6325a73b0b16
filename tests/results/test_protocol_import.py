"""Protocols from files: long and wide, by the same rules as the form; a new entry each, and nothing written over."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.audit.models import AuditEvent
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.results.entries import State
from elections.results.models import ProtocolEntry
from elections.results.queries import figures_of
from tests.results.count import FIRST, Count, start_count

FIGURES = ("voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "outside",
           "absentee", "against_all")  # fmt: skip
KEYS = ("constituency_kato", "precinct_number", *FIGURES)


def run(app: Flask, file: Path, *options: str) -> tuple[int, dict[str, object]]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["import", "protocols", str(file), "--json", *options])
    assert result.output.startswith("{"), result.output
    return result.exit_code, json.loads(result.output)


def counts(answer: tuple[int, dict[str, object]]) -> list[object]:
    return [answer[0], *(answer[1][name] for name in ("rows", "created", "updated", "unchanged", "skipped"))]


def found(answer: tuple[int, dict[str, object]], kind: str = "errors") -> list[tuple[object, ...]]:
    return [(one["row"], one["column"], one["code"]) for one in answer[1][kind]]  # type: ignore[attr-defined]


def names(count: Count) -> list[str]:
    """The ballot, in its order."""
    people = sorted((one.person for one in (count.own, count.rival)), key=lambda one: (one.sort_key, one.id))
    return [f"{one.surname} {one.given_name} {one.patronymic}".strip() for one in people]


def plain(count: Count, own: int, rival: int, number: int = 0, **changes: object) -> dict[str, str]:
    """The cells that both kinds of file have."""
    figures = count.figures(own, rival, **changes)
    precinct = count.protocol(number).precinct
    cells = {"constituency_kato": precinct.constituency.kato, "precinct_number": str(precinct.number)}
    told = {name: getattr(figures, name) for name in FIGURES}
    return {**cells, **{name: "" if value is None else str(value) for name, value in told.items()}}


def wide(count: Count, own: int, rival: int, number: int = 0, **changes: object) -> dict[str, str]:
    votes = dict(zip([count.own.id, count.rival.id], (own, rival), strict=True))
    ballot = sorted((count.own, count.rival), key=lambda one: (one.person.sort_key, one.id))
    cells = {f"place_{place}": str(votes[one.id]) for place, one in enumerate(ballot, 1)}
    return {
        **plain(count, own, rival, number),
        **cells,
        **{name: str(told) for name, told in changes.items()},
    }


def long(count: Count, own: int, rival: int, number: int = 0) -> list[dict[str, str]]:
    cells = plain(count, own, rival, number)
    return [
        {**cells, "candidate": _name(one), "votes": str(votes)}
        for one, votes in ((count.own, own), (count.rival, rival))
    ]


def _name(candidate: object) -> str:
    person = candidate.person  # type: ignore[attr-defined]
    return f"{person.surname} {person.given_name} {person.patronymic}".strip()


def write(folder: Path, rows: list[dict[str, str]], headings: dict[str, str] | None = None) -> Path:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    told = headings or {}
    lines = [";".join(told.get(key, key) for key in keys)]
    lines += [";".join(row.get(key, "") for key in keys) for row in rows]
    path = folder / "protocols.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


RU = {
    "constituency_kato": "КАТО округа", "precinct_number": "№ участка", "voters": "Избирателей в списке",
    "ballots_received": "Получено бюллетеней", "ballots_issued": "Выдано бюллетеней", "ballots_cancelled": "Погашено",
    "took_part": "Приняли участие", "invalid": "Недействительных", "outside": "Вне помещения",
    "absentee": "По открепительным", "against_all": "Против всех", "candidate": "ФИО кандидата", "votes": "Голосов",
    "place_1": "Кандидат 1", "place_2": "Кандидат 2",
}  # fmt: skip
KK = {
    "constituency_kato": "ӘАОЖ", "precinct_number": "Учаске", "voters": "Сайлаушылар", "ballots_issued": "Берілген бюллетеньдер",
    "took_part": "Қатысқандар", "invalid": "Жарамсыз", "against_all": "Бәріне қарсы", "candidate": "Үміткер", "votes": "Дауыс",
    "place_1": "1-кандидат", "place_2": "2-кандидат",
}  # fmt: skip
EN = {"precinct_number": "Precinct", "voters": "Voters", "votes": "Votes", "place_1": "Candidate 1"}


@pytest.mark.parametrize("headings", [None, RU, KK, EN], ids=["keys", "ru", "kk", "en"])
@pytest.mark.parametrize("kind", [wide, long], ids=["wide", "long"])
def test_long_and_wide_files_in_each_language_make_accepted_entries(
    app, factory, tmp_path, kind, headings
) -> None:
    count = start_count(factory, precincts=2)
    made = [kind(count, 300, 70), kind(count, 100, 280, 1)]
    rows = [row for one in made for row in (one if isinstance(one, list) else [one])]

    answer = run(app, write(tmp_path, rows, headings))

    assert counts(answer) == [0, len(rows), 2, 0, len(rows) - 2, 0]
    assert found(answer) == []
    first, second = count.protocol(), count.protocol(1)
    assert (first.state, second.state) == (State.ACCEPTED, State.ACCEPTED)
    assert figures_of(first.accepted_entry) == count.figures(300, 70)
    assert figures_of(second.accepted_entry) == count.figures(100, 280)
    assert (first.accepted_entry.entered_by_login, first.accepted_entry.source) == ("system", "protocols.csv")
    assert (count.outcome().precincts_received, count.outcome().winner_id) == (2, count.own.id)


def test_same_file_twice_changes_nothing(app, factory, tmp_path) -> None:
    count = start_count(factory)
    file = write(tmp_path, [wide(count, 300, 70)])
    run(app, file)
    events, version = db.session.scalar(sa.select(sa.func.count(AuditEvent.id))), count.protocol().version

    answer = run(app, file)

    assert counts(answer) == [0, 1, 0, 0, 1, 0]
    assert (len(count.protocol().entries), count.protocol().version) == (1, version)
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == events


def test_accepted_protocol_with_other_figures_waits_for_a_decision_and_stays(app, factory, tmp_path) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))

    answer = run(app, write(tmp_path, [wide(count, 299, 71), wide(count, 100, 280, 1)]))

    assert counts(answer) == [0, 2, 1, 0, 0, 1]
    assert found(answer, "warnings")[0] == (2, "", "protocol.decision_needed")
    assert (figures_of(count.protocol().accepted_entry), len(count.protocol().entries)) == (
        count.figures(300, 70), 1,
    )  # fmt: skip
    assert count.protocol(1).state is State.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "objections"),
    [
        ({"took_part": "389"}, [("took_part", "F.106")]),
        ({"took_part": "390.5"}, [("took_part", "F.110")]),
        ({"took_part": "-5", "voters": "10" * 2500}, [("voters", "F.102"), ("took_part", "F.101")]),
        ({"voters": "1000000000000"}, [("voters", "F.102")]),
        ({"voters": "", "invalid": "two"}, [("voters", "F.111"), ("invalid", "F.110")]),
        ({"invalid": "120", "place_3": "5"}, [("place_3", "F.112")]),
        ({"invalid": "120", "outside": "999"}, [("invalid", "F.107"), ("outside", "F.108")]),
        ({"place_2": ""}, [("place_2", "F.113")]),
        ({"precinct_number": "9999"}, [("precinct_number", "F.114")]),
        ({"constituency_kato": "999999999"}, [("precinct_number", "F.114")]),
    ],
)  # fmt: skip
def test_wrong_rows_are_refused_with_every_reason_and_nothing_is_saved(
    app, factory, tmp_path, changes, objections
) -> None:
    count = start_count(factory, precincts=2)
    bad = wide(count, 300, 70, **changes)

    answer = run(app, write(tmp_path, [bad, wide(count, 100, 280, 1)]))

    assert (answer[0], found(answer)) == (1, [(2, column, code) for column, code in objections])
    assert db.session.scalar(sa.select(sa.func.count(ProtocolEntry.id))) == 0


def test_long_rows_are_refused_where_each_is_wrong(app, factory, tmp_path) -> None:
    count = start_count(factory)
    other = start_count(factory, contest=factory.contest())
    gone = factory.candidate(count.contest, own=False, status=Status.WITHDRAWN)
    own, rival = long(count, 300, 70)
    rows = [
        own, {**own, "votes": "1"}, {**rival, "votes": "7.5", "voters": "501"}, {**own, "candidate": _name(gone), "votes": "3"},
        {**own, "candidate": _name(other.own)}, {**own, "candidate": "", "ballot_place": "7"},
        {**own, "candidate": _name(count.rival), "ballot_place": str(names(count).index(_name(count.own)) + 1)},
    ]  # fmt: skip

    answer = run(app, write(tmp_path, rows))

    assert sorted(found(answer)) == [
        (3, "candidate", "import.duplicate_row"), (4, "voters", "protocol.rows_differ"), (4, "votes", "F.110"),
        (5, "candidate", "F.115"), (6, "candidate", "F.112"), (7, "ballot_place", "F.112"), (8, "candidate", "F.112"),
        (2, "", "protocol.refused_with"),
    ][-1:] + [
        (3, "candidate", "import.duplicate_row"), (4, "voters", "protocol.rows_differ"), (4, "votes", "F.110"),
        (5, "candidate", "F.115"), (6, "candidate", "F.112"), (7, "ballot_place", "F.112"), (8, "candidate", "F.112"),
    ]  # fmt: skip


def test_long_file_may_name_against_all_as_a_row_and_candidates_by_place(app, factory, tmp_path) -> None:
    count = start_count(factory)
    cells = {**plain(count, 300, 70), "against_all": ""}
    place = {name: str(number) for number, name in enumerate(names(count), 1)}
    bare = {key: cells[key] for key in ("constituency_kato", "precinct_number")}
    rows = [
        {**cells, "ballot_place": place[_name(count.own)], "votes": "300", "candidate": ""},
        {**bare, "ballot_place": place[_name(count.rival)], "votes": "70"},
        {**bare, "candidate": "Против всех", "votes": "20"},
    ]

    answer = run(app, write(tmp_path, rows))

    assert (found(answer), figures_of(count.protocol().accepted_entry)) == ([], count.figures(300, 70))


def test_one_precinct_twice_in_a_wide_file_is_refused(app, factory, tmp_path) -> None:
    count = start_count(factory)

    answer = run(app, write(tmp_path, [wide(count, 300, 70), wide(count, 300, 70)]))

    assert (3, "precinct_number", "import.duplicate_row") in found(answer)


def test_warnings_are_told_and_kept_with_the_reason_of_the_file(app, factory, tmp_path) -> None:
    count = start_count(factory, precincts=2)
    rows = [wide(count, 300, 70, voters=501, reason="список пополнен"), wide(count, 300, 70, 1)]

    answer = run(app, write(tmp_path, rows))

    assert found(answer, "warnings") == [
        (2, "voters", "W.201"), (2, "took_part", "W.208"), (3, "took_part", "W.208"),
    ]  # fmt: skip
    first, second = count.protocol().accepted_entry, count.protocol(1).accepted_entry
    assert (first.confirmed_codes, first.confirmed_reason) == ("W.201 W.208", "список пополнен")
    assert (second.confirmed_codes, second.confirmed_reason) == ("W.208", "protocols.csv")


def test_import_is_one_of_two_entries_where_two_are_required(app, factory, tmp_path) -> None:
    count = start_count(factory, precincts=2, entries=2)
    count.enter(count.figures(300, 70), actor=FIRST)
    count.enter(count.figures(200, 70), 1, actor=FIRST)

    run(app, write(tmp_path, [wide(count, 300, 70), wide(count, 201, 70, 1)]))

    assert (count.protocol().state, count.protocol(1).state) == (State.ACCEPTED, State.DIFFERS)


def test_first_entry_by_import_waits_and_is_not_made_twice(app, factory, tmp_path) -> None:
    count = start_count(factory, entries=2)
    run(app, write(tmp_path, [wide(count, 300, 70)]))
    assert count.protocol().state is State.FIRST

    assert counts(run(app, write(tmp_path, [wide(count, 300, 70)]))) == [0, 1, 0, 0, 1, 0]
    assert found(run(app, write(tmp_path, [wide(count, 299, 71)]))) == [
        (2, "precinct_number", "protocol.same_person")
    ]


def test_undecided_protocol_takes_another_version_by_decision_only(app, factory, tmp_path) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70), actor=FIRST)
    run(app, write(tmp_path, [wide(count, 299, 71)]))

    assert counts(run(app, write(tmp_path, [wide(count, 300, 70)]))) == [0, 1, 0, 0, 1, 0]
    assert counts(run(app, write(tmp_path, [wide(count, 298, 72)]))) == [0, 1, 0, 0, 0, 1]
    with transaction():
        count.protocol().state = State.DISPUTED
    assert found(run(app, write(tmp_path, [wide(count, 298, 72)]))) == [
        (2, "precinct_number", "protocol.entered_already")
    ]


def test_export_comes_back_unchanged(app, factory, tmp_path) -> None:
    count = start_count(factory, precincts=2)
    run(app, write(tmp_path, [wide(count, 300, 70), wide(count, 100, 280, 1)]))
    file = tmp_path / "out.xlsx"

    result = app.test_cli_runner().invoke(args=["export", "protocols", str(file)])

    assert result.exit_code == 0, result.output
    assert len(read_table(file.read_bytes(), file.name)[0].rows) == 5
    assert counts(run(app, file)) == [0, 4, 0, 0, 4, 0]
