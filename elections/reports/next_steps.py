"""What must happen next in a territory, by whom, by when: open tasks, gaps, missing protocols, repeat elections."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

import sqlalchemy as sa

from elections.campaign.calendar import Calendar
from elections.campaign.models import Contest, Election
from elections.campaign.queries import calendar_of, present, voting_day
from elections.database import db, starts_with
from elections.headquarters.staffing import Lack, MemberRole
from elections.readiness.formula import Component, Missing
from elections.readiness.queries import Line
from elections.reports.contents import ContestLine, NextStep, Office, Place, Stand, Todo, Who
from elections.reports.open_tasks import list_open_tasks
from elections.results.entries import State
from elections.results.models import IN_FORCE, Protocol
from elections.results.repeats import latest_day
from elections.tasks.models import Task
from elections.tasks.queries import Owner, owners_of
from elections.zones import day_begins

WITHOUT_WINNER = (Stand.TIE, Stand.ANNULLED, Stand.NOT_HELD)
LATEST = datetime.max.replace(tzinfo=UTC)
_TODO = {
    "document": Todo.DOCUMENT, "step": Todo.STEP, "course": Todo.COURSE, Lack.SERVED: Todo.SERVED,
    Lack.HEAD: Todo.HEAD, Lack.LAWYER: Todo.LAWYER, "precincts": Todo.PRECINCTS, "no_precincts": Todo.NO_PRECINCTS,
    "platform": Todo.PLATFORM,
}  # fmt: skip
"""What a gap of readiness asks for; late tasks are told as tasks."""
_ROLES = {
    Component.DOCUMENTS: MemberRole.LAWYER, Component.TRAINING: MemberRole.DEPUTY,
    Component.HEADQUARTERS: MemberRole.HEAD, Component.PROXIES: MemberRole.OBSERVER_COORDINATOR,
    Component.PLATFORM: MemberRole.HEAD,
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What the steps of a territory are found in: its constituencies as they stand, its headquarters, who does what there."""

    election: Election
    path: str
    lines: Sequence[Line]
    contests: Sequence[ContestLine]
    offices: Sequence[Office]
    people: Mapping[MemberRole, str]
    """Who has which role in the headquarters that answers for the territory."""

    @property
    def places(self) -> dict[str, Place]:
        """Returns the constituencies by path."""
        return {one.place.path: one.place for one in self.contests}


def list_steps(scene: Scene) -> tuple[NextStep, ...]:
    """Returns what must happen next, the earliest due first: at most five queries."""
    now, calendar = present(scene.election), calendar_of(scene.election, scene.path)
    opens = _moment(calendar, "voting_opens")
    found = [*_from_tasks(scene), *_repeats(scene)]
    if now < opens:
        found += [*_nominees(scene, calendar), *_gaps(scene, calendar), *_vacancies(scene, opens)]
    if now >= _moment(calendar, "voting_closes"):
        found += _protocols(scene, calendar)
    today = day_begins(scene.path, now)
    order = list(Todo)
    marked = [_with_lateness(one, today) for one in found]
    return tuple(
        sorted(marked, key=lambda one: (one.until or LATEST, order.index(one.what), one.name, one.places and one.places[0].path))
    )  # fmt: skip


def _with_lateness(one: NextStep, today: datetime) -> NextStep:
    """Returns the step marked late when its day is over: a report is the same all day long."""
    return NextStep(one.what, one.name, one.number, one.places, one.who, one.until, one.until is not None and one.until < today)  # fmt: skip


def _from_tasks(scene: Scene) -> list[NextStep]:
    """Returns the open tasks, the same one in several constituencies as one step."""
    tasks = list_open_tasks(scene.election, scene.path, present(scene.election))
    owners, grouped = owners_of(tasks), defaultdict(list)
    for task in tasks:
        grouped[task.template, task.title, task.due_at].append(task)
    places = scene.places
    return [
        NextStep(
            Todo.TASK, template or title, len(some), _places(places, (one.path for one in some)),
            _owners(some, owners), due_at, False,
        )
        for (template, title, due_at), some in grouped.items()
    ]  # fmt: skip


def _owners(tasks: Iterable[Task], owners: Mapping[int, Owner]) -> tuple[Who, ...]:
    found = [owners.get(one.id) for one in tasks]
    who = dict.fromkeys(Who(one.name, one.role) if one else Who() for one in found)
    return tuple(sorted(who, key=lambda one: (one.role or "", one.name == "")))


def _repeats(scene: Scene) -> list[NextStep]:
    """Returns the repeat elections that are called, and those that the law asks for (CL 113-9)."""
    found = []
    for line, contest in zip(scene.lines, scene.contests, strict=True):
        zone = calendar_of(scene.election, contest.place.path).zone
        stand = contest.count.stand if contest.count else Stand.WAITING
        if stand in WITHOUT_WINNER:
            what, day = Todo.REPEAT_DUE, latest_day(voting_day(line.contest))
        elif contest.repeat_on and stand is Stand.WAITING:
            what, day = Todo.REPEAT_CALLED, contest.repeat_on
        else:
            continue
        found.append(NextStep(what, stand.value, 1, (contest.place,), _who(scene, MemberRole.HEAD),
                              datetime.combine(day, time(20), zone), False))  # fmt: skip
    return found


def _nominees(scene: Scene, calendar: Calendar) -> list[NextStep]:
    """Returns the constituencies where nobody of the party stands, as long as somebody may still be put up."""
    without = tuple(one.place for one in scene.contests if one.nominee is None)
    until = _moment(calendar, "nomination_closes")
    if not without or present(scene.election) > until:
        return []
    return [NextStep(Todo.NOMINEE, "", len(without), without, _who(scene, MemberRole.HEAD), until, False)]


def _gaps(scene: Scene, calendar: Calendar) -> list[NextStep]:
    """Returns what readiness lacks, the same in several constituencies as one step."""
    grouped: dict[tuple[Component, str, str], list[tuple[str, Missing]]] = defaultdict(list)
    for line in scene.lines:
        for component in line.readiness.gaps if line.readiness else ():
            for gap in line.readiness.measures[component].missing if line.readiness else ():
                if gap.what in _TODO:
                    grouped[component, gap.what, gap.name].append((line.contest.path, gap))
    until = {
        Component.DOCUMENTS: "registration_closes", Component.TRAINING: "voting_opens",
        Component.HEADQUARTERS: "registration_closes", Component.PROXIES: "voting_opens",
        Component.PLATFORM: "campaign_opens",
    }  # fmt: skip
    return [
        NextStep(
            _TODO[what], name, sum(gap.number for _path, gap in some) if what == "precincts" else len(some),
            _places(scene.places, (path for path, _gap in some)), _who(scene, _ROLES[component]),
            _moment(calendar, until[component]), False,
        )
        for (component, what, name), some in grouped.items()
    ]  # fmt: skip


def _vacancies(scene: Scene, opens: datetime) -> list[NextStep]:
    """Returns the roles that nobody has in the headquarters of the territory."""
    roles = sum(len(one.vacancies) for one in scene.offices)
    return (
        [NextStep(Todo.VACANCIES, "", roles, (), _who(scene, MemberRole.HEAD), opens, False)] if roles else []
    )


def _protocols(scene: Scene, calendar: Calendar) -> list[NextStep]:
    """Returns the protocols that are not counted yet: of how many precincts, in which constituencies."""
    statement = (
        sa.select(Protocol.path, sa.func.count())
        .join(Contest, Contest.id == Protocol.contest_id)
        .where(
            Contest.id.in_([one.contest.id for one in scene.lines]), Protocol.state != State.ACCEPTED,
            sa.text(f"protocol.{IN_FORCE}"), starts_with(Protocol.path, scene.path), Contest.round == 1,
        )
        .group_by(Protocol.path)
    )  # fmt: skip
    missing: dict[str, int] = {row[0]: row[1] for row in db.session.execute(statement)}
    if not missing:
        return []
    until = calendar.count_ends
    who = _who(scene, MemberRole.OBSERVER_COORDINATOR)
    return [
        NextStep(Todo.PROTOCOLS, "", sum(missing.values()), _places(scene.places, missing), who, until, False)
    ]


def _who(scene: Scene, role: MemberRole) -> tuple[Who, ...]:
    return (Who(scene.people.get(role, ""), role),)


def _places(places: Mapping[str, Place], paths: Iterable[str]) -> tuple[Place, ...]:
    """Returns the constituencies at these paths, in the order of the report."""
    wanted = set(paths)
    return tuple(place for path, place in places.items() if path in wanted)


def _moment(calendar: Calendar, code: str) -> datetime:
    return next(one.at for one in calendar.milestones() if one.code == code)
