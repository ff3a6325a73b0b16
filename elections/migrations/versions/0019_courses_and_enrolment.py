"""Modules, materials and validity of courses; waiting lists."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

AUDIENCES = ("candidates", "members", "everybody")
STATES = ("invited", "confirmed", "attended", "absent", "excused", "passed", "failed")


def upgrade() -> None:
    """Makes the tables, and lets a course be for heads and proxies and a participant wait."""
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_months", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_course_valid_months_positive"), "valid_months IS NULL OR valid_months > 0"
        )
        _allow(batch_op, "course", "audience", (*AUDIENCES, "heads", "proxies"))
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits_since", sa.DateTime(), nullable=True))
        _allow(batch_op, "participation", "attendance", (*STATES, "waiting"))
    _make_modules()
    _make_materials()


def _make_modules() -> None:
    op.create_table(
        "course_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ru", sa.String(length=200), nullable=False),
        sa.Column("title_kk", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_course_module_hours_positive")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_module_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_module")),
    )
    with op.batch_alter_table("course_module", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_module_course_id"), ["course_id"], unique=False)


def _make_materials() -> None:
    op.create_table(
        "course_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mimetype", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(url = '') = (content IS NOT NULL)", name=op.f("ck_course_material_file_or_link")
        ),
        sa.CheckConstraint("size >= 0", name=op.f("ck_course_material_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_material_course_id_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_material")),
        sa.UniqueConstraint("course_id", "digest", name=op.f("uq_course_material_course_id_digest")),
    )
    with op.batch_alter_table("course_material", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_material_course_id"), ["course_id"], unique=False)


def downgrade() -> None:
    """Takes the tables away, with what is in them; who waited is off the list, and the new audiences are everybody."""
    op.drop_table("course_material")
    op.drop_table("course_module")
    op.execute("DELETE FROM participation WHERE attendance = 'waiting'")
    op.execute("UPDATE course SET audience = 'everybody' WHERE audience IN ('heads', 'proxies')")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        _allow(batch_op, "participation", "attendance", STATES)
        batch_op.drop_column("waits_since")
    with op.batch_alter_table("course", schema=None) as batch_op:
        _allow(batch_op, "course", "audience", AUDIENCES)
        batch_op.drop_constraint(op.f("ck_course_valid_months_positive"), type_="check")
        batch_op.drop_column("valid_months")


def _allow(batch_op, table: str, column: str, words: tuple[str, ...]) -> None:
    """Lets a column hold these words and no others."""
    name = op.f(f"ck_{table}_{column}")
    batch_op.drop_constraint(name, type_="check")
    allowed = ", ".join(f"'{word}'" for word in words)
    batch_op.create_check_constraint(name, f"{column} IN ({allowed})")
