"""Pages of the territory: the tree from the regions down to the precincts, and one search over all of it."""

from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from elections.territory import queries
from elections.territory.day import usual_day
from elections.territory.words import KIND_LABELS
from elections.web.guards import signed_in
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("territory", __name__)
MENU = MenuEntry(lazy_gettext("Territory"), "territory.browse")


@bp.get("/territory")
@signed_in
def browse() -> str:
    """Shows the regions, or what a search finds."""
    on, search = _day(), request.args.get("search", "").strip()
    if search:
        found = {
            "units": queries.search_units(search, on, page_number()),
            "constituencies": queries.search_constituencies(search, page_number()),
        }
        return render_template("territory/found.html", on=on, search=search, kinds=KIND_LABELS, **found)
    regions, snapshots = queries.list_regions(on), queries.list_snapshots()
    return render_template(
        "territory/tree.html", on=on, regions=regions, snapshots=snapshots, kinds=KIND_LABELS
    )


@bp.get("/territory/units/<int:unit_id>")
@signed_in
def show_unit(unit_id: int) -> str:
    """Shows a unit: where it lies, what lies in it, its constituencies, its history."""
    unit, on = queries.get_unit(unit_id), _day()
    return render_template(
        "territory/unit.html", unit=unit, on=on, kinds=KIND_LABELS, chain=queries.list_chain(unit.path, on),
        children=queries.list_children(unit.kato, on), history=queries.list_history(unit.kato),
        constituencies=queries.list_constituencies(unit.path),
    )  # fmt: skip


@bp.get("/territory/constituencies/<int:constituency_id>")
@signed_in
def show_constituency(constituency_id: int) -> str:
    """Shows a constituency with its precincts."""
    constituency = queries.get_constituency(constituency_id)
    return render_template("territory/constituency.html", constituency=constituency, kinds=KIND_LABELS)


def _day() -> date:
    """Returns the day asked for in the address, the election's when none is or it is no date."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return usual_day()
