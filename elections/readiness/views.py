"""Pages of readiness: the ranked list, one constituency part by part, the weights."""

from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.models import Election
from elections.campaign.queries import get_contest, get_election, present
from elections.candidates.export_forms import ExportForm
from elections.charts.gaps import Row, gaps_chart
from elections.documents.downloads import Picture, asked_numbers, hand_out
from elections.errors import Forbidden
from elections.people.actions import full_name
from elections.readiness import queries
from elections.readiness.actions import set_weights
from elections.readiness.forms import WeightsForm
from elections.readiness.formula import Band, Component
from elections.readiness.mending import mend
from elections.readiness.models import ReadinessWeights
from elections.readiness.queries import Line, Summary
from elections.readiness.sheets import export_readiness
from elections.readiness.words import BAND_LABELS, COMPONENT_LABELS, WHAT_IS_COUNTED
from elections.territory.queries import list_regions, place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh_to_send, may, requires, viewer
from elections.web.i18n import decimal, local
from elections.web.pages import MenuEntry
from elections.web.paging import PAGE_SIZE, Page, page_number

bp = Blueprint("readiness", __name__)
MENU = MenuEntry(lazy_gettext("Readiness"), "readiness.list_readiness", Permission.SEE_CANDIDATES)
Answer = Response | str | tuple[str, int]
LABELS = {
    "component_labels": COMPONENT_LABELS, "band_labels": BAND_LABELS, "counted": WHAT_IS_COUNTED,
    "components": tuple(Component),
}  # fmt: skip
NOBODY = "nobody"
"""The filter for the constituencies where nobody of the party stands."""


@bp.route("/readiness", methods=["GET", "POST"])
@requires(Permission.SEE_CANDIDATES)
@fresh_to_send
def list_readiness() -> Answer:
    """Lists the constituencies with a nominee, the least ready first; asked for with a reason, hands the list out as a file."""
    election, chosen, form = get_election(), _chosen(), ExportForm()
    lines = queries.list_readiness(election, chosen["path"])
    shown = _filtered(lines, chosen)
    if request.method == "POST" and not may("export_registers"):
        raise Forbidden
    if form.validate_on_submit():
        return _file(form, shown, chosen["path"], present(election).date())
    picture = _picture(queries.by_region(lines))
    if numbers := asked_numbers(picture):
        return numbers
    page = _page(form, lines, shown, chosen, election, picture)
    return (page, 422) if form.is_submitted() else page


@bp.get("/readiness/<int:contest_id>")
@requires(Permission.SEE_CANDIDATES)
def show(contest_id: int) -> str:
    """Shows how the points of a constituency come about, and where each missing one is mended."""
    contest, election = get_contest(contest_id), get_election()
    lines = (one for one in queries.list_readiness(election, contest.path) if one.contest.id == contest_id)
    line = next(lines, Line(contest, None, None))  # a cancelled contest is in no list
    return render_template(
        "readiness/show.html", line=line, contest=contest, at=present(election), full_name=full_name,
        mend=lambda part, gap: mend(line, part, gap), **LABELS,
    )  # fmt: skip


@bp.route("/readiness/weights", methods=["GET", "POST"])
@requires(Permission.WEIGH_READINESS)
def weigh() -> Answer:
    """Sets the weights of the parts."""
    if not viewer().may(Permission.WEIGH_READINESS, ""):  # a region's coordinator holds it, but not here
        raise Forbidden
    election = get_election()
    weights, found = queries.weights_of(election), queries.find_weights(election)
    form = WeightsForm(data={one.value: weights[one] for one in Component})

    def act() -> str:
        set_weights(viewer(), election, version_of(form), form.weights())
        flash(_("The weights were set. All figures of readiness are reckoned with them from now on."))
        return url_for("readiness.list_readiness")

    def known() -> dict[str, int]:
        return {one.value: number for one, number in queries.weights_of(election).items()}

    record = found or ReadinessWeights(version=0)
    return run_form(form, "readiness/weights.html", act, record=record, known=known, **LABELS)


def _page(
    form: ExportForm,
    lines: list[Line],
    shown: list[Line],
    chosen: dict[str, str],
    election: Election,
    picture: Picture,
) -> str:
    regions, number = queries.by_region(lines), min(page_number(), max(1, -(-len(shown) // PAGE_SIZE)))
    page = Page(shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(shown), number)
    return render_template(
        "readiness/list.html", form=form, page=page, chosen=chosen, places=place_labels(), at=present(election),
        summary=queries.summarise(lines), regions=regions, names=_region_names(), nobody=NOBODY,
        picture=picture, full_name=full_name, weights=queries.weights_of(election), **LABELS,
        can_weigh=viewer().may(Permission.WEIGH_READINESS, ""),
    )  # fmt: skip


def _file(form: ExportForm, lines: list[Line], path: str, day: date) -> Response:
    suffix = form.format.data
    content = export_readiness(viewer(), lines, path, form.reason.data or "", suffix, day=day)
    return hand_out(content, f"readiness-{day:%Y-%m-%d}.{suffix}")


def _chosen() -> dict[str, str]:
    return {name: request.args.get(name, "")[:40] for name in ("path", "band", "lacks")}


def _filtered(lines: list[Line], chosen: dict[str, str]) -> list[Line]:
    """Returns the lines that were asked for, the least ready first; those where nobody stands only when asked."""
    if chosen["band"] == NOBODY:
        return [one for one in lines if one.readiness is None]
    found = [one for one in lines if one.readiness is not None]
    if chosen["band"] in list(Band):
        found = [one for one in found if one.readiness and one.readiness.band == chosen["band"]]
    if chosen["lacks"] in list(Component):
        found = [one for one in found if one.readiness and chosen["lacks"] in one.readiness.gaps]
    return sorted(found, key=lambda one: one.points)  # stable: the order of the territory within


def _region_names() -> dict[str, str]:
    return {one.path: local(one) for one in list_regions()}


def _picture(regions: dict[str, Summary]) -> Picture:
    names, drawn = _region_names(), {path: one for path, one in regions.items() if one.contested}
    rows = [
        Row(names[path], tuple(one.bands[band] for band in Band), _note(one)) for path, one in drawn.items()
    ]
    finding = _(
        "How many constituencies of each region are how ready; beside each bar the mean of the region."
    )
    keys = [str(BAND_LABELS[band]) for band in Band]
    numbers = [
        [
            names[path],
            *(one.bands[band] for band in Band),
            decimal(one.mean) if one.mean is not None else None,
        ]
        for path, one in drawn.items()
    ]
    drawing = gaps_chart(rows, keys, "readiness", _("Readiness by region"), finding)
    return Picture("readiness", drawing, [_("Region"), *keys, _("Mean readiness")], numbers)


def _note(one: Summary) -> str:
    return _("mean %(points)s", points=decimal(one.mean)) if one.mean is not None else ""
