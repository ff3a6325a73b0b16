"""Pages of people who may be entered twice: the pairs, two people side by side, merges and the way back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.candidates.duplicate_forms import THAT, THIS, MergeForm, PartingForm
from elections.candidates.duplicate_queries import list_candidacies
from elections.people import distinction_actions as distinctions
from elections.people import duplicate_queries as queries
from elections.people.duplicate_queries import Twins
from elections.people.likeness import LIKELY, POSSIBLE
from elections.people.merge_actions import CHOSEN, IIN, memory_of, merge_people, remembered_people
from elections.people.models import Person
from elections.people.reference_queries import count_records
from elections.people.unmerge_actions import unmerge_objections, unmerge_people
from elections.people.words import REASON_LABELS, RECORD_LABELS, SEX_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import describe
from elections.web.paging import Page, page_number

bp = Blueprint("duplicates", __name__)
APART = "apart"
FILTERS = ("shown", "least", "reason")
Answer = Response | str | tuple[str, int]


@bp.get("/people/duplicates")
@requires(Permission.SEE_CANDIDATES)
def list_duplicates() -> str:
    """Lists who of the viewer's territory may be entered twice, the likeliest first; or who is known to be two."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    scope, number = viewer().scope, page_number()
    if chosen["shown"] == APART:
        page: Page[Any] = queries.list_told_apart(scope, number)
        twins = [one for one, _row in page.rows]
    else:
        least = LIKELY if chosen["least"] == str(LIKELY) else POSSIBLE
        page = queries.list_twins(scope, least, chosen["reason"], number)
        twins = list(page.rows)
    labels = {
        "shown": {APART: _("known to be two people")}, "least": {str(LIKELY): _("likely: 80 points and more")},
        "reason": {one.value: text for one, text in REASON_LABELS.items()},
    }  # fmt: skip
    return render_template(
        "people/duplicates.html", page=page, chosen=chosen, labels=labels, apart=chosen["shown"] == APART,
        **_around(twins),
    )  # fmt: skip


@bp.route("/people/duplicates/<int:one>/<int:other>", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATES)
def compare(one: int, other: int) -> Answer:
    """Shows two people side by side and makes them one: which record stays, and of which each value."""
    twins = queries.get_twins(viewer().scope, one, other)
    form = MergeForm(data=_proposed(twins) if request.method == "GET" else {})

    def act() -> str:
        kept, gone = _by_side(twins, form.stays.data)
        taken = [name for name in CHOSEN if form[name].data != form.stays.data]
        merge = merge_people(viewer(), kept, gone, version_of(form), taken)
        flash(_("The two records are one now. If that was wrong, take it back here."))
        return url_for("duplicates.show_merge", merge_id=merge.id)

    return run_form(
        form, "people/compare.html", act, record=twins, known=dict, twins=twins, sides=((THIS, twins.one), (THAT, twins.other)),
        fields=CHOSEN, apart=queries.are_told_apart(twins), **_around([twins]),
    )  # fmt: skip


@bp.post("/people/duplicates/<int:one>/<int:other>/distinction")
@requires(Permission.EDIT_CANDIDATES)
def tell_apart(one: int, other: int) -> Response:
    """Remembers that these are two people."""
    twins = queries.get_twins(viewer().scope, one, other)
    distinctions.tell_apart(viewer(), twins.one, twins.other)
    flash(_("It is remembered that these are two people. They are not asked about again."))
    return redirect(url_for("duplicates.list_duplicates"), 303)


@bp.post("/people/duplicates/<int:one>/<int:other>/distinction/withdrawal")
@requires(Permission.EDIT_CANDIDATES)
def forget_distinction(one: int, other: int) -> Response:
    """Takes back that these are two people."""
    twins = queries.get_twins(viewer().scope, one, other)
    distinctions.forget_distinction(viewer(), twins.one, twins.other)
    flash(_("These may be one person again."))
    return redirect(url_for("duplicates.compare", one=twins.one.id, other=twins.other.id), 303)


@bp.get("/people/merges")
@requires(Permission.SEE_CANDIDATES)
def list_merges() -> str:
    """Lists who was merged in the viewer's territory, the last first."""
    return render_template("people/merges.html", page=queries.list_merges(page_number()))


@bp.route("/people/merges/<int:merge_id>", methods=["GET", "POST"])
@requires(Permission.SEE_CANDIDATES)
def show_merge(merge_id: int) -> Answer:
    """Shows what a merge did, and parts the two again."""
    merge, form = queries.get_merge(merge_id), PartingForm()
    memory = memory_of(merge)

    def act() -> str:
        unmerge_people(viewer(), merge, form.reason.data or "")
        flash(_("The two people are parted again. It is remembered that they are two."))
        return url_for("duplicates.show_merge", merge_id=merge_id)

    blocked = [] if merge.unmerged_at else [describe(one) for one in unmerge_objections(merge, memory)]
    kept, gone = remembered_people(memory)
    return run_form(
        form, "people/merge.html", act, merge=merge, memory=memory, kept=kept, gone=gone, blocked=blocked, fields=CHOSEN, records=RECORD_LABELS,
        labels=MergeForm(formdata=None), sexes=SEX_LABELS,
        candidacies=list_candidacies((merge.kept_id, merge.gone_id)),
    )  # fmt: skip


def _around(twins: list[Twins]) -> dict[str, object]:
    numbers = {person.id for one in twins for person in (one.one, one.other)}
    return {
        "candidacies": list_candidacies(numbers), "counts": count_records(numbers), "reasons": REASON_LABELS,
        "records": RECORD_LABELS, "sexes": SEX_LABELS,
    }  # fmt: skip


def _by_side(twins: Twins, side: str) -> tuple[Person, Person]:
    return (twins.one, twins.other) if side == THIS else (twins.other, twins.one)


def _proposed(twins: Twins) -> dict[str, str]:
    """Returns what the form proposes: the record with the IIN or the older one, and of each field what is filled in."""
    stays = THAT if twins.other.iin_index and not twins.one.iin_index else THIS
    kept, _gone = _by_side(twins, stays)
    return {"stays": stays} | {
        name: stays if _value(kept, name) else THAT if stays == THIS else THIS for name in CHOSEN
    }


def _value(person: Person, name: str) -> object:
    if name == "born_on":
        return person.born_on or person.birth_year
    return person.iin_masked if name == IIN else getattr(person, name)
