"""Devices that got into an account before: a cookie of their own, which outlives the log-in and opens nothing.

It sets its owner apart from strangers who guess: their tries do not slow down a known device, nor its tries them.
"""

import secrets

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from elections.accounts.entry_actions import Origin
from elections.accounts.models import User

DAYS = 180
SALT = "device"


def init_devices(app: Flask, proxies: int) -> None:
    """Makes `app` know devices again, and the address that the last of so many proxies was asked from."""
    app.after_request(_hand_out)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0)  # type: ignore[method-assign]


def origin() -> Origin:
    """Returns from where this request comes."""
    number, device_of = _read(request.cookies.get(_name(), ""))
    return Origin(request.remote_addr or "", number, device_of)


def remember_device(user: User) -> None:
    """Lets this answer mark the device as one that got into the account."""
    g.known_device = (secrets.token_urlsafe(16), user.id)


def _hand_out(response: Response) -> Response:
    if "known_device" in g and response.status_code < 400:
        response.set_cookie(
            _name(), _serializer().dumps(list(g.known_device)), max_age=DAYS * 24 * 3600, httponly=True, samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            path=current_app.config["SESSION_COOKIE_PATH"] or "/",
        )  # fmt: skip
    return response


def _read(cookie: str) -> tuple[str, int | None]:
    try:
        number, user_id = _serializer().loads(cookie)
    except (BadData, ValueError, TypeError):
        return "", None
    return str(number), int(user_id)


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _serializer() -> URLSafeSerializer:
    older = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    return URLSafeSerializer([*older, current_app.config["SECRET_KEY"]], salt=SALT)
