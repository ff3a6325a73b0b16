"""Pages of coverage: how far the training is, whom it lacks, and the statements that were published of it."""

from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.campaign.models import Election
from elections.campaign.queries import get_election, present
from elections.charts.gaps import Row, gaps_chart
from elections.documents.downloads import Picture, asked_numbers
from elections.territory.queries import find_unit, place_labels
from elections.training import coverage_queries as queries
from elections.training.coverage_queries import ALL, GroupCoverage
from elections.training.gaps import REACHED, Group, Reach, Step, compare
from elections.training.models import Course
from elections.training.proof_forms import TerritoryForm
from elections.training.proof_words import GROUP_LABELS, STEP_LABELS
from elections.training.statement_actions import publish as publish_statement
from elections.training.statement_paper import groups_of, reach_of, statement_pdf
from elections.training.statement_queries import exceptions_of, get_statement, list_statements
from elections.web.guards import requires, viewer
from elections.web.i18n import OWN_NAMES, language, local, percent
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("coverage", __name__)
LABELS = {"group_labels": GROUP_LABELS, "step_labels": STEP_LABELS, "reached": REACHED}


@bp.get("/training/coverage")
@requires(Permission.SEE_TRAINING)
def show() -> Redirection | str:
    """Shows how far the training is: candidates and members apart, course by course, place by place."""
    path, asked, election = _path(), request.args.get("course", ""), get_election()
    titles, today = queries.place_titles(path), _today(election, path)
    parts: list[dict[str, Any]] = []
    courses: dict[str, str] = {}
    for group, required in queries.list_groups().items():
        found = queries.count_coverage(election, group, required, path, today)
        courses |= {str(one.id): local(one, "title") for one in required}
        chosen = next((one.id for one in required if str(one.id) == asked), ALL)
        if chosen != ALL or not asked:
            parts.append(_part(group, required, found, chosen, titles, path))
    if numbers := asked_numbers(*(one["picture"] for one in parts)):
        return numbers
    return render_template(
        "training/coverage.html", parts=parts, courses=courses, places=place_labels(), path=path, titles=titles,
        course=asked, at=present(election), scope=path or viewer().scope, is_lowest=path.count("/") >= 2,
        can_publish=viewer().may(Permission.EDIT_TRAINING, path or viewer().scope), **LABELS,
    )  # fmt: skip


@bp.get("/training/coverage/people")
@requires(Permission.SEE_TRAINING)
def people() -> str:
    """Names those who lack a step of a course, and the seminars that can still take them."""
    path, election = _path(), get_election()
    group, step = _member(Group, "group", Group.CANDIDATES), _member(Step, "lacking", Step.PASSED)
    required = queries.required_courses(group)
    courses = [one for one in required if str(one.id) == request.args.get("course", "")] or required
    found = queries.list_lacking(
        election, group, courses, path, Step.PASSED if step is Step.REQUIRED else step, _today(election, path),
        exact="exact" in request.args, page=page_number(),
    )  # fmt: skip
    names = queries.place_names(path)
    return render_template(
        "training/lacking.html", page=found, group=group, step=step, courses=courses, path=path,
        place_of=lambda where: " · ".join(_place_chain(names, where)), titles=queries.place_titles(path),
        seminars=queries.list_open_seminars([one.id for one in courses], path, present(election)),
        may_enrol=partial(viewer().may, Permission.EDIT_TRAINING), exact="exact" in request.args, **LABELS,
    )  # fmt: skip


@bp.get("/training/statements")
@requires(Permission.SEE_TRAINING)
def statements() -> str:
    """Lists what was published."""
    return render_template("training/statements.html", page=list_statements(page_number()))


@bp.post("/training/statements")
@requires(Permission.EDIT_TRAINING)
def publish() -> Redirection:
    """Publishes how far the training of a territory is now."""
    path, election = TerritoryForm().path.data or "", get_election()
    unit = find_unit(path.rstrip("/").split("/")[-1]) if path else None
    statement = publish_statement(viewer(), election, path, unit, present(election))
    flash(_("The statement was published: it stays as it is, whatever changes."))
    return redirect(url_for("coverage.statement", statement_id=statement.id), 303)


@bp.get("/training/statements/<int:statement_id>")
@requires(Permission.SEE_TRAINING)
def statement(statement_id: int) -> str:
    """Shows a statement as it was published, and apart from it what has changed since."""
    found, election = get_statement(statement_id), get_election()
    exceptions, path = exceptions_of(found), found.path
    now = queries.list_untrained(found.election, path, _today(election, path))
    return render_template(
        "training/statement.html", statement=found, exceptions=exceptions, groups=groups_of(found), steps=list(Step),
        reach_of=reach_of, changes=compare(exceptions, now), at=present(election), languages=OWN_NAMES, **LABELS,
    )  # fmt: skip


@bp.get("/training/statements/<int:statement_id>.pdf")
@requires(Permission.SEE_TRAINING)
def print_statement(statement_id: int) -> Response:
    """Prints a statement as it was published."""
    asked, found = request.args.get("paper", ""), get_statement(statement_id)
    chosen = asked if asked in OWN_NAMES else language()
    headers = {"Content-Disposition": f'inline; filename="coverage-{statement_id}-{chosen}.pdf"'}
    return Response(statement_pdf(found, chosen), mimetype="application/pdf", headers=headers)


def _part(
    group: Group, required: list[Course], found: GroupCoverage, chosen: int, titles: dict[str, str], path: str
) -> dict[str, Any]:
    places, everybody = found.places[chosen], found.courses[chosen]
    order = sorted(
        places, key=lambda one: (one != path, list(titles).index(one) if one in titles else 0, one)
    )
    named = {one: titles.get(one, one) if one != path else _("the headquarters itself") for one in order}
    return {
        "group": group, "courses": required, "chosen": chosen, "all": everybody, "of": found.courses,
        "places": {one: places[one] for one in order}, "names": named,
        "picture": _picture(group, {named[one]: places[one] for one in order}, everybody),
    }  # fmt: skip


def _picture(group: Group, places: dict[str, Reach], everybody: Reach) -> Picture:
    rows = [
        Row(name, _parts(one), _("%(part)s of %(total)s", part=one.passed, total=one.required))
        for name, one in places.items()
    ]
    keys = (_("passed"), _("came, not passed"), _("only enrolled"), _("not enrolled"))
    finding = _(
        "%(passed)s of %(required)s passed (%(share)s)", passed=everybody.passed, required=everybody.required,
        share=percent(everybody.share(Step.PASSED)),
    )  # fmt: skip
    name = f"gaps-{group.value}"
    drawing = gaps_chart(rows, keys, name, str(GROUP_LABELS[group]), finding)
    return Picture(name, drawing, [_("Territory"), *keys], [[one.label, *one.parts] for one in rows])


def _parts(one: Reach) -> tuple[int, ...]:
    came, enrolled = max(one.attended, one.passed), max(one.enrolled, one.attended, one.passed)
    return one.passed, came - one.passed, enrolled - came, one.required - enrolled


def _place_chain(names: dict[str, tuple[str, str]], where: str) -> list[str]:
    ends = range(queries.CODE_LENGTH, len(where) + 1, queries.CODE_LENGTH)
    column = 1 if language() == "kk" else 0
    return [names[where[:end]][column] for end in ends if where[:end] in names]


def _path() -> str:
    return request.args.get("path", "")[:40] or viewer().scope


def _member(kind: Any, name: str, usual: Any) -> Any:
    asked = request.args.get(name, "")
    return kind(asked) if asked in list(kind) else usual


def _today(election: Election, path: str) -> date:
    return present(election).astimezone(zone_for(path)).date()
