"""The rules of proxies: who may be one, how many, which step follows which, when it ends by itself (CL 31)."""

from dataclasses import replace
from datetime import date

import pytest

from elections.candidates.registration import Status
from elections.headquarters.proxies import (
    Dates,
    Declaration,
    EndGround,
    Kept,
    Place,
    Proposal,
    ProxyStatus,
    Standing,
    Step,
    objections_to_dates,
    objections_to_proposal,
    objections_to_step,
    standing_of,
)

TODAY = date(2021, 7, 18)
PROPOSAL = Proposal(Status.PROPOSED, True, (Place(12),), frozenset(Declaration), TODAY, None, TODAY)
STEP = Step(
    ProxyStatus.CONSENTED, ProxyStatus.REGISTERED, TODAY, date(2021, 7, 16), TODAY, Status.REGISTERED, "7"
)
THREE = ("Асанов А.", "Бекова Б.", "Әлиев Ә.")
TOLD = Dates(TODAY, TODAY, TODAY, "7")


def codes(found: object) -> list[str]:
    return [one.code for one in found]


def test_who_is_allowed_is_allowed() -> None:
    assert objections_to_proposal(PROPOSAL, 3) == []
    assert (
        objections_to_proposal(replace(PROPOSAL, consent_on=TODAY, places=(Place(1, THREE[:2]), Place(2))), 3)
        == []
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"candidate_status": Status.REFUSED}, ["proxy.candidacy_over"]),
        ({"is_ours": False}, ["proxy.not_ours"]),
        ({"places": ()}, ["proxy.precinct_missing"]),
        ({"places": (Place(12, THREE[:1], True),)}, ["proxy.twice"]),
        ({"declared": frozenset(Declaration) - {Declaration.CITIZEN}}, ["proxy.is_citizen"]),
        ({"declared": frozenset({Declaration.CITIZEN})}, ["proxy.is_not_in_commission", "proxy.is_not_political_servant"]),
        ({"declared_on": None}, ["proxy.declaration_undated"]),
        ({"declared_on": date(2021, 7, 19)}, ["proxy.day_in_future"]),
        ({"consent_on": date(2021, 7, 19)}, ["proxy.day_in_future"]),
        ({"stands": True}, ["proxy.is_candidate"]),
        ({"elsewhere": "Асанов А."}, ["proxy.of_another"]),
        ({"commissions": ("№ 12",)}, ["proxy.in_commission"]),
        (
            {"stands": True, "declared_on": None, "places": (Place(1, THREE), Place(2, THREE))},
            ["proxy.declaration_undated", "proxy.is_candidate", "proxy.too_many", "proxy.too_many"],
        ),
    ],
)  # fmt: skip
def test_everything_that_speaks_against_a_proxy_is_said_at_once(changes: dict, expected: list[str]) -> None:
    assert codes(objections_to_proposal(replace(PROPOSAL, **changes), 3)) == expected


def test_fourth_proxy_is_refused_with_the_names_of_the_three() -> None:
    [found] = objections_to_proposal(replace(PROPOSAL, places=(Place(12, THREE),)), 3)

    assert (found.code, found.article) == ("proxy.too_many", "CL 31")
    assert found.params == {"precinct": 12, "most": 3, "names": "Асанов А., Бекова Б., Әлиев Ә."}


def test_how_many_are_allowed_the_election_says() -> None:
    full = replace(PROPOSAL, places=(Place(12, THREE),))

    assert objections_to_proposal(full, 4) == []
    assert codes(objections_to_proposal(PROPOSAL, 0)) == ["proxy.too_many"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"previous_on": None}, []),
        ({"status": ProxyStatus.PROPOSED}, ["proxy.no_consent"]),
        ({"status": ProxyStatus.ENDED}, ["proxy.step_not_allowed"]),
        ({"on": date(2021, 7, 19)}, ["proxy.day_in_future"]),
        ({"on": date(2021, 7, 15)}, ["proxy.day_too_early"]),
        ({"candidate_status": Status.FILED}, ["proxy.candidate_not_registered"]),
        ({"candidate_status": Status.CANCELLED}, ["proxy.candidacy_over"]),
        ({"certificate_number": " "}, ["proxy.certificate_missing"]),
        ({"candidate_on": TODAY}, []),
        ({"candidate_on": TODAY, "on": date(2021, 7, 17)}, ["proxy.before_the_candidate"]),
        (
            {"certificate_number": "", "candidate_status": Status.PROPOSED, "status": ProxyStatus.PROPOSED},
            ["proxy.no_consent", "proxy.candidate_not_registered", "proxy.certificate_missing"],
        ),
        ({"status": ProxyStatus.PROPOSED, "new_status": ProxyStatus.CONSENTED}, []),
        (
            {"status": ProxyStatus.PROPOSED, "new_status": ProxyStatus.CONSENTED, "candidate_status": Status.WITHDRAWN},
            ["proxy.candidacy_over"],
        ),
        ({"new_status": ProxyStatus.ENDED}, ["proxy.ground_missing"]),
        ({"new_status": ProxyStatus.ENDED, "ground": EndGround.OWN_WISH}, []),
    ],
)  # fmt: skip
def test_steps_follow_the_law(changes: dict, expected: list[str]) -> None:
    assert codes(objections_to_step(replace(STEP, **changes))) == expected


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({}, TODAY, Standing(ProxyStatus.REGISTERED, TODAY)),
        (
            {"candidate_status": Status.CANCELLED, "candidate_on": date(2021, 7, 20)}, TODAY,
            Standing(ProxyStatus.ENDED, date(2021, 7, 20), EndGround.REGISTRATION_CANCELLED, True),
        ),
        ({}, date(2021, 8, 1), Standing(ProxyStatus.REGISTERED, TODAY)),
        ({}, date(2021, 8, 2), Standing(ProxyStatus.ENDED, date(2021, 8, 1), EndGround.CAMPAIGN_OVER, True)),
        (
            {"status": ProxyStatus.ENDED, "ground": EndGround.OWN_WISH, "candidate_status": Status.REFUSED}, TODAY,
            Standing(ProxyStatus.ENDED, TODAY, EndGround.OWN_WISH),
        ),
    ],
)  # fmt: skip
def test_proxy_ends_by_itself_with_the_candidacy_and_the_campaign(
    changes: dict, today: date, expected: Standing
) -> None:
    kept = Kept(ProxyStatus.REGISTERED, TODAY, None, Status.REGISTERED, date(2021, 7, 10))

    assert standing_of(replace(kept, **changes), today, date(2021, 8, 1)) == expected


@pytest.mark.parametrize(
    ("changes", "was", "candidate", "expected"),
    [
        ({}, None, Status.REGISTERED, []),
        ({"consent_on": None, "registered_on": None, "certificate_number": ""}, None, Status.PROPOSED, []),
        ({"declared_on": date(2022, 1, 1)}, None, Status.REGISTERED, ["proxy.day_in_future"]),
        ({"certificate_number": ""}, None, Status.REGISTERED, ["proxy.certificate_missing"]),
        ({"registered_on": None}, None, Status.REGISTERED, ["proxy.certificate_missing"]),
        ({"consent_on": None}, None, Status.REGISTERED, ["proxy.no_consent"]),
        ({"ended_on": TODAY}, None, Status.REGISTERED, ["proxy.ground_missing"]),
        ({"ground": EndGround.OWN_WISH}, None, Status.REGISTERED, ["proxy.ground_missing"]),
        ({"ground": EndGround.OWN_WISH, "ended_on": TODAY}, ProxyStatus.REGISTERED, Status.REFUSED, []),
        (
            {"registered_on": date(2021, 7, 1)}, None, Status.REGISTERED,
            ["proxy.days_out_of_order", "proxy.before_the_candidate"],
        ),
        ({}, ProxyStatus.CONSENTED, Status.FILED, ["proxy.candidate_not_registered"]),
        (
            {"consent_on": date(2021, 7, 9), "registered_on": date(2021, 7, 9)}, None, Status.REGISTERED,
            ["proxy.before_the_candidate"],
        ),
        ({"consent_on": date(2021, 7, 9), "registered_on": date(2021, 7, 10)}, None, Status.REGISTERED, []),
        ({}, ProxyStatus.REGISTERED, Status.FILED, []),
        ({}, ProxyStatus.CONSENTED, Status.REFUSED, ["proxy.candidacy_over"]),
    ],
)  # fmt: skip
def test_way_told_by_a_file_is_held_to_the_same_rules(
    changes: dict, was: ProxyStatus | None, candidate: Status, expected: list[str]
) -> None:
    found = objections_to_dates(replace(TOLD, **changes), was, candidate, date(2021, 7, 10), TODAY)

    assert codes(found) == expected


def test_dates_say_how_far_a_proxy_is() -> None:
    assert Dates(None).status is ProxyStatus.PROPOSED
    assert Dates(None, TODAY).status is ProxyStatus.CONSENTED
    assert TOLD.status is ProxyStatus.REGISTERED
    assert replace(TOLD, ended_on=TODAY).status is ProxyStatus.ENDED
