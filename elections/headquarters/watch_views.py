"""Pages of precincts: who watches the count where, one precinct with its observers and its commission."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import find_election, get_election, present, rules_of
from elections.charts.gaps import Row, gaps_chart
from elections.documents.downloads import Picture, asked_numbers, hand_out
from elections.errors import Objection
from elections.headquarters import observer_actions as actions
from elections.headquarters import watch_queries as queries
from elections.headquarters.eyes import Eyes, by_place, eyes_of
from elections.headquarters.observers import Shift, clock_of, shift_of, write_shift
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_forms import PERSON, CommissionForm, ObserverChangeForm, ObserverForm
from elections.headquarters.proxy_queries import own_candidates
from elections.headquarters.proxy_words import SHOW_LABELS, STATUS_LABELS, STATUS_TONES
from elections.headquarters.watch_sheets import watch_xlsx
from elections.headquarters.watchers import today_at
from elections.people.protected import note_contacts
from elections.territory.models import Constituency
from elections.territory.queries import list_constituencies, place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh, requires, viewer
from elections.web.i18n import local, percent
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("watch", __name__)
MENU = MenuEntry(lazy_gettext("Observers"), "watch.eyes", Permission.SEE_HEADQUARTERS, ("proxies",))
Answer = Response | str | tuple[str, int]
DISTRICT_DEPTH = 2
MOST_OF_A_CONSTITUENCY = 1000


def eyes_at(constituency: Constituency) -> dict[str, Any] | None:
    """Returns what a constituency's page shows of who watches the count there; None where no votes are counted."""
    election = find_election()
    if election is None:
        return None
    rows = queries.list_watch(election, {"path": constituency.path}, size=MOST_OF_A_CONSTITUENCY).rows
    return {"rows": rows, **_about(rows)} if rows else None


@bp.get("/precincts/eyes")
@requires(Permission.SEE_HEADQUARTERS)
def eyes() -> Answer:
    """Shows in how many precincts somebody watches the count, place by place, and the precincts one by one."""
    election, chosen = get_election(), _chosen()
    path = chosen["path"]
    parts = queries.count_watch(election, path)
    places, whole = by_place(parts), eyes_of(parts)
    titles = _titles(path)
    is_drawn = bool(places) and path.count("/") <= DISTRICT_DEPTH
    picture = _picture(places, titles) if is_drawn else None
    if numbers := asked_numbers(picture):
        return numbers
    page = queries.list_watch(election, chosen, page_number())
    return render_template(
        "headquarters/proxies/eyes.html", chosen=chosen, scope=viewer().scope, page=page, whole=whole, titles=titles, at=present(election),
        places=places if path.count("/") <= DISTRICT_DEPTH else {}, place_labels=place_labels(), shows=SHOW_LABELS,
        picture=picture, **_about(page.rows),
    )  # fmt: skip


@bp.get("/precincts/eyes.xlsx")
@requires(Permission.SEE_HEADQUARTERS)
@fresh
def export_eyes() -> Response:
    """Gives the precincts that the page shows as a spreadsheet."""
    content = watch_xlsx(get_election(), _chosen())
    return hand_out(content, "precincts.xlsx")


@bp.get("/precincts/<int:precinct_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(precinct_id: int) -> str:
    """Shows a precinct: its proxies, its observers, its commission."""
    precinct, election = queries.get_precinct(precinct_id), get_election()
    watch = queries.watch_of(election, precinct)
    return render_template(
        "headquarters/proxies/precinct.html", precinct=precinct, one=watch,
        commission=queries.list_commission(precinct_id), form=CommissionForm(),
        history=[line for one in watch.observers for line in list_history("observer", one.id)], **_about([watch]),
    )  # fmt: skip


@bp.route("/precincts/<int:precinct_id>/observers/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def send(precinct_id: int) -> Answer:
    """Sends an observer to a precinct."""
    precinct, form = queries.get_precinct(precinct_id), ObserverForm()
    if not form.is_submitted():
        rules = rules_of(get_election())
        form.starts.data, form.ends.data = rules.voting_opens, clock_of(8 * 60)
        form.mandate_on.data = today_at(get_election(), precinct.path)

    def act() -> str:
        person = {name: form[name].data for name in PERSON}
        actions.send(viewer(), precinct, person, _shift(form), _mandate(form))
        flash(_("The observer was saved."))
        return url_for("watch.show", precinct_id=precinct_id)

    def speaks_against() -> list[Objection]:
        if form.starts.data is None or form.ends.data is None:
            return []
        person = {name: form[name].data for name in PERSON}
        return actions.objections_to(precinct, person, _shift(form), _mandate(form))

    return run_form(
        form, "headquarters/proxies/observer.html", act, rules=speaks_against, precinct=precinct, observer=None, here=_here(precinct_id),
        write_shift=write_shift,
    )  # fmt: skip


@bp.route("/observers/<int:observer_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def change(observer_id: int) -> Answer:
    """Changes an observer's shift, papers and phone."""
    observer = queries.get_observer(observer_id)
    note_contacts(viewer(), [observer.person])

    def known() -> Mapping[str, Any]:
        papers = ("mandate_number", "mandate_on", "certificate_number", "phone_consent_on")
        return {
            "starts": clock_of(observer.starts), "ends": clock_of(observer.ends), "phone": observer.person.phone,
            **{name: getattr(observer, name) for name in papers},
        }  # fmt: skip

    form = ObserverChangeForm(data=known())

    def act() -> str:
        person = {name: getattr(observer.person, name) for name in PERSON if name not in ("iin", "phone")}
        typed = {**person, "birth_year": observer.person.birth_year, "phone": form.phone.data or ""}
        shift = _shift(form)
        actions.change_observer(viewer(), observer, version_of(form), typed, shift, _mandate(form))
        flash(_("The observer was saved."))
        return url_for("watch.show", precinct_id=observer.precinct_id)

    return run_form(
        form, "headquarters/proxies/observer.html", act, record=observer, known=known, precinct=observer.precinct,
        observer=observer, here=_here(observer.precinct_id), write_shift=write_shift,
    )  # fmt: skip


@bp.post("/observers/<int:observer_id>/remove")
@requires(Permission.EDIT_HEADQUARTERS)
def remove(observer_id: int) -> Response:
    """Takes an observer back today."""
    observer = queries.get_observer(observer_id)
    actions.remove_observer(viewer(), observer, today_at(get_election(), observer.path))
    flash(_("The observer was taken back."))
    return redirect(url_for("watch.show", precinct_id=observer.precinct_id), 303)


@bp.route("/precincts/<int:precinct_id>/commission", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def enter_commission(precinct_id: int) -> Answer:
    """Enters members of a precinct's commission, one a line."""
    precinct, form = queries.get_precinct(precinct_id), CommissionForm()

    def act() -> str:
        lines = [line.strip() for line in (form.people.data or "").splitlines() if line.strip()]
        actions.enter_commission(viewer(), precinct, lines)
        flash(_("The members of the commission were saved."))
        return url_for("watch.show", precinct_id=precinct_id)

    return run_form(form, "headquarters/proxies/commission.html", act, precinct=precinct)


@bp.post("/commission-members/<int:member_id>/leave")
@requires(Permission.EDIT_HEADQUARTERS)
def leave_commission(member_id: int) -> Response:
    """Takes somebody off the list of a commission."""
    member = queries.get_commission_member(member_id)
    actions.leave_commission(viewer(), member)
    flash(_("The member was taken off the list."))
    return redirect(url_for("watch.show", precinct_id=member.precinct_id), 303)


def _chosen() -> dict[str, str]:
    found = {name: request.args.get(name, "")[:80] for name in ("path", "show", "search")}
    return {**found, "path": found["path"] or viewer().scope}


def _about(rows: Any) -> dict[str, Any]:
    """Returns what every list of precincts needs: the candidates who could send proxies, the words."""
    candidates = own_candidates(get_election(), {one.precinct.path for one in rows})
    return {
        "candidates": candidates, "write_shift": write_shift, "statuses": STATUS_LABELS, "tones": STATUS_TONES,
        "registered": ProxyStatus.REGISTERED, "can_edit": viewer().allows(Permission.EDIT_HEADQUARTERS),
        "closes": rules_of(get_election()).voting_closes,
    }  # fmt: skip


def _here(precinct_id: int) -> list[Any]:
    return queries.observers_at(get_election(), [precinct_id]).get(precinct_id, [])


def _shift(form: Any) -> Shift:
    return shift_of(form.starts.data, form.ends.data)


def _mandate(form: Any) -> actions.Mandate:
    return actions.Mandate(
        form.mandate_number.data or "", form.mandate_on.data, form.certificate_number.data or "",
        form.phone_consent_on.data,
    )  # fmt: skip


def _titles(path: str) -> dict[str, str]:
    """Returns the names of regions and districts, and of a district's constituencies, by path."""
    titles = {one: name.strip() for one, name in place_labels().items()}
    depth = path.count("/")
    below = list_constituencies(path) if depth >= DISTRICT_DEPTH else []
    return {**titles, **{one.path: local(one) for one in below}}


def _picture(places: Mapping[str, Eyes], titles: Mapping[str, str]) -> Picture:
    rows = [
        Row(titles.get(place, place), (one.both, one.proxy_only, one.observer_only, one.nobody),
            f"{one.watched}/{one.precincts} ({percent(one.share)})")
        for place, one in places.items()
    ]  # fmt: skip
    keys = [_("proxy and observer"), _("proxy only"), _("observer only"), _("nobody")]
    drawing = gaps_chart(
        rows, keys, "eyes", _("Who watches the count, by territory"), _("The figures are in the table below.")
    )
    return Picture("eyes", drawing, [_("Territory"), *keys], [[one.label, *one.parts] for one in rows])
