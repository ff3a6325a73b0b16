"""Pages of the forecast: what is likely, what was kept, what moved, and how good it was."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election
from elections.documents.spreadsheet import Cell, write_csv
from elections.errors import NotFound
from elections.forecast import page as page
from elections.forecast import queries
from elections.forecast.actions import keep_forecast
from elections.forecast.assessment_queries import list_all, local_day
from elections.forecast.grades import grades
from elections.forecast.reckoning import Settings, good_day, silent_days
from elections.forecast.words import (
    KIND_LABELS,
    REASON_LABELS,
    RULE_LABELS,
    STANDING_LABELS,
    SWINGS,
    swing_word,
)
from elections.platforms.means_queries import find_place
from elections.territory.queries import place_labels
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.paging import page_number

bp = Blueprint("forecast", __name__)
USUAL = Settings(record=50, national=20, regional=20)
LABELS = {"kinds": KIND_LABELS, "reasons": REASON_LABELS, "rules": RULE_LABELS, "standings": STANDING_LABELS}


@bp.get("/forecast")
@requires(Permission.SEE_RESULTS)
def show() -> str:
    """Shows the forecast of a territory, and what moved since the one that was kept last."""
    path = _path()
    outlook, kept = _outlook(path), queries.find_before(path)
    moves = page.moves_since(outlook, kept) if kept else []
    doubtful = page.doubtful(outlook)
    names = queries.list_places(
        [one.contest_id for one, _chance in doubtful] + [one.contest_id for one in moves[: page.MOVED]]
    )
    return render_template(
        "forecast/show.html", outlook=outlook, main=outlook.main, path=path, place=find_place(path), kept=kept,
        moves=moves, names=names, doubtful=doubtful, parts=page.places_of(outlook), chart=page.chart_of(outlook.main),
        steps=page.steps_of(outlook.main.law), intervals=page.intervals_of(outlook.main.law), **_settings(outlook),
    )  # fmt: skip


@bp.get("/forecast/law.csv")
@requires(Permission.SEE_RESULTS)
def law() -> Response:
    """Hands out the numbers of the picture: how likely each number of wins is."""
    outlook = _outlook(_path())
    rows: list[list[Cell]] = [
        [one.wins, _decimal(one.chance), _decimal(one.at_least)] for one in page.steps_of(outlook.main.law)
    ]
    return _csv(
        write_csv([_("Wins"), _("Chance, percent"), _("Chance of at least so many, percent")], rows), "law"
    )


@bp.post("/forecast/keep")
@requires(Permission.ENTER_PROTOCOLS)
def keep() -> Answer:
    """Keeps the forecast of a territory as it stands."""
    path = _path()
    kept = keep_forecast(viewer(), path, _asked(path))
    flash(_("The forecast was kept. Nobody can change or delete it."))
    return redirect(url_for("forecast.show_kept", kept_id=kept.id), 303)


@bp.get("/forecast/kept")
@requires(Permission.SEE_RESULTS)
def list_kept() -> str:
    """Lists the forecasts that were kept of a territory."""
    path = _path()
    return render_template(
        "forecast/kept_list.html", page=queries.list_kept(path, page_number()), path=path,
        places=place_labels(), place=find_place(path), **_common(),
    )  # fmt: skip


@bp.get("/forecast/kept/<int:kept_id>")
@requires(Permission.SEE_RESULTS)
def show_kept(kept_id: int) -> str:
    """Shows a kept forecast, and which chances had moved since the one before it, and why."""
    kept = queries.get_kept(kept_id)
    before = queries.find_before(kept.path, kept.id)
    moves = page.moves_between(before, kept) if before else []
    return render_template(
        "forecast/kept.html", kept=kept, before=before, moves=moves, place=find_place(kept.path),
        names=queries.list_places([one.contest_id for one in moves[: page.MOVED]]),
        history=list_history("kept_forecast", kept.id), swing_word=swing_word, shown=page.MOVED, **_common(),
    )  # fmt: skip


@bp.get("/forecast/kept/<int:kept_id>/chances.csv")
@requires(Permission.SEE_RESULTS)
def kept_chances(kept_id: int) -> Response:
    """Hands out the chances of a kept forecast, contest by contest."""
    lines = page.lines_of(queries.get_kept(kept_id))
    names = queries.list_places(lines)
    rows: list[list[Cell]] = [
        [names[one].kato, local(names[one]), f"{line.chance / 10:.1f}", str(STANDING_LABELS[line.standing]), len(line.marks)]
        for one, line in lines.items() if one in names
    ]  # fmt: skip
    headings = [
        _("Constituency code"),
        _("Constituency"),
        _("Chance, percent"),
        _("State"),
        _("Assessments"),
    ]
    return _csv(write_csv(headings, rows), f"chances-{kept_id}")


@bp.get("/forecast/scores")
@requires(Permission.SEE_RESULTS)
def scores() -> str:
    """Shows how good assessments and forecasts were, of the contests that are decided."""
    path, election = _path(), get_election()
    decided = queries.list_decided(election, path)
    told = [one for one in list_all(election, path) if one.held_on < election.voting_on]
    kept = queries.list_before_vote(path, election)
    return render_template(
        "forecast/scores.html", path=path, place=find_place(path), decided=decided,
        grades=grades(told, kept, decided), places=place_labels(), **_common(),
    )  # fmt: skip


def _path() -> str:
    """Returns the territory that is asked for; raises NotFound for what is none, or lies beyond the viewer's own."""
    path = request.values.get("path", "")[:60] or viewer().scope
    if not viewer().covers(path):
        raise NotFound
    find_place(path)
    return path


def _asked(path: str) -> Settings:
    """Returns what is set in the address; what is not, as the last kept forecast of the territory had it."""
    kept = queries.find_before(path)
    usual = Settings(kept.record, kept.national, kept.regional) if kept else USUAL
    return Settings(
        _whole("record", usual.record, 100), _whole("national", usual.national, 100),
        _whole("regional", usual.regional, 100),
    )  # fmt: skip


def _whole(name: str, usual: int, most: int) -> int:
    typed = request.values.get(name, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 4 and int(typed) <= most else usual


def _outlook(path: str) -> queries.Outlook:
    return queries.look_ahead(path, _asked(path), local_day(get_election(), path))


def _settings(outlook: queries.Outlook) -> dict[str, Any]:
    chosen, swing = outlook.settings, outlook.settings.swing
    good = good_day(0.5, swing)
    return {
        "chosen": {"path": outlook.path, "national": chosen.national, "regional": chosen.regional, "record": chosen.record},
        "good": good, "bad": 1 - good, "swings": SWINGS, "shown": page.MOVED, "places": place_labels(), **_common(),
    }  # fmt: skip


def _common() -> dict[str, Any]:
    """Returns what every page of the forecast needs: the days of silence, the words of chances."""
    election = get_election()
    return {
        "silence": silent_days(election.voting_on), "today": local_day(election, viewer().scope),
        "chance_text": page.chance_text, **LABELS,
    }  # fmt: skip


def _decimal(share: Any) -> str:
    return f"{int(share * 1000) / 10:.1f}"


def _csv(content: bytes, name: str) -> Response:
    return Response(
        content, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="internal-{name}.csv"'}
    )  # fmt: skip
