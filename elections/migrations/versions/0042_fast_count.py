"""A number that entries with the same votes share: the same votes in two precincts are found by an index."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

CHUNK = 1_000


def upgrade() -> None:
    """Adds the number, and works it out for the entries that are there."""
    op.add_column("protocol_entry", sa.Column("likeness", sa.BigInteger(), nullable=True))
    _fill()
    with op.batch_alter_table("protocol_entry") as batch:
        batch.alter_column("likeness", existing_type=sa.BigInteger(), nullable=False)
        batch.create_index(op.f("ix_protocol_entry_likeness"), ["likeness"])


def _fill() -> None:
    entries = sa.table("protocol_entry", sa.column("id"), sa.column("against_all"), sa.column("likeness"))
    votes = sa.table("entry_votes", sa.column("entry_id"), sa.column("candidate_id"), sa.column("votes"))
    connection, cast = op.get_bind(), {}
    statement = sa.select(votes.c.entry_id, votes.c.candidate_id, votes.c.votes)
    for entry, candidate, number in connection.execute(
        statement.order_by(votes.c.entry_id, votes.c.candidate_id)
    ):
        cast.setdefault(entry, []).append(f"{candidate}={number}")
    found = [
        {"entry": entry, "number": _likeness(against_all, cast.get(entry, []))}
        for entry, against_all in connection.execute(sa.select(entries.c.id, entries.c.against_all)).all()
    ]
    update = (
        entries.update()
        .where(entries.c.id == sa.bindparam("entry"))
        .values(likeness=sa.bindparam("number", type_=sa.BigInteger()))
    )
    for start in range(0, len(found), CHUNK):
        connection.execute(update, found[start : start + CHUNK])


def _likeness(against_all: int, votes: list[str]) -> int:
    digest = hashlib.sha256(f"{against_all};{','.join(votes)}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def downgrade() -> None:
    """Takes the number away."""
    with op.batch_alter_table("protocol_entry") as batch:
        batch.drop_index(op.f("ix_protocol_entry_likeness"))
        batch.drop_column("likeness")
