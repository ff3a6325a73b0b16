"""The pictures of the target, and the numbers of each as a file."""

from collections.abc import Callable, Iterable, Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from elections.documents.spreadsheet import Cell
from elections.results.target import Target
from elections.results.target_history import Moment
from elections.results.target_page import Look, bars, figures_of, verdict
from elections.results.target_queries import find_constituencies
from elections.results.target_way import Way
from elections.results.target_words import SHORT_LABELS, VARIANT_LABELS
from elections.web.i18n import local
from elections.zones import zone_for

Table = tuple[list[str], list[list[Cell]]]


def drawn(look: Look) -> dict[str, Markup]:
    """Returns the four ways as bars, and the territories inside."""
    title, finding = _("Won, open and lost constituencies"), verdict(look.view.main)
    ways = [(str(SHORT_LABELS[way]), figures_of(one)) for way, one in look.view.by.items()]
    places = [(name_of(look, path), figures_of(view.main)) for path, view in look.places.items()]
    return {
        "variants": bars(ways, title, finding),
        "places": bars(places, _("Won, open and lost constituencies by territory"), finding),
    }


def name_of(look: Look, path: str) -> str:
    """Returns the name of a territory inside, or its code where the classifier has none."""
    code = path.split("/")[-2]
    return local(look.names[code]) if code in look.names else code


def variant_rows(look: Look, _way: Way) -> Table:
    """Returns the four ways as a table."""
    return _targets(
        _("How it is measured"), ((str(VARIANT_LABELS[way]), one) for way, one in look.view.by.items())
    )


def place_rows(look: Look, _way: Way) -> Table:
    """Returns the territories inside as a table."""
    return _targets(_("Territory"), ((name_of(look, path), view.main) for path, view in look.places.items()))


def way_rows(_look: Look, way: Way) -> Table:
    """Returns the way to the target as a table."""
    names = find_constituencies(one.prospect.contest_id for one in way.steps)
    headings = [
        _("Place"),
        _("Constituency code"),
        _("Constituency"),
        _("Chance, percent"),
        _("Wins expected so far"),
    ]
    return headings, [
        [
            one.number, names[one.prospect.contest_id].kato, local(names[one.prospect.contest_id]),
            "" if one.prospect.chance is None else f"{one.prospect.chance / 10:.1f}", f"{one.expected / 1000:.1f}",
        ]
        for one in way.steps
    ]  # fmt: skip


def history_rows(moments: Sequence[Moment], needed: int, path: str) -> Table:
    """Returns a night as a table."""
    zone = zone_for(path)
    headings = [_("Time"), _("Won"), _("Open"), _("Lost"), _("Needed")]
    return headings, [
        [f"{one.at.astimezone(zone):%d.%m.%Y %H:%M:%S}", one.won, one.open, one.lost, needed] for one in moments
    ]  # fmt: skip


def _history(look: Look, _way: Way) -> Table:
    return history_rows(look.moments, look.view.main.needed, look.path)


def _targets(name: str, targets: Iterable[tuple[str, Target]]) -> Table:
    headings = [
        name, _("Constituencies"), _("Needed"), _("Won"), _("Open"), _("Lost"), _("Lost without a nominee"),
        _("May lose at most"),
    ]  # fmt: skip
    return headings, [
        [label, one.contests, one.needed, one.won, one.open, one.lost, one.out_of_reach, one.may_lose]
        for label, one in targets
    ]


PICTURES: dict[str, Callable[[Look, Way], Table]] = {
    "variants": variant_rows, "places": place_rows, "way": way_rows, "history": _history,
}  # fmt: skip
