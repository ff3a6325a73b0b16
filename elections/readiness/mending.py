"""What a part of readiness lacks, in words, and the page that mends it."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from elections.candidates.registration import Document, Status
from elections.candidates.words import DOCUMENT_LABELS, STATUS_LABELS
from elections.headquarters.staffing import Lack, MemberRole
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import Component, Missing
from elections.readiness.queries import Line

ROLE_OF_LACK = {Lack.HEAD: MemberRole.HEAD, Lack.LAWYER: MemberRole.LAWYER}


def mend(line: Line, part: Component, gap: Missing) -> tuple[str, str]:
    """Returns what a part lacks in a constituency, in the present language, and the address of the page that mends it."""
    return _MENDERS[part](line, gap)


def _documents(line: Line, gap: Missing) -> tuple[str, str]:
    address = url_for("candidates.show", candidate_id=line.candidate.id if line.candidate else 0)
    if gap.what == "document":
        return str(DOCUMENT_LABELS[Document(gap.name)]), address
    return _("Step to come: %(step)s", step=STATUS_LABELS[Status(gap.name)]), address


def _training(line: Line, gap: Missing) -> tuple[str, str]:
    address = url_for(
        "coverage.people", group="candidates", path=line.contest.path, course=gap.number, lacking="passed"
    )
    return _("Course to pass: %(course)s", course=gap.name), address


def _headquarters(line: Line, gap: Missing) -> tuple[str, str]:
    place = line.contest.constituency
    if gap.what == Lack.SERVED:
        return _("No headquarters works here"), url_for(
            "headquarters.create", kato=place.kato, level="constituency"
        )
    role = ROLE_OF_LACK[Lack(gap.what)]
    address = url_for("members.add", headquarters_id=gap.number, role=role.value)
    return (
        _("Its headquarters has no head")
        if role is MemberRole.HEAD
        else _("Neither its headquarters nor the district's has a lawyer")
    ), address


def _eyes(line: Line, gap: Missing) -> tuple[str, str]:
    if gap.what == "no_precincts":
        return _("The register knows no precinct here: import the precincts"), url_for(
            "territory.show_constituency", constituency_id=line.contest.constituency_id
        )
    text = ngettext(
        "%(num)s precinct without anybody at the count",
        "%(num)s precincts without anybody at the count",
        gap.number,
    )
    return text, url_for("watch.eyes", path=line.contest.path)


def _platform(line: Line, gap: Missing) -> tuple[str, str]:
    text = _("Step to come: %(step)s", step=PLATFORM_LABELS[PlatformStatus(gap.name)])
    if gap.number:
        return text, url_for("platforms.show", platform_id=gap.number)
    return text, url_for("platforms.create", candidate_id=line.candidate.id if line.candidate else 0)


def _tasks(line: Line, gap: Missing) -> tuple[str, str]:
    text = ngettext("%(num)s late task", "%(num)s late tasks", gap.number)
    return text, url_for("tasks.list_tasks", path=line.contest.path, when="late")


_MENDERS = {
    Component.DOCUMENTS: _documents, Component.TRAINING: _training, Component.HEADQUARTERS: _headquarters,
    Component.PROXIES: _eyes, Component.PLATFORM: _platform, Component.TASKS: _tasks,
}  # fmt: skip
