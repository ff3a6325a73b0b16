"""Pages of a candidate's history: every change, field by field, and the way back to before one."""

from functools import partial

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.look_queries import list_looks_at
from elections.audit.look_words import PROTECTED_LABELS
from elections.campaign.queries import list_parties
from elections.candidates import history
from elections.candidates.history_forms import RestorationForm
from elections.candidates.history_words import field_label, worded
from elections.candidates.models import Candidate
from elections.candidates.queries import get_candidate
from elections.people.actions import full_name
from elections.people.duplicate_queries import numbers_of
from elections.people.protected import CONTACTS, note_contacts
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.paging import page_number

bp = Blueprint("candidate_history", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/candidates/<int:candidate_id>/history")
@requires(Permission.SEE_CANDIDATES)
def show(candidate_id: int) -> str:
    """Shows every change of a candidacy and its person: who, when, before, after."""
    candidate = get_candidate(candidate_id)
    page = history.list_entries(candidate, page_number())
    if any(one.field in CONTACTS for entry in page.rows for one in entry.changes):
        note_contacts(viewer(), [candidate.person])
    may_restore = viewer().may(Permission.EDIT_CANDIDATES, candidate.path)
    words = _words(candidate)
    return render_template("candidates/history.html", page=page, may_restore=may_restore, **words)


@bp.get("/candidates/<int:candidate_id>/looks")
@requires(Permission.SEE_AUDIT)
def looks(candidate_id: int) -> str:
    """Shows who saw the contacts, the IIN or the scans of a candidate, from wherever."""
    candidate = get_candidate(candidate_id)
    page = list_looks_at(numbers_of(candidate.person_id), page_number())
    back = (full_name(candidate.person), url_for("candidates.show", candidate_id=candidate_id))
    return render_template("audit/looks_at.html", page=page, labels=PROTECTED_LABELS, back=back)


@bp.route("/candidates/<int:candidate_id>/history/<int:event_id>/restoration", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATES)
def restore(candidate_id: int, event_id: int) -> Answer:
    """Brings fields of a dossier, or all of it, back to what they were before a change."""
    candidate = get_candidate(candidate_id)
    entry = history.get_entry(candidate, event_id)
    changes = history.before_change(candidate, entry)
    note_contacts(viewer(), [candidate.person])
    form = RestorationForm(data={"fields": _asked([one.field for one in changes])})
    form.fields.choices = choices_of({one.field: field_label(one.field) for one in changes})

    def act() -> str:
        chosen = form.fields.data or []
        history.restore(viewer(), candidate, version_of(form), entry, chosen, form.reason.data or "")
        flash(_("The dossier was brought back. The history says why."))
        return url_for("candidate_history.show", candidate_id=candidate_id)

    return run_form(
        form, "candidates/restore.html", act, record=candidate, known=dict, entry=entry, changes=changes,
        **_words(candidate),
    )  # fmt: skip


def _asked(fields: list[str]) -> list[str]:
    """Returns the fields that are marked at first: the one of the address, or all."""
    asked = request.args.get("field", "")
    return [asked] if asked in fields else fields


def _words(candidate: Candidate) -> dict[str, object]:
    parties = {str(one.id): local(one) for one in list_parties()}
    hidden = () if viewer().allows(Permission.SEE_CONTACTS) else CONTACTS
    return {
        "candidate": candidate,
        "field_label": field_label,
        "worded": partial(worded, parties=parties, path=candidate.path, hidden=hidden),
    }
