"""Pages of the School's trainers, and the calendars that they and regions subscribe to."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answered

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.errors import NotFound
from elections.territory.queries import find_unit, list_regions
from elections.training import calendar_queries, trainer_queries
from elections.training.calendar_addresses import (
    REGION,
    TRAINER,
    list_editions,
    owner_of,
    renew_of_region,
    renew_of_trainer,
    token_for,
)
from elections.training.feeds import feed_of
from elections.training.seminar_forms import TrainerForm
from elections.training.trainer_actions import save_trainer
from elections.web.forms import run_form, version_of
from elections.web.guards import public, requires, viewer
from elections.web.i18n import local

bp = Blueprint("trainers", __name__)
Answer = Answered | str | tuple[str, int]


@bp.get("/trainers")
@requires(Permission.SEE_TRAINING)
def list_trainers() -> str:
    """Lists the trainers with their seminars, and the addresses of the calendars of trainers and regions."""
    trainers = trainer_queries.list_trainers()
    editions = list_editions()
    regions = [
        (
            one,
            _address(REGION, one.path.rstrip("/"), editions),
            viewer().may(Permission.EDIT_TRAINING, one.path),
        )
        for one in list_regions()
    ]
    return render_template(
        "training/trainers.html", trainers=trainers, seminars=trainer_queries.count_seminars_of_trainers(),
        feeds={one.id: _address(TRAINER, str(one.id), editions) for one in trainers}, regions=regions,
        phones=trainer_queries.phones_of(trainers),
    )  # fmt: skip


@bp.route("/trainers/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def create() -> Answer:
    """Adds a trainer."""
    form = TrainerForm()

    def act() -> str:
        save_trainer(viewer(), form.name.data or "", form.phone.data or "", form.login.data or "")
        flash(_("The trainer was saved."))
        return url_for("trainers.list_trainers")

    return run_form(form, "training/trainer.html", act, trainer=None, history=[])


@bp.route("/trainers/<int:trainer_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING)
def edit(trainer_id: int) -> Answer:
    """Changes a trainer."""
    trainer = trainer_queries.get_trainer(trainer_id)

    trainer_queries.phones_of([trainer])  # the form shows it

    def known() -> dict[str, str]:
        login = trainer_queries.find_login(trainer.user_id)
        return {"name": trainer.name, "phone": trainer.phone, "login": login}

    form = TrainerForm(data=known())

    def act() -> str:
        save_trainer(
            viewer(), form.name.data or "", form.phone.data or "", form.login.data or "", trainer=trainer,
            version=version_of(form),
        )  # fmt: skip
        flash(_("The trainer was saved."))
        return url_for("trainers.list_trainers")

    history = list_history("trainer", trainer_id)
    return run_form(
        form, "training/trainer.html", act, record=trainer, known=known, trainer=trainer, history=history
    )


@bp.post("/trainers/<int:trainer_id>/calendar")
@requires(Permission.EDIT_TRAINING)
def renew_trainer(trainer_id: int) -> Answered:
    """Gives a trainer's calendar a new address."""
    renew_of_trainer(viewer(), trainer_queries.get_trainer(trainer_id))
    return _renewed()


@bp.post("/trainers/regions/<kato>/calendar")
@requires(Permission.EDIT_TRAINING)
def renew_region(kato: str) -> Answered:
    """Gives a region's calendar a new address."""
    region = find_unit(kato)
    if region is None or region.path.count("/") != 1:
        raise NotFound
    renew_of_region(viewer(), region)
    return _renewed()


@bp.get("/calendar/<kind>/<token>.ics")
@public
def feed(kind: str, token: str) -> Answered:
    """Returns the calendar of a trainer or a region to whoever has its secret address."""
    value = owner_of(kind, token)
    content = None if value is None else _content(kind, value)
    if content is None:
        abort(404)
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'inline; filename="{kind}.ics"'
    answer.headers["Cache-Control"] = "private, max-age=900"
    answer.add_etag()
    return answer.make_conditional(request)


def _renewed() -> Answered:
    flash(_("The calendar has a new address. The old one opens nothing any more: give the new one out."))
    return redirect(url_for("trainers.list_trainers"), 303)


def _content(kind: str, value: str) -> bytes | None:
    if kind == TRAINER and value.isdecimal():
        found = calendar_queries.list_of_trainer(int(value))
        return None if found is None else feed_of(*found)
    if kind == REGION:
        path = f"{value}/"
        seminars = calendar_queries.list_of_region(path)
        return feed_of(_name_of(path), seminars)
    return None


def _name_of(path: str) -> str:
    with calendar_queries.seen_from(path):
        unit = find_unit(path.rstrip("/").split("/")[-1])
    return _("Seminars of the School: %(territory)s", territory=local(unit) if unit else path)


def _address(kind: str, value: str, editions: dict[tuple[str, str], int]) -> str:
    return url_for("trainers.feed", kind=kind, token=token_for(kind, value, editions), _external=True)
