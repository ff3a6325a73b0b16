"""The words of the School: audiences, states, and what speaks against a seminar or a mark."""

from flask_babel import lazy_gettext

from elections.training.models import Attendance, Audience, SeminarStatus

ATTENDANCE_LABELS = {
    Attendance.INVITED: lazy_gettext("Invited"),
    Attendance.CONFIRMED: lazy_gettext("Confirmed"),
    Attendance.ATTENDED: lazy_gettext("Attended"),
    Attendance.ABSENT: lazy_gettext("Absent"),
    Attendance.EXCUSED: lazy_gettext("Excused"),
    Attendance.PASSED: lazy_gettext("Passed the test"),
    Attendance.FAILED: lazy_gettext("Failed the test"),
}

AUDIENCE_LABELS = {
    Audience.CANDIDATES: lazy_gettext("candidates"),
    Audience.MEMBERS: lazy_gettext("members of headquarters"),
    Audience.EVERYBODY: lazy_gettext("candidates and members of headquarters"),
}

STATUS_LABELS = {
    SeminarStatus.PLANNED: lazy_gettext("Planned"),
    SeminarStatus.CLOSED: lazy_gettext("Held, list closed"),
    SeminarStatus.CANCELLED: lazy_gettext("Called off"),
}

LANGUAGE_LABELS = {"kk": lazy_gettext("Kazakh"), "ru": lazy_gettext("Russian")}

OBJECTIONS = {
    "course.code_taken": lazy_gettext("There is a course with the code %(code)s already"),
    "course.hours": lazy_gettext("Enter the hours: at least one"),
    "course.pass_mark": lazy_gettext("The pass mark must lie between 0 and %(maximum)s, the highest score"),
    "seminar.ends_before_start": lazy_gettext("The seminar must end after it begins"),
    "seminar.capacity": lazy_gettext("Enter how many people fit in: at least one"),
    "seminar.not_planned": lazy_gettext("The list of this seminar is closed, or the seminar was called off"),
    "seminar.full": lazy_gettext(
        "%(capacity)s people fit in, %(enrolled)s are on the list: %(new)s more are too many"
    ),
    "seminar.score_range": lazy_gettext("%(name)s: the score %(score)s is not between 0 and %(maximum)s"),
    "seminar.mark_missing": lazy_gettext("%(name)s: mark how they took part, or empty the score"),
    "seminar.person_unknown": lazy_gettext("Choose a person of the list"),
    "seminar.reason_missing": lazy_gettext("Enter why the seminar is called off"),
    "seminar.territory_unknown": lazy_gettext(
        "Choose a region or district of the list: by its name or its KATO code"
    ),
}

ACTIONS = {
    "course.created": lazy_gettext("course added"),
    "course.changed": lazy_gettext("course changed"),
    "seminar.created": lazy_gettext("seminar planned"),
    "seminar.changed": lazy_gettext("seminar changed"),
    "seminar.enrolled": lazy_gettext("people put on the list"),
    "seminar.closed": lazy_gettext("list closed"),
    "seminar.cancelled": lazy_gettext("seminar called off"),
    "attendance.marked": lazy_gettext("attendance marked"),
}
"""What the log calls what was done here."""
