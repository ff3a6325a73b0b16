"""What reports say, as plain values: whatever the language, the same content prints the same."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from elections.candidates.registration import Status
from elections.headquarters.staffing import MemberRole
from elections.platforms.models import Sector
from elections.platforms.workflow import PlatformStatus
from elections.results.tally import OutcomeState
from elections.training.gaps import Group, Reach


@dataclass(frozen=True)
class Campaign:
    """The election that a report belongs to."""

    name_ru: str
    name_kk: str
    voting_on: date


@dataclass(frozen=True)
class Place:
    """A territory; the path tells its zone. English names are known of few; of the others the Russian one stands."""

    path: str
    name_ru: str
    name_kk: str
    name_en: str = ""


@dataclass(frozen=True)
class CourseName:
    """A course that people must pass: its code in the report's lines, and its title."""

    code: str
    title_ru: str
    title_kk: str


class Stand(StrEnum):
    """What a contest is for the party at the moment of the report."""

    WAITING = "waiting"
    """No protocol is in."""
    LEADS = "leads"
    BEHIND = "behind"
    LEVEL = "level"
    """Nobody is ahead while it is counted."""
    WON = "won"
    LOST = "lost"
    OTHERS = "others"
    """Nobody of the party stands there."""
    TIE = "tie"
    ANNULLED = "annulled"
    NOT_HELD = "not_held"


@dataclass(frozen=True)
class Count:
    """How the count of a contest stands."""

    state: OutcomeState
    stand: Stand
    received: int
    expected: int
    voters: int
    """Voters on the lists of the precincts that have reported."""
    took_part: int
    own_votes: int | None
    rival: str
    """The strongest of the others: surname and initials; "" where nothing is counted."""
    rival_votes: int | None

    @property
    def turnout(self) -> Fraction | None:
        """Returns those who took part, of those on the lists of the precincts that have reported."""
        return Fraction(self.took_part, self.voters) if self.voters else None

    @property
    def margin(self) -> int | None:
        """Returns how many votes ours is ahead, below zero behind; None without either."""
        if self.own_votes is None or self.rival_votes is None:
            return None
        return self.own_votes - self.rival_votes


@dataclass(frozen=True)
class Nominee:
    """Who stands for the party: how far the registration, the training and the platform are."""

    name: str
    status: Status
    is_trained: bool
    platform: PlatformStatus | None


@dataclass(frozen=True)
class ContestLine:
    """One constituency of a report."""

    place: Place
    nominee: Nominee | None
    points: int | None
    """How ready the constituency is, of 100; None where nobody of the party stands."""
    count: Count | None
    repeat_on: date | None
    """The day of a repeat election, when it is one."""


@dataclass(frozen=True)
class Office:
    """An open headquarters: who leads it, how many work there, which roles nobody has."""

    path: str
    territory_ru: str
    territory_kk: str
    address: str
    phone: str
    head: str
    members: int
    vacancies: tuple[MemberRole, ...]


@dataclass(frozen=True)
class GroupLine:
    """How far the training of a group is in all that is required of it."""

    group: Group
    reach: Reach


@dataclass(frozen=True)
class UntrainedLine:
    """Somebody who has not passed all that is required of them, and the courses that they lack."""

    name: str
    group: Group
    place: Place | None
    courses: tuple[str, ...]


@dataclass(frozen=True)
class SectorLine:
    """The pledges of a sector."""

    sector: Sector
    pledges: int
    cost_kzt: int


class Todo(StrEnum):
    """What must happen next; the order is that of the law's steps."""

    NOMINEE = "nominee"
    DOCUMENT = "document"
    STEP = "step"
    COURSE = "course"
    SERVED = "served"
    HEAD = "head"
    LAWYER = "lawyer"
    VACANCIES = "vacancies"
    PRECINCTS = "precincts"
    NO_PRECINCTS = "no_precincts"
    PLATFORM = "platform"
    TASK = "task"
    PROTOCOLS = "protocols"
    REPEAT_DUE = "repeat_due"
    REPEAT_CALLED = "repeat_called"


@dataclass(frozen=True)
class Who:
    """Who does a step: a name, with the role where there is one; a role alone is vacant; neither: nobody has it."""

    name: str = ""
    role: MemberRole | None = None


@dataclass(frozen=True)
class NextStep:
    """Something that must happen: what (with the code, the title or the number that belongs to it), where, by whom, by when."""

    what: Todo
    name: str
    """The code of a document, a step, a course, a template of tasks; or an own task's title."""
    number: int
    places: tuple[Place, ...]
    """Where; none of them means the whole territory of the report."""
    who: tuple[Who, ...]
    until: datetime | None
    is_late: bool
