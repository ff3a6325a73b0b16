"""Pages of means: pledges against them, territory by territory, and entering them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.candidates.export_forms import ExportForm
from elections.charts.cover import Row, cover_chart
from elections.documents.downloads import Picture, asked_numbers, hand_out
from elections.errors import Forbidden, Objection
from elections.platforms import means_actions as actions
from elections.platforms import means_queries as queries
from elections.platforms.coverage_rule import Balance
from elections.platforms.means_forms import MeansForm
from elections.platforms.means_models import Means
from elections.platforms.means_sheets import export_picture
from elections.platforms.models import MoneySource
from elections.platforms.pledge_forms import value_of
from elections.platforms.sums import grouped, read_sum
from elections.platforms.usual import TERM_YEARS
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS
from elections.territory.models import Constituency
from elections.territory.queries import get_constituency, list_chain, place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh_to_send, may, requires, viewer
from elections.web.i18n import local, number

bp = Blueprint("means", __name__)
Answer = Response | str | tuple[str, int]
LABELS = {"sectors": SECTOR_LABELS, "sources": SOURCE_LABELS}


@bp.route("/platforms/means", methods=["GET", "POST"])
@requires(Permission.SEE_PLATFORMS)
@fresh_to_send
def show() -> Answer:
    """Shows the pledges of a territory against its means; asked for with a reason, hands them out as a spreadsheet."""
    form, path = ExportForm(), request.args.get("path", "")[:60] or viewer().scope
    place, year = queries.find_place(path), _year()
    if request.method == "POST" and not may("export_registers"):
        raise Forbidden
    picture = queries.picture(path, year)
    if form.validate_on_submit():
        suffix = form.format.data
        content = export_picture(viewer(), picture, path, year, form.reason.data or "", suffix)
        return hand_out(content, f"means-{present(get_election()):%Y-%m-%d}.{suffix}")
    chart = _chart(picture.sources)
    if numbers := asked_numbers(chart):
        return numbers
    page = render_template(
        "platforms/means.html", form=form, path=path, place=place, picture=picture, chosen=_chosen(path, year),
        chart=chart, places=place_labels(), years=_years(), above=_above(path),
        **_of_one(path, place, year), **LABELS,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.route("/constituencies/<int:constituency_id>/means/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEANS)
def create(constituency_id: int) -> Answer:
    """Enters means of a constituency."""
    constituency, form = get_constituency(constituency_id), MeansForm()

    def act() -> str:
        return _saved(actions.save_means(viewer(), constituency, _said(form)))

    return run_form(
        form, "platforms/means_edit.html", act, rules=lambda: _rules(form, constituency, None),
        constituency=constituency, means=None, history=[],
    )  # fmt: skip


@bp.route("/means/<int:means_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_MEANS)
def edit(means_id: int) -> Answer:
    """Changes means."""
    means = queries.get_means(means_id)

    def known() -> dict[str, Any]:
        return {
            **{name: getattr(means, name) for name in actions.MEANS_FIELDS},
            "year": str(means.year),
            "amount_kzt": grouped(means.amount_kzt),
        }

    form = MeansForm(data=known())

    def act() -> str:
        version = version_of(form)
        return _saved(
            actions.save_means(viewer(), means.constituency, _said(form), means=means, version=version)
        )

    return run_form(
        form, "platforms/means_edit.html", act, record=means, known=known, rules=lambda: _rules(form, means.constituency, means),
        constituency=means.constituency, means=means, history=list_history("means", means_id),
    )  # fmt: skip


@bp.post("/means/<int:means_id>/removal")
@requires(Permission.EDIT_MEANS)
def remove(means_id: int) -> Response:
    """Takes means away."""
    means = queries.get_means(means_id)
    actions.remove_means(viewer(), means)
    flash(_("The means were removed. The log keeps what they were."))
    return redirect(url_for("means.show", path=means.path), 303)


def _saved(means: Means) -> str:
    flash(_("The means were saved: %(amount)s tenge.", amount=number(means.amount_kzt)))
    return url_for("means.show", path=means.path)


def _rules(form: MeansForm, constituency: Constituency, means: Means | None) -> list[Objection]:
    """Returns what the rules say of a form with errors; nothing where the source is none of those that were offered."""
    return [] if "source" in form.errors else actions.objections_to(constituency, _said(form), means)


def _said(form: MeansForm) -> dict[str, Any]:
    year = form.year.data or ""
    return {
        "year": int(year) if year.isdecimal() and len(year) == 4 else None,
        "source": MoneySource(form.source.data), "amount_kzt": value_of(form.amount_kzt, read_sum),
        "document": form.document.data or "", "document_on": form.document_on.data,
    }  # fmt: skip


def _year() -> int | None:
    typed = request.args.get("year", "")
    return int(typed) if len(typed) == 4 and typed.isdecimal() else None


def _years() -> dict[str, str]:
    first = get_election().voting_on.year
    return {str(year): str(year) for year in range(first, first + TERM_YEARS + 1)}


def _chosen(path: str, year: int | None) -> dict[str, str]:
    return {"path": path, "year": str(year or "")}


def _of_one(path: str, place: object, year: int | None) -> dict[str, Any]:
    """Returns what only the page of a constituency shows: its means one by one, and what the party sends."""
    if not isinstance(place, Constituency):
        return {"is_constituency": False}
    return {
        "is_constituency": True,
        "means": queries.list_means(path, year),
        "support": queries.list_support(path),
    }


def _above(path: str) -> list[tuple[str, str]]:
    """Returns the places above one, as links to their pages."""
    chain = list_chain(path)
    return [(local(one), url_for("means.show", path=one.path)) for one in chain if one.path != path]


def _chart(sources: list[Balance]) -> Picture | None:
    rows = [
        Row(str(SOURCE_LABELS[MoneySource(one.key)]), one.covered, one.uncovered, one.means, number(one.uncovered))
        for one in sources if one.promised or one.means
    ]  # fmt: skip
    if not rows:
        return None
    keys, lacking = (_("covered"), _("not covered"), _("means")), sum(one.uncovered for one in sources)
    drawing = cover_chart(
        rows, keys, _("Pledges against means by source"), _("Not covered: %(sum)s tenge", sum=number(lacking))
    )
    numbers = [[one.label, one.covered, one.uncovered, one.means] for one in rows]
    return Picture("means", drawing, [_("Source of the money"), *keys], numbers)
