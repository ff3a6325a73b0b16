"""The page of coverage: which constituencies have no headquarters, no head, no lawyer; and the same as a spreadsheet."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.candidates.export_forms import ExportForm
from elections.charts.gaps import Row, gaps_chart
from elections.documents.downloads import Picture, asked_numbers, hand_out
from elections.errors import Forbidden
from elections.headquarters import coverage_queries as queries
from elections.headquarters.coverage_queries import Line, Place
from elections.headquarters.coverage_sheets import export_coverage
from elections.headquarters.staffing import Lack, MemberRole, count_cover
from elections.headquarters.words import LACK_LABELS, WITHOUT_LABELS
from elections.territory.queries import place_labels
from elections.web.guards import fresh_to_send, may, requires, viewer
from elections.web.i18n import NARROW_SPACE
from elections.web.paging import PAGE_SIZE, Page, page_number

bp = Blueprint("headquarters_coverage", __name__)
COLUMNS = (Lack.OWN, Lack.SERVED, Lack.HEAD, Lack.LAWYER)
Answer = Response | str | tuple[str, int]


@bp.route("/headquarters/coverage", methods=["GET", "POST"])
@requires(Permission.SEE_HEADQUARTERS)
@fresh_to_send
def show() -> Answer:
    """Shows which constituencies are covered, place by place; asked for with a reason, hands them out as a spreadsheet."""
    form, path, lack = ExportForm(), request.args.get("path", "")[:40], request.args.get("lack", "")
    if request.method == "POST" and not may("export_registers"):
        raise Forbidden
    names = place_labels()
    path = path if path in names else ""
    lines = queries.list_lines(get_election(), path)
    wanted = queries.lacking(lines, lack)
    if form.validate_on_submit():
        return _file(form, wanted if lack else lines, path, lack)
    places = queries.count_places(lines, queries.group_length(path))
    titles = queries.place_titles(lines, names)
    picture = _picture(places, titles)
    if numbers := asked_numbers(picture):
        return numbers
    page = render_template(
        "headquarters/coverage.html", form=form, path=path, lack=lack, places=places, titles=titles, names=names,
        all=count_cover([one.served for one in lines]), columns=COLUMNS, labels=LACK_LABELS, without=WITHOUT_LABELS,
        page=_page(wanted), scope=viewer().scope, at=present(get_election()), picture=picture,
        can_edit=lambda at: viewer().may(Permission.EDIT_HEADQUARTERS, at), head=MemberRole.HEAD, lawyer=MemberRole.LAWYER,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _page(lines: list[Line]) -> Page[Line]:
    pages = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(page_number(), pages)
    return Page(lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(lines), number)


def _file(form: ExportForm, lines: list[Line], path: str, lack: str) -> Response:
    suffix = form.format.data
    filters = {"path": path, "lack": lack}
    content = export_coverage(viewer(), lines, filters, form.reason.data or "", suffix)
    return hand_out(content, f"headquarters-coverage-{present(get_election()):%Y-%m-%d}.{suffix}")


def _picture(places: list[Place], titles: dict[str, str]) -> Picture:
    rows = [
        Row(titles[one.path], one.parts, f"{sum(one.parts[:2])}{NARROW_SPACE}/{NARROW_SPACE}{sum(one.parts)}")
        for one in places
    ]
    keys = [_("own, with a head"), _("the district's, with a head"), _("no head"), _("no headquarters")]
    title = _("Constituencies by the headquarters that serve them")
    drawing = gaps_chart(rows, keys, "cover", title, _("Beside each bar: how many have a head, of how many"))
    return Picture("cover", drawing, [_("Territory"), *keys], [[one.label, *one.parts] for one in rows])
