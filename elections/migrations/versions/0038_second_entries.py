"""Why the coordinator chose an entry's figures; disputes of protocols."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
STATES = ("expected", "first", "second", "differs", "accepted", "disputed", "replaced")


def upgrade() -> None:
    """Adds the reason, whose entries had none, and the table of disputes."""
    with op.batch_alter_table("protocol_entry") as batch:
        batch.add_column(sa.Column("reason", sa.String(length=500), server_default="", nullable=False))
    op.create_table(
        "protocol_dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("by_whom", sa.String(length=200), nullable=False),
        sa.Column("instance", _word("instance", "commission", "court"), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state_before", _word("state_before", *STATES), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settlement", _word("settlement", "stands", "corrected", "recounted"), nullable=True),
        sa.Column("settled_reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint("(settled_on IS NULL) = (settlement IS NULL)",
                           name=op.f("ck_protocol_dispute_settled_somehow")),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], ondelete="RESTRICT",
                                name=op.f("fk_protocol_dispute_protocol_id_protocol")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_dispute")),
    )  # fmt: skip
    op.create_index(op.f("ix_protocol_dispute_path"), "protocol_dispute", ["path"])
    op.create_index(op.f("ix_protocol_dispute_protocol_id"), "protocol_dispute", ["protocol_id"])
    op.create_index(
        "uq_protocol_dispute_open", "protocol_dispute", ["protocol_id"], unique=True,
        sqlite_where=sa.text("settled_on IS NULL"), postgresql_where=sa.text("settled_on IS NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """Takes them away; the log keeps the reasons."""
    op.drop_table("protocol_dispute")
    with op.batch_alter_table("protocol_entry") as batch:
        batch.drop_column("reason")


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
