"""Writing what a course consists of: its modules in their order, its materials. Each change raises the course's version."""

from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.candidates.file_actions import Upload, tidy_name
from elections.database import db, utc_now
from elections.documents.file_kind import FileKind, kind_of
from elections.documents.office import ENDINGS, OfficeKind, office_kind_of
from elections.documents.pdf_plain import plain_pdf
from elections.documents.picture import PAGE_SIDE, reencode, refuse_heavy
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if
from elections.training.course_models import CourseMaterial, CourseModule
from elections.training.course_queries import list_materials, list_modules
from elections.training.course_rules import objections_to_link, objections_to_module, objections_to_number
from elections.training.models import Course

MODULE_FIELDS = ("title_kk", "title_ru", "hours")


def save_module(
    actor: Actor, course: Course, version: int, values: dict[str, Any], module: CourseModule | None = None
) -> None:
    """Adds a module as the course's last one, or changes one. Raises Refused, Stale, Forbidden."""
    _begin(actor, course, version)
    refuse_if(objections_to_module(values["hours"]))
    before = None if module is None else {name: getattr(module, name) for name in MODULE_FIELDS}
    if module is None:
        last = max((one.position for one in list_modules(course.id)), default=0)
        module = CourseModule(course_id=course.id, position=last + 1)
        db.session.add(module)
    for name in MODULE_FIELDS:
        setattr(module, name, values[name])
    _record(
        actor,
        "course.module_changed" if before else "course.module_added",
        course,
        before=before,
        after=values,
    )


def move_module(actor: Actor, course: Course, version: int, module: CourseModule, by: int) -> None:
    """Moves a module up (-1) or down (1) among the others; at the end nothing changes. Raises Stale, Forbidden."""
    _begin(actor, course, version)
    modules = list_modules(course.id)
    at = modules.index(module)
    to = min(max(at + by, 0), len(modules) - 1)
    if to == at:
        return
    modules.insert(to, modules.pop(at))
    for position, one in enumerate(modules, start=1):
        one.position = position
    after = {"module": module.title_ru, "position": to + 1}
    _record(actor, "course.module_moved", course, before={"position": at + 1}, after=after)


def remove_module(actor: Actor, course: Course, version: int, module: CourseModule) -> None:
    """Takes a module out of a course, for good. Raises Stale, Forbidden."""
    _begin(actor, course, version)
    before = {name: getattr(module, name) for name in MODULE_FIELDS}
    db.session.delete(module)
    _record(actor, "course.module_removed", course, before=before)


def add_link(actor: Actor, course: Course, version: int, title: str, url: str) -> None:
    """Adds a link to a course's materials. Raises Refused, Stale, Forbidden."""
    _begin(actor, course, version)
    held = list_materials(course.id)
    refuse_if([*objections_to_number(len(held)), *objections_to_link(url)])
    row = CourseMaterial(course_id=course.id, title=title, url=url, digest=sha256(url.encode()).hexdigest())
    _add(actor, course, row, held, "url")


def add_file(actor: Actor, course: Course, version: int, title: str, upload: Upload) -> None:
    """Adds a file to a course's materials: an Office file as it came, a PDF or a picture made anew. Raises Refused, Stale, Forbidden."""
    _begin(actor, course, version)
    held = list_materials(course.id)
    refuse_if(objections_to_number(len(held)))
    name, content, kind = _checked(tidy_name(upload[0]), upload[1])
    row = CourseMaterial(
        course_id=course.id, title=title, name=name, mimetype=kind.value, size=len(content), content=content,
        digest=sha256(content).hexdigest(),
    )  # fmt: skip
    _add(actor, course, row, held, "file")


def remove_material(actor: Actor, course: Course, version: int, material: CourseMaterial) -> None:
    """Takes a material out of a course, for good. Raises Stale, Forbidden."""
    _begin(actor, course, version)
    before = {"title": material.title, "file": material.name, "url": material.url}
    db.session.delete(material)
    _record(actor, "course.material_removed", course, before=before)


def _checked(name: str, content: bytes) -> tuple[str, bytes, FileKind | OfficeKind]:
    """Returns the file as it is kept: its name, content and kind. Raises Refused, naming it."""
    kind, stem = kind_of(content) or office_kind_of(content), PurePath(name).stem
    try:
        if kind is None:
            raise Refused([Objection("material.kind")])
        refuse_heavy(content)
        if isinstance(kind, OfficeKind):
            return f"{stem}.{ENDINGS[kind]}", content, kind
        if kind is not FileKind.PDF:
            return f"{stem}.jpg", reencode(content, PAGE_SIDE), FileKind.JPEG
        return name, plain_pdf(content), kind
    except Refused as refused:
        named = (
            replace(one, field="file", params={**one.params, "name": name}) for one in refused.objections
        )
        raise Refused(named) from refused


def _add(actor: Actor, course: Course, row: CourseMaterial, held: list[CourseMaterial], field: str) -> None:
    known = [one for one in held if one.digest == row.digest]
    refuse_if(Objection("material.known", field, {"title": one.title}) for one in known)
    row.added_by = actor.login
    db.session.add(row)
    _record(
        actor, "course.material_added", course, after={"title": row.title, "file": row.name, "url": row.url}
    )


def _begin(actor: Actor, course: Course, version: int) -> None:
    if not actor.may(Permission.EDIT_TRAINING, ""):
        raise Forbidden
    if course.version != version:
        raise Stale


def _record(actor: Actor, action: str, course: Course, **change: dict[str, Any] | None) -> None:
    """Raises the course's version, of which its parts are rows of their own, and tells the log."""
    course.updated_at = utc_now()
    db.session.flush()
    record(actor, action, course, label=course.code, before=change.get("before"), after=change.get("after"))
