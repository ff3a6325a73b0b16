"""The world itself: what the other tests of this folder prove holds for every table, so every table has rows on both sides."""

from itertools import chain
from pathlib import Path

import sqlalchemy as sa

from elections.accounts.access import Role
from elections.database import Base, InScope, db
from tests.trust.world import ABOVE, SIDES, World, text_of

ROOT = Path(__file__).parents[2]

LATER: set[str] = set()
"""Tables of which no rows are made yet, each with a reason."""


def test_every_table_with_a_territory_has_rows_on_both_sides(world: World) -> None:
    tables = {one.class_.__table__ for one in Base.registry.mappers if issubclass(one.class_, InScope)}
    lacking = set()
    for table in tables:
        for number in (1, 2):
            here = (
                sa.select(sa.func.count())
                .select_from(table)
                .where(table.c.path.startswith(world.sides[number].path))
            )
            if not db.session.scalar(here):
                lacking.add(f"{table.name} of side {number}")
    assert lacking <= LATER


def test_a_word_of_the_own_side_is_read(world: World) -> None:
    """What would be found if it got out: the marks are on the pages of those who may see them."""
    for number in (1, 2):
        assert world.sides[number].word.lower() in text_of(
            world.browser(Role.OBSERVER, number).get("/candidates")
        )


def test_no_text_of_the_product_holds_a_mark() -> None:
    """Else a hint with an example would be taken for a foreign datum."""
    texts = chain((ROOT / "templates").rglob("*.html"), (ROOT / "elections").rglob("*.po"))
    told = " ".join(one.read_text().lower() for one in texts)
    assert not [mark for mark in (ABOVE, *chain(*SIDES.values())) if mark.lower() in told]
