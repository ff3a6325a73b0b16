"""Headquarters: who asked, sent and received what; where they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STATES = ("requested", "sent", "received", "refused", "cancelled")
LEVELS = ("nation", "region", "district", "constituency")
DEFAULTED = ("unit", "state", "requested_by", "sent_by", "received_by", "ended_by", "reason")
CHECKS = {
    "ck_support_item_cost_not_negative": "cost_kzt >= 0",
    "ck_support_item_numbers_not_negative": "sent_quantity > 0 AND received_quantity >= 0",
    "ck_support_item_state": "state IN ({})".format(", ".join(f"'{one}'" for one in STATES)),
}


def _support_columns() -> list[sa.Column]:
    return [
        sa.Column("unit", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("cost_kzt", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False, server_default="requested"),
        sa.Column("requested_by", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("sent_by", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("sent_quantity", sa.Integer(), nullable=True),
        sa.Column("received_by", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("received_quantity", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("reason", sa.String(length=500), nullable=False, server_default=""),
    ]


def upgrade() -> None:
    """Makes them; of what was sent and received all is taken for sent and received whole."""
    with op.batch_alter_table("headquarters") as batch:
        batch.add_column(sa.Column("opened_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("close_reason", sa.String(length=300), nullable=False, server_default=""))
        batch.create_check_constraint(
            op.f("ck_headquarters_days_in_order"), "closed_on IS NULL OR closed_on >= opened_on"
        )
    with op.batch_alter_table("headquarters") as batch:
        batch.alter_column("close_reason", server_default=None)
    with op.batch_alter_table("headquarters_member") as batch:
        batch.add_column(sa.Column("consent_on", sa.Date(), nullable=True))
    _make_needs()
    with op.batch_alter_table("support_item") as batch:
        for column in _support_columns():
            batch.add_column(column)
        for name, condition in CHECKS.items():
            batch.create_check_constraint(op.f(name), condition)
        batch.create_index(batch.f("ix_support_item_state"), ["state"], unique=False)
    op.execute("UPDATE support_item SET state = 'sent', sent_quantity = quantity WHERE sent_on IS NOT NULL")
    op.execute(
        "UPDATE support_item SET state = 'received', received_quantity = quantity WHERE received_on IS NOT NULL"
    )
    with op.batch_alter_table("support_item") as batch:
        for name in DEFAULTED:
            batch.alter_column(name, server_default=None)


def _make_needs() -> None:
    level = sa.Enum(*LEVELS, name="level", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "headquarters_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("level", level, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["election.id"],
            name=op.f("fk_headquarters_needs_election_id_election"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headquarters_needs")),
        sa.UniqueConstraint("election_id", "level", name=op.f("uq_headquarters_needs_election_id_level")),
    )


def downgrade() -> None:
    """Takes them away; what was refused or cancelled is as if it were still waited for."""
    with op.batch_alter_table("support_item") as batch:
        batch.drop_index(batch.f("ix_support_item_state"))
        for name in CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
    with op.batch_alter_table("support_item") as batch:
        for column in _support_columns():
            batch.drop_column(column.name)
    op.drop_table("headquarters_needs")
    with op.batch_alter_table("headquarters_member") as batch:
        batch.drop_column("consent_on")
    with op.batch_alter_table("headquarters") as batch:
        batch.drop_constraint(op.f("ck_headquarters_days_in_order"), type_="check")
        for name in ("opened_on", "closed_on", "close_reason"):
            batch.drop_column(name)
