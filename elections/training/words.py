"""The words of the School: audiences, states, and what speaks against a seminar or a mark."""

from flask_babel import lazy_gettext

from elections.training.models import Attendance, Audience, SeminarStatus

ATTENDANCE_LABELS = {
    Attendance.WAITING: lazy_gettext("On the waiting list"),
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
    Audience.HEADS: lazy_gettext("heads of headquarters"),
    Audience.PROXIES: lazy_gettext("proxies of candidates"),
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
    "course.validity": lazy_gettext("Enter from 1 to %(maximum)s months, or leave the field empty"),
    "module.hours": lazy_gettext("Enter the hours: from 1 to %(maximum)s"),
    "material.link": lazy_gettext("Enter a whole address that begins with https://"),
    "material.kind": lazy_gettext(
        "“%(name)s” is no PDF, JPEG, PNG or WebP: save it as PDF and choose that file"
    ),
    "material.known": lazy_gettext("This course has it already: “%(title)s”"),
    "material.too_many": lazy_gettext(
        "A course has at most %(maximum)s materials: remove one that is not needed any more"
    ),
    "enrolment.over": lazy_gettext(
        "The seminar is over: nobody can be put on its list any more. Put them on the list of the next one"
    ),
    "enrolment.nobody": lazy_gettext("Choose at least one person"),
    "enrolment.twice": lazy_gettext("%(name)s is on the list already"),
    "enrolment.step": lazy_gettext(
        "%(name)s: this step does not follow from how they stand. Load the page anew and look"
    ),
    "enrolment.marked": lazy_gettext(
        "%(name)s was marked already and stays on the list: change the mark instead"
    ),
    "enrolment.reason_missing": lazy_gettext("Enter why they are taken off the list"),
    "seminar.ends_before_start": lazy_gettext("The seminar must end after it begins"),
    "seminar.capacity": lazy_gettext("Enter how many people fit in: at least one"),
    "seminar.not_planned": lazy_gettext("The list of this seminar is closed, or the seminar was called off"),
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
    "course.module_added": lazy_gettext("module added"),
    "course.module_changed": lazy_gettext("module changed"),
    "course.module_moved": lazy_gettext("module moved"),
    "course.module_removed": lazy_gettext("module removed"),
    "course.material_added": lazy_gettext("material added"),
    "course.material_removed": lazy_gettext("material removed"),
    "seminar.moved_up": lazy_gettext("moved up from the waiting list"),
    "seminar.taken_off": lazy_gettext("taken off the list"),
    "participation.changed": lazy_gettext("state on the list changed"),
    "seminar.created": lazy_gettext("seminar planned"),
    "seminar.changed": lazy_gettext("seminar changed"),
    "seminar.enrolled": lazy_gettext("people put on the list"),
    "seminar.closed": lazy_gettext("list closed"),
    "seminar.cancelled": lazy_gettext("seminar called off"),
    "attendance.marked": lazy_gettext("attendance marked"),
}
"""What the log calls what was done here."""
