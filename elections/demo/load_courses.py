"""Writing what the demo's courses consist of."""

from collections.abc import Mapping
from hashlib import sha256

from elections.demo.bulk import insert
from elections.demo.course_parts import LINKS, MODULES
from elections.demo.night import CLOCK_AT
from elections.training.course_models import CourseMaterial, CourseModule


def load_courses(courses: Mapping[str, int]) -> None:
    """Writes the modules and materials of courses, whose ids are given by their codes."""
    insert(
        CourseModule,
        [
            {
                "course_id": courses[code],
                "position": position,
                "title_ru": one.title_ru,
                "title_kk": one.title_kk,
                "hours": one.hours,
            }
            for code, parts in MODULES.items()
            for position, one in enumerate(parts, start=1)
        ],
    )
    insert(
        CourseMaterial,
        [
            {
                "course_id": courses[code],
                "title": title,
                "url": url,
                "digest": sha256(url.encode()).hexdigest(),
                "added_at": CLOCK_AT,
                "added_by": "trainer",
            }
            for code, links in LINKS.items()
            for title, url in links
        ],
    )
