"""Putting candidates up and changing dossiers: each rule of the law, through the real actions on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.campaign.models import Contest
from elections.candidates import actions
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, looking_from, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.people.models import Person
from tests.candidates.dossiers import (
    IIN,
    OTHER_IIN,
    PERSON,
    coordinator,
    last_event,
    nominee_of,
    objections,
    put_up,
    self_nominee,
)
from tests.factories import VOTING_ON, Factory

ENDED = [Status.REFUSED, Status.CANCELLED, Status.WITHDRAWN]


def change(candidate: Candidate, values: dict[str, object], version: int = 1, **person: object) -> None:
    with transaction():
        actions.change_candidate(coordinator(), candidate, version, {**PERSON, **person}, values)


def test_own_nominee_is_put_up_and_logged(factory: Factory) -> None:
    contest = factory.contest()
    party_id = contest.election.own_party_id

    candidate = put_up(contest, nominee_of(party_id, is_new_face=True, education="КазНАУ"))

    stands = (candidate.status, candidate.status_on, candidate.path, candidate.person.surname)
    assert stands == (Status.PROPOSED, date(2021, 7, 5), contest.path, "Өтегенұлы")
    assert (candidate.is_new_face, candidate.education, candidate.version) == (True, "КазНАУ", 1)
    assert last_event("candidate") == {
        "actor_login": "koordinator", "action": "candidate.created", "subject_id": candidate.id,
        "subject_label": "Өтегенұлы Ғалымжан Қайратұлы", "path": contest.path, "before": None, "reason": "",
        "after": {
            "nomination": "party", "nominated_by_id": party_id, "member_of_id": party_id, "is_new_face": True,
            "education": "КазНАУ",
        },
    }  # fmt: skip


def test_party_has_one_nominee_in_a_contest(factory: Factory) -> None:
    contest = factory.contest()
    party_id, other_party = contest.election.own_party_id, factory.party().id
    put_up(contest, nominee_of(party_id))

    with pytest.raises(Refused) as refused:
        put_up(contest, nominee_of(party_id), surname="Бекова")

    assert refused.value.objections == (
        Objection(
            "candidate.party_has_nominee",
            "nominated_by",
            {"name": "Өтегенұлы Ғалымжан Қайратұлы"},
            "CL 113-3(1)",
        ),
    )
    assert db.session.query(Candidate).count() == db.session.query(Person).count() == 1
    put_up(contest, nominee_of(other_party), surname="Бекова")
    put_up(contest, self_nominee(member_of_id=party_id), surname="Есенова")
    put_up(factory.contest(), nominee_of(party_id), surname="Дүйсен")


@pytest.mark.parametrize("status", ENDED)
def test_party_nominates_anew_where_its_nominee_has_ended(factory: Factory, status: Status) -> None:
    contest = factory.contest()
    factory.candidate(contest, status=status)

    candidate = put_up(contest, nominee_of(contest.election.own_party_id))

    assert candidate.status is Status.PROPOSED


def test_person_stands_in_one_contest_only(factory: Factory) -> None:
    here = factory.contest(factory.constituency(name_ru="Карасайский с.о."))
    there = factory.contest(factory.constituency(factory.district("113400000")))
    first = put_up(here, self_nominee(), iin=IIN)

    with pytest.raises(Refused) as refused:
        put_up(there, self_nominee(), iin=IIN)

    params = {"constituency": "Карасайский с.о."}
    assert refused.value.objections == (
        Objection("candidate.stands_elsewhere", "contest", params, "CL 113-3(4)"),
    )
    with transaction():
        first.status = Status.WITHDRAWN
    assert put_up(there, self_nominee(), iin=IIN).person_id == first.person_id


def test_somebody_who_stands_where_the_actor_does_not_see_is_found(factory: Factory) -> None:
    here, there = factory.contest(), factory.contest(factory.constituency(factory.district("113400000")))
    put_up(here, self_nominee(), iin=IIN)

    with looking_from(there.path), pytest.raises(Refused) as refused, transaction():
        actions.create_candidate(coordinator(there.path), there, {**PERSON, "iin": IIN}, self_nominee())

    assert objections(refused.value) == [("candidate.stands_elsewhere", "contest", "CL 113-3(4)")]


def test_candidate_is_of_age_on_the_birthday_that_is_voting_day(factory: Factory) -> None:
    contest = factory.contest()

    candidate = put_up(contest, self_nominee(), born_on=VOTING_ON.replace(year=1996))
    with pytest.raises(Refused) as refused:
        put_up(contest, self_nominee(), born_on=date(1996, 7, 26))

    assert candidate.person.birth_year == 1996
    params = {"age": 24, "minimum": 25, "voting_on": VOTING_ON}
    assert refused.value.objections == (Objection("candidate.too_young", "born_on", params, "LSG 36(1)"),)


def test_age_of_a_known_person_is_that_of_the_register(factory: Factory) -> None:
    contest = factory.contest()
    known = put_up(contest, self_nominee(), iin=IIN)
    with transaction():
        known.status, known.person.born_on = Status.WITHDRAWN, date(2000, 1, 1)

    with pytest.raises(Refused) as refused:
        put_up(contest, self_nominee(), iin=IIN, born_on=date(1980, 1, 1))

    assert objections(refused.value) == [
        ("person.iin_other_birth", "born_on", ""), ("candidate.too_young", "born_on", "LSG 36(1)"),
    ]  # fmt: skip


def test_iin_of_somebody_else_does_not_put_that_person_up(factory: Factory) -> None:
    here, there = factory.contest(), factory.contest(factory.constituency(factory.district("113400000")))
    known = put_up(here, self_nominee(), iin=IIN)
    with transaction():
        known.status = Status.WITHDRAWN

    with pytest.raises(Refused) as refused:
        put_up(there, self_nominee(), iin=IIN, surname="Бекова", given_name="Әсел", patronymic="")

    assert objections(refused.value) == [("person.iin_other_name", "surname", "")]
    assert db.session.query(Candidate).count() == 1


@pytest.mark.parametrize(
    ("nomination", "nominated_by", "member_of", "expected"),
    [
        (Nomination.PARTY, "own", "own", []),
        (Nomination.PARTY, "own", "other", [("candidate.not_a_member", "member_of", "CL 113-3(1)")]),
        (Nomination.PARTY, "own", "none", [("candidate.not_a_member", "member_of", "CL 113-3(1)")]),
        (Nomination.PARTY, "none", "own", [("candidate.party_missing", "nominated_by", "CL 113-3(1)")]),
        (Nomination.SELF, "none", "own", []),
        (Nomination.SELF, "own", "own", [("candidate.party_needless", "nominated_by", "CL 113-3(1)")]),
        (Nomination.AKIM, "none", "none", []),
        (Nomination.AKIM, "own", "own", [("candidate.party_needless", "nominated_by", "CL 113-3(1)")]),
    ],
)
def test_who_may_nominate_whom(
    factory: Factory,
    nomination: Nomination,
    nominated_by: str,
    member_of: str,
    expected: list[tuple[str, ...]],
) -> None:
    contest = factory.contest()
    parties = {"own": contest.election.own_party_id, "other": factory.party().id, "none": None}
    values = {
        "nomination": nomination, "nominated_by_id": parties[nominated_by], "member_of_id": parties[member_of],
    }  # fmt: skip

    found = []
    try:
        put_up(contest, values)
    except Refused as refused:
        found = objections(refused)

    assert (found, db.session.query(Candidate).count()) == (expected, 0 if expected else 1)


def test_all_objections_come_at_once(factory: Factory) -> None:
    contest, elsewhere = factory.contest(), factory.contest()
    party_id = contest.election.own_party_id
    factory.candidate(contest)
    standing = put_up(elsewhere, self_nominee(), iin=IIN)
    with transaction():
        standing.person.born_on = None

    with pytest.raises(Refused) as refused:
        put_up(
            contest, nominee_of(party_id, member_of_id=None), surname="", iin=IIN, born_on=date(2000, 1, 1)
        )

    assert objections(refused.value) == [
        ("name.missing", "surname", ""),
        ("candidate.too_young", "born_on", "LSG 36(1)"),
        ("candidate.not_a_member", "member_of", "CL 113-3(1)"),
        ("candidate.party_has_nominee", "nominated_by", "CL 113-3(1)"),
        ("candidate.stands_elsewhere", "contest", "CL 113-3(4)"),
    ]


def test_dossier_is_changed_and_logged_with_before_and_after(factory: Factory) -> None:
    contest = factory.contest()
    party_id = contest.election.own_party_id
    candidate = put_up(contest, self_nominee(education="Школа"))

    change(
        candidate, nominee_of(party_id, education="КазНАУ", biography="Родился."), surname="Өтеген", iin=IIN
    )

    changed = (candidate.nomination, candidate.education, candidate.person.surname, candidate.version)
    assert changed == (Nomination.PARTY, "КазНАУ", "Өтеген", 2)
    event = last_event("candidate")
    assert (event["action"], event["subject_label"]) == ("candidate.changed", "Өтеген Ғалымжан Қайратұлы")
    assert event["before"] == {
        "nomination": "self", "nominated_by_id": None, "member_of_id": None, "is_new_face": False,
        "is_incumbent": False, "was_in_primaries": False, "heads_primary_organisation": False,
        "education": "Школа", "occupation": "", "workplace": "", "biography": "",
    }  # fmt: skip
    assert event["after"] == {
        "nomination": "party", "nominated_by_id": party_id, "member_of_id": party_id, "education": "КазНАУ",
        "biography": "Родился.",
    }  # fmt: skip


def test_change_is_held_to_the_same_rules(factory: Factory) -> None:
    contest = factory.contest()
    put_up(contest, self_nominee(), surname="Бекова", iin=OTHER_IIN, born_on=date(1980, 1, 1))
    factory.candidate(contest)
    candidate = put_up(contest, self_nominee(), iin=IIN)

    with pytest.raises(Refused) as refused:
        change(candidate, nominee_of(contest.election.own_party_id), born_on=date(1996, 7, 26), iin=OTHER_IIN)

    assert objections(refused.value) == [
        ("person.iin_taken", "iin", ""),
        ("candidate.too_young", "born_on", "LSG 36(1)"),
        ("candidate.party_has_nominee", "nominated_by", "CL 113-3(1)"),
    ]
    assert (candidate.nomination, candidate.person.born_on) == (Nomination.SELF, date(1979, 10, 28))


def test_dossier_that_has_ended_is_changed_though_another_nominee_stands(factory: Factory) -> None:
    contest = factory.contest()
    values = nominee_of(contest.election.own_party_id)
    ended = put_up(contest, values)
    with transaction():
        ended.status = Status.WITHDRAWN
    factory.candidate(contest)

    change(ended, values, version=2, surname="Өтеген")

    assert ended.person.surname == "Өтеген"


@pytest.mark.parametrize("person", [{}, {"phone": "+7 701 111 11 11"}])
def test_second_clerk_is_told_that_the_dossier_is_stale(factory: Factory, person: dict[str, str]) -> None:
    candidate = put_up(factory.contest(), self_nominee(education="Школа"))
    change(candidate, self_nominee(education="Школа"), **person)

    with pytest.raises(Stale):
        change(candidate, self_nominee(education="КазНАУ"), version=1)

    assert (candidate.version, candidate.education) == (2, "Школа")
    change(candidate, self_nominee(education="КазНАУ"), version=2)
    assert candidate.education == "КазНАУ"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR])
def test_role_that_may_not_edit_is_refused(factory: Factory, role: Role) -> None:
    contest = factory.contest()

    with pytest.raises(Forbidden), transaction():
        actions.create_candidate(coordinator(role=role), contest, PERSON, self_nominee())

    assert db.session.query(Candidate).count() == 0


def test_actor_writes_in_the_own_territory_only(factory: Factory) -> None:
    here: Contest = factory.contest()
    there = factory.contest(factory.constituency(factory.district("113400000")))
    staff = coordinator(here.path, Role.HQ_STAFF)
    foreign = put_up(there, self_nominee())
    calls: list[Callable[[], object]] = [
        lambda: actions.create_candidate(staff, there, PERSON, self_nominee()),
        lambda: actions.change_candidate(staff, foreign, 1, PERSON, self_nominee()),
        lambda: actions.mark_documents(staff, foreign, 1, set(), VOTING_ON),
        lambda: actions.take_step(staff, foreign, 1, Status.WITHDRAWN, VOTING_ON, "own wish"),
    ]

    for call in calls:
        with pytest.raises(Forbidden), transaction():
            call()

    with transaction():
        own = actions.create_candidate(staff, here, {**PERSON, "surname": "Бекова"}, self_nominee())
    assert (own.path, foreign.version) == (here.path, 1)
