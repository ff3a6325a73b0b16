"""Assessments: entered by headquarters and coordinators in their territory, read by all, taken out and brought back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor, Role
from elections.campaign.models import Contest
from elections.database import db, looking_from, transaction
from elections.documents.spreadsheet import write_table
from elections.errors import Forbidden
from elections.forecast import assessment_actions as actions
from elections.forecast.assessment_sheets import ASSESSMENTS
from elections.forecast.chances import Kind
from elections.forecast.models import ContestAssessment
from elections.imports.engine import run_import
from elections.imports.registers import Context
from tests.browsing import Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory
from tests.platforms.test_pages import typed, version, wrong
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
HOME = "110000000/"
POLL = {
    "kind": "poll", "held_on": "2021-07-04", "own": "41 %", "rival": "30", "sample": "600", "chance": "",
    "source": "Опрос", "author": "Отдел исследований",
}  # fmt: skip
JUDGED = {**POLL, "kind": "judgement", "own": "", "rival": "", "sample": "", "chance": "65"}
KEYS = ["kato", "kind", "held_on", "own", "rival", "sample", "chance", "source", "author"]


@pytest.fixture
def contest(factory: Factory) -> Contest:
    contest = factory.contest()
    factory.candidate(contest)
    return contest


def kept() -> ContestAssessment:
    return db.session.query(ContestAssessment).one()


def test_assessment_is_entered_changed_and_removed(contest: Contest, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF, HOME), f"/contests/{contest.id}/assessments"
    browser.get(url, lang="en")
    assert browser.get(f"{url}/new").status == 200

    saved = browser.post(f"{url}/new", POLL)
    one = kept()
    assert (saved.status, saved.location) == (303, url)
    assert (one.kind, one.own, one.rival, one.sample, one.chance) == (Kind.POLL, 41, 30, 600, None)
    assert "41 % for ours, 30 % for the strongest rival, 600 asked" in browser.follow(saved).words
    edit = browser.get(f"/assessments/{one.id}/edit")
    assert typed(edit) == {**POLL, "own": "41"}
    changed = {**JUDGED, "version": version(edit)}
    answers = [browser.post(f"/assessments/{one.id}/edit", changed).status for _ in range(2)]
    assert (answers, last_event("assessment")["action"]) == ([303, 422], "assessment.changed")
    db.session.expire_all()
    assert (kept().kind, kept().chance, kept().own) == (Kind.JUDGEMENT, 65, None)
    assert "chance of 65 %" in browser.get(url).words
    assert browser.post(f"/assessments/{one.id}/removal").location == url
    assert last_event("assessment")["action"] == "assessment.removed"
    assert "Nobody has assessed this contest yet" in browser.get(url).words


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"own": "", "sample": ""}, ["own", "sample"]),
        ({"own": "101", "rival": "0"}, ["own", "rival"]),
        ({"own": "70", "rival": "40"}, ["rival"]),
        ({"own": "41,5"}, ["own"]),
        ({"sample": "0"}, ["sample"]),
        ({"held_on": "2021-07-06"}, ["held_on"]),
        ({"held_on": "", "source": " ", "author": ""}, ["held_on", "source", "author"]),
        ({"kind": "monitoring"}, ["chance"]),
        ({"kind": "monitoring", "chance": "-1"}, ["chance"]),
    ],
)
def test_refused_assessment_keeps_what_was_typed(
    contest: Contest, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    answer = login().post(f"/contests/{contest.id}/assessments/new", {**POLL, **changes})

    kept_words = {name: value.strip().removesuffix(" %") for name, value in {**POLL, **changes}.items()}
    assert (answer.status, wrong(answer), typed(answer)) == (422, fields, kept_words)
    assert db.session.query(ContestAssessment).count() == 0


def test_same_source_says_one_thing_a_day(contest: Contest, login: LogIn) -> None:
    browser, url = login(), f"/contests/{contest.id}/assessments/new"
    browser.post(url, POLL)

    answers = [browser.post(url, {**POLL, **one}) for one in ({}, {"source": "Другой опрос"})]

    assert [(one.status, wrong(one) if one.status == 422 else []) for one in answers] == [
        (422, ["source"]),
        (303, []),
    ]


def test_only_those_who_count_write_and_only_in_their_territory(
    contest: Contest, factory: Factory, login: LogIn
) -> None:
    one = factory.assessment(contest)
    urls = (
        f"/contests/{contest.id}/assessments/new",
        f"/assessments/{one.id}/edit",
        f"/assessments/{one.id}/removal",
    )
    for role in (Role.OBSERVER, Role.LAWYER, Role.ADMINISTRATOR):
        browser = login(role)
        assert {browser.post(url, JUDGED).status for url in urls} == {403}
        assert browser.get(f"/contests/{contest.id}/assessments").status == 200
        assert browser.get("/assessments").status == 200
    assert login(Role.TRAINER).get("/assessments").status == 403
    foreign = login(Role.COORDINATOR, "150000000/")
    assert {foreign.post(url, JUDGED).status for url in urls} == {404}
    assert "0 of 0" in foreign.get("/assessments", lang="en").words
    for role, scope in ((Role.COORDINATOR, "150000000/"), (Role.OBSERVER, "")):
        actor = Actor(1, "x", role, scope)
        with pytest.raises(Forbidden):
            actions.save_assessment(actor, contest, {})
        with pytest.raises(Forbidden):
            actions.remove_assessment(actor, one)


def test_database_refuses_a_poll_without_a_sample(contest: Contest, factory: Factory) -> None:
    with pytest.raises(IntegrityError):
        factory.assessment(contest, kind=Kind.POLL, own=50, rival=40, chance=None)


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        ({}, 2),
        ({"kind": "poll"}, 1),
        ({"search": "приемной"}, 0),
        ({"search": "опрос"}, 1),
        ({"path": HOME}, 2),
    ],
)
def test_list_is_filtered(
    contest: Contest, factory: Factory, login: LogIn, chosen: dict[str, str], number: int
) -> None:
    factory.assessment(contest, source="Встречи")
    factory.assessment(contest, kind=Kind.POLL, own=50, rival=40, sample=300, chance=None, source="опрос")

    page = login(Role.OBSERVER).get("/assessments", lang="en", **chosen)

    assert len(page.page.xpath("//tbody/tr")) == number


@pytest.mark.parametrize("url", ["/assessments", "/contests/{}/assessments"])
def test_pages_ask_as_often_for_three_as_for_one(
    contest: Contest, factory: Factory, login: LogIn, url: str
) -> None:
    browser, made = login(Role.OBSERVER), []
    factory.assessment(contest)
    browser.get(url.format(contest.id))
    for _ in range(2):
        with counting_queries() as asked:
            assert browser.get(url.format(contest.id)).status == 200
        made.append(len(asked))
        for _ in range(2):
            factory.assessment(contest)

    assert made[0] == made[1]


# --- the register --------------------------------------------------------------------------------------------------


def load(cells: list[list[Any]], actor: Actor | None = None, scope: str = "") -> Any:
    with looking_from(scope), transaction():
        content = write_table("x.xlsx", KEYS, cells)
        return run_import(ASSESSMENTS, content, Context("x.xlsx", date(2021, 7, 5), actor=actor))


def test_assessments_go_out_and_come_back_unchanged(
    app: Flask, contest: Contest, factory: Factory, tmp_path: Path
) -> None:
    factory.assessment(contest, source="Встречи")
    factory.assessment(contest, kind=Kind.POLL, own=50, rival=40, sample=300, chance=None)
    for name in ("assessments.xlsx", "assessments.csv"):
        runner = app.test_cli_runner()
        taken = runner.invoke(args=["export", "assessments", str(tmp_path / name)])
        back = runner.invoke(args=["import", "assessments", str(tmp_path / name), "--json"])

        assert (taken.exit_code, back.exit_code) == (0, 0), back.output
        assert '"unchanged":2' in back.output.replace(" ", "")


def test_file_enters_and_changes_all_or_none(contest: Contest) -> None:
    kato = contest.constituency.kato
    poll = [kato, "Опрос", date(2021, 7, 4), 41, 30, 600, None, "Опрос", "Отдел"]
    judged = [kato, "Штабтың бағасы", "04.07.2021", None, None, None, 65, "Штаб", "Отдел"]

    first = load([poll, judged])
    second = load([[*poll[:3], 45, *poll[4:]], judged])
    third = load([[*poll[:3], 99, *poll[4:]], [*judged[:6], 80, *judged[7:]]])

    assert (first.created, second.updated, second.unchanged) == (2, 1, 1)
    assert [(one.column, one.objection.code) for one in third.errors] == [
        ("rival", "assessment.shares_above_100")
    ]
    db.session.expire_all()
    assert {(one.kind, one.own, one.chance) for one in db.session.query(ContestAssessment)} == {
        (Kind.POLL, 45, None), (Kind.JUDGEMENT, None, 65),
    }  # fmt: skip


def test_file_of_a_foreign_place_or_an_unknown_one_is_refused(contest: Contest) -> None:
    row = ["judgement", "04.07.2021", None, None, None, 65, "Штаб", "Отдел"]
    actor = Actor(1, "x", Role.COORDINATOR, "150000000/")

    foreign = load([[contest.constituency.kato, *row]], actor, "150000000/")
    unknown = load([["999999999", *row]])

    for report in (foreign, unknown):
        assert [one.objection.code for one in report.errors] == ["assessment.place_unknown"]
    assert db.session.query(ContestAssessment).count() == 0
