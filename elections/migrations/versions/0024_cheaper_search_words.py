"""The index of search words by record: no question takes it, and each import writes it; the primary key finds what goes."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the index away."""
    op.drop_index("ix_search_word_subject", "search_word")


def downgrade() -> None:
    """Makes the index."""
    op.create_index("ix_search_word_subject", "search_word", ["subject_id", "kind"])
