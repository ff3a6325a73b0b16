"""Reading statements of coverage: as they were published."""

import json
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from elections.database import db
from elections.errors import NotFound
from elections.training.gaps import Untrained
from elections.training.models import CoverageStatement
from elections.web.paging import Page, paged


def list_statements(page: int = 1) -> Page[Any]:
    """Returns a page of the statements of the viewer's territory, the latest first."""
    return paged(sa.select(CoverageStatement).order_by(CoverageStatement.id.desc()), page)


def get_statement(statement_id: int) -> CoverageStatement:
    """Returns a statement; raises NotFound."""
    statement = sa.select(CoverageStatement).where(CoverageStatement.id == statement_id)
    found = db.session.scalar(statement.options(joinedload(CoverageStatement.election)))
    if found is None:
        raise NotFound
    return found


def exceptions_of(statement: CoverageStatement) -> list[Untrained]:
    """Returns whom a statement names as not trained, as it was published."""
    kept = json.loads(current_app.extensions["vault"].decrypt(statement.exceptions_sealed))
    return [Untrained.from_json(one) for one in kept]
