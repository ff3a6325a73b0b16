"""Imports with their rows, to be looked at, applied and undone; rivals recorded as published."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDING = "nominated_by_id IS NOT NULL{} AND status NOT IN ('refused', 'cancelled', 'withdrawn')"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_login", sa.String(length=60), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "checked",
                "applying",
                "applied",
                "undoing",
                "undone",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("header", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("corrections_sealed", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=60), nullable=False),
        sa.Column(
            "path",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_path"), ["path"], unique=False)
        batch_op.create_index("ix_import_batch_sha256", ["sha256"], unique=False)
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "changed",
                "unchanged",
                "refused",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("undo_sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batch.id"],
            name=op.f("fk_import_row_batch_id_import_batch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_import_row_batch_id_number")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index("ix_import_row_state", ["batch_id", "state", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_row_subject_id"), ["subject_id"], unique=False)
    op.create_table(
        "import_heading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("column", sa.String(length=60), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_heading")),
        sa.UniqueConstraint(
            "user_id", "kind", "heading", name=op.f("uq_import_heading_user_id_kind_heading")
        ),
    )
    op.add_column(
        "candidate", sa.Column("is_second_nominee", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    _index_nominees(" AND is_second_nominee = 0", " AND NOT is_second_nominee")


def downgrade() -> None:
    """Takes the tables away, with what is in them; a second nominee of a party cannot stay."""
    op.drop_table("import_heading")
    op.drop_table("import_row")
    op.drop_table("import_batch")
    _index_nominees("", "")
    op.drop_column("candidate", "is_second_nominee")


def _index_nominees(on_sqlite: str, on_postgresql: str) -> None:
    op.drop_index("uq_candidate_nominee", "candidate")
    op.create_index(
        "uq_candidate_nominee", "candidate", ["contest_id", "nominated_by_id"], unique=True,
        sqlite_where=sa.text(STANDING.format(on_sqlite)), postgresql_where=sa.text(STANDING.format(on_postgresql)),
    )  # fmt: skip
