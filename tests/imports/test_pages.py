"""The whole life of an import at its pages: sent, looked through, mended, chosen, carried out, taken back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.imports.models import BatchState, ImportBatch, ImportRow
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.imports.lists import (
    Clerk,
    candidates,
    counts,
    make_contests,
    newest,
    number_of_people,
    row_for,
    rows_for,
    standing_as,
    workbook,
)
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
PASTED = "ФИО\tОкруг\tДата рождения\n{}\t{}\t17.05.1980\n"


@pytest.fixture
def clerk(login: LogIn) -> Clerk:
    return Clerk(login(Role.COORDINATOR))


def states(page: Answer) -> dict[str, str]:
    """Returns the state of each shown row by its number, as the page words it."""
    return {
        row.xpath("string(td[1])"): row.xpath("string(.//span[@class='badge'])")
        for row in page.page.xpath("//main//table/tbody/tr")
    }


def cells(page: Answer, number: int) -> str:
    """Returns what stands in the cells of a shown row."""
    found = page.page.xpath(f"//main//tbody/tr[normalize-space(td[1])='{number}']/td[4]")
    return " ".join(found[0].text_content().split())


def actions() -> list[str]:
    """Returns what the log says of imports and candidates, the first first."""
    db.session.rollback()
    told = sa.select(AuditEvent.action).where(AuditEvent.action.contains("import")).order_by(AuditEvent.id)
    return list(db.session.scalars(told))


def test_list_is_sent_carried_out_and_taken_back(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 3)

    batch = clerk.send_rows(rows_for(contests))
    assert (counts(batch), candidates()) == ({"new": 3}, [])

    shown = clerk.apply(batch)
    assert [one.path for one in candidates()] == [one.path for one in contests]
    assert "Carried out on" in shown.words
    assert "3 created, 0 changed" in shown.words

    shown = clerk.undo(batch)
    assert "the register is as it was before" in shown.words
    assert (candidates(), number_of_people()) == ([], 0)
    assert actions() == [
        "import.uploaded",
        "candidates.imported",
        "import.applied",
        "candidates.import_undone",
        "import.undone",
    ]


def test_rows_are_shown_in_four_states_with_what_was_and_what_would_be(
    clerk: Clerk, factory: Factory
) -> None:
    contests = make_contests(factory, 4)
    rows = rows_for(contests)
    standing_as(factory, rows[1], contests[1], phone="+7 700 111 22 33")
    standing_as(factory, rows[2], contests[2])
    rows[3]["Дата рождения"] = "31.02.1980"

    page = clerk.send(workbook(rows))

    assert states(page) == {"5": "Refused", "3": "Changed", "2": "New", "4": "Unchanged"}
    assert list(states(page)) == ["5", "3", "2", "4"]  # what wants somebody's eyes comes first
    changed = page.page.xpath("//tr[contains(@class, 'row-changed')]//dd")[0]
    assert (changed.findtext("del"), changed.findtext("ins")) == ("+7 700 111 22 33", "+7 701 000 0002")
    assert "“31.02.1980” is not a date" in cells(page, 5)
    assert states(clerk.browser.get(f"/imports/{newest()}", state="changed")) == {"3": "Changed"}

    clerk.apply(newest())
    assert {one.person.phone for one in candidates()} == {row["Телефон"] for row in rows[:3]}


def test_rows_are_pasted(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    pasted = PASTED.format("Әлиев Асхат", contest.constituency.kato)

    answer = clerk.browser.post("/imports/new", {"kind": "candidates", "pasted": pasted})

    assert answer.status == 303
    assert counts(newest()) == {"new": 1}
    clerk.apply(newest())
    assert [one.person.surname for one in candidates()] == ["Әлиев"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "candidates"}, "Choose a file, or paste rows"),
        ({"kind": "candidates", "pasted": "  \n\t"}, "Choose a file, or paste rows"),
        ({"kind": "candidates", "pasted": "%PDF-1.7"}, "This file cannot be read"),
        ({"kind": "planets", "pasted": "a\tb"}, "Import a table"),
    ],
    ids=["nothing", "blank", "pdf", "kind"],
)
def test_what_is_no_table_is_refused_in_words_and_kept(
    clerk: Clerk, factory: Factory, form: dict[str, str], words: str
) -> None:
    make_contests(factory, 1)

    answer = clerk.browser.post("/imports/new", dict(form))

    assert (answer.status, newest()) == (422, 0)
    assert words in answer.words
    assert answer.page.xpath("string(//textarea)").strip() == form.get("pasted", "").strip()


def test_columns_that_nobody_knows_are_said_once_and_remembered(clerk: Clerk, factory: Factory) -> None:
    rows = [
        {"Кто": one["ФИО"], "Где": one["Округ"], "Рожд.": one["Дата рождения"], "Прим.": "нет"}
        for one in rows_for(make_contests(factory, 7))
    ]
    named = {"column-0": "full_name", "column-1": "kato", "column-2": "born_on", "column-3": "occupation"}

    clerk.send(workbook(rows[:6]))
    batch = newest()
    page = clerk.browser.get(f"/imports/{batch}/columns")
    nothing = clerk.browser.post(f"/imports/{batch}/columns", {"sheet": "0", "header": "0"})
    clerk.press(batch, "columns", sheet="0", header="0", **named)

    chosen = {one.name: one.value for one in page.page.xpath("//main//table//select")}
    assert chosen == {**named, "column-3": ""}  # by their cells; notes look like nothing
    assert (nothing.status, "Say of at least one column" in nothing.words) == (422, True)
    assert counts(batch) == {"new": 6}
    again = clerk.send_rows(rows[6:])
    assert counts(again) == {"new": 1}
    assert db.session.get_one(ImportBatch, again).places == {
        "full_name": 0,
        "kato": 1,
        "born_on": 2,
        "occupation": 3,
    }


def test_required_column_that_is_missing_is_named(login: LogIn, factory: Factory) -> None:
    make_contests(factory, 1)
    clerk = Clerk(login(Role.ADMINISTRATOR))

    page = clerk.send(workbook([{"КАТО": "110000000", "Имя": "x"}]), kind="territory")
    batch = newest()
    answer = clerk.browser.post(
        f"/imports/{batch}/columns", {"sheet": "0", "header": "0", "column-0": "kato"}
    )

    assert "What is in the columns" in page.words
    assert (answer.status, db.session.get_one(ImportBatch, batch).state) == (422, BatchState.UPLOADED)
    assert "There is no column “Наименование на русском”" in answer.words
    assert answer.page.xpath("//select[@name='column-0']/option[@selected]/@value") == ["kato"]


def test_columns_of_another_sheet_and_heading_row_are_offered(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    clerk.send(workbook([row_for(contest)], above=[["Список кандидатов"], []]))
    batch = newest()

    page = clerk.browser.get(f"/imports/{batch}/columns")
    other = clerk.browser.get(f"/imports/{batch}/columns", sheet="0", header="-1")

    headers = page.page.xpath("//select[@name='header']/option")
    assert [one.get("value") for one in headers] == ["-1", "0", "2", "3"]
    assert page.page.xpath("//select[@name='header']/option[@selected]/@value") == ["2"]
    assert "Column A" in other.words
    assert clerk.browser.get(f"/imports/{batch}/columns", sheet="9", header="9").status == 200
    named = {"column-0": "full_name", "column-1": "constituency"}
    below = clerk.browser.post(f"/imports/{batch}/columns", {"sheet": "0", "header": "-" + "9" * 20, **named})
    assert below.status in (303, 422)


def test_rows_are_taken_and_left_out_one_by_one_and_all_together(clerk: Clerk, factory: Factory) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 4)))

    clerk.press(batch, "rows", shown=["2", "3"], wanted=["3"])
    assert wanted(batch) == [3, 4, 5]
    clerk.press(batch, "check")
    assert wanted(batch) == [3, 4, 5]  # what was left out stays left out
    clerk.press(batch, "choices", state="new", wanted="0")
    page = clerk.browser.get(f"/imports/{batch}")
    assert wanted(batch) == []
    assert "Nothing would change" in page.words
    refused = clerk.press(batch, "application")
    assert "No row is chosen" in refused.words
    clerk.press(batch, "choices", state="new", wanted="1")
    clerk.press(batch, "rows", shown=["5"], wanted=[])
    page = clerk.apply(batch)

    assert "3 created" in page.words
    assert len(candidates()) == 3


def wanted(batch: int) -> list[int]:
    """Returns the numbers of the rows that are to be carried out."""
    db.session.rollback()
    rows = sa.select(ImportRow.number).where(ImportRow.batch_id == batch, ImportRow.is_wanted)
    return list(db.session.scalars(rows.order_by(ImportRow.number)))


def test_wrong_cell_is_mended_in_place(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 2)
    rows = rows_for(contests)
    rows[1]["Дата рождения"] = "31.02.1980"
    page = clerk.send(workbook(rows))
    batch = newest()
    typed = {
        one.name: one.value for one in page.page.xpath("//main//form//input[starts-with(@name, 'cell-')]")
    }

    wrong = {"cell-3-born_on": "30.02.1980", "was-cell-3-born_on": "31.02.1980"}
    still = clerk.press(batch, "rows", **wrong)
    mended = {"cell-3-born_on": "28.02.1980", "was-cell-3-born_on": "30.02.1980"}
    page = clerk.press(batch, "rows", **mended)

    assert typed == {"cell-3-born_on": "31.02.1980"}
    assert "“30.02.1980” is not a date" in still.words
    assert "before: 1, now: 1" in still.words
    assert "before: 1, now: 0" in page.words
    assert counts(batch) == {"new": 2}
    clerk.apply(batch)
    assert sorted(str(one.person.born_on) for one in candidates()) == ["1980-02-28", "1980-05-17"]


def test_same_file_twice_changes_nothing_and_says_so(clerk: Clerk, factory: Factory) -> None:
    content = workbook(rows_for(make_contests(factory, 2)))
    clerk.send(content)
    first = newest()
    clerk.apply(first)
    before = [(one.id, one.version) for one in candidates()]

    page = clerk.send(content)

    assert counts(newest()) == {"unchanged": 2}
    assert "This very file was imported on" in page.words
    assert "Nothing would change" in page.words
    assert page.page.xpath(f"//a[@href='/imports/{first}']")
    assert "No row is chosen" in clerk.press(newest(), "application").words
    assert [(one.id, one.version) for one in candidates()] == before


def test_import_is_thrown_away_with_its_file(clerk: Clerk, factory: Factory) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 1)))

    page = clerk.press(batch, "removal")

    db.session.rollback()
    assert "The register is as it was" in page.words
    assert db.session.scalars(sa.select(ImportRow)).all() == []
    assert clerk.browser.get(f"/imports/{batch}").status == 404
    assert actions() == ["import.uploaded", "import.discarded"]


@pytest.mark.parametrize("button", ["rows", "choices", "check", "application", "columns", "removal"], ids=str)
def test_import_that_was_carried_out_is_changed_no_more(clerk: Clerk, factory: Factory, button: str) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 1)))
    clerk.apply(batch)
    form = {"state": "new", "sheet": "0", "header": "0", "column-0": "full_name"}

    answer = clerk.browser.post(f"/imports/{batch}/{button}", form)
    page = answer if answer.status != 303 else clerk.browser.follow(answer)

    assert answer.status in (303, 409, 422)
    assert "This import was carried out already" in page.words
    assert len(candidates()) == 1
    assert db.session.get_one(ImportBatch, batch).state is BatchState.APPLIED


def test_pages_make_as_many_queries_for_many_rows_as_for_few(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 9)
    made = []
    for rows in (rows_for(contests[:1]), rows_for(contests[1:])):
        rows += [{**rows[0], "Дата рождения": f"{99 - place}"} for place in range(len(rows))]
        batch = clerk.send_rows(rows)
        queries = []
        for url in (f"/imports/{batch}", f"/imports/{batch}?state=refused", f"/imports/{batch}/columns"):
            with counting_queries() as done:
                assert clerk.browser.get(url).status == 200
            queries.append(len(done))
        made.append(queries)
    listed = []
    for _again in range(2):
        with counting_queries() as done:
            assert clerk.browser.get("/imports").status == 200
        listed.append(len(done))
        clerk.send_rows(rows_for(contests))

    assert made[0] == made[1]
    assert listed[0] == listed[1]
