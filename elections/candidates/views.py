"""Pages of the candidate register."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from elections.accounts.access import Permission
from elections.campaign.models import Contest
from elections.campaign.queries import find_contest, get_election, list_parties, present
from elections.candidates import actions, queries, sheets
from elections.candidates.deadlines import next_deadline, nomination_closed_on
from elections.candidates.dossier import LABELS, dossier
from elections.candidates.duplicate_queries import list_likely_candidacies
from elections.candidates.export_forms import ExportForm
from elections.candidates.forms import CandidateForm
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination
from elections.candidates.words import on_the_way_labels
from elections.documents.downloads import hand_out
from elections.errors import Objection, Refused
from elections.people.actions import person_objections
from elections.people.duplicate_queries import count_pairs
from elections.people.iin import Sex
from elections.people.models import Person
from elections.people.protected import note_contacts
from elections.territory.queries import list_constituencies, match_constituency, place_labels, suggest
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import fresh, requires, viewer
from elections.web.i18n import day, local
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("candidates", __name__)
MENU = MenuEntry(
    lazy_gettext("Candidates"),
    "candidates.list_candidates",
    Permission.SEE_CANDIDATES,
    ("registration", "dossier_files", "candidate_history", "duplicates"),
)
PERSON_FIELDS = ("surname", "given_name", "patronymic", "born_on", "iin", "phone", "email", "address")
PLAIN_FIELDS = (
    "education", "occupation", "workplace", "biography", "is_new_face", "is_incumbent", "was_in_primaries",
    "heads_primary_organisation",
)  # fmt: skip
ON_THE_WAY = ("reached", "lost_at", "ground")
FILTERS = ("search", "path", "status", "nomination", "party", "whose", *ON_THE_WAY, "sort")
Answer = Response | str | tuple[str, int]


@bp.get("/candidates")
@requires(Permission.SEE_CANDIDATES)
def list_candidates() -> str:
    """Lists the candidates of the viewer's territory."""
    chosen, election = _chosen(), get_election()
    page = queries.list_candidates(election, chosen, page_number())
    whose = {"own": _("our nominees"), "rivals": _("rivals")}
    sorts = {"name": _("name"), "constituency": _("constituency"), "status": _("status")}
    return render_template(
        "candidates/list.html",
        page=page,
        chosen=chosen,
        places=place_labels(),
        parties={str(one.id): local(one) for one in list_parties()},
        whose=whose,
        sorts=sorts,
        hidden=ON_THE_WAY,
        on_the_way=on_the_way_labels(),
        deadline=next_deadline(election, viewer().scope),
        twins=count_pairs(viewer().scope),
        **LABELS,
    )


@bp.route("/candidates/export", methods=["GET", "POST"])
@requires(Permission.EXPORT_REGISTERS)
@fresh
def export() -> Answer:
    """Asks what for, then hands out exactly the candidates of this view as a spreadsheet; the log says who took which."""
    form, chosen, election = ExportForm(), _chosen(), get_election()
    if form.validate_on_submit():
        suffix = form.format.data
        content = sheets.export_candidates(viewer(), election, chosen, form.reason.data or "", suffix)
        return hand_out(content, f"candidates-{present(election):%Y-%m-%d}.{suffix}")
    total = queries.list_candidates(election, chosen).total
    page = render_template("candidates/export.html", form=form, total=total, chosen=chosen)
    return (page, 422) if form.is_submitted() else page


def _chosen() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in FILTERS}


@bp.get("/candidates/<int:candidate_id>")
@requires(Permission.SEE_CANDIDATES)
def show(candidate_id: int) -> str:
    """Shows a dossier: who, where, how far, what is missing, and who else stands."""
    page = dossier(queries.get_candidate(candidate_id))
    return render_template("candidates/show.html", form=page["step"], **page)


@bp.route("/candidates/new", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATES)
def create() -> Answer:
    """Puts a candidate up in a constituency."""
    form = _with_parties(CandidateForm(contest=request.args.get("contest", "")))

    def act() -> str:
        contest = _contest(form.contest.data or "")
        compared = bool(form.is_somebody_new.data)
        candidate = actions.create_candidate(
            viewer(), contest, _person(form), _values(form), is_compared=compared
        )
        flash(_("The candidate was saved. Next: the documents."))
        closed_on = nomination_closed_on(candidate)
        if closed_on:
            flash(
                _(
                    "Nomination closed on %(day)s (CL 113-3(5)). Enter the nomination papers with their own date; when it is "
                    "later, a coordinator's reason will be needed to file them.",
                    day=day(closed_on),
                ),
                "warning",
            )
        return url_for("candidates.show", candidate_id=candidate.id)

    return run_form(
        form,
        "candidates/edit.html",
        act,
        rules=lambda: _rules(form, partial(_against_new, form)),
        candidate=None,
        likely=partial(_likely, form),
        suggestions=suggest(list_constituencies(viewer().scope)),
    )


def _likely(form: CandidateForm) -> list[tuple[Person, list[Candidate]]]:
    place = match_constituency(form.contest.data or "")
    return list_likely_candidacies(viewer().scope, _person(form), place.path if place else "")


@bp.route("/candidates/<int:candidate_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATES)
def edit(candidate_id: int) -> Answer:
    """Changes a dossier."""
    candidate = queries.get_candidate(candidate_id)
    note_contacts(viewer(), [candidate.person])
    form = CandidateForm(data=_known(candidate))
    _with_parties(form)
    if (
        candidate.person.born_on is None and candidate.person.birth_year
    ):  # all that commissions publish of rivals
        form.born_on.validators, form.born_on.flags.required = [Optional()], False

    def act() -> str:
        version = version_of(form)
        actions.change_candidate(viewer(), candidate, version, _person(form), _values(form))
        flash(_("The candidate was saved."))
        return url_for("candidates.show", candidate_id=candidate_id)

    return run_form(
        form, "candidates/edit.html", act, record=candidate, known=lambda: _known(candidate), candidate=candidate,
        rules=lambda: _rules(form, lambda: actions.objections_to_change(candidate, _person(form), _values(form))),
        suggestions=(),
    )  # fmt: skip


def _rules(form: CandidateForm, ask: Callable[[], list[Objection]]) -> list[Objection]:
    """Returns what the rules say of a form with errors; nothing where a choice is none of those that were offered."""
    return [] if form.errors.keys() & {"sex", "nomination", "nominated_by", "member_of"} else ask()


def _against_new(form: CandidateForm) -> list[Objection]:
    try:
        contest = _contest(form.contest.data or "")
    except Refused as refused:
        return [*refused.objections, *person_objections(_person(form), present(get_election()).date())]
    return actions.objections_to_new(contest, _person(form), _values(form))


def _with_parties(form: CandidateForm) -> CandidateForm:
    parties: dict[object, str] = {
        "": _("none"),
        **{one.id: f"{local(one)} ({one.code})" for one in list_parties()},
    }
    form.nominated_by.choices = form.member_of.choices = choices_of(parties)
    return form


def _known(candidate: Candidate) -> dict[str, object]:
    person = candidate.person
    return {
        **{name: getattr(person, name) for name in PERSON_FIELDS if name != "iin"},
        **{name: getattr(candidate, name) for name in PLAIN_FIELDS},
        "sex": person.sex,
        "contest": candidate.contest.constituency.kato,
        "nomination": candidate.nomination,
        "nominated_by": str(candidate.nominated_by_id or ""),
        "member_of": str(candidate.member_of_id or ""),
    }


def _contest(typed: str) -> Contest:
    place = match_constituency(typed)
    contest = find_contest(place.kato, get_election()) if place else None
    if contest is None:
        raise Refused([Objection("candidate.contest_unknown", "contest")])
    return contest


def _person(form: CandidateForm) -> dict[str, object]:
    return {**{name: form[name].data for name in PERSON_FIELDS}, "sex": Sex(form.sex.data)}


def _values(form: CandidateForm) -> dict[str, object]:
    return {
        **{name: form[name].data for name in PLAIN_FIELDS},
        "nomination": Nomination(form.nomination.data),
        "nominated_by_id": int(form.nominated_by.data) if form.nominated_by.data else None,
        "member_of_id": int(form.member_of.data) if form.member_of.data else None,
    }
