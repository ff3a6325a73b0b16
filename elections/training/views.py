"""Pages of the School: seminars, their lists, and the roll-call."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused, refuse_if
from elections.people.actions import full_name
from elections.territory.queries import match_place, place_labels, suggest_places
from elections.training import actions, queries
from elections.training.attendance import is_late
from elections.training.attendance_actions import close_list
from elections.training.clash_queries import clashes_of
from elections.training.enrolment_actions import move_up
from elections.training.enrolment_queries import count_places, list_missed
from elections.training.forms import MARKS, EndForm, RollCallForm, SeminarForm, roll_call_form
from elections.training.meanwhile import Rows
from elections.training.models import UNMARKED, Attendance, Participation, Seminar, SeminarStatus
from elections.training.notice_queries import list_notices
from elections.training.open_lists import overtaken, roll_call_rows
from elections.training.seminar_actions import call_off
from elections.training.trainer_actions import names_in
from elections.training.trainer_queries import list_trainers
from elections.training.words import ATTENDANCE_LABELS, LANGUAGE_LABELS, NOTICE_LABELS, STATUS_LABELS
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.objections import describe
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("training", __name__)
MENU = MenuEntry(
    lazy_gettext("Training"),
    "training.list_seminars",
    Permission.SEE_TRAINING,
    (
        "courses",
        "course_parts",
        "enrolment",
        "certificates",
        "coverage",
        "trainers_work",
        "seminars",
        "attendance",
        "closing",
        "trainers",
    ),
)
LABELS = {
    "statuses": STATUS_LABELS,
    "attendances": ATTENDANCE_LABELS,
    "spoken": LANGUAGE_LABELS,
    "kinds": NOTICE_LABELS,
}
Answer = Response | str | tuple[str, int]


@bp.get("/seminars")
@requires(Permission.SEE_TRAINING)
def list_seminars() -> str:
    """Lists the seminars that concern the viewer's territory."""
    chosen = {name: request.args.get(name, "") for name in ("path", "status", "course")}
    page = queries.list_seminars(**chosen, page=page_number())
    courses = {str(one.id): local(one, "title") for one in queries.list_courses()}
    return render_template(
        "training/list.html", page=page, chosen=chosen, places=place_labels(), courses=courses,
        listed=queries.count_participants([one.id for one in page.rows]), **LABELS,
    )  # fmt: skip


@bp.get("/seminars/<int:seminar_id>")
@requires(Permission.SEE_TRAINING)
def show(seminar_id: int) -> str:
    """Shows a seminar with its list; for a trainer, the list is the roll-call."""
    seminar = queries.get_seminar(seminar_id)
    people = queries.list_participations(seminar_id)
    form = roll_call_form(people)
    return render_template("training/show.html", form=form, **_page(seminar, people, roll_call=form))


@bp.route("/seminars/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def create() -> Answer:
    """Plans a seminar; with a group in the address, as a gap of the coverage names one, it leads on to enrolling it."""
    names = ("who", "course", "path", "exact")
    asked: dict[str, Any] = {name: request.args[name] for name in names if name in request.args}
    kato = asked.get("path", "").rstrip("/").split("/")[:2][-1]
    form = _with_courses(SeminarForm(data={"course_id": asked.get("course"), "kato": kato}))

    def act() -> str:
        seminar = actions.save_seminar(
            viewer(), get_election(), _values(form), trainers=names_in(form.trainer.data or ""),
            despite=form.despite.data,
        )  # fmt: skip
        flash(_("The seminar was saved. Now put people on its list."))
        if "who" in asked:
            return url_for("enrolment.group", seminar_id=seminar.id, **asked)
        return url_for("training.show", seminar_id=seminar.id)

    return run_form(form, "training/edit.html", act, seminar=None, **_suggested())


@bp.route("/seminars/<int:seminar_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit(seminar_id: int) -> Answer:
    """Changes a seminar."""
    seminar = queries.get_seminar(seminar_id)
    form = _with_courses(SeminarForm(data=_known(seminar)))

    def act() -> str:
        actions.save_seminar(
            viewer(), get_election(), _values(form), seminar=seminar, version=version_of(form),
            trainers=names_in(form.trainer.data or ""), despite=form.despite.data,
        )  # fmt: skip
        flash(_("The seminar was saved."))
        moved = move_up(viewer(), seminar, present(get_election()))
        if moved:
            flash(_("Moved up from the waiting list: %(names)s. Tell them.", names=", ".join(moved)))
        return url_for("training.show", seminar_id=seminar_id)

    return run_form(
        form, "training/edit.html", act, record=seminar, known=lambda: _known(seminar), seminar=seminar, **_suggested(),
    )  # fmt: skip


@bp.post("/seminars/<int:seminar_id>/attendance")
@requires(Permission.EDIT_TRAINING)
def mark(seminar_id: int) -> Answer:
    """Saves the roll-call: every row of the page at once."""
    seminar = queries.get_seminar(seminar_id)
    people = queries.list_participations(seminar_id)
    form = roll_call_form(people)

    def act() -> str:
        rows = roll_call_rows(form, people)
        refuse_if(overtaken(rows, people, "attendance"))
        changed = actions.mark(viewer(), seminar, _marks(form, people, rows), present(get_election()))
        flash(_("Marks saved: %(number)s", number=changed))
        return url_for("training.show", seminar_id=seminar_id)

    return run_form(form, "training/show.html", act, **_page(seminar, people, roll_call=form))


@bp.post("/seminars/<int:seminar_id>/end")
@requires(Permission.EDIT_TRAINING)
def end(seminar_id: int) -> Answer:
    """Closes the list, or calls the seminar off."""
    seminar, form = queries.get_seminar(seminar_id), EndForm()

    def act() -> str:
        now = present(get_election())
        if form.status.data == SeminarStatus.CANCELLED:
            notice = call_off(viewer(), seminar, version_of(form), form.reason.data or "", now)
            flash(_("The seminar was called off. Now tell the people: here is whom to call."))
            return url_for("seminars.calls", notice_id=notice.id)
        close_list(viewer(), seminar, version_of(form), now)
        flash(str(STATUS_LABELS[SeminarStatus.CLOSED]))
        return url_for("training.show", seminar_id=seminar_id)

    page = _page(seminar, queries.list_participations(seminar_id), ending=form)
    return run_form(form, "training/show.html", act, record=seminar, **page)


def _page(
    seminar: Seminar, people: list[Participation], *, roll_call: RollCallForm | None = None,
    ending: EndForm | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Returns what the page of a seminar shows; the form that was refused among it as it came."""
    may_edit, roll_call = (
        viewer().may(Permission.EDIT_TRAINING, seminar.path),
        roll_call or roll_call_form(people),
    )
    return {
        "seminar": seminar, "participations": people,
        "roll_call": roll_call, "found": roll_call_rows(roll_call, people).shown(), "ending": ending or EndForm(formdata=None, version=seminar.version),
        **_enrolment(seminar), "history": list_history("seminar", seminar.id),
        "can_edit": may_edit and seminar.status is SeminarStatus.PLANNED, "may_edit": may_edit,
        "notices": list_notices(seminar.id), "lateness": is_late,
        "clashes": [describe(one) for one in clashes_of(seminar, {one.person_id: full_name(one.person) for one in people})],
        **LABELS,
    }  # fmt: skip


def _enrolment(seminar: Seminar) -> dict[str, Any]:
    """Returns how full the seminar is, and who missed the course before."""
    now = present(get_election())
    open_ = viewer().may(Permission.EDIT_TRAINING, seminar.path) and seminar.status is SeminarStatus.PLANNED
    taken, waiting = count_places(seminar.id)
    return {
        "taken": taken, "waiting": waiting,
        "missed": list_missed(seminar, now) if open_ and seminar.ends_at > now else [],
    }  # fmt: skip


def _marks(
    form: RollCallForm, people: list[Participation], rows: Rows
) -> dict[int, tuple[Attendance, int | None]]:
    """Returns what was said of each; with the button "all others", those without a mark attended.

    Somebody of whom nothing new was said keeps the mark that another trainer gave meanwhile.
    """
    marks = {}
    for one in people:
        if not rows.is_changed(one.id) and not (form.others.data and one.attendance in UNMARKED):
            continue
        told, score = form[f"attendance_{one.id}"], form[f"score_{one.id}"].data
        attendance = Attendance(told.data) if told.raw_data and told.data in MARKS else None
        if attendance is None and one.attendance in UNMARKED:
            attendance = Attendance.ATTENDED if form.others.data else one.attendance
        if attendance is not None:
            marks[one.id] = attendance, int(score) if score else None
    return marks


def _suggested() -> dict[str, Any]:
    return {"suggestions": suggest_places(), "known_trainers": [one.name for one in list_trainers()]}


def _with_courses(form: SeminarForm) -> SeminarForm:
    form.course_id.choices = choices_of({one.id: local(one, "title") for one in queries.list_courses()})
    return form


def _values(form: SeminarForm) -> dict[str, object]:
    unit = match_place(form.kato.data or "")
    if unit is None:
        raise Refused([Objection("seminar.territory_unknown", "kato")])
    zone = zone_for(unit.path)
    starts, ends = form.starts_at.data, form.ends_at.data
    return {
        **{name: form[name].data for name in ("course_id", "place", "link", "language", "capacity")},
        "starts_at": starts and starts.replace(tzinfo=zone),
        "ends_at": ends and ends.replace(tzinfo=zone),
        "path": unit.path, "territory_ru": unit.name_ru, "territory_kk": unit.name_kk,
    }  # fmt: skip


def _known(seminar: Seminar) -> dict[str, object]:
    zone = zone_for(seminar.path)
    return {
        **{name: getattr(seminar, name) for name in ("course_id", "place", "link", "language", "capacity")},
        "trainer": ", ".join(one.name for one in seminar.trainers),
        "starts_at": seminar.starts_at.astimezone(zone).replace(tzinfo=None),  # as people type it
        "ends_at": seminar.ends_at.astimezone(zone).replace(tzinfo=None),
        "kato": seminar.path.rstrip("/").split("/")[-1],
    }
