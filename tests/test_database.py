"""The database room: who sees what, who may write, and that nobody forgets to say who is looking."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from elections.campaign.models import Contest
from elections.database import ScopeMissing, ancestors, db, looking_from, set_scope, set_writing, transaction
from elections.people.models import Person
from elections.territory.models import Unit
from tests.factories import Factory


def test_ancestors_are_the_paths_above() -> None:
    assert ancestors("11/113/11322/") == ["", "11/", "11/113/"]
    assert ancestors("") == []


def test_scope_shows_what_lies_below_it_and_nothing_beside(app: Flask, factory: Factory) -> None:
    here = factory.contest()
    other = factory.district("113400000")
    there = factory.contest(factory.constituency(other))
    with looking_from(other.path):
        assert [one.id for one in db.session.scalars(sa.select(Contest))] == [there.id]
    with looking_from(""):
        assert {one.id for one in db.session.scalars(sa.select(Contest))} == {here.id, there.id}


def test_scope_shows_the_names_of_what_lies_above(app: Flask, factory: Factory) -> None:
    contest = factory.contest()
    with looking_from(contest.path):
        assert sorted(one.kind for one in db.session.scalars(sa.select(Unit))) == ["district", "region"]


def test_query_without_a_viewer_is_refused(app: Flask) -> None:
    set_scope(None)
    with pytest.raises(ScopeMissing):
        db.session.scalars(sa.select(Contest)).all()


def test_reader_cannot_write(app: Flask) -> None:
    set_writing(False)
    db.session.add(Person(surname="А", given_name="Б", sort_key="а", search_text="а"))
    with pytest.raises(DBAPIError):
        db.session.flush()


def test_failed_transaction_leaves_nothing(app: Flask, factory: Factory) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(Person(surname="А", given_name="Б", sort_key="а", search_text="а"))
        db.session.flush()
        raise ZeroDivisionError
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 0
