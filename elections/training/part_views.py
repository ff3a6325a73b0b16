"""Pages of a course's parts: its modules and their order, its materials."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.candidates.file_actions import Upload
from elections.errors import NotFound
from elections.training import course_actions as actions
from elections.training import course_queries as queries
from elections.training.course_forms import FileForm, LinkForm, ModuleForm
from elections.training.course_models import CourseModule
from elections.training.models import Course
from elections.training.queries import get_course
from elections.web.forms import Form, run_form, version_of
from elections.web.guards import requires, viewer

bp = Blueprint("course_parts", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/courses/<int:course_id>/modules/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def add_module(course_id: int) -> Answer:
    """Adds a module."""
    return _module(get_course(course_id), None)


@bp.route("/courses/<int:course_id>/modules/<int:module_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit_module(course_id: int, module_id: int) -> Answer:
    """Changes a module."""
    return _module(get_course(course_id), queries.get_module(course_id, module_id))


@bp.post("/courses/<int:course_id>/modules/<int:module_id>/move")
@requires(Permission.EDIT_TRAINING)
def move_module(course_id: int, module_id: int) -> Answer:
    """Moves a module one place up or down."""
    course, module, form = get_course(course_id), queries.get_module(course_id, module_id), Form()

    def act() -> str:
        by = -1 if request.form.get("to") == "up" else 1
        actions.move_module(viewer(), course, version_of(form), module, by)
        return _page(course, "modules")

    return _run(form, act, course)


@bp.post("/courses/<int:course_id>/modules/<int:module_id>/removal")
@requires(Permission.EDIT_TRAINING)
def remove_module(course_id: int, module_id: int) -> Answer:
    """Takes a module out of the course."""
    course, module, form = get_course(course_id), queries.get_module(course_id, module_id), Form()

    def act() -> str:
        actions.remove_module(viewer(), course, version_of(form), module)
        flash(_("The module was removed."))
        return _page(course, "modules")

    return _run(form, act, course)


@bp.route("/courses/<int:course_id>/materials/link", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def add_link(course_id: int) -> Answer:
    """Adds a link to the materials."""
    course, form = get_course(course_id), LinkForm()

    def act() -> str:
        actions.add_link(viewer(), course, version_of(form), form.title.data or "", form.url.data or "")
        flash(_("The link was added."))
        return _page(course, "materials")

    return _run(form, act, course, heading=_("Add a link"))


@bp.route("/courses/<int:course_id>/materials/file", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def add_file(course_id: int) -> Answer:
    """Adds a file to the materials."""
    course, form = get_course(course_id), FileForm()

    def act() -> str:
        actions.add_file(viewer(), course, version_of(form), form.title.data or "", _upload(form.file.data))
        flash(_("The file was added."))
        return _page(course, "materials")

    hint = _(
        "PDF, PPTX, DOCX, XLSX, JPEG, PNG or WebP up to 10 MB. Every phone opens a PDF; not every one opens slides."
    )
    return _run(form, act, course, heading=_("Add a file"), hints={"file": hint})


@bp.get("/courses/<int:course_id>/materials/<int:material_id>")
@requires(Permission.SEE_TRAINING)
def take(course_id: int, material_id: int) -> Response:
    """Hands a file out, never to be shown inside a page."""
    material = queries.get_material(course_id, material_id)
    if material.content is None:
        raise NotFound
    content = io.BytesIO(material.content)
    answer = send_file(content, material.mimetype, as_attachment=True, download_name=material.name)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/courses/<int:course_id>/materials/<int:material_id>/removal")
@requires(Permission.EDIT_TRAINING)
def remove_material(course_id: int, material_id: int) -> Answer:
    """Takes a material out of the course."""
    course, material, form = get_course(course_id), queries.get_material(course_id, material_id), Form()

    def act() -> str:
        actions.remove_material(viewer(), course, version_of(form), material)
        flash(_("The material was removed."))
        return _page(course, "materials")

    return _run(form, act, course)


def _module(course: Course, module: CourseModule | None) -> Answer:
    known = {name: getattr(module, name) for name in actions.MODULE_FIELDS} if module else {}
    form = ModuleForm(data=known)

    def act() -> str:
        values = {name: form[name].data for name in actions.MODULE_FIELDS}
        actions.save_module(viewer(), course, version_of(form), values, module)
        flash(_("The module was saved."))
        return _page(course, "modules")

    def saved() -> Mapping[str, Any]:
        return {name: getattr(module, name) for name in actions.MODULE_FIELDS} if module else {}

    heading = _("Change the module") if module else _("Add a module")
    return _run(form, act, course, saved, heading=heading)


def _run(
    form: Form, act: Callable[[], str], course: Course, known: Callable[[], Mapping[str, Any]] = dict,
    *, heading: str = "", hints: Mapping[str, str] | None = None,
) -> Answer:  # fmt: skip
    fields = [one for one in form if one.type not in ("HiddenField", "CSRFTokenField")]
    return run_form(
        form, "training/course_part.html", act, record=course, known=known, course=course, fields=fields,
        heading=heading, hints=hints or {},
    )  # fmt: skip


def _upload(file: FileStorage) -> Upload:
    return file.filename or "", file.stream.read()


def _page(course: Course, part: str) -> str:
    return url_for("courses.show", course_id=course.id, _anchor=part)
