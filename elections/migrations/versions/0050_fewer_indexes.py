"""Fewer indexes on what the night writes: those that no query asks for, and one that led a query astray."""

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

INDEXES = (
    ("protocol", "ix_protocol_state", ["state"]),
    ("protocol_entry", "ix_protocol_entry_protocol_id", ["protocol_id"]),
    ("protocol_entry", "ix_protocol_entry_entered_by_id", ["entered_by_id"]),
    ("audit_event", "ix_audit_event_actor_id", ["actor_id"]),
)


def upgrade() -> None:
    """Takes the indexes away."""
    for table, name, _columns in INDEXES:
        op.drop_index(name, table)


def downgrade() -> None:
    """Makes them again."""
    for table, name, columns in INDEXES:
        op.create_index(name, table, columns)
