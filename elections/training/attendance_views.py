"""Pages of attendance: the fast list for one thumb, its taps and their undo, and the badge that a phone opens."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import NotFound, Objection, Refused, Stale
from elections.people.actions import full_name
from elections.training import attendance_actions as actions
from elections.training import attendance_queries, queries
from elections.training.attendance import is_late
from elections.training.models import Attendance, Participation, Seminar, SeminarStatus
from elections.training.seminar_forms import ArrivalForm, StrangerForm, TapForm
from elections.training.tokens import read_token
from elections.training.words import ATTENDANCE_LABELS, STATUS_LABELS, TAP_WORDS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import describe
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("attendance", __name__)
Answer = Response | str | tuple[str, int]
BADGE = "badge"
LABELS: dict[str, Any] = {"attendances": ATTENDANCE_LABELS, "taps": TAP_WORDS, "statuses": STATUS_LABELS}


@bp.get("/seminars/<int:seminar_id>/list")
@requires(Permission.EDIT_TRAINING)
def fast_list(seminar_id: int) -> str:
    """Shows a page of the list with a big button for each mark; the last tap can be taken back."""
    seminar = queries.get_seminar(seminar_id)
    return render_template("training/list_fast.html", **_page(seminar, page_number()))


@bp.post("/participations/<int:participation_id>/tap")
@requires(Permission.EDIT_TRAINING)
def tap(participation_id: int) -> Answer:
    """Keeps one tap on one person and returns to the same place."""
    one, form = attendance_queries.get_participation(participation_id), TapForm()
    was, state = one.attendance, _state(form.state.data, actions.TAPS)
    try:
        if not form.validate() or state is None:
            raise Refused([Objection("seminar.tap_unknown")])
        is_new = actions.tap(viewer(), one, state, present(get_election()))
    except (Refused, Stale) as refused:
        return _refused(one.seminar, form, refused)
    undo = {"last": one.id, "was": was.value} if is_new else {}
    return _back(one, form, **undo)


@bp.post("/participations/<int:participation_id>/untap")
@requires(Permission.EDIT_TRAINING)
def untap(participation_id: int) -> Answer:
    """Takes the last tap back."""
    one, form = attendance_queries.get_participation(participation_id), TapForm()
    was, version = _state(form.was.data, tuple(Attendance)), str(form.version.data or "")
    try:
        if not form.validate() or was is None or not version.isdecimal():
            raise Refused([Objection("seminar.tap_unknown")])
        actions.untap(viewer(), one, was, int(version), present(get_election()))
    except (Refused, Stale) as refused:
        return _refused(one.seminar, form, refused)
    return _back(one, form)


@bp.route("/participations/<int:participation_id>/arrival", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def arrival(participation_id: int) -> Answer:
    """Takes the time at which somebody came, when it is written down afterwards."""
    one = attendance_queries.get_participation(participation_id)
    zone, is_closed = zone_for(one.seminar_path), one.seminar.status is SeminarStatus.CLOSED

    def known() -> dict[str, Any]:
        came = one.arrived_at
        return {"arrived_at": came and came.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)}

    form = ArrivalForm(data=known())

    def act() -> str:
        typed = form.arrived_at.data
        came = typed.replace(tzinfo=zone) if typed else None
        actions.write_arrival(viewer(), one, version_of(form), came, form.reason.data or "")
        flash(_("The time of arrival was saved."))
        page = "training.show" if is_closed else "attendance.fast_list"
        return url_for(page, seminar_id=one.seminar_id, _anchor=f"p{one.id}")

    return run_form(
        form, "training/arrival.html", act, record=one, known=known, one=one, seminar=one.seminar, is_closed=is_closed,
    )  # fmt: skip


@bp.route("/seminars/<int:seminar_id>/walk-ins", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def walk_ins(seminar_id: int) -> Answer:
    """Finds who came without being on the list, or adds them to the register of people."""
    seminar, form = queries.get_seminar(seminar_id), StrangerForm()
    search = request.args.get("search", "").strip()

    def act() -> str:
        values = {
            name: form[name].data
            for name in ("surname", "given_name", "patronymic", "born_on", "iin", "phone")
        }
        one = actions.add_stranger(
            viewer(), seminar, values, present(get_election()), despite=form.despite.data
        )
        flash(_("On the list and present: %(name)s", name=full_name(one.person)))
        return url_for("attendance.fast_list", seminar_id=seminar_id)

    found = queries.find_people(seminar, search)
    return run_form(form, "training/walk_ins.html", act, seminar=seminar, search=search, found=found)


@bp.post("/seminars/<int:seminar_id>/walk-ins/known")
@requires(Permission.EDIT_TRAINING)
def add_known(seminar_id: int) -> Answer:
    """Puts somebody of the register on the list as present."""
    seminar, form = queries.get_seminar(seminar_id), StrangerForm(formdata=None)
    typed = request.form.get("person", "")
    path = queries.find_path(seminar, int(typed)) if typed.isdecimal() and len(typed) < 10 else None
    try:
        if path is None:
            raise Refused([Objection("seminar.person_unknown")])
        one = actions.add_walk_in(viewer(), seminar, int(typed), path, present(get_election()))
    except Refused as refused:
        form.form_errors = [describe(one) for one in refused.objections]
        return render_template("training/walk_ins.html", seminar=seminar, form=form, search="", found=[]), 422
    flash(_("On the list and present: %(name)s", name=full_name(one.person)))
    return redirect(url_for("attendance.fast_list", seminar_id=seminar_id), 303)


@bp.route("/here/<token>", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def here(token: str) -> Answer:
    """Shows whose badge was read, with one big button; pressed, the person is here."""
    value = read_token(BADGE, token)
    if value is None or not value.isdecimal():
        raise NotFound
    one, form = attendance_queries.get_participation(int(value)), TapForm()

    def act() -> str:
        actions.tap(viewer(), one, Attendance.ATTENDED, present(get_election()))
        return url_for("attendance.here", token=token)

    is_open = one.seminar.status is SeminarStatus.PLANNED
    return run_form(
        form,
        "training/here.html",
        act,
        one=one,
        seminar=one.seminar,
        is_open=is_open,
        late=_is_late(one),
        **LABELS,
    )


def _page(seminar: Seminar, number: int, **more: Any) -> dict[str, Any]:
    last = request.args.get("last", "")
    page = attendance_queries.page_of_list(seminar.id, number)
    return {
        "seminar": seminar, "page": page, "form": TapForm(formdata=None), "errors": [],
        "is_open": seminar.status is SeminarStatus.PLANNED, "late": _is_late, "counts": actions.count_states(seminar),
        "last": next((one for one in page.rows if str(one.id) == last), None), "was": request.args.get("was", ""),
        **LABELS, **more,
    }  # fmt: skip


def _refused(seminar: Seminar, form: TapForm, refused: Refused | Stale) -> Answer:
    """Returns the same page of the list with what spoke against the tap; nothing is lost, since nothing else was typed."""
    found = refused.objections if isinstance(refused, Refused) else (Objection("record.stale"),)
    page = _page(seminar, _number(form.page.data), errors=[describe(one) for one in found])
    return render_template("training/list_fast.html", **page), 422


def _back(one: Participation, form: TapForm, **undo: Any) -> Response:
    page = _number(form.page.data)
    to = url_for("attendance.fast_list", seminar_id=one.seminar_id, page=page, _anchor=f"p{one.id}", **undo)
    return redirect(to, 303)


def _is_late(one: Participation) -> bool:
    return is_late(one.arrived_at, one.seminar.starts_at)


def _state(typed: str | None, allowed: tuple[Attendance, ...]) -> Attendance | None:
    return Attendance(typed) if typed in allowed else None


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 7 else 1
