"""Pages of assessments: all of a territory, those of a contest, and entering them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.models import Contest
from elections.campaign.queries import get_contest, get_election
from elections.forecast import assessment_actions as actions
from elections.forecast import assessment_queries as queries
from elections.forecast.assessment_forms import AssessmentForm, said
from elections.forecast.models import ContestAssessment
from elections.forecast.page import chance_text
from elections.forecast.queries import look_ahead
from elections.forecast.reckoning import Settings, silent_days
from elections.forecast.words import KIND_LABELS, STANDING_LABELS
from elections.territory.queries import place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import may, requires, viewer
from elections.web.paging import page_number

bp = Blueprint("assessments", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/assessments")
@requires(Permission.SEE_RESULTS)
def list_assessments() -> str:
    """Lists the assessments of a territory."""
    chosen = {name: request.args.get(name, "") for name in ("search", "kind", "path")}
    return render_template(
        "forecast/assessments.html", chosen=chosen, places=place_labels(), **_common(),
        page=queries.list_assessments(get_election(), **chosen, page=page_number()),
    )  # fmt: skip


@bp.get("/contests/<int:contest_id>/assessments")
@requires(Permission.SEE_RESULTS)
def show_contest(contest_id: int) -> str:
    """Shows the assessments of a contest and the chance that follows from them."""
    contest, election = get_contest(contest_id), get_election()
    outlook = look_ahead(contest.path, Settings(), queries.local_day(election, contest.path))
    told = [(one, *outlook.told(one)) for one in outlook.contests if one.contest_id == contest_id]
    return render_template(
        "forecast/contest.html", contest=contest, found=queries.list_of_contest(contest_id), told=told,
        usual=Settings().record, standings=STANDING_LABELS, **_common(),
    )  # fmt: skip


@bp.route("/contests/<int:contest_id>/assessments/new", methods=["GET", "POST"])
@requires(Permission.ENTER_PROTOCOLS)
def create(contest_id: int) -> Answer:
    """Enters an assessment of a contest."""
    contest = get_contest(contest_id)
    form = AssessmentForm(data={"author": viewer().login, "kind": "judgement"})
    return _edit(form, contest, None)


@bp.route("/assessments/<int:assessment_id>/edit", methods=["GET", "POST"])
@requires(Permission.ENTER_PROTOCOLS)
def edit(assessment_id: int) -> Answer:
    """Changes an assessment."""
    found = queries.get_assessment(assessment_id)
    return _edit(AssessmentForm(data=_known(found)), found.contest, found)


@bp.post("/assessments/<int:assessment_id>/removal")
@requires(Permission.ENTER_PROTOCOLS)
def remove(assessment_id: int) -> Response:
    """Takes an assessment away."""
    found = queries.get_assessment(assessment_id)
    contest_id = found.contest_id
    actions.remove_assessment(viewer(), found)
    flash(_("The assessment was removed. The log keeps what it was."))
    return redirect(url_for("assessments.show_contest", contest_id=contest_id), 303)


def _edit(form: AssessmentForm, contest: Contest, found: ContestAssessment | None) -> Answer:
    def act() -> str:
        version = version_of(form) if found else 0
        actions.save_assessment(viewer(), contest, said(form), assessment=found, version=version)
        flash(_("The assessment was saved."))
        return url_for("assessments.show_contest", contest_id=contest.id)

    known = (lambda: _known(found)) if found else None
    return run_form(
        form, "forecast/assessment_edit.html", act, record=found, known=known, contest=contest, assessment=found,
        history=list_history("assessment", found.id) if found else [], **_common(),
    )  # fmt: skip


def _known(found: ContestAssessment) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in actions.FIELDS}
    figures = {name: "" if values[name] is None else str(values[name]) for name in actions.FIGURES}
    return {**values, **figures, "kind": found.kind.value}


def _common() -> dict[str, Any]:
    election = get_election()
    return {
        "silence": silent_days(election.voting_on), "today": queries.local_day(election, viewer().scope), "kinds": KIND_LABELS, "chance_text": chance_text,
        "may_write": may("enter_protocols"),
    }  # fmt: skip
