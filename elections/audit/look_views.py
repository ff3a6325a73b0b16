"""The page of who saw whom: each look at contacts, IINs and scans, filtered, newest first."""

from datetime import date

from flask import Blueprint, render_template, request

from elections.accounts.access import Permission
from elections.audit import look_queries
from elections.audit.look_words import PROTECTED_LABELS
from elections.web.guards import requires
from elections.web.paging import page_number

bp = Blueprint("looks", __name__)
FILTERS = ("login", "what", "person", "since", "until")


@bp.get("/audit/looks")
@requires(Permission.SEE_AUDIT)
def list_looks() -> str:
    """Lists the looks of those who work in the viewer's territory."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    person = chosen["person"]
    page = look_queries.list_looks(
        login=chosen["login"], what=chosen["what"], person=person, since=_day(chosen["since"]),
        until=_day(chosen["until"]), page=page_number(),
    )  # fmt: skip
    is_seen = page.total > 0 and person.isdecimal() and len(person) < 10  # else a number would tell any name
    names = look_queries.names_of([int(person)]) if is_seen else {}
    return render_template("audit/looks.html", page=page, chosen=chosen, labels=PROTECTED_LABELS, names=names)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
