"""Headquarters: who asked, sent and received what; where they stand."""

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them."""


def downgrade() -> None:
    """Takes them away."""
