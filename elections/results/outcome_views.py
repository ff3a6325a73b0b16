"""Pages on which a coordinator records what a commission decided, and calls a repeat election."""

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import voting_day
from elections.candidates.queries import list_ballot
from elections.results.official_actions import record_official
from elections.results.official_forms import RepeatForm, answers_of, official_form
from elections.results.outcome_queries import find_official, get_outcome
from elections.results.repeat_actions import call_repeat, earlier_of
from elections.results.repeats import latest_day
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import day

bp = Blueprint("outcomes", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/results/contests/<int:contest_id>/official", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def record(contest_id: int) -> Answer:
    """Records the commission's result of a contest, or a new version of it."""
    outcome, ballot = get_outcome(contest_id), list_ballot(contest_id)
    before = find_official(contest_id)
    known = before.told if before else None
    form = official_form(ballot, known)

    def act() -> str:
        result = record_official(
            viewer(), outcome, version_of(form), form.told(ballot), form.reason.data or ""
        )
        flash(_("The official result was recorded as version %(number)s.", number=result.number))
        return url_for("results.show_outcome", contest_id=contest_id)

    return run_form(
        form, "results/official.html", act, record=outcome, known=lambda: answers_of(known), outcome=outcome,
        ballot=ballot, before=before,
    )  # fmt: skip


@bp.route("/results/contests/<int:contest_id>/repeat", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def repeat(contest_id: int) -> Answer:
    """Calls the repeat election of a contest in which nobody was elected."""
    outcome, form = get_outcome(contest_id), RepeatForm()

    def act() -> str:
        made = call_repeat(
            viewer(), outcome, version_of(form), form.voting_on.data or voting_day(outcome.contest), form.reason.data or ""
        )  # fmt: skip
        flash(
            _(
                "The repeat election of %(day)s was called. Its candidates are nominated anew.",
                day=day(made.voting_on),
            )
        )
        return url_for("results.show_outcome", contest_id=made.id)

    return run_form(
        form, "results/repeat.html", act, record=outcome, known=dict, outcome=outcome,
        earlier=earlier_of(outcome), latest=latest_day(voting_day(outcome.contest)),
    )  # fmt: skip
