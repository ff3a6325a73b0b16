"""The register as a spreadsheet: exactly the list that was on the screen, for whom it is meant, and the log knows who took it."""

import csv
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
from elections.errors import Forbidden, Refused
from elections.people.iin import Sex
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries, on_both

LogIn = Callable[..., Browser]
WEST = "150000000/"
HEADINGS = [
    "Record No", "KATO code", "Constituency", "District", "Region", "Surname", "Given name", "Patronymic",
    "Birth date", "Birth year", "Sex", "Way of nomination", "Nominating party", "Member of the party", "Status",
    "Registered on", "Education", "Occupation", "Place of work", "New face", "Incumbent akim",
    "Took part in the primaries", "Heads a primary party organisation", "Phone", "E-mail", "Address", "Consent",
]  # fmt: skip
WHY = {"reason": "Сверка с комиссией", "format": "xlsx"}
QUERIES = 5


def take(browser: Browser, query: str = "", **changes: str) -> Answer:
    return browser.post(f"/candidates/export{query}", {**WHY, **changes})


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
    return [
        one.split()[0]
        for one in page.xpath(
            "//tbody//td/a[re:test(@href, '^/candidates/\\d+$')]/text()",
            namespaces={"re": "http://exslt.org/regular-expressions"},
        )
    ]


def exports() -> list[tuple[str, dict[str, object], str]]:
    """Returns (who, what, why) of each export that the log tells."""
    db.session.rollback()
    rows = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "candidates.exported").order_by(AuditEvent.id)
    )
    return [(row.actor_login, row.after, row.reason) for row in rows]


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

    answer = take(browser, query)

    assert (answer.status, answer.mimetype) == (200, XLSX)
    assert column(answer, "Surname") == listed(browser, query) == surnames


def test_button_of_the_list_leads_to_the_same_view(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.COORDINATOR)
    page = browser.get("/candidates", status="filed", path=WEST, lang="en")

    url = page.page.xpath("//main//a[contains(@href, '/export')]/@href")[0]
    asked = browser.get(url)
    answer = browser.post(url, WHY)

    assert ("Candidates in the file: 1." in asked.words, exports()[1:]) == (True, [])
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

    answer = take(browser)

    party = candidate.nominated_by.name_ru
    assert sheet(answer) == [
        HEADINGS,
        [
            candidate.id, "113241000", "Яблоневый с.о.", "Район 113200000", "Акмолинская область", "Өтегенұлы",
            "Ғалымжан", "Қайратұлы", date(1979, 10, 28), 1975, "man", "a party", party, party, "Registered",
            date(2021, 7, 10), "КазНАУ", "агроном", "КХ «Береке»", "yes", "no", "no", "no", "", "", "",
            "no",
        ],
    ]  # fmt: skip


def test_headings_and_words_are_those_of_the_language(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="ru")

    answer = take(browser, "?status=withdrawn")

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

    rows = sheet(take(browser))

    shown = dict(zip(rows[0], rows[1], strict=True))
    names = ("Surname", "Given name", "Patronymic", "Occupation", "Place of work", "Education")
    assert [shown[name] for name in names] == [
        '=HYPERLINK("http://example.com";"Асанов")', "+7", "@SUM(A1)", "-1+1", "=1+1", "http://example.com",
    ]  # fmt: skip


def test_empty_answers_stay_empty(factory: Factory, login: LogIn) -> None:
    factory.candidate(person=factory.person(born_on=None, sex=None), own=False)
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    rows = sheet(take(browser))

    shown = dict(zip(rows[0], rows[1], strict=True))
    assert [shown[name] for name in ("Birth date", "Sex", "Member of the party", "Phone")] == [""] * 4
    assert (shown["Way of nomination"], shown["Nominating party"]) == ("self-nomination", "")


def test_log_says_who_took_which_view_and_how_many(register: dict[str, Candidate], login: LogIn) -> None:
    take(login(Role.HQ_STAFF, login="clerk"), "?status=filed&search=&path=150000000/")
    take(login(Role.COORDINATOR, WEST, login="western"), reason="Обзвон", format="csv")

    assert exports() == [
        ("clerk", {"status": "filed", "path": WEST, "rows": 1, "file": "xlsx"}, WHY["reason"]),
        ("western", {"rows": 2, "file": "csv"}, "Обзвон"),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "reason"), ({"reason": "  "}, "reason"), ({"reason": "х" * 501}, "reason"), ({"format": "pdf"}, "format")],
)  # fmt: skip
def test_nothing_is_handed_out_without_a_reason_or_as_another_file(
    register: dict[str, Candidate], login: LogIn, typed: dict[str, str], field: str
) -> None:
    form = {**WHY, **typed} if typed else {"format": "csv"}

    answer = login(Role.HQ_STAFF).post("/candidates/export", form)

    links = answer.page.xpath("//*[@role='alert']//a/@href")
    assert (answer.status, [one.split("-")[0] for one in links], exports()) == (422, [f"#{field}"], [])


def test_csv_holds_the_same_and_no_formula(factory: Factory, login: LogIn) -> None:
    person = factory.person(surname="=1+1", given_name="Асхат", patronymic="")
    factory.candidate(factory.contest(), person, occupation="агроном; ветеринар")
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    answer = take(browser, format="csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    shown = dict(zip(rows[0], rows[1], strict=True))
    assert (answer.mimetype, answer.data[:3], rows[0]) == ("text/csv", b"\xef\xbb\xbf", HEADINGS)
    assert (shown["Surname"], shown["Occupation"]) == ("'=1+1", "агроном; ветеринар")
    assert answer.headers["Content-Disposition"] == "attachment; filename=candidates-2021-07-05.csv"


def test_iin_is_in_no_file(factory: Factory, login: LogIn) -> None:
    factory.candidate(person=factory.person(iin_masked="7503••••••12", iin_index="x", iin_sealed="y"))
    browser = login(Role.HQ_STAFF)

    texts = [str(sheet(take(browser))), take(browser, format="csv").text]

    assert [("7503" in text, "ИИН" in text) for text in texts] == [(False, False)] * 2


def test_only_ones_own_territory_is_handed_out(register: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, WEST)
    browser.get("/candidates", lang="en")

    assert column(take(browser), "Surname") == ["Бекова", "Ғалымов"]
    assert column(take(browser, "?path=110000000/"), "Surname") == []


@pytest.mark.parametrize("role", list(Role))
def test_only_those_with_the_permission_take_it(
    register: dict[str, Candidate], login: LogIn, role: Role
) -> None:
    allowed = Actor(1, "somebody", role, "").allows(Permission.EXPORT_REGISTERS)

    answer = take(login(role, login="somebody"))

    assert answer.status == (200 if allowed else 403)
    assert [who for who, _what, _why in exports()] == (["somebody"] if allowed else [])


def test_action_itself_refuses_who_may_only_read(factory: Factory) -> None:
    election = factory.candidate().contest.election

    with pytest.raises(Forbidden), transaction():
        export_candidates(Actor(1, "observer", Role.OBSERVER, ""), election, {}, "Сверка")

    assert exports() == []


def test_action_itself_asks_for_the_reason(factory: Factory) -> None:
    election = factory.candidate().contest.election

    with pytest.raises(Refused) as refused, transaction():
        export_candidates(Actor(1, "clerk", Role.HQ_STAFF, ""), election, {}, "  ")

    assert [one.code for one in refused.value.objections] == ["candidates.export_reason_missing"]
    assert exports() == []


def test_nobody_takes_it_by_a_link_or_without_an_account(
    register: dict[str, Candidate], client: Browser, login: LogIn
) -> None:
    asked = login(Role.HQ_STAFF).get("/candidates/export")

    assert (asked.mimetype, exports()) == ("text/html", [])
    assert client.post("/candidates/export", WHY).location.startswith("/login")


@pytest.mark.parametrize("number", [1, 3])
def test_export_makes_as_many_queries_for_three_as_for_one(
    factory: Factory, login: LogIn, number: int
) -> None:
    for _ in range(number):
        factory.candidate()
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")

    with counting_queries() as made:
        answer = take(browser)

    assert (len(column(answer, "Surname")), len(on_both(made))) == (number, QUERIES)
