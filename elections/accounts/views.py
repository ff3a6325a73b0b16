"""Pages of accounts: log in and out, set and change a password, manage accounts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from elections.accounts import actions, queries, session_actions
from elections.accounts.access import Permission, Role
from elections.accounts.devices import origin
from elections.accounts.entry import Answer, enter, go_on, run_slowed, safe_address
from elections.accounts.entry_actions import check_password
from elections.accounts.factor_actions import reset_second_factor as reset
from elections.accounts.factor_queries import find_factor
from elections.accounts.forms import ChangePasswordForm, LogInForm, NewPasswordForm, UserForm
from elections.accounts.models import User
from elections.accounts.passwords import DEMO_PASSWORD
from elections.accounts.sessions import session_id
from elections.accounts.territory import find_territory, names_of
from elections.accounts.words import ROLE_LABELS
from elections.database import utc_now
from elections.errors import NotFound, Objection, Refused
from elections.web.forms import Form, run_form, version_of
from elections.web.guards import fresh, public, requires, signed_in, viewer, while_setting_up
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.web.unit_of_work import shown_once

bp = Blueprint("accounts", __name__)
MENU = MenuEntry(lazy_gettext("Accounts"), "accounts.list_users", Permission.MANAGE_ACCOUNTS)


@bp.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Answer:
    """Logs in and leads to the page that was wanted."""
    form = LogInForm(next=request.args.get("next", ""))

    def act() -> str:
        user = check_password(form.login.data or "", form.password.data or "", utc_now(), origin())
        return go_on(user, safe_address(form.next.data or ""))

    shown, expired = queries.list_demo_users(), bool(request.args.get("expired"))
    return run_slowed(
        form, "accounts/log_in.html", act, demo_users=shown, expired=expired, roles=ROLE_LABELS,
        places=names_of(one.path for one in shown), demo_password=DEMO_PASSWORD,
    )  # fmt: skip


@bp.post("/logout")
@signed_in
@while_setting_up
def log_out() -> Response:
    """Ends this log-in."""
    session_actions.log_out(viewer(), current_user.get_id())
    logout_user()
    return redirect(url_for("accounts.log_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@signed_in
@fresh
def change_password() -> Answer:
    """Changes one's own password, which ends all log-ins but opens this one anew."""
    form = ChangePasswordForm()

    def act() -> str:
        actions.change_password(
            current_user.user, session_id(), form.old_password.data or "", form.password.data or "",
            form.password_again.data or "", utc_now(), request.remote_addr or "",
        )  # fmt: skip
        enter(current_user.user)
        flash(_("Your password was changed. You were logged out everywhere else."))
        return url_for("dashboard.show")

    return run_slowed(form, "accounts/password.html", act)


@bp.route("/setup/<token>", methods=["GET", "POST"])
@public
def set_up(token: str) -> Answer:
    """Sets the password by a one-time link and logs in."""
    link = queries.find_setup_link(token, utc_now())
    if link is None:
        return render_template("accounts/link_ended.html"), 404
    form = NewPasswordForm()

    def act() -> str:
        user = actions.use_setup_link(
            link, form.password.data or "", form.password_again.data or "", utc_now()
        )
        return go_on(user, url_for("dashboard.show"))

    return run_form(form, "accounts/set_up.html", act, login=link.user.login)


@bp.get("/users")
@requires(Permission.MANAGE_ACCOUNTS)
def list_users() -> str:
    """Lists the accounts of the viewer's territory."""
    search, role = request.args.get("search", ""), request.args.get("role", "")
    page = queries.list_users(search=search, role=role, page=page_number())
    places = names_of(one.path for one in page.rows)
    return render_template(
        "accounts/list.html", page=page, search=search, role=role, roles=ROLE_LABELS, places=places
    )


@bp.route("/users/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def create_user() -> Answer:
    """Makes an account and shows its one-time link."""
    form = UserForm()
    made: list[User] = []

    def act() -> str:
        path, label = _territory(form)
        user = actions.create_user(
            viewer(), login=form.login.data or "", name=form.name.data or "", role=Role(form.role.data),
            path=path, territory_label=label,
        )  # fmt: skip
        made.append(user)
        return url_for("accounts.edit_user", user_id=user.id)

    answer = run_form(form, "accounts/edit.html", act, user=None, factor=None)
    return _show_link_once(made[0]) if made else answer


@bp.route("/users/<int:user_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def edit_user(user_id: int) -> Answer:
    """Shows an account and changes it."""
    user = queries.get_user(user_id)
    form = UserForm(obj=user, kato=user.path.rstrip("/").split("/")[-1])

    def act() -> str:
        path, label = _territory(form)
        changes = {
            "name": form.name.data, "role": Role(form.role.data), "is_active": form.is_active.data,
            "path": path, "territory_label": label,
        }  # fmt: skip
        actions.change_user(viewer(), user, version_of(form), changes)
        flash(_("The account was saved."))
        return url_for("accounts.edit_user", user_id=user_id)

    return run_form(
        form,
        "accounts/edit.html",
        act,
        record=user,
        user=user,
        factor=find_factor(user_id),
        key=Form().fresh_key(),
    )


@bp.post("/users/<int:user_id>/setup-link")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def make_setup_link(user_id: int) -> str:
    """Makes a new one-time link and shows it once."""
    return _show_link_once(queries.get_user(user_id))


@bp.post("/users/<int:user_id>/second-factor/removal")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def reset_second_factor(user_id: int) -> Response:
    """Takes the second factor of somebody who lost phone and paper away."""
    reset(viewer(), queries.get_user(user_id))
    flash(
        _(
            "The second factor was taken away and the account logged out everywhere. Its owner logs in by the password."
        )
    )
    return redirect(url_for("accounts.edit_user", user_id=user_id), 303)


def _show_link_once(user: User) -> str:
    """Makes a one-time link and returns its page: the answer to the form that asked for it, kept by no cookie."""
    token = actions.make_setup_link(viewer(), user, utc_now())
    shown_once(url_for("accounts.edit_user", user_id=user.id))
    link = url_for("accounts.set_up", token=token, _external=True)
    return render_template("accounts/link.html", user=user, link=link)


def _territory(form: UserForm) -> tuple[str, str]:
    kato = form.kato.data or ""
    try:
        return find_territory(kato)
    except NotFound:
        raise Refused([Objection("account.territory_unknown", "kato", {"kato": kato})]) from None
