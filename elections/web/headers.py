"""The headers of every answer: a strict content policy with a nonce, and what else keeps a browser careful."""

import secrets

from flask import Flask, g
from werkzeug.wrappers import Response


def init_headers(app: Flask) -> None:
    """Sets the headers on every answer of `app`."""
    app.after_request(_set_headers)


def csp_nonce() -> str:
    """Returns the nonce of this answer."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _set_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'nonce-{csp_nonce()}'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response
