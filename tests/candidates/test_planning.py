"""What an import would do with a row: whom it is about, what differs, and which rules object, of a small register."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from elections.campaign.calendar import Calendar
from elections.campaign.calendar import Rules as LawRules
from elections.candidates.columns import COLUMNS
from elections.candidates.planning import Planner, Rules
from elections.candidates.registration import Nomination, Status
from elections.candidates.snapshot import Place, Snapshot, name_key
from elections.imports.changes import Change, RowState
from elections.imports.registers import Row
from elections.people.iin import Sex
from elections.territory.codes import UnitKind
from tests.imports.lists import iin_of

OURS, THEIRS = 1, 2
CALENDAR = Calendar(date(2021, 6, 25), date(2021, 7, 25), LawRules(), ZoneInfo("Asia/Almaty"))
OUR_RULES = Rules(
    CALENDAR, date(2021, 7, 25), date(2021, 7, 5), Nomination.PARTY, Status.PROPOSED, as_published=False
)
RIVALS = replace(OUR_RULES, nomination=None, status=Status.REGISTERED, as_published=True)
BORN = date(1980, 5, 17)
NEW = {"surname": "Әлиев", "given_name": "Асхат", "kato": "113200100", "born_on": BORN}
KNOWN = {"surname": "Бекова", "given_name": "Айгүл", "kato": "113200200", "born_on": BORN}
ENDED_ROW = {"surname": "Дүйсен", "given_name": "Ержан", "kato": "113200200", "born_on": BORN}


def person(number: int, surname: str, given_name: str, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "version": 1, "iin_index": None, "surname": surname, "given_name": given_name, "patronymic": "",
        "born_on": BORN, "birth_year": 1980, "sex": None, "phone": "+7 700", "email": "", "address": "", **values,
    }  # fmt: skip


def candidacy(number: int, contest_id: int, **values: Any) -> dict[str, Any]:
    flags = (
        "is_new_face",
        "is_incumbent",
        "was_in_primaries",
        "heads_primary_organisation",
        "is_second_nominee",
    )
    return {
        "id": number, "version": 1, "contest_id": contest_id, "person_id": number, "path": "", "nomination":
        Nomination.PARTY, "nominated_by_id": OURS, "member_of_id": OURS, "status": Status.REGISTERED,
        "status_on": date(2021, 7, 10), "education": "", "occupation": "", "workplace": "", **dict.fromkeys(flags, False),
        **values,
    }  # fmt: skip


def register() -> Snapshot:
    """Three contests, two of one name; of ours, Бекова stands in the second, where Дүйсен has withdrawn."""
    places = [
        Place(11, "110000000/113200000/113200100/", "113200100", "Яблоневый с.о.", "Аккольский район", "аккольскии раион акмолинская область", UnitKind.RURAL_OKRUG),
        Place(12, "110000000/113200000/113200200/", "113200200", "Карасай", "Аккольский район", "аккольскии раион акмолинская область"),
        Place(13, "150000000/153200000/153200100/", "153200100", "Карасай", "Айтекебийский район", "аитекебиискии раион актюбинская область"),
    ]  # fmt: skip
    people = [person(21, "Бекова", "Айгүл", iin_index=iin_of(1), sex=Sex.MALE), person(22, "Дүйсен", "Ержан")]
    standing, ended = candidacy(21, 12), candidacy(22, 12, status=Status.WITHDRAWN)
    return Snapshot(
        own_party_id=OURS, places={one.kato: one for one in places},
        named={"яблоневыи с о": places[:1], "яблоневыи": places[:1], "карасаи": places[1:]},
        parties={"own": OURS, "their": THEIRS}, party_names={OURS: "OWN", THEIRS: "THEIR"},
        people={one["id"]: one for one in people}, by_iin={iin_of(1): 21}, candidates={21: standing, 22: ended},
        of_person={21: 21}, ended={(12, 22): 22},
        by_name={(12, name_key("Бекова", "Айгүл", "")): [21], (12, name_key("Дүйсен", "Ержан", "")): [22]},
        nominees={(12, OURS): 21},
    )  # fmt: skip


def planned(*rows: dict[str, Any], rules: Rules = OUR_RULES) -> list[Change]:
    """Returns what would happen to rows that hold these values."""
    keys = [column.key for column in COLUMNS]
    filled = [Row(number, {**dict.fromkeys(keys), **values}) for number, values in enumerate(rows, start=2)]
    return Planner(register(), rules, index=str).plan(filled)


def objections(*rows: dict[str, Any], rules: Rules = OUR_RULES) -> list[tuple[str, str]]:
    """Returns what speaks against the last of rows that hold these values."""
    return [(one.code, one.field) for one in planned(*rows, rules=rules)[-1].objections]


def test_row_about_nobody_known_is_new_and_of_the_own_party() -> None:
    change = planned(NEW)[0]

    assert (change.state, change.label, change.path) == (
        RowState.NEW, "Әлиев Асхат, Яблоневый с.о.", "110000000/113200000/113200100/",
    )  # fmt: skip
    plan = change.plan
    assert (plan.candidate["nomination"], plan.candidate["nominated_by_id"]) == (Nomination.PARTY, OURS)
    assert (plan.status, plan.status_on, plan.person["birth_year"]) == (
        Status.PROPOSED,
        date(2021, 7, 5),
        1980,
    )


@pytest.mark.parametrize(
    "values",
    [
        KNOWN,
        {**KNOWN, "surname": "БЕКОВA"},  # capitals, a Latin A
        {**KNOWN, "surname": None, "given_name": None, "full_name": "Бекова Айгүл"},
        {**KNOWN, "born_on": None, "birth_year": 1980},
        {**KNOWN, "born_on": None},
        {**KNOWN, "kato": None, "constituency": "Карасай", "district": "Аккольский"},
        {**KNOWN, "iin": iin_of(1)},
        {**KNOWN, "record": 21},
        {**KNOWN, "phone": "+7 700", "status": Status.REGISTERED},
        ENDED_ROW,
        {**ENDED_ROW, "status": Status.WITHDRAWN},
    ],
    ids=["name", "letters", "full", "year", "no date", "place", "iin", "record", "cells", "ended", "withdrawn"],
)  # fmt: skip
def test_row_about_somebody_known_without_news_is_unchanged(values: dict[str, Any]) -> None:
    assert (planned(values)[0].state, objections(values)) == (RowState.UNCHANGED, [])


def test_cells_that_differ_are_shown_before_and_after_and_empty_ones_stay() -> None:
    change = planned({
        **KNOWN, "record": 21, "surname": "Бекова-Әлиева", "phone": None, "born_on": date(1981, 1, 2), "sex": Sex.FEMALE,
        "is_new_face": True, "education": "КазНУ", "iin": iin_of(2),
    })[0]  # fmt: skip

    assert (change.state, change.subject_id) == (RowState.CHANGED, 21)
    assert change.before == {
        "surname": "Бекова", "born_on": "17.05.1980", "birth_year": "1980", "sex": "male", "is_new_face": "–",
        "education": "", "iin": "••••",
    }  # fmt: skip
    assert change.after | {"iin": ""} == {
        "surname": "Бекова-Әлиева", "born_on": "02.01.1981", "birth_year": "1981", "sex": "female", "is_new_face": "+",
        "education": "КазНУ", "iin": "",
    }  # fmt: skip
    assert iin_of(2) not in change.after["iin"]
    assert change.plan.person["phone"] == "+7 700"


def test_year_does_not_contradict_the_known_day() -> None:
    assert (
        planned({**KNOWN, "record": 21, "born_on": None, "birth_year": 1985})[0].state is RowState.UNCHANGED
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"kato": None}, [("candidate.contest_unknown", "constituency")]),
        ({"kato": "999999999"}, [("candidate.contest_unknown", "kato")]),
        ({"kato": None, "constituency": "999999999"}, [("candidate.contest_unknown", "constituency")]),
        ({"kato": None, "constituency": "Карасай"}, [("candidate.contest_ambiguous", "constituency")]),
        ({"surname": None}, [("name.missing", "surname")]),
        ({"kato": None, "surname": "2"}, [("candidate.contest_unknown", "constituency"), ("name.letters", "surname")]),
        ({"iin": "12"}, [("iin.digits", "iin")]),
        ({"born_on": None}, [("candidate.birth_date_missing", "born_on")]),
        ({"born_on": None, "birth_year": 1700}, [("person.birth_year", "birth_year")]),
        ({"born_on": date(1996, 7, 26)}, [("candidate.too_young", "born_on")]),
        ({"nominated_by": "their", "member_of": "own"}, [("candidate.not_a_member", "member_of")]),
        ({"nomination": Nomination.SELF, "nominated_by": "own"}, [("candidate.party_needless", "nominated_by")]),
        ({"kato": "113200200"}, [("candidate.party_has_nominee", "nominated_by")]),
        ({"iin": iin_of(1)}, [("candidate.stands_elsewhere", "contest")]),
        ({**KNOWN, "record": 22, "iin": iin_of(1)}, [("person.iin_taken", "iin")]),
        ({**KNOWN, "status": Status.WITHDRAWN}, [("import.status_by_steps", "status")]),
        ({"status_on": date(2021, 7, 15)}, [("registration.after_deadline", "status_on")]),
    ],
)  # fmt: skip
def test_each_rule_refuses_its_row(changes: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert objections({**NEW, **changes}) == found


@pytest.mark.parametrize(
    "changes",
    [
        {"kato": None, "constituency": "113200100"}, {"kato": None, "constituency": "яблоневый с/о"},
        {"kato": None, "constituency": "Яблоневый с.о., Аккольский район"}, {"born_on": date(1996, 7, 25)},
        {"born_on": None, "birth_year": 1995}, {"nomination": Nomination.SELF}, {"iin": iin_of(2)},
        {"nominated_by": "Новая партия"}, {"status_on": date(2021, 7, 14)}, {"record": 999},
        {"kato": "153200100", "record": 21}, {"kato": "113200200", "status": Status.WITHDRAWN},
        {"kato": "113200200", "nominated_by": "their"},
        {"kato": None, "constituency": "Карасай", "region": "Актюбинская область"},
    ],
)  # fmt: skip
def test_row_that_no_rule_refuses_is_new(changes: dict[str, Any]) -> None:
    assert (objections({**NEW, **changes}), planned({**NEW, **changes})[0].state) == ([], RowState.NEW)


def test_rows_object_to_each_other() -> None:
    other = {**NEW, "surname": "Асанов", "kato": "153200100"}

    assert objections(NEW, {**NEW, "surname": "Асанов"}) == [("candidate.party_has_nominee", "nominated_by")]
    assert ("import.duplicate_row", "surname") in objections(NEW, NEW)
    assert ("import.duplicate_row", "iin") in objections(
        {**NEW, "iin": iin_of(3)}, {**other, "iin": iin_of(3)}
    )
    assert ("import.duplicate_row", "surname") in objections(
        {**KNOWN, "record": 21, "surname": "Асанова"}, KNOWN
    )
    assert objections(NEW, other) == []


def test_rivals_are_recorded_as_published_and_the_law_warns() -> None:
    second = {**NEW, "nominated_by": "their", "surname": "Асанов"}

    first, other = planned({**NEW, "nominated_by": "their", "born_on": None}, second, rules=RIVALS)

    assert [one.code for one in first.warnings] == ["candidate.birth_date_missing"]
    assert [one.code for one in other.warnings] == ["candidate.party_has_nominee"]
    assert (first.plan.status, other.plan.candidate["is_second_nominee"]) == (Status.REGISTERED, True)
    assert planned(NEW, rules=RIVALS)[0].plan.candidate["nomination"] is Nomination.SELF


def test_what_the_iin_says_otherwise_warns() -> None:
    change = planned({**NEW, "iin": iin_of(4), "born_on": date(1980, 5, 18), "sex": Sex.FEMALE})[0]

    assert [one.code for one in change.warnings] == ["iin.birth_differs", "iin.sex_differs"]
    assert planned({**NEW, "iin": iin_of(4)})[0].plan.person["sex"] is Sex.MALE


def test_new_party_is_shown_by_the_name_that_the_row_gives() -> None:
    change = planned({**KNOWN, "nominated_by": "Новая партия", "member_of": "Новая партия"})[0]

    assert (change.before["nominated_by"], change.after["nominated_by"]) == ("OWN", "Новая партия")
    assert list(change.plan.parties.values()) == ["Новая партия"]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Яблоневый", RowState.NEW), ("Яблоневый сельский округ", RowState.NEW),
        ("яблоневый С/О, Аккольский район", RowState.NEW), ("пос. Яблоневый", RowState.REFUSED),
    ],
)  # fmt: skip
def test_constituency_is_known_without_its_kind_or_with_the_kind_in_full(name: str, state: RowState) -> None:
    (change,) = planned({**NEW, "kato": None, "constituency": name})

    assert change.state is state


def test_party_that_nobody_knows_is_pointed_out_where_it_is_first_named() -> None:
    rows = [
        {**NEW, "nominated_by": "Новая партия", "member_of": "Новая партия", "given_name": name}
        for name in ("Асхат", "Берик")
    ]

    first, second = planned(*rows, rules=replace(RIVALS, nomination=Nomination.PARTY))

    assert [(one.code, one.params) for one in first.warnings] == [
        ("candidate.party_unknown", {"name": "Новая партия"})
    ]
    assert "candidate.party_unknown" not in [one.code for one in second.warnings]


def test_row_that_comes_registered_says_that_its_papers_are_missing_and_when_it_does_not_say() -> None:
    registered = planned({**NEW, "status": Status.REGISTERED, "status_on": date(2021, 7, 4)})[0]
    rival = planned({**NEW, "nominated_by": "their"}, rules=RIVALS)[0]

    assert [one.code for one in registered.warnings] == ["import.papers_missing"]
    assert [one.code for one in planned(NEW)[0].warnings] == []
    assert [one.code for one in rival.warnings] == []


def test_second_nominee_is_told_the_row_of_the_first() -> None:
    second = planned(NEW, {**NEW, "surname": "Асанов"})[-1]

    assert [(one.code, one.params["name"]) for one in second.objections] == [
        ("candidate.party_has_nominee", "row 2")
    ]
