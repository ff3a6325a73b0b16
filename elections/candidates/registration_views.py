"""Pages of the registration: documents received, steps taken, how far all came, contests left with too few."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_contest, get_election, present
from elections.candidates import actions, funnel, funnel_queries
from elections.candidates.deadlines import next_deadline
from elections.candidates.dossier import LABELS, dossier, next_steps, opposition
from elections.candidates.forms import DocumentsForm, StepForm
from elections.candidates.models import Candidate
from elections.candidates.queries import get_candidate
from elections.candidates.registration import Document, Ground, Status
from elections.candidates.words import STATUS_LABELS, ground_label
from elections.charts.funnel import Stage, funnel_chart
from elections.documents.downloads import Picture, asked_numbers
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.paging import page_number

bp = Blueprint("registration", __name__)
Answer = Response | str | tuple[str, int]


@bp.post("/candidates/<int:candidate_id>/documents")
@requires(Permission.EDIT_CANDIDATES)
def mark_documents(candidate_id: int) -> Answer:
    """Marks the documents that the HQ has received."""
    candidate = get_candidate(candidate_id)
    form, today = DocumentsForm(), present(get_election()).date()

    def act() -> str:
        received = {Document(one) for one in form.documents.data or ()}
        reason = form.removal_reason.data or ""
        actions.mark_documents(viewer(), candidate, version_of(form), received, today, reason)
        flash(_("The documents were saved."))
        return url_for("candidates.show", candidate_id=candidate_id)

    page = dossier(candidate, papers=form)
    return run_form(
        form, "candidates/show.html", act, record=candidate, known=lambda: _received(candidate), **page
    )


@bp.post("/candidates/<int:candidate_id>/step")
@requires(Permission.EDIT_CANDIDATES)
def take_step(candidate_id: int) -> Answer:
    """Takes the registration a step further."""
    candidate, form = get_candidate(candidate_id), StepForm()
    form.status.choices = choices_of(next_steps(candidate))

    def act() -> str:
        status, on = Status(form.status.data), form.status_on.data or candidate.status_on
        actions.take_step(
            viewer(), candidate, version_of(form), status, on, form.note.data or "",
            ground=Ground(form.ground.data) if form.ground.data else None, reason=form.reason.data or "",
        )  # fmt: skip
        flash(str(STATUS_LABELS[status]))
        return url_for("candidates.show", candidate_id=candidate_id)

    page = dossier(candidate, step=form)
    return run_form(form, "candidates/show.html", act, record=candidate, known=dict, **page)


@bp.get("/candidates/funnel")
@requires(Permission.SEE_CANDIDATES)
def show_funnel() -> Response | str:
    """Shows how many candidacies came how far, and where the others were lost, by region or by district."""
    election = get_election()
    path, whose = request.args.get("path") or viewer().scope, request.args.get("whose", "")
    groups, names = funnel_queries.count_groups(election, path, whose), place_labels(election.voting_on)
    lines = funnel.lines_of(groups)
    total = lines.pop("")
    picture = _picture(total)
    if numbers := asked_numbers(picture):
        return numbers
    return render_template(
        "candidates/funnel.html", path=path, whose=whose, total=total, lines=lines, stages=funnel.STAGES,
        losses=funnel.losses_of(groups), names=names, statuses=STATUS_LABELS, ground_label=ground_label,
        picture=picture, whose_labels={"own": _("our nominees")},
    )  # fmt: skip


@bp.get("/candidates/short-contests")
@requires(Permission.SEE_CANDIDATES)
def list_short_contests() -> str:
    """Lists the contests with fewer than two candidates, and what the law does about them."""
    election, path = get_election(), request.args.get("path", "")
    return render_template(
        "candidates/short_contests.html", path=path, places=place_labels(),
        page=funnel_queries.list_short_contests(election, path, page_number()),
        deadline=next_deadline(election, path or viewer().scope),
    )  # fmt: skip


@bp.get("/candidates/contests/<int:contest_id>")
@requires(Permission.SEE_CANDIDATES)
def show_contest(contest_id: int) -> str:
    """Shows everybody who stands in a contest, rivals too, and its ballot."""
    contest = get_contest(contest_id)
    return render_template(
        "candidates/contest.html", contest=contest, candidate=None,
        deadline=next_deadline(get_election(), contest.path, contest),
        **LABELS, **opposition(contest),
    )  # fmt: skip


def _picture(total: funnel.Line) -> Picture:
    stages = [Stage(str(STATUS_LABELS[one]), total.reached[one], total.lost[one]) for one in funnel.STAGES]
    finding = _(
        "%(registered)s of %(proposed)s came to registration", registered=total.reached[Status.REGISTERED],
        proposed=total.reached[Status.PROPOSED],
    )  # fmt: skip
    numbers = [[one.label, one.reached, one.lost] for one in stages]
    drawing = funnel_chart(stages, _("The way to the ballot"), finding)
    return Picture("funnel", drawing, [_("Stage"), _("Came so far"), _("Lost there")], numbers)


def _received(candidate: Candidate) -> dict[str, object]:
    """Returns the documents that are marked, for a clerk who was overtaken."""
    return {"documents": [one.kind.value for one in candidate.documents]}
