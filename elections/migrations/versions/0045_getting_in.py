"""Getting in: second factor, open log-ins, throttling."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables, and to each open log-in when it was seen and confirmed last, from where and by what."""
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.add_column(sa.Column("last_seen_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("address", sa.String(45), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("browser", sa.String(300), nullable=False, server_default=""))
    op.execute("UPDATE user_session SET last_seen_at = created_at, confirmed_at = created_at")
    with op.batch_alter_table("user_session") as batch_op:
        batch_op.alter_column("last_seen_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.alter_column("confirmed_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.alter_column("address", existing_type=sa.String(45), server_default=None)
        batch_op.alter_column("browser", existing_type=sa.String(300), server_default=None)
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seed_sealed", sa.String(200), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        _of_account("second_factor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("user_id", name=op.f("uq_second_factor_user_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        _of_account("recovery_code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("user_id", "code_digest", name=op.f("uq_recovery_code_user_id_code_digest")),
    )
    op.create_table(
        "log_in_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("wait_until", sa.DateTime(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_in_tries")),
        sa.UniqueConstraint("key", name=op.f("uq_log_in_tries_key")),
    )
    op.create_index(op.f("ix_log_in_tries_last_at"), "log_in_tries", ["last_at"])


def downgrade() -> None:
    """Takes them away; who had a second factor logs in by the password alone."""
    for table in ("log_in_tries", "recovery_code", "second_factor"):
        op.drop_table(table)
    with op.batch_alter_table("user_session") as batch_op:
        for column in ("browser", "address", "confirmed_at", "last_seen_at"):
            batch_op.drop_column(column)


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id"], ["user_account.id"], name=op.f(f"fk_{table}_user_id_user_account"), ondelete="CASCADE"
    )
