"""Tasks with a deadline."""

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them."""


def downgrade() -> None:
    """Takes them away."""
