"""`/healthz`: whether this process serves, whether its database answers, and whether its secret is that database's.

`/healthz/live` asks for no database: who does not answer it is to be started anew. `/healthz/ready` says besides whether the
tables are those of the code: who is not ready gets no visitors.
"""

from collections.abc import Callable
from functools import cache

import sqlalchemy as sa
import structlog
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from elections.database import db, describe_engine
from elections.web.guards import public
from elections.web.second_wall import describe_wall

bp = Blueprint("health", __name__)
log = structlog.get_logger()
NOT_OPENED = "the secret does not open what the database holds"

_facts: dict[str, Callable[[], object]] = {}
_sealed: list[Callable[[], str | None]] = []


def register_fact(name: str, find: Callable[[], object]) -> None:
    """Adds what `/healthz` tells besides, by its name."""
    _facts[name] = find


def register_sealed(find: Callable[[], str | None]) -> None:
    """Says who knows a text of the database that is sealed, by which the secret is tried."""
    _sealed[:] = [find]


@bp.get("/healthz/live")
@public
def live() -> tuple[Response, int]:
    """Answers 200 while this process serves at all."""
    return jsonify(status="ok"), 200


@bp.get("/healthz/ready")
@public
def ready() -> tuple[Response, int]:
    """Answers as `/healthz`, and 503 too while the tables are older or newer than the code."""
    answer, status = show()
    if status == 200 and answer.get_json()["schema"] != _newest_schema():
        return jsonify(status="the tables are not those of the code", newest=_newest_schema()), 503
    return answer, status


@bp.get("/healthz")
@public
def show() -> tuple[Response, int]:
    """Answers 200 when the database answers and the secret is the one it was filled with, else 503."""
    try:
        schema = db.session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        fits, wall = secret_fits(), describe_wall(db.engine)
        facts = {name: find() for name, find in _facts.items()}
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="database does not answer"), 503
    if not fits:
        return jsonify(status=NOT_OPENED, schema=schema), 503
    return jsonify(status="ok", database={**describe_engine(db.engine), **wall}, schema=schema, **facts), 200


@cache
def _newest_schema() -> str:
    return str(ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head())


def check_secret(app: Flask) -> None:
    """Says at the start that the secret is not that of the database; raises RuntimeError then in production.

    A database that does not answer yet, or has no tables, says nothing: `/healthz` looks again each time.
    """
    with app.app_context():
        try:
            fits = secret_fits()
        except SQLAlchemyError:
            return
        finally:
            db.session.remove()
            db.engine.dispose()  # gunicorn's processes take no connection over from each other
    if fits:
        return
    log.error("wrong secret", reason=NOT_OPENED)
    if app.config["SETTINGS"].environment == "production":
        raise RuntimeError(
            f"SECRET_KEY_FILE is not the one of this database: {NOT_OPENED}. Find the right one"
        )


def secret_fits() -> bool:
    """Tells whether what was sealed first is opened; where nothing is sealed, any secret fits."""
    sealed = [text for find in _sealed if (text := find())]
    return all(current_app.extensions["vault"].opens(text) for text in sealed)
