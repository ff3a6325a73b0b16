"""Indexes of candidates that no question needs: few statuses and few parties divide nothing, and each slows an import."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = ("status", "nominated_by_id", "member_of_id")


def upgrade() -> None:
    """Takes the indexes away."""
    for column in COLUMNS:
        op.drop_index(f"ix_candidate_{column}", "candidate")


def downgrade() -> None:
    """Makes the indexes."""
    for column in COLUMNS:
        op.create_index(f"ix_candidate_{column}", "candidate", [column])
