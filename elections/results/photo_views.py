"""Pages of a protocol's photos: to look at, to add, to turn, and for the coordinator to remove."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.results import photo_actions as actions
from elections.results.entry_page import paper_of
from elections.results.models import Protocol
from elections.results.photo_forms import PhotoRemovalForm, PhotosForm
from elections.results.photo_queries import get_photo, open_photo
from elections.results.queries import get_protocol
from elections.web.forms import Form, run_form
from elections.web.guards import requires, viewer

bp = Blueprint("protocol_photos", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/protocols/<int:protocol_id>/photos")
@requires(Permission.SEE_RESULTS)
def list_photos(protocol_id: int) -> str:
    """Shows all photos of a protocol at full width."""
    protocol, removal = get_protocol(protocol_id), PhotoRemovalForm(formdata=None)
    return render_template(
        "results/photo_pages.html",
        form=removal,
        removal=removal,
        removing=0,
        **paper_of(protocol, back="photos"),
    )


@bp.get("/protocols/<int:protocol_id>/photos/<int:photo_id>")
@requires(Permission.SEE_RESULTS)
def show(protocol_id: int, photo_id: int) -> Response:
    """Shows a photo to those who may see the protocol; their browser asks each time whether they still may."""
    photo = get_photo(protocol_id, photo_id)
    answer = Response(open_photo(photo), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = f'inline; filename="protocol-{protocol_id}-{photo_id}.jpg"'
    answer.set_etag(f"{photo.digest[:32]}-{photo.turned}")
    return answer.make_conditional(request)


@bp.post("/protocols/<int:protocol_id>/photos")
@requires(Permission.ENTER_PROTOCOLS)
def add(protocol_id: int) -> Answer:
    """Adds photos of the paper."""
    protocol, form, removal = get_protocol(protocol_id), PhotosForm(), PhotoRemovalForm(formdata=None)

    def act() -> str:
        files = [*(form.camera.data or ()), *(form.photos.data or ())]
        new = actions.add_photos(viewer(), protocol, [_upload(one) for one in files if one.filename])
        many = ngettext("%(num)s photo was kept.", "%(num)s photos were kept.", new)
        flash(many if new else _("This photo is there already."))
        return _back(protocol, form.back.data or "")

    page = paper_of(protocol, form=form)
    return run_form(form, "results/photo_pages.html", act, removal=removal, removing=0, **page)


@bp.post("/protocols/<int:protocol_id>/photos/<int:photo_id>/turn")
@requires(Permission.ENTER_PROTOCOLS)
def turn(protocol_id: int, photo_id: int) -> Answer:
    """Turns a photo by a quarter."""
    photo, form = get_photo(protocol_id, photo_id), Form()

    def act() -> str:
        actions.turn_photo(viewer(), photo)
        return _back(photo.protocol, request.form.get("back", ""))

    return run_form(form, "results/photo_pages.html", act, **_page(photo.protocol))


@bp.post("/protocols/<int:protocol_id>/photos/<int:photo_id>/removal")
@requires(Permission.RESOLVE_PROTOCOLS)
def remove(protocol_id: int, photo_id: int) -> Answer:
    """Removes a photo, with a reason."""
    photo, form = get_photo(protocol_id, photo_id), PhotoRemovalForm()

    def act() -> str:
        actions.remove_photo(viewer(), photo, form.reason.data or "")
        flash(_("The photo was removed."))
        return _back(photo.protocol, "photos")

    page = _page(photo.protocol) | {"removal": form, "removing": photo_id}
    return run_form(form, "results/photo_pages.html", act, **page)


def _page(protocol: Protocol) -> dict[str, Any]:
    removal = PhotoRemovalForm(formdata=None)
    return {"removal": removal, "removing": 0, **paper_of(protocol, back="photos")}


def _upload(file: FileStorage) -> actions.Upload:
    return file.filename or "", file.stream.read()


def _back(protocol: Protocol, where: str) -> str:
    pages = {
        "entry": "results.enter", "resolution": "resolution.resolve", "photos": "protocol_photos.list_photos",
    }  # fmt: skip
    return url_for(pages.get(where, "results.show"), protocol_id=protocol.id, _anchor="paper")
