"""Which people are not the same, and which were merged."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "person_distinction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _person("person_distinction", "first_id", "CASCADE"),
        _person("person_distinction", "second_id", "CASCADE"),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_person_distinction_first_before_second")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_distinction")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_person_distinction_first_id_second_id")),
    )
    with op.batch_alter_table("person_distinction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_distinction_second_id"), ["second_id"], unique=False)
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_name", sa.String(length=400), nullable=False),
        sa.Column("gone_name", sa.String(length=400), nullable=False),
        sa.Column("memory_sealed", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.String(length=60), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("unmerged_by", sa.String(length=60), nullable=False),
        sa.Column("unmerged_at", sa.DateTime(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        _person("person_merge", "kept_id", "RESTRICT"),
        _person("person_merge", "gone_id", "RESTRICT"),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_person_merge_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        for column in ("kept_id", "gone_id", "path"):
            batch_op.create_index(batch_op.f(f"ix_person_merge_{column}"), [column], unique=False)


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("person_merge")
    op.drop_table("person_distinction")


def _person(table: str, column: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete=on_delete)
