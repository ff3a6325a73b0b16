"""The School of Political Management in the demo: its courses, its seminars of 20 June to 20 July, who came.

Nearly all candidates and members of headquarters passed what their courses require; a few did not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Literal

from elections.demo.candidacies import Candidacy
from elections.demo.courses import COURSES, Audience, Course
from elections.demo.organisation import Headquarters
from elections.demo.people import People
from elections.demo.places import Territory
from elections.people.iin import Sex
from elections.zones import zone_for

Attendance = Literal["waiting", "invited", "confirmed", "attended", "absent", "excused", "passed", "failed"]
Language = Literal["kk", "ru"]

RUSSIAN_SPEAKING_REGIONS = ("11", "35", "39", "55", "59", "63")
UNMARKED = ("COUNT", "19")
"""The course and region whose last seminar nobody has marked yet."""
HALLS = ("филиал партии", "Дворец культуры", "центральная библиотека", "университет, аудитория 214")
TRAINER_COUNT = 24


@dataclass(frozen=True)
class Participation:
    """A person's part in a seminar; `score` is None where nothing was marked."""

    person_number: int
    attendance: Attendance
    score: int | None


@dataclass(frozen=True)
class Seminar:
    """A course held for a territory (`kato`, "" of the nation), with times in UTC."""

    course_code: str
    kato: str
    place: str
    trainer: str
    language: Language
    capacity: int
    starts_at: datetime
    ends_at: datetime
    status: Literal["planned", "closed", "cancelled"]
    reason: str
    participations: tuple[Participation, ...]


@dataclass(frozen=True)
class _Trainee:
    """A participant and the territory they come from."""

    person_number: int
    district_kato: str
    region_kato: str


@dataclass(frozen=True)
class _Book:
    """Which trainer and which hall is taken on which day: nobody holds two seminars at once, nor does a hall."""

    trainers: Sequence[str]
    taken: set[tuple[object, ...]] = field(default_factory=set)

    def trainer(self, wanted: str, day: date) -> str:
        """Returns the trainer who was wanted, or the next one who is free on that day."""
        at = self.trainers.index(wanted)
        return self._free([*self.trainers[at:], *self.trainers[:at]], day)

    def hall(self, wanted: str, kato: str, day: date) -> str:
        """Returns the hall of a territory that was wanted, or another one that is free on that day."""
        return self._free([wanted, *(one for one in HALLS if one != wanted)], kato, day)

    def _free(self, several: Sequence[str], *when: object) -> str:
        found = next((one for one in several if (one, *when) not in self.taken), several[0])
        self.taken.add((found, *when))
        return found


def seminars(
    territory: Territory, own: Sequence[Candidacy], hqs: Sequence[Headquarters], people: People
) -> tuple[Seminar, ...]:
    """Returns all seminars, course by course, region by region."""
    random = Random("demo: school")
    trainers = [
        people.make(Sex.FEMALE if i % 2 else Sex.MALE, 35 + i, "").full_name for i in range(TRAINER_COUNT)
    ]
    audiences, book = _audiences(territory, own, hqs), _Book(trainers)
    return tuple(
        seminar
        for course in COURSES
        for region, trainees in _by_region(audiences[course.audience])
        for seminar in _region_seminars(course, region, trainees, book, random)
    )


def _audiences(
    territory: Territory, own: Sequence[Candidacy], hqs: Sequence[Headquarters]
) -> dict[Audience, list[_Trainee]]:
    districts = {c.kato: c.district_kato for c in territory.constituencies}
    candidates = [
        _Trainee(c.person.number, districts[c.constituency_kato], c.constituency_kato[:2].ljust(9, "0"))
        for c in own
    ]
    members = [
        _Trainee(
            m.person.number, districts.get(hq.kato, hq.kato), hq.kato[:2].ljust(9, "0") if hq.kato else ""
        )
        for hq in hqs
        for m in hq.members
        if m.until_on is None
    ]
    return {"candidates": candidates, "members": members, "everybody": candidates + members}


def _by_region(trainees: Sequence[_Trainee]) -> Iterator[tuple[str, list[_Trainee]]]:
    for region in sorted({t.region_kato for t in trainees}):
        of_region = [t for t in trainees if t.region_kato == region]
        yield region, sorted(of_region, key=lambda t: (t.district_kato, t.person_number))


def _region_seminars(
    course: Course, region: str, trainees: Sequence[_Trainee], book: _Book, random: Random
) -> Iterator[Seminar]:
    groups = _groups(trainees, random.randint(22, 32))
    for i, group in enumerate(groups):
        is_marked = (course.code, region[:2]) != UNMARKED or i < len(groups) - 1
        yield _seminar(course, region, group, book, is_marked, random)
    if random.randrange(100) < 5:
        yield _cancelled(course, region, random.choice(book.trainers), random)


def _groups(trainees: Sequence[_Trainee], most: int) -> list[Sequence[_Trainee]]:
    count = -(-len(trainees) // most)
    bounds = [len(trainees) * i // count for i in range(count + 1)]
    return [trainees[start:end] for start, end in pairwise(bounds)]


def _seminar(
    course: Course, region: str, group: Sequence[_Trainee], book: _Book, is_marked: bool, random: Random
) -> Seminar:
    trainer = random.choice(book.trainers)
    districts = {t.district_kato for t in group}
    kato = group[0].district_kato if len(districts) == 1 else region
    starts_at = _start(course, region, random)
    day = starts_at.date()
    participations = tuple(
        _participation(course, t, random) if is_marked else Participation(t.person_number, "confirmed", None)
        for t in group
    )
    return Seminar(
        course.code,
        kato,
        book.hall(random.choice(HALLS), kato, day),
        book.trainer(trainer, day),
        _language(region, random),
        -(-len(group) // 5) * 5,
        starts_at,
        starts_at + timedelta(hours=course.hours),
        "closed" if is_marked else "planned",
        "",
        participations,
    )


def _cancelled(course: Course, region: str, trainer: str, random: Random) -> Seminar:
    starts_at = _start(course, region, random)
    return Seminar(
        course.code,
        region,
        random.choice(HALLS),
        trainer,
        _language(region, random),
        25,
        starts_at,
        starts_at + timedelta(hours=course.hours),
        "cancelled",
        "тренер заболел, слушатели в другой группе",
        (),
    )


def _start(course: Course, region: str, random: Random) -> datetime:
    day = course.first_on + timedelta(random.randrange(course.days))
    local = datetime.combine(day, time(random.choice((9, 10))), tzinfo=zone_for(region))
    return local.astimezone(UTC)


def _language(region: str, random: Random) -> Language:
    return "ru" if region[:2] in RUSSIAN_SPEAKING_REGIONS and random.randrange(100) < 60 else "kk"


def _participation(course: Course, trainee: _Trainee, random: Random) -> Participation:
    """Returns how it went: of a thousand 9 absent, 5 excused, 12 failed; without exam one just attended."""
    dice = random.randrange(1000)
    if dice < 9:
        return Participation(trainee.person_number, "absent", None)
    if dice < 14:
        return Participation(trainee.person_number, "excused", None)
    if not course.is_required:
        return Participation(trainee.person_number, "attended", None)
    if dice < 26:
        return Participation(
            trainee.person_number, "failed", random.randint(course.pass_mark - 25, course.pass_mark - 1)
        )
    return Participation(trainee.person_number, "passed", random.randint(course.pass_mark, 100))
