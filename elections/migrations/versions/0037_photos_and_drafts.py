"""Photos of the protocols' papers, and drafts of entries."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

PATH = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "protocol_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], name=op.f("fk_protocol_draft_protocol_id_protocol"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_protocol_draft_user_id_user_account"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_draft")),
        sa.UniqueConstraint("protocol_id", "user_id", name=op.f("uq_protocol_draft_protocol_id_user_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_protocol_draft_user_id"), "protocol_draft", ["user_id"])
    op.create_index(op.f("ix_protocol_draft_path"), "protocol_draft", ["path"])
    op.create_table(
        "protocol_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("turned", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_protocol_photo_size_positive")),
        sa.CheckConstraint("turned IN (0, 90, 180, 270)", name=op.f("ck_protocol_photo_turned_by_quarters")),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol.id"], name=op.f("fk_protocol_photo_protocol_id_protocol"),
                                ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_photo")),
        sa.UniqueConstraint("protocol_id", "digest", name=op.f("uq_protocol_photo_protocol_id_digest")),
    )  # fmt: skip
    op.create_index(op.f("ix_protocol_photo_path"), "protocol_photo", ["path"])


def downgrade() -> None:
    """Drops them."""
    op.drop_table("protocol_photo")
    op.drop_table("protocol_draft")
