"""The words of the School: audiences, states, and what speaks against a seminar or a mark."""

from flask_babel import lazy_gettext

from elections.training.models import Attendance, Audience, SeminarStatus
from elections.training.notice_models import NoticeKind

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

NOTICE_LABELS = {
    NoticeKind.CANCELLED: lazy_gettext("Called off"),
    NoticeKind.MOVED: lazy_gettext("Moved"),
}

STATUS_LABELS = {
    SeminarStatus.PLANNED: lazy_gettext("Planned"),
    SeminarStatus.CLOSED: lazy_gettext("Held, list closed"),
    SeminarStatus.CANCELLED: lazy_gettext("Called off"),
}

TAP_WORDS = {
    Attendance.ATTENDED: lazy_gettext("Here"),
    Attendance.ABSENT: lazy_gettext("Not here"),
    Attendance.EXCUSED: lazy_gettext("With leave"),
}
"""The big buttons of the fast list."""

LANGUAGE_LABELS = {"kk": lazy_gettext("Kazakh"), "ru": lazy_gettext("Russian")}

OBJECTIONS = {
    "course.code_taken": lazy_gettext("There is a course with the code %(code)s already"),
    "course.hours": lazy_gettext("Enter the hours: at least one"),
    "course.pass_mark": lazy_gettext("The pass mark must lie between 0 and %(maximum)s, the highest score"),
    "course.validity": lazy_gettext("Enter from 1 to %(maximum)s months, or leave the field empty"),
    "module.hours": lazy_gettext("Enter the hours: from 1 to %(maximum)s"),
    "material.link": lazy_gettext("Enter a whole address that begins with https://"),
    "material.kind": lazy_gettext(
        "“%(name)s” is no PDF, PPTX, DOCX, XLSX, JPEG, PNG or WebP, or has macros or files inside: save it as PDF and choose that file"
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
    "seminar.place_missing": lazy_gettext("Enter the place, or a link for a seminar online"),
    "seminar.link": lazy_gettext("A link begins with https://"),
    "seminar.clash_trainer": lazy_gettext("%(name)s holds another seminar at that time: %(other)s"),
    "seminar.clash_room": lazy_gettext("The room is taken at that time (%(place)s): %(other)s"),
    "seminar.clash_person": lazy_gettext(
        "%(name)s is on the list of another seminar at that time: %(other)s"
    ),
    "seminar.is_cancelled": lazy_gettext(
        "This seminar was called off (%(reason)s): nobody can be marked on its list"
    ),
    "seminar.closed_already": lazy_gettext(
        "%(who)s closed this list at %(at)s. Marks can be corrected with a reason."
    ),
    "seminar.move_reason_missing": lazy_gettext("Enter why the seminar is moved"),
    "seminar.not_moved": lazy_gettext("Enter another time or another place"),
    "seminar.no_copies": lazy_gettext("Choose at least one district"),
    "seminar.copy_territory": lazy_gettext("Choose districts of the list"),
    "seminar.on_the_list": lazy_gettext("%(name)s is on the list already"),
    "seminar.namesake": lazy_gettext(
        "%(name)s is known already: look on the list, or find them by name above. Confirm if this is somebody else"
    ),
    "seminar.has_score": lazy_gettext(
        "%(name)s has a score (%(score)s): empty it first, then change the mark"
    ),
    "seminar.correction_reason_missing": lazy_gettext("Enter the reason of the correction"),
    "seminar.score_without_test": lazy_gettext(
        "%(name)s: a score belongs to a test that was passed or failed"
    ),
    "seminar.marked_meanwhile": lazy_gettext(
        "%(name)s was marked by somebody else meanwhile: %(saved)s. Save again if yours is right"
    ),
    "attendance.not_present": lazy_gettext("%(name)s is not marked as present: mark them first"),
    "attendance.arrival": lazy_gettext(
        "Enter a time of the seminar: at the earliest three hours before it began, at the latest when it ended"
    ),
    "seminar.tap_unknown": lazy_gettext("Choose one of the marks of the list"),
    "trainer.name_taken": lazy_gettext("There is a trainer %(name)s already"),
    "trainer.login_unknown": lazy_gettext("There is no account with the login %(login)s"),
    "scores.seminar_unknown": lazy_gettext("There is no seminar with this number in your territory"),
    "scores.person_unknown": lazy_gettext("Nobody on the list of this seminar has this IIN or name"),
    "scores.person_ambiguous": lazy_gettext("Several people on the list are called %(name)s: add the IIN"),
    "scores.person_twice": lazy_gettext("%(name)s is in this file twice"),
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
    "seminar.moved": lazy_gettext("seminar moved"),
    "seminar.copied": lazy_gettext("seminar planned as a copy"),
    "seminar.people_told": lazy_gettext("people told by phone"),
    "trainer.created": lazy_gettext("trainer added"),
    "trainer.changed": lazy_gettext("trainer changed"),
    "calendar.readdressed": lazy_gettext("calendar given a new address"),
    "attendance.walked_in": lazy_gettext("came without being on the list"),
    "attendance.arrived": lazy_gettext("time of arrival written down"),
    "attendance.modules": lazy_gettext("presence by modules marked"),
    "attendance.corrected": lazy_gettext("mark on a closed list corrected"),
    "attendance.imported": lazy_gettext("marks and scores imported"),
    "attendance.import_undone": lazy_gettext("import of marks taken back"),
    "attendance.marked": lazy_gettext("attendance marked"),
}
"""What the log calls what was done here."""
