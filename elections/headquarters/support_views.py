"""Pages of support: the list over all headquarters with its sums, one item with its steps, a request."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import NotFound, Objection
from elections.headquarters import support_actions as actions
from elections.headquarters import support_queries as queries
from elections.headquarters.actions import require
from elections.headquarters.models import Support, SupportKind, SupportState
from elections.headquarters.queries import get_headquarters, place_name
from elections.headquarters.support_forms import StepForm, SupportForm, whole
from elections.headquarters.support_rules import (
    COUNTED,
    ENDINGS,
    LATE_DAYS,
    NEXT,
    Step,
    is_late,
    objections_to_request,
    shortage,
)
from elections.headquarters.words import STATE_LABELS, STEP_TEXTS, SUPPORT_LABELS
from elections.territory.queries import list_regions, place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.paging import page_number

bp = Blueprint("support", __name__)
LABELS = {"kinds": SUPPORT_LABELS, "states": STATE_LABELS, "steps": STEP_TEXTS, "shortage": shortage,
          "place_name": place_name}  # fmt: skip
Answer = Response | str | tuple[str, int]


@bp.get("/headquarters/support")
@requires(Permission.SEE_HEADQUARTERS)
def list_support() -> str:
    """Lists the support of all headquarters in view, with sums by region and kind."""
    asked, election, today = _asked(), get_election(), _today()
    regions = {one.path: local(one) for one in list_regions()}
    return render_template(
        "headquarters/support_list.html", page=queries.list_support(election, asked, today, page_number()),
        sums=queries.list_sums(election, asked, today), chosen=_chosen(asked), days=asked.days,
        late_label=_("late: sent and not received in %(days)s days", days=asked.days), places=place_labels(),
        regions={"": _("headquarters of the whole country"), **regions}, is_late=_late(today, asked.days), **LABELS,
    )  # fmt: skip


@bp.route("/headquarters/<int:headquarters_id>/support/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def create(headquarters_id: int) -> Answer:
    """Asks for support."""
    found, form = get_headquarters(headquarters_id), SupportForm()
    require(viewer(), found.path)
    if not form.is_submitted():
        form.on.data = _today()

    def act() -> str:
        item = actions.request_support(
            viewer(), found, SupportKind(form.kind.data), form.what.data or "", whole(form.quantity.data or "") or 0,
            on=form.on.data or _today(), unit=form.unit.data or "", cost_kzt=whole(form.cost_kzt.data or ""),
        )  # fmt: skip
        flash(_("The request was saved."))
        return url_for("support.show", support_id=item.id)

    def rules() -> list[Objection]:
        number, cost = whole(form.quantity.data or ""), whole(form.cost_kzt.data or "")
        return objections_to_request(
            1 if number is None else number, cost, form.on.data or _today(), _today()
        )

    return run_form(
        form, "headquarters/support_new.html", act, rules=rules, headquarters=found, place=place_name(found)
    )


@bp.get("/headquarters/support/<int:support_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(support_id: int) -> str:
    """Shows an item: what, how far, who did which step."""
    item = queries.get_support(support_id)
    can_edit = viewer().may(Permission.EDIT_HEADQUARTERS, item.path)
    return render_template(
        "headquarters/support_show.html", item=item, history=list_history(Support.__tablename__, support_id),
        next_steps=NEXT[item.state] if can_edit else (), is_late=_late(_today(), LATE_DAYS)(item), **LABELS,
    )  # fmt: skip


@bp.route("/headquarters/support/<int:support_id>/<step>", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def take(support_id: int, step: str) -> Answer:
    """Takes an item one step on."""
    item = queries.get_support(support_id)
    require(viewer(), item.path)
    if step not in STEP_TEXTS:
        raise NotFound
    state = SupportState(step)
    form = StepForm(on=_today(), quantity=str(item.sent_quantity or item.quantity))

    def act() -> str:
        made = Step(state, form.on.data or _today(), whole(form.quantity.data or ""), form.reason.data or "")
        actions.take_step(viewer(), item, version_of(form), made)
        flash(_("Recorded: %(step)s.", step=STATE_LABELS[state]))
        return url_for("support.show", support_id=support_id)

    return run_form(
        form, "headquarters/support_step.html", act, record=item, known=dict, item=item, step=state,
        asks_number=state in COUNTED, asks_reason=state in ENDINGS, **LABELS,
    )  # fmt: skip


def _asked() -> queries.Asked:
    typed = request.args.get("days", "")
    days = int(typed) if typed.isdecimal() and len(typed) < 4 else LATE_DAYS
    names = ("path", "kind", "state", "search")
    return queries.Asked(
        **{name: request.args.get(name, "") for name in names}, days=min(days, queries.LONGEST_WAIT)
    )


def _chosen(asked: queries.Asked) -> dict[str, Any]:
    return {name: value for name, value in asdict(asked).items() if name != "days"}


def _late(today: date, days: int) -> Any:
    return lambda item: is_late(item.state, item.sent_on, today, days)


def _today() -> date:
    return present(get_election()).date()
