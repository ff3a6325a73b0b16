"""Who may open which page: every view says it, and an application with a view that does not say it does not start."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Actor, Permission
from elections.database import present_scope, set_scope
from elections.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
GUARD = "sailau_guard"
FRESH = "sailau_fresh"
SETTING_UP = "sailau_setting_up"
PUBLIC = "public"
SIGNED_IN = "signed in"


def public(view: View) -> View:
    """Marks a view that anyone may open."""
    setattr(view, GUARD, PUBLIC)
    return view


def signed_in(view: View) -> View:
    """Marks a view that everybody with an account may open."""
    setattr(view, GUARD, SIGNED_IN)
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Marks a view that needs `permission`."""

    def mark(view: View) -> View:
        setattr(view, GUARD, permission)
        return view

    return mark


def fresh(view: View) -> View:
    """Marks a view that asks who the viewer is once more, unless they said so within the last quarter of an hour.

    It stands beside `@requires` or `@signed_in`, in either order, and leads back when the answer was right: to the page
    itself, or where there is a form only, to the page that the form was on.
    """
    setattr(view, FRESH, True)
    return view


def fresh_to_send(view: View) -> View:
    """Marks a view whose page anyone with its permission reads, and whose form asks who the viewer is as `@fresh` does."""
    setattr(view, FRESH, "POST")
    return view


def while_setting_up(view: View) -> View:
    """Marks a view that is open to who must still set a second factor up; no other is."""
    setattr(view, SETTING_UP, True)
    return view


def init_guards(app: Flask) -> None:
    """Has every request of `app` begin by knowing nobody; stands before whatever asks the database."""
    app.before_request(_know_nobody)
    app.teardown_request(_forget)


def _know_nobody() -> None:
    """A thread of a server serves one person after the other: nothing is seen from where the last one looked."""
    g.scope_before = present_scope()
    set_scope(None)


def _forget(_error: BaseException | None) -> None:
    if "scope_before" in g:
        set_scope(g.pop("scope_before"))


def viewer() -> Actor:
    """Returns who is looking; raises Forbidden when nobody is logged in."""
    actor: Actor | None = g.get("viewer")
    if actor is None:
        raise Forbidden
    return actor


def may(permission: str) -> bool:
    """Returns whether the viewer has the permission of that name, for templates."""
    actor: Actor | None = g.get("viewer")
    return actor is not None and actor.allows(Permission(permission))


def check_guard() -> Response | None:
    """Lets a request through, sends it to the log-in, or raises Forbidden; who was sent elsewhere has done nothing."""
    actor: Actor | None = g.get("viewer")
    set_scope(None if actor is None else actor.scope)
    elsewhere = _sent_elsewhere(actor)
    g.done_nothing = elsewhere is not None
    return elsewhere


def _sent_elsewhere(actor: Actor | None) -> Response | None:
    if request.endpoint is None or request.url_rule is None:
        return None
    guard = getattr(_view(request.endpoint), GUARD)
    if guard == PUBLIC:
        return None
    if actor is None:
        next_url = _this_page() if "GET" in (request.url_rule.methods or ()) else None
        return redirect(url_for("accounts.log_in", next=next_url, expired="1" if "sid" in g else None), 303)
    if g.get("factor_due") and not hasattr(_view(request.endpoint), SETTING_UP):
        return redirect(url_for("factors.set_up"), 303)
    if isinstance(guard, Permission) and not actor.allows(guard):
        raise Forbidden
    if getattr(_view(request.endpoint), FRESH, None) in (True, request.method) and not g.get("is_fresh"):
        if request.method == "POST":
            flash(gettext("Nothing was done yet: confirm that it is you, then send the form again."))
        return redirect(url_for("entry.confirm", next=_way_back()), 303)
    return None


def _way_back() -> str:
    """Returns where a confirmed viewer goes on: this page, or the page of this house whose form was sent."""
    if "GET" in (getattr(request.url_rule, "methods", None) or ()):
        return _this_page()
    came_from = urlsplit(request.referrer or "")
    at_home = came_from.netloc == request.host
    return f"{came_from.path}?{came_from.query}".removesuffix("?") if at_home else f"{request.script_root}/"


def _this_page() -> str:
    """Returns the address asked for, with its query where it has one."""
    return request.script_root + request.full_path.removesuffix("?")


def _view(endpoint: str) -> Callable[..., Any]:
    return current_app.view_functions[endpoint]


def refuse_unguarded(app: Flask) -> None:
    """Raises RuntimeError naming the views without a guard."""
    public(app.view_functions["static"])
    missing = [name for name, view in app.view_functions.items() if not hasattr(view, GUARD)]
    if missing:
        raise RuntimeError(f"views without @requires or @public: {', '.join(sorted(missing))}")
