"""Pages of members: found in the register or entered anew, their contacts, another role, the end of their work."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.look_queries import list_looks_at
from elections.audit.look_words import PROTECTED_LABELS
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused
from elections.headquarters import member_actions as actions
from elections.headquarters import queries
from elections.headquarters.actions import require
from elections.headquarters.forms import ContactsForm, EndForm, MemberForm, RoleForm
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.person_queries import find_namesakes, find_people, find_person
from elections.headquarters.words import ROLE_LABELS
from elections.people.actions import full_name
from elections.people.duplicate_queries import numbers_of
from elections.people.models import Person
from elections.people.protected import note_contacts
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.paging import page_number

bp = Blueprint("members", __name__)
NAMES = ("surname", "given_name", "patronymic", "iin", "phone", "email")
FIND, CHOOSE = "find", "choose"
"""The buttons of the form that look for a person and take one; nothing is saved by them."""
Answer = Response | str | tuple[str, int]


@bp.route("/headquarters/<int:headquarters_id>/members/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def add(headquarters_id: int) -> Answer:
    """Adds a member: somebody of the register, or somebody new."""
    found = queries.get_headquarters(headquarters_id)
    form = MemberForm(role=request.args.get("role", MemberRole.HEAD.value))
    if not form.is_submitted():
        form.since_on.data = _today()
    if CHOOSE in request.form:
        form.person.data = request.form[CHOOSE]
    known = find_person(viewer().scope, form.person.data or "")
    if FIND in request.form or CHOOSE in request.form:
        people = find_people(viewer().scope, form.look.data or "") if FIND in request.form else []
        return render_template("headquarters/member.html", form=form, **_shown(found, known, people))
    if known is not None:
        form.take_known()

    def with_answers(do: Callable[..., Any]) -> Any:
        person = {name: form[name].data or "" for name in NAMES}
        return do(
            viewer(), found, person, MemberRole(form.role.data), form.since_on.data or _today(), known=known,
            consent_on=form.consent_on.data, is_compared=bool(form.is_somebody_new.data),
        )  # fmt: skip

    def rules() -> list[Objection]:
        return [] if form.role.errors else with_answers(actions.objections_to_member)

    def act() -> str:
        with_answers(actions.add_member)
        flash(_("The member was added."))
        return url_for("headquarters.show", headquarters_id=headquarters_id)

    typed = {name: form[name].data for name in NAMES}
    alike = find_namesakes(viewer().scope, typed) if form.is_submitted() and known is None else []
    return run_form(form, "headquarters/member.html", act, rules=rules, **_shown(found, known, alike))


@bp.get("/members/<int:member_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(member_id: int) -> str:
    """Shows a member: work, contacts, training, history."""
    member = queries.get_member(member_id)
    return render_template(
        "headquarters/member_show.html", member=member, roles=ROLE_LABELS,
        can_edit=viewer().may(Permission.EDIT_HEADQUARTERS, member.path),
        history=list_history(Member.__tablename__, member_id),
    )  # fmt: skip


@bp.get("/members/<int:member_id>/looks")
@requires(Permission.SEE_AUDIT)
def looks(member_id: int) -> str:
    """Shows who saw the contacts or the IIN of a member, from wherever."""
    member = queries.get_member(member_id)
    page = list_looks_at(numbers_of(member.person_id), page_number())
    back = (full_name(member.person), url_for("members.show", member_id=member_id))
    return render_template("audit/looks_at.html", page=page, labels=PROTECTED_LABELS, back=back)


@bp.route("/members/<int:member_id>/contacts", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def contacts(member_id: int) -> Answer:
    """Changes a member's phone, e-mail and consent."""
    member = queries.get_member(member_id)
    note_contacts(viewer(), [member.person])

    def known() -> dict[str, Any]:
        person = member.person
        return {"phone": person.phone, "email": person.email, "consent_on": member.consent_on}

    form = ContactsForm(data=known())

    def act() -> str:
        actions.change_contacts(
            viewer(), member, version_of(form), form.phone.data or "", form.email.data or "",
            form.consent_on.data,
        )  # fmt: skip
        flash(_("The contacts were saved."))
        return _back(member)

    return _run(
        form,
        _("Contacts"),
        (form.phone, form.email, form.consent_on),
        act,
        member,
        known,
        actions.Contacts(member),
    )


@bp.route("/members/<int:member_id>/role", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def role(member_id: int) -> Answer:
    """Gives a member another role from a day on."""
    member = queries.get_member(member_id)
    form = RoleForm(role=member.role.value, since_on=_today())

    def act() -> str:
        changed = MemberRole(form.role.data)
        new = actions.change_role(viewer(), member, version_of(form), changed, form.since_on.data or _today())
        flash(_("The role was changed; the former one stays in the history."))
        return _back(new)

    return _run(form, _("Another role"), (form.role, form.since_on), act, member, dict, member)


@bp.route("/members/<int:member_id>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def end(member_id: int) -> Answer:
    """Ends a membership on a day."""
    member = queries.get_member(member_id)
    form = EndForm(on=_today())

    def act() -> str:
        actions.end_membership(viewer(), member, form.on.data or _today())
        flash(_("The membership was ended."))
        return _back(member)

    return _run(form, _("End the membership"), (form.on,), act, member, dict, member)


def _run(
    form: Any, title: str, fields: tuple[Any, ...], act: Any, member: Member, known: Any, record: Any
) -> Answer:
    require(viewer(), member.path)
    return run_form(
        form, "headquarters/member_edit.html", act, record=record, known=known, member=member, title=title,
        fields=fields, roles=ROLE_LABELS,
    )  # fmt: skip


def _shown(found: Headquarters, known: Person | None, people: list[Person]) -> dict[str, Any]:
    if found.closed_on is not None:
        raise Refused([Objection("headquarters.closed_already", params={"closed": found.closed_on})])
    work = queries.list_memberships([one.id for one in ([known] if known else people)])
    return {"headquarters": found, "chosen": known, "people": people, "work": work, "roles": ROLE_LABELS,
            "place_name": queries.place_name}  # fmt: skip


def _back(member: Member) -> str:
    return url_for("headquarters.show", headquarters_id=member.headquarters_id)


def _today() -> date:
    return present(get_election()).date()
