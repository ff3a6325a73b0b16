"""Papers of a seminar: the sheet that people sign, and the badges whose QR a trainer's phone opens."""

from flask import render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.audit.change_queries import last_change_at
from elections.audit.slips import Slip, SlipSeal, seal_slip
from elections.database import EVERYWHERE, looking_from
from elections.documents.pdf import render_pdf
from elections.documents.qr import qr_picture
from elections.training.models import Seminar
from elections.training.queries import get_seminar, list_participations
from elections.training.tokens import token_of
from elections.web.i18n import local, moment
from elections.web.papers import foot_line, in_each, languages_of

BLANK_LINES, FEWEST_BLANK = 10, 2
"""Rows for those who come without being on the list, and how few will do."""
FIRST_SHEET, LATER_SHEET, SIGNING = 15, 21, 2
"""How many rows a sheet holds, and how many the trainer's signature takes."""
OF_TWO = 12, 20
"""How many rows the first sheet and a later one hold under a head in two languages."""
BADGE = "badge"


def sheet_pdf(seminar_id: int, language: str) -> bytes:
    """Returns the list of a seminar to print and sign, in one language or two, with blank lines at its end, as PDF.

    Raises NotFound.
    """
    seminar = get_seminar(seminar_id)
    people, languages = list_participations(seminar_id), languages_of(language)
    with force_locale(languages[0]):
        seal = seal_slip(_slip(seminar))
        page = render_template(
            "paper/sign_in.html",
            seminar=seminar,
            people=people,
            blank=blank_lines(len(people), *(OF_TWO if languages[1:] else ())),
            hours=_hours(seminar),
            election=seminar.election,
            seal=seal,
            languages=languages,
            said=in_each(language, lambda: _words(seminar, seal)),
        )
    return render_pdf(page)


def _words(seminar: Seminar, seal: SlipSeal) -> dict[str, str]:
    """Returns what the sheet says in the present language."""
    course = local(seminar.course, "title")
    title = _("Sign-in sheet: %(course)s", course=course)
    places = (local(seminar, "territory"), seminar.place, seminar.link)
    return {
        "title": title, "foot": foot_line(f"{title} · № {seminar.id}", seal.at, seminar.path, seal.digest),
        "still": _("Is it still true?"), "demo": _("Demo campaign: people and votes are invented"),
        "school": _("School of Political Management"), "election": local(seminar.election), "heading": _("Sign-in sheet"),
        "course": course, "when": _("When"), "where": _("Where"), "trainers": _("Trainers"),
        "place": ", ".join(filter(None, places)), "name": _("Full name"), "phone": _("Phone"), "came": _("Came at"),
        "signature": _("Signature"), "signed": _("Trainer's signature"), "present": _("Present in all"), "date": _("Date"),
    }  # fmt: skip


def blank_lines(people: int, first: int = FIRST_SHEET, later: int = LATER_SHEET) -> int:
    """Returns how many blank rows follow the list: as many as are left of its last sheet, so that none is all blank.

    `first`, `later`: how many rows the first sheet holds, and each of the others.
    """
    sheets = 1 + max(0, -(-(people - first) // later))
    left = first + (sheets - 1) * later - SIGNING - people
    return min(left, BLANK_LINES) if left >= FEWEST_BLANK else BLANK_LINES


def _hours(seminar: Seminar) -> str:
    """Returns when a seminar is held, its day once."""
    begins, ends = (moment(one, seminar.path) for one in (seminar.starts_at, seminar.ends_at))
    is_one_day = begins[:10] == ends[:10]
    return f"{begins} – {ends[11:] if is_one_day else ends}"


def sheet_slip(seminar_id: int) -> Slip:
    """Returns what the sheet to sign says, in both of its languages; raises NotFound."""
    return _slip(get_seminar(seminar_id))


def _slip(seminar: Seminar) -> Slip:
    with looking_from(EVERYWHERE):  # the list is one, though whoever sees less of it prints less
        people = list_participations(seminar.id)
        said = {
            "course": [seminar.course.title_ru, seminar.course.title_kk],
            "held": [seminar.starts_at, seminar.ends_at, seminar.territory_ru, seminar.territory_kk, seminar.place, seminar.link],
            "trainers": [one.name for one in seminar.trainers],
            "people": [
                [one.person.surname, one.person.given_name, one.person.patronymic, one.person.phone]
                for one in people
            ],
        }  # fmt: skip
        subjects = {
            "seminar": [seminar.id], "participation": [one.id for one in people],
            "person": [one.person_id for one in people],
        }  # fmt: skip
    title = _("Sign-in sheet: %(course)s", course=local(seminar.course, "title"))
    return Slip("sheet", seminar.id, seminar.path, said, subjects, title)


def badges_pdf(seminar_id: int, language: str) -> bytes:
    """Returns a badge for each person of a seminar's list as PDF; raises NotFound."""
    seminar = get_seminar(seminar_id)
    badges = [(one, qr_picture(badge_address(one.id))) for one in list_participations(seminar_id)]
    with force_locale(language):
        page = render_template(
            "paper/badges.html",
            seminar=seminar,
            badges=badges,
            election=seminar.election,
            at=last_change_at(seminar.path),
        )
    return render_pdf(page)


def badge_address(participation_id: int) -> str:
    """Returns the secret address behind the QR of a participant's badge."""
    return url_for("attendance.here", token=token_of(BADGE, str(participation_id)), _external=True)
