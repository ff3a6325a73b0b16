"""One's own second factor: setting it up, recovery codes, taking it away."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from elections.accounts import factor_actions, factor_queries
from elections.accounts.forms import SecondFactorForm
from elections.accounts.second_factor import app_address, in_groups, new_seed
from elections.accounts.sessions import must_have_second_factor, session_id
from elections.database import utc_now
from elections.documents.qr import qr_picture
from elections.errors import Objection, Refused
from elections.vault import Vault
from elections.web.forms import Form, run_form
from elections.web.guards import fresh, signed_in, viewer, while_setting_up
from elections.web.unit_of_work import shown_once

bp = Blueprint("factors", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/account/second-factor")
@signed_in
def show() -> str:
    """Says whether the viewer has a second factor, and how many recovery codes are left."""
    user_id = current_user.id
    return render_template(
        "accounts/second_factor.html", factor=factor_queries.find_factor(user_id), required=must_have_second_factor(),
        left=factor_queries.count_recovery_codes(user_id), key=Form().fresh_key(),
    )  # fmt: skip


@bp.route("/account/second-factor/setup", methods=["GET", "POST"])
@signed_in
@fresh
@while_setting_up
def set_up() -> Answer:
    """Shows the QR of a fresh seed and takes the app's first code; an app that was there before ends."""
    form = SecondFactorForm()
    seed = _opened(form.offer.data or "")
    form.offer.data = _vault().encrypt(f"{viewer().user_id}:{seed}")
    codes: list[str] = []

    def act() -> str:
        typed = form.code.data or ""
        codes.extend(
            factor_actions.set_second_factor(current_user.user, session_id(), seed, typed, utc_now())
        )
        return url_for("factors.show_codes")

    answer = run_form(
        form, "accounts/second_factor_setup.html", act, required=must_have_second_factor(),
        qr=qr_picture(app_address(seed, current_user.login)), seed=in_groups(seed, " "),
    )  # fmt: skip
    return _show_once(codes) if codes else answer


@bp.get("/account/recovery-codes")
@signed_in
@while_setting_up
def show_codes() -> Response:
    """Leads on who asks for codes that were shown already: nobody keeps them, so that nobody can show them again."""
    if factor_queries.find_factor(current_user.id) is not None:
        flash(_("The recovery codes were shown already, once. If you did not keep them, make new ones here."))
    return redirect(url_for("factors.show"), 303)


@bp.post("/account/recovery-codes")
@signed_in
@fresh
def make_codes() -> str:
    """Makes new recovery codes and shows them, once; the earlier ones end."""
    return _show_once(factor_actions.make_recovery_codes(current_user.user))


@bp.post("/account/second-factor/removal")
@signed_in
@fresh
def remove() -> Response:
    """Takes the second factor away, where none is asked for."""
    if must_have_second_factor():
        raise Refused([Objection("account.factor_required")])
    factor_actions.remove_second_factor(current_user.user, session_id())
    flash(_("The second factor was taken away: your password alone opens your account now."))
    return redirect(url_for("factors.show"), 303)


def _show_once(codes: list[str]) -> str:
    """Returns the page of fresh codes: the answer to the form that made them, and to no other."""
    shown_once(url_for("factors.show_codes"))
    return render_template("accounts/recovery_codes.html", codes=codes)


def _opened(offer: str) -> str:
    """Returns the seed that this viewer was shown before, or a fresh one."""
    if not offer or not _vault().opens(offer):
        return new_seed()
    user_id, _, seed = _vault().decrypt(offer).partition(":")
    return seed if user_id == str(viewer().user_id) else new_seed()


def _vault() -> Vault:
    vault: Vault = current_app.extensions["vault"]
    return vault
