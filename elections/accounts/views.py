"""Pages of accounts: log in and out, set and change a password, manage accounts."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from elections.accounts import actions, queries
from elections.accounts.access import Permission, Role
from elections.accounts.forms import ChangePasswordForm, LogInForm, NewPasswordForm, UserForm
from elections.accounts.passwords import DEMO_PASSWORD
from elections.accounts.sessions import LoggedIn, absolute_lifetime
from elections.accounts.territory import find_territory
from elections.accounts.words import ROLE_LABELS
from elections.database import utc_now
from elections.errors import NotFound, Objection, Refused
from elections.web.forms import run_form, version_of
from elections.web.guards import public, requires, signed_in, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("accounts", __name__)
MENU = MenuEntry(lazy_gettext("Accounts"), "accounts.list_users", Permission.MANAGE_ACCOUNTS)
Answer = Response | str | tuple[str, int]


@bp.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Answer:
    """Logs in and leads to the page that was wanted."""
    form = LogInForm(next=request.args.get("next", ""))

    def act() -> str:
        _open(form.login.data or "", form.password.data or "")
        return _safe(form.next.data or "")

    expired = bool(request.args.get("expired"))
    return run_form(
        form, "accounts/log_in.html", act, demo_users=queries.list_demo_users(), expired=expired,
        roles=ROLE_LABELS, demo_password=DEMO_PASSWORD,
    )  # fmt: skip


@bp.post("/logout")
@signed_in
def log_out() -> Response:
    """Ends this log-in."""
    actions.log_out(viewer(), current_user.get_id())
    logout_user()
    return redirect(url_for("accounts.log_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@signed_in
def change_password() -> Answer:
    """Changes one's own password, which ends all log-ins but opens this one anew."""
    form = ChangePasswordForm()

    def act() -> str:
        actions.change_password(
            current_user.user,
            form.old_password.data or "",
            form.password.data or "",
            form.password_again.data or "",
        )
        _open(current_user.login, form.password.data or "")
        flash(_("Your password was changed. You were logged out everywhere else."))
        return url_for("dashboard.show")

    return run_form(form, "accounts/password.html", act)


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
        _open(user.login, form.password.data or "")
        return url_for("dashboard.show")

    return run_form(form, "accounts/set_up.html", act, login=link.user.login)


@bp.get("/users")
@requires(Permission.MANAGE_ACCOUNTS)
def list_users() -> str:
    """Lists the accounts of the viewer's territory."""
    search, role = request.args.get("search", ""), request.args.get("role", "")
    page = queries.list_users(search=search, role=role, page=page_number())
    return render_template("accounts/list.html", page=page, search=search, role=role, roles=ROLE_LABELS)


@bp.route("/users/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def create_user() -> Answer:
    """Makes an account and shows its one-time link."""
    form = UserForm()

    def act() -> str:
        path, label = _territory(form)
        user = actions.create_user(
            viewer(), login=form.login.data or "", name=form.name.data or "", role=Role(form.role.data),
            path=path, territory_label=label,
        )  # fmt: skip
        _flash_link(user)
        return url_for("accounts.edit_user", user_id=user.id)

    return run_form(form, "accounts/edit.html", act, user=None)


@bp.route("/users/<int:user_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
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

    return run_form(form, "accounts/edit.html", act, record=user, user=user)


@bp.post("/users/<int:user_id>/setup-link")
@requires(Permission.MANAGE_ACCOUNTS)
def make_setup_link(user_id: int) -> Response:
    """Makes a new one-time link and shows it once."""
    user = queries.get_user(user_id)
    _flash_link(user)
    return redirect(url_for("accounts.edit_user", user_id=user_id), 303)


def _flash_link(user: object) -> None:
    token = actions.make_setup_link(viewer(), user, utc_now())  # type: ignore[arg-type]
    link = url_for("accounts.set_up", token=token, _external=True)
    flash(_("One-time link for this account, shown only now, good for three days: %(link)s", link=link))


def _open(login: str, password: str) -> None:
    token = actions.log_in(login, password, utc_now(), absolute_lifetime(current_app))
    user = queries.find_user(login)
    if user is not None:
        login_user(LoggedIn(user, token))


def _safe(wanted: str) -> str:
    parts = urlsplit(wanted)
    local = (
        wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return wanted if local else url_for("dashboard.show")


def _territory(form: UserForm) -> tuple[str, str]:
    kato = form.kato.data or ""
    try:
        return find_territory(kato)
    except NotFound:
        raise Refused([Objection("account.territory_unknown", "kato", {"kato": kato})]) from None
