"""The reports as they were printed last: what has not changed since is not made again."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the table; the first batch fills it."""
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("path", PATH, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_with", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("kind", "key", "language", name="uq_report_file_kind_key_language"),
    )
    op.create_index("ix_report_file_path", "report_file", ["path"])


def downgrade() -> None:
    """Takes the table away: all it holds can be made again."""
    op.drop_table("report_file")
