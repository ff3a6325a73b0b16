"""Papers of a seminar: the sheet that people sign, and the badges whose QR a trainer's phone opens."""

from flask import render_template, url_for
from flask_babel import force_locale

from elections.audit.change_queries import last_change_at
from elections.documents.pdf import render_pdf
from elections.documents.qr import qr_picture
from elections.training.queries import get_seminar, list_participations
from elections.training.tokens import token_of

BLANK_LINES = 10
"""Rows for those who come without being on the list."""
BADGE = "badge"


def sheet_pdf(seminar_id: int, language: str) -> bytes:
    """Returns the list of a seminar to print and sign, with blank lines at its end, as PDF; raises NotFound."""
    seminar = get_seminar(seminar_id)
    people = list_participations(seminar_id)
    with force_locale(language):
        page = render_template(
            "paper/sign_in.html",
            seminar=seminar,
            people=people,
            blank=BLANK_LINES,
            election=seminar.election,
            at=last_change_at(seminar.path),
        )
    return render_pdf(page)


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
