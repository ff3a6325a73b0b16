"""A crowd to search among, and the plan by which the database answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, reserve_ids, transaction, utc_now
from elections.people.models import Person
from tests.factories import Factory

Crowd = Callable[[int], list[int]]


@pytest.fixture
def crowd(factory: Factory) -> Crowd:
    """Makes candidates past the session, as an import does, and returns their persons' numbers."""

    def make(number: int) -> list[int]:
        contest = factory.contest()
        election_id, contest_id, path = contest.election_id, contest.id, contest.path
        with transaction():
            stamps = {"version": 1, "created_at": utc_now(), "updated_at": utc_now()}
            ids = reserve_ids(Person, number)
            db.session.execute(sa.insert(Person.__table__), [
                {"id": one, "surname": f"Толпаев{'абвгдежзик'[one % 10]}", "given_name": f"Имя{one}", "patronymic": "",
                 "sort_key": f"{one:06d}", "search_text": "", "phone": f"+7 705 {one:07d}", "email": "", "address": "",
                 "iin_masked": "", **stamps}
                for one in ids
            ])  # fmt: skip
            db.session.execute(sa.insert(Candidate.__table__), [
                {"id": made, "election_id": election_id, "contest_id": contest_id, "person_id": one, "path": path,
                 "nomination": Nomination.SELF, "status": Status.PROPOSED, "status_on": date(2021, 7, 1), "ground": "",
                 "education": "", "occupation": "", "workplace": "", "note": "", "is_new_face": False,
                 "is_incumbent": False, "was_in_primaries": False, "heads_primary_organisation": False, **stamps}
                for made, one in zip(reserve_ids(Candidate, number), ids, strict=True)
            ])  # fmt: skip
        return ids

    return make


@contextmanager
def explaining() -> Iterator[list[str]]:
    """Lets the plans of a block's queries on words be read: `with explaining() as plans: …`."""
    plans: list[str] = []
    made: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        if "search_word" in statement:
            made.append((statement, parameters))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", note)
    sqlite = engine.dialect.name == "sqlite"
    how = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    for statement, parameters in made:
        rows = db.session.connection().exec_driver_sql(how + statement, parameters)
        plans.append("\n".join(str(row[3] if sqlite else row[0]) for row in rows))
