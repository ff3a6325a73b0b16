"""What a dossier was: every change with who, when, before and after, and the way back, by the same rules as any change."""

from datetime import date
from typing import Any

import pytest

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.candidates.actions import change_candidate, mark_documents
from elections.candidates.history import Change, Entry, before_change, get_entry, list_entries, restore
from elections.candidates.models import Candidate
from elections.candidates.registration import Document, Nomination
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Forbidden, NotFound, Refused, Stale
from elections.people.iin import Sex
from tests.candidates.dossiers import IIN, PERSON, coordinator, nominee_of, objections, put_up, self_nominee
from tests.factories import Factory
from tests.queries import counting_queries

CLERK = Actor(5, "clerk", Role.HQ_STAFF, "")
WHY = "Ошибка в списке"
DOSSIER = {
    "is_new_face": False, "is_incumbent": False, "was_in_primaries": False, "heads_primary_organisation": False,
    "education": "", "occupation": "", "workplace": "", "biography": "",
}  # fmt: skip


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    return put_up(factory.contest(), self_nominee(education="КазНАУ", occupation="агроном"))


def change(candidate: Candidate, actor: Actor = CLERK, **changes: Any) -> None:
    """Saves the dossier's form with some answers other than they are."""
    person = {name: changes.get(name, getattr(candidate.person, name)) for name in PERSON if name != "iin"}
    if "iin" in changes:
        person["iin"] = changes["iin"]
    values = {name: changes.get(name, getattr(candidate, name)) for name in (*self_nominee(), *DOSSIER)}
    with transaction():
        change_candidate(actor, candidate, candidate.version, person, values)


def entries(candidate: Candidate) -> list[Entry]:
    """Returns the history of a dossier, newest first."""
    db.session.rollback()
    return list(list_entries(candidate).rows)


def told(candidate: Candidate) -> list[tuple[str, str, list[Change]]]:
    return [(one.event.actor_login, one.event.action, list(one.changes)) for one in entries(candidate)]


def back(candidate: Candidate, entry: Entry, *fields: str, actor: Actor = CLERK) -> None:
    with transaction():
        restore(actor, candidate, candidate.version, entry, fields, WHY)


def test_every_change_is_told_with_who_before_and_after(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ", phone="+7 701", is_new_face=True)

    assert told(candidate)[:2] == [
        ("clerk", "candidate.changed", [Change("is_new_face", False, True), Change("education", "КазНАУ", "ЕНУ")]),
        ("clerk", "person.changed", [Change("phone", "+7 700 000 00 00", "+7 701")]),
    ]  # fmt: skip
    assert [one[1] for one in told(candidate)[2:]] == ["candidate.created", "person.created"]


def test_change_of_the_iin_is_told_without_the_iin(candidate: Candidate) -> None:
    change(candidate, iin=IIN)

    assert told(candidate)[1][2] == [Change("iin_masked", "", "7910••••••28")]


def test_documents_are_told_and_cannot_be_brought_back(candidate: Candidate) -> None:
    with transaction():
        mark_documents(CLERK, candidate, candidate.version, {Document.BIOGRAPHY}, date(2021, 7, 2))

    newest = entries(candidate)[0]
    assert (newest.changes, newest.returns) == ((Change("biography", None, "2021-07-02"),), False)


def test_first_entry_cannot_be_gone_back_before(candidate: Candidate) -> None:
    assert [one.returns for one in entries(candidate)] == [False, False]


def test_history_of_ones_candidate_is_whole_whoever_made_it(candidate: Candidate) -> None:
    change(candidate, coordinator(), education="ЕНУ")

    with looking_from(candidate.path):
        seen = list_entries(candidate)

    assert seen.total == 3


def test_other_dossiers_lines_are_not_told(candidate: Candidate, factory: Factory) -> None:
    other = put_up(factory.contest(), self_nominee(), surname="Бекова")
    change(other, education="ЕНУ")

    assert len(entries(candidate)) == 2
    with pytest.raises(NotFound):
        get_entry(candidate, entries(other)[0].event.id)


def test_import_that_brought_the_candidate_in_is_told(candidate: Candidate) -> None:
    actor = coordinator()
    with transaction():
        for ids in ([[1, candidate.id]], [[candidate.id + 1, candidate.id + 9]]):
            record(
                actor,
                "candidates.imported",
                "candidate",
                label="списки.xlsx",
                after={"created": 9, "ids": ids},
            )

    newest = entries(candidate)[0]

    assert (newest.event.action, newest.event.subject_label, newest.changes) == (
        "candidates.imported",
        "списки.xlsx",
        (),
    )
    assert len(entries(candidate)) == 3


def test_what_was_before_a_change_is_all_that_was_other_then(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ", phone="+7 701")
    change(candidate, education="КазГЮУ", occupation="юрист")
    newest, *_between, oldest = [one for one in entries(candidate) if one.returns]

    assert before_change(candidate, newest) == [
        Change("education", "КазГЮУ", "ЕНУ"), Change("occupation", "юрист", "агроном"),
    ]  # fmt: skip
    assert before_change(candidate, oldest) == [
        Change("phone", "+7 701", "+7 700 000 00 00"), Change("education", "КазГЮУ", "КазНАУ"),
        Change("occupation", "юрист", "агроном"),
    ]  # fmt: skip


def test_one_field_is_brought_back_and_the_rest_stays(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ", occupation="юрист", phone="+7 701")

    back(candidate, entries(candidate)[0], "education")

    assert (candidate.education, candidate.occupation, candidate.person.phone) == (
        "КазНАУ",
        "юрист",
        "+7 701",
    )
    newest = entries(candidate)[0].event
    assert (newest.action, newest.actor_login, newest.after, newest.reason) == (
        "candidate.restored", "clerk", {"fields": ["education"]}, WHY,
    )  # fmt: skip


def test_version_is_brought_back_whole_with_dates_choices_and_marks(candidate: Candidate) -> None:
    change(
        candidate,
        born_on=date(1980, 1, 2),
        sex=Sex.FEMALE,
        surname="Бекова",
        is_new_face=True,
        occupation="юрист",
    )
    entry = entries(candidate)[0]
    oldest = [one for one in entries(candidate) if one.returns][-1]
    fields = [one.field for one in before_change(candidate, oldest)]

    back(candidate, oldest, *fields)

    person = candidate.person
    assert sorted(fields) == ["born_on", "is_new_face", "occupation", "sex", "surname"]
    assert (person.surname, person.born_on, person.sex) == (PERSON["surname"], PERSON["born_on"], Sex.MALE)
    assert (candidate.is_new_face, candidate.occupation) == (False, "агроном")
    assert (before_change(candidate, oldest), before_change(candidate, entry)) == ([], [])


def test_one_save_is_one_change_whether_of_the_person_or_of_the_candidacy(candidate: Candidate) -> None:
    change(candidate, surname="Бекова")
    change(candidate, education="ЕНУ", surname="Есенова")

    newest = entries(candidate)[0]

    assert newest.event.action == "candidate.changed"
    assert [(one.field, one.after) for one in before_change(candidate, newest)] == [
        ("surname", "Бекова"), ("education", "КазНАУ"),
    ]  # fmt: skip


def test_what_was_brought_back_can_be_undone_too(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ")
    back(candidate, entries(candidate)[0], "education")

    undo = next(one for one in entries(candidate) if one.returns)
    back(candidate, undo, "education")

    assert candidate.education == "ЕНУ"


def test_rules_object_to_what_no_longer_holds_and_nothing_is_changed(factory: Factory) -> None:
    party = factory.election().own_party
    contest = factory.contest()
    candidate = put_up(contest, nominee_of(party.id))
    change(candidate, **self_nominee())
    put_up(contest, nominee_of(party.id), surname="Бекова")  # the party has put somebody else up meanwhile
    entry = entries(candidate)[0]

    with pytest.raises(Refused) as refused:
        back(candidate, entry, "nomination", "nominated_by_id", "member_of_id")

    assert [(code, field) for code, field, _article in objections(refused.value)] == [
        ("candidate.party_has_nominee", "")
    ]
    db.session.rollback()
    assert (candidate.nomination, candidate.nominated_by_id) == (Nomination.SELF, None)


@pytest.mark.parametrize("fields", [[], ["nonsense"], ["workplace"]])
def test_nothing_chosen_is_refused(candidate: Candidate, fields: list[str]) -> None:
    change(candidate, education="ЕНУ")

    with pytest.raises(Refused) as refused:
        back(candidate, entries(candidate)[0], *fields)

    assert objections(refused.value) == [("history.nothing_chosen", "fields", "")]


@pytest.mark.parametrize(
    "actor",
    [Actor(5, "observer", Role.OBSERVER, ""), Actor(5, "foreign", Role.HQ_STAFF, "110000000/113400000/")],
)
def test_only_who_may_edit_there_brings_back(candidate: Candidate, actor: Actor) -> None:
    change(candidate, education="ЕНУ")

    with pytest.raises(Forbidden):
        back(candidate, entries(candidate)[0], "education", actor=actor)

    assert candidate.education == "ЕНУ"


def test_record_that_was_changed_meanwhile_is_not_brought_back(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ")
    entry, seen = entries(candidate)[0], candidate.version
    change(candidate, occupation="юрист")

    with pytest.raises(Stale), transaction():
        restore(CLERK, candidate, seen, entry, ["education"], WHY)


def test_log_is_longer_by_the_way_back_and_loses_nothing(candidate: Candidate) -> None:
    change(candidate, education="ЕНУ")
    with looking_from(EVERYWHERE):
        before = db.session.query(AuditEvent).count()
    back(candidate, entries(candidate)[0], "education")

    assert db.session.query(AuditEvent).count() == before + 2


@pytest.mark.parametrize("changes", [1, 3])
def test_history_makes_as_many_queries_for_many_changes(candidate: Candidate, changes: int) -> None:
    for number in range(changes):
        change(candidate, education=f"ЕНУ {number}")
    db.session.refresh(candidate)

    with counting_queries() as made:
        page = list_entries(candidate)

    assert (page.total, len(made)) == (2 + changes, 3)
