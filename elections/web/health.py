"""`/healthz`: whether this process serves, whether its database answers, and which versions run."""

import sqlalchemy as sa
from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from elections.database import db, describe_engine
from elections.web.guards import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def show() -> tuple[Response, int]:
    """Answers 200 when the database answers, else 503."""
    try:
        schema = db.session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="database does not answer"), 503
    return jsonify(status="ok", database=describe_engine(db.engine), schema=schema), 200
