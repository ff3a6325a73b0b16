"""Reading what a course consists of: modules and materials; a file's content stays in the database until it is asked for."""

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from elections.database import db
from elections.errors import NotFound
from elections.training.course_models import CourseMaterial, CourseModule


def list_modules(course_id: int) -> list[CourseModule]:
    """Returns the modules of a course in their order."""
    statement = sa.select(CourseModule).where(CourseModule.course_id == course_id)
    return list(db.session.scalars(statement.order_by(CourseModule.position, CourseModule.id)))


def get_module(course_id: int, module_id: int) -> CourseModule:
    """Returns a module of this course; raises NotFound."""
    own = (CourseModule.course_id == course_id, CourseModule.id == module_id)
    module = db.session.scalar(sa.select(CourseModule).where(*own))
    if module is None:
        raise NotFound
    return module


def list_materials(course_id: int) -> list[CourseMaterial]:
    """Returns the materials of a course without the files' contents, in the order in which they were added."""
    statement = sa.select(CourseMaterial).where(CourseMaterial.course_id == course_id)
    return list(db.session.scalars(statement.order_by(CourseMaterial.id)))


def get_material(course_id: int, material_id: int) -> CourseMaterial:
    """Returns a material of this course, a file with its content; raises NotFound."""
    own = (CourseMaterial.course_id == course_id, CourseMaterial.id == material_id)
    statement = sa.select(CourseMaterial).where(*own).options(undefer(CourseMaterial.content))
    material = db.session.scalar(statement)
    if material is None:
        raise NotFound
    return material
