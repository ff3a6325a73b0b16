"""Data at rest: how long it is kept, whose was erased, incidents; when a worker was last seen."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
KEPT = ("scans", "contacts", "iins", "photos", "imports", "files")
BASIS = ("demand", "withdrawn", "purpose", "mistake")
STATE = ("open", "told", "closed")


def upgrade() -> None:
    """Adds the tables."""
    op.create_table(
        "retention_period",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", _enum(KEPT, "kind"), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        *_versioned(),
        sa.UniqueConstraint("kind", name="uq_retention_period_kind"),
        sa.CheckConstraint("days > 0", name="ck_retention_period_days_positive"),
    )
    op.create_table(
        "person_erasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("basis", _enum(BASIS, "basis"), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("erased_by", sa.String(60), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_erasure_person_id_person", ondelete="RESTRICT"
        ),
        sa.UniqueConstraint("person_id", name="uq_person_erasure_person_id"),
    )
    _make_incidents()
    op.create_table(
        "worker_beat",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
    )


def _make_incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("path", PATH, nullable=False),
        sa.Column("state", _enum(STATE, "state"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.Column("whose", sa.String(300), nullable=False),
        sa.Column("data", sa.String(300), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(300), nullable=False),
        sa.Column("reported_by", sa.String(60), nullable=False),
        sa.Column("told_at", sa.DateTime()),
        sa.Column("told_number", sa.String(60), nullable=False),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("finding", sa.Text(), nullable=False),
        *_versioned(),
        sa.CheckConstraint("people IS NULL OR people >= 0", name="ck_incident_people_not_negative"),
        sa.CheckConstraint("state <> 'told' OR told_at IS NOT NULL", name="ck_incident_told_has_a_moment"),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name="ck_incident_closed_has_a_moment"
        ),
    )
    op.create_index("ix_incident_path", "incident", ["path"])
    op.create_index("ix_incident_noticed_at", "incident", ["noticed_at"])


def downgrade() -> None:
    """Takes the tables away, and with them what was noted of incidents and erasures."""
    for table in ("worker_beat", "incident", "person_erasure", "retention_period"):
        op.drop_table(table)


def _enum(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, native_enum=False, create_constraint=True, length=40, name=name)


def _versioned() -> list[sa.Column[object]]:
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
    ]
