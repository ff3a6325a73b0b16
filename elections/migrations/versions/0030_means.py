"""The means of a territory and of the party, against which pledges stand."""

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them."""


def downgrade() -> None:
    """Takes them away."""
