"""The district report as HTML for paper, and as PDF, in the language asked for."""

import hashlib

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.documents.pdf import render_pdf
from elections.platforms.words import SECTOR_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.reports.queries import ContestLine, DistrictReport, get_district_report
from elections.web.i18n import number, percent


def district_pdf(kato: str, language: str) -> bytes:
    """Returns the report of a district as PDF; raises NotFound."""
    with force_locale(language):
        return render_pdf(district_html(get_district_report(kato)))


def district_html(report: DistrictReport) -> str:
    """Returns the report as a page for paper, in the present language."""
    return render_template(
        "paper/district.html",
        report=report,
        finding=_finding(report),
        figures=_figures(report),
        result_of=_result,
        mark=_mark(report),
        candidate_statuses=CANDIDATE_LABELS,
        platform_statuses=PLATFORM_LABELS,
        sectors=SECTOR_LABELS,
    )


def _finding(report: DistrictReport) -> str:
    target, (received, expected) = report.target.main, report.precincts
    return _(
        "Won %(won)s of the %(contests)s constituencies that count for the target, %(needed)s are needed; "
        "%(open)s are open. Protocols: %(received)s of %(expected)s.",
        won=target.won,
        contests=target.contests,
        needed=target.needed,
        open=target.open,
        received=received,
        expected=expected,
    )


def _figures(report: DistrictReport) -> list[tuple[str, str]]:
    own = report.own
    trained = sum(line.is_trained for line in own)
    return [
        (f"{len(own)} / {len(report.contests)}", _("constituencies contested")),
        (f"{trained} / {len(own)}", _("candidates trained")),
        (number(sum(pledges for _sector, pledges, _cost in report.pledges)), _("approved pledges")),
        (number(report.target.main.won), _("constituencies won")),
    ]


def _result(line: ContestLine) -> str:
    outcome = line.outcome
    if outcome is None or not outcome.precincts_received:
        return _("no protocol yet")
    share = percent(line.turnout)
    if outcome.is_tie:
        return _("tie, repeat election; turnout %(share)s", share=share)
    if outcome.leader is None:
        return _("counting; turnout %(share)s", share=share)
    values = {"name": outcome.leader.person.surname, "margin": number(outcome.margin), "share": share}
    if outcome.is_called:
        return _("%(name)s won by %(margin)s votes; turnout %(share)s", **values)
    return _("%(name)s leads by %(margin)s votes; turnout %(share)s", **values)


def _mark(report: DistrictReport) -> str:
    lines = [
        (
            line.constituency.id,
            line.candidate and line.candidate.version,
            line.outcome and line.outcome.version,
            line.points,
        )
        for line in report.contests
    ]
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:8]
