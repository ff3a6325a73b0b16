"""Who may open which page: every view says it, and an application with a view that does not say it does not start."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from elections.accounts.access import Actor, Permission
from elections.database import set_scope
from elections.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
GUARD = "sailau_guard"
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
    """Lets a request through, sends it to the log-in, or raises Forbidden."""
    actor: Actor | None = g.get("viewer")
    set_scope(None if actor is None else actor.scope)
    if request.endpoint is None or request.url_rule is None:
        return None
    guard = getattr(_view(request.endpoint), GUARD)
    if guard == PUBLIC:
        return None
    if actor is None:
        next_url = (
            request.script_root + request.full_path if "GET" in (request.url_rule.methods or ()) else None
        )
        return redirect(url_for("accounts.log_in", next=next_url, expired="1" if "sid" in g else None), 303)
    if isinstance(guard, Permission) and not actor.allows(guard):
        raise Forbidden
    return None


def _view(endpoint: str) -> Callable[..., Any]:
    return current_app.view_functions[endpoint]


def refuse_unguarded(app: Flask) -> None:
    """Raises RuntimeError naming the views without a guard."""
    public(app.view_functions["static"])
    missing = [name for name, view in app.view_functions.items() if not hasattr(view, GUARD)]
    if missing:
        raise RuntimeError(f"views without @requires or @public: {', '.join(sorted(missing))}")
