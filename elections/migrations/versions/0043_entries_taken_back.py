"""An entry that came by an import which was taken back stays to be seen, and counts no more."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the mark; no import of protocols could be taken back before."""
    with op.batch_alter_table("protocol_entry") as table:
        table.add_column(sa.Column("is_taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Takes the mark away."""
    with op.batch_alter_table("protocol_entry") as table:
        table.drop_column("is_taken_back")
