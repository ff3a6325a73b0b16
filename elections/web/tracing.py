"""A number for every request, in each line of the log it leaves and in its answer; and, where asked for, a line of its own.

A line says the route, never the address: addresses hold numbers of people and one-time links.
"""

import re
import secrets
import time

import structlog
from flask import Flask, Response, current_app, g, request

from elections.web.metrics import init_metrics

HEADER = "X-Request-Id"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger()


def init_tracing(app: Flask) -> None:
    """Numbers the requests of `app`; logs each and counts it where the settings ask for that."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)
    init_metrics(app)


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    g.began_at = time.monotonic()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    if _is_logged():
        log.info(
            "request", route=request.url_rule.rule if request.url_rule else "none", method=request.method,
            status=response.status_code, ms=round((time.monotonic() - g.get("began_at", time.monotonic())) * 1000),
        )  # fmt: skip
    return response


def _is_logged() -> bool:
    return bool(current_app.config["SETTINGS"].log_requests)
