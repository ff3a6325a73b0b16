"""What several reports say in the same words: the counts of contests, headquarters, what must happen next."""

from collections.abc import Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from elections.candidates.registration import Document, Status
from elections.candidates.words import DOCUMENT_LABELS
from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.headquarters.staffing import MemberRole
from elections.headquarters.words import ROLE_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.platforms.workflow import PlatformStatus
from elections.reports.blocks import Block, Cell, Column, Look, Section, Signatures, Table, Text
from elections.reports.contents import Campaign, ContestLine, CourseName, NextStep, Office, Place, Stand, Todo
from elections.reports.words import STAND_LABELS, TODO_LABELS
from elections.tasks.words import PACK_LABELS
from elections.web.i18n import day, local, moment

MOST_PLACES, MOST_STEPS = 4, 40
"""How many constituencies of a step are named, how many steps are printed; of the rest the number is told."""


def kicker(campaign: Campaign, *places: Place) -> str:
    """Returns the line above a report's heading."""
    return " · ".join(local(one) for one in (campaign, *places))


def result_text(line: ContestLine) -> str:
    """Returns how a contest stands in a few words."""
    if line.count is None or (line.count.stand is Stand.WAITING and line.repeat_on):
        return _("repeat election on %(date)s", date=day(line.repeat_on)) if line.repeat_on else str(STAND_LABELS[Stand.WAITING])  # fmt: skip
    return str(STAND_LABELS[line.count.stand])


def awaiting_texts(awaiting: int) -> list[Text]:
    """Returns why fewer stand than constituencies are contested: repeat elections that nobody is nominated in yet."""
    if not awaiting:
        return []
    text = ngettext(
        "In %(num)s contested constituency a repeat election is called and nobody of ours is nominated in it yet: whoever stood there before is still counted among those nominated and among those to be trained, but not among the candidates.",
        "In %(num)s contested constituencies a repeat election is called and nobody of ours is nominated in it yet: whoever stood there before is still counted among those nominated and among those to be trained, but not among the candidates.",
        awaiting,
    )
    return [Text(text)]


def roles_text(roles: Sequence[MemberRole]) -> str:
    """Returns the names of roles, after commas."""
    return ", ".join(str(ROLE_LABELS[one]) for one in roles)


def offices_table(offices: Sequence[Office]) -> Table:
    """Returns headquarters with their heads, phones and vacancies."""
    columns = (
        Column(_("Headquarters"), 22, Look.LABEL), Column(_("Head"), 22, Look.NAME), Column(_("Phone"), 19, Look.NAME),
        Column(_("Members"), 9, Look.NUMBER), Column(_("Vacant"), 28),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            local(one, "territory") or _("the whole country"), one.head or _("vacant"), one.phone or None, one.members,
            roles_text(one.vacancies) or None,
        ]
        for one in offices
    ]  # fmt: skip
    return Table("headquarters", columns, rows)


def titles_of(codes: Sequence[str], courses: Sequence[CourseName]) -> str:
    """Returns the titles of courses, after commas."""
    titles = {one.code: local(one, "title") for one in courses}
    return ", ".join(titles.get(one, one) for one in codes)


def steps_section(
    steps: Sequence[NextStep], home: Place, contested: int, courses: Sequence[CourseName]
) -> Section:
    """Returns what must happen next: what, where, by whom, by when; `contested` is in how many constituencies ours stands."""
    blocks: list[Block] = (
        [_late_text(steps), _steps_table(steps[:MOST_STEPS], home, contested, courses)] if steps else []
    )
    if not steps:
        blocks = [Text(_("Nothing is open: all tasks are done."))]
    if len(steps) > MOST_STEPS:
        more = len(steps) - MOST_STEPS
        blocks.append(Text(ngettext("%(num)s later step is not printed.", "%(num)s later steps are not printed.", more)))  # fmt: skip
    return Section(_("What must happen next"), blocks)


def signatures(*who: str) -> Section:
    """Returns the lines to sign on."""
    return Section("", [Signatures(who, (_("signature"), _("full name"), _("date")))])


def _late_text(steps: Sequence[NextStep]) -> Text:
    late = sum(one.is_late for one in steps)
    text = ngettext("%(num)s step is open.", "%(num)s steps are open.", len(steps))
    told = ngettext("%(num)s of them is late.", "%(num)s of them are late.", late)
    return Text(f"{text} {told}" if late else text, is_warning=late > 0)


def _steps_table(
    steps: Sequence[NextStep], home: Place, contested: int, courses: Sequence[CourseName]
) -> Table:
    columns = (
        Column(_("What must be done"), 35, Look.LABEL), Column(_("Where"), 25), Column(_("Who does it"), 25, Look.NAME),
        Column(_("By when"), 15, Look.NAME),
    )  # fmt: skip
    return Table("steps", columns, [[step_text(one, courses), _where(one, home, contested), _by_whom(one), _by_when(one, home)] for one in steps])  # fmt: skip


def step_text(step: NextStep, courses: Sequence[CourseName] = ()) -> str:
    """Returns what must be done."""
    if step.what is Todo.TASK:
        return str(PACK_LABELS.get(step.name, step.name))
    if step.what in (Todo.REPEAT_DUE, Todo.REPEAT_CALLED):
        return str(TODO_LABELS[step.what])
    return str(TODO_LABELS[step.what]) % {"name": _name_of(step, courses), "number": step.number}


def _name_of(step: NextStep, courses: Sequence[CourseName]) -> str:
    if step.what is Todo.COURSE:
        return titles_of([step.name], courses)
    if step.what is Todo.DOCUMENT:
        return str(DOCUMENT_LABELS[Document(step.name)])
    if step.what is Todo.STEP:
        return str(CANDIDATE_LABELS[Status(step.name)])
    if step.what is Todo.PLATFORM:
        return str(PLATFORM_LABELS[PlatformStatus(step.name)])
    return step.name


def _where(step: NextStep, home: Place, contested: int) -> str:
    if not step.places:
        return local(home)
    if len(step.places) == contested > MOST_PLACES:
        return ngettext(
            "the %(num)s constituency with our candidate",
            "all %(num)s constituencies with our candidate",
            contested,
        )
    names, more = ", ".join(local(one) for one in step.places[:MOST_PLACES]), len(step.places) - MOST_PLACES
    if more <= 1:
        return ", ".join(local(one) for one in step.places)
    return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=names)


def _by_whom(step: NextStep) -> str:
    """Returns who does a step: names after one another, each role once."""
    told, more = step.who[:MOST_PLACES], len(step.who) - MOST_PLACES
    names = ", ".join(
        _who_text([one.name for one in some if one.name], role)
        for role, some in groupby(told, lambda one: one.role)
    )
    return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=names) if more > 0 else names  # fmt: skip


def _who_text(names: Sequence[str], role: MemberRole | None) -> str:
    if role is None:
        return ", ".join(names) or _("nobody has it yet")
    label = str(ROLE_LABELS[role])
    return f"{', '.join(names)} ({label})" if names else _("%(role)s (vacant)", role=label)


def _by_when(step: NextStep, home: Place) -> str:
    text = moment(step.until, home.path) if step.until else _("as soon as possible")
    return _("%(moment)s, late", moment=text) if step.is_late else text
