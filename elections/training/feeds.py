"""The calendar of a trainer or a region as iCalendar (RFC 5545). The only place that knows the icalendar library."""

from collections.abc import Iterable

from flask_babel import gettext as _
from icalendar import Calendar, Event, vUri

from elections.training.models import Seminar, SeminarStatus
from elections.web.i18n import local


def feed_of(name: str, seminars: Iterable[Seminar]) -> bytes:
    """Returns seminars as a calendar of that name: what the page of the calendar shows, and no participant."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sailau//Seminars//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in seminars:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(seminar: Seminar) -> Event:
    is_off = seminar.status is SeminarStatus.CANCELLED
    trainers = ", ".join(one.name for one in seminar.trainers)
    event = Event()
    event.add("uid", f"seminar-{seminar.id}@sailau")
    event.add("dtstamp", seminar.updated_at)
    event.add("last-modified", seminar.updated_at)
    event.add("sequence", seminar.version)
    event.add("dtstart", seminar.starts_at)
    event.add("dtend", seminar.ends_at)
    event.add("summary", local(seminar.course, "title"))
    event.add("location", ", ".join(part for part in (local(seminar, "territory"), seminar.place) if part))
    event.add("description", _("Trainers: %(names)s", names=trainers) if trainers else "")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if seminar.link:
        event.add("url", vUri(seminar.link))
    return event
