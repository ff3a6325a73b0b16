"""Reading the photos of protocols; contents stay sealed until somebody asks for one."""

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import undefer

from elections.database import db
from elections.documents.picture import turned
from elections.errors import NotFound
from elections.results.photo_models import ProtocolPhoto


def list_photos(protocol_id: int) -> list[ProtocolPhoto]:
    """Returns the photos of a protocol without their contents, in the order in which they came."""
    statement = sa.select(ProtocolPhoto).where(ProtocolPhoto.protocol_id == protocol_id)
    return list(db.session.scalars(statement.order_by(ProtocolPhoto.id)))


def get_photo(protocol_id: int, photo_id: int) -> ProtocolPhoto:
    """Returns a photo of a protocol with its sealed content; raises NotFound."""
    statement = (
        sa.select(ProtocolPhoto)
        .options(undefer(ProtocolPhoto.content_sealed))
        .where(ProtocolPhoto.protocol_id == protocol_id, ProtocolPhoto.id == photo_id)
    )
    photo = db.session.scalar(statement)
    if photo is None:
        raise NotFound
    return photo


def open_photo(photo: ProtocolPhoto) -> bytes:
    """Returns the picture, decrypted and turned as it is to be seen."""
    content: bytes = current_app.extensions["vault"].decrypt_bytes(photo.content_sealed)
    return turned(content, photo.turned)
