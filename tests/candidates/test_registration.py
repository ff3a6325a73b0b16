"""The road of a candidacy to the ballot."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.calendar import Calendar, Rules
from elections.candidates.registration import (
    ENDED,
    GROUNDS,
    STANDING,
    STEPS,
    Document,
    Nomination,
    Status,
    Step,
    may_step,
    missing_documents,
    objections_to_step,
    required_documents,
)
from elections.errors import Objection

CALENDAR = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), ZoneInfo("Asia/Almaty"))
ALL = frozenset(Document)
LAST_CHANGE = {"deadline": date(2021, 7, 22)}


def step(
    status: Status, new_status: Status, on: date, ground: str = "", received: frozenset[Document] = ALL
) -> Step:
    return Step(status, new_status, Nomination.PARTY, received, on, ground)


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


def test_the_law_names_nine_grounds() -> None:
    assert len(GROUNDS) == 9


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
        step(Status.FILED, Status.REGISTERED, date(2021, 7, 14)),
        step(Status.FILED, Status.REFUSED, date(2021, 7, 14), "nomination_broken"),
        step(Status.FILED, Status.WITHDRAWN, date(2021, 7, 24), "own wish"),
        step(Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 22), "own wish"),
        step(Status.REGISTERED, Status.CANCELLED, date(2021, 7, 22), "bribery"),
        step(Status.REFUSED, Status.REGISTERED, date(2021, 7, 22)),
    ],
)
def test_a_step_in_order_meets_no_objection(wanted: Step) -> None:
    assert objections_to_step(wanted, CALENDAR) == ()


@pytest.mark.parametrize(
    ("wanted", "objection"),
    [
        (
            step(Status.WITHDRAWN, Status.DOCUMENTS, date(2021, 7, 1)),
            Objection(
                "registration.step_not_allowed",
                "status",
                {"status": Status.WITHDRAWN, "new_status": Status.DOCUMENTS},
            ),
        ),
        (
            step(
                Status.DOCUMENTS,
                Status.FILED,
                date(2021, 7, 1),
                received=ALL - {Document.DEPOSIT, Document.CONSENT},
            ),
            Objection(
                "registration.documents_missing",
                "documents",
                {"count": 2, "documents": (Document.CONSENT, Document.DEPOSIT)},
                "CL 113-5(5)–(7)",
            ),
        ),
        (
            step(Status.DOCUMENTS, Status.FILED, date(2021, 6, 25)),
            Objection(
                "registration.before_nomination", "status_on", {"opens": date(2021, 6, 26)}, "CL 113-3(5)"
            ),
        ),
        (
            step(Status.FILED, Status.REGISTERED, date(2021, 7, 15)),
            Objection(
                "registration.after_deadline",
                "status_on",
                {"deadline": date(2021, 7, 14), "hour": 18},
                "CL 113-5(14)",
            ),
        ),
        (
            step(Status.FILED, Status.REFUSED, date(2021, 7, 14), " "),
            Objection("registration.ground_missing", "ground", article="CL 113-5(11)"),
        ),
        (
            step(Status.REGISTERED, Status.WITHDRAWN, date(2021, 7, 23), "own wish"),
            Objection("registration.withdrawal_too_late", "status_on", LAST_CHANGE, "CL 113-6"),
        ),
        (
            step(Status.REGISTERED, Status.CANCELLED, date(2021, 7, 23), "bribery"),
            Objection("registration.cancellation_too_late", "status_on", LAST_CHANGE, "CL 113-5(12)"),
        ),
        (
            step(Status.CANCELLED, Status.REGISTERED, date(2021, 7, 23)),
            Objection("registration.restoration_too_late", "status_on", LAST_CHANGE, "CL 113-5(12)"),
        ),
    ],
)
def test_a_step_out_of_order_is_refused(wanted: Step, objection: Objection) -> None:
    assert objections_to_step(wanted, CALENDAR) == (objection,)


def test_all_objections_to_a_step_come_at_once() -> None:
    wanted = step(Status.PROPOSED, Status.REGISTERED, date(2021, 8, 1), received=frozenset())
    assert [objection.code for objection in objections_to_step(wanted, CALENDAR)] == [
        "registration.step_not_allowed",
        "registration.documents_missing",
        "registration.after_deadline",
    ]
