"""The words of the School: audiences, states, and what speaks against a seminar or a mark."""

from flask_babel import lazy_gettext

from elections.training.models import Attendance, SeminarStatus

ATTENDANCE_LABELS = {
    Attendance.INVITED: lazy_gettext("Invited"),
    Attendance.CONFIRMED: lazy_gettext("Confirmed"),
    Attendance.ATTENDED: lazy_gettext("Attended"),
    Attendance.ABSENT: lazy_gettext("Absent"),
    Attendance.EXCUSED: lazy_gettext("Excused"),
    Attendance.PASSED: lazy_gettext("Passed the test"),
    Attendance.FAILED: lazy_gettext("Failed the test"),
}

STATUS_LABELS = {
    SeminarStatus.PLANNED: lazy_gettext("Planned"),
    SeminarStatus.CLOSED: lazy_gettext("Held, list closed"),
    SeminarStatus.CANCELLED: lazy_gettext("Called off"),
}

LANGUAGE_LABELS = {"kk": lazy_gettext("Kazakh"), "ru": lazy_gettext("Russian")}

OBJECTIONS = {
    "seminar.ends_before_start": lazy_gettext("The seminar must end after it begins"),
    "seminar.capacity": lazy_gettext("Enter how many people fit in: at least one"),
    "seminar.not_planned": lazy_gettext("The list of this seminar is closed, or the seminar was called off"),
    "seminar.full": lazy_gettext(
        "%(capacity)s people fit in, %(enrolled)s are on the list: %(new)s more are too many"
    ),
    "seminar.score_range": lazy_gettext("%(name)s: the score %(score)s is not between 0 and %(maximum)s"),
    "seminar.person_unknown": lazy_gettext("Choose a person of the list"),
    "seminar.reason_missing": lazy_gettext("Enter why the seminar is called off"),
    "seminar.territory_unknown": lazy_gettext(
        "Enter the KATO code of a region or district in your territory"
    ),
}
