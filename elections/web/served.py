"""Flask as it serves many: what stays the same from request to request is made once."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

SIGNING = "sailau_signing"


class Cookies(SecureCookieSessionInterface):
    """Flask's own signed cookies; what signs and reads them is made once for a secret, not twice with every request."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Returns what signs and reads the cookies of `app` by its present secret, or None while there is none."""
        secrets = app.secret_key, app.config["SECRET_KEY_FALLBACKS"]
        kept = app.extensions.get(SIGNING)
        if kept is None or kept[0] != secrets:
            kept = app.extensions[SIGNING] = secrets, super().get_signing_serializer(app)
        return kept[1]  # type: ignore[no-any-return]


class Sailau(Flask):
    """The application. None of its views is asynchronous, so nobody looks at each call whether one is."""

    session_interface = Cookies()

    def ensure_sync(self, func: Any) -> Any:
        """Returns `func` as it is."""
        return func
