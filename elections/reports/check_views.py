"""The page that the code on a printed report leads to: whether it is still true, and what was changed since."""

from flask import Blueprint, render_template, request, url_for

from elections.accounts.access import Permission
from elections.reports.change_words import told_of
from elections.reports.check_queries import Truth, check
from elections.reports.kinds import kind_of
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.paging import page_number

bp = Blueprint("report_checks", __name__)


@bp.get("/reports/check/<kind>/<key>")
@requires(Permission.SEE_REPORTS)
def show(kind: str, key: str) -> tuple[str, int]:
    """Says whether a printed report is still true."""
    known = kind_of(kind)
    found = check(known, key, request.args.get("at", ""), request.args.get("is", ""), page_number())
    page = render_template(
        "reports/check.html", found=found, kind=known, told_of=told_of, words=known.words(found.content), covers=viewer().covers,
        print_url=_print_url(kind, key) if viewer().may(Permission.PRINT_REPORTS, found.path) else "",
    )  # fmt: skip
    return page, 400 if found.truth in (Truth.UNREADABLE, Truth.UNKNOWN) else 200


def _print_url(kind: str, key: str) -> str:
    return url_for("reports.show_report", kind=kind, key=key, paper=language())
