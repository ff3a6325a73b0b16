"""Pages of proxies: a candidate's by precinct, a new one, the steps of one, the list for the commission."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, rules_of
from elections.candidates.models import Candidate
from elections.candidates.queries import get_candidate
from elections.candidates.registration import STANDING
from elections.errors import NotFound, Objection
from elections.headquarters import proxy_actions as actions
from elections.headquarters import proxy_queries as queries
from elections.headquarters.proxies import STEPS, Declaration, EndGround, ProxyStatus
from elections.headquarters.proxy_forms import (
    PERSON,
    CertificateForm,
    ConsentForm,
    EndForm,
    PrecinctsForm,
    ProxyForm,
)
from elections.headquarters.proxy_paper import proxies_pdf
from elections.headquarters.proxy_words import GROUND_LABELS, STATUS_LABELS, STATUS_TONES
from elections.headquarters.watchers import today_at
from elections.territory.models import Precinct
from elections.web.forms import Form, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import OWN_NAMES, language

bp = Blueprint("proxies", __name__)
LABELS = {"statuses": STATUS_LABELS, "tones": STATUS_TONES, "grounds": GROUND_LABELS}
FORMS: Mapping[str, tuple[ProxyStatus, type[Form]]] = {
    "consent": (ProxyStatus.CONSENTED, ConsentForm),
    "certificate": (ProxyStatus.REGISTERED, CertificateForm),
    "end": (ProxyStatus.ENDED, EndForm),
}
Answer = Redirection | str | tuple[str, int]


def proxies_of(candidate: Candidate) -> dict[str, Any] | None:
    """Returns what a dossier shows of the candidate's proxies, for its template; None of whoever is not ours."""
    election = get_election()
    if election.own_party_id not in (candidate.nominated_by_id, candidate.member_of_id):
        return None
    rows = [(one, actions.standing(one, election)) for one in queries.list_proxies(candidate.id)]
    by_precinct = [
        (precinct, [row for row in rows if row[0].precinct_id == precinct.id])
        for precinct in queries.list_precincts_of(candidate)
    ]
    return {
        "candidate_id": candidate.id, "precincts": by_precinct, "most": rules_of(election).proxies_per_precinct, **LABELS,
        "present": sum(standing.status is not ProxyStatus.ENDED for _one, standing in rows),
        "watched": sum(any(row[1].status is ProxyStatus.REGISTERED for row in here) for _p, here in by_precinct),
        "can_edit": viewer().may(Permission.EDIT_HEADQUARTERS, candidate.path) and candidate.status in STANDING,
    }  # fmt: skip


@bp.get("/candidates/<int:candidate_id>/proxies")
@requires(Permission.SEE_HEADQUARTERS)
def list_proxies(candidate_id: int) -> str:
    """Lists a candidate's proxies by precinct."""
    candidate = get_candidate(candidate_id)
    own = proxies_of(candidate)
    if own is None:
        raise NotFound
    return render_template(
        "headquarters/proxies/list.html", candidate=candidate, own=own, languages=OWN_NAMES
    )


@bp.get("/candidates/<int:candidate_id>/proxies.pdf")
@requires(Permission.SEE_HEADQUARTERS)
def print_list(candidate_id: int) -> Response:
    """Prints the list of proxies that goes to the commission, in Kazakh or Russian."""
    asked = request.args.get("language", "")
    content = proxies_pdf(candidate_id, asked if asked in OWN_NAMES else language())
    headers = {"Content-Disposition": f'inline; filename="proxies-{candidate_id}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.route("/candidates/<int:candidate_id>/proxies/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def propose(candidate_id: int) -> Answer:
    """Proposes a proxy."""
    candidate, form = get_candidate(candidate_id), ProxyForm()
    precincts = _offer(form.precincts, queries.list_precincts_of(candidate))
    if not form.is_submitted():
        form.declared_on.data = today_at(get_election(), candidate.path)
        asked = request.args.get("precinct", "")
        form.precincts.data = [one for one in precincts if str(one) == asked or len(precincts) == 1]

    def answers() -> tuple[list[Precinct], dict[str, Any], actions.Papers]:
        declared = frozenset(one for one in Declaration if form[one.value].data)
        papers = actions.Papers(declared, form.declared_on.data, form.consent_on.data)
        chosen = [precincts[one] for one in form.precincts.data or () if one in precincts]
        return chosen, {name: form[name].data for name in PERSON}, papers

    def act() -> str:
        made = actions.propose(viewer(), candidate, *answers())
        flash(_("The proxy was saved."))
        return url_for("proxies.show", proxy_id=made[0].id)

    def rules() -> list[Objection]:
        return actions.objections_to(candidate, *answers())

    return run_form(form, "headquarters/proxies/new.html", act, rules=rules, candidate=candidate)


@bp.get("/proxies/<int:proxy_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(proxy_id: int) -> str:
    """Shows a proxy: who, where, how they stand, what comes next."""
    proxy, election = queries.get_proxy(proxy_id), get_election()
    standing = actions.standing(proxy, election)
    others = [one for one in queries.list_proxies(proxy.candidate_id)
              if one.person_id == proxy.person_id and one.id != proxy_id]  # fmt: skip
    can_edit = viewer().may(Permission.EDIT_HEADQUARTERS, proxy.path)
    steps = [name for name, (status, _f) in FORMS.items() if status in STEPS[proxy.status]]
    is_open = can_edit and standing.status is not ProxyStatus.ENDED
    return render_template(
        "headquarters/proxies/show.html", proxy=proxy, standing=standing, steps=steps if is_open else [],
        others=[(one, actions.standing(one, election)) for one in others], is_open=is_open,
        history=list_history("proxy", proxy_id), **LABELS,
    )  # fmt: skip


@bp.route("/proxies/<int:proxy_id>/<any(consent, certificate, end):step>", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def take_step(proxy_id: int, step: str) -> Answer:
    """Records a step: the consent, the certificate, the end."""
    proxy = queries.get_proxy(proxy_id)
    status, kind = FORMS[step]
    form: Any = kind()
    if not form.is_submitted():
        form.on.data = today_at(get_election(), proxy.path)
        form.everywhere.data = True

    def act() -> str:
        typed = form.data
        ground = EndGround(typed["ground"]) if typed.get("ground") else None
        decision = actions.Decision(
            form.on.data, typed.get("certificate_number") or "", ground, typed.get("note") or ""
        )
        actions.take_step(
            viewer(), proxy, version_of(form), status, decision, everywhere=bool(typed["everywhere"])
        )
        flash(_("The step was recorded."))
        return url_for("proxies.show", proxy_id=proxy_id)

    return run_form(
        form, "headquarters/proxies/step.html", act, record=proxy, known=dict, proxy=proxy, step=step,
        siblings=queries.list_siblings(proxy),
    )  # fmt: skip


@bp.route("/proxies/<int:proxy_id>/precincts", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def add_precincts(proxy_id: int) -> Answer:
    """Makes a proxy one in further precincts of the constituency."""
    proxy, form = queries.get_proxy(proxy_id), PrecinctsForm()
    taken = {one.precinct_id for one in queries.list_proxies(proxy.candidate_id)
             if one.person_id == proxy.person_id and one.status is not ProxyStatus.ENDED}  # fmt: skip
    free = [one for one in queries.list_precincts_of(proxy.candidate) if one.id not in taken]
    precincts = _offer(form.precincts, free)

    def act() -> str:
        actions.add_precincts(viewer(), proxy, [precincts[one] for one in form.precincts.data or ()])
        flash(_("The proxy was saved."))
        return url_for("proxies.show", proxy_id=proxy_id)

    return run_form(form, "headquarters/proxies/precincts.html", act, proxy=proxy)


def _offer(field: Any, precincts: list[Precinct]) -> dict[int, Precinct]:
    field.choices = [
        (one.id, _("precinct %(number)s", number=one.number) + (f", {one.address}" if one.address else ""))
        for one in precincts
    ]
    return {one.id: one for one in precincts}
