"""Pages of the School's courses."""

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.training import actions, queries
from elections.training.forms import CourseForm
from elections.training.models import Audience
from elections.training.words import AUDIENCE_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer

bp = Blueprint("courses", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/courses")
@requires(Permission.SEE_TRAINING)
def list_courses() -> str:
    """Lists the courses, with how many seminars each had."""
    return render_template(
        "training/courses.html", courses=queries.list_courses(), seminars=queries.count_seminars(),
        audiences=AUDIENCE_LABELS, can_edit=viewer().may(Permission.EDIT_TRAINING, ""),
    )  # fmt: skip


@bp.route("/courses/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def create() -> Answer:
    """Adds a course."""
    form = CourseForm(hours=8, maximum_score=100, pass_mark=60, is_required=True)

    def act() -> str:
        actions.save_course(viewer(), _values(form))
        flash(_("The course was saved. Now plan a seminar of it."))
        return url_for("courses.list_courses")

    return run_form(form, "training/course.html", act, course=None, history=[])


@bp.route("/courses/<int:course_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit(course_id: int) -> Answer:
    """Changes a course."""
    course = queries.get_course(course_id)
    form = CourseForm(data={name: getattr(course, name) for name in actions.COURSE_FIELDS})

    def act() -> str:
        actions.save_course(viewer(), _values(form), course=course, version=version_of(form))
        flash(_("The course was saved."))
        return url_for("courses.list_courses")

    history = list_history("course", course_id)
    return run_form(form, "training/course.html", act, record=course, course=course, history=history)


def _values(form: CourseForm) -> dict[str, object]:
    return {
        **{name: form[name].data for name in actions.COURSE_FIELDS},
        "audience": Audience(form.audience.data),
    }
