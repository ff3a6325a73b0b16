"""Since which event a kept report says what it says, and since when a job's present worker is at it."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds them; of what was printed or begun before nobody knows it."""
    with op.batch_alter_table("report_file") as table:
        table.add_column(sa.Column("since_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("job") as table:
        table.add_column(sa.Column("paced_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("paced_steps", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Takes them away."""
    with op.batch_alter_table("report_file") as table:
        table.drop_column("since_id")
    with op.batch_alter_table("job") as table:
        table.drop_column("paced_at")
        table.drop_column("paced_steps")
