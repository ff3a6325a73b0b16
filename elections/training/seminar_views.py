"""Pages of seminars in time: the calendar, moving one, copying one to other districts, calling the people."""

from calendar import Calendar
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused
from elections.territory.models import Unit
from elections.territory.queries import list_districts, list_regions, place_labels
from elections.training import calendar_queries, notice_queries, queries, seminar_actions, trainer_queries
from elections.training.messages import message_of
from elections.training.models import Seminar
from elections.training.seminar_forms import CallsForm, CopyForm, MoveForm, copy_form
from elections.training.words import NOTICE_LABELS, STATUS_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.zones import zone_for

bp = Blueprint("seminars", __name__)
Answer = Response | str | tuple[str, int]
FIRST_YEAR, LAST_YEAR = 2000, 2100


@bp.get("/seminars/calendar")
@requires(Permission.SEE_TRAINING)
def month() -> str:
    """Shows a month: a row per week, each day with its seminars in their local time."""
    chosen = {name: request.args.get(name, "") for name in ("path", "trainer", "month")}
    first = _first_of(chosen["month"])
    days = [day for week in Calendar().monthdatescalendar(first.year, first.month) for day in week]
    start = datetime.combine(days[0] - timedelta(1), datetime.min.time(), zone_for(""))
    found = calendar_queries.list_between(
        start, start + timedelta(len(days) + 2), path=chosen["path"], trainer=chosen["trainer"]
    )
    by_day: dict[date, list[Seminar]] = {}
    for one in found:
        by_day.setdefault(one.starts_at.astimezone(zone_for(one.path)).date(), []).append(one)
    return render_template(
        "training/calendar.html", first=first, weeks=[days[at : at + 7] for at in range(0, len(days), 7)],
        by_day=by_day, title=format_date(first, "LLLL y"), day_names=[format_date(one, "EEEE") for one in days[:7]],
        before=(first - timedelta(1)).strftime("%Y-%m"), after=(days[15] + timedelta(31)).strftime("%Y-%m"),
        chosen=chosen, places=place_labels(), trainers={str(one.id): one.name for one in trainer_queries.list_trainers()},
        zone_of=zone_for, statuses=STATUS_LABELS, number=sum(len(by_day.get(one, ())) for one in days if one.month == first.month),
    )  # fmt: skip


@bp.route("/seminars/<int:seminar_id>/move", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def move(seminar_id: int) -> Answer:
    """Gives a seminar another time or place, with a reason, and leads to whom to call."""
    seminar = queries.get_seminar(seminar_id)
    zone = zone_for(seminar.path)

    def known() -> dict[str, object]:
        return {
            "starts_at": _local(seminar.starts_at, seminar.path), "ends_at": _local(seminar.ends_at, seminar.path),
            "place": seminar.place, "link": seminar.link,
        }  # fmt: skip

    form = MoveForm(data=known())

    def act() -> str:
        values = {
            "starts_at": form.starts_at.data and form.starts_at.data.replace(tzinfo=zone),
            "ends_at": form.ends_at.data and form.ends_at.data.replace(tzinfo=zone),
            "place": form.place.data, "link": form.link.data,
        }  # fmt: skip
        notice = seminar_actions.move(
            viewer(), seminar, version_of(form), values, form.reason.data or "", present(get_election()),
            despite=form.despite.data,
        )  # fmt: skip
        flash(_("The seminar was moved. Now tell the people: here is whom to call."))
        return url_for("seminars.calls", notice_id=notice.id)

    return run_form(form, "training/move.html", act, record=seminar, known=known, seminar=seminar)


@bp.route("/seminars/<int:seminar_id>/copies", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def copies(seminar_id: int) -> Answer:
    """Plans the same seminar in other districts in one go."""
    seminar = queries.get_seminar(seminar_id)
    region = request.args.get("region") or seminar.path[:10] or next((one.path for one in list_regions()), "")
    districts = [one for one in list_districts(region) if viewer().may(Permission.EDIT_TRAINING, one.path)]
    form = copy_form(districts, starts_at=_local(seminar.starts_at, seminar.path), place=seminar.place)

    def act() -> str:
        made = seminar_actions.copy(
            viewer(), get_election(), seminar, _copies(form, seminar, districts), despite=form.despite.data
        )
        flash(ngettext("%(num)s seminar was planned.", "%(num)s seminars were planned.", len(made)))
        return url_for("training.list_seminars", path=region, status="planned")

    regions = {one.path: local(one) for one in list_regions()}
    return run_form(
        form,
        "training/copies.html",
        act,
        seminar=seminar,
        districts=districts,
        region=region,
        regions=regions,
    )


@bp.route("/notices/<int:notice_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def calls(notice_id: int) -> Answer:
    """Shows whom to call about a seminar that was called off or moved, and keeps who was reached."""
    notice = notice_queries.get_notice(notice_id)
    people = queries.list_participations(notice.seminar_id)
    form = CallsForm()

    def act() -> str:
        reached = {int(one) for one in request.form.getlist("reached") if one.isdecimal() and len(one) < 10}
        asked = [one.id for one in people if str(one.id) in request.form.getlist("asked")]
        changed = seminar_actions.tick(viewer(), notice, reached, asked, present(get_election()))
        flash(_("Saved: %(number)s", number=changed))
        return url_for("seminars.calls", notice_id=notice_id)

    return run_form(
        form, "training/calls.html", act, kinds=NOTICE_LABELS, notice=notice, seminar=notice.seminar, people=people,
        reached=notice_queries.list_calls(notice_id),
        messages=[(language, message_of(notice, language)) for language in ("kk", "ru")],
    )  # fmt: skip


def _copies(form: CopyForm, seminar: Seminar, districts: list[Unit]) -> list[dict[str, Any]]:
    """Returns what each chosen district's copy is: where it has no time or place of its own, those of all."""
    chosen = {one.kato: one for one in districts}
    unknown = [name for name in request.form if name.startswith("at_") and name[3:] not in chosen]
    if unknown:
        raise Refused([Objection("seminar.copy_territory")])
    length = seminar.ends_at - seminar.starts_at
    found = []
    for kato, unit in chosen.items():
        if form[f"at_{kato}"].data:
            typed: Any = form[f"starts_{kato}"].data or form.starts_at.data
            starts = typed.replace(tzinfo=zone_for(unit.path))
            found.append({
                "starts_at": starts, "ends_at": starts + length, "path": unit.path, "territory_ru": unit.name_ru,
                "territory_kk": unit.name_kk, "place": form[f"place_{kato}"].data or form.place.data or "",
            })  # fmt: skip
    return found


def _local(moment: datetime, path: str) -> datetime:
    """Returns a moment as people type it there."""
    return moment.astimezone(zone_for(path)).replace(tzinfo=None)


def _first_of(typed: str) -> date:
    """Returns the first day of the month asked for ("2021-07"), else of the campaign's present one."""
    try:
        asked = datetime.strptime(typed, "%Y-%m").date()  # noqa: DTZ007
        if FIRST_YEAR <= asked.year <= LAST_YEAR:
            return asked
    except ValueError:
        pass
    return present(get_election()).astimezone(zone_for("")).date().replace(day=1)
