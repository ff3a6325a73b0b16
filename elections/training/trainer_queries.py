"""Reading the School's trainers."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from elections.accounts.models import User
from elections.alphabet import fold
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound
from elections.people.contacts import clean_phone
from elections.people.models import Person
from elections.people.protected import phone_of_trainer
from elections.training.models import Seminar
from elections.training.trainer_models import SeminarTrainer, Trainer


def list_trainers() -> list[Trainer]:
    """Returns all trainers by name."""
    return list(db.session.scalars(sa.select(Trainer).order_by(Trainer.name_key)))


def count_seminars_of_trainers() -> dict[int, int]:
    """Returns how many seminars of each trainer the viewer sees."""
    statement: Any = (
        sa.select(SeminarTrainer.trainer_id, sa.func.count())
        .join(Seminar, Seminar.id == SeminarTrainer.seminar_id)
        .group_by(SeminarTrainer.trainer_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def phones_of(trainers: Collection[Trainer]) -> dict[int, str]:
    """Returns the phone of each trainer as the viewer may see it, and notes whom of the register they saw by it."""
    known = _people_by_phone({one.phone for one in trainers} | {clean_phone(one.phone) for one in trainers})
    shown = {}
    for one in trainers:
        words, phones = set(fold(one.name).split()), (one.phone, clean_phone(one.phone))
        people = [
            number
            for number, surname, phone in known
            if phone in phones and words.issuperset(fold(surname).split())
        ]
        shown[one.id] = phone_of_trainer(one.phone, people)
    return shown


def _people_by_phone(phones: set[str]) -> list[tuple[int, str, str]]:
    """Returns number, surname and phone of the people of the register with one of these phones."""
    columns = Person.id, Person.surname, Person.phone
    found = db.session.execute(sa.select(*columns).where(Person.phone.in_(phones - {""})))
    return [(number, surname, phone) for number, surname, phone in found]


def get_trainer(trainer_id: int) -> Trainer:
    """Returns a trainer; raises NotFound."""
    trainer = db.session.get(Trainer, trainer_id)
    if trainer is None:
        raise NotFound
    return trainer


def find_trainers(names: Iterable[str]) -> dict[str, Trainer]:
    """Returns the known trainers of these names by the name as it is compared."""
    keys = [key_of(name) for name in names]
    if not keys:
        return {}
    return {
        one.name_key: one for one in db.session.scalars(sa.select(Trainer).where(Trainer.name_key.in_(keys)))
    }


def find_account(login: str) -> int | None:
    """Returns the number of the account with this login, wherever it is, or None."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(User.id).where(User.login == login))


def find_login(user_id: int | None) -> str:
    """Returns the login of an account, "" for none."""
    if user_id is None:
        return ""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(User.login).where(User.id == user_id)) or ""


def key_of(name: str) -> str:
    """Returns a trainer's name as it is compared."""
    return fold(name)[:200]
