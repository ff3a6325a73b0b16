"""The pages that the codes on a card, a sheet to sign and a protocol's copy lead to: whether the paper is still true."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for

from elections.accounts.access import Permission
from elections.audit.change_queries import find_moment
from elections.audit.slips import Slip, list_slip_changes, seal_slip
from elections.candidates.paper import card_slip
from elections.reports.check_queries import AT, DIGEST, Truth
from elections.results.protocol_paper import copy_slip
from elections.training.attendance_paper import sheet_slip
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.paging import page_number

bp = Blueprint("slip_checks", __name__)
Answer = tuple[str, int]


@bp.get("/candidates/<int:number>/card/check")
@requires(Permission.SEE_CANDIDATES)
def card(number: int) -> Answer:
    """Says whether a candidate's card is still true."""
    return _answer(
        card_slip, number, url_for("candidates.show", candidate_id=number),
        url_for("dossier_files.card", candidate_id=number, paper=language()),
    )  # fmt: skip


@bp.get("/seminars/<int:number>/sheet/check")
@requires(Permission.SEE_TRAINING)
def sheet(number: int) -> Answer:
    """Says whether a seminar's sheet to sign is still true."""
    may_print = viewer().allows(Permission.EDIT_TRAINING)
    return _answer(
        sheet_slip, number, url_for("training.show", seminar_id=number),
        url_for("closing.sheet", seminar_id=number, paper=language()) if may_print else "",
    )  # fmt: skip


@bp.get("/protocols/<int:number>/copy/check")
@requires(Permission.SEE_RESULTS)
def copy(number: int) -> Answer:
    """Says whether the copy of a protocol is still true."""
    return _answer(
        copy_slip, number, url_for("results.show", protocol_id=number),
        url_for("protocol_paper.show", protocol_id=number),
    )  # fmt: skip


def _answer(make: Callable[[int], Slip], number: int, record_url: str, print_url: str) -> Answer:
    slip = make(number)
    now, at = seal_slip(slip), request.args.get("at", "")
    is_readable = bool(
        AT.fullmatch(at) and DIGEST.fullmatch(code := request.args.get("is", "").strip().lower())
    )
    truth = _truth(int(at), code, now.log_id, now.short) if is_readable else Truth.UNREADABLE
    is_known = truth not in (Truth.UNREADABLE, Truth.UNKNOWN)
    page = render_template(
        "reports/slip_check.html", slip=slip, now=now, truth=truth, record_url=record_url, print_url=print_url,
        changes=list_slip_changes(slip.subjects, int(at), page_number()) if is_known else None,
        printed_at=find_moment(int(at)) if is_known else None,
    )  # fmt: skip
    return page, 200 if is_known else 400


def _truth(at: int, code: str, last: int, now: str) -> Truth:
    if at > last:
        return Truth.UNKNOWN
    if code == now:
        return Truth.UNCHANGED
    return Truth.CHANGED if at < last else Truth.DIFFERENT
