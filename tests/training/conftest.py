"""A seminar of a district with people who could be on its list, and how its pages are read."""

from dataclasses import dataclass

import pytest

from elections.candidates.models import Candidate
from elections.database import db
from elections.headquarters.models import Member
from elections.territory.models import Unit
from elections.training.models import Attendance, Participation, Seminar
from tests.browsing import Answer
from tests.factories import Factory


@dataclass
class School:
    """A district with a planned seminar, two nominees, a rival, a head of headquarters; beside it another district."""

    home: Unit
    other: Unit
    seminar: Seminar
    nominees: list[Candidate]
    rival: Candidate
    head: Member
    foreign: Candidate

    @property
    def url(self) -> str:
        return f"/seminars/{self.seminar.id}"

    def listed(self) -> list[str]:
        """Returns the surnames of those on the list, in the order in which they were put on it."""
        return [one.person.surname for one in self.participations()]

    def participations(self) -> list[Participation]:
        db.session.rollback()
        found = db.session.query(Participation).filter_by(seminar_id=self.seminar.id)
        return list(found.order_by(Participation.id))

    def marks(self) -> list[tuple[str, Attendance, int | None]]:
        return [(one.person.surname, one.attendance, one.score) for one in self.participations()]


@pytest.fixture
def school(factory: Factory) -> School:
    factory.election()
    home, other = factory.district(), factory.district("113400000", name_ru="Жаксынский район")
    contests = [factory.contest(factory.constituency(home)) for _ in range(2)]

    def stand(surname: str, contest: object, **changes: object) -> Candidate:
        return factory.candidate(contest, factory.person(surname=surname), **changes)

    return School(
        home, other, factory.seminar(home.path, territory_ru=home.name_ru),
        [stand("Әлиев", contests[0]), stand("Бекова", contests[1])], stand("Қасымов", contests[0], own=False),
        factory.member(factory.headquarters(home.path), factory.person(surname="Асанов")),
        stand("Жұмабай", factory.contest(factory.constituency(other))),
    )  # fmt: skip


def wrong(answer: Answer) -> list[str]:
    """Returns where the summary above the form leads to, "" for what is about the whole."""
    lines = answer.page.xpath("//*[@role='alert']//li")
    return [str(line.xpath("string(a/@href)")).removeprefix("#") for line in lines]


def fields_of(answer: Answer, name: str) -> dict[str, str]:
    """Returns what stands in the fields of the form that has a field `name`."""
    form = next(form for form in answer.page.forms if name in form.fields)
    own = ("csrf_token", "idempotency_key")
    return {key: value for key, value in form.fields.items() if key not in own and value is not None}
