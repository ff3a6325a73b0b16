"""Changing the campaign: one election made from the settings, contests called once, the law's calendar kept."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.campaign.actions import (
    call_contests,
    change_election,
    change_party,
    create_party,
    ensure_election,
)
from elections.campaign.calendar import Rules
from elections.campaign.models import Contest, ContestStatus, Election, Party
from elections.campaign.queries import (
    count_contests,
    find_contest,
    find_election,
    list_all_contests,
    rules_of,
)
from elections.database import db, looking_from, transaction
from elections.errors import Forbidden, Objection, Refused, Stale

ADMINISTRATOR = Actor(1, "administrator", Role.ADMINISTRATOR, "")
OTHERS = [
    *[Actor(2, role.value, role, "") for role in Role if role is not Role.ADMINISTRATOR],
    Actor(3, "administrator of a region", Role.ADMINISTRATOR, "110000000/"),
]


def events() -> list[tuple[str, str, str]]:
    """Returns (action, who, about what) of what the log tells."""
    rows = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))
    return [(row.action, row.actor_login, row.subject_label) for row in rows]


def change(election: Election, actor: Actor = ADMINISTRATOR, **changes: object) -> Election:
    with transaction():
        found = db.session.get_one(Election, election.id)
        change_election(actor, found, found.version, changes)
    return find_election()


def test_first_election_and_its_party_are_made_from_the_settings_once(app) -> None:
    settings = app.config["SETTINGS"].election
    for _ in range(2):
        with transaction():
            ensure_election()

    election = find_election()
    assert (election.called_on, election.voting_on, election.target_percent, election.own_party.code) == (
        settings.called_on, settings.voting_on, settings.target_percent, settings.party.code,
    )  # fmt: skip
    assert rules_of(election) == Rules()
    assert events() == [
        ("party.created", "system", settings.party.code), ("election.created", "system", election.name_ru),
    ]  # fmt: skip


def test_party_that_is_there_is_taken_for_the_first_election(app, factory) -> None:
    party = factory.party(code=app.config["SETTINGS"].election.party.code.lower())

    with transaction():
        ensure_election(ADMINISTRATOR)

    assert find_election().own_party_id == party.id
    assert db.session.scalar(sa.select(sa.func.count(Party.id))) == 1


def test_election_is_changed_with_its_rules_and_the_log_keeps_both(factory) -> None:
    election = factory.election()

    changed = change(election, target_percent=75, rules=replace(Rules(), age_minimum=30))

    assert (changed.target_percent, rules_of(changed)) == (75, replace(Rules(), age_minimum=30))
    event = db.session.scalars(sa.select(AuditEvent)).one()
    assert (event.before["target_percent"], event.after["target_percent"]) == (80, 75)


def test_rules_stay_when_only_something_else_changes(factory) -> None:
    election = factory.election(rules=replace(Rules(), age_minimum=30).to_json())

    assert rules_of(change(election, name_ru="Выборы")) == replace(Rules(), age_minimum=30)


@pytest.mark.parametrize(
    ("changes", "objections"),
    [
        ({"target_percent": 0}, [Objection("election.target_percent", "target_percent")]),
        ({"target_percent": 101}, [Objection("election.target_percent", "target_percent")]),
    ],
)
def test_target_that_is_no_share_is_refused(factory, changes, objections) -> None:
    election = factory.election()

    with pytest.raises(Refused) as refused:
        change(election, **changes)

    assert refused.value.objections == tuple(objections)
    assert (find_election().target_percent, find_election().version, events()) == (80, 1, [])


def test_all_that_speaks_against_a_change_is_said_at_once(factory) -> None:
    election = factory.election()

    with pytest.raises(Refused) as refused:
        change(election, target_percent=0, voting_on=date(2021, 12, 25))

    codes = [one.code for one in refused.value.objections]
    assert (codes[-1], len(codes) > 1) == ("election.target_percent", True)
    assert find_election().voting_on == date(2021, 7, 25)


def test_election_changed_meanwhile_is_stale(factory) -> None:
    election = factory.election()
    change(election, target_percent=75)

    with pytest.raises(Stale), transaction():
        change_election(ADMINISTRATOR, find_election(), 1, {"target_percent": 60})

    assert find_election().target_percent == 75


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.login)
def test_others_change_nothing_of_the_campaign(factory, actor: Actor) -> None:
    election, party = factory.election(), factory.party(code="ADAL")
    constituency = factory.constituency()

    for attempt in (
        lambda: change_election(actor, election, 1, {"target_percent": 60}),
        lambda: create_party(actor, "NEW", "Новая", "Жаңа"),
        lambda: change_party(actor, party, 1, {"name_ru": "Иная"}),
        lambda: call_contests(actor, [constituency]),
    ):
        with pytest.raises(Forbidden), transaction():
            attempt()

    assert (events(), db.session.scalar(sa.select(sa.func.count(Contest.id)))) == ([], 0)


def test_contests_are_called_once_in_each_constituency(factory) -> None:
    election = factory.election()
    first, second = factory.constituency(), factory.constituency()
    called = []
    for constituencies in ([first], [first, second], [first, second]):
        with transaction():
            called.append(call_contests(ADMINISTRATOR, constituencies))

    assert called == [1, 1, 0]
    assert [one.path for one in list_all_contests(election)] == [first.path, second.path]
    assert events() == [("contests.called", "administrator", election.name_ru)] * 2


def test_cancelled_contests_are_listed_and_not_counted(factory) -> None:
    election = factory.election()
    called, cancelled = factory.contest(), factory.contest(status=ContestStatus.CANCELLED)

    assert count_contests(election) == 1
    assert {one.id for one in list_all_contests(election)} == {called.id, cancelled.id}


def test_contest_is_found_by_its_code_in_ones_own_territory(factory) -> None:
    contest = factory.contest()
    kato = contest.constituency.kato

    assert (find_contest(kato), find_contest("999999999")) == (contest, None)
    with looking_from("150000000/"):
        assert find_contest(kato) is None


def test_party_codes_are_taken_once_in_any_case(factory) -> None:
    factory.election()
    with transaction():
        party = create_party(ADMINISTRATOR, "ADAL", "АДАЛ", "АДАЛ")
        other = create_party(ADMINISTRATOR, "AUYL", "Ауыл", "Ауыл")

    taken = Objection("party.code_taken", "code", {"code": "ADAL"})
    with pytest.raises(Refused) as created, transaction():
        create_party(ADMINISTRATOR, "adal", "Адал", "Адал")
    with pytest.raises(Refused) as changed, transaction():
        change_party(ADMINISTRATOR, other, other.version, {"code": "Adal"})

    assert created.value.objections == (Objection("party.code_taken", "code", {"code": "adal"}),)
    assert changed.value.objections == (taken,)
    assert events()[-1] == ("party.created", "administrator", "AUYL")
    assert party.code == "ADAL"


def test_party_is_renamed_and_keeps_its_own_code(factory) -> None:
    party = factory.party(code="ADAL")

    with transaction():
        change_party(ADMINISTRATOR, party, 1, {"code": "ADAL", "name_ru": "АДАЛ", "name_kk": "АДАЛ"})
    with pytest.raises(Stale), transaction():
        change_party(ADMINISTRATOR, party, 1, {"name_ru": "Прежняя"})

    assert (party.name_ru, party.version, events()) == (
        "АДАЛ", 2, [("party.changed", "administrator", "ADAL")],
    )  # fmt: skip
