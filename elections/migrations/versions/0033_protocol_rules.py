"""What a protocol's warnings were confirmed with, and from where figures are unlikely."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

OF_ENTRY = {"confirmed_codes": 200, "confirmed_reason": 500, "source": 200}


def upgrade() -> None:
    """Adds the columns: what was entered before was confirmed by nobody, and the thresholds are the usual ones."""
    for name, length in OF_ENTRY.items():
        op.add_column(
            "protocol_entry", sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        )
    op.add_column(
        "election", sa.Column("protocol_thresholds", sa.JSON(), server_default="{}", nullable=False)
    )


def downgrade() -> None:
    """Takes them away, with what is in them."""
    op.drop_column("election", "protocol_thresholds")
    for name in OF_ENTRY:
        op.drop_column("protocol_entry", name)
