"""Pages of an import: send a file, correct its columns, look at each row, mend, choose, carry out, take back."""

import re
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.documents.downloads import hand_out
from elections.errors import NotFound, Objection, Refused
from elections.imports import actions, queries, workbooks
from elections.imports.arrangement import columns_of, layout_from, sheet_choices
from elections.imports.changes import RowState
from elections.imports.forms import SheetForm, UploadForm
from elections.imports.layout import NO_HEADINGS, Layout, layout_at
from elections.imports.models import BatchState
from elections.imports.registers import list_registers
from elections.imports.sealing import open_note
from elections.imports.words import BATCH_LABELS, ROW_LABELS
from elections.jobs.queue import find_job, seconds_left
from elections.web.forms import Form, choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.objections import describe
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("imports", __name__)
MENU = MenuEntry(lazy_gettext("Imports"), "imports.list_batches", Permission.IMPORT_REGISTERS)
GOING = (BatchState.APPLYING, BatchState.UNDOING)
Answer = Response | str | tuple[str, int]
_CELL = re.compile(r"cell-(\d{1,7})-(\w+)")


@bp.get("/imports")
@requires(Permission.IMPORT_REGISTERS)
def list_batches() -> str:
    """Lists the imports of the viewer's territory, newest first."""
    titles = {one.kind: one.title for one in list_registers(viewer())}
    page = queries.list_batches(viewer(), page_number())
    return render_template("imports/list.html", page=page, titles=titles, states=BATCH_LABELS)


@bp.route("/imports/new", methods=["GET", "POST"])
@requires(Permission.IMPORT_REGISTERS)
def upload() -> Answer:
    """Takes a file or a pasted table."""
    form, registers = UploadForm(), [one for one in list_registers(viewer()) if one.load]
    form.kind.choices = choices_of({one.kind: one.title for one in registers})
    if request.method == "GET" and request.args.get("kind") in {one.kind for one in registers}:
        form.kind.data = request.args["kind"]

    def act() -> str:
        name, content = _sent(form)
        batch = actions.upload(viewer(), form.kind.data, name, content, form.as_of.data)
        step = "imports.show" if batch.state is BatchState.CHECKED else "imports.arrange"
        return url_for(step, batch_id=batch.id)

    return run_form(form, "imports/new.html", act, registers=registers)


def _sent(form: UploadForm) -> tuple[str, bytes]:
    if form.file.data and form.file.data.filename:
        return form.file.data.filename, form.file.data.read()
    pasted = form.pasted.data or ""
    if pasted.strip():
        return _("pasted table"), pasted.encode()
    raise Refused([Objection("import.file_missing", "file")])


@bp.get("/imports/templates/<kind>.xlsx")
@requires(Permission.IMPORT_REGISTERS)
def template(kind: str) -> Response:
    """Hands out an empty workbook with the headings of a register."""
    content = workbooks.template_of(queries.permitted(viewer(), kind), language())
    return hand_out(content, f"{kind}.xlsx")


@bp.route("/imports/<int:batch_id>/columns", methods=["GET", "POST"])
@requires(Permission.IMPORT_REGISTERS)
def arrange(batch_id: int) -> Answer:
    """Shows which column of the file is taken for what, and takes corrections."""
    batch, register = queries.get_batch(viewer(), batch_id)
    sheets, layout = queries.read_sheets(batch), Layout(batch.sheet, batch.header, batch.places)
    typed = request.form if request.method == "POST" else request.args
    sheet, header = typed.get("sheet", type=int), typed.get("header", type=int)
    if sheet is not None and header is not None and 0 <= sheet < len(sheets):
        header = header if 0 <= header < len(sheets[sheet].rows) else NO_HEADINGS
        layout = layout_at(register, sheets, sheet, header, queries.known_headings(viewer(), batch.kind))
    form = Form()
    if request.method == "POST":
        layout = layout_from(layout, request.form)
    choices = sheet_choices(sheets, layout.sheet)
    where = SheetForm(formdata=None, data={"sheet": str(layout.sheet), "header": str(layout.header)})
    where.sheet.choices, where.header.choices = choices_of(choices[0]), choices_of(choices[1])

    def act() -> str:
        actions.arrange(viewer(), batch, register, layout)
        return url_for("imports.show", batch_id=batch_id)

    return run_form(
        form, "imports/columns.html", act, batch=batch, register=register, where=where, layout_of=layout,
        columns=columns_of(sheets, layout), headings={one.key: one.heading(language()) for one in register.columns},
        required={one.key for one in register.columns if one.required},
    )  # fmt: skip


@bp.get("/imports/<int:batch_id>")
@requires(Permission.IMPORT_REGISTERS)
def show(batch_id: int) -> Answer:
    """Shows where an import stands, and what it would do, or did, with each row."""
    batch, register = queries.get_batch(viewer(), batch_id)
    if batch.state is BatchState.UPLOADED:
        return redirect(url_for("imports.arrange", batch_id=batch_id))
    state = request.args.get("state", "")
    job = find_job(batch.job_id) if batch.job_id and batch.state in GOING else None
    headings = {one.key: one.heading(language()) for one in register.columns}
    return render_template(
        "imports/show.html", batch=batch, register=register, state=state, states=ROW_LABELS, job=job,
        page=queries.list_rows(batch, state, page_number()), headings=headings, labels=BATCH_LABELS,
        is_open=batch.state is BatchState.CHECKED, going=batch.state in GOING, left=seconds_left(job) if job else None,
        by_row=not callable(register.load), wanted=queries.count_wanted(batch), same=queries.find_same(batch),
        note=open_note(batch.note_sealed), describe=describe,
    )  # fmt: skip


@bp.post("/imports/<int:batch_id>/rows")
@requires(Permission.IMPORT_REGISTERS)
def decide(batch_id: int) -> Answer:
    """Keeps what was decided about the shown rows, and what was typed in place of wrong cells."""
    batch, register = queries.get_batch(viewer(), batch_id)
    shown, wanted = (request.form.getlist(name, type=int) for name in ("shown", "wanted"))
    cells: dict[int, dict[str, str]] = {}
    for name, typed in request.form.items():
        found = _CELL.fullmatch(name)
        if found and typed != request.form.get(f"was-{name}", ""):
            cells.setdefault(int(found[1]), {})[found[2]] = typed
    actions.choose(viewer(), batch, shown, wanted)
    if cells:
        before = batch.counts[RowState.REFUSED]
        actions.correct(viewer(), batch, register, cells)
        flash(_("Checked anew. Refused before: %(before)s, now: %(now)s.", before=before,
                now=batch.counts[RowState.REFUSED]))  # fmt: skip
    else:
        flash(_("The decisions were kept."))
    return _back(batch_id)


@bp.post("/imports/<int:batch_id>/choices")
@requires(Permission.IMPORT_REGISTERS)
def choose_all(batch_id: int) -> Response:
    """Takes, or leaves out, all rows of a state."""
    batch, _register = queries.get_batch(viewer(), batch_id)
    state = request.form.get("state", "")
    if state not in {one.value for one in RowState}:
        raise NotFound
    actions.choose_all(viewer(), batch, RowState(state), request.form.get("wanted") == "1")
    return _back(batch_id)


@bp.post("/imports/<int:batch_id>/check")
@requires(Permission.IMPORT_REGISTERS)
def check(batch_id: int) -> Response:
    """Looks anew at what the import would do: the register may have changed."""
    batch, register = queries.get_batch(viewer(), batch_id)
    actions.check(viewer(), batch, register)
    return _back(batch_id)


@bp.post("/imports/<int:batch_id>/application")
@requires(Permission.IMPORT_REGISTERS)
def apply(batch_id: int) -> Response:
    """Has the chosen rows carried out."""
    return _ask(batch_id, actions.ask_to_apply)


@bp.post("/imports/<int:batch_id>/undo")
@requires(Permission.IMPORT_REGISTERS)
def undo(batch_id: int) -> Response:
    """Has the whole import taken back."""
    return _ask(batch_id, actions.ask_to_undo)


@bp.post("/imports/<int:batch_id>/removal")
@requires(Permission.IMPORT_REGISTERS)
def discard(batch_id: int) -> Response:
    """Throws an import away that was not carried out."""
    batch, _register = queries.get_batch(viewer(), batch_id)
    actions.discard(viewer(), batch)
    flash(_("The import was thrown away. The register is as it was."))
    return redirect(url_for("imports.list_batches"), 303)


@bp.post("/imports/<int:batch_id>/refused.xlsx")
@requires(Permission.IMPORT_REGISTERS)
def refused(batch_id: int) -> Response:
    """Hands out the refused rows as a workbook to mend and send again."""
    batch, register = queries.get_batch(viewer(), batch_id)
    content = workbooks.refused_rows(viewer(), batch, register, language())
    name = f"{batch.filename.rsplit('.', 1)[0]}-refused.xlsx"
    return hand_out(content, name)


def _ask(batch_id: int, ask: Callable[..., None]) -> Response:
    """Asks for background work; what speaks against it is said on the import's page."""
    batch, register = queries.get_batch(viewer(), batch_id)
    try:
        ask(viewer(), batch, register)
    except Refused as objected:
        for one in objected.objections:
            flash(describe(one), "error")
    return redirect(url_for("imports.show", batch_id=batch_id), 303)


def _back(batch_id: int) -> Response:
    """Returns to the page of rows that was open."""
    state, page = request.args.get("state"), request.args.get("page")
    return redirect(url_for("imports.show", batch_id=batch_id, state=state, page=page), 303)
