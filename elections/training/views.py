"""Pages of the School: seminars, their lists, and the roll-call."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused, Stale
from elections.territory.queries import find_unit, list_regions
from elections.training import actions, queries
from elections.training.forms import SeminarForm
from elections.training.models import Attendance, Seminar, SeminarStatus
from elections.training.words import ATTENDANCE_LABELS, LANGUAGE_LABELS, STATUS_LABELS
from elections.web.forms import choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("training", __name__)
MENU = MenuEntry(lazy_gettext("Training"), "training.list_seminars", Permission.SEE_TRAINING)
LABELS = {"statuses": STATUS_LABELS, "attendances": ATTENDANCE_LABELS, "spoken": LANGUAGE_LABELS}
Answer = Response | str | tuple[str, int]


@bp.get("/seminars")
@requires(Permission.SEE_TRAINING)
def list_seminars() -> str:
    """Lists the seminars that concern the viewer's territory."""
    chosen = {name: request.args.get(name, "") for name in ("path", "status", "course")}
    page = queries.list_seminars(**chosen, page=page_number())
    courses = {str(one.id): local(one, "title") for one in queries.list_courses()}
    return render_template(
        "training/list.html", page=page, chosen=chosen, regions=list_regions(), courses=courses,
        listed=queries.count_participants([one.id for one in page.rows]), **LABELS,
    )  # fmt: skip


@bp.get("/seminars/<int:seminar_id>")
@requires(Permission.SEE_TRAINING)
def show(seminar_id: int) -> str:
    """Shows a seminar with its list; for a trainer, the list is the roll-call."""
    seminar, search = queries.get_seminar(seminar_id), request.args.get("search", "")
    return render_template(
        "training/show.html", seminar=seminar, participations=queries.list_participations(seminar_id), search=search,
        found=queries.find_people(seminar, search), history=list_history("seminar", seminar_id),
        can_edit=viewer().may(Permission.EDIT_TRAINING, seminar.path) and seminar.status is SeminarStatus.PLANNED,
        **LABELS,
    )  # fmt: skip


@bp.route("/seminars/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def create() -> Answer:
    """Plans a seminar."""
    form = _with_courses(SeminarForm())

    def act() -> str:
        seminar = actions.save_seminar(viewer(), get_election(), _values(form))
        flash(_("The seminar was saved. Now put people on its list."))
        return url_for("training.show", seminar_id=seminar.id)

    return run_form(form, "training/edit.html", act, seminar=None)


@bp.route("/seminars/<int:seminar_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit(seminar_id: int) -> Answer:
    """Changes a seminar."""
    seminar = queries.get_seminar(seminar_id)
    form = _with_courses(SeminarForm(data=_known(seminar)))
    form.version.data = form.version.data or str(seminar.version)

    def act() -> str:
        version = int(form.version.data or 0)
        actions.save_seminar(viewer(), get_election(), _values(form), seminar=seminar, version=version)
        flash(_("The seminar was saved."))
        return url_for("training.show", seminar_id=seminar_id)

    return run_form(form, "training/edit.html", act, seminar=seminar)


@bp.post("/seminars/<int:seminar_id>/participants")
@requires(Permission.EDIT_TRAINING)
def enrol(seminar_id: int) -> Response:
    """Puts one person, or all nominees of the territory, on the list."""
    seminar, person = queries.get_seminar(seminar_id), request.form.get("person", "")
    if person.isdecimal():
        actions.enrol(viewer(), seminar, int(person))
    else:
        number = actions.enrol_nominees(viewer(), seminar, get_election())
        flash(_("Put on the list: %(number)s", number=number))
    return redirect(url_for("training.show", seminar_id=seminar_id), 303)


@bp.post("/seminars/<int:seminar_id>/attendance")
@requires(Permission.EDIT_TRAINING)
def mark(seminar_id: int) -> Response:
    """Saves the roll-call: every row of the page at once."""
    seminar = queries.get_seminar(seminar_id)
    changed = actions.mark(viewer(), seminar, _marks(), present(get_election()))
    flash(_("Marks saved: %(number)s", number=changed))
    return redirect(url_for("training.show", seminar_id=seminar_id), 303)


@bp.post("/seminars/<int:seminar_id>/end")
@requires(Permission.EDIT_TRAINING)
def end(seminar_id: int) -> Response:
    """Closes the list, or calls the seminar off."""
    seminar, version = queries.get_seminar(seminar_id), request.form.get("version", "")
    if not version.isdecimal():
        raise Stale
    off = request.form.get("status") == SeminarStatus.CANCELLED
    status = SeminarStatus.CANCELLED if off else SeminarStatus.CLOSED
    actions.close(viewer(), seminar, int(version), status, request.form.get("reason", "").strip())
    flash(str(STATUS_LABELS[status]))
    return redirect(url_for("training.show", seminar_id=seminar_id), 303)


def _marks() -> dict[int, tuple[Attendance, int | None]]:
    marks = {}
    for name, value in request.form.items():
        key = name.removeprefix("attendance_")
        if key != name and key.isdecimal() and value in list(Attendance):
            score = request.form.get(f"score_{key}", "").strip()
            marks[int(key)] = (
                Attendance(value),
                int(score) if score.isdecimal() and len(score) < 7 else None,
            )
    return marks


def _with_courses(form: SeminarForm) -> SeminarForm:
    form.course_id.choices = choices_of({one.id: local(one, "title") for one in queries.list_courses()})
    return form


def _values(form: SeminarForm) -> dict[str, object]:
    unit = find_unit(form.kato.data or "")
    if unit is None:
        raise Refused([Objection("seminar.territory_unknown", "kato")])
    zone = zone_for(unit.path)
    starts, ends = form.starts_at.data, form.ends_at.data
    return {
        **{name: form[name].data for name in ("course_id", "place", "trainer", "language", "capacity")},
        "starts_at": starts and starts.replace(tzinfo=zone),
        "ends_at": ends and ends.replace(tzinfo=zone),
        "path": unit.path, "territory_ru": unit.name_ru, "territory_kk": unit.name_kk,
    }  # fmt: skip


def _known(seminar: Seminar) -> dict[str, object]:
    zone = zone_for(seminar.path)
    return {
        **{
            name: getattr(seminar, name) for name in ("course_id", "place", "trainer", "language", "capacity")
        },
        "starts_at": seminar.starts_at.astimezone(zone),
        "ends_at": seminar.ends_at.astimezone(zone),
        "kato": seminar.path.rstrip("/").split("/")[-1],
    }
