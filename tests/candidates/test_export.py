"""The register as a spreadsheet: exactly the list that was on the screen, for whom it is meant, and the log knows who took it."""

import io
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from elections.accounts.access import Actor, Permission, Role
from elections.audit.models import AuditEvent
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.candidates.sheets import export_candidates
from elections.database import db, transaction
from elections.documents.spreadsheet import XLSX
from elections.errors import Forbidden
from elections.people.iin import Sex
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
WEST = "150000000/"
HEADINGS = [
    "KATO code", "Constituency", "District", "Region", "Surname", "Given name", "Patronymic", "Birth date", "Sex",
    "Nominated by", "Member of the party", "Status", "Status since", "Education", "Occupation", "Place of work",
    "New face", "Incumbent akim", "Phone",
]  # fmt: skip
QUERIES = 6


def sheet(answer: Answer) -> list[list[object]]:
    """Returns the rows of the only sheet, as a program that is not ours reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert len(book.sheet_names) == 1
    return book.get_sheet_by_index(0).to_python()


def column(answer: Answer, heading: str) -> list[object]:
    rows = sheet(answer)
    return [row[rows[0].index(heading)] for row in rows[1:]]


def listed(browser: Browser, query: str) -> list[str]:
    page = browser.get(f"/candidates{query}").page
    return [one.split()[0] for one in page.xpath("//tbody//td[1]/a/text()")]


def exports() -> list[tuple[str, dict[str, object]]]:
    """Returns (who, what) of each export that the log tells."""
    db.session.rollback()
    rows = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "candidates.exported").order_by(AuditEvent.id)
    )
    return [(row.actor_login, row.after) for row in rows]


@pytest.fixture
def register(factory: Factory) -> dict[str, Candidate]:
    """Four candidates of two regions, as different as the filters."""
    here = factory.contest(factory.constituency(factory.district(), name_ru="Яблоневый с.о."))
    region = factory.region("150000000", name_ru="Актюбинская область")
    there = factory.contest(
        factory.constituency(factory.district("153200000", region), name_ru="Арбузный с.о.")
    )

    def stand(contest: object, surname: str, **changes: object) -> Candidate:
        return factory.candidate(contest, factory.person(surname=surname, sex=Sex.FEMALE), **changes)

    return {
        "Әлиев": stand(here, "Әлиев"),
        "Бекова": stand(there, "Бекова", status=Status.FILED),
        "Ғалымов": stand(there, "Ғалымов", own=False, status=Status.PROPOSED),
        "Асанов": stand(here, "Асанов", own=False, nomination=Nomination.AKIM, status=Status.WITHDRAWN),
    }


@pytest.mark.parametrize(
    ("query", "surnames"),
    [
        ("", ["Асанов", "Әлиев", "Бекова", "Ғалымов"]),
        ("?search=галым", ["Ғалымов"]),
        ("?path=150000000/", ["Бекова", "Ғалымов"]),
        ("?status=filed", ["Бекова"]),
        ("?whose=own", ["Әлиев", "Бекова"]),
        ("?nomination=self&path=150000000/", ["Ғалымов"]),
        ("?sort=constituency", ["Бекова", "Ғалымов", "Асанов", "Әлиев"]),
        ("?search=Наурызым", []),
    ],
)
def test_spreadsheet_holds_exactly_what_the_list_shows(
    register: dict[str, Candidate], login: LogIn, query: str, surnames: list[str]
) -> None:
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    answer = browser.post(f"/candidates/export{query}")

    assert (answer.status, answer.mimetype) == (200, XLSX)
    assert column(answer, "Surname") == listed(browser, query) == surnames


def test_button_of_the_list_leads_to_the_same_view(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.COORDINATOR)
    page = browser.get("/candidates", status="filed", path=WEST, lang="en")

    url = page.page.xpath("//main//form[@method='post' and contains(@action, '/export')]/@action")[0]
    answer = browser.post(url)

    assert column(answer, "Surname") == ["Бекова"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=candidates-2021-07-05.xlsx"


def test_row_says_all_of_a_candidate_in_the_viewers_language(factory: Factory, login: LogIn) -> None:
    person = factory.person(
        surname="Өтегенұлы", given_name="Ғалымжан", patronymic="Қайратұлы", born_on=date(1979, 10, 28)
    )
    candidate = factory.candidate(
        factory.contest(factory.constituency(name_ru="Яблоневый с.о.", kato="113241000")), person, is_new_face=True,
        education="КазНАУ", occupation="агроном", workplace="КХ «Береке»",
    )  # fmt: skip
    with transaction():
        person.phone = "+7 700 000 00 00"
        candidate.status = Status.REGISTERED
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    answer = browser.post("/candidates/export")

    party = candidate.nominated_by.name_ru
    assert sheet(answer) == [
        HEADINGS,
        [
            "113241000", "Яблоневый с.о.", "Район 113200000", "Акмолинская область", "Өтегенұлы", "Ғалымжан",
            "Қайратұлы", date(1979, 10, 28), "man", party, party, "Registered", date(2021, 7, 10), "КазНАУ", "агроном",
            "КХ «Береке»", "yes", "no", "+7 700 000 00 00",
        ],
    ]  # fmt: skip


def test_headings_and_words_are_those_of_the_language(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="ru")

    answer = browser.post("/candidates/export?status=withdrawn")

    assert "Фамилия" in sheet(answer)[0]
    assert column(answer, "Пол") == ["женщина"]


def test_names_that_look_like_formulas_stay_text(factory: Factory, login: LogIn) -> None:
    person = factory.person(
        surname='=HYPERLINK("http://example.com";"Асанов")', given_name="+7", patronymic="@SUM(A1)"
    )
    factory.candidate(
        factory.contest(), person, occupation="-1+1", workplace="=1+1", education="http://example.com"
    )
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    rows = sheet(browser.post("/candidates/export"))

    shown = dict(zip(rows[0], rows[1], strict=True))
    names = ("Surname", "Given name", "Patronymic", "Occupation", "Place of work", "Education")
    assert [shown[name] for name in names] == [
        '=HYPERLINK("http://example.com";"Асанов")', "+7", "@SUM(A1)", "-1+1", "=1+1", "http://example.com",
    ]  # fmt: skip


def test_empty_answers_stay_empty(factory: Factory, login: LogIn) -> None:
    factory.candidate(person=factory.person(born_on=None, sex=None), own=False)
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    rows = sheet(browser.post("/candidates/export"))

    shown = dict(zip(rows[0], rows[1], strict=True))
    assert [shown[name] for name in ("Birth date", "Sex", "Member of the party", "Phone")] == [""] * 4
    assert shown["Nominated by"] == "self-nomination"


def test_log_says_who_took_which_view_and_how_many(register: dict[str, Candidate], login: LogIn) -> None:
    login(Role.HQ_STAFF, login="clerk").post("/candidates/export?status=filed&search=&path=150000000/")
    login(Role.COORDINATOR, WEST, login="western").post("/candidates/export")

    assert exports() == [
        ("clerk", {"status": "filed", "path": WEST, "rows": 1}), ("western", {"rows": 2}),
    ]  # fmt: skip


def test_only_ones_own_territory_is_handed_out(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, WEST)
    browser.get("/candidates", lang="en")

    assert column(browser.post("/candidates/export"), "Surname") == ["Бекова", "Ғалымов"]
    assert column(browser.post("/candidates/export?path=110000000/"), "Surname") == []


@pytest.mark.parametrize("role", list(Role))
def test_only_those_with_the_permission_take_it(
    register: dict[str, Candidate], login: LogIn, role: Role
) -> None:
    allowed = Actor(1, "somebody", role, "").allows(Permission.EXPORT_REGISTERS)

    answer = login(role, login="somebody").post("/candidates/export")

    assert answer.status == (200 if allowed else 403)
    assert [who for who, _what in exports()] == (["somebody"] if allowed else [])


def test_action_itself_refuses_who_may_only_read(factory: Factory) -> None:
    election = factory.candidate().contest.election

    with pytest.raises(Forbidden), transaction():
        export_candidates(Actor(1, "observer", Role.OBSERVER, ""), election, {})

    assert exports() == []


def test_nobody_takes_it_by_a_link_or_without_an_account(client: Browser, login: LogIn) -> None:
    assert login(Role.HQ_STAFF).get("/candidates/export").status in (404, 405)
    assert client.post("/candidates/export").status in (302, 303)


@pytest.mark.parametrize("number", [1, 3])
def test_export_makes_as_many_queries_for_three_as_for_one(
    factory: Factory, login: LogIn, number: int
) -> None:
    for _ in range(number):
        factory.candidate()
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    with counting_queries() as made:
        answer = browser.post("/candidates/export")

    ours = [one for one in made if "pg_advisory" not in one]  # the lock of the log, on one database only
    assert (len(column(answer, "Surname")), len(ours)) == (number, QUERIES)
