"""Pages of a platform on paper: what can be printed in which language, the imprint, the leaflet and the full programme."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import calendar_of, get_election, present
from elections.errors import NotFound, Objection
from elections.platforms.imprint import Paper, objections_to_print, warnings_of
from elections.platforms.imprint_actions import SAVED, save_imprint
from elections.platforms.imprint_forms import ImprintForm
from elections.platforms.imprint_models import Imprint
from elections.platforms.imprint_queries import find_pattern, imprint_of, list_imprints, written_of
from elections.platforms.imprint_words import PAPER_LABELS
from elections.platforms.models import Platform
from elections.platforms.paper import leaflet_pdf, programme_pdf
from elections.platforms.queries import get_platform
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.objections import describe

bp = Blueprint("platform_paper", __name__)
Answer = Response | str | tuple[str, int]
PRINTS: dict[str, Callable[..., bytes]] = {"leaflet": leaflet_pdf, "programme": programme_pdf}
FOR_PRINT = "print"


@bp.get("/platforms/<int:platform_id>/paper")
@requires(Permission.SEE_PLATFORMS)
def show(platform_id: int) -> str:
    """Shows what can be printed of a platform, and what is missing before it may be handed out."""
    return _page(get_platform(platform_id))


@bp.get("/platforms/<int:platform_id>/<any(leaflet, programme):kind>.pdf")
@requires(Permission.SEE_PLATFORMS)
def pdf(platform_id: int, kind: str) -> Answer:
    """Prints the leaflet or the full programme in a language: a marked draft, or, asked `purpose=print`, for distribution."""
    platform, paper = get_platform(platform_id), _asked()
    imprint = list_imprints(platform_id).get(paper)
    is_draft = request.args.get("purpose") != FOR_PRINT
    if not is_draft and (objections := _objections(platform, paper, imprint)):
        return _page(platform, refused=objections, refused_paper=paper), 422
    name = f"{kind}-{platform_id}-{paper}{'-draft' if is_draft else ''}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-cache"}
    content = PRINTS[kind](platform, paper, imprint, is_draft=is_draft)
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.route("/platforms/<int:platform_id>/imprints/<paper>", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def edit_imprint(platform_id: int, paper: str) -> Answer:
    """Writes the imprint of a platform's print in a language; a new one begins with what the last one said."""
    platform, chosen = get_platform(platform_id), _paper(paper)
    imprint = list_imprints(platform_id).get(chosen)
    pattern = None if imprint else find_pattern(platform, chosen)
    form = ImprintForm(obj=imprint, data={**imprint_of(pattern), "print_run": ""} if pattern else None)

    def act() -> str:
        values = {name: form[name].data or "" for name in SAVED}
        values |= {"print_run": int(values["print_run"]) if values["print_run"] else None}
        values |= {"printed_on": form.printed_on.data}
        saved = save_imprint(viewer(), platform, chosen, values, version_of(form) if imprint else 0)
        flash(_("The imprint was saved."))
        for warning in _warnings(platform, saved):
            flash(warning)
        return url_for("platform_paper.show", platform_id=platform_id)

    return run_form(
        form, "platforms/imprint.html", act, record=imprint, platform=platform, paper=chosen,
        label=PAPER_LABELS[chosen], pattern=pattern,
    )  # fmt: skip


def _page(platform: Platform, **refused: Any) -> str:
    imprints = list_imprints(platform.id)
    prints = [
        {
            "paper": paper, "label": label, "imprint": imprints.get(paper), "written": written_of(platform, paper),
            "objections": [describe(one) for one in _objections(platform, paper, imprints.get(paper))],
            "warnings": _warnings(platform, imprints.get(paper)),
        }
        for paper, label in PAPER_LABELS.items()
    ]  # fmt: skip
    told = {
        "refused": [describe(one) for one in refused.get("refused", ())],
        "refused_paper": refused.get("refused_paper"),
    }
    return render_template(
        "platforms/paper.html", platform=platform, prints=prints, labels=PAPER_LABELS, **told
    )


def _objections(platform: Platform, paper: Paper, imprint: Imprint | None) -> list[Objection]:
    return objections_to_print(platform.status, written_of(platform, paper), imprint_of(imprint))


def _warnings(platform: Platform, imprint: Imprint | None) -> list[str]:
    election = get_election()
    calendar = calendar_of(election, platform.path)
    silent_from = next(one.at for one in calendar.milestones() if one.code == "silence_begins").date()
    today = present(election).astimezone(calendar.zone).date()
    return [describe(one) for one in warnings_of(imprint.printed_on if imprint else None, today, silent_from)]


def _asked() -> Paper:
    """Returns the language that is asked for, else that of the page; platforms are written in Kazakh and Russian alone."""
    known = [one for one in (request.args.get("paper", ""), language()) if one in list(Paper)]
    return Paper(known[0]) if known else Paper.RUSSIAN


def _paper(asked: str) -> Paper:
    if asked not in list(Paper):
        raise NotFound
    return Paper(asked)
