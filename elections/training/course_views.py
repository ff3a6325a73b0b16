"""Pages of the School's courses."""

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.training import actions, queries
from elections.training.course_queries import list_materials, list_modules
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


@bp.get("/courses/<int:course_id>")
@requires(Permission.SEE_TRAINING)
def show(course_id: int) -> str:
    """Shows a course with its modules and materials."""
    course, modules = queries.get_course(course_id), list_modules(course_id)
    return render_template(
        "training/course_show.html", course=course, modules=modules, materials=list_materials(course_id),
        together=sum(one.hours for one in modules), audiences=AUDIENCE_LABELS,
        can_edit=viewer().may(Permission.EDIT_TRAINING, ""), history=list_history("course", course_id),
    )  # fmt: skip


@bp.route("/courses/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def create() -> Answer:
    """Adds a course."""
    form = CourseForm(hours=8, maximum_score=100, pass_mark=60, is_required=True)

    def act() -> str:
        course = actions.save_course(viewer(), _values(form))
        flash(_("The course was saved. Now add its modules and materials, and plan a seminar of it."))
        return url_for("courses.show", course_id=course.id)

    return run_form(form, "training/course.html", act, course=None)


@bp.route("/courses/<int:course_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit(course_id: int) -> Answer:
    """Changes a course."""
    course = queries.get_course(course_id)
    form = CourseForm(data={name: getattr(course, name) for name in actions.COURSE_FIELDS})

    def act() -> str:
        actions.save_course(viewer(), _values(form), course=course, version=version_of(form))
        flash(_("The course was saved."))
        return url_for("courses.show", course_id=course_id)

    return run_form(form, "training/course.html", act, record=course, course=course)


def _values(form: CourseForm) -> dict[str, object]:
    return {
        **{name: form[name].data for name in actions.COURSE_FIELDS},
        "audience": Audience(form.audience.data),
    }
