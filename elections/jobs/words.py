"""The words of jobs."""

from flask_babel import lazy_gettext

from elections.jobs.models import JobState

STATE_LABELS = {
    JobState.QUEUED: lazy_gettext("Waiting"),
    JobState.RUNNING: lazy_gettext("Running"),
    JobState.DONE: lazy_gettext("Done"),
    JobState.FAILED: lazy_gettext("Failed"),
    JobState.CANCELLED: lazy_gettext("Cancelled by a user"),
}

KIND_LABELS = {
    "reports.districts": lazy_gettext("District reports as PDF"),
    "imports.apply": lazy_gettext("Import carried out"),
    "imports.undo": lazy_gettext("Import taken back"),
}
"""Labels by kind of job; a kind is the name under which a room registers its work."""
