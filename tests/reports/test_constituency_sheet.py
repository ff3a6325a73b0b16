"""What the sheet of a constituency says, and that it takes one page or two."""

import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.campaign.models import ContestStatus
from elections.campaign.queries import get_election
from elections.candidates.registration import Status
from elections.database import db, looking_from, transaction
from elections.errors import NotFound
from elections.headquarters.models import Headquarters
from elections.platforms.workflow import PlatformStatus
from elections.readiness.queries import Line, list_readiness
from elections.reports import constituency
from elections.reports.constituency import gather_constituency, list_serving
from elections.reports.contents import Stand, Todo
from elections.reports.kinds import kind_of
from elections.reports.paper import pdf_of
from elections.results.entries import State
from tests.queries import counting_queries
from tests.reports.conftest import PATH
from tests.reports.test_district_report import AFTER, at_night, is_plain


@pytest.fixture
def code(district: str) -> dict[str, str]:
    """The codes of the district's constituencies by name."""
    return {one.name_ru: one.key for one in kind_of("constituency").list_keys(PATH)}


def text_of(app: Flask, code: str, language: str = "en") -> tuple[int, str]:
    """Returns the number of pages and the text of a sheet."""
    db.session.rollback()
    with app.test_request_context():
        pages = pypdf.PdfReader(io.BytesIO(pdf_of(kind_of("constituency"), code, language))).pages
        return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def test_sheet_tells_the_ballot_ours_first_and_the_count(code) -> None:
    sheet = gather_constituency(code["Барак"])

    assert [(one.is_ours, one.votes) for one in sheet.ballot] == [(True, 100), (False, 110)]
    assert (sheet.line.count.stand, sheet.line.count.margin) == (Stand.BEHIND, -10)
    assert [one.state for one in sheet.precincts] == [State.ACCEPTED, State.EXPECTED, State.EXPECTED]
    assert [one.turnout for one in sheet.precincts] == [Fraction(23, 50), None, None]
    assert [one.own_votes for one in sheet.precincts] == [100, None, None]


def test_sheet_tells_what_the_own_candidate_has_and_lacks(code) -> None:
    azat, spring = gather_constituency(code["Азат"]), gather_constituency(code["Весна"])

    assert azat.line.nominee.status is Status.REGISTERED
    assert (azat.own.documents, azat.own.missing, azat.own.courses) == ((10, 10), (), ())
    assert sum(one.points for one in azat.own.parts) <= azat.line.points <= 100
    assert (azat.programme.status, [one.cost_kzt for one in azat.programme.pledges]) == (
        PlatformStatus.APPROVED, [90_000_000, 25_000_000, 1_000_000],
    )  # fmt: skip
    assert (spring.own, spring.programme, spring.line.nominee) == (None, None, None)


def test_sheet_names_the_own_headquarters_and_that_of_the_district(code) -> None:
    azat, barak = gather_constituency(code["Азат"]), gather_constituency(code["Барак"])

    assert [one.territory_ru for one in azat.offices] == ["Азатский штаб", "Аккольский штаб"]
    assert [one.territory_ru for one in barak.offices] == ["Аккольский штаб"]
    assert barak.offices[0].head.startswith("Қасымов")


def test_sheet_says_the_same_to_whoever_sees_the_constituency(code, monkeypatch) -> None:
    gather, seen = kind_of("constituency").gather, []

    def list_all(*asked: object) -> list[Headquarters]:
        seen.append(db.session.scalar(sa.select(sa.func.count()).select_from(Headquarters)))
        return list_serving(*asked)

    monkeypatch.setattr(constituency, "list_serving", list_all)
    whole = gather(code["Азат"])
    path = whole.place.path
    db.session.rollback()

    assert is_plain(whole)
    with looking_from(path):
        assert gather(code["Азат"]) == whole
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Headquarters)) < 3
    assert seen == [3, 3]  # those of the district and of the one beside it too


def test_who_watches_at_a_precinct_is_named(factory, code) -> None:
    sheet = gather_constituency(code["Азат"])
    assert [(one.proxies, one.observers, one.is_watched) for one in sheet.precincts] == [((), (), False)]
    candidate = next(one.candidate for one in _lines() if one.contest.constituency.kato == code["Азат"])
    precinct = candidate.contest.constituency.precincts[0]

    factory.observer(precinct, factory.person(surname="Төлеген"))

    observers = gather_constituency(code["Азат"]).precincts[0].observers
    assert [one.split()[0] for one in observers] == ["Төлеген"]


def _lines() -> list[Line]:
    return list_readiness(get_election(), PATH)


def test_foreign_cancelled_and_unknown_constituencies_are_not_found(code) -> None:
    with looking_from("110000000/113400000/"), pytest.raises(NotFound):
        gather_constituency(code["Азат"])
    for kato in ("119999999", "113200000"):
        with pytest.raises(NotFound):
            gather_constituency(kato)
    with transaction():
        next(one.contest for one in _lines()).status = ContestStatus.CANCELLED
    with pytest.raises(NotFound):
        gather_constituency(code["Азат"])


def test_after_the_vote_the_missing_protocols_come_next(code) -> None:
    at_night()

    assert [(one.what, one.number) for one in gather_constituency(code["Барак"]).steps] == [
        (Todo.PROTOCOLS, 2)
    ]


def test_repeat_election_has_its_own_day(factory, code) -> None:
    line = next(one for one in _lines() if one.contest.constituency.kato == code["Весна"])
    factory.contest(
        line.contest.constituency, round=2, repeats_id=line.contest.id, voting_on=date(2021, 8, 15),
        status=ContestStatus.REPEAT,
    )  # fmt: skip

    sheet = gather_constituency(code["Весна"])

    assert (sheet.round, sheet.voting_on) == (2, date(2021, 8, 15))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Азат", ["Result: won.", "90 000 000", "Approved, edition 1.", "№"]),
        ("Барак", ["Result: ours is behind.", "1 / 3 protocols received", "Draft, edition 1."]),
        ("Весна", ["We have no candidate here.", "There is no platform yet.", "Nobody stands here yet."]),
    ],
)  # fmt: skip
def test_sheet_takes_one_page_or_two_and_says_it_all(app: Flask, code, name: str, said: list[str]) -> None:
    pages, text = text_of(app, code[name])

    assert pages <= 2
    assert [one for one in said if one not in text] == []


def test_coordinator_prints_it_from_the_list(code, login) -> None:
    browser = login(Role.COORDINATOR, PATH)

    page = browser.get("/reports", kind="constituency", search="азат").page
    *links, tables = page.xpath("//tbody//a/@href")

    assert tables == f"/reports/constituency/{code['Азат']}.xlsx"
    assert links == [f"/reports/constituency/{code['Азат']}.pdf?paper={one}" for one in ("kk", "ru", "en", "kk-ru", "kk-en", "ru-en")]  # fmt: skip
    answer = browser.get(links[-1])
    assert (answer.status, answer.data[:5]) == (200, b"%PDF-")
    assert browser.get("/reports/constituency/119999999.pdf").status == 404
    assert browser.get("/reports/village/119999999.pdf").status == 404


def test_sheet_makes_as_many_queries_for_three_precincts_as_for_one(factory) -> None:
    factory.election(clock_at=AFTER)
    contest = factory.contest()
    kato = contest.constituency.kato
    own = factory.candidate(contest, status=Status.REGISTERED)
    factory.pledge(factory.platform(own, status=PlatformStatus.APPROVED))
    member = factory.member(factory.headquarters(contest.path))

    def queries() -> int:
        precinct = factory.precinct(contest.constituency)
        factory.protocol(contest, precinct)
        factory.observer(precinct)
        factory.task(contest, owner_member_id=member.id, due_at=datetime(2021, 7, 9, 12, tzinfo=UTC))
        with counting_queries() as made:
            sheet = gather_constituency(kato)
            assert len(sheet.precincts) == len(sheet.steps) - 1
        return len(made)

    made = [queries() for _ in range(3)]
    assert made == [made[0]] * 3
    assert made[0] < 45
