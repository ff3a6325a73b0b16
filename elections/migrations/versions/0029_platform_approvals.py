"""Platforms: approvals by two people, comments on passages, the checklist of the law, what was submitted."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
POINTS = (
    "order", "integrity", "security", "discord", "cruelty", "forces", "gifts", "office", "imprint", "languages",
)  # fmt: skip


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _make(table: str, *columns: sa.Column, unique: tuple[tuple[str, ...], ...] = ()) -> None:
    """Makes a table of what belongs to a platform."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.id"],
            name=op.f(f"fk_{table}_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}")) for names in unique),
    )
    op.create_index(op.f(f"ix_{table}_path"), table, ["path"])


def upgrade() -> None:
    """Makes the tables. An approval by a coordinator stays one of two: what it had approved waits for the lawyer."""
    _make(
        "platform_submission",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("pledges", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        unique=(("platform_id", "number"),),
    )
    _make(
        "platform_approval",
        sa.Column("side", _enum("side", "coordinator", "lawyer"), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        unique=(("platform_id", "side"), ("platform_id", "user_id")),
    )
    _make(
        "platform_check",
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("point", _enum("point", *POINTS), nullable=False),
        sa.Column("verdict", _enum("verdict", "kept", "broken"), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        unique=(("platform_id", "submission", "point"),),
    )
    _make(
        "platform_comment",
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("resolved_by", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("language IN ('kk', 'ru')", name=op.f("ck_platform_comment_language")),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["platform_comment.id"],
            name=op.f("fk_platform_comment_parent_id_platform_comment"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_platform_comment_platform_id"), "platform_comment", ["platform_id"])
    op.create_index(op.f("ix_platform_comment_parent_id"), "platform_comment", ["parent_id"])
    op.execute(
        "INSERT INTO platform_approval (platform_id, side, user_id, login, at, path)"
        " SELECT platform.id, 'coordinator', approved_by_id, COALESCE(login, ''), platform.updated_at, platform.path"
        " FROM platform LEFT JOIN user_account ON user_account.id = approved_by_id"
        " WHERE approved_by_id IS NOT NULL"
    )
    op.execute("UPDATE platform SET status = 'submitted' WHERE status = 'approved'")
    with op.batch_alter_table("platform") as batch:
        batch.add_column(sa.Column("submissions", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("published_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("published_by", sa.String(length=60), nullable=False, server_default=""))
        batch.drop_column("approved_by_id")
    op.execute("UPDATE platform SET submissions = 1 WHERE status <> 'draft'")
    with op.batch_alter_table("platform") as batch:
        batch.alter_column("submissions", server_default=None)
        batch.alter_column("published_by", server_default=None)


def downgrade() -> None:
    """Takes the tables away; what a coordinator approved is approved."""
    with op.batch_alter_table("platform") as batch:
        batch.add_column(sa.Column("approved_by_id", sa.Integer(), nullable=True))
        batch.drop_column("published_by")
        batch.drop_column("published_at")
        batch.drop_column("submissions")
    approved = "SELECT {} FROM platform_approval WHERE platform_id = platform.id AND side = 'coordinator'"
    op.execute(f"UPDATE platform SET approved_by_id = ({approved.format('user_id')})")
    op.execute(
        f"UPDATE platform SET status = 'approved' WHERE status = 'submitted' AND EXISTS ({approved.format('1')})"
    )
    for table in ("platform_comment", "platform_check", "platform_approval", "platform_submission"):
        op.drop_table(table)
