"""The steps of a registration, with what a coordinator said to a late one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATUSES = ("proposed", "documents", "filed", "registered", "refused", "cancelled", "withdrawn")
GROUNDS = (
    "nomination_broken", "requirements_not_met", "office_used", "campaigned_out_of_time", "defamation", "bribery",
    "declaration_untrue", "special_check_failed", "other", "own_wish", "revoked",
)  # fmt: skip
KNOWN_BEFORE = """
    INSERT INTO candidate_step
        (candidate_id, from_status, to_status, decided_on, ground, note, reason, made_by, made_at, path)
    SELECT id, NULL, status, status_on, NULL, ground, '', '', updated_at, path FROM candidate ORDER BY id
"""


def upgrade() -> None:
    """Makes the table; where a candidacy stands already becomes its first step."""
    op.create_table(
        "candidate_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("from_status", _words(STATUSES, "from_status"), nullable=True),
        sa.Column("to_status", _words(STATUSES, "to_status"), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("ground", _words(GROUNDS, "ground"), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_candidate_step_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_step")),
    )
    with op.batch_alter_table("candidate_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_step_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_candidate_step_path"), ["path"], unique=False)
    op.execute(KNOWN_BEFORE)


def downgrade() -> None:
    """Takes the table away, with what is in it."""
    op.drop_table("candidate_step")


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
