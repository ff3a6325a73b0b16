"""The demo's candidates have the profile that was published on 14 July 2021."""

from collections import Counter
from datetime import date

from elections.demo.invention import Campaign
from elections.demo.parties import OWN_PARTY
from elections.demo.people import Person
from elections.people.iin import Sex, birth_date, check, sex


def _age(person: Person, on: date) -> int:
    born = person.born_on
    assert born is not None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_own_candidates_have_the_published_profile(campaign: Campaign) -> None:
    ages = [_age(c.person, date(2021, 7, 14)) for c in campaign.own]

    assert len(campaign.own) == 586
    assert sum(c.person.sex is Sex.FEMALE for c in campaign.own) == 64
    assert sum(age < 35 for age in ages) == 82
    assert sum(c.is_new_face for c in campaign.own) == 206
    assert sum(ages) == 46 * 586
    assert min(_age(c.person, date(2021, 7, 25)) for c in campaign.own) >= 25


def test_own_candidates_stand_one_in_a_contest(campaign: Campaign) -> None:
    contested = Counter(c.constituency_kato for c in campaign.own)

    assert len(contested) == 586
    assert {(c.nomination, c.nominated_by, c.member_of) for c in campaign.own} == {
        ("party", "BIRLIK", "BIRLIK")
    }


def test_own_candidates_are_never_new_and_incumbent(campaign: Campaign) -> None:
    assert not [c for c in campaign.own if c.is_new_face and c.is_incumbent]
    assert sum(c.is_incumbent for c in campaign.own) == 231


def test_rivals_have_the_published_totals(campaign: Campaign) -> None:
    ways = Counter((c.nomination, c.nominated_by, c.member_of) for c in campaign.rivals)

    assert len(campaign.rivals) == 1711
    assert sum(c.person.sex is Sex.FEMALE for c in campaign.rivals) == 394
    assert ways == {
        ("self", "", ""): 1299,
        ("self", "", OWN_PARTY.code): 120,
        ("party", "BOLASHAQ", "BOLASHAQ"): 98,
        ("party", "ENBEK", "ENBEK"): 74,
        ("party", "JER", "JER"): 56,
        ("party", "DOSTYQ", "DOSTYQ"): 51,
        ("party", "ORLEU", "ORLEU"): 13,
    }


def test_contests_have_two_to_nine_candidates_and_one_nominee_of_a_party(campaign: Campaign) -> None:
    everybody = campaign.own + campaign.rivals
    standing = Counter(c.constituency_kato for c in everybody)
    nominees = Counter((c.constituency_kato, c.nominated_by) for c in everybody if c.nominated_by)

    assert standing == {c.kato: c.candidates for c in campaign.territory.constituencies}
    assert (min(standing.values()) >= 2, max(standing.values()) <= 9) == (True, True)
    assert set(nominees.values()) == {1}
    assert [c.number for c in everybody] == list(range(1, 2298))


def test_people_are_all_different_and_their_iins_valid(campaign: Campaign) -> None:
    people = [c.person for c in campaign.own + campaign.rivals]
    people += [member.person for hq in campaign.headquarters for member in hq.members]
    known = [p for p in people if p.born_on]

    assert len({p.number for p in people}) == len(people)
    assert len({p.full_name for p in people}) == len(people)
    assert len({p.iin for p in known}) == len({p.phone for p in known}) == len(known)
    assert [
        p for p in known if check(p.iin) or birth_date(p.iin) != p.born_on or sex(p.iin) is not p.sex
    ] == []
    assert {p.iin[7] for p in known} == {"9"}
    assert {(p.iin, p.phone) for p in people if not p.born_on} == {("", "")}
