"""The message that tells people of a seminar called off or moved, ready to be copied, in a language."""

from flask_babel import force_locale
from flask_babel import gettext as _

from elections.training.notice_models import NoticeKind, SeminarNotice
from elections.web.i18n import local, moment


def message_of(notice: SeminarNotice, language: str) -> str:
    """Returns what to send to whoever is on the list, in Kazakh ("kk") or Russian ("ru")."""
    seminar = notice.seminar
    facts = {
        "course": local_in(seminar.course, language), "was": moment(notice.was_starts_at, seminar.path),
        "was_place": notice.was_place or seminar.link, "now": moment(seminar.starts_at, seminar.path),
        "place": ", ".join(part for part in (seminar.place, seminar.link) if part).rstrip("."), "reason": notice.reason,
    }  # fmt: skip
    with force_locale(language):
        if notice.kind is NoticeKind.CANCELLED:
            return _(
                "The seminar “%(course)s” on %(was)s (%(was_place)s) will not take place: %(reason)s. "
                "We will tell you of another day.", **facts
            )  # fmt: skip
        return _(
            "The seminar “%(course)s” of %(was)s (%(was_place)s) is moved: %(reason)s. "
            "It begins on %(now)s, %(place)s. Please say whether you will come.", **facts
        )  # fmt: skip


def local_in(row: object, language: str) -> str:
    """Returns the title of a course in a language."""
    with force_locale(language):
        return local(row, "title")
