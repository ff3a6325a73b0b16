"""Tasks with a deadline."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
KINDS = (
    "documents",
    "registration",
    "proxies",
    "printing",
    "rooms",
    "meeting",
    "agitation",
    "distribution",
    "media",
    "silence",
    "observers",
    "count",
    "training",
    "other",
)
CHECKS = {
    "pack_or_own_title": "(template = '') = (title <> '')",
    "pack_has_a_version": "(template = '') = (pack_version IS NULL)",
    "pack_has_a_contest": "template = '' OR contest_id IS NOT NULL",
    "one_owner": "owner_user_id IS NULL OR owner_member_id IS NULL",
    "done_at_some_time": "(state = 'done') = (done_at IS NOT NULL)",
    "cancelled_for_a_reason": "state <> 'cancelled' OR reason <> ''",
}
ABOVE = {
    "election_id": "election",
    "contest_id": "contest",
    "owner_user_id": "user_account",
    "owner_member_id": "headquarters_member",
}


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=True),
        sa.Column("kind", _words("kind", *KINDS), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("needs_proof", sa.Boolean(), nullable=False),
        sa.Column("owner_user_id", sa.Integer(), nullable=True),
        sa.Column("owner_member_id", sa.Integer(), nullable=True),
        sa.Column("state", _words("state", "open", "done", "cancelled"), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(length=60), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        *(sa.CheckConstraint(text, name=op.f(f"ck_task_{name}")) for name, text in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_task_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in ABOVE.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_path"), ["path"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_owner_user_id"), ["owner_user_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_owner_member_id"), ["owner_member_id"], unique=False)
        batch_op.create_index("ix_task_due", ["election_id", "state", "due_at"], unique=False)
        of_a_pack = sa.text("template <> ''")
        batch_op.create_index(
            "uq_task_pack", ["contest_id", "template"], unique=True,
            sqlite_where=of_a_pack, postgresql_where=of_a_pack,
        )  # fmt: skip
    _make_files()


def _make_files() -> None:
    op.create_table(
        "task_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mimetype", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_task_file_size_positive")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_file_task_id_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_file")),
        sa.UniqueConstraint("task_id", "digest", name=op.f("uq_task_file_task_id_digest")),
    )
    with op.batch_alter_table("task_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_file_path"), ["path"], unique=False)


def downgrade() -> None:
    """Takes the tables away, with what is in them."""
    op.drop_table("task_file")
    op.drop_table("task")


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
