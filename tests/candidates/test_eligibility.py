"""Who may stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.candidates.eligibility import Candidacy, objections_to
from elections.candidates.registration import Nomination
from elections.errors import Objection

VOTING = date(2021, 7, 25)
OF_AGE = date(1980, 1, 1)
MISSING = Objection("candidate.birth_date_missing", "born_on", {"minimum": 25}, "LSG 36(1)")


def too_young(age: int) -> Objection:
    params = {"age": age, "minimum": 25, "voting_on": VOTING}
    return Objection("candidate.too_young", "born_on", params, "LSG 36(1)")


@pytest.mark.parametrize(
    ("born_on", "birth_year", "objections"),
    [
        (date(1996, 7, 25), None, ()),
        (date(1996, 7, 26), None, (too_young(24),)),
        (date(1996, 7, 26), 1990, (too_young(24),)),
        (None, None, (MISSING,)),
        (None, 1996, (MISSING,)),
        (None, 1995, ()),
        (None, 1997, (too_young(24),)),
    ],
)
def test_age_on_the_day_of_voting(
    born_on: date | None, birth_year: int | None, objections: tuple[Objection, ...]
) -> None:
    assert objections_to(Candidacy(Nomination.SELF, born_on, birth_year), VOTING, 25) == objections


@pytest.mark.parametrize(
    ("nomination", "nominated_by", "member_of", "codes"),
    [
        (Nomination.PARTY, 1, 1, []),
        (Nomination.PARTY, 1, 2, ["candidate.not_a_member"]),
        (Nomination.PARTY, 1, None, ["candidate.not_a_member"]),
        (Nomination.PARTY, None, 1, ["candidate.party_missing"]),
        (Nomination.SELF, None, 1, []),
        (Nomination.SELF, 1, 1, ["candidate.party_needless"]),
        (Nomination.AKIM, None, None, []),
        (Nomination.AKIM, 1, None, ["candidate.party_needless"]),
    ],
)
def test_who_nominates_whom(
    nomination: Nomination, nominated_by: int | None, member_of: int | None, codes: list[str]
) -> None:
    candidacy = Candidacy(nomination, OF_AGE, nominated_by=nominated_by, member_of=member_of)
    assert [objection.code for objection in objections_to(candidacy, VOTING, 25)] == codes


def test_all_objections_come_at_once() -> None:
    candidacy = Candidacy(
        Nomination.PARTY,
        date(2000, 1, 1),
        nominated_by=1,
        member_of=2,
        other_nominee="Ахметов А. А.",
        stands_in="Ақкөл",
    )
    assert objections_to(candidacy, VOTING, 25) == (
        too_young(21),
        Objection("candidate.not_a_member", "member_of", article="CL 113-3(1)"),
        Objection("candidate.party_has_nominee", "nominated_by", {"name": "Ахметов А. А."}, "CL 113-3(1)"),
        Objection("candidate.stands_elsewhere", "contest", {"constituency": "Ақкөл"}, "CL 113-3(4)"),
    )


@given(st.dates(date(1900, 1, 1), VOTING))
def test_the_year_alone_never_contradicts_the_date(born_on: date) -> None:
    by_date = objections_to(Candidacy(Nomination.SELF, born_on), VOTING, 25)
    by_year = objections_to(Candidacy(Nomination.SELF, None, born_on.year), VOTING, 25)
    assert by_year == (MISSING,) or bool(by_year) == bool(by_date)
