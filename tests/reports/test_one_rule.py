"""Reports of a district, of its region and of the country say the same of the same thing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale

from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election
from elections.database import db, transaction
from elections.headquarters.models import Member, MemberRole
from elections.reports.blocks import Figures, Text
from elections.reports.contents import Todo
from elections.reports.district import gather_district
from elections.reports.kinds import kind_of
from elections.reports.territory_report import Need, list_pending
from elections.training.models import Audience
from tests.factories import Factory
from tests.reports.conftest import KATO, PATH
from tests.reports.test_district_report import at_night
from tests.results.count import start_count

REGION = "110000000"
AWAITED = "a repeat election is called and nobody of ours is nominated in it yet"


@pytest.fixture
def repeat(factory: Factory) -> str:
    """A district whose only contest ended in a tie, and a repeat of it is called."""
    count = start_count(factory, precincts=1)
    count.enter(count.figures(200, 200))
    factory.contest(
        count.contest.constituency, round=2, repeats_id=count.contest.id, status=ContestStatus.REPEAT,
        voting_on=date(2021, 8, 15),
    )  # fmt: skip
    return KATO


@pytest.mark.parametrize(("kind", "key"), [("district", KATO), ("region", REGION), ("national", "all")])
def test_called_repeat_is_contested_in_every_report_and_the_difference_is_told(
    kind: str, key: str, repeat: str
) -> None:
    known = kind_of(kind)
    with force_locale("en"):
        blocks = known.words(known.gather(key)).sections[0].blocks

    figures = {words: value for one in blocks if isinstance(one, Figures) for value, words in one.figures}
    assert figures["constituencies contested"] == "1 / 1"
    assert figures["candidates trained"] == "0 / 0"
    assert any(AWAITED in one.text for one in blocks if isinstance(one, Text))


@pytest.mark.parametrize(("kind", "key"), [("district", KATO), ("region", REGION)])
def test_without_a_repeat_nothing_is_explained(kind: str, key: str, district: str) -> None:
    known = kind_of(kind)
    with force_locale("en"):
        blocks = known.words(known.gather(key)).sections[0].blocks
    assert not any(AWAITED in one.text for one in blocks if isinstance(one, Text))


def test_protocols_are_due_on_the_same_day_everywhere(district: str) -> None:
    at_night()
    near = next(one for one in gather_district(KATO).steps if one.what is Todo.PROTOCOLS)
    far = [
        one
        for kind, key in (("region", REGION), ("national", "all"))
        for one in list_pending(kind_of(kind).gather(key))
        if one.need is Need.PROTOCOLS
    ]
    assert [near.until.date(), *(one.due_on for one in far)] == [date(2021, 7, 26)] * 3


def test_gathering_protocols_is_done_once_all_are_in(district: str, factory: Factory) -> None:
    at_night(datetime(2021, 7, 27, 6, tzinfo=UTC))
    due = datetime(2021, 7, 26, 12, tzinfo=UTC)
    for line in gather_district(KATO).own:
        contest = next(one for one in _contests() if one.path == line.place.path)
        factory.task(contest, template="protocols", due_at=due)

    report = gather_district(KATO)
    tasks = [one for one in report.steps if one.what is Todo.TASK]
    assert [(one.name, [place.name_ru for place in one.places]) for one in tasks] == [
        ("protocols", ["Барак"])
    ]
    region = kind_of("region").gather(REGION)
    assert [one.late for one in region.lines] == [1, 0]
    assert (region.late, region.unowned) == (1, 1)


def test_task_is_late_by_its_day_in_every_report(district: str, factory: Factory) -> None:
    now = get_election().clock_at
    factory.task(path=PATH, title="Сегодня", due_at=now - timedelta(minutes=1))

    near = [one.is_late for one in gather_district(KATO).steps if one.what is Todo.TASK]
    region = kind_of("region").gather(REGION)
    assert (near, region.lines[0].late, region.late, region.due_soon) == ([False], 0, 0, 1)
    with transaction():
        get_election().clock_at = now + timedelta(days=1)
    near = [one.is_late for one in gather_district(KATO).steps if one.what is Todo.TASK]
    region = kind_of("region").gather(REGION)
    assert (near, region.lines[0].late, region.late, region.due_soon) == ([True], 1, 1, 0)


def _contests() -> list[Contest]:
    return list(db.session.query(Contest))


def test_courses_are_told_by_their_titles(district: str, factory: Factory) -> None:
    factory.course(
        code="EL-1",
        audience=Audience.CANDIDATES,
        is_required=True,
        title_ru="Закон о выборах",
        title_kk="Сайлау туралы заң",
    )
    contest = gather_district(KATO).own[0].place
    code = contest.path.split("/")[2]
    for kind, key in (("district", KATO), ("constituency", code)):
        known = kind_of(kind)
        for language, title in (("ru", "Закон о выборах"), ("kk", "Сайлау туралы заң")):
            with force_locale(language):
                said = repr(known.words(known.gather(key)))
            assert (title in said, "EL-1" in said) == (True, False)


def test_one_person_has_one_name_in_what_must_happen_next(district: str, factory: Factory) -> None:
    member = db.session.query(Member).filter(Member.path == PATH, Member.role == MemberRole.HEAD).one()
    factory.task(path=PATH, owner_member_id=member.id)
    names = {
        one.name
        for step in gather_district(KATO).steps
        for one in step.who
        if one.role is MemberRole.HEAD and one.name
    }
    assert len(names) == 1
