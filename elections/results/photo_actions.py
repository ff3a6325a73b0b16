"""Writing the photos of protocols: added by who enters, turned upright, removed by the coordinator with a reason."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from flask import current_app
from sqlalchemy.exc import InvalidRequestError

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.documents.picture import PAGE_SIDE, reencode
from elections.errors import NotFound, Objection, Refused, refuse_if
from elections.results.actions import label_of, require
from elections.results.models import Protocol
from elections.results.photo_models import ProtocolPhoto
from elections.results.photo_queries import list_photos

MOST_PHOTOS = 12
"""How many pages a protocol has, both sides and a few taken once more."""
Upload = tuple[str, bytes]
"""What somebody hands in: the file's name, and its content."""


def add_photos(actor: Actor, protocol: Protocol, uploads: Sequence[Upload]) -> int:
    """Adds pages of a protocol's paper and returns how many were new; the same page again is kept once.

    Raises Refused with what speaks against each of the files, Forbidden.
    """
    require(actor, Permission.ENTER_PROTOCOLS, protocol.path)
    objections = [] if uploads else [Objection("photo.missing", "photos")]
    held, new = {one.digest for one in list_photos(protocol.id)}, {}
    for name, content in uploads[:MOST_PHOTOS]:
        try:
            photo = _photo(actor, protocol, reencode(content, PAGE_SIDE))
        except Refused as refused:
            objections += [
                replace(one, field="photos", params={**one.params, "name": name})
                for one in refused.objections
            ]
            continue
        if photo.digest not in held:
            new[photo.digest] = photo
    if len(held) + len(new) > MOST_PHOTOS or len(uploads) > MOST_PHOTOS:
        objections.append(Objection("photo.too_many", "photos", {"maximum": MOST_PHOTOS, "held": len(held)}))
    refuse_if(objections)
    db.session.add_all(new.values())
    db.session.flush()
    if new:
        record(actor, "protocol.photos_added", protocol, label=label_of(protocol), after={"photos": len(new)})
    return len(new)


def turn_photo(actor: Actor, photo: ProtocolPhoto) -> None:
    """Turns a photo by a quarter clockwise, for everybody. Raises Forbidden, NotFound."""
    protocol = photo.protocol
    require(actor, Permission.ENTER_PROTOCOLS, protocol.path)
    _hold(photo)
    before, photo.turned = photo.turned, (photo.turned + 90) % 360
    db.session.flush()
    record(
        actor, "protocol.photo_turned", protocol, label=label_of(protocol),
        before={"photo": photo.id, "turned": before}, after={"photo": photo.id, "turned": photo.turned},
    )  # fmt: skip


def remove_photo(actor: Actor, photo: ProtocolPhoto, reason: str) -> None:
    """Takes a photo away for good, with a reason that the log keeps. Raises Refused, Forbidden, NotFound."""
    protocol = photo.protocol
    require(actor, Permission.RESOLVE_PROTOCOLS, protocol.path)
    if not reason:
        raise Refused([Objection("protocol.reason_missing", "reason")])
    _hold(photo)
    before = {"photo": photo.id, "uploaded_by": photo.uploaded_by, "uploaded_at": photo.uploaded_at}
    db.session.delete(photo)
    db.session.flush()
    record(
        actor,
        "protocol.photo_removed",
        protocol,
        label=label_of(protocol),
        before=before,
        reason=reason,
    )


def _hold(photo: ProtocolPhoto) -> None:
    """Waits for who else turns or removes the photo, and knows it as they left it: the log tells what was really done."""
    try:
        db.session.refresh(photo, ["turned"], with_for_update=True)
    except InvalidRequestError:
        raise NotFound from None


def _photo(actor: Actor, protocol: Protocol, content: bytes) -> ProtocolPhoto:
    vault = current_app.extensions["vault"]
    return ProtocolPhoto(
        protocol_id=protocol.id, path=protocol.path, size=len(content), turned=0,
        digest=vault.blind_index(sha256(content).hexdigest()), content_sealed=vault.encrypt_bytes(content),
        uploaded_by=actor.login,
    )  # fmt: skip
