"""Saying who one is: the code after the password, and both once more before what needs a fresh log-in."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from elections.accounts import entry_actions, factor_actions, session_actions
from elections.accounts.entry import Answer, enter, renew, run_slowed, safe_address
from elections.accounts.factor_queries import count_recovery_codes
from elections.accounts.forms import CodeForm, ConfirmForm, ConfirmWithCodeForm
from elections.accounts.halfway import find_halfway
from elections.accounts.second_factor import bare, is_app_code
from elections.accounts.sessions import has_second_factor, session_id
from elections.database import utc_now
from elections.web.forms import Form
from elections.web.guards import public, signed_in, viewer, while_setting_up

bp = Blueprint("entry", __name__)


@bp.route("/login/code", methods=["GET", "POST"])
@public
def code() -> Answer:
    """Asks for the code after the password and leads to the page that was wanted."""
    found = find_halfway()
    if found is None:
        return redirect(url_for("accounts.log_in"), 303)
    user, wanted = found
    form = CodeForm()

    def act() -> str:
        typed = form.code.data or ""
        factor_actions.check_code(user, typed, utc_now(), request.remote_addr or "")
        enter(user)
        if not is_app_code(bare(typed)):
            left = count_recovery_codes(user.id)
            flash(
                _(
                    "That recovery code is used up; %(left)s are left. New ones can be made at “Second factor”.",
                    left=left,
                )
            )
        return wanted

    return run_slowed(form, "accounts/code.html", act, login=user.login)


@bp.route("/confirm", methods=["GET", "POST"])
@signed_in
@while_setting_up
def confirm() -> Answer:
    """Asks who the viewer is once more and leads back to what they wanted to do."""
    wanted = request.args.get("next", "")
    form: Form = ConfirmWithCodeForm(next=wanted) if has_second_factor() else ConfirmForm(next=wanted)

    def act() -> str:
        address = request.remote_addr or ""
        entry_actions.confirm_password(
            current_user.user, session_id(), form["password"].data, utc_now(), address
        )
        if "code" in form:
            factor_actions.check_code(current_user.user, form["code"].data, utc_now(), address)
        renew(session_actions.confirm_session(viewer(), session_id(), utc_now()))
        return safe_address(form["next"].data or "")

    return run_slowed(form, "accounts/confirm.html", act)
