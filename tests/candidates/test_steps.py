"""Documents and steps of the registration, through the real actions: what the law lets pass, and what it does not."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from elections.accounts.access import Role
from elections.campaign.models import Election
from elections.candidates import actions
from elections.candidates.models import Candidate, CandidateDocument, CandidateStep
from elections.candidates.registration import Document, Ground, Nomination, Status, required_documents
from elections.database import db, transaction
from elections.errors import Objection, Refused, Stale
from tests.candidates.dossiers import (
    coordinator,
    hand_in_all,
    last_event,
    nominee_of,
    objections,
    put_up,
    self_nominee,
)
from tests.factories import Factory

TODAY = date(2021, 7, 5)
ALMATY, URALSK = timezone(timedelta(hours=6)), timezone(timedelta(hours=5))
STAFF = Role.HQ_STAFF


@pytest.fixture(autouse=True)
def before_the_day_of_silence(factory: Factory) -> None:
    """All deadlines are over, and every day of the tests is past."""
    factory.election(clock_at=datetime(2021, 7, 23, 6, tzinfo=UTC))


def mark(
    candidate: Candidate, received: set[Document], version: int, on: date = TODAY, reason: str = "",
    role: Role = Role.COORDINATOR,
) -> None:  # fmt: skip
    with transaction():
        actions.mark_documents(coordinator(role=role), candidate, version, received, on, reason)


def step(
    candidate: Candidate, status: Status, on: date, ground: Ground | None = None, *, version: int | None = None,
    note: str = "", reason: str = "", role: Role = Role.COORDINATOR,
) -> None:  # fmt: skip
    with transaction():
        actions.take_step(
            coordinator(role=role), candidate, version or candidate.version, status, on, note, ground=ground,
            reason=reason,
        )  # fmt: skip


def steps(candidate: Candidate) -> list[tuple[object, ...]]:
    rows = db.session.query(CandidateStep).filter_by(candidate_id=candidate.id).order_by(CandidateStep.id)
    return [
        (one.from_status, one.to_status, one.decided_on, one.ground, one.note, one.reason, one.made_by)
        for one in rows
    ]


def clock(election: Election, now: datetime) -> None:
    with transaction():
        election.clock_at = now


def kept(candidate: Candidate) -> dict[Document, date]:
    rows = db.session.query(CandidateDocument).filter_by(candidate_id=candidate.id)
    return {one.kind: one.received_on for one in rows}


def test_first_document_begins_the_collecting_and_keeps_its_day(factory: Factory) -> None:
    candidate = put_up(factory.contest(), self_nominee())

    mark(candidate, {Document.BIOGRAPHY}, 1, date(2021, 7, 4))
    mark(candidate, {Document.BIOGRAPHY, Document.DEPOSIT}, 2)

    assert kept(candidate) == {Document.BIOGRAPHY: date(2021, 7, 4), Document.DEPOSIT: TODAY}
    assert (candidate.status, candidate.status_on) == (Status.DOCUMENTS, date(2021, 7, 4))
    event = last_event("candidate")
    assert (event["action"], event["before"], event["after"]) == (
        "candidate.documents",
        {"biography": "2021-07-04"},
        {"biography": "2021-07-04", "deposit": "2021-07-05"},
    )


def test_document_is_taken_back_and_papers_of_another_way_are_not_kept(factory: Factory) -> None:
    candidate = put_up(factory.contest(), self_nominee())
    mark(candidate, {Document.BIOGRAPHY, Document.MINUTES_EXTRACT}, 1)
    before = kept(candidate)

    mark(candidate, set(), 2)

    assert (before, kept(candidate)) == ({Document.BIOGRAPHY: TODAY}, {})


def test_documents_of_a_stale_version_are_refused(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    mark(candidate, {Document.BIOGRAPHY}, 1)

    with pytest.raises(Stale):
        mark(candidate, {Document.DEPOSIT}, 1)

    assert kept(candidate) == {Document.BIOGRAPHY: TODAY}


def test_candidacy_goes_the_whole_way_and_each_step_is_kept(factory: Factory) -> None:
    contest = factory.contest()
    candidate = put_up(contest, nominee_of(contest.election.own_party_id))
    mark(candidate, set(required_documents(Nomination.PARTY)), 1)
    who, ways = "koordinator", [
        (Status.FILED, date(2021, 7, 8), None, ""),
        (Status.REGISTERED, date(2021, 7, 14), None, "Протокол №3"),
        (Status.CANCELLED, date(2021, 7, 20), Ground.BRIBERY, "Решение №5"),
        (Status.REGISTERED, date(2021, 7, 22), None, ""),
        (Status.WITHDRAWN, date(2021, 7, 22), Ground.OWN_WISH, ""),
    ]  # fmt: skip
    kept_steps = [
        (None, Status.PROPOSED, date(2021, 7, 23), None, "", "", who),
        (Status.PROPOSED, Status.DOCUMENTS, TODAY, None, "", "", who),
    ]

    for status, on, ground, note in ways:
        before = (candidate.status, candidate.status_on)
        step(candidate, status, on, ground, note=note)
        event = last_event("candidate")
        assert (candidate.status, candidate.status_on, candidate.ground) == (status, on, note)
        assert (event["action"], event["reason"]) == (f"candidate.{status.value}", note)
        assert event["before"] == {"status": before[0].value, "on": str(before[1])}
        assert event["after"] == {
            "status": status.value, "on": str(on), **({"ground": ground.value} if ground else {}),
        }  # fmt: skip
        kept_steps.append((before[0], status, on, ground, note, "", who))

    assert (steps(candidate), candidate.version) == (kept_steps, 7)


@pytest.mark.parametrize(
    ("status", "wanted", "on", "ground", "documents", "expected"),
    [
        (
            Status.PROPOSED, Status.FILED, date(2021, 7, 5), None, True,
            [("registration.step_not_allowed", "status", "")],
        ),
        (
            Status.DOCUMENTS, Status.FILED, date(2021, 7, 5), None, False,
            [("registration.documents_missing", "documents", "CL 113-5(5)–(7)")],
        ),
        (
            Status.DOCUMENTS, Status.FILED, date(2021, 6, 25), None, True,
            [("registration.before_nomination", "status_on", "CL 113-3(5)")],
        ),
        (
            Status.FILED, Status.REGISTERED, date(2021, 7, 9), None, True,
            [("registration.date_too_early", "status_on", "")],
        ),
        (
            Status.FILED, Status.REFUSED, date(2021, 7, 12), None, True,
            [("registration.ground_missing", "ground", "CL 113-5(11)")],
        ),
        (
            Status.FILED, Status.REFUSED, date(2021, 7, 12), Ground.OTHER, True,
            [("registration.note_missing", "note", "CL 113-5(11) 9)")],
        ),
        (
            Status.FILED, Status.WITHDRAWN, date(2021, 7, 12), Ground.DEFAMATION, True,
            [("registration.ground_not_fitting", "ground", "CL 113-5(11) 5)")],
        ),
        (
            Status.PROPOSED, Status.REGISTERED, date(2021, 7, 24), None, False,
            [
                ("registration.step_not_allowed", "status", ""),
                ("registration.documents_missing", "documents", "CL 113-5(5)–(7)"),
                ("registration.date_in_future", "status_on", ""),
                ("registration.after_deadline", "status_on", "CL 113-5(14)"),
                ("registration.reason_missing", "reason", ""),
            ],
        ),
    ],
)  # fmt: skip
def test_step_is_refused_with_all_objections_and_changes_nothing(
    factory: Factory, status: Status, wanted: Status, on: date, ground: Ground | None, documents: bool,
    expected: list[tuple[str, str, str]],
) -> None:  # fmt: skip
    candidate = factory.candidate(status=status)
    if documents:
        hand_in_all(candidate)

    with pytest.raises(Refused) as refused:
        step(candidate, wanted, on, ground)

    assert objections(refused.value) == expected
    assert (candidate.status, candidate.status_on, candidate.version) == (status, date(2021, 7, 10), 1)
    assert steps(candidate) == []


@pytest.mark.parametrize(
    ("status", "wanted", "on", "ground", "code"),
    [
        (Status.DOCUMENTS, Status.FILED, date(2021, 7, 15), None, "after_deadline"),
        (Status.FILED, Status.REGISTERED, date(2021, 7, 15), None, "after_deadline"),
        (Status.FILED, Status.WITHDRAWN, date(2021, 7, 12), Ground.REVOKED, "revocation_too_late"),
        (Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 23), Ground.OWN_WISH, "withdrawal_too_late"),
        (Status.REGISTERED, Status.CANCELLED, date(2021, 7, 23), Ground.BRIBERY, "cancellation_too_late"),
        (Status.REFUSED, Status.REGISTERED, date(2021, 7, 23), None, "restoration_too_late"),
    ],
)
def test_step_after_its_deadline_needs_a_coordinator_who_says_why(
    factory: Factory, status: Status, wanted: Status, on: date, ground: Ground | None, code: str
) -> None:
    candidate = factory.candidate(status=status)
    hand_in_all(candidate)
    factory.user(login="aigul", name="Айгүл", path=candidate.path[:10])
    factory.user(login="elsewhere", path="150000000/")
    reason = "Суд решил 19.07"

    with pytest.raises(Refused) as of_staff:
        step(candidate, wanted, on, ground, role=STAFF, reason=reason)
    with pytest.raises(Refused) as unsaid:
        step(candidate, wanted, on, ground)
    step(candidate, wanted, on, ground, note="№5", reason=reason)

    late = f"registration.{code}"
    assert [(one.code, dict(one.params).get("who")) for one in of_staff.value.objections] == [
        (late, None), ("registration.coordinator_needed", "Айгүл (aigul)"),
    ]  # fmt: skip
    assert [one.code for one in unsaid.value.objections] == [late, "registration.reason_missing"]
    assert steps(candidate) == [(status, wanted, on, ground, "№5", reason, "koordinator")]
    assert last_event("candidate")["reason"] == f"№5; {reason}"


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("kato", ["110000000", "270000000"])
@pytest.mark.parametrize(
    ("status", "wanted", "day", "code"),
    [
        (Status.DOCUMENTS, Status.FILED, date(2021, 7, 14), "after_deadline"),
        (Status.FILED, Status.REGISTERED, date(2021, 7, 14), "after_deadline"),
    ],
)
def test_at_six_in_the_evening_of_its_own_region_the_step_is_closed(
    factory: Factory, kato: str, status: Status, wanted: Status, day: date, code: str
) -> None:
    district = factory.district(f"{kato[:2]}3600000", factory.region(kato))
    contest = factory.contest(factory.constituency(district))
    early, late = (factory.candidate(contest, own=False, status=status, status_on=day) for _ in range(2))
    six = datetime.combine(day, time(18), {"11": ALMATY, "27": URALSK}[kato[:2]])

    for candidate in (early, late):
        hand_in_all(candidate)
    clock(contest.election, six - MINUTE)
    step(early, wanted, day, role=STAFF)
    clock(contest.election, six + MINUTE)
    with pytest.raises(Refused) as refused:
        step(late, wanted, day, role=STAFF)

    assert early.status is wanted
    assert [one.code for one in refused.value.objections][0] == f"registration.{code}"
    assert dict(refused.value.objections[0].params) == {"deadline": day, "hour": 18}


def test_uralsk_has_an_hour_more_than_almaty(factory: Factory) -> None:
    """At 18:30 of Almaty it is 17:30 in Uralsk."""
    now = datetime(2021, 7, 14, 18, 30, tzinfo=ALMATY)
    taken = []
    for kato in ("19", "27"):
        district = factory.district(f"{kato}3600000", factory.region(f"{kato}0000000"))
        candidate = factory.candidate(
            factory.contest(factory.constituency(district)), status=Status.FILED, status_on=TODAY
        )
        hand_in_all(candidate)
        clock(candidate.contest.election, now)
        try:
            step(candidate, Status.REGISTERED, date(2021, 7, 14), role=STAFF)
        except Refused:
            continue
        taken.append(kato)

    assert taken == ["27"]


def test_reason_for_a_step_in_time_is_not_kept(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.FILED)
    hand_in_all(candidate)

    step(candidate, Status.REGISTERED, date(2021, 7, 14), reason="so what", role=STAFF)

    assert steps(candidate)[0][5] == ""


def test_documents_of_a_registered_candidate_are_taken_back_by_a_coordinators_reason_only(
    factory: Factory,
) -> None:
    candidate = factory.candidate(status=Status.REGISTERED)
    hand_in_all(candidate)
    left = set(required_documents(Nomination.PARTY)) - {Document.DEPOSIT}

    for role, code in ((STAFF, "coordinator_missing"), (Role.COORDINATOR, "reason_missing")):
        with pytest.raises(Refused) as refused:
            mark(candidate, left, 1, role=role)
        assert [one.code for one in refused.value.objections] == [
            "registration.documents_kept", f"registration.{code}",
        ]  # fmt: skip
    assert Document.DEPOSIT in kept(candidate)
    mark(candidate, left, 1, reason="Квитанция чужая")

    assert set(kept(candidate)) == left
    assert last_event("candidate")["reason"] == "Квитанция чужая"


def test_step_on_a_stale_version_is_refused(factory: Factory) -> None:
    candidate = factory.candidate(status=Status.DOCUMENTS)
    step(candidate, Status.PROPOSED, TODAY)

    with pytest.raises(Stale):
        step(candidate, Status.WITHDRAWN, TODAY, Ground.OWN_WISH, version=1)

    assert (candidate.status, candidate.version) == (Status.PROPOSED, 2)


def test_candidacy_is_not_restored_beside_another_nominee_or_contest(factory: Factory) -> None:
    contest, elsewhere = factory.contest(), factory.contest(factory.constituency(name_ru="Карасайский с.о."))
    person = factory.person()
    ended = factory.candidate(contest, person, status=Status.REFUSED)
    hand_in_all(ended)
    nominee = factory.candidate(contest, factory.person(surname="Бекова", given_name="Әсел", patronymic=""))
    standing = factory.candidate(elsewhere, person, own=False)

    with pytest.raises(Refused) as refused:
        step(ended, Status.REGISTERED, date(2021, 7, 20))

    assert refused.value.objections == (
        Objection("candidate.party_has_nominee", "nominated_by", {"name": "Бекова Әсел"}, "CL 113-3(1)"),
        Objection(
            "candidate.stands_elsewhere", "contest", {"constituency": "Карасайский с.о."}, "CL 113-3(4)"
        ),
    )
    with transaction():
        nominee.status = standing.status = Status.WITHDRAWN
    step(ended, Status.REGISTERED, date(2021, 7, 20))
    assert ended.status is Status.REGISTERED
