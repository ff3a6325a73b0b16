"""Pages of data protection: where it all is, how long data is kept, whose data is erased."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import Forbidden, NotFound
from elections.people.words import RECORD_LABELS
from elections.privacy import erasure_actions, erasure_queries, retention_actions, retention_queries
from elections.privacy.erasure import Basis
from elections.privacy.forms import EraseForm, PeriodForm
from elections.privacy.incident_queries import count_open
from elections.privacy.retention import USUAL_DAYS, Kept
from elections.privacy.words import BASIS_LABELS, KEPT_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh, requires, signed_in, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("privacy", __name__)
MENU = MenuEntry(lazy_gettext("Data protection"), "privacy.show", None, ("incidents", "backups"))
Answer = Response | str | tuple[str, int]


@bp.get("/privacy")
@signed_in
def show() -> str:
    """Leads to what there is for the viewer: an incident to report; for administrators periods, erasures, backups."""
    manages = viewer().allows(Permission.MANAGE_ACCOUNTS)
    return render_template(
        "privacy/show.html", manages=manages, is_national=manages and not viewer().scope,
        open_incidents=count_open() if manages else 0,
    )  # fmt: skip


@bp.get("/retention")
@requires(Permission.MANAGE_ACCOUNTS)
def list_periods() -> str:
    """Lists how long each kind of data is kept, and what is due."""
    _require_national()
    election, today = get_election(), _today()
    due = retention_queries.list_due(election, today)
    return render_template(
        "privacy/retention.html", due=due, today=today, labels=KEPT_LABELS, election=election,
        any_due=any(one.is_due(today) for one in due),
    )  # fmt: skip


@bp.route("/retention/<kind>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def edit_period(kind: str) -> Answer:
    """Changes for how many days a kind of data is kept."""
    _require_national()
    kept = _kind(kind)
    known = retention_queries.find_period(kept)
    form = PeriodForm(days=known.days if known else USUAL_DAYS[kept])
    if not form.is_submitted():
        form.version.data = str(known.version if known else 0)

    def act() -> str:
        retention_actions.set_period(viewer(), kept, form.days.data, version_of(form))
        flash(_("Saved."))
        return url_for("privacy.list_periods")

    return run_form(form, "privacy/period.html", act, label=KEPT_LABELS[kept], usual=USUAL_DAYS[kept])


@bp.post("/retention/erasure")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def erase_due() -> Response:
    """Erases what is due of one kind, or of all."""
    _require_national()
    only = _kind(request.form["kind"]) if request.form.get("kind") else None
    done = retention_actions.erase_due(viewer(), get_election(), _today(), only)
    for kind, number in done.items():
        text = ngettext(
            "%(what)s: %(num)s record erased.",
            "%(what)s: %(num)s records erased.",
            number,
            what=KEPT_LABELS[kind],
        )
        flash(text)
    if not done:
        flash(_("Nothing is due."))
    return redirect(url_for("privacy.list_periods"), 303)


@bp.get("/erasures")
@requires(Permission.MANAGE_ACCOUNTS)
def list_erasures() -> str:
    """Finds people by name, and lists whose data was erased."""
    _require_national()
    typed = request.args.get("search", "")
    found = erasure_queries.find_people(typed, page_number())
    return render_template(
        "privacy/erasures.html", typed=typed, found=found, erasures=erasure_queries.list_erasures(page_number()),
        bases=BASIS_LABELS,
    )  # fmt: skip


@bp.route("/erasures/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def erase(person_id: int) -> Answer:
    """Shows what there is of a person, and erases it."""
    _require_national()
    person, election = erasure_queries.get_person(person_id), get_election()
    form = EraseForm()

    def act() -> str:
        erasure_actions.erase_person(
            viewer(), person, election, Basis(form.basis.data), form.reason.data or "", is_sure=bool(form.is_sure.data),
            version=version_of(form), today=_today(),
        )  # fmt: skip
        flash(_("The data was erased. What is counted stays under № %(number)s.", number=person_id))
        return url_for("privacy.list_erasures")

    return run_form(
        form, "privacy/erase.html", act, record=person, known=dict, person=person,
        holding=erasure_queries.holding_of(person), records=RECORD_LABELS,
        erasure=erasure_queries.find_erasure(person_id), bases=BASIS_LABELS,
    )  # fmt: skip


def _kind(kind: str) -> Kept:
    try:
        return Kept(kind)
    except ValueError as error:
        raise NotFound from error


def _today() -> date:
    return present(get_election()).astimezone(zone_for("")).date()


def _require_national() -> None:
    """Raises Forbidden for an administrator of a part of the country: people are not of one territory."""
    if viewer().scope:
        raise Forbidden
