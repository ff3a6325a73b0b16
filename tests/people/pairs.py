"""What the tests of merging and of parting share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Role
from elections.database import db, transaction
from elections.errors import Refused
from elections.people.iin import mask
from elections.people.merge_actions import merge_people
from elections.people.models import Person, PersonMerge
from elections.people.unmerge_actions import unmerge_people

ACTOR = Actor(1, "hq", Role.COORDINATOR, "")
Write = Callable[[], AbstractContextManager[None]]


def sealed(number: str) -> dict[str, str]:
    vault = current_app.extensions["vault"]
    return {
        "iin_sealed": vault.encrypt(number),
        "iin_index": vault.blind_index(number),
        "iin_masked": mask(number),
    }


def merge(
    kept: Person, gone: Person, *taken: str, actor: Actor = ACTOR, version: int | None = None
) -> PersonMerge:
    with transaction():
        return merge_people(
            actor, kept, gone, kept.version + gone.version if version is None else version, taken
        )


def part(done: PersonMerge, actor: Actor = ACTOR) -> None:
    with transaction():
        unmerge_people(actor, done, "Ошибка")


def refused(act: Callable[..., Any], *arguments: Any, **options: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        act(*arguments, **options)
    return [one.code for one in caught.value.objections]


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is in the tables but the log, what merging itself remembers, and versions with their times."""
    left_out = {"audit_event", "person_merge", "person_distinction", "search_word"}
    changing = {"version", "updated_at"}
    with db.engine.connect() as connection:
        return {
            name: sorted(
                map(str, connection.execute(sa.select(*(c for c in table.c if c.name not in changing))))
            )
            for name, table in db.metadata.tables.items()
            if name not in left_out
        }
