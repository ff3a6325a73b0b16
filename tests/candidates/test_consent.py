"""The consent to the processing of personal data: given once, withdrawn once, and what may be handed out without it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Role
from elections.candidates import file_actions
from elections.candidates.columns import PERSON_TEXTS
from elections.candidates.consent import (
    CURRENT,
    TEXTS,
    ConsentWay,
    objections_to_consent,
    objections_to_withdrawal,
    text_of,
)
from elections.candidates.models import Candidate, Consent
from elections.candidates.sheets import EXPORTED, export_candidates
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.errors import Forbidden, Objection
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import coordinator, last_event
from tests.factories import Factory

LogIn = Callable[..., Browser]
TODAY = date(2021, 7, 5)
FORM = {"text_version": "1", "given_on": "2021-07-01", "way": "paper"}
WITHDRAWAL = {"withdrawn_on": "2021-07-04", "withdrawal_reason": "Заявление"}


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the page leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def consents() -> list[tuple[int, date, ConsentWay, date | None, str]]:
    rows = db.session.query(Consent).order_by(Consent.id)
    return [
        (one.text_version, one.given_on, one.way, one.withdrawn_on, one.withdrawal_reason) for one in rows
    ]


def reachable(factory: Factory) -> Candidate:
    """A candidate with a phone, an e-mail address and an address."""
    person = factory.person(phone="+7 701", email="asan@example.kz", address="ул. Абая, 1")
    return factory.candidate(person=person)


def test_texts_are_numbered_from_one_and_say_who_asks_in_both_languages() -> None:
    assert [one.version for one in TEXTS] == list(range(1, len(TEXTS) + 1))
    assert [
        one.version for one in TEXTS if "{party}" not in one.text_ru or "{party}" not in one.text_kk
    ] == []
    assert (text_of(CURRENT.version), text_of(0), text_of(len(TEXTS) + 1)) == (CURRENT, None, None)


@pytest.mark.parametrize(
    ("version", "given_on", "in_force", "codes"),
    [
        (1, TODAY, False, []),
        (1, TODAY - timedelta(900), False, []),
        (1, TODAY, True, ["consent.in_force"]),
        (0, TODAY, False, ["consent.unknown_text"]),
        (1, TODAY + timedelta(1), False, ["consent.in_future"]),
        (99, TODAY + timedelta(1), True, ["consent.in_force", "consent.unknown_text", "consent.in_future"]),
    ],
)
def test_what_speaks_against_a_consent(
    version: int, given_on: date, in_force: bool, codes: list[str]
) -> None:
    found = objections_to_consent(version, given_on, TODAY, in_force=in_force)

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("given_on", "withdrawn_on", "reason", "codes"),
    [
        (TODAY, TODAY, "Заявление", []),
        (None, TODAY, "Заявление", ["consent.none_in_force"]),
        (TODAY, TODAY - timedelta(1), "Заявление", ["consent.withdrawn_before_given"]),
        (TODAY, TODAY + timedelta(1), "", ["consent.in_future", "consent.reason_missing"]),
    ],
)
def test_what_speaks_against_a_withdrawal(
    given_on: date | None, withdrawn_on: date, reason: str, codes: list[str]
) -> None:
    assert [one.code for one in objections_to_withdrawal(given_on, withdrawn_on, reason, TODAY)] == codes


def test_consent_is_given_withdrawn_and_given_anew_and_all_of_it_is_kept(
    factory: Factory, login: LogIn
) -> None:
    candidate, browser = factory.candidate(), login(Role.HQ_STAFF)
    url = f"/candidates/{candidate.id}"

    given = browser.post(f"{url}/consent", FORM)
    told = last_event("candidate")
    withdrawn = browser.post(f"{url}/consent/withdrawal", WITHDRAWAL)
    taken_back = last_event("candidate")
    anew = browser.post(f"{url}/consent", {**FORM, "given_on": "2021-07-05", "way": "electronic"})

    assert [one.status for one in (given, withdrawn, anew)] == [303] * 3
    assert given.location == withdrawn.location == f"{url}#part-data_consent"
    assert consents() == [
        (1, date(2021, 7, 1), ConsentWay.PAPER, date(2021, 7, 4), "Заявление"),
        (1, date(2021, 7, 5), ConsentWay.ELECTRONIC, None, ""),
    ]
    assert (told["action"], told["after"]) == (
        "candidate.consent_given", {"text_version": 1, "given_on": "2021-07-01", "way": "paper"},
    )  # fmt: skip
    assert (taken_back["action"], taken_back["before"], taken_back["after"], taken_back["reason"]) == (
        "candidate.consent_withdrawn", {"given_on": "2021-07-01"}, {"withdrawn_on": "2021-07-04"}, "Заявление",
    )  # fmt: skip


def test_consent_and_withdrawal_count_once(factory: Factory, login: LogIn) -> None:
    candidate, browser = factory.candidate(), login()
    url = f"/candidates/{candidate.id}/consent"

    consented = [browser.post(url, FORM) for _ in range(2)]
    withdrawn = [browser.post(f"{url}/withdrawal", WITHDRAWAL) for _ in range(2)]

    assert [one.status for one in (*consented, *withdrawn)] == [303, 422, 303, 422]
    assert wrong(consented[1]) == ["given_on"]
    assert (len(consents()), last_event("candidate")["action"]) == (1, "candidate.consent_withdrawn")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"given_on": ""}, ["given_on"]),
        ({"given_on": "2021-07-06"}, ["given_on"]),
        ({"way": "by word of mouth"}, ["way"]),
        ({"text_version": "7"}, []),
        ({"text_version": "9" * 30}, []),
        ({"text_version": ""}, []),
    ],
)
def test_wrong_consent_is_refused_and_what_was_typed_stays(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    candidate = factory.candidate()

    answer = login().post(f"/candidates/{candidate.id}/consent", {**FORM, **changes})

    assert (answer.status, wrong(answer), consents()) == (422, fields, [])
    typed = answer.page.xpath("//input[@name='given_on']/@value")
    assert typed == [{**FORM, **changes}["given_on"]]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"withdrawn_on": "2021-06-30"}, ["withdrawn_on"]),
        ({"withdrawn_on": "2021-07-06"}, ["withdrawn_on"]),
        ({"withdrawal_reason": " "}, ["withdrawal_reason"]),
        ({"withdrawn_on": "", "withdrawal_reason": ""}, ["withdrawn_on", "withdrawal_reason"]),
    ],
)
def test_wrong_withdrawal_is_refused(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    candidate = factory.candidate()
    factory.consent(candidate, given_on=date(2021, 7, 1))

    answer = login().post(f"/candidates/{candidate.id}/consent/withdrawal", {**WITHDRAWAL, **changes})

    assert (answer.status, wrong(answer)) == (422, fields)
    assert consents()[0][3] is None


def test_database_keeps_one_consent_in_force(factory: Factory) -> None:
    candidate = factory.candidate()
    factory.consent(candidate)

    with pytest.raises(IntegrityError):
        factory.consent(candidate)


def test_action_refuses_who_may_only_read_or_works_elsewhere(factory: Factory) -> None:
    candidate = factory.candidate()

    for actor in (coordinator(role=Role.OBSERVER), coordinator("150000000/")):
        with pytest.raises(Forbidden), transaction():
            file_actions.give_consent(actor, candidate, 1, TODAY, ConsentWay.PAPER, TODAY)


def test_action_names_all_that_speaks_against(factory: Factory) -> None:
    with pytest.raises(Exception, match="consent") as refused:
        file_actions.withdraw_consent(coordinator(), factory.candidate(), TODAY, "", TODAY)

    assert refused.value.objections == (
        Objection("consent.none_in_force", "withdrawn_on"),
        Objection("consent.reason_missing", "withdrawal_reason"),
    )


def test_dossier_warns_where_no_consent_is_in_force_and_shows_the_text(
    factory: Factory, login: LogIn
) -> None:
    candidate, browser = reachable(factory), login()
    url = f"/candidates/{candidate.id}"

    without = browser.get(url)
    browser.post(f"{url}/consent", FORM)
    with_it = browser.get(url)

    warning = "//p[contains(@class, 'notice')]//a[@href='#part-data_consent']"
    assert [len(page.page.xpath(warning)) for page in (without, with_it)] == [1, 0]
    assert candidate.contest.election.own_party.name_ru in without.page.xpath("string(//details//p)")
    assert "01.07.2021" in with_it.words


def exported(candidate: Candidate) -> dict[str, dict[str, object]]:
    """Returns the contacts in the spreadsheet of all candidates by surname."""
    content = export_candidates(coordinator(), candidate.contest.election, {}, "проверка")
    rows = read_table(content)[0].rows
    keys = [column.key for column in EXPORTED]
    return {
        str(row[keys.index("surname")]): {name: row[keys.index(name)] for name in PERSON_TEXTS}
        for row in rows[1:]
    }


def test_contacts_leave_the_territory_of_the_headquarters_by_consent_only(
    app: object, factory: Factory
) -> None:
    contest = factory.contest()
    people = [factory.person(surname=name, phone="+7 701", email="a@b.kz", address="ул. Абая")
              for name in ("Асанов", "Бекова", "Ғалымов")]  # fmt: skip
    given, withdrawn, _never = (factory.candidate(contest, one, own=False) for one in people)
    factory.consent(given)
    factory.consent(withdrawn, withdrawn_on=TODAY, withdrawal_reason="Заявление")

    with app.test_request_context(), transaction():
        shown = exported(given)

    nothing = dict.fromkeys(PERSON_TEXTS)
    assert {name: {key: text or None for key, text in row.items()} for name, row in shown.items()} == {
        "Асанов": {"phone": "+7 701", "email": "a@b.kz", "address": "ул. Абая"},
        "Бекова": nothing,
        "Ғалымов": nothing,
    }
