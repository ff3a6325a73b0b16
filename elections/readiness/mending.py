"""What a part of readiness lacks, in words, and the page that mends it."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from elections.candidates.registration import Document, Status
from elections.candidates.words import DOCUMENT_LABELS, STATUS_LABELS
from elections.headquarters.models import MemberRole
from elections.headquarters.words import ROLE_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import Missing
from elections.readiness.queries import Line


def mend(line: Line, gap: Missing) -> tuple[str, str]:
    """Returns what is missing in a constituency in the present language, and the address of the page that mends it."""
    return _WAYS[gap.what](line, gap)


def _document(line: Line, gap: Missing) -> tuple[str, str]:
    return str(DOCUMENT_LABELS[Document(gap.name)]), _dossier(line)


def _step(line: Line, gap: Missing) -> tuple[str, str]:
    return _("Step to come: %(step)s", step=STATUS_LABELS[Status(gap.name)]), _dossier(line)


def _course(line: Line, gap: Missing) -> tuple[str, str]:
    address = url_for("coverage.people", group="candidates", path=line.contest.path, course=gap.name)
    return _("Course to pass: %(course)s", course=gap.course), address


def _dossier(line: Line) -> str:
    return url_for("candidates.show", candidate_id=line.candidate.id if line.candidate else 0)
