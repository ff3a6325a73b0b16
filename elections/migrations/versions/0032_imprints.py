"""The imprint of printed platforms (CL 28(5)), one for each language."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "imprint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("printer", sa.String(length=200), nullable=False),
        sa.Column("printer_address", sa.String(length=200), nullable=False),
        sa.Column("print_run", sa.Integer(), nullable=True),
        sa.Column("ordered_by", sa.String(length=200), nullable=False),
        sa.Column("paid_from", sa.String(length=200), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("path", PATH, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("language IN ('kk', 'ru')", name=op.f("ck_imprint_language_known")),
        sa.CheckConstraint("print_run > 0", name=op.f("ck_imprint_print_run_positive")),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.id"],
            name=op.f("fk_imprint_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imprint")),
        sa.UniqueConstraint("platform_id", "language", name=op.f("uq_imprint_platform_id_language")),
    )
    with op.batch_alter_table("imprint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imprint_path"), ["path"], unique=False)


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("imprint")
