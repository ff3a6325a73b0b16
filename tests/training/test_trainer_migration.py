"""The names of trainers that stood in seminars become trainers, and come back when the migration is taken back."""

import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from elections.database import db, set_writing
from tests.factories import Factory


def test_names_become_trainers_once_and_come_back(app: Flask, factory: Factory) -> None:
    two = [factory.trainer(name) for name in ("А. Ким", "Т. Оспанова")]
    factory.seminar(trainers=two)
    factory.seminar(trainers=two[1:])
    db.session.remove()

    downgrade(revision="0019")
    names = read("SELECT trainer FROM seminar ORDER BY id")
    write("UPDATE seminar SET trainer = 'т. ОСПАНОВА' WHERE id = 2")
    upgrade()

    assert names == ["А. Ким, Т. Оспанова", "Т. Оспанова"]
    assert read("SELECT name FROM trainer ORDER BY id") == ["А. Ким, Т. Оспанова", "т. ОСПАНОВА"]
    assert read("SELECT trainer_id FROM seminar_trainer ORDER BY seminar_id") == [1, 2]


def read(statement: str) -> list[object]:
    with db.engine.connect() as connection:
        return list(connection.execute(sa.text(statement)).scalars())


def write(statement: str) -> None:
    set_writing(True)
    with db.engine.begin() as connection:
        connection.execute(sa.text(statement))
    set_writing(False)
