"""Pages that end a seminar's list: its scores, the trainer's signature, corrections after it, and its papers."""

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import refuse_if
from elections.training import attendance_actions as actions
from elections.training import attendance_queries, module_actions, queries
from elections.training.attendance_paper import badges_pdf, sheet_pdf
from elections.training.certificate_queries import find_in_force
from elections.training.models import UNMARKED, Attendance, SeminarStatus
from elections.training.open_lists import overtaken, rows_of
from elections.training.seminar_forms import ClosingForm, CorrectionForm, ModulesForm, score_form
from elections.training.words import ATTENDANCE_LABELS, STATUS_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.papers import asked_paper

bp = Blueprint("closing", __name__)
Answer = Response | str | tuple[str, int]
PRESENT = (Attendance.ATTENDED, Attendance.PASSED, Attendance.FAILED)


@bp.route("/seminars/<int:seminar_id>/scores", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def scores(seminar_id: int) -> Answer:
    """Takes the scores of a test: Enter and the arrows lead from one to the next; who passed is said by the pass mark."""
    seminar = queries.get_seminar(seminar_id)
    people = [one for one in queries.list_participations(seminar_id) if one.attendance in PRESENT]
    form = score_form(people)
    rows = rows_of(
        {one.id: form[f"score_{one.id}"].data or "" for one in people},
        {one.id: "" if one.score is None else str(one.score) for one in people},
    )

    def act() -> str:
        refuse_if(overtaken(rows, people, "score"))
        points = {
            row: int(text) if text else None for row, text in rows.typed.items() if rows.is_changed(row)
        }
        changed = actions.score(viewer(), seminar, points, present(get_election()))
        flash(_("Scores saved: %(number)s", number=changed))
        return url_for("closing.scores", seminar_id=seminar_id)

    return run_form(
        form, "training/scores.html", act, seminar=seminar, people=people, attendances=ATTENDANCE_LABELS,
        found=rows.shown(),
    )  # fmt: skip


@bp.route("/seminars/<int:seminar_id>/modules", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def modules(seminar_id: int) -> Answer:
    """Takes who was present in which module; who is ticked in all of them, or in none, was there as the list says."""
    seminar, form = queries.get_seminar(seminar_id), ModulesForm()
    people = [one for one in queries.list_participations(seminar_id) if one.attendance in PRESENT]

    def act() -> str:
        ticked = set(request.form.getlist("present"))
        parts = module_actions.list_modules_of(seminar.course_id)
        told = {
            one.id: {part.id for part in parts if f"{one.id}-{part.id}" in ticked}
            for one in people
            if str(one.id) in request.form.getlist("asked")
        }
        flash(_("Saved: %(number)s", number=module_actions.save_modules(viewer(), seminar, told)))
        return url_for("closing.modules", seminar_id=seminar_id)

    return run_form(
        form, "training/modules.html", act, seminar=seminar, people=people,
        modules=module_actions.list_modules_of(seminar.course_id), attended=module_actions.list_attended(seminar_id),
    )  # fmt: skip


@bp.route("/seminars/<int:seminar_id>/closing", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def closing(seminar_id: int) -> Answer:
    """Shows what the trainer signs, counted, and closes the list."""
    seminar, form = queries.get_seminar(seminar_id), ClosingForm()
    counts = actions.count_states(seminar)

    def act() -> str:
        actions.close_list(
            viewer(),
            seminar,
            version_of(form),
            present(get_election()),
            others_absent=form.others_absent.data,
        )
        flash(str(STATUS_LABELS[SeminarStatus.CLOSED]))
        return url_for("training.show", seminar_id=seminar_id)

    return run_form(
        form, "training/closing.html", act, record=seminar, seminar=seminar, counts=counts,
        attendances=ATTENDANCE_LABELS, unmarked=sum(counts.get(state, 0) for state in UNMARKED), total=sum(counts.values()),
        present=sum(counts.get(state, 0) for state in PRESENT), is_open=seminar.status is SeminarStatus.PLANNED,
    )  # fmt: skip


@bp.route("/participations/<int:participation_id>/correction", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def correction(participation_id: int) -> Answer:
    """Corrects a mark on a closed list, with a reason."""
    one = attendance_queries.get_participation(participation_id)
    form = CorrectionForm(data={"attendance": one.attendance.value, "score": one.score})

    def act() -> str:
        revoked = actions.correct(
            viewer(), one, version_of(form), Attendance(form.attendance.data), form.score.data,
            form.reason.data or "", present(get_election()),
        )  # fmt: skip
        flash(_("The mark was corrected."))
        if revoked is not None:
            number = f"{revoked.serial_number:06d}"
            flash(_("Certificate № %(number)s was revoked for the same reason.", number=number))
        return url_for("training.show", seminar_id=one.seminar_id)

    history = list_history("participation", participation_id)
    return run_form(
        form, "training/correction.html", act, record=one, one=one, seminar=one.seminar, history=history,
        certificate=find_in_force(participation_id),
    )  # fmt: skip


@bp.get("/seminars/<int:seminar_id>/sheet.pdf")
@requires(Permission.EDIT_TRAINING)
def sheet(seminar_id: int) -> Response:
    """Returns the sheet to sign as PDF, in the language asked for (?paper=), in two, or in that of the page."""
    chosen = asked_paper()
    return _pdf(sheet_pdf(seminar_id, chosen), f"seminar-{seminar_id}-{chosen}.pdf")


@bp.get("/seminars/<int:seminar_id>/badges-<any(kk,ru):language>.pdf")
@requires(Permission.EDIT_TRAINING)
def badges(seminar_id: int, language: str) -> Response:
    """Returns a badge with a QR for each participant as PDF."""
    return _pdf(badges_pdf(seminar_id, language), f"badges-{seminar_id}-{language}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, mimetype="application/pdf", headers=headers)
