"""Pages of a seminar's list: who is on it, who waits, whole groups at once, and who is taken off."""

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.people.actions import full_name
from elections.territory.queries import find_constituency, place_labels
from elections.training import enrolment_actions as actions
from elections.training import enrolment_queries as queries
from elections.training.enrolment import WITHOUT_PLACE, Attendance, free_places, steps_from
from elections.training.enrolment_forms import STEP_LABELS, EnrolForm, RemovalForm
from elections.training.models import Audience, Participation, Seminar, SeminarStatus
from elections.training.queries import LONGEST_NUMBER, find_people, get_course, get_seminar, list_courses
from elections.training.words import ATTENDANCE_LABELS, AUDIENCE_LABELS, STATUS_LABELS
from elections.web.forms import run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import local

bp = Blueprint("enrolment", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/seminars/<int:seminar_id>/enrolment")
@requires(Permission.SEE_TRAINING)
def show(seminar_id: int) -> Answer:
    """Shows who is on the list and who waits, and whom a trainer could put on it."""
    return _enrol("training/enrolment.html", get_seminar(seminar_id))


@bp.post("/seminars/<int:seminar_id>/enrolment")
@requires(Permission.EDIT_TRAINING)
def enrol(seminar_id: int) -> Answer:
    """Puts the chosen people on the list."""
    return _enrol("training/enrolment.html", get_seminar(seminar_id))


@bp.route("/seminars/<int:seminar_id>/enrolment/group", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def group(seminar_id: int) -> Answer:
    """Shows a group of chosen districts by name before it is put on the list, and then puts it there."""
    seminar = get_seminar(seminar_id)
    return _enrol("training/enrolment_group.html", seminar, **_group(seminar))


@bp.post("/seminars/<int:seminar_id>/enrolment/step")
@requires(Permission.EDIT_TRAINING)
def step(seminar_id: int) -> Answer:
    """Lets somebody confirm, be excused or come after all: the button's name says which, its value who."""
    seminar, now = get_seminar(seminar_id), present(get_election())

    def act() -> str:
        wanted, who = next(((one, request.form[one]) for one in Attendance if one in request.form), ("", ""))
        part, outcome = actions.step(viewer(), seminar, _number(who), Attendance(wanted or "invited"), now)
        _tell(outcome, done="" if outcome.waiting else _said(part))
        return _page(seminar, f"p{part.id}")

    return run_form(EnrolForm(), "training/enrolment.html", act, **_context(seminar))


@bp.route("/seminars/<int:seminar_id>/enrolment/<int:part_id>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def take_off(seminar_id: int, part_id: int) -> Answer:
    """Takes somebody off the list for a reason."""
    seminar, part = get_seminar(seminar_id), queries.get_part(seminar_id, part_id)
    form, name, now = RemovalForm(), full_name(part.person), present(get_election())

    def act() -> str:
        moved = actions.take_off(viewer(), seminar, part, form.reason.data or "", now)
        _tell(actions.Outcome(moved_up=moved), done=_("%(name)s was taken off the list.", name=name))
        return _page(seminar)

    return run_form(form, "training/enrolment_removal.html", act, seminar=seminar, name=name)


def _enrol(template: str, seminar: Seminar, **more: Any) -> Answer:
    """Shows a page on which people are chosen, and puts those on the list whose boxes were ticked."""
    chosen = [_number(one) for one in request.form.getlist("person")]

    form = EnrolForm()

    def act() -> str:
        now, despite = present(get_election()), form.despite.data
        _tell(actions.enrol(viewer(), seminar, chosen, now, despite=despite))
        return _page(seminar)

    ticked = set(chosen) if request.method == "POST" else None
    return run_form(form, template, act, **{**_context(seminar), "ticked": ticked}, **more)


def _context(seminar: Seminar) -> dict[str, Any]:
    """Returns what every page of the list shows."""
    now, search = present(get_election()), request.args.get("search", "").strip()
    parts = queries.list_parts(seminar.id)
    taken = sum(one.attendance not in WITHOUT_PLACE for one in parts)
    can_edit = (
        viewer().may(Permission.EDIT_TRAINING, seminar.path) and seminar.status is SeminarStatus.PLANNED
    )
    can_enrol = can_edit and seminar.ends_at > now
    return {
        "seminar": seminar, "ticked": None, "parts": parts, "taken": taken, "free": free_places(seminar.capacity, taken),
        "waiting": sum(one.attendance is Attendance.WAITING for one in parts), "can_edit": can_edit,
        "can_enrol": can_enrol, "missed": queries.list_missed(seminar, now) if can_enrol else [],
        "search": search, "found": find_people(seminar, search) if can_enrol else [],
        "steps": lambda state: steps_from(state, has_begun=seminar.starts_at <= now), "step_labels": STEP_LABELS,
        "statuses": STATUS_LABELS, "attendances": ATTENDANCE_LABELS, "audiences": AUDIENCE_LABELS,
        "history": list_history("seminar", seminar.id),
    }  # fmt: skip


def _group(seminar: Seminar) -> dict[str, Any]:
    """Returns the group that the address asks for, at first the audience of the seminar's own course.

    With `exact` only those of the chosen places themselves, as the members of a region's own headquarters are.
    """
    places = {path: name for path, name in place_labels().items() if _is_below(path, seminar.path)}
    asked = request.args.getlist("path")
    for path in asked:
        place = find_constituency(path.rstrip("/").split("/")[-1]) if path not in places else None
        if place is not None and path == place.path and _is_below(path, seminar.path):
            places[path] = local(place)
    exact = bool(asked) and "exact" in request.args
    courses = {str(one.id): local(one, "title") for one in list_courses()}
    who = request.args.get("who", seminar.course.audience)
    who = who if who in list(Audience) else seminar.course.audience
    paths = [one for one in asked if one in places or (exact and one == seminar.path)]
    course = request.args.get("course", str(seminar.course_id))
    without = get_course(int(course)) if course in courses else None
    election = get_election()
    people = queries.list_group(
        seminar, Audience(who), election.own_party_id, paths=paths, course=without, now=present(election)
    )
    return {
        "people": [
            (person, places.get(_district(path), "").strip())
            for person, path in people if not exact or path in asked
        ],
        "exact": exact, "who": who, "paths": paths, "places": places, "courses": courses,
        "course": course if without else "",
    }  # fmt: skip


def _is_below(path: str, above: str) -> bool:
    return path.startswith(above) and path != above


def _district(path: str) -> str:
    return "".join(f"{code}/" for code in path.split("/")[:2])


def _number(typed: str) -> int:
    """Returns the number that somebody sent; what is none is nobody's."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < LONGEST_NUMBER else 0


def _said(part: Participation) -> str:
    return f"{full_name(part.person)}: {ATTENDANCE_LABELS[part.attendance]}"


def _tell(outcome: actions.Outcome, done: str = "") -> None:
    """Says what became of the list: who got a place, who waits, who moved up."""
    if done:
        flash(done)
    if outcome.invited:
        flash(
            ngettext(
                "%(num)s person was put on the list.",
                "%(num)s people were put on the list.",
                len(outcome.invited),
            )
        )
    if outcome.waiting:
        flash(_("No place is free: on the waiting list are now %(names)s.", names=", ".join(outcome.waiting)))
    if outcome.moved_up:
        flash(_("Moved up from the waiting list: %(names)s. Tell them.", names=", ".join(outcome.moved_up)))


def _page(seminar: Seminar, anchor: str | None = None) -> str:
    return url_for("enrolment.show", seminar_id=seminar.id, _anchor=anchor)
