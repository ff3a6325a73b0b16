"""The log's daily anchors: its head as it stood, noted where nobody alters it either."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table and forbids to alter or empty it; the worker fills it day by day."""
    op.create_table(
        "audit_anchor",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.UniqueConstraint("event_id", name="uq_audit_anchor_event_id"),
    )
    op.create_index("ix_audit_anchor_day", "audit_anchor", ["day"])
    if op.get_bind().dialect.name == "postgresql":
        for name, when, each in (
            ("append_only", "UPDATE OR DELETE", "ROW"),
            ("not_emptied", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER audit_anchor_{name} BEFORE {when} ON audit_anchor "
                f"FOR EACH {each} EXECUTE FUNCTION audit_event_refuse()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_anchor_no_{verb.lower()} BEFORE {verb} ON audit_anchor "
            "BEGIN SELECT RAISE(ABORT, 'the log is never altered'); END"
        )


def downgrade() -> None:
    """Takes the table away, with what is in it; what was printed stays on paper."""
    op.drop_table("audit_anchor")
