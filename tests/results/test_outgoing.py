"""Results as files: exactly those of the list and of one's territory, a missing precinct missing, and the log knows why."""

import io
import json

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.documents.spreadsheet import XLSX, read_table
from tests.browsing import Answer
from tests.queries import counting_queries
from tests.results.count import Count, start_count

NORTH, WEST = "110000000/", "150000000/"
WHY = {"reason": "Сводка для штаба", "format": "workbook"}
QUERIES = 8


@pytest.fixture
def counts(factory) -> list[Count]:
    """In the north a contest of two precincts, one of them counted; in the west one of a precinct that is not in."""
    factory.election()
    west = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    places = [
        factory.constituency(factory.district(), name_ru="Яблоневый с.о.", name_kk="Алма а.о."),
        factory.constituency(west, name_ru="Арбузный с.о."),
    ]
    north, south = (
        start_count(factory, contest=factory.contest(place), precincts=number)
        for place, number in zip(places, (2, 1), strict=True)
    )
    north.enter(north.figures(300, 70))
    return [north, south]


def take(browser, query: str = "", **changes: str) -> Answer:
    browser.get("/results?lang=en")
    return browser.post(f"/results/export{query}", {**WHY, **changes})


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def by_heading(rows: list[list[object]]) -> list[dict[str, object]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_workbook_has_a_row_for_each_candidate_and_on_its_second_sheet_the_precincts(counts, login) -> None:
    answer = take(login(Role.COORDINATOR), "?search=яблоневый")

    assert (answer.status, answer.mimetype) == (200, XLSX)
    found = sheets(answer.data)
    assert list(found) == ["Constituencies", "Precincts"]
    rows = by_heading(found["Constituencies"])
    own, rival = sorted(rows, key=lambda one: -one["Votes"])
    assert (own["Constituency (in Russian)"], own["Constituency (in Kazakh)"]) == (
        "Яблоневый с.о.",
        "Алма а.о.",
    )
    assert (own["Votes"], round(own["Share of those who took part"], 4), own["Turnout"]) == (
        300,
        0.7692,
        0.78,
    )
    assert (rival["Votes"], rival["Against all"], rival["Invalid ballots"]) == (70, 20, 10)
    assert (own["Precincts received"], own["Precincts expected"], own["Margin"]) == (1, 2, 230)
    assert (own["State"], own["Elected"]) == ("Counting", "")
    precincts = by_heading(found["Precincts"])
    assert [(one["State"], one["Votes"]) for one in precincts] == [
        ("Accepted", votes) for votes in (one["Votes"] for one in rows)
    ] + [("Expected", "")]
    assert precincts[-1]["Voters on the list"] == ""


def test_who_is_elected_is_told_when_nobody_can_overtake(factory, login) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))

    rows = by_heading(sheets(take(login(Role.COORDINATOR)).data)["Constituencies"])

    assert {one["Votes"]: one["Elected"] for one in rows} == {300: "yes", 70: "no"}
    assert {one["State"] for one in rows} == {"Preliminary"}


def test_csv_has_shares_in_percent_and_nothing_where_nothing_is_known(counts, login) -> None:
    answer = take(login(Role.COORDINATOR), format="contests")

    rows = by_heading(read_table(answer.data, "results.csv")[0].rows)
    assert sorted((one["Votes"] or "", one["Share of those who took part"] or "", one["Turnout"] or "") for one in rows) == [
        ("", "", ""), ("", "", ""), ("300", "76.9", "78.0"), ("70", "17.9", "78.0")
    ]  # fmt: skip
    assert "results-" in answer.headers["Content-Disposition"]


def test_csv_of_the_precincts(counts, login) -> None:
    answer = take(login(Role.COORDINATOR), format="precincts")
    rows = by_heading(read_table(answer.data, "precincts.csv")[0].rows)
    assert sorted(one["Votes"] or "" for one in rows) == ["", "", "300", "70"]
    assert "precinct-results-" in answer.headers["Content-Disposition"]


def test_json_is_the_standards_report(counts, login) -> None:
    answer = take(login(Role.COORDINATOR), format="nist")
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data)["@type"] == "ElectionResults.ElectionReport"


@pytest.mark.parametrize(("scope", "names"), [("", 2), (NORTH, 1), (WEST, 1)])
def test_file_holds_ones_own_territory(counts, login, scope, names) -> None:
    report = json.loads(take(login(Role.COORDINATOR, scope), format="nist").data)
    assert len(report["Election"][0]["Contest"]) == names


def test_button_of_the_list_leads_to_the_same_view(counts, login) -> None:
    browser = login(Role.HQ_STAFF)
    page = browser.get("/results", path=WEST, lang="en")
    url = page.page.xpath("//main//a[contains(@href, '/results/export')]/@href")[0]

    assert "Constituencies in the file: 1." in browser.get(url).words
    rows = sheets(browser.post(url, WHY).data)["Constituencies"]
    assert {row[3] for row in rows[1:]} == {"Арбузный с.о."}


def test_log_tells_who_took_what_and_why(counts, login) -> None:
    assert take(login(Role.HQ_STAFF, login="clerk"), f"?path={WEST}", format="nist").status == 200
    db.session.rollback()
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "results.exported")).one()
    assert (event.actor_login, event.reason) == ("clerk", "Сводка для штаба")
    assert event.after == {"path": WEST, "contests": 1, "file": "nist"}


def test_without_a_reason_nothing_is_taken(counts, login) -> None:
    answer = take(login(Role.COORDINATOR), reason=" ")
    assert (answer.status, "the log keeps it" in answer.words) == (422, True)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LAWYER, Role.ADMINISTRATOR])
def test_who_may_not_export_has_no_button_and_no_file(counts, login, role) -> None:
    browser = login(role)
    assert "/results/export" not in browser.get("/results").text
    assert take(browser).status == 403


@pytest.mark.parametrize("number", [1, 3])
def test_file_costs_the_same_number_of_queries_whatever_its_length(factory, number) -> None:
    from elections.results.outgoing_queries import gather_results

    for _ in range(number):
        count = start_count(factory, contest=factory.contest(), precincts=number)
        count.enter(count.figures(300, 70))
    db.session.rollback()
    with counting_queries() as queries:
        assert len(gather_results().contests) == number
    assert len(queries) <= QUERIES


# --- at the command line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [("results", "r.xlsx"), ("results", "r.csv"), ("results", "r.json"), ("precinct-results", "p.csv")],
)
def test_command_writes_each_kind(app, counts, tmp_path, kind, name) -> None:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["export", kind, str(tmp_path / name)])
    assert (result.exit_code, json.loads(result.output)["rows"]) == (0, 2)
    assert (tmp_path / name).stat().st_size > 100


def test_command_refuses_a_file_that_it_cannot_write(app, counts, tmp_path) -> None:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["export", "results", str(tmp_path / "r.pdf")])
    assert (result.exit_code, "must end in one of: .xlsx, .csv, .json" in result.output) == (2, True)
    assert not (tmp_path / "r.pdf").exists()


def test_export_of_protocols_has_no_columns_of_places_that_nothing_fills(app, counts, tmp_path) -> None:
    db.session.rollback()
    file = tmp_path / "protocols.csv"
    assert app.test_cli_runner().invoke(args=["export", "protocols", str(file)]).exit_code == 0
    headings = read_table(file)[0].rows[0]
    assert [one for one in headings if str(one).startswith("place_")] == []
    assert "votes" in headings
