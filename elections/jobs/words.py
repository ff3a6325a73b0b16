"""The words of jobs."""

from flask_babel import lazy_gettext, ngettext

from elections.jobs.models import JobState

STATE_LABELS = {
    JobState.QUEUED: lazy_gettext("Waiting"),
    JobState.RUNNING: lazy_gettext("Running"),
    JobState.DONE: lazy_gettext("Done"),
    JobState.FAILED: lazy_gettext("Failed"),
    JobState.CANCELLED: lazy_gettext("Cancelled by a user"),
}

KIND_LABELS = {
    "reports.batch": lazy_gettext("Reports as PDF"),
    "reports.districts": lazy_gettext("District reports as PDF"),
    "training.certificates": lazy_gettext("Certificates as PDF"),
    "imports.apply": lazy_gettext("Import carried out"),
    "imports.undo": lazy_gettext("Import taken back"),
    "audit.verify": lazy_gettext("Check of the log"),
    "rehearsal.start": lazy_gettext("Copy for a rehearsal"),
}
"""Labels by kind of job; a kind is the name under which a room registers its work."""

OBJECTIONS = {
    "job.no_room": lazy_gettext(
        "There is no room left on the disk. What was finished stays: have your administrator make room, then start the job again, and it goes on there."
    ),
}

MINUTE, HOUR = 60, 3600


def time_left(seconds: int | None) -> str:
    """Returns in words how long a job will go on, in seconds, minutes or hours, rounded up; "" when nobody can say."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return str(ngettext("about %(num)s second left", "about %(num)s seconds left", seconds))
    if seconds < 2 * HOUR:
        return str(ngettext("about %(num)s minute left", "about %(num)s minutes left", -(-seconds // MINUTE)))
    return str(ngettext("about %(num)s hour left", "about %(num)s hours left", -(-seconds // HOUR)))
