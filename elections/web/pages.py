"""What every page gets: navigation, language links, the campaign's strip, and the pages that say what went wrong."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app, g, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from jinja2 import StrictUndefined
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import IntegerConverter, Map

from elections.accounts.access import Permission
from elections.database import db
from elections.errors import Forbidden, NotFound, Refused
from elections.web.guards import may
from elections.web.headers import csp_nonce
from elections.web.i18n import current_url_with, language, language_links
from elections.web.objections import article, describe
from elections.web.papers import PAPER_NAMES

log = structlog.get_logger()
READING = ("GET", "HEAD", "OPTIONS")
"""Methods of requests that change nothing."""
GREATEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the navigation: shown to those who have its permission (None: to everybody with an account).

    `also` names the blueprints, besides the endpoint's own, whose pages belong under it.
    """

    label: object
    endpoint: str
    permission: Permission | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuLink:
    """An entry of the navigation as this page shows it."""

    label: str
    url: str
    active: bool


class RecordNumber(IntegerConverter):
    """The number of a record in an address, as far as the databases can count; a greater one is no record's."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=GREATEST_NUMBER)


_menu: list[MenuEntry] = []
_campaign_strip: list[Callable[[], object]] = []


def register_menu(*entries: MenuEntry) -> None:
    """Adds entries to the navigation, in order."""
    _menu.extend(entry for entry in entries if entry not in _menu)


def register_campaign_strip(strip: Callable[[], object]) -> None:
    """Says who knows the campaign's title, phase and next step (None when there is no election yet)."""
    _campaign_strip[:] = [strip]


def init_pages(app: Flask) -> None:
    """Gives the templates of `app` what every page needs, and its errors their pages."""
    app.url_map.converters["int"] = RecordNumber
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        paper_names=PAPER_NAMES,
        csp_nonce=csp_nonce,
        may=may,
        current_url_with=current_url_with,
        static_url=static_url,
        describe=describe,
    )
    app.jinja_env.filters["article"] = article
    app.context_processor(_page_context)
    app.register_error_handler(NotFound, lambda _error: error_page(404))
    app.register_error_handler(Forbidden, lambda _error: error_page(403))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(CSRFError, lambda _error: error_page(400))
    app.register_error_handler(MethodNotAllowed, _wrong_method)
    app.register_error_handler(HTTPException, lambda error: error_page(error.code or 500))
    app.register_error_handler(Exception, unexpected)


def static_url(name: str) -> str:
    """Returns the address of a static file with a digest of its content, so that browsers may keep it for a year."""
    return url_for("static", filename=name, v=_digest(name))


@lru_cache
def _digest(name: str) -> str:
    path = Path(__file__).parents[2] / "static" / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _page_context() -> dict[str, Any]:
    return {
        "viewer": g.get("viewer"),
        "navigation": _navigation(),
        "locale": language(),
        "language_links": language_links(),
        "campaign": _campaign(),
    }


def _navigation() -> list[MenuLink]:
    if g.get("viewer") is None or g.get("factor_due"):
        return []
    blueprint = request.blueprint
    shown = [entry for entry in _menu if entry.permission is None or may(entry.permission.value)]
    return [
        MenuLink(
            str(entry.label),
            url_for(entry.endpoint),
            blueprint in (entry.endpoint.split(".")[0], *entry.also),
        )
        for entry in shown
    ]


def _campaign() -> object:
    if g.get("without_database") or not _campaign_strip:
        return None
    if "campaign" not in g:
        g.campaign = _campaign_strip[0]()
    return g.campaign


def _unreadable_address() -> tuple[str, str, str]:
    return (
        _("This address cannot be read"),
        _("It holds signs that no address of this system has."),
        _("Check the address, or start from the lists in the menu."),
    )


def _texts(status: int) -> tuple[str, str, str]:
    if status == 400 and request.method in ("GET", "HEAD"):
        return _unreadable_address()
    known = {
        400: (
            _("The form has expired"),
            _("Nothing was saved. The form was open too long, or was sent from another page."),
            _("Go back, reload the page and send the form again."),
        ),
        403: (
            _("Your role may not do this"),
            _("This page is for people with another role."),
            _("Ask your administrator if you need it for your work."),
        ),
        404: (
            _("There is no such page"),
            _("The address is wrong, the record was removed, or it belongs to another territory than yours."),
            _("Check the address, or start from the lists in the menu."),
        ),
        409: (
            _("Somebody else changed this record"),
            _("Nothing was saved, so that their change is not lost."),
            _("Go back, reload the page and make your change again."),
        ),
        413: (
            _("The file is too large"),
            _("Nothing was saved."),
            _(
                "Choose a file of at most %(size)s and send it again.",
                size=_size(current_app.config["MAX_CONTENT_LENGTH"]),
            ),
        ),
        422: (
            _("The rules do not allow this"),
            _("Nothing was saved."),
            _("Go back, correct what is listed here and try again."),
        ),
        503: (
            _("The database does not answer"),
            _("Nothing was saved, and what was saved before is safe."),
            _("Wait a minute and try again. If it lasts, call your administrator."),
        ),
    }
    other = (
        _("Something went wrong"),
        _("Nothing was saved. The fault was written to the log."),
        _("Try again. If it happens again, tell your administrator what you were doing and when."),
    )
    return known.get(status, other)


def _size(limit: int) -> str:
    """Returns a number of bytes as people write it, "20 MB", rounded down."""
    if limit >> 20:
        return str(_("%(size)s MB", size=limit >> 20))
    return str(_("%(size)s KB", size=f"{limit / 1024:.1f}"))


def error_page(
    status: int, objections: tuple[str, ...] = (), *, texts: tuple[str, str, str] | None = None,
    again: Sequence[tuple[str, str]] = (),
) -> tuple[str, int]:  # fmt: skip
    """Returns a page that says what went wrong, and its status; nothing of this request is saved then.

    `texts` are the heading, what happened and what to do; `again` is what was typed, for a button that sends it again.
    """
    g.failed = True
    title, text, hint = texts or _texts(status if status not in (405, 410) else 404)
    return (
        render_template(
            "error.html",
            error_title=title,
            error_text=text,
            error_hint=hint,
            error_objections=objections,
            error_again=again,
            error_links=[(_("To the first page"), f"{request.script_root}/")],
        ),
        status,
    )


def _wrong_method(error: MethodNotAllowed) -> tuple[str, int, dict[str, str]]:
    return (*error_page(405), {"Allow": ", ".join(sorted(error.valid_methods or ()))})


def _refused(error: Refused) -> tuple[str, int]:
    db.session.rollback()
    return error_page(422, tuple(describe(objection) for objection in error.objections))


def _overtaken(_error: StaleDataError) -> tuple[str, int]:
    db.session.rollback()  # the session asks nothing after such a fault, and the page asks for the campaign
    take_back_success()
    return error_page(409)


def take_back_success() -> None:
    """Takes back what an act had said of its success before all came to nothing."""
    if request.method not in READING:
        session.pop("_flashes", None)


def unexpected(error: Exception) -> tuple[str, int]:
    """Answers for a fault that nobody foresaw, and writes it to the log."""
    log.exception("unexpected error", path=request.path, kind=type(error).__name__)
    db.session.rollback()
    take_back_success()
    return error_page(500)
