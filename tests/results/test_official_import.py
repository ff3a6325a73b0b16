"""Commissions' results from files: long and wide, looked at beside the version before and our own count, in versions."""

import json
from pathlib import Path

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.results.official import OfficialKind
from elections.results.outcome_queries import list_official
from elections.results.repeat_actions import call_repeat
from elections.results.tally import OutcomeState
from tests.imports.lists import Clerk
from tests.results.count import COORDINATOR, Count, start_count
from tests.results.test_official_records import DECIDED, say, told
from tests.results.test_protocol_import import _name, counts, found


def run(app: Flask, file: Path, *options: str) -> tuple[int, dict[str, object]]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["import", "official", str(file), "--json", *options])
    assert result.output.startswith("{"), result.output
    return result.exit_code, json.loads(result.output)


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    path = folder / "official.csv"
    lines = [";".join(keys), *(";".join(row.get(key, "") for key in keys) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plain(count: Count, own: int, rival: int) -> dict[str, str]:
    figures = count.figures(own, rival)
    names = ("voters", "took_part", "invalid", "against_all")
    return {
        "constituency_kato": count.contest.constituency.kato, "decided_on": "27.07.2021", "source": "№ 12",
        **{name: str(getattr(figures, name)) for name in names},
    }  # fmt: skip


def long(count: Count, own: int = 250, rival: int = 150, **changes: str) -> list[dict[str, str]]:
    votes = {count.own: own, count.rival: rival}
    cells = {**plain(count, own, rival), **changes}
    return [
        {**cells, "candidate": _name(one), "votes": str(number), "elected": "да" if number == max(votes.values()) else ""}
        for one, number in votes.items()
    ]  # fmt: skip


def wide(count: Count, own: int = 250, rival: int = 150, **changes: str) -> list[dict[str, str]]:
    votes = {count.own.id: own, count.rival.id: rival}
    ballot = sorted((count.own, count.rival), key=lambda one: (one.person.sort_key, one.id))
    places = {f"place_{place}": str(votes[one.id]) for place, one in enumerate(ballot, 1)}
    return [{**plain(count, own, rival), **places, **changes}]


@pytest.fixture
def count(factory) -> Count:
    made = start_count(factory)
    made.enter(made.figures(250, 150))
    return made


@pytest.mark.parametrize("kind", [long, wide], ids=["long", "wide"])
def test_long_and_wide_files_make_the_first_version(app, count: Count, tmp_path, kind) -> None:
    answer = run(app, write(tmp_path, kind(count)))

    rows = len(kind(count))
    assert (counts(answer), found(answer)) == ([0, rows, 1, 0, rows - 1, 0], [])
    result = list_official(count.contest.id)[0]
    assert (result.number, result.told, result.filename) == (1, told(count), "official.csv")
    assert count.outcome().state is OutcomeState.OFFICIAL


def test_same_file_twice_changes_nothing(app, count: Count, tmp_path) -> None:
    file = write(tmp_path, long(count))
    run(app, file)

    assert counts(run(app, file)) == [0, 2, 0, 0, 2, 0]
    assert len(list_official(count.contest.id)) == 1


def test_file_without_a_word_on_the_decision_elects_the_first_or_says_tie(
    app, factory, count: Count, tmp_path
) -> None:
    even = start_count(factory, contest=factory.contest())
    rows = [*wide(count), *wide(even, 200, 200)]

    run(app, write(tmp_path, rows))

    assert list_official(count.contest.id)[0].elected_id == count.own.id
    assert list_official(even.contest.id)[0].kind is OfficialKind.TIE
    assert even.outcome().is_tie


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"took_part": "421"}, "took_part", "official.sum"),
        ({"constituency_kato": "999999900"}, "constituency_kato", "official.contest_unknown"),
        ({"voters": "12,5"}, "voters", "F.110"),
        ({"voters": "-5"}, "voters", "F.101"),
        ({"decided_on": "01.07.2021"}, "decided_on", "official.before_the_vote"),
        ({"elected_place": "7"}, "elected_place", "official.elected_not_on_ballot"),
        ({"place_2": ""}, "votes", "official.votes_missing"),
        ({"decision": "недействительны", "elected_place": "1"}, "elected", "official.nobody_elected"),
    ],
)
def test_what_does_not_hold_is_told_at_its_cell(app, count: Count, tmp_path, changes, column, code) -> None:
    answer = run(app, write(tmp_path, wide(count, **changes)))

    assert answer[0] == 1
    assert (2, column, code) in found(answer)
    assert list_official(count.contest.id) == []


def test_somebody_of_another_ballot_and_two_elected_are_refused(app, count: Count, tmp_path) -> None:
    rows = long(count)
    strange = [{**rows[0], "candidate": "Чужой Кандидат"}, rows[1]]
    both = [{**one, "elected": "да"} for one in rows]

    assert (2, "candidate", "F.112") in found(run(app, write(tmp_path, strange)))
    assert (3, "elected", "official.two_elected") in found(run(app, write(tmp_path, both)))
    differing = [rows[0], {**rows[1], "voters": "501"}]
    assert (3, "voters", "official.rows_differ") in found(run(app, write(tmp_path, differing)))


def test_preview_shows_what_differs_from_the_version_before_and_from_our_count(login, count: Count) -> None:
    say(count, told(count))
    clerk = Clerk(login(Role.COORDINATOR))

    batch = clerk.send_rows(wide(count, 247, 153, reason="пересчёт"), kind="official")

    page = clerk.browser.get(f"/imports/{batch}", lang="en").words
    assert [
        text for text in ("247", "250", "our count has 250, the commission 247", "Another official result")
        if text not in page
    ] == []  # fmt: skip
    db.session.rollback()
    assert len(list_official(count.contest.id)) == 1


def test_taken_row_makes_a_new_version_and_the_earlier_one_stays(login, count: Count) -> None:
    say(count, told(count))
    clerk = Clerk(login(Role.COORDINATOR, login="aigul"))
    batch = clerk.send_rows(wide(count, 247, 153, reason="пересчёт"), kind="official")
    clerk.press(batch, "rows", shown=["2"], wanted=["2"])
    clerk.press(batch, "check")
    clerk.apply(batch)
    db.session.rollback()

    newest, first = list_official(count.contest.id)
    assert (newest.number, newest.told.votes[count.own.id], newest.reason) == (2, 247, "пересчёт")
    assert (newest.recorded_by_login, first.told) == ("aigul", told(count))


def test_hq_staff_do_not_import_commissions_results(login, count: Count) -> None:
    assert "official" not in {
        one.get("value") for one in login(Role.HQ_STAFF).get("/imports/new").page.xpath("//option")
    }


def test_export_comes_back_and_names_the_round(app, factory, count: Count, tmp_path) -> None:
    say(count, told(count))
    tie = start_count(factory, contest=factory.contest())
    say(tie, told(tie, 200, 200, kind=OfficialKind.TIE, elected=None))
    annulled = start_count(factory, contest=factory.contest())
    say(annulled, told(annulled, kind=OfficialKind.ANNULLED, elected=None, votes={}, source=""))
    with transaction():
        outcome = tie.outcome()
        call_repeat(COORDINATOR, outcome, outcome.version, DECIDED.replace(month=8, day=22))
    file = tmp_path / "official.xlsx"

    result = app.test_cli_runner().invoke(args=["export", "official", str(file)])
    assert result.exit_code == 0, result.output
    answer = run(app, file)

    assert len(read_table(file)[0].rows) == 6
    assert (answer[0], counts(answer)[1:]) == (0, [5, 0, 0, 5, 0])
