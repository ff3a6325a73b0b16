"""Pages of a dossier's files: the photo, the scans, the consent, and the candidate's card on paper."""

import io
from collections.abc import Callable

from flask import Blueprint, flash, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.candidates import file_actions as actions
from elections.candidates import file_queries as queries
from elections.candidates.consent import ConsentWay
from elections.candidates.dossier import dossier, scanned_documents
from elections.candidates.file_forms import ConsentForm, PhotoForm, ScanForm, WithdrawalForm
from elections.candidates.models import Candidate
from elections.candidates.paper import card_pdf
from elections.candidates.queries import get_candidate
from elections.candidates.registration import Document
from elections.web.forms import Form, choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.papers import asked_paper

bp = Blueprint("dossier_files", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/candidates/<int:candidate_id>/photo")
@requires(Permission.SEE_CANDIDATES)
def photo(candidate_id: int) -> Response:
    """Shows the photo to those who may see the candidate; their browser asks each time whether they still may."""
    file = queries.get_photo(candidate_id)
    answer = Response(queries.open_file(file), mimetype=file.mimetype)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(file.digest[:32])
    return answer.make_conditional(request)


@bp.post("/candidates/<int:candidate_id>/photo")
@requires(Permission.EDIT_CANDIDATES)
def save_photo(candidate_id: int) -> Answer:
    """Puts a photo into the dossier."""
    candidate, form = get_candidate(candidate_id), PhotoForm()

    def act() -> str:
        actions.save_photo(viewer(), candidate, _upload(form.photo.data))
        flash(_("The photo was saved."))
        return _part(candidate, "photo")

    return _run(form, act, candidate, photo_form=form)


@bp.post("/candidates/<int:candidate_id>/photo/removal")
@requires(Permission.EDIT_CANDIDATES)
def remove_photo(candidate_id: int) -> Answer:
    """Takes the photo out of the dossier."""
    candidate, form = get_candidate(candidate_id), Form()

    def act() -> str:
        actions.remove_photo(viewer(), candidate)
        flash(_("The photo was removed."))
        return _part(candidate, "photo")

    return _run(form, act, candidate)


@bp.post("/candidates/<int:candidate_id>/scans")
@requires(Permission.EDIT_CANDIDATES)
def add_scans(candidate_id: int) -> Answer:
    """Adds scans of a document, which is received with them."""
    candidate, form = get_candidate(candidate_id), ScanForm()
    form.document.choices = choices_of(scanned_documents(candidate))

    def act() -> str:
        uploads = [_upload(one) for one in form.scans.data]
        today = present(get_election()).date()
        actions.add_scans(viewer(), candidate, Document(form.document.data), uploads, today)
        flash(_("The scans were saved."))
        return _part(candidate, "scans")

    return _run(form, act, candidate, scan_form=form)


@bp.post("/candidates/<int:candidate_id>/scans/<int:file_id>/download")
@requires(Permission.SEE_SCANS)
def download(candidate_id: int, file_id: int) -> Response:
    """Hands a scan out, never to be shown inside a page; the log says who took it, so it is no GET."""
    candidate, scan = get_candidate(candidate_id), queries.get_scan(candidate_id, file_id)
    content = actions.look_at_scan(viewer(), candidate, scan)
    answer = send_file(io.BytesIO(content), scan.mimetype, as_attachment=True, download_name=scan.name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/candidates/<int:candidate_id>/scans/<int:file_id>/removal")
@requires(Permission.EDIT_CANDIDATES)
def remove_scan(candidate_id: int, file_id: int) -> Answer:
    """Takes a scan out of the dossier."""
    candidate, scan, form = get_candidate(candidate_id), queries.get_scan(candidate_id, file_id), Form()

    def act() -> str:
        actions.remove_scan(viewer(), candidate, scan)
        flash(_("The scan was removed; the document stays marked as received."))
        return _part(candidate, "scans")

    return _run(form, act, candidate)


@bp.post("/candidates/<int:candidate_id>/consent")
@requires(Permission.EDIT_CANDIDATES)
def give_consent(candidate_id: int) -> Answer:
    """Records a consent to the processing of personal data."""
    candidate, form = get_candidate(candidate_id), ConsentForm()
    today = present(get_election()).date()

    def act() -> str:
        typed = form.text_version.data or ""
        version = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
        way, given_on = ConsentWay(form.way.data), form.given_on.data or today
        actions.give_consent(viewer(), candidate, version, given_on, way, today)
        flash(_("The consent was recorded."))
        return _part(candidate, "data_consent")

    return _run(form, act, candidate, consent_form=form)


@bp.post("/candidates/<int:candidate_id>/consent/withdrawal")
@requires(Permission.EDIT_CANDIDATES)
def withdraw_consent(candidate_id: int) -> Answer:
    """Records that the consent was taken back."""
    candidate, form = get_candidate(candidate_id), WithdrawalForm()
    today = present(get_election()).date()

    def act() -> str:
        on, reason = form.withdrawn_on.data or today, form.withdrawal_reason.data or ""
        actions.withdraw_consent(viewer(), candidate, on, reason, today)
        flash(_("The withdrawal was recorded: exports and cards leave the contacts out from now on."))
        return _part(candidate, "data_consent")

    return _run(form, act, candidate, withdrawal_form=form)


@bp.get("/candidates/<int:candidate_id>/card.pdf")
@requires(Permission.SEE_CANDIDATES)
def card(candidate_id: int) -> Response:
    """Prints the candidate's card, one page in the language asked for (?paper=), in two, or in that of the page."""
    paper = asked_paper()
    headers = {
        "Content-Disposition": f'inline; filename="candidate-{candidate_id}-{paper}.pdf"',
        "Cache-Control": "private, no-cache",
    }
    return Response(card_pdf(candidate_id, paper), mimetype="application/pdf", headers=headers)


def _run(form: Form, act: Callable[[], str], candidate: Candidate, **refused: Form) -> Answer:
    page = dossier(candidate, **refused)  # type: ignore[arg-type]
    return run_form(form, "candidates/show.html", act, record=candidate, known=dict, **page)


def _upload(file: FileStorage) -> actions.Upload:
    return file.filename or "", file.stream.read()


def _part(candidate: Candidate, part: str) -> str:
    return url_for("candidates.show", candidate_id=candidate.id, _anchor=f"part-{part}")
