"""Pages of certificates: issued, printed, revoked; and the public one that says whether a certificate is valid."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import find_election, present
from elections.errors import Forbidden, Objection, Refused
from elections.jobs.queue import enqueue
from elections.territory.queries import place_labels
from elections.training import certificate_actions as actions
from elections.training import certificate_queries as queries
from elections.training.certificate_paper import AT_ONCE, KIND, certificates_pdf, file_name
from elections.training.certificates import LENGTH, Printed, Standing, in_groups, read_code, standing_of
from elections.training.models import Certificate, Seminar, SeminarStatus
from elections.training.proof_forms import RevokeForm, TerritoryForm
from elections.training.proof_words import SLIP_LABELS, STANDING_LABELS
from elections.training.queries import LONGEST_NUMBER, get_seminar, list_courses
from elections.training.words import ATTENDANCE_LABELS
from elections.web.forms import run_form
from elections.web.guards import may, public, requires, viewer
from elections.web.i18n import local
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("certificates", __name__)
Answer = Redirection | str | tuple[str, int]
FILTERS = ("path", "course", "standing", "search")


@bp.get("/verify")
@bp.get("/verify/<code>")
@public
def verify(code: str = "") -> tuple[Response, int]:
    """Says to anybody whether the certificate with this code is valid, and nothing that does not stand on its paper."""
    typed = (code or request.args.get("code", "")).strip()[:60]
    reading = read_code(typed)
    found = queries.find_by_code(reading.code) if reading.code else None
    slip = reading.slip and SLIP_LABELS[reading.slip] % {
        "length": LENGTH, "typed": reading.typed, "signs": ", ".join(reading.signs)}  # fmt: skip
    page = render_template(
        "training/verify.html", typed=typed, code=in_groups(reading.code), slip=slip, certificate=found,
        printed=found and Printed(**found.printed), standing=found and _judge()(found),
    )  # fmt: skip
    answer = Response(page, mimetype="text/html", headers={"X-Robots-Tag": "noindex, nofollow"})
    return answer, 200 if found or not typed else 404


@bp.get("/certificates")
@requires(Permission.SEE_TRAINING)
def list_certificates() -> str:
    """Lists the certificates of the viewer's territory."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    path = chosen["path"]
    return render_template(
        "training/certificates.html", page=queries.list_certificates(_today(), **chosen, page=page_number()),
        chosen=chosen, places=place_labels(), courses={str(one.id): local(one, "title") for one in list_courses()},
        standings=STANDING_LABELS, standing_of=_judge(), waiting=queries.count_waiting(path),
        can_issue=viewer().may(Permission.EDIT_TRAINING, path or viewer().scope), scope=path or viewer().scope,
    )  # fmt: skip


@bp.route("/certificates/<int:certificate_id>", methods=["GET", "POST"])
@requires(Permission.SEE_TRAINING)
def show(certificate_id: int) -> Answer:
    """Shows a certificate; whoever may, revokes it here for a reason."""
    certificate, form = queries.get_certificate(certificate_id), RevokeForm()

    def act() -> str:
        actions.revoke(viewer(), certificate, form.reason.data or "", _today(certificate.seminar_path))
        flash(_("The certificate was revoked. Whoever checks its code is told so."))
        return url_for("certificates.show", certificate_id=certificate_id)

    if request.method == "POST" and not may("edit_training"):
        raise Forbidden
    return run_form(
        form, "training/certificate.html", act, certificate=certificate, printed=Printed(**certificate.printed),
        standing=_judge()(certificate), standings=STANDING_LABELS, in_groups=in_groups,
        can_edit=viewer().may(Permission.EDIT_TRAINING, certificate.seminar_path),
        history=list_history("certificate", certificate_id),
        newer=queries.find_in_force(certificate.participation_id),
    )  # fmt: skip


@bp.get("/certificates/<int:certificate_id>.pdf")
@requires(Permission.SEE_TRAINING)
def print_one(certificate_id: int) -> Response:
    """Prints a certificate: unchanged, however often."""
    certificate = queries.get_certificate(certificate_id)
    if certificate.revoked_on is not None:
        raise Refused([Objection("certificate.revoked_is_not_printed")])
    return _pdf([certificate], f"certificate-{certificate.serial_number:06d}.pdf")


@bp.post("/certificates/<int:certificate_id>/successor")
@requires(Permission.EDIT_TRAINING)
def issue_anew(certificate_id: int) -> Redirection:
    """Issues another certificate in place of a revoked one, with today's names."""
    old = queries.get_certificate(certificate_id)
    new = actions.issue_anew(viewer(), old.participation, _today(old.seminar_path))
    flash(_("A new certificate was issued."))
    return redirect(url_for("certificates.show", certificate_id=new.id), 303)


@bp.get("/seminars/<int:seminar_id>/certificates.pdf")
@requires(Permission.SEE_TRAINING)
def print_seminar(seminar_id: int) -> Response:
    """Prints the certificates of a seminar, one sheet each."""
    found = queries.list_printable(seminar_id=get_seminar(seminar_id).id).get(seminar_id, [])
    if not found:
        raise Refused([Objection("certificate.nothing_to_print")])
    return _pdf(found, file_name(seminar_id))


@bp.post("/seminars/<int:seminar_id>/certificates")
@requires(Permission.EDIT_TRAINING)
def issue(seminar_id: int) -> Redirection:
    """Issues certificates to all who passed a closed seminar."""
    seminar = get_seminar(seminar_id)
    _say(actions.issue(viewer(), seminar, _today(seminar.path)))
    return redirect(url_for("training.show", seminar_id=seminar_id, _anchor="certificates"), 303)


@bp.post("/certificates")
@requires(Permission.EDIT_TRAINING)
def issue_everywhere() -> Redirection:
    """Issues certificates to all who passed any closed seminar of a territory."""
    path = TerritoryForm().path.data or ""
    _say(actions.issue_everywhere(viewer(), path, _today(path)))
    return redirect(url_for("certificates.list_certificates", path=path or None), 303)


@bp.post("/certificates/prints")
@requires(Permission.EDIT_TRAINING)
def print_many() -> Redirection:
    """Has the certificates of a territory, or of one great seminar, printed as a job: a file for each seminar."""
    form = TerritoryForm()
    asked = form.seminar.data or ""
    seminar = get_seminar(int(asked)) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else None
    path = seminar.path if seminar else form.path.data or ""
    if not viewer().may(Permission.EDIT_TRAINING, path):
        raise Forbidden
    if not queries.list_printable(path, seminar.id if seminar else None):
        raise Refused([Objection("certificate.nothing_to_print")])
    job = enqueue(viewer(), KIND, {"seminar_id": seminar.id} if seminar else {}, path)
    return redirect(url_for("jobs.show", job_id=job.id), 303)


def certificates_of(seminar: Seminar) -> dict[str, Any]:
    """Returns what the page of a seminar shows of its certificates."""
    is_ended = seminar.status is not SeminarStatus.PLANNED
    listed = queries.list_of_seminar(seminar.id) if is_ended else []
    return {
        "listed": listed, "waiting": queries.count_waiting(seminar_id=seminar.id) if is_ended else 0, "standing_of": _judge() if listed else None,
        "standings": STANDING_LABELS, "is_closed": seminar.status is SeminarStatus.CLOSED,
        "printable": sum(one.revoked_on is None for one in listed), "at_once": AT_ONCE,
        "can_issue": viewer().may(Permission.EDIT_TRAINING, seminar.path),
    }  # fmt: skip


def trainings_of(person_id: int) -> dict[str, Any]:
    """Returns what the page of a person's dossier shows of their trainings."""
    return {
        "parts": queries.list_trainings(person_id),
        "standing_of": _judge(),
        "standings": STANDING_LABELS,
        "attendances": ATTENDANCE_LABELS,
    }


def _judge() -> Callable[[Certificate], Standing]:
    """Returns how certificates stand at the present moment: one query, whatever their number."""
    now = present(find_election())

    def standing(one: Certificate) -> Standing:
        today = now.astimezone(zone_for(one.seminar_path)).date()
        return standing_of(one.revoked_on, one.valid_until, today)

    return standing


def _today(path: str = "") -> date:
    election = find_election()
    return present(election).astimezone(zone_for(path)).date()


def _say(issued: int) -> None:
    if issued:
        flash(ngettext("%(num)s certificate issued.", "%(num)s certificates issued.", issued))
    else:
        flash(_("Whoever passed has a certificate already: nothing was issued."))


def _pdf(certificates: list[Certificate], name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(certificates_pdf(certificates), mimetype="application/pdf", headers=headers)
