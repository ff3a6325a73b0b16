"""Who had a hand in a version of a platform, and so does not approve it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; of the versions that are there already the author is known, and stands with them."""
    op.create_table(
        "platform_writer",
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.id"],
            name=op.f("fk_platform_writer_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform_id", "user_id", name=op.f("pk_platform_writer")),
    )


def downgrade() -> None:
    """Takes the table away, with what is in it."""
    op.drop_table("platform_writer")
