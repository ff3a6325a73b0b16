"""The pack: what is due when by the law, whatever the calendar; who does it; what a dossier proves."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.calendar import Calendar, Rules, check_rules
from elections.candidates.registration import Document, Nomination, Status, required_documents
from elections.headquarters.models import MemberRole
from elections.tasks.models import Task
from elections.tasks.pack import PACK, TEMPLATES, due_of, is_proven, owner_for
from elections.tasks.rules import CAMPAIGNING, objections_to_time
from elections.tasks.words import PACK_LABELS

ZONES = (ZoneInfo("Asia/Almaty"), ZoneInfo("Asia/Aqtobe"))
CALENDAR = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), ZONES[0])


def test_pack_of_2021_is_due_as_the_law_counts() -> None:
    due = {one.code: f"{due_of(one, CALENDAR):%d.%m. %H:%M}" for one in PACK}

    assert due == {
        "minutes": "07.07. 18:00", "consent": "07.07. 18:00", "nomination": "09.07. 18:00", "documents": "10.07. 18:00",
        "tax": "11.07. 18:00", "deposit": "11.07. 18:00", "filing": "12.07. 18:00", "certificate": "14.07. 18:00",
        "proof_print": "13.07. 18:00", "rooms": "14.07. 18:00", "proxies": "15.07. 18:00", "first_meeting": "15.07. 18:00",
        "leaflets": "17.07. 18:00", "publication": "19.07. 18:00", "programme": "21.07. 18:00",
        "last_meeting": "23.07. 23:59", "proxy_certificates": "23.07. 18:00", "silence": "24.07. 00:00",
        "observers": "24.07. 18:00", "opening": "25.07. 07:00", "protocols": "26.07. 18:00", "results": "28.07. 18:00",
        "thanks": "31.07. 18:00",
    }  # fmt: skip


def test_every_task_of_the_pack_has_a_name_a_known_milestone_and_a_role() -> None:
    milestones = {one.code for one in CALENDAR.milestones()}

    assert set(PACK_LABELS) == set(TEMPLATES)
    assert len(TEMPLATES) == len(PACK)
    assert {one.milestone for one in PACK} <= milestones
    assert {one.role for one in PACK} <= {role.value for role in MemberRole}
    assert {len(code) <= Task.template.type.length for code in TEMPLATES} == {True}
    assert [one.code for one in PACK if not one.article] == ["thanks"]


def test_papers_of_a_partys_nominee_are_all_in_the_pack() -> None:
    asked = [document for one in PACK for document in one.documents]

    assert sorted(asked) == sorted(required_documents(Nomination.PARTY))


@given(
    st.builds(
        Rules, nomination_ends_days_before=st.integers(0, 40), registration_ends_days_before=st.integers(0, 40),
        silence_days=st.integers(0, 5), closing_hour=st.integers(0, 23),
    ).filter(lambda rules: not check_rules(rules)),
    st.dates(date(2021, 1, 1), date(2030, 12, 31)),
    st.sampled_from(ZONES),
)  # fmt: skip
def test_no_calendar_makes_the_pack_plan_what_the_law_forbids(
    rules: Rules, voting_on: date, zone: ZoneInfo
) -> None:
    calendar = Calendar(voting_on - timedelta(days=45), voting_on, rules, zone)

    for template in PACK:
        due = due_of(template, calendar)
        assert due.tzinfo is zone
        if template.kind in CAMPAIGNING:
            assert objections_to_time(template.kind, due, calendar) == ()


@pytest.mark.parametrize(
    ("code", "received", "status", "proven"),
    [
        ("consent", {Document.CONSENT}, Status.DOCUMENTS, True),
        ("consent", set(), Status.REGISTERED, False),
        ("minutes", {Document.MINUTES_EXTRACT}, Status.DOCUMENTS, False),
        ("minutes", {Document.MINUTES_EXTRACT, Document.PARTY_REGISTRATION}, Status.DOCUMENTS, True),
        ("filing", set(), Status.DOCUMENTS, False),
        ("filing", set(), Status.FILED, True),
        ("certificate", set(), Status.FILED, False),
        ("certificate", set(), Status.REGISTERED, True),
        ("proxies", set(Document), Status.REGISTERED, False),
    ],
)
def test_dossier_proves_what_lies_in_it(
    code: str, received: set[Document], status: Status, proven: bool
) -> None:
    assert is_proven(TEMPLATES[code], received, status) is proven


HOME = "110000000/113200000/"
PLACE = f"{HOME}113202000/"


@pytest.mark.parametrize(
    ("members", "owner"),
    [
        ({}, None),
        ({(PLACE, "lawyer"): 1, (HOME, "lawyer"): 2}, 1),
        ({(PLACE, "head"): 1, (HOME, "lawyer"): 2}, 2),
        ({(HOME, "head"): 2, ("110000000/", "lawyer"): 3, ("", "lawyer"): 4}, None),
    ],
)
def test_who_does_it_works_in_the_nearest_headquarters(
    members: dict[tuple[str, str], int], owner: int | None
) -> None:
    assert owner_for(TEMPLATES["consent"], PLACE, members) == owner
