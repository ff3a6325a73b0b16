"""The road of a candidacy to the ballot."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.calendar import Calendar, Rules
from elections.candidates.registration import (
    ENDED,
    GROUND_ARTICLES,
    REFUSAL_GROUNDS,
    STANDING,
    STEPS,
    WITHDRAWAL_GROUNDS,
    Document,
    Ground,
    Nomination,
    Status,
    Step,
    grounds_for,
    may_step,
    missing_documents,
    objections_to_lateness,
    objections_to_removal,
    objections_to_step,
    required_documents,
    unless_excused,
)
from elections.errors import Objection

CALENDAR = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), ZoneInfo("Asia/Almaty"))
ALL = frozenset(Document)
WEST = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), ZoneInfo("Asia/Aqtau"))
LAST_CHANGE = {"deadline": date(2021, 7, 22)}
LATE_NIGHT = datetime(2021, 7, 24, 12, tzinfo=UTC)


def step(status: Status, new_status: Status, on: date, ground: Ground | None = None, **changes: Any) -> Step:
    values = {"nomination": Nomination.PARTY, "received": ALL, "now": LATE_NIGHT, **changes}
    return Step(status=status, new_status=new_status, on=on, ground=ground, **values)


def all_objections(wanted: Step, calendar: Calendar = CALENDAR) -> tuple[Objection, ...]:
    return (*objections_to_step(wanted, calendar), *objections_to_lateness(wanted, calendar))


@pytest.mark.parametrize(
    ("nomination", "documents"),
    [
        (
            Nomination.PARTY,
            (
                Document.MINUTES_EXTRACT, Document.PARTY_REGISTRATION, Document.CONSENT, Document.BIOGRAPHY,
                Document.TAX_CERTIFICATE, Document.DEPOSIT, Document.PARTY_MEMBERSHIP, Document.SPECIAL_CHECK,
            ),
        ),
        (
            Nomination.SELF,
            (
                Document.SIGNATURES_PROTOCOL, Document.DECLARATION_OF_INTENT, Document.BIOGRAPHY,
                Document.TAX_CERTIFICATE, Document.DEPOSIT, Document.SPECIAL_CHECK,
            ),
        ),
        (
            Nomination.AKIM,
            (
                Document.AKIM_SUBMISSION, Document.CONSENT, Document.BIOGRAPHY,
                Document.TAX_CERTIFICATE, Document.DEPOSIT, Document.SPECIAL_CHECK,
            ),
        ),
    ],
)  # fmt: skip
def test_required_documents(nomination: Nomination, documents: tuple[Document, ...]) -> None:
    assert required_documents(nomination) == documents


@given(st.sampled_from(Nomination), st.frozensets(st.sampled_from(Document)))
def test_missing_and_received_make_up_the_required(
    nomination: Nomination, received: frozenset[Document]
) -> None:
    required = required_documents(nomination)
    missing = missing_documents(nomination, received)
    assert set(missing) | (set(required) & received) == set(required)
    assert not set(missing) & received


def test_every_status_has_its_steps_and_stands_or_has_ended() -> None:
    assert (set(STEPS), STANDING | ENDED, STANDING & ENDED) == (set(Status), set(Status), set())


def test_the_law_names_nine_grounds_of_the_commission_in_its_order() -> None:
    articles = [GROUND_ARTICLES[one] for one in REFUSAL_GROUNDS]
    assert articles == [f"CL 113-5(11) {point})" for point in range(1, 10)]
    assert {GROUND_ARTICLES[one] for one in WITHDRAWAL_GROUNDS} == {"CL 113-6"}
    assert set(GROUND_ARTICLES) == set(Ground)


@pytest.mark.parametrize(
    ("status", "nomination", "grounds"),
    [
        (Status.REFUSED, Nomination.SELF, REFUSAL_GROUNDS),
        (Status.CANCELLED, Nomination.PARTY, REFUSAL_GROUNDS),
        (Status.WITHDRAWN, Nomination.PARTY, (Ground.OWN_WISH, Ground.REVOKED)),
        (Status.WITHDRAWN, Nomination.SELF, (Ground.OWN_WISH,)),
        (Status.REGISTERED, Nomination.PARTY, ()),
    ],
)
def test_grounds_for(status: Status, nomination: Nomination, grounds: tuple[Ground, ...]) -> None:
    assert grounds_for(status, nomination) == grounds


def test_may_step() -> None:
    allowed = {(one.value, other.value) for one in Status for other in Status if may_step(one, other)}
    assert allowed == {
        ("proposed", "documents"), ("proposed", "withdrawn"),
        ("documents", "proposed"), ("documents", "filed"), ("documents", "withdrawn"),
        ("filed", "documents"), ("filed", "registered"), ("filed", "refused"), ("filed", "withdrawn"),
        ("registered", "cancelled"), ("registered", "withdrawn"),
        ("refused", "registered"), ("cancelled", "registered"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    [
        step(Status.PROPOSED, Status.DOCUMENTS, date(2021, 6, 1), received=frozenset()),
        step(Status.DOCUMENTS, Status.FILED, date(2021, 6, 26)),
        step(Status.DOCUMENTS, Status.FILED, date(2021, 7, 9)),
        step(Status.DOCUMENTS, Status.FILED, date(2021, 7, 14), nomination=Nomination.AKIM),
        step(Status.FILED, Status.REGISTERED, date(2021, 7, 14)),
        step(Status.FILED, Status.REGISTERED, date(2021, 7, 14), previous_on=date(2021, 7, 14)),
        step(Status.FILED, Status.REFUSED, date(2021, 7, 14), Ground.NOMINATION_BROKEN),
        step(Status.FILED, Status.REFUSED, date(2021, 7, 14), Ground.OTHER, note="27(9)"),
        step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 24), Ground.OWN_WISH),
        step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 11), Ground.REVOKED),
        step(Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 22), Ground.OWN_WISH),
        step(Status.REGISTERED, Status.CANCELLED, date(2021, 7, 22), Ground.BRIBERY),
        step(Status.REFUSED, Status.REGISTERED, date(2021, 7, 22)),
    ],
)
def test_a_step_in_order_meets_no_objection(wanted: Step) -> None:
    assert all_objections(wanted) == ()


@pytest.mark.parametrize(
    ("wanted", "objection"),
    [
        (
            step(Status.WITHDRAWN, Status.DOCUMENTS, date(2021, 7, 1)),
            Objection(
                "registration.step_not_allowed", "status",
                {"status": Status.WITHDRAWN, "new_status": Status.DOCUMENTS},
            ),
        ),
        (
            step(
                Status.DOCUMENTS, Status.FILED, date(2021, 7, 1), received=ALL - {Document.DEPOSIT, Document.CONSENT}
            ),
            Objection(
                "registration.documents_missing", "documents",
                {"count": 2, "documents": (Document.CONSENT, Document.DEPOSIT)}, "CL 113-5(5)–(7)",
            ),
        ),
        (
            step(Status.DOCUMENTS, Status.FILED, date(2021, 6, 25)),
            Objection(
                "registration.before_nomination", "status_on", {"opens": date(2021, 6, 26)}, "CL 113-3(5)"
            ),
        ),
        (
            step(Status.PROPOSED, Status.DOCUMENTS, date(2021, 7, 25)),
            Objection("registration.date_in_future", "status_on", {"today": date(2021, 7, 24)}),
        ),
        (
            step(Status.FILED, Status.REGISTERED, date(2021, 7, 7), previous_on=date(2021, 7, 8)),
            Objection("registration.date_too_early", "status_on", {"previous": date(2021, 7, 8)}),
        ),
        (
            step(Status.FILED, Status.REFUSED, date(2021, 7, 14)),
            Objection("registration.ground_missing", "ground", article="CL 113-5(11)"),
        ),
        (
            step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 14)),
            Objection("registration.ground_missing", "ground", article="CL 113-6"),
        ),
        (
            step(Status.FILED, Status.REFUSED, date(2021, 7, 14), Ground.OWN_WISH),
            Objection("registration.ground_not_fitting", "ground", article="CL 113-6"),
        ),
        (
            step(Status.FILED, Status.REGISTERED, date(2021, 7, 14), Ground.BRIBERY),
            Objection("registration.ground_not_fitting", "ground", article="CL 113-5(11) 6)"),
        ),
        (
            step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 9), Ground.REVOKED, nomination=Nomination.SELF),
            Objection("registration.ground_not_fitting", "ground", article="CL 113-6"),
        ),
        (
            step(Status.FILED, Status.REFUSED, date(2021, 7, 14), Ground.OTHER, note=" "),
            Objection("registration.note_missing", "note", article="CL 113-5(11) 9)"),
        ),
    ],
)  # fmt: skip
def test_a_step_out_of_order_is_refused(wanted: Step, objection: Objection) -> None:
    assert all_objections(wanted) == (objection,)


@pytest.mark.parametrize(
    ("nomination", "nominated_on", "on", "codes"),
    [
        (Nomination.PARTY, date(2021, 7, 9), date(2021, 7, 12), []),
        (Nomination.PARTY, date(2021, 7, 10), date(2021, 7, 12), ["registration.nomination_closed"]),
        (Nomination.SELF, date(2021, 7, 9), date(2021, 7, 14), []),
        (Nomination.SELF, None, date(2021, 7, 12), ["registration.nomination_closed"]),
        (Nomination.AKIM, date(2021, 7, 12), date(2021, 7, 12), []),
        (Nomination.PARTY, date(2021, 7, 9), date(2021, 7, 15), ["registration.after_deadline"]),
    ],
)
def test_who_was_nominated_in_time_files_until_registration_closes(
    nomination: Nomination, nominated_on: date | None, on: date, codes: list[str]
) -> None:
    filing = replace(
        step(Status.DOCUMENTS, Status.FILED, on, nomination=nomination), nominated_on=nominated_on
    )

    assert [one.code for one in all_objections(filing)] == codes


@pytest.mark.parametrize(
    ("wanted", "objection"),
    [
        (
            step(Status.DOCUMENTS, Status.FILED, date(2021, 7, 10)),
            Objection(
                "registration.nomination_closed", "status_on", {"deadline": date(2021, 7, 9), "hour": 18},
                "CL 113-3(5)",
            ),
        ),
        (
            step(Status.DOCUMENTS, Status.FILED, date(2021, 7, 15), nomination=Nomination.AKIM),
            Objection(
                "registration.after_deadline", "status_on", {"deadline": date(2021, 7, 14), "hour": 18},
                "CL 113-5(14)",
            ),
        ),
        (
            step(Status.FILED, Status.REGISTERED, date(2021, 7, 15)),
            Objection(
                "registration.after_deadline", "status_on", {"deadline": date(2021, 7, 14), "hour": 18},
                "CL 113-5(14)",
            ),
        ),
        (
            step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 12), Ground.REVOKED),
            Objection(
                "registration.revocation_too_late", "status_on", {"deadline": date(2021, 7, 11)}, "CL 113-6"
            ),
        ),
        (
            step(Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 23), Ground.OWN_WISH),
            Objection("registration.withdrawal_too_late", "status_on", LAST_CHANGE, "CL 113-6"),
        ),
        (
            step(Status.REGISTERED, Status.CANCELLED, date(2021, 7, 23), Ground.BRIBERY),
            Objection("registration.cancellation_too_late", "status_on", LAST_CHANGE, "CL 113-5(12)"),
        ),
        (
            step(Status.CANCELLED, Status.REGISTERED, date(2021, 7, 23)),
            Objection("registration.restoration_too_late", "status_on", LAST_CHANGE, "CL 113-5(12)"),
        ),
    ],
)  # fmt: skip
def test_a_step_after_its_deadline_is_refused(wanted: Step, objection: Objection) -> None:
    assert all_objections(wanted) == (objection,)


@pytest.mark.parametrize(
    ("calendar", "now", "late"),
    [
        (CALENDAR, datetime(2021, 7, 14, 12, 0, tzinfo=UTC), False),
        (CALENDAR, datetime(2021, 7, 14, 12, 1, tzinfo=UTC), True),
        (WEST, datetime(2021, 7, 14, 12, 1, tzinfo=UTC), False),
        (WEST, datetime(2021, 7, 14, 13, 0, 1, tzinfo=UTC), True),
        (CALENDAR, datetime(2021, 7, 15, 4, 0, tzinfo=UTC), False),
    ],
)
def test_on_the_last_day_the_local_hour_decides_what_is_recorded_then(
    calendar: Calendar, now: datetime, late: bool
) -> None:
    wanted = step(Status.FILED, Status.REGISTERED, date(2021, 7, 14), now=now)
    assert [one.code for one in all_objections(wanted, calendar)] == ["registration.after_deadline"] * late


def test_all_objections_to_a_step_come_at_once() -> None:
    wanted = step(
        Status.PROPOSED, Status.REGISTERED, date(2021, 8, 1), Ground.BRIBERY, received=frozenset(),
        previous_on=date(2021, 8, 2),
    )  # fmt: skip
    assert [objection.code for objection in all_objections(wanted)] == [
        "registration.step_not_allowed",
        "registration.documents_missing",
        "registration.ground_not_fitting",
        "registration.date_in_future",
        "registration.date_too_early",
        "registration.after_deadline",
    ]


@pytest.mark.parametrize(
    ("status", "removed", "codes"),
    [
        (Status.FILED, {Document.DEPOSIT}, []),
        (Status.REGISTERED, set(), []),
        (Status.REGISTERED, {Document.DEPOSIT}, ["registration.documents_kept"]),
        (Status.CANCELLED, {Document.DEPOSIT}, ["registration.documents_kept"]),
    ],
)
def test_documents_of_a_registration_are_not_taken_back(
    status: Status, removed: set[Document], codes: list[str]
) -> None:
    assert [one.code for one in objections_to_removal(status, removed)] == codes


LATE = (Objection("registration.after_deadline", "status_on"),)


@pytest.mark.parametrize(
    ("late", "reason", "may_override", "who", "left"),
    [
        ((), "", False, "", ()),
        (LATE, "Суд", True, "", ()),
        (LATE, " ", True, "", (*LATE, Objection("registration.reason_missing", "reason"))),
        (LATE, "Суд", False, "", (*LATE, Objection("registration.coordinator_missing"))),
        (
            LATE, "Суд", False, "Айгүл",
            (*LATE, Objection("registration.coordinator_needed", params={"who": "Айгүл"})),
        ),
    ],
)  # fmt: skip
def test_a_deadline_is_overridden_by_a_coordinators_reason_only(
    late: tuple[Objection, ...], reason: str, may_override: bool, who: str, left: tuple[Objection, ...]
) -> None:
    assert unless_excused(late, reason, may_override=may_override, who=who) == left
