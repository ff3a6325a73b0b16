"""The headers of every answer: a strict content policy with a nonce, and what else keeps a browser careful."""

import secrets

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

CAREFUL = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=63072000; includeSubDomains"
"""Two years, as browsers ask it of a site that is to be reached by https alone."""
NOT_KEPT = "no-store"


def init_headers(app: Flask) -> None:
    """Sets the headers on every answer of `app`."""
    app.after_request(_set_headers)


def cookie_name(name: str, is_secure: bool) -> str:
    """Returns the name of a cookie: on safe connections one that browsers take from this very host alone.

    `__Host-` asks for Secure, for the path "/" and for no domain.
    """
    return f"__Host-{name}" if is_secure else name


def csp_nonce() -> str:
    """Returns the nonce of this answer."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def is_file(response: Response) -> bool:
    """Returns whether an answer is a file or a picture of the record: no page, and nothing of the pages' own."""
    return request.endpoint != "static" and (
        "Content-Disposition" in response.headers or _is_picture(response)
    )


def _is_picture(response: Response) -> bool:
    return (response.mimetype or "").startswith("image/")


def _set_headers(response: Response) -> Response:
    response.headers.update(CAREFUL)
    response.headers["Content-Security-Policy"] = _policy(response)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = HSTS
    if _is_kept_nowhere(response):
        response.headers["Cache-Control"] = NOT_KEPT
    return response


def _policy(response: Response) -> str:
    """Returns the policy of every answer; a file may do nothing at all, whatever is in it.

    Papers are made here, and a browser's own viewer of PDF opens none that is boxed in.
    """
    policy = (
        f"default-src 'none'; script-src 'nonce-{csp_nonce()}'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    shown_here = response.headers.get("Content-Disposition", "").startswith("inline")
    boxed = is_file(response) and not (shown_here and response.mimetype == "application/pdf")
    return f"{policy}; sandbox" if boxed else policy


def _is_kept_nowhere(response: Response) -> bool:
    """Returns whether a browser may keep no copy: of all that is not static, and of what is but could not be given.

    Pictures that ask at each look whether they are still the same may: the public sees them too, of candidates on
    leaflets and of protocols on the wall of the precinct. So may what somebody without an account gets with an age.
    """
    if request.endpoint == "static":
        return response.status_code >= 400
    asks = "Cache-Control" in response.headers
    is_shown = response.mimetype != "text/html" and g.get("viewer") is None
    return not (asks and (is_shown or _is_picture(response) or response.status_code == 304))
